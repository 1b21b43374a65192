//! What a home's timeline tells of its router.

use serde_json::json;

use super::*;
use crate::stories;

stories![
    a_start_says_whether_the_router_or_only_its_agent_started_and_why,
    one_that_starts_all_the_time_is_not_told_each_time,
    another_firmware_and_another_address_are_told_before_and_after,
    the_homes_whose_routers_start_most_often_come_first,
];

fn start(uptime_seconds: u64, reason: &str, firmware: &str) -> Report {
    Report::Start(Start {
        hardware: Some("Acme R1".to_owned()),
        firmware: Some(firmware.to_owned()),
        reason: Some(reason.to_owned()),
        uptime_seconds: Some(uptime_seconds),
        ..Start::default()
    })
}

/// The lines of the home's timeline since it was activated, oldest first: kind and detail.
async fn told(world: &World, home: &Home) -> Vec<(String, serde_json::Value)> {
    let admin = world.arrive(&home.isp.admin).await;
    let all = world.by(&home.isp, &admin, async |tx| crate::timeline::recent(tx, 50).await).await.unwrap();
    let dull = [
        "customer-activated",
        "router-certified",
        "router-online",
        "router-offline",
        "issue-opened",
        "issue-over",
    ];
    all.into_iter()
        .rev()
        .filter(|it| it.customer.as_ref().is_some_and(|(id, _)| *id == home.customer))
        .filter(|it| !dull.contains(&it.kind.as_str()))
        .map(|it| (it.kind, it.details.into()))
        .collect()
}

async fn a_start_says_whether_the_router_or_only_its_agent_started_and_why(world: &World) {
    let (home, intake) = (home(world).await, world.intake());
    intake.hand_in(&home.permit, start(30, "normal_start", "1.0")).await.unwrap();
    world.minutes(10);
    intake.hand_in(&home.permit, start(630, "exception", "1.0")).await.unwrap();
    world.minutes(10);
    intake.hand_in(&home.permit, start(20, "normal_start", "1.0")).await.unwrap();
    assert_eq!(
        told(world, &home).await,
        [
            ("router-started".to_owned(), json!({ "reason": "normal_start" })),
            ("router-agent-restarted".to_owned(), json!({ "reason": "exception" })),
            ("router-started".to_owned(), json!({ "reason": "normal_start" })),
        ]
    );
}

async fn one_that_starts_all_the_time_is_not_told_each_time(world: &World) {
    let (home, intake) = (home(world).await, world.intake());
    for _ in 0..20 {
        intake.hand_in(&home.permit, start(5, "provision", "1.0")).await.unwrap();
        world.advance(std::time::Duration::from_secs(2));
    }
    assert_eq!(told(world, &home).await.len(), 1);
    assert_eq!(world.run("DELETE FROM router_start").await, 1);
}

async fn another_firmware_and_another_address_are_told_before_and_after(world: &World) {
    let (home, intake) = (home(world).await, world.intake());
    intake.hand_in(&home.permit, start(30, "normal_start", "1.0")).await.unwrap();
    intake.hand_in(&home.permit, status(json!({ "wan_ipv4": "192.0.2.7" }))).await.unwrap();
    world.minutes(5);
    intake.hand_in(&home.permit, status(json!({ "wan_ipv4": "192.0.2.9" }))).await.unwrap();
    world.minutes(5);
    intake.hand_in(&home.permit, start(10, "normal_start", "2.0")).await.unwrap();
    let told = told(world, &home).await;
    let kinds: Vec<&str> = told.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["router-started", "router-wan-moved", "router-started", "router-firmware-changed"]);
    assert_eq!(told[1].1, json!({ "wan": { "before": "192.0.2.7", "after": "192.0.2.9" } }));
    assert_eq!(told[3].1, json!({ "firmware": { "before": "1.0", "after": "2.0" } }));
}

async fn the_homes_whose_routers_start_most_often_come_first(world: &World) {
    let (home, intake) = (home(world).await, world.intake());
    let other = world.stock(&home.isp, "60:6c:63:00:aa:02").await;
    world.enable(&home.isp, other, "Ben Ode").await;
    let permit = world.certify("60:6c:63:00:aa:02", b"two").await;
    intake.hand_in(&home.permit, start(5, "normal_start", "1.0")).await.unwrap();
    for _ in 0..3 {
        intake.hand_in(&permit, start(5, "exception", "2.0")).await.unwrap();
        world.minutes(2);
    }
    let admin = world.arrive(&home.isp.admin).await;
    let since = jiff::Timestamp::UNIX_EPOCH;
    let most = world.by(&home.isp, &admin, async |tx| most_restarted(tx, since, 5).await).await.unwrap();
    let most: Vec<_> = most.iter().map(|it| (it.name.as_str(), it.times)).collect();
    assert_eq!(most, [("Ben Ode", 3), ("Ana Lima", 1)]);
    let spread = world.by(&home.isp, &admin, async |tx| firmware(tx, 5).await).await.unwrap();
    let spread: Vec<_> = spread.iter().map(|it| (it.firmware.as_str(), it.routers)).collect();
    assert_eq!(spread, [("1.0", 1), ("2.0", 1)]);
}
