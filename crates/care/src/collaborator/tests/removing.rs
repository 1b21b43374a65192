//! Stories of removal, and of leaving.

use std::time::Duration;

use super::*;
use crate::access::FRESH_MS;
use crate::invitation;
use crate::testing::{Isp, Person};

stories![
    who_is_removed_has_no_access_with_the_next_request_and_is_told,
    a_session_ends_only_when_no_membership_is_left,
    the_last_admin_can_be_neither_removed_nor_leave,
    nobody_is_removed_while_only_one_is_listed,
    an_expired_invitation_is_listed_too,
    people_with_access_through_the_cluster_are_not_listed,
    a_link_that_waits_for_whoever_is_removed_dies_with_their_access,
    a_person_may_leave,
    nobody_leaves_an_isp_that_is_not_theirs,
    a_stale_proof_changes_and_removes_nobody,
    only_an_admin_removes,
    who_was_removed_and_is_invited_anew_starts_anew,
    of_two_admins_who_remove_each_other_one_remains,
    of_two_admins_who_leave_at_once_one_remains,
];

async fn remove_by_ada(world: &World, isp: &Isp, who: &Person) -> Result<()> {
    world.by(isp, &isp.admin, async |tx| remove(tx, who.id).await).await
}

async fn is_in(world: &World, isp: &Isp, who: &Person) -> bool {
    access::staff::<may::ViewTabs>(&world.db, &who.hash(), &isp.slug).await.is_ok()
}

async fn admins(world: &World) -> (i64, i64) {
    let counted = world.count("SELECT admins AS n FROM isp WHERE slug = 'bar-net'").await;
    let there = "SELECT COUNT(*) AS n FROM collaborator c JOIN isp i ON i.id = c.isp_id
                 WHERE i.slug = 'bar-net' AND c.role = 'admin'";
    (counted, world.count(there).await)
}

async fn who_is_removed_has_no_access_with_the_next_request_and_is_told(world: &World) {
    let isp = world.first_isp().await;
    let kim = world.join(&isp, "kim@barnet.example", "admin").await;
    let permit = access::staff::<may::ChangeInventory>(&world.db, &kim.hash(), &isp.slug).await.unwrap();
    remove_by_ada(world, &isp, &kim).await.unwrap();

    assert!(permit.write(&world.db).await.is_err(), "not even with a permit of before");
    assert!(!is_in(world, &isp, &kim).await);
    assert_eq!(admins(world).await, (1, 1));
    let mail = world.mail_to("kim@barnet.example").await;
    assert_eq!(mail.subject, "Your access to Bar Net was revoked");
    assert!(mail.text.contains("Ada") && !mail.text.contains('#'), "{}", mail.text);
    let recorded = "SELECT COUNT(*) AS n FROM audit WHERE kind = 'collaborator-removed' AND way = 'portal'";
    assert_eq!(world.count(recorded).await, 1);
    assert!(matches!(
        remove_by_ada(world, &isp, &kim).await,
        Err(Problem::Conflict(_) | Problem::NotFound(_))
    ));
}

async fn a_session_ends_only_when_no_membership_is_left(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let uma = world.user(&isp).await;
    let email = uma.email.shown().to_owned();
    world.by(&far, &far.admin, async |tx| invitation::invite(tx, &email, "user").await).await.unwrap();
    world.mails().await;

    remove_by_ada(world, &isp, &uma).await.unwrap();
    assert!(!is_in(world, &isp, &uma).await);
    assert!(is_in(world, &far, &uma).await, "nobody is signed out of where they still belong");
    world.by(&far, &far.admin, async |tx| remove(tx, uma.id).await).await.unwrap();
    assert!(matches!(
        access::person(&world.db, access::Audience::Portal, &uma.hash()).await,
        Err(Problem::Anonymous)
    ));
    world.mails().await;
}

async fn the_last_admin_can_be_neither_removed_nor_leave(world: &World) {
    let isp = world.first_isp().await;
    world.user(&isp).await;
    assert_eq!(said(remove_by_ada(world, &isp, &isp.admin).await), "last-admin");
    let left = world.oneself(&isp.admin, async |tx| leave(tx, &isp.slug).await).await;
    assert_eq!(said(left), "last-admin");
    assert_eq!(admins(world).await, (1, 1));
    assert!(is_in(world, &isp, &isp.admin).await, "nothing was half done");
}

async fn nobody_is_removed_while_only_one_is_listed(world: &World) {
    let isp = world.first_isp().await;
    assert_eq!(said(remove_by_ada(world, &isp, &isp.admin).await), "remove-alone");
    // An open invitation is listed too: now it is being the last Admin that stands in the way.
    world.invite(&isp, "bo@barnet.example", "user").await;
    assert_eq!(said(remove_by_ada(world, &isp, &isp.admin).await), "last-admin");
}

async fn an_expired_invitation_is_listed_too(world: &World) {
    let isp = world.first_isp().await;
    let company = async || world.by(&isp, &isp.admin, has_company).await.unwrap();
    assert!(!company().await);
    world.invite(&isp, "bo@barnet.example", "user").await;
    world.expire("bo@barnet.example").await;
    assert_eq!(said(remove_by_ada(world, &isp, &isp.admin).await), "last-admin");
    assert!(company().await);
}

async fn people_with_access_through_the_cluster_are_not_listed(world: &World) {
    let isp = world.first_isp().await;
    let cluster = world.cluster("Bar Group", &[&isp]).await;
    // They may do what an Admin may, and see her alone in the list.
    let refused = world.by(&isp, &cluster.admin, async |tx| remove(tx, isp.admin.id).await).await;
    assert_eq!(said(refused), "remove-alone");
    assert!(!world.by(&isp, &cluster.admin, has_company).await.unwrap());
    assert!(is_in(world, &isp, &isp.admin).await);
}

