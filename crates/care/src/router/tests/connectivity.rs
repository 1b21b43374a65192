//! Online and offline.

use std::time::Duration;

use serde_json::json;

use super::*;
use crate::connectivity::{Filter, Home as Listed, Order, list};
use crate::stories;

stories![
    a_router_is_online_with_its_first_report,
    a_router_is_offline_after_three_periods_without_a_report,
    a_restart_shows_nobody_offline,
    one_that_never_reported_is_offline_since_it_was_enabled,
    a_router_in_stock_is_in_neither_list,
    only_reports_of_state_put_a_router_online,
    many_silent_routers_are_found_in_turns,
    a_home_that_goes_on_and_off_is_flapping_and_that_is_said_once,
    a_flapping_home_is_steady_after_half_an_hour,
    homes_are_counted_every_five_minutes,
];

const PERIOD: Duration = Duration::from_millis(PERIOD_MS.unsigned_abs());

async fn tabs(world: &World, isp: &Isp) -> (Vec<Listed>, Vec<Listed>) {
    let admin = world.arrive(&isp.admin).await;
    let all = Filter::default();
    let mut lists = Vec::new();
    for online in [true, false] {
        let read = async |tx: &mut Tx<may::ViewTabs>| list(tx, online, &all, Order::USUAL, None).await;
        lists.push(world.by(isp, &admin, read).await.unwrap().rows);
    }
    let offline = lists.pop().unwrap();
    (lists.pop().unwrap(), offline)
}

async fn numbers(world: &World, isp: &Isp) -> (i64, i64, i64) {
    let it = world.by(isp, &isp.admin, counts).await.unwrap();
    (it.online, it.offline, it.in_stock)
}

async fn kinds(world: &World, home: &Home) -> Vec<String> {
    let isp = &home.isp;
    let admin = world.arrive(&isp.admin).await;
    let told = world.by(isp, &admin, async |tx| crate::timeline::recent(tx, 20).await).await.unwrap();
    told.into_iter()
        .filter(|it| it.customer.as_ref().is_some_and(|(id, _)| *id == home.customer))
        .map(|it| it.kind)
        .filter(|kind| kind.starts_with("router"))
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
        (it.name.as_str(), it.mac.as_deref(), it.wan.as_deref()),
        ("Ana Lima", Some(MAC), Some("198.51.100.7"))
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
    world.tally_anew().await;
    assert_eq!(sweep(&world.db, 0).await.unwrap(), 200);
    assert_eq!(sweep(&world.db, 0).await.unwrap(), 50);
    assert_eq!(sweep(&world.db, 0).await.unwrap(), 0);
}

/// Is heard, and then not for a while.
async fn comes_and_goes(world: &World, home: &Home, intake: &Intake) {
    intake.hand_in(&home.permit, status(json!({}))).await.unwrap();
    world.minutes(2);
    assert_eq!(sweep(&world.db, 0).await.unwrap(), 1);
    world.minutes(1);
}

async fn a_home_that_goes_on_and_off_is_flapping_and_that_is_said_once(world: &World) {
    let (home, intake) = (home(world).await, world.intake());
    for _ in 0..3 {
        comes_and_goes(world, &home, &intake).await;
    }
    let of_state = async || {
        let kinds = kinds(world, &home).await;
        let of_state = |kind: &String| kind.starts_with("router-") && kind != "router-certified";
        kinds.into_iter().filter(of_state).rev().collect::<Vec<_>>()
    };
    let three = ["router-online", "router-offline"].repeat(3);
    assert_eq!(of_state().await, three);
    comes_and_goes(world, &home, &intake).await;
    let said = [&three[..], &["router-online", "router-flapping"]].concat();
    assert_eq!(of_state().await, said);
    for _ in 0..3 {
        comes_and_goes(world, &home, &intake).await;
    }
    assert_eq!(of_state().await, said, "it is known by now");
    assert!(home.shown(world).await.flapping_since.is_some());
    let (_, offline) = tabs(world, &home.isp).await;
    assert!(offline[0].flapping, "the lists say so, and tell the truth of where it is");
}

async fn a_flapping_home_is_steady_after_half_an_hour(world: &World) {
    let (home, intake) = (home(world).await, world.intake());
    for _ in 0..4 {
        comes_and_goes(world, &home, &intake).await;
    }
    intake.hand_in(&home.permit, status(json!({}))).await.unwrap();
    world.minutes(30);
    // It is heard all the time, and only looked at now.
    assert_eq!(settle(&world.db).await.unwrap(), 0, "not yet");
    world.advance(Duration::from_millis(1));
    assert_eq!(settle(&world.db).await.unwrap(), 1);
    assert_eq!(kinds(world, &home).await[0], "router-steady");
    assert!(home.shown(world).await.flapping_since.is_none());
    assert_eq!(settle(&world.db).await.unwrap(), 0);
    // It has the usual number of times again before it is called so.
    world.minutes(1);
    assert_eq!(sweep(&world.db, 0).await.unwrap(), 1);
    assert_eq!(kinds(world, &home).await[0], "router-offline");
}

async fn homes_are_counted_every_five_minutes(world: &World) {
    let (home, intake) = (home(world).await, world.intake());
    let far = world.second_isp().await;
    let began = crate::history::Length::Minutes.begin(world.db.clock().millis());
    intake.hand_in(&home.permit, status(json!({}))).await.unwrap();
    sample(&world.db).await.unwrap();
    sample(&world.db).await.unwrap();
    world.minutes(5);
    sweep(&world.db, 0).await.unwrap();
    sample(&world.db).await.unwrap();
    let of = async |isp: &Isp| {
        let admin = world.arrive(&isp.admin).await;
        let all = world.by(isp, &admin, async |tx| {
            samples(tx, crate::history::Length::Minutes, jiff::Timestamp::UNIX_EPOCH).await
        });
        all.await.unwrap()
    };
    let counted: Vec<_> =
        of(&home.isp).await.iter().map(|it| (it.at.as_millisecond(), it.online, it.offline)).collect();
    assert_eq!(counted, [(began, 1, 0), (began + 300_000, 0, 1)], "once a span, of its own ISP's homes");
    assert!(of(&far).await.iter().all(|it| (it.online, it.offline) == (0, 0)));
    world.advance(Duration::from_secs(9 * 86_400));
    sample(&world.db).await.unwrap();
    assert_eq!(of(&home.isp).await.len(), 1, "a week is kept");
}
