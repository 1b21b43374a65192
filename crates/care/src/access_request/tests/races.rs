//! Many at once: one outcome, on both databases.

use super::*;
use crate::access::Audience;

stories![
    of_approving_and_declining_at_once_one_holds,
    of_many_clicks_of_one_person_one_is_a_request,
    removing_the_primary_user_and_approving_take_turns,
    approving_and_inviting_at_once_make_one_user,
    taking_back_and_approving_at_once_have_one_outcome,
];

async fn of_approving_and_declining_at_once_one_holds(world: &World) {
    let (_, home, ana, eve) = a_home(world).await;
    asks(world, &eve).await.unwrap();
    let id = the_one(world, &ana, home).await;
    let outcomes = world.race(6, |n| {
        let (db, hash) = (world.db.clone(), ana.hash());
        async move {
            let mut tx = access::home(&db, &hash, home).await?.write(&db).await?;
            if n % 2 == 0 {
                approve(&mut tx, id).await?
            } else {
                decline(&mut tx, id).await?
            };
            tx.commit().await?;
            Ok::<bool, Problem>(n % 2 == 0)
        }
    });
    let outcomes = outcomes.await;
    let won: Vec<bool> = outcomes.iter().filter_map(|it| it.as_ref().ok().copied()).collect();
    assert_eq!(won.len(), 1, "{outcomes:?}");
    assert_eq!(is_in(world, &eve, home).await, won[0]);
    let told = world.mails().await.iter().filter(|it| it.to == EVE).count();
    assert_eq!(told, 1);
}

async fn of_many_clicks_of_one_person_one_is_a_request(world: &World) {
    let (_, home, ana, eve) = a_home(world).await;
    let outcomes = world.race(6, |_| {
        let (db, hash) = (world.db.clone(), eve.hash());
        async move {
            let permit = access::person(&db, Audience::App, &hash).await?.from_address(HERE.to_owned());
            let mut tx = permit.write(&db).await?;
            ask(&mut tx, "", None).await?;
            tx.commit().await
        }
    });
    let outcomes = outcomes.await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    the_one(world, &ana, home).await;
    assert_eq!(world.mails().await.len(), 1);
}

async fn removing_the_primary_user_and_approving_take_turns(world: &World) {
    let (isp, home, ana, eve) = a_home(world).await;
    let ben = world.join_home(&isp, home, BEN).await;
    asks(world, &eve).await.unwrap();
    let id = the_one(world, &ana, home).await;
    let (former, next) = (ana.id, ben.id);
    let outcomes = world.race(2, |n| {
        let (db, hash, admin, slug) = (world.db.clone(), ana.hash(), isp.admin.hash(), isp.slug.clone());
        async move {
            if n == 0 {
                let mut tx = access::home(&db, &hash, home).await?.write(&db).await?;
                approve(&mut tx, id).await?;
                return tx.commit().await;
            }
            let mut tx = access::staff(&db, &admin, &slug).await?.write(&db).await?;
            mobile_user::remove(&mut tx, home, former, Some(next)).await?;
            tx.commit().await
        }
    });
    let outcomes = outcomes.await;
    assert!(outcomes[1].is_ok(), "{outcomes:?}");
    // Approved before the removal, or not any more: then the next primary user decides.
    assert_eq!(is_in(world, &eve, home).await, outcomes[0].is_ok());
    assert_eq!(waits(world, &ben, home).await.len(), usize::from(outcomes[0].is_err()));
    let sound = "SELECT COUNT(*) AS n FROM customer c WHERE c.users <> (
         SELECT COUNT(*) FROM mobile_user m WHERE m.isp_id = c.isp_id AND m.customer_id = c.id)";
    assert_eq!(world.count(sound).await, 0);
    world.mails().await;
}

async fn approving_and_inviting_at_once_make_one_user(world: &World) {
    let (isp, home, ana, eve) = a_home(world).await;
    asks(world, &eve).await.unwrap();
    let id = the_one(world, &ana, home).await;
    let outcomes = world.race(2, |n| {
        let (db, hash, admin, slug) = (world.db.clone(), ana.hash(), isp.admin.hash(), isp.slug.clone());
        async move {
            if n == 0 {
                let mut tx = access::home(&db, &hash, home).await?.write(&db).await?;
                approve(&mut tx, id).await?;
                return tx.commit().await;
            }
            let mut tx = access::staff(&db, &admin, &slug).await?.write(&db).await?;
            crate::invitation::invite_mobile_user(&mut tx, home, EVE).await?;
            tx.commit().await
        }
    });
    let outcomes = outcomes.await;
    assert_eq!(outcomes.iter().filter(|it| it.is_ok()).count(), 1, "{outcomes:?}");
    assert!(is_in(world, &eve, home).await && waits(world, &ana, home).await.is_empty());
    assert_eq!(world.count("SELECT users AS n FROM customer").await, 2);
    world.mails().await;
}

async fn taking_back_and_approving_at_once_have_one_outcome(world: &World) {
    let (_, home, ana, eve) = a_home(world).await;
    asks(world, &eve).await.unwrap();
    let id = the_one(world, &ana, home).await;
    let outcomes = world.race(2, |n| {
        let (db, hash, eve) = (world.db.clone(), ana.hash(), eve.hash());
        async move {
            if n == 0 {
                let mut tx = access::home(&db, &hash, home).await?.write(&db).await?;
                approve(&mut tx, id).await?;
                return tx.commit().await;
            }
            let mut tx = access::person(&db, Audience::App, &eve).await?.write(&db).await?;
            withdraw(&mut tx, id).await?;
            tx.commit().await
        }
    });
    let outcomes = outcomes.await;
    assert_eq!(outcomes.iter().filter(|it| it.is_ok()).count(), 1, "{outcomes:?}");
    assert_eq!(is_in(world, &eve, home).await, outcomes[0].is_ok());
    world.mails().await;
}
