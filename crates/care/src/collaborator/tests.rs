//! Stories of collaborators' access levels, and of how they end.

mod removing;

use super::*;
use crate::access;
use crate::problem::Problem;
use crate::stories;
use crate::testing::{World, said};

stories![
    a_changed_access_level_holds_from_the_next_request_on,
    the_last_admin_stays_one,
    a_collaborator_of_another_isp_is_not_found,
    each_of_two_is_found_by_who_they_are,
    of_two_admins_who_demote_each_other_one_remains,
    inviting_an_admin_and_demoting_the_inviter_take_turns,
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
