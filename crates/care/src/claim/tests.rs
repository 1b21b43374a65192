//! Stories of claims.

mod labels;

use super::*;
use crate::access::{self, may};
use crate::stories;
use crate::testing::{Isp, Person, World, said};

stories![
    who_has_the_customers_mailbox_claims_the_home_and_is_its_primary_user,
    who_has_another_mailbox_claims_nothing,
    a_home_that_is_used_is_not_claimed,
    of_a_claim_and_an_acceptance_at_once_one_is_primary_and_nothing_is_lost,
];

const HERE: &str = "203.0.113.7";

async fn a_home(world: &World, mailbox: &'static str) -> (Isp, CustomerId) {
    let isp = world.first_isp().await;
    let home = world.online_home(&isp, 1, HERE, "Elm").await;
    world.run(mailbox).await;
    (isp, home)
}

const EVES: &str = "UPDATE customer SET email = 'eve@mail.example'";

async fn claims(world: &World, who: &Person) -> Result<CustomerId> {
    world.standing(who, HERE, async |tx| by_presence(tx, "").await).await
}

async fn who_has_the_customers_mailbox_claims_the_home_and_is_its_primary_user(world: &World) {
    let (_, home) = a_home(world, EVES).await;
    let eve = world.sign_up("eve@mail.example").await;
    assert_eq!(claims(world, &eve).await.unwrap(), home);
    let permit = access::home(&world.db, &eve.hash(), home).await.unwrap();
    assert!(permit.subscriber().unwrap().primary);
    // Clicked twice, it is theirs still.
    assert_eq!(claims(world, &eve).await.unwrap(), home);
    // From elsewhere there is nothing to claim.
    let away = world.standing(&eve, "198.51.100.9", async |tx| by_presence(tx, "").await).await;
    assert_eq!(said(away), "presence-nobody");
    world.mails().await;
}

async fn who_has_another_mailbox_claims_nothing(world: &World) {
    let (isp, home) = a_home(world, EVES).await;
    let max = world.sign_up("max@mail.example").await;
    assert_eq!(said(claims(world, &max).await), "claim-not-yours");
    assert!(access::home(&world.db, &max.hash(), home).await.is_err());
    // Nor does a session that is old.
    let eve = world.sign_up("eve@mail.example").await;
    world.minutes(11);
    assert!(matches!(claims(world, &eve).await, Err(Problem::Prove)));
    let admin = world.arrive(&isp.admin).await;
    let list = async |tx: &mut Tx<may::ViewCustomers>| mobile_user::list(tx, home).await;
    assert!(world.by(&isp, &admin, list).await.unwrap().is_empty());
    world.mails().await;
}

async fn a_home_that_is_used_is_not_claimed(world: &World) {
    let (isp, home) = a_home(world, EVES).await;
    world.join_home(&isp, home, "ana@mail.example").await;
    let eve = world.sign_up("eve@mail.example").await;
    assert_eq!(said(claims(world, &eve).await), "claim-claimed");
    world.mails().await;
}

async fn of_a_claim_and_an_acceptance_at_once_one_is_primary_and_nothing_is_lost(world: &World) {
    let (isp, home) = a_home(world, EVES).await;
    let eve = world.sign_up("eve@mail.example").await;
    let token = world.invite_home(&isp, home, "ana@mail.example").await;
    let password = crate::testing::password().await;
    let outcomes = world.race(2, |n| {
        let (db, hash, token, password) = (world.db.clone(), eve.hash(), token.clone(), password.clone());
        async move {
            if n == 0 {
                let permit = access::person(&db, access::Audience::App, &hash).await?;
                let mut tx = permit.from_address(HERE.to_owned()).write(&db).await?;
                by_presence(&mut tx, "").await?;
                return tx.commit().await;
            }
            let from = crate::testing::from_the_app();
            let mut tx = access::anyone().write(&db).await?;
            crate::invitation::accept_new(&mut tx, &token, &crate::testing::called(""), &password, &from)
                .await?;
            tx.commit().await
        }
    });
    let outcomes = outcomes.await;
    assert!(outcomes[1].is_ok() || outcomes[0].is_ok(), "{outcomes:?}");
    let list = async |tx: &mut Tx<may::ViewCustomers>| mobile_user::list(tx, home).await;
    let users = world.by(&isp, &isp.admin, list).await.unwrap();
    assert_eq!(users.iter().filter(|it| it.primary).count(), 1, "{users:?}");
    assert_eq!(users.len(), outcomes.iter().filter(|it| it.is_ok()).count());
    world.mails().await;
}
