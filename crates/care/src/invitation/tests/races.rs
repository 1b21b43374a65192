//! Many at once: one outcome, on both databases.

use super::*;
use crate::problem::Problem;
use crate::testing::{called, from, password};

stories![
    of_many_who_accept_one_link_one_gets_in,
    one_who_accepts_two_invitations_at_once_is_one_person,
    of_many_invitations_of_one_address_one_stands,
    of_many_who_add_one_verified_person_one_does,
];

async fn of_many_who_accept_one_link_one_gets_in(world: &World) {
    let isp = world.first_isp().await;
    let token = world.invite(&isp, "bo@barnet.example", "user").await;
    let password = password().await;
    let outcomes = world.race(8, |n| {
        let (db, token, password) = (world.db.clone(), token.clone(), password.clone());
        async move {
            let mut tx = access::anyone().write(&db).await?;
            let accepted =
                accept_new(&mut tx, &token, &called(&format!("Bo {n}")), &password, &from()).await?;
            tx.commit().await?;
            Ok::<_, Problem>(accepted)
        }
    });
    let outcomes = outcomes.await;
    assert_eq!(outcomes.iter().filter(|it| it.is_ok()).count(), 1, "{outcomes:?}");
    assert_eq!(outcomes.iter().filter(|it| matches!(it, Err(Problem::Gone(_)))).count(), 7, "{outcomes:?}");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM collaborator").await, 2);
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM session").await, 2);
}

async fn one_who_accepts_two_invitations_at_once_is_one_person(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let tokens = [
        world.invite(&isp, "bo@mail.example", "user").await,
        world.invite(&far, "bo@mail.example", "user").await,
    ];
    let password = password().await;
    let outcomes = world.race(2, |n| {
        let (db, token, password) = (world.db.clone(), tokens[n].clone(), password.clone());
        async move {
            let mut tx = access::anyone().write(&db).await?;
            let accepted = accept_new(&mut tx, &token, &called("Bo"), &password, &from()).await?;
            tx.commit().await?;
            Ok::<_, Problem>(accepted)
        }
    });
    let outcomes = outcomes.await;
    let (right, late): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!(right.len(), 1, "whoever is second has a password and must sign in: {right:?}");
    assert_eq!(said(late.into_iter().next().unwrap()), "accept-sign-in-first");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM person WHERE email = 'bo@mail.example'").await, 1);
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM session").await, 3);
}

/// Many Admins' clicks at once; gives the outcomes.
async fn invite_at_once(world: &World, isp: &Isp, address: &'static str) -> Vec<Result<invite::Invited>> {
    world
        .race(6, |_| {
            let (db, hash, slug) = (world.db.clone(), isp.admin.hash(), isp.slug.clone());
            async move {
                let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
                let invited = invite(&mut tx, address, "user").await?;
                tx.commit().await?;
                Ok(invited)
            }
        })
        .await
}

async fn of_many_invitations_of_one_address_one_stands(world: &World) {
    let isp = world.first_isp().await;
    let outcomes = invite_at_once(world, &isp, "bo@barnet.example").await;
    let (right, late): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!(right.len(), 1);
    for refused in late {
        assert_eq!(why(refused, "email"), "invite-already-invited");
    }
    assert_eq!(world.mails().await.len(), 1);
    assert_eq!(invitations(world, &isp, &isp.admin).await.len(), 1);
}

async fn of_many_who_add_one_verified_person_one_does(world: &World) {
    let (isp, _far) = (world.first_isp().await, world.second_isp().await);
    let outcomes = invite_at_once(world, &isp, "zoe@farnet.example").await;
    let (right, late): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!(right.len(), 1);
    for refused in late {
        assert_eq!(why(refused, "email"), "invite-already-collaborator");
    }
    assert_eq!(world.mails().await.len(), 1, "one notice");
    assert_eq!(
        world.count("SELECT COUNT(*) AS n FROM timeline WHERE kind = 'collaborator-invited'").await,
        1
    );
}
