//! Stories of deleting what is in stock.

use super::*;
use crate::mac::Mac;
use crate::router::{self, Report, Start};

stories![
    what_is_deleted_was_never_here,
    a_router_at_a_customer_is_not_deleted,
    of_several_all_are_deleted_or_none,
    of_deleting_and_enabling_at_once_one_happens,
    another_isps_router_is_not_deleted,
];

async fn remove(world: &World, isp: &Isp, routers: &[RouterId]) -> Result<usize> {
    world.by(isp, &isp.admin, async |tx| delete(tx, routers).await).await
}

async fn what_is_deleted_was_never_here(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let router = world.stock(&isp, MAC).await;
    let permit = world.certify(MAC, b"one").await;
    let intake = world.intake();
    intake.hand_in(&permit, Report::Start(Start::default())).await.unwrap();
    let post = Report::Post { kind: "log".to_owned(), body: b"x".to_vec(), wifi: None };
    intake.hand_in(&permit, post).await.unwrap();
    assert_eq!(remove(world, &isp, &[router]).await.unwrap(), 1);
    for table in ["router", "router_mac", "router_post"] {
        let mut rows = world.picture().await;
        assert!(rows.remove(table).unwrap().is_empty(), "{table}");
    }
    // Its certificate opens nothing, on its way or later.
    let late = intake.hand_in(&permit, Report::Start(Start::default())).await;
    assert!(matches!(late, Err(Problem::Forbidden("router"))), "{late:?}");
    assert!(access::router(&world.db, MAC, b"one").await.is_err());
    // And the MAC is free: another ISP's router of it begins anew.
    world.stock(&far, MAC).await;
    let mac = Mac::parse(MAC).unwrap();
    assert!(world.anyone(async |tx| router::may_certify(tx, &mac).await).await.unwrap());
    assert!(access::router(&world.db, MAC, b"one").await.is_err());
    let told = world.by(&isp, &isp.admin, async |tx| timeline::recent(tx, 10).await).await.unwrap();
    let entry = told.iter().find(|it| it.kind == "inventory-deleted").unwrap();
    assert_eq!(entry.details["mac"].as_str(), Some(MAC));
    assert!(matches!(remove(world, &isp, &[router]).await, Err(Problem::NotFound("router"))));
}

async fn a_router_at_a_customer_is_not_deleted(world: &World) {
    let isp = world.first_isp().await;
    let router = world.stock(&isp, MAC).await;
    world.enable(&isp, router, "Ana Lima").await;
    world.certify(MAC, b"one").await;
    assert_eq!(said(remove(world, &isp, &[router]).await), "router-not-in-stock");
    assert!(access::router(&world.db, MAC, b"one").await.is_ok(), "its certificate is as before");
}

async fn of_several_all_are_deleted_or_none(world: &World) {
    let isp = world.first_isp().await;
    let (one, two) = (world.stock(&isp, MAC).await, world.stock(&isp, "60:6c:63:00:aa:02").await);
    let three = world.stock(&isp, "60:6c:63:00:aa:03").await;
    world.enable(&isp, two, "Ana Lima").await;
    assert_eq!(said(remove(world, &isp, &[one, two, three]).await), "router-not-in-stock");
    assert_eq!(all(world, &isp).await.len(), 3);
    assert_eq!(remove(world, &isp, &[one, three, one]).await.unwrap(), 2, "one was named twice");
    assert_eq!(all(world, &isp).await.len(), 1);
}

async fn of_deleting_and_enabling_at_once_one_happens(world: &World) {
    let isp = world.first_isp().await;
    for round in 0..4 {
        let router = world.stock(&isp, &format!("60:6c:63:00:bb:0{round}")).await;
        let outcomes = world.race(4, |n| {
            let (db, hash, slug) = (world.db.clone(), isp.admin.hash(), isp.slug.clone());
            async move {
                let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
                if n % 2 == 0 {
                    delete(&mut tx, &[router]).await?;
                } else {
                    enable(&mut tx, router, &ana()).await?;
                }
                tx.commit().await
            }
        });
        let right = outcomes.await.into_iter().filter(Result::is_ok).count();
        assert_eq!(right, 1);
    }
    let homes = world.count("SELECT COUNT(*) AS n FROM customer").await;
    let routers = world.count("SELECT COUNT(*) AS n FROM router WHERE customer_id IS NOT NULL").await;
    assert_eq!(homes, routers, "no home without its router");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM router").await, routers);
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM router_mac").await, routers);
}

async fn another_isps_router_is_not_deleted(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let router = world.stock(&isp, MAC).await;
    assert!(matches!(remove(world, &far, &[router]).await, Err(Problem::NotFound("router"))));
    assert_eq!(all(world, &isp).await.len(), 1);
}
