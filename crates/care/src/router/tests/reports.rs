//! What routers say, and what is kept of it: the same on both databases.

use serde_json::json;

use super::*;
use crate::access;
use crate::problem::Problem;
use crate::router::open_window;
use crate::stories;

stories![
    a_patch_overlays_null_removes_and_a_full_picture_replaces,
    what_stands_inside_a_value_is_kept_as_it_came,
    reports_of_one_batch_are_written_in_order,
    a_start_is_kept_and_a_serial_is_not_forgotten,
    the_latest_post_of_each_kind_is_kept_as_it_came,
    wifi_networks_are_shown,
    a_nul_in_what_a_router_says_harms_nobody,
    a_report_under_a_replaced_certificate_is_refused_and_changes_nothing,
    in_one_batch_the_old_certificate_is_refused_and_the_new_one_heard,
    hundreds_of_reports_at_once_are_all_durable,
    a_router_that_floods_waits_and_the_others_are_heard,
];

async fn kept(world: &World, home: &Home) -> serde_json::Value {
    let mut tx = world.everywhere().await;
    let row = crate::db::query("SELECT status FROM router WHERE id = $1")
        .bind(home.router)
        .one(&mut tx)
        .await
        .unwrap();
    serde_json::from_str(&row.get::<String>("status").unwrap()).unwrap()
}

async fn a_patch_overlays_null_removes_and_a_full_picture_replaces(world: &World) {
    let home = home(world).await;
    let intake = world.intake();
    let say = async |report| intake.hand_in(&home.permit, report).await.unwrap();
    say(picture(json!({ "wan_ipv4": "198.51.100.7", "cpu_percent": 7, "wan_mac": null }))).await;
    assert_eq!(kept(world, &home).await, json!({ "wan_ipv4": "198.51.100.7", "cpu_percent": 7 }));
    say(status(json!({ "cpu_percent": 9, "no_dns": true }))).await;
    assert_eq!(
        kept(world, &home).await,
        json!({ "wan_ipv4": "198.51.100.7", "cpu_percent": 9, "no_dns": true })
    );
    say(status(json!({ "wan_ipv4": null, "lan_ipv4": null }))).await;
    assert_eq!(kept(world, &home).await, json!({ "cpu_percent": 9, "no_dns": true }));
    say(status(json!({}))).await;
    say(picture(json!({ "cpu_percent": 1 }))).await;
    assert_eq!(kept(world, &home).await, json!({ "cpu_percent": 1 }));
    let shown = home.shown(world).await;
    assert_eq!(
        (shown.status.cpu_percent, shown.status.no_dns, shown.status.wan_ipv4),
        (Some(1), false, None)
    );
    assert_eq!(shown.last_report, Some(world.db.clock().now()));
}

async fn what_stands_inside_a_value_is_kept_as_it_came(world: &World) {
    let home = home(world).await;
    let intake = world.intake();
    let disks = json!([{ "name": "sda", "label": null, "size": 12345678901234567890_u64 }, null, "x"]);
    intake.hand_in(&home.permit, status(json!({ "disks": disks, "sequence": u64::MAX }))).await.unwrap();
    assert_eq!(kept(world, &home).await, json!({ "disks": disks, "sequence": u64::MAX }));
    // A list is one value: the new one stands for the old one.
    intake.hand_in(&home.permit, status(json!({ "disks": [] }))).await.unwrap();
    assert_eq!(kept(world, &home).await, json!({ "disks": [], "sequence": u64::MAX }));
}

async fn reports_of_one_batch_are_written_in_order(world: &World) {
    let home = home(world).await;
    let intake = world.intake();
    let say = |report| intake.hand_in(&home.permit, report);
    let (first, second, third, fourth) = tokio::join!(
        say(status(json!({ "cpu_percent": 1, "wan_ipv4": "192.0.2.1" }))),
        say(picture(json!({ "cpu_percent": 2, "no_dns": true }))),
        say(status(json!({ "cpu_percent": 3, "no_dns": null }))),
        say(status(json!({ "sequence": 4 }))),
    );
    assert!(first.is_ok() && second.is_ok() && third.is_ok() && fourth.is_ok());
    assert_eq!(kept(world, &home).await, json!({ "cpu_percent": 3, "sequence": 4 }));
}

