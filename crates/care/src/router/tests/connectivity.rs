//! Online and offline.

use std::time::Duration;

use serde_json::json;

use super::*;
use crate::page::After;
use crate::stories;

stories![
    a_router_is_online_with_its_first_report,
    a_router_is_offline_after_three_periods_without_a_report,
    a_restart_shows_nobody_offline,
    one_that_never_reported_is_offline_since_it_was_enabled,
    a_router_in_stock_is_in_neither_list,
    only_reports_of_state_put_a_router_online,
    many_silent_routers_are_found_in_turns,
];

const PERIOD: Duration = Duration::from_millis(PERIOD_MS.unsigned_abs());

async fn tabs(world: &World, isp: &Isp) -> (Vec<Connected>, Vec<Connected>) {
    let online = world.by(isp, &isp.admin, async |tx| list(tx, true, After::START).await).await.unwrap();
    let offline = world.by(isp, &isp.admin, async |tx| list(tx, false, After::START).await).await.unwrap();
    (online.rows, offline.rows)
}

async fn numbers(world: &World, isp: &Isp) -> (i64, i64, i64) {
    let it = world.by(isp, &isp.admin, counts).await.unwrap();
    (it.online, it.offline, it.in_stock)
}

async fn kinds(world: &World, home: &Home) -> Vec<String> {
    let isp = &home.isp;
    let told = world.by(isp, &isp.admin, async |tx| crate::timeline::recent(tx, 10).await).await.unwrap();
    told.into_iter()
        .filter(|it| it.customer.as_ref().is_some_and(|(id, _)| *id == home.customer))
        .map(|it| it.kind)
        .collect()
}

async fn a_router_is_online_with_its_first_report(world: &World) {
    let home = home(world).await;
    let enabled = world.db.clock().now();
    let (online, offline) = tabs(world, &home.isp).await;
    assert_eq!((online.len(), offline.len()), (0, 1));
    assert!(!offline[0].ever);

    world.minutes(3);
    let mut live = world.db.live().listen();
    world.intake().hand_in(&home.permit, status(json!({ "wan_ipv4": "198.51.100.7" }))).await.unwrap();
    let (online, offline) = tabs(world, &home.isp).await;
    assert_eq!((online.len(), offline.len()), (1, 0));
    let it = &online[0];
    assert_eq!(
        (it.name.as_str(), it.mac.as_str(), it.wan.as_deref()),
        ("Ana Lima", MAC, Some("198.51.100.7"))
    );
    assert!(it.since > enabled && it.since == world.db.clock().now() && it.ever);
    assert_eq!(numbers(world, &home.isp).await, (1, 0, 0));
    assert_eq!(kinds(world, &home).await[0], "router-online");
    assert_eq!(live.try_recv().unwrap().isp, home.isp.id, "open pages hear of it");
}

async fn a_router_is_offline_after_three_periods_without_a_report(world: &World) {
    let home = home(world).await;
    let serving_since = world.db.clock().millis();
    world.minutes(10);
    world.intake().hand_in(&home.permit, status(json!({}))).await.unwrap();
    let last = world.db.clock().now();
    world.advance(PERIOD * 3);
    assert_eq!(sweep(&world.db, serving_since).await.unwrap(), 0, "three periods are not over yet");
    world.advance(Duration::from_millis(1));
    assert_eq!(sweep(&world.db, serving_since).await.unwrap(), 1);
    let (online, offline) = tabs(world, &home.isp).await;
    assert_eq!((online.len(), offline.len()), (0, 1));
    assert_eq!(offline[0].since, last, "offline since it was last heard");
    assert_eq!(kinds(world, &home).await[0], "router-offline");
    assert_eq!(sweep(&world.db, serving_since).await.unwrap(), 0, "told once");

    world.minutes(1);
    world.intake().hand_in(&home.permit, status(json!({}))).await.unwrap();
    assert_eq!(home.shown(world).await.since, world.db.clock().now());
    assert_eq!(numbers(world, &home.isp).await, (1, 0, 0));
}

async fn a_restart_shows_nobody_offline(world: &World) {
    let home = home(world).await;
    world.intake().hand_in(&home.permit, status(json!({}))).await.unwrap();
    // An hour without the service: nobody could report.
    world.minutes(60);
    let serving_since = world.db.clock().millis();
    assert_eq!(sweep(&world.db, serving_since).await.unwrap(), 0);
    world.advance(PERIOD * 3);
    assert_eq!(sweep(&world.db, serving_since).await.unwrap(), 0);
    world.advance(Duration::from_millis(1));
    assert_eq!(sweep(&world.db, serving_since).await.unwrap(), 1, "by now it should have");
}

async fn one_that_never_reported_is_offline_since_it_was_enabled(world: &World) {
    let isp = world.first_isp().await;
    let router = world.stock(&isp, MAC).await;
    world.minutes(5);
    world.enable(&isp, router, "Ana Lima").await;
    let enabled = world.db.clock().now();
    world.minutes(5);
    assert_eq!(sweep(&world.db, 0).await.unwrap(), 0, "it was never online");
    let (_, offline) = tabs(world, &isp).await;
    assert_eq!((offline[0].since, offline[0].ever), (enabled, false));
}

async fn a_router_in_stock_is_in_neither_list(world: &World) {
    let isp = world.first_isp().await;
    let router = world.stock(&isp, MAC).await;
    let permit = world.certify(MAC, b"one").await;
    world.intake().hand_in(&permit, status(json!({}))).await.unwrap();
    let online_since = world.db.clock().now();
    let (online, offline) = tabs(world, &isp).await;
    assert!(online.is_empty() && offline.is_empty());
    assert_eq!(numbers(world, &isp).await, (0, 0, 1));

    world.minutes(2);
    world.enable(&isp, router, "Ana Lima").await;
    let (online, _) = tabs(world, &isp).await;
    assert_eq!(online[0].since, online_since, "it was online all the time");
}

async fn only_reports_of_state_put_a_router_online(world: &World) {
    let home = home(world).await;
    let intake = world.intake();
    intake.hand_in(&home.permit, Report::Start(Start::default())).await.unwrap();
    intake
        .hand_in(&home.permit, Report::Post { kind: "x".to_owned(), body: Vec::new(), wifi: None })
        .await
        .unwrap();
    assert!(!home.shown(world).await.online);
}

async fn many_silent_routers_are_found_in_turns(world: &World) {
    let isp = world.first_isp().await;
    let text: String = (0..250).map(|n| format!("60:6c:63:00:bb:{n:02x}\n")).collect();
    world.by(&isp, &isp.admin, async |tx| crate::inventory::add(tx, &text).await).await.unwrap();
    assert_eq!(world.run("UPDATE router SET online = TRUE").await, 250);
    assert_eq!(sweep(&world.db, 0).await.unwrap(), 200);
    assert_eq!(sweep(&world.db, 0).await.unwrap(), 50);
    assert_eq!(sweep(&world.db, 0).await.unwrap(), 0);
}
