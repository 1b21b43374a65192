//! Routers that start again and again, and homes that go on and off.

use super::*;
use crate::router::{self, Start};
use crate::stories;

stories![
    three_crashes_within_a_day_are_an_issue_until_half_a_day_without_one,
    restarts_that_somebody_asked_for_keep_no_issue_open,
    a_flapping_home_is_an_issue_until_it_is_steady,
    a_flapping_home_that_was_resolved_and_goes_on_flapping_is_noticed_again_after_an_hour,
];

async fn starts(home: &Home, intake: &Intake, reason: &str) {
    let start = Start { reason: Some(reason.to_owned()), uptime_seconds: Some(5), ..Start::default() };
    intake.hand_in(&home.permit, Report::Start(start)).await.unwrap();
}

async fn three_crashes_within_a_day_are_an_issue_until_half_a_day_without_one(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let home = home(world, &isp, 1).await;
    for reason in ["normal_start", "server-cmd", "exception"] {
        starts(&home, &intake, reason).await;
        world.minutes(60);
    }
    assert_eq!(open(world, &isp).await, [], "one was asked for");
    starts(&home, &intake, "exception").await;
    let all = listed(world, &isp, Filter::default()).await;
    assert_eq!(all[0].kind, Kind::Restarts);
    let evidence = &all[0].evidence;
    let numbers = (&evidence["times"], &evidence["crashes"], &evidence["reason"]);
    assert_eq!(numbers, (&json!(3), &json!(2), &json!("exception")));
    world.minutes(60);
    let mut live = world.db.live().listen();
    starts(&home, &intake, "wd-timeout").await;
    let after = listed(world, &isp, Filter::default()).await;
    let evidence = &after[0].evidence;
    let numbers = (&evidence["times"], &evidence["crashes"], &evidence["reason"]);
    assert_eq!(numbers, (&json!(4), &json!(3), &json!("wd-timeout")), "a further crash is told");
    assert_eq!((after[0].id, after[0].since), (all[0].id, all[0].since));
    assert!(std::iter::from_fn(|| live.try_recv().ok()).any(|it| it.topic == crate::db::live::Topic::Issues));
    assert_eq!(told(world, &isp, &home).await, ["issue-opened restarts"], "not on the timeline");
    world.minutes(12 * 60 - 1);
    judge(&world.db).await.unwrap();
    assert_eq!(open(world, &isp).await, [Kind::Restarts]);
    world.minutes(1);
    judge(&world.db).await.unwrap();
    assert_eq!(closed(world, &isp).await, [(Kind::Restarts, Closed::Over)]);
}

async fn restarts_that_somebody_asked_for_keep_no_issue_open(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let home = home(world, &isp, 1).await;
    for _ in 0..3 {
        starts(&home, &intake, "normal_start").await;
        world.minutes(10);
    }
    assert_eq!(open(world, &isp).await, [Kind::Restarts]);
    // Somebody looks into it, with restarts of their own.
    for reason in ["server-cmd", "provision", "opmode-change", "deviceinfo", "conncheck"] {
        world.minutes(130);
        starts(&home, &intake, reason).await;
    }
    world.minutes(59);
    judge(&world.db).await.unwrap();
    assert_eq!(open(world, &isp).await, [Kind::Restarts], "for less than twelve hours");
    world.minutes(1);
    judge(&world.db).await.unwrap();
    assert_eq!(closed(world, &isp).await, [(Kind::Restarts, Closed::Over)]);
}

/// Comes online, and goes offline again two minutes later.
async fn drops(world: &World, home: &Home, intake: &Intake) {
    home.says(intake, json!({})).await;
    world.minutes(2);
    router::sweep(&world.db, 0).await.unwrap();
}

async fn a_flapping_home_is_an_issue_until_it_is_steady(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let home = home(world, &isp, 1).await;
    for times in 1..=4 {
        drops(world, &home, &intake).await;
        let expected: &[Kind] = if times < 4 { &[] } else { &[Kind::Flapping] };
        assert_eq!(open(world, &isp).await, expected);
    }
    home.says(&intake, json!({})).await;
    world.minutes(31);
    router::settle(&world.db).await.unwrap();
    assert_eq!(closed(world, &isp).await, [(Kind::Flapping, Closed::Over)]);
}

async fn a_flapping_home_that_was_resolved_and_goes_on_flapping_is_noticed_again_after_an_hour(
    world: &World,
) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let home = home(world, &isp, 1).await;
    for _ in 0..4 {
        drops(world, &home, &intake).await;
    }
    let first = listed(world, &isp, Filter::default()).await.remove(0);
    let ada = world.arrive(&isp.admin).await;
    world.by(&isp, &ada, async |tx| resolve(tx, first.id, "changed the cable").await).await.unwrap();
    for _ in 0..11 {
        drops(world, &home, &intake).await;
        world.minutes(3);
        judge(&world.db).await.unwrap();
    }
    world.minutes(4);
    judge(&world.db).await.unwrap();
    assert_eq!(open(world, &isp).await, [], "not for an hour yet");
    // Nothing new happens: the time alone is over.
    world.minutes(1);
    judge(&world.db).await.unwrap();
    let all = listed(world, &isp, Filter::default()).await;
    assert_eq!(all.iter().map(|it| (it.kind, it.since)).collect::<Vec<_>>(), [(Kind::Flapping, first.since)]);
    assert_eq!(all[0].evidence["times"], json!(15));
    router::settle(&world.db).await.unwrap();
    assert_eq!(open(world, &isp).await, [Kind::Flapping], "it is not steady");
    world.minutes(30);
    router::settle(&world.db).await.unwrap();
    judge(&world.db).await.unwrap();
    assert_eq!(open(world, &isp).await, [], "now it is");
}