async fn a_start_is_kept_and_a_serial_is_not_forgotten(world: &World) {
    let home = home(world).await;
    let intake = world.intake();
    let start = Start {
        hardware: Some("Maker Model 5".to_owned()),
        firmware: Some("1.2".to_owned()),
        agent_version: Some("2020.1".to_owned()),
        serial: Some("S-007".to_owned()),
        reason: Some("reboot".to_owned()),
        uptime_seconds: Some(90),
    };
    intake.hand_in(&home.permit, Report::Start(start.clone())).await.unwrap();
    let later =
        Start { serial: None, firmware: Some("1.3".to_owned()), uptime_seconds: Some(u64::MAX), ..start };
    let shown = home.shown(world).await;
    assert_eq!(
        (shown.hardware.as_deref(), shown.start_reason.as_deref()),
        (Some("Maker Model 5"), Some("reboot"))
    );
    assert_eq!(shown.booted_at.unwrap().as_millisecond(), world.db.clock().millis() - 90_000);
    intake.hand_in(&home.permit, Report::Start(later)).await.unwrap();
    let shown = home.shown(world).await;
    assert_eq!((shown.serial.as_deref(), shown.firmware.as_deref()), (Some("S-007"), Some("1.3")));
    assert_eq!(shown.booted_at, None, "an uptime that cannot be is none");
}

async fn the_latest_post_of_each_kind_is_kept_as_it_came(world: &World) {
    let home = home(world).await;
    let intake = world.intake();
    for (kind, body) in [("scan", &b"old"[..]), ("scan", b"\x00\xff new"), ("log", b"{}")] {
        let post = Report::Post { kind: kind.to_owned(), body: body.to_vec(), wifi: None };
        intake.hand_in(&home.permit, post).await.unwrap();
    }
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM router_post").await, 2);
    let mut tx = world.everywhere().await;
    let row =
        crate::db::query("SELECT body FROM router_post WHERE kind = 'scan'").one(&mut tx).await.unwrap();
    assert_eq!(row.get::<Vec<u8>>("body").unwrap(), b"\x00\xff new");
}

async fn wifi_networks_are_shown(world: &World) {
    let home = home(world).await;
    let network = WifiNetwork {
        name: "Elm ☂ \"5\"".to_owned(),
        band: Some("5 GHz".to_owned()),
        channel: Some(36),
        devices: 3,
    };
    let wifi = Some(vec![network.clone()]);
    let post = Report::Post { kind: WIFI_KIND.to_owned(), body: Vec::new(), wifi };
    world.intake().hand_in(&home.permit, post).await.unwrap();
    assert_eq!(home.shown(world).await.wifi, [network]);
}

/// PostgreSQL has no NUL in text; one router must not be able to stop the batch that all share.
async fn a_nul_in_what_a_router_says_harms_nobody(world: &World) {
    let home = home(world).await;
    let intake = world.intake();
    let nul = || "a\u{0}b".to_owned();
    let start = Start { hardware: Some(nul()), serial: Some(nul()), ..Start::default() };
    let network = WifiNetwork { name: nul(), band: None, channel: None, devices: 0 };
    let (one, two, three) = tokio::join!(
        intake.hand_in(&home.permit, status(json!({ "wan_ipv4": nul(), "disks": [{ "a\u{0}": nul() }] }))),
        intake.hand_in(&home.permit, Report::Start(start)),
        intake.hand_in(&home.permit, Report::Post { kind: nul(), body: vec![0], wifi: Some(vec![network]) }),
    );
    assert!(one.is_ok() && two.is_ok() && three.is_ok(), "{one:?} {two:?} {three:?}");
    let shown = home.shown(world).await;
    assert_eq!(shown.status.wan_ipv4.as_deref(), Some("a\u{fffd}b"));
    assert_eq!(shown.hardware.as_deref(), Some("a\u{fffd}b"));
}