/// The operator vouched for Kim, who did not open the link yet.
async fn a_link_that_waits_for_whoever_is_removed_dies_with_their_access(world: &World) {
    let isp = world.first_isp().await;
    let kim = world.join(&isp, "kim@barnet.example", "user").await;
    let link = world.shell(Some(isp.id), async |tx| invitation::invite_admin(tx, &kim.email).await).await;
    let link = link.unwrap();
    assert!(world.anyone(async |tx| invitation::open(tx, &link).await).await.is_ok());
    remove_by_ada(world, &isp, &kim).await.unwrap();
    world.mail_to("kim@barnet.example").await;
    assert_eq!(said(world.anyone(async |tx| invitation::open(tx, &link).await).await), "gone-invitation");
    assert_eq!(said(world.accept(&link, "Kim").await), "gone-invitation");
    assert_eq!(world.seat(&isp, "kim@barnet.example").await.1, None);
}

async fn a_person_may_leave(world: &World) {
    let isp = world.first_isp().await;
    let kim = world.join(&isp, "kim@barnet.example", "admin").await;
    world.oneself(&kim, async |tx| leave(tx, &isp.slug).await).await.unwrap();
    assert!(!is_in(world, &isp, &kim).await);
    assert_eq!(admins(world).await, (1, 1));
    let recorded = "SELECT COUNT(*) AS n FROM audit WHERE kind = 'collaborator-left'";
    assert_eq!(world.count(recorded).await, 1);
}

async fn nobody_leaves_an_isp_that_is_not_theirs(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    for slug in [far.slug.as_str(), "no-such-net"] {
        let left = world.oneself(&isp.admin, async |tx| leave(tx, slug).await).await;
        assert!(matches!(left, Err(Problem::NotFound("isp"))), "{left:?}");
    }
}

async fn a_stale_proof_changes_and_removes_nobody(world: &World) {
    let isp = world.first_isp().await;
    let uma = world.user(&isp).await;
    world.advance(Duration::from_millis(u64::try_from(FRESH_MS).unwrap()));
    assert!(matches!(remove_by_ada(world, &isp, &uma).await, Err(Problem::Prove)));
    let changed = world.by(&isp, &isp.admin, async |tx| change(tx, uma.id, Role::Admin).await).await;
    assert!(matches!(changed, Err(Problem::Prove)), "{changed:?}");
    let left = world.oneself(&uma, async |tx| leave(tx, &isp.slug).await).await;
    assert!(matches!(left, Err(Problem::Prove)), "{left:?}");
    assert!(is_in(world, &isp, &uma).await);
}

async fn only_an_admin_removes(world: &World) {
    let isp = world.first_isp().await;
    for person in [world.user(&isp).await, world.read_only(&isp).await] {
        let refused = world.by(&isp, &person, async |tx| remove(tx, isp.admin.id).await).await;
        assert!(matches!(refused, Err(Problem::Forbidden("collaborator-roles"))), "{refused:?}");
    }
}

async fn who_was_removed_and_is_invited_anew_starts_anew(world: &World) {
    let isp = world.first_isp().await;
    let kim = world.join(&isp, "kim@barnet.example", "admin").await;
    remove_by_ada(world, &isp, &kim).await.unwrap();
    world
        .by(&isp, &isp.admin, async |tx| invitation::invite(tx, "kim@barnet.example", "user").await)
        .await
        .unwrap();
    let again = world.sign_in(&kim.email, crate::testing::PASSWORD).await.unwrap();
    let permit = access::staff::<may::ViewTabs>(&world.db, &again.hash(), &isp.slug).await.unwrap();
    assert_eq!(permit.staff().unwrap().role, Role::User, "the former role does not come back");
    world.mails().await;
}

async fn of_two_admins_who_remove_each_other_one_remains(world: &World) {
    let isp = world.first_isp().await;
    let kim = world.join(&isp, "kim@barnet.example", "admin").await;
    let two = [isp.admin.clone(), kim];
    let outcomes = world.race(2, |n| {
        let (db, hash, slug, other) = (world.db.clone(), two[n].hash(), isp.slug.clone(), two[1 - n].id);
        async move {
            let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
            remove(&mut tx, other).await?;
            tx.commit().await
        }
    });
    let (right, late): (Vec<_>, Vec<_>) = outcomes.await.into_iter().partition(Result::is_ok);
    assert_eq!((right.len(), world.mails().await.len()), (1, 1));
    // Whoever was second is signed out already, or finds no such ISP.
    assert!(matches!(late[0], Err(Problem::Anonymous | Problem::NotFound("isp"))), "{late:?}");
    assert_eq!(admins(world).await, (1, 1));
}

async fn of_two_admins_who_leave_at_once_one_remains(world: &World) {
    let isp = world.first_isp().await;
    let kim = world.join(&isp, "kim@barnet.example", "admin").await;
    let two = [isp.admin.clone(), kim];
    let outcomes = world.race(2, |n| {
        let (db, hash, slug) = (world.db.clone(), two[n].hash(), isp.slug.clone());
        async move {
            let mut tx = access::person(&db, access::Audience::Portal, &hash).await?.write(&db).await?;
            leave(&mut tx, &slug).await?;
            tx.commit().await
        }
    });
    let (right, late): (Vec<_>, Vec<_>) = outcomes.await.into_iter().partition(Result::is_ok);
    assert_eq!(right.len(), 1, "{late:?}");
    assert_eq!(said(late.into_iter().next().unwrap()), "last-admin");
    assert_eq!(admins(world).await, (1, 1));
}
