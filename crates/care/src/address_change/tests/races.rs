//! Changes of address at the same moment.

use super::*;
use crate::db::Db;
use crate::invitation;
use crate::person;
use crate::recovery;
use crate::stories;
use crate::testing::{PASSWORD, from, password};

stories![
    of_many_who_want_one_address_one_gets_it,
    changing_to_an_address_and_accepting_an_invitation_for_it_leave_one_identity_with_it,
    taking_back_wins_against_a_confirmation_at_the_same_moment,
    of_many_who_use_one_link_one_changes_the_address,
    of_many_who_take_one_change_back_one_does,
    a_forgotten_password_and_a_confirmation_at_once_do_not_wait_for_each_other,
];

/// Whether it was done, or refused as it should be: never a fault, and never a database that gave up.
fn done<T: std::fmt::Debug>(outcome: &Result<T>) -> bool {
    match outcome {
        Ok(_) => true,
        Err(Problem::Conflict(_) | Problem::Gone(_) | Problem::Anonymous) => false,
        Err(other) => panic!("{other:?}"),
    }
}

async fn try_confirm(db: &Db, who: &Person, token: &Token) -> Result<()> {
    let permit = access::person(db, access::Audience::Portal, &who.hash()).await?;
    let here = permit.session()?.id;
    let mut tx = permit.write(db).await?;
    crate::address_change::confirm(&mut tx, token, here).await?;
    tx.commit().await
}

async fn try_undo(db: &Db, token: &Token, nobodys: &Hashed) -> Result<()> {
    let mut tx = access::anyone().write(db).await?;
    crate::address_change::undo(&mut tx, token, nobodys).await?;
    tx.commit().await
}

async fn of_many_who_want_one_address_one_gets_it(world: &World) {
    let isp = world.first_isp().await;
    let mut people = Vec::new();
    for n in 0..6 {
        let who = world.join(&isp, &format!("p{n}@mail.example"), "user").await;
        let token = asked(world, &who, NEW).await;
        people.push((who, token));
    }
    let outcomes = world.race(6, |n| {
        let (db, (who, token)) = (world.db.clone(), people[n].clone());
        async move { try_confirm(&db, &who, &token).await }
    });
    assert_eq!(outcomes.await.iter().filter(|it| done(it)).count(), 1);
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM person WHERE email = 'ada@new.example'").await, 1);
    assert_eq!(world.mails().await.len(), 1, "one old address is told");
}

async fn changing_to_an_address_and_accepting_an_invitation_for_it_leave_one_identity_with_it(world: &World) {
    let isp = world.first_isp().await;
    let uma = world.user(&isp).await;
    let (change, invitation) = (asked(world, &uma, NEW).await, world.invite(&isp, NEW, "user").await);
    let hashed = password().await;
    let outcomes = world.race(8, |n| {
        let (db, uma, hashed) = (world.db.clone(), uma.clone(), hashed.clone());
        let (change, invitation) = (change.clone(), invitation.clone());
        async move {
            if n % 2 == 0 {
                return try_confirm(&db, &uma, &change).await;
            }
            let mut tx = access::anyone().write(&db).await?;
            invitation::accept_new(&mut tx, &invitation, &person::Name::default(), &hashed, &from()).await?;
            tx.commit().await
        }
    });
    let outcomes = outcomes.await;
    assert_eq!(outcomes.iter().filter(|it| done(it)).count(), 1, "{outcomes:?}");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM person WHERE email = 'ada@new.example'").await, 1);
    world.mails().await;
}

async fn taking_back_wins_against_a_confirmation_at_the_same_moment(world: &World) {
    let mut who = world.first_isp().await.admin;
    let nobodys = Hashed::of_nobody().await.unwrap();
    for round in 0..6 {
        let (thief, back) = moved(world, &who, OLD, &format!("thief{round}@mail.example")).await;
        world.minutes(1);
        let next = asked(world, &thief, &format!("further{round}@mail.example")).await;
        let outcomes = world.race(2, |n| {
            let (db, thief, nobodys) = (world.db.clone(), thief.clone(), nobodys.clone());
            let (back, next) = (back.clone(), next.clone());
            async move {
                match n {
                    0 => try_undo(&db, &back, &nobodys).await,
                    _ => try_confirm(&db, &thief, &next).await,
                }
            }
        });
        let outcomes = outcomes.await;
        assert!(outcomes.iter().filter(|it| done(it)).count() >= 1, "{outcomes:?}");
        assert_eq!(address_of(world, &thief).await, OLD, "{outcomes:?}");
        assert!(!is_signed_in(world, &thief).await);
        // Its owner comes back by the mail.
        let mails = world.mails().await;
        let reset = mails.iter().find(|it| it.to == OLD && it.text.contains("#r1_")).unwrap();
        let (reset, own) = (reset.token(Kind::Reset), password().await);
        world.anyone(async |tx| recovery::choose(tx, &reset, &own).await).await.unwrap();
        world.mails().await;
        who = world.sign_in(&email(OLD), PASSWORD).await.unwrap();
    }
}

async fn of_many_who_use_one_link_one_changes_the_address(world: &World) {
    let ada = world.first_isp().await.admin;
    let token = asked(world, &ada, NEW).await;
    let outcomes = world.race(8, |_| {
        let (db, ada, token) = (world.db.clone(), ada.clone(), token.clone());
        async move { try_confirm(&db, &ada, &token).await }
    });
    assert_eq!(outcomes.await.iter().filter(|it| done(it)).count(), 1);
    assert_eq!(world.mails().await.len(), 1);
}

async fn of_many_who_take_one_change_back_one_does(world: &World) {
    let ada = world.first_isp().await.admin;
    let (_, back) = moved(world, &ada, OLD, NEW).await;
    let nobodys = Hashed::of_nobody().await.unwrap();
    let outcomes = world.race(8, |_| {
        let (db, back, nobodys) = (world.db.clone(), back.clone(), nobodys.clone());
        async move { try_undo(&db, &back, &nobodys).await }
    });
    assert_eq!(outcomes.await.iter().filter(|it| done(it)).count(), 1);
    assert_eq!(world.mails().await.len(), 2);
}

async fn a_forgotten_password_and_a_confirmation_at_once_do_not_wait_for_each_other(world: &World) {
    let mut who = world.first_isp().await.admin;
    let own = password().await;
    for round in 0..6 {
        let address = who.email.shown().to_owned();
        world
            .anyone(async |tx| recovery::ask(tx, &email(&address), access::Audience::Portal).await)
            .await
            .unwrap();
        let reset = world.mail_to(&address).await.token(Kind::Reset);
        world.minutes(1);
        let change = asked(world, &who, &format!("ada{round}@mail.example")).await;
        let outcomes = world.race(2, |n| {
            let (db, who, own) = (world.db.clone(), who.clone(), own.clone());
            let (reset, change) = (reset.clone(), change.clone());
            async move {
                if n == 0 {
                    return try_confirm(&db, &who, &change).await;
                }
                let mut tx = access::anyone().write(&db).await?;
                recovery::choose(&mut tx, &reset, &own).await?;
                tx.commit().await
            }
        });
        let outcomes = outcomes.await;
        assert_eq!(outcomes.iter().filter(|it| done(it)).count(), 1, "each voids the other: {outcomes:?}");
        world.mails().await;
        who = world.sign_in(&email(&address_of(world, &who).await), PASSWORD).await.unwrap();
    }
}