async fn a_report_under_a_replaced_certificate_is_refused_and_changes_nothing(world: &World) {
    let home = home(world).await;
    let isp = &home.isp;
    let intake = world.intake();
    world.by(isp, &isp.admin, async |tx| open_window(tx, home.router).await).await.unwrap();
    for report in [
        status(json!({ "cpu_percent": 1 })),
        Report::Start(Start { serial: Some("S".to_owned()), ..Start::default() }),
    ] {
        let refused = intake.hand_in(&home.permit, report).await;
        assert!(matches!(refused, Err(Problem::Forbidden("router"))), "{refused:?}");
    }
    let shown = home.shown(world).await;
    assert!(!shown.online && shown.serial.is_none() && shown.last_report.is_none());
}

async fn in_one_batch_the_old_certificate_is_refused_and_the_new_one_heard(world: &World) {
    let home = home(world).await;
    let isp = &home.isp;
    world.by(isp, &isp.admin, async |tx| open_window(tx, home.router).await).await.unwrap();
    let renewed = world.certify(MAC, b"two").await;
    let intake = world.intake();
    let old = |serial: &str| Report::Start(Start { serial: Some(serial.to_owned()), ..Start::default() });
    let (one, two, three) = tokio::join!(
        intake.hand_in(&home.permit, status(json!({ "cpu_percent": 1 }))),
        intake.hand_in(&renewed, status(json!({ "cpu_percent": 2 }))),
        intake.hand_in(&home.permit, old("stolen")),
    );
    assert!(matches!(one, Err(Problem::Forbidden("router"))), "{one:?}");
    assert!(two.is_ok(), "{two:?}");
    assert!(matches!(three, Err(Problem::Forbidden("router"))), "{three:?}");
    let shown = home.shown(world).await;
    assert_eq!((shown.status.cpu_percent, shown.serial), (Some(2), None));
}

async fn hundreds_of_reports_at_once_are_all_durable(world: &World) {
    let isp = world.first_isp().await;
    let macs: Vec<String> = (0..50).map(|n| format!("60:6c:63:00:cc:{n:02x}")).collect();
    world.by(&isp, &isp.admin, async |tx| crate::inventory::add(tx, &macs.join("\n")).await).await.unwrap();
    let mut permits = Vec::new();
    for mac in &macs {
        permits.push(world.certify(mac, mac.as_bytes()).await);
    }
    let permits = std::sync::Arc::new(permits);
    let intake = world.intake();
    let outcomes = world.race(400, |n| {
        let (intake, permits) = (intake.clone(), std::sync::Arc::clone(&permits));
        async move { intake.hand_in(&permits[n % 50], status(json!({ "sequence": n }))).await }
    });
    assert!(outcomes.await.iter().all(Result::is_ok));
    assert_eq!(
        world.count("SELECT COUNT(*) AS n FROM router WHERE online AND status LIKE '%sequence%'").await,
        50
    );
    assert!(access::router(&world.db, &macs[0], macs[0].as_bytes()).await.is_ok());
}

async fn a_router_that_floods_waits_and_the_others_are_heard(world: &World) {
    let home = home(world).await;
    world.stock(&home.isp, "60:6c:63:00:aa:02").await;
    let other = world.certify("60:6c:63:00:aa:02", b"two").await;
    let (intake, writer) = Intake::open(world.db.clone(), tokio_util::sync::CancellationToken::new());
    // All are handed in before the writer begins.
    let flood = || intake.hand_in(&home.permit, status(json!({})));
    let all = tokio::join!(
        async { tokio::join!(flood(), flood(), flood(), flood()) },
        async { tokio::join!(flood(), flood(), flood(), flood()) },
        flood(),
        intake.hand_in(&other, status(json!({}))),
        async { drop(tokio::spawn(writer)) },
    );
    let ((a, b, c, d), (e, f, g, h), ninth, other, ()) = all;
    assert!([a, b, c, d, e, f, g, h].iter().all(Result::is_ok));
    assert!(matches!(ninth, Err(Problem::Busy)), "{ninth:?}");
    assert!(other.is_ok(), "{other:?}");
    assert!(flood().await.is_ok(), "what was answered waits no more");
}
