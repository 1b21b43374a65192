//! Stories of collaborators' access levels, and of how they end.

mod removing;

use super::*;
use crate::access;
use crate::problem::Problem;
use crate::stories;
use crate::testing::{Person, World, said};
use crate::timeline;

stories![
    a_changed_access_level_holds_from_the_next_request_on,
    the_last_admin_stays_one,
    a_collaborator_of_another_isp_is_not_found,
    each_of_two_is_found_by_who_they_are,
    of_two_admins_who_demote_each_other_one_remains,
    inviting_an_admin_and_demoting_the_inviter_take_turns,
    a_level_is_changed_so_often_that_nobody_is_flooded_with_mails,
    who_is_invited_and_what_they_become_is_told_to_admins_only,
];

async fn a_changed_access_level_holds_from_the_next_request_on(world: &World) {
    let isp = world.first_isp().await;
    let uma = world.user(&isp).await;
    let permit = access::staff::<may::ChangeInventory>(&world.db, &uma.hash(), &isp.slug).await.unwrap();
    world.by(&isp, &isp.admin, async |tx| change(tx, uma.id, Role::ReadOnly).await).await.unwrap();
    assert!(matches!(permit.write(&world.db).await, Err(Problem::Forbidden("inventory"))));
    world.by(&isp, &isp.admin, async |tx| change(tx, uma.id, Role::Admin).await).await.unwrap();
    assert!(permit.write(&world.db).await.is_ok());
    let mut told: Vec<String> = world.mails().await.into_iter().map(|mail| mail.subject).collect();
    told.sort();
    assert_eq!(told, ["You are Admin at Bar Net now", "You are Read Only at Bar Net now"]);
    assert_eq!(world.count("SELECT admins AS n FROM isp").await, 2);
    assert_eq!(
        world.count("SELECT COUNT(*) AS n FROM timeline WHERE kind = 'collaborator-changed'").await,
        2
    );
}

async fn the_last_admin_stays_one(world: &World) {
    let isp = world.first_isp().await;
    let demoted = world.by(&isp, &isp.admin, async |tx| change(tx, isp.admin.id, Role::User).await).await;
    assert_eq!(said(demoted), "last-admin");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM collaborator WHERE role = 'admin'").await, 1);
}

async fn a_collaborator_of_another_isp_is_not_found(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let changed = world.by(&isp, &isp.admin, async |tx| change(tx, far.admin.id, Role::User).await).await;
    assert!(matches!(changed, Err(Problem::NotFound("collaborator"))), "{changed:?}");
}

async fn each_of_two_is_found_by_who_they_are(world: &World) {
    let isp = world.first_isp().await;
    let uma = world.user(&isp).await;
    for who in [uma.id, isp.admin.id] {
        let found = world.by(&isp, &isp.admin, async |tx| find(tx, who).await).await.unwrap();
        assert_eq!(found.person, who);
    }
}

async fn of_two_admins_who_demote_each_other_one_remains(world: &World) {
    let isp = world.first_isp().await;
    let kim = world.join(&isp, "kim@barnet.example", "admin").await;
    let two = [isp.admin.clone(), kim];
    let outcomes = world.race(2, |n| {
        let (db, hash, slug, other) = (world.db.clone(), two[n].hash(), isp.slug.clone(), two[1 - n].id);
        async move {
            let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
            change(&mut tx, other, Role::User).await?;
            tx.commit().await
        }
    });
    let (right, late): (Vec<_>, Vec<_>) = outcomes.await.into_iter().partition(Result::is_ok);
    assert_eq!((right.len(), world.mails().await.len()), (1, 1));
    assert!(matches!(late[0], Err(Problem::Forbidden("collaborator-roles"))), "{late:?}");
    assert_eq!(world.count("SELECT admins AS n FROM isp").await, 1);
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM collaborator WHERE role = 'admin'").await, 1);
}

async fn inviting_an_admin_and_demoting_the_inviter_take_turns(world: &World) {
    let (isp, _far) = (world.first_isp().await, world.second_isp().await);
    let kim = world.join(&isp, "kim@barnet.example", "admin").await;
    let outcomes = world.race(2, |n| {
        let (db, ada, slug, kim) = (world.db.clone(), isp.admin.hash(), isp.slug.clone(), kim.clone());
        async move {
            if n == 0 {
                let mut tx = access::staff(&db, &kim.hash(), &slug).await?.write(&db).await?;
                crate::invitation::invite(&mut tx, "zoe@farnet.example", "admin").await?;
                return tx.commit().await;
            }
            let mut tx = access::staff(&db, &ada, &slug).await?.write(&db).await?;
            change(&mut tx, kim.id, Role::User).await?;
            tx.commit().await
        }
    });
    let outcomes = outcomes.await;
    // The demotion always succeeds; the invitation does, unless it came second.
    let refused: Vec<_> = outcomes.iter().filter_map(|it| it.as_ref().err()).collect();
    assert!(refused.iter().all(|it| matches!(it, Problem::Forbidden("collaborators"))), "{refused:?}");
    assert!(refused.len() < 2);
    assert_eq!(world.mails().await.len(), 2 - refused.len(), "Kim was demoted, and Zoe perhaps added");
    let counted = world.count("SELECT admins AS n FROM isp WHERE slug = 'bar-net'").await;
    assert_eq!(counted, 2 - i64::try_from(refused.len()).unwrap());
}

async fn a_level_is_changed_so_often_that_nobody_is_flooded_with_mails(world: &World) {
    let isp = world.first_isp().await;
    let uma = world.user(&isp).await;
    let to = async |role| world.by(&isp, &isp.admin, async |tx| change(tx, uma.id, role).await).await;
    for n in 0..10 {
        to(if n % 2 == 0 { Role::ReadOnly } else { Role::User }).await.unwrap();
    }
    let refused = to(Role::ReadOnly).await;
    assert!(matches!(refused, Err(Problem::TooManyMails { .. })), "{refused:?}");
    assert_eq!(world.mails().await.len(), 10);
    // What takes access away is never held back.
    world.by(&isp, &isp.admin, async |tx| remove(tx, uma.id).await).await.unwrap();
    world.mails().await;
}

async fn who_is_invited_and_what_they_become_is_told_to_admins_only(world: &World) {
    let isp = world.first_isp().await;
    let (uma, rod) = (world.user(&isp).await, world.read_only(&isp).await);
    world.invite(&isp, "wil@mail.example", "admin").await;
    let told = async |who: &Person| {
        let recent = world.by(&isp, who, async |tx| timeline::recent(tx, 50).await).await.unwrap();
        recent.iter().filter(|it| crate::audit::Area::of(&it.kind) == crate::audit::Area::Access).count()
    };
    assert!(told(&isp.admin).await > 2);
    assert_eq!((told(&uma).await, told(&rod).await), (0, 0));
}
