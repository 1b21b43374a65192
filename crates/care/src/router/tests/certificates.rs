//! One certificate, once; another only inside a window that staff opened.

use super::*;
use crate::access;
use crate::mac::Mac;
use crate::problem::{Problem, Result};
use crate::router::{certify, may_certify, open_window};
use crate::stories;

stories![
    a_certificate_is_given_once_and_only_to_a_mac_of_the_inventory,
    a_window_voids_the_certificate_and_lets_one_new_one_out,
    a_window_closes_after_an_hour,
    a_window_is_opened_by_those_who_may_change_router_settings_at_their_own_isp,
    of_many_who_ask_for_the_first_certificate_one_gets_it,
];

fn mac() -> Mac {
    Mac::parse(MAC).unwrap()
}

async fn may_have_one(world: &World) -> bool {
    world.anyone(async |tx| may_certify(tx, &mac()).await).await.unwrap()
}

async fn give(world: &World, fingerprint: &[u8]) -> Result<()> {
    world.anyone(async |tx| certify(tx, &mac(), fingerprint).await).await
}

async fn a_certificate_is_given_once_and_only_to_a_mac_of_the_inventory(world: &World) {
    let isp = world.first_isp().await;
    assert!(!may_have_one(world).await);
    assert!(matches!(give(world, b"one").await, Err(Problem::Forbidden("certificate"))));
    world.stock(&isp, MAC).await;
    assert!(may_have_one(world).await);
    give(world, b"one").await.unwrap();
    assert!(!may_have_one(world).await);
    assert!(matches!(give(world, b"two").await, Err(Problem::Forbidden("certificate"))));
    assert!(access::router(&world.db, MAC, b"one").await.is_ok());
    assert!(matches!(access::router(&world.db, MAC, b"two").await, Err(Problem::Forbidden(_))));
    assert!(matches!(access::router(&world.db, MAC, b"").await, Err(Problem::Forbidden(_))));
    assert!(matches!(
        access::router(&world.db, "60:6c:63:00:aa:99", b"one").await,
        Err(Problem::NotFound("router"))
    ));
}

async fn a_window_voids_the_certificate_and_lets_one_new_one_out(world: &World) {
    let home = home(world).await;
    let isp = &home.isp;
    world.by(isp, &isp.admin, async |tx| open_window(tx, home.router).await).await.unwrap();
    assert!(matches!(access::router(&world.db, MAC, b"one").await, Err(Problem::Forbidden(_))));
    assert!(access::router(&world.db, MAC, b"").await.is_err(), "no certificate is not an empty one");
    assert!(
        matches!(home.permit.read(&world.db).await, Err(Problem::Forbidden(_))),
        "nor does a permit of before open"
    );
    assert!(home.shown(world).await.window_until.is_some());

    give(world, b"two").await.unwrap();
    assert!(
        matches!(give(world, b"three").await, Err(Problem::Forbidden(_))),
        "one, and the window is closed"
    );
    assert!(access::router(&world.db, MAC, b"two").await.is_ok());
    let on_record = "SELECT COUNT(*) AS n FROM timeline WHERE kind = 'certificate-window-opened' AND actor_kind = 'staff'";
    assert_eq!(world.count(on_record).await, 1);
}

async fn a_window_closes_after_an_hour(world: &World) {
    let home = home(world).await;
    let isp = &home.isp;
    world.by(isp, &isp.admin, async |tx| open_window(tx, home.router).await).await.unwrap();
    world.minutes(60);
    assert!(!may_have_one(world).await);
    assert!(matches!(give(world, b"two").await, Err(Problem::Forbidden("certificate"))));
}

async fn a_window_is_opened_by_those_who_may_change_router_settings_at_their_own_isp(world: &World) {
    let home = home(world).await;
    let (far, ron) = (world.second_isp().await, world.read_only(&home.isp).await);
    let elsewhere = world.by(&far, &far.admin, async |tx| open_window(tx, home.router).await).await;
    assert!(matches!(elsewhere, Err(Problem::NotFound("router"))), "{elsewhere:?}");
    let read_only = world.by(&home.isp, &ron, async |tx| open_window(tx, home.router).await).await;
    assert!(matches!(read_only, Err(Problem::Forbidden("router-settings"))), "{read_only:?}");
    assert!(access::router(&world.db, MAC, b"one").await.is_ok());
}

async fn of_many_who_ask_for_the_first_certificate_one_gets_it(world: &World) {
    let isp = world.first_isp().await;
    world.stock(&isp, MAC).await;
    let outcomes = world.race(12, |n| {
        let db = world.db.clone();
        async move {
            let mut tx = access::anyone().write(&db).await?;
            certify(&mut tx, &mac(), &[n as u8; 32]).await?;
            tx.commit().await?;
            Ok::<_, Problem>(n)
        }
    });
    let outcomes = outcomes.await;
    let winners: Vec<_> = outcomes.iter().flatten().collect();
    assert_eq!(winners.len(), 1, "{outcomes:?}");
    assert!(access::router(&world.db, MAC, &[*winners[0] as u8; 32]).await.is_ok());
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM timeline WHERE kind = 'router-certified'").await, 1);
}
