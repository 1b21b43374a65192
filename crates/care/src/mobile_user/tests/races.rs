//! Many at once: one outcome, on both databases.

use super::*;
use crate::testing::{called, from_the_app};

stories![
    of_many_who_accept_first_one_is_the_primary_user,
    of_two_users_who_are_removed_at_once_one_stays_listed,
    removing_the_primary_user_and_making_another_take_turns,
    a_removal_and_an_acceptance_leave_a_home_with_a_primary_user,
];

/// A home that has users has one of them as its primary user, and counts them right.
async fn must_be_sound(world: &World) {
    for wrong in [
        "SELECT COUNT(*) AS n FROM customer c WHERE c.users <> (
             SELECT COUNT(*) FROM mobile_user m WHERE m.isp_id = c.isp_id AND m.customer_id = c.id)",
        "SELECT COUNT(*) AS n FROM customer c WHERE c.users > 0 AND NOT EXISTS (
             SELECT 1 FROM mobile_user m
             WHERE m.isp_id = c.isp_id AND m.customer_id = c.id AND m.person_id = c.primary_person_id)",
    ] {
        assert_eq!(world.count(wrong).await, 0, "{wrong}");
    }
}

async fn of_many_who_accept_first_one_is_the_primary_user(world: &World) {
    let (isp, home) = a_home(world).await;
    let mut tokens = Vec::new();
    for n in 0..6 {
        tokens.push(world.invite_home(&isp, home, &format!("user{n}@mail.example")).await);
    }
    let password = password().await;
    let outcomes = world.race(6, |n| {
        let (db, token, password) = (world.db.clone(), tokens[n].clone(), password.clone());
        async move {
            let mut tx = access::anyone().write(&db).await?;
            invitation::accept_new(&mut tx, &token, &called(""), &password, &from_the_app()).await?;
            tx.commit().await
        }
    });
    let outcomes = outcomes.await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(users(world, &isp, home).await.iter().filter(|(_, primary)| *primary).count(), 1);
    must_be_sound(world).await;
}

async fn of_two_users_who_are_removed_at_once_one_stays_listed(world: &World) {
    let (isp, home) = a_home(world).await;
    let ana = world.join_home(&isp, home, ANA).await;
    let ben = world.join_home(&isp, home, BEN).await;
    let pairs = [(ana.id, Some(ben.id)), (ben.id, None)];
    let outcomes = world.race(2, |n| {
        let (db, hash, slug) = (world.db.clone(), isp.admin.hash(), isp.slug.clone());
        let (who, next) = pairs[n];
        async move {
            let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
            remove(&mut tx, home, who, next).await?;
            tx.commit().await
        }
    });
    let outcomes = outcomes.await;
    assert_eq!(outcomes.iter().filter(|it| it.is_ok()).count(), 1, "{outcomes:?}");
    assert!(!outcomes.iter().any(|it| matches!(it, Err(Problem::Broken(_)))), "{outcomes:?}");
    assert_eq!(users(world, &isp, home).await.len(), 1);
    must_be_sound(world).await;
    world.mails().await;
}

async fn removing_the_primary_user_and_making_another_take_turns(world: &World) {
    let (isp, home) = a_home(world).await;
    let ana = world.join_home(&isp, home, ANA).await;
    let ben = world.join_home(&isp, home, BEN).await;
    let cy = world.join_home(&isp, home, "cy@mail.example").await;
    let outcomes = world.race(2, |n| {
        let (db, hash, slug) = (world.db.clone(), isp.admin.hash(), isp.slug.clone());
        let (ana, ben, cy) = (ana.id, ben.id, cy.id);
        async move {
            let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
            if n == 0 {
                remove(&mut tx, home, ana, Some(ben)).await?;
            } else {
                make_primary(&mut tx, home, cy).await?;
            }
            tx.commit().await
        }
    });
    let outcomes = outcomes.await;
    assert!(outcomes.iter().all(Result::is_ok), "each is right, before the other and after: {outcomes:?}");
    must_be_sound(world).await;
    world.mails().await;
}

async fn a_removal_and_an_acceptance_leave_a_home_with_a_primary_user(world: &World) {
    let (isp, home) = a_home(world).await;
    let ana = world.join_home(&isp, home, ANA).await;
    let (token, password) = (world.invite_home(&isp, home, BEN).await, password().await);
    let outcomes = world.race(2, |n| {
        let (db, hash, slug) = (world.db.clone(), isp.admin.hash(), isp.slug.clone());
        let (token, password, ana) = (token.clone(), password.clone(), ana.id);
        async move {
            if n == 0 {
                let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
                remove(&mut tx, home, ana, None).await?;
                return tx.commit().await;
            }
            let mut tx = access::anyone().write(&db).await?;
            invitation::accept_new(&mut tx, &token, &called(""), &password, &from_the_app()).await?;
            tx.commit().await
        }
    });
    let outcomes = outcomes.await;
    let refused: Vec<_> = outcomes.iter().filter_map(|it| it.as_ref().err()).collect();
    // Somebody else was in by then, so the next primary user has to be named: the acceptance is never refused.
    let unnamed = |it: &&Problem| matches!(it, Problem::Conflict(say) if say.key == "name-next-primary");
    assert!(refused.len() <= 1 && refused.iter().all(unnamed), "{outcomes:?}");
    must_be_sound(world).await;
    world.mails().await;
}
