//! What opens and closes by itself.

use super::*;
use crate::deactivation;
use crate::router::{self, Start};
use crate::stories;

stories![
    a_router_that_is_busy_for_a_quarter_of_an_hour_is_an_issue_until_it_is_calm_for_as_long,
    a_home_that_is_not_heard_for_an_hour_is_an_issue_until_it_is_back_for_five_minutes,
    one_that_never_reported_and_one_in_stock_are_none,
    what_is_said_of_a_router_that_stays_busy_stays_true,
    what_a_router_complains_of_is_an_issue,
    an_offline_router_that_comes_without_its_certificate_is_an_issue,
    firmware_that_most_homes_left_a_week_ago_is_an_issue,
    found_twice_at_once_it_is_opened_once,
    a_router_that_leaves_takes_nothing_to_the_next_home_and_an_erased_home_leaves_nothing,
    what_was_closed_longer_ago_than_the_isp_keeps_history_is_forgotten,
];

async fn a_router_that_is_busy_for_a_quarter_of_an_hour_is_an_issue_until_it_is_calm_for_as_long(
    world: &World,
) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let home = home(world, &isp, 1).await;
    home.is_busy(world, &intake, 3, 95).await;
    assert_eq!(open(world, &isp).await, [], "the third span still runs");
    let mut live = world.db.live().listen();
    home.is_busy(world, &intake, 1, 80).await;
    let all = listed(world, &isp, Filter::default()).await;
    assert_eq!(all.iter().map(|it| it.kind).collect::<Vec<_>>(), [Kind::HighCpu]);
    assert_eq!((&all[0].evidence["mean"], &all[0].evidence["peak"]), (&json!(95), &json!(95)));
    assert_eq!((all[0].customer, all[0].state, all[0].name.as_str()), (home.customer, State::New, "Home 1"));
    assert_eq!(all[0].since, world.db.clock().now() - jiff::SignedDuration::from_mins(20));
    assert!(std::iter::from_fn(|| live.try_recv().ok()).any(|it| it.topic == crate::db::live::Topic::Issues));

    home.is_busy(world, &intake, 3, 60).await;
    assert_eq!(open(world, &isp).await, [Kind::HighCpu], "80 % was between");
    home.is_busy(world, &intake, 1, 60).await;
    assert_eq!(open(world, &isp).await, []);
    assert_eq!(closed(world, &isp).await, [(Kind::HighCpu, Closed::Over)]);
    assert_eq!(told(world, &isp, &home).await, ["issue-opened high-cpu", "issue-over high-cpu"]);
}

async fn a_home_that_is_not_heard_for_an_hour_is_an_issue_until_it_is_back_for_five_minutes(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let home = home(world, &isp, 1).await;
    home.says(&intake, json!({})).await;
    let last = world.db.clock().now();
    world.minutes(2);
    router::sweep(&world.db, 0).await.unwrap();
    world.minutes(57);
    judge(&world.db).await.unwrap();
    assert_eq!(open(world, &isp).await, [], "not for an hour yet");
    world.minutes(1);
    judge(&world.db).await.unwrap();
    judge(&world.db).await.unwrap();
    let all = listed(world, &isp, Filter::default()).await;
    assert_eq!(all.iter().map(|it| (it.kind, it.since)).collect::<Vec<_>>(), [(Kind::Offline, last)]);
    let admin = world.arrive(&isp.admin).await;
    let count = world.by(&isp, &admin, async |tx| open_of(tx, &[home.customer]).await).await.unwrap();
    assert_eq!(count, HashMap::from([(home.customer, 1)]));

    home.says(&intake, json!({})).await;
    world.minutes(4);
    judge(&world.db).await.unwrap();
    assert_eq!(open(world, &isp).await, [Kind::Offline], "it may go away again");
    world.minutes(1);
    judge(&world.db).await.unwrap();
    assert_eq!(open(world, &isp).await, []);
    assert_eq!(told(world, &isp, &home).await, ["issue-opened offline", "issue-over offline"]);
}

async fn one_that_never_reported_and_one_in_stock_are_none(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    home(world, &isp, 1).await;
    // Tried out on a desk, and switched off before it was sent to its home.
    let router = world.stock(&isp, &mac(3)).await;
    let permit = world.certify(&mac(3), b"three").await;
    let sent = Home { router, customer: CustomerId(uuid::Uuid::nil()), permit };
    sent.says(&intake, json!({})).await;
    world.minutes(2);
    router::sweep(&world.db, 0).await.unwrap();
    world.enable(&isp, router, "Sent").await;
    let router = world.stock(&isp, &mac(2)).await;
    let permit = world.certify(&mac(2), b"two").await;
    let stock = Home { router, customer: CustomerId(uuid::Uuid::nil()), permit };
    stock.is_busy(world, &intake, 4, 99).await;
    world.minutes(6);
    let customer = world.enable(&isp, router, "Next").await;
    let at_home = Home { customer, ..stock };
    at_home.is_busy(world, &intake, 3, 99).await;
    assert_eq!(open(world, &isp).await, [], "it counts from here");
    world.minutes(120);
    judge(&world.db).await.unwrap();
    assert_eq!(open(world, &isp).await, []);
}

async fn what_is_said_of_a_router_that_stays_busy_stays_true(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let home = home(world, &isp, 1).await;
    home.is_busy(world, &intake, 4, 92).await;
    let before = listed(world, &isp, Filter::default()).await.remove(0);
    home.is_busy(world, &intake, 14, 99).await;
    let after = listed(world, &isp, Filter::default()).await.remove(0);
    assert_eq!((before.evidence["mean"].clone(), after.evidence["mean"].clone()), (json!(92), json!(99)));
    assert_eq!((after.id, after.since), (before.id, before.since));
}

async fn what_a_router_complains_of_is_an_issue(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let home = home(world, &isp, 1).await;
    for (no_dns, expected) in [
        (true, vec![]),
        (true, vec![]),
        (true, vec![Kind::NoDns]),
        (false, vec![Kind::NoDns]),
        (true, vec![Kind::NoDns]),
        (false, vec![Kind::NoDns]),
        (false, vec![]),
    ] {
        home.says(&intake, json!({ "no_dns": no_dns, "clock_was_wrong": false })).await;
        assert_eq!(open(world, &isp).await, expected);
        world.minutes(5);
    }
}

async fn an_offline_router_that_comes_without_its_certificate_is_an_issue(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let home = home(world, &isp, 1).await;
    home.says(&intake, json!({})).await;
    let known = crate::mac::Mac::parse(&mac(1)).unwrap();
    router::turned_away(&world.db, &known).await.unwrap();
    router::turned_away(&world.db, &crate::mac::Mac::parse(&mac(9)).unwrap()).await.unwrap();
    assert_eq!(open(world, &isp).await, [], "a neighbour can say this MAC");
    world.minutes(2);
    router::sweep(&world.db, 0).await.unwrap();
    router::turned_away(&world.db, &known).await.unwrap();
    router::turned_away(&world.db, &known).await.unwrap();
    assert_eq!(open(world, &isp).await, [Kind::Certificate]);
    home.says(&intake, json!({})).await;
    world.minutes(5);
    judge(&world.db).await.unwrap();
    assert_eq!(closed(world, &isp).await, [(Kind::Certificate, Closed::Over)]);
}

async fn firmware_that_most_homes_left_a_week_ago_is_an_issue(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let mut homes = Vec::new();
    for n in 0..10 {
        let home = home(world, &isp, n).await;
        home.says(&intake, json!({})).await;
        runs(&home, &intake, if n < 4 { "9.1" } else { "10.0" }).await;
        homes.push(home);
    }
    super::super::judge::compare(&world.db).await.unwrap();
    world.minutes(7 * 24 * 60 - 1);
    super::super::judge::compare(&world.db).await.unwrap();
    assert_eq!(open(world, &isp).await, [], "for less than a week");
    world.minutes(1);
    runs(&homes[0], &intake, "10.1").await;
    super::super::judge::compare(&world.db).await.unwrap();
    let all = listed(world, &isp, Filter::default()).await;
    assert_eq!(all.len(), 3, "newer is not old: {all:?}");
    assert!(all.iter().all(|it| it.kind == Kind::OldFirmware && it.evidence["usual"] == "10.0"));
    runs(&homes[1], &intake, "10.0").await;
    super::super::judge::compare(&world.db).await.unwrap();
    let all = listed(world, &isp, Filter::default()).await;
    assert_eq!(all.len(), 2);
    runs(&homes[2], &intake, "9.2").await;
    super::super::judge::compare(&world.db).await.unwrap();
    let mut runs: Vec<_> = listed(world, &isp, Filter::default()).await;
    runs.sort_by_key(|it| it.evidence["firmware"].to_string());
    let runs: Vec<_> = runs.iter().map(|it| (&it.evidence["firmware"], &it.evidence["usual"])).collect();
    assert_eq!(runs, [(&json!("9.1"), &json!("10.0")), (&json!("9.2"), &json!("10.0"))], "still older");
}

async fn runs(home: &Home, intake: &Intake, firmware: &str) {
    let (hardware, firmware) = (Some("C7".to_owned()), Some(firmware.to_owned()));
    let start = Start { hardware, firmware, ..Start::default() };
    intake.hand_in(&home.permit, Report::Start(start)).await.unwrap();
}

async fn found_twice_at_once_it_is_opened_once(world: &World) {
    let isp = world.first_isp().await;
    let home = home(world, &isp, 1).await;
    let (isp_id, at) = (isp.id, home.at());
    let opened = world
        .race(8, |_| {
            let db = world.db.clone();
            async move {
                let mut tx = crate::access::system().write(&db).await.unwrap();
                tx.enter(isp_id).await.unwrap();
                let it = Found { kind: Kind::HighCpu, at, since: 1, evidence: Details::new() };
                let opened = found(&mut tx, &it).await.unwrap();
                tx.commit().await.unwrap();
                opened
            }
        })
        .await;
    assert_eq!(opened.iter().filter(|opened| **opened).count(), 1);
    assert_eq!(told(world, &isp, &home).await, ["issue-opened high-cpu"]);
}

async fn a_router_that_leaves_takes_nothing_to_the_next_home_and_an_erased_home_leaves_nothing(
    world: &World,
) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let home = home(world, &isp, 1).await;
    home.is_busy(world, &intake, 4, 99).await;
    assert_eq!(open(world, &isp).await, [Kind::HighCpu]);
    let admin = world.arrive(&isp.admin).await;
    world.by(&isp, &admin, async |tx| deactivation::deactivate(tx, home.customer).await).await.unwrap();
    assert_eq!(open(world, &isp).await, []);
    assert_eq!(closed(world, &isp).await, [(Kind::HighCpu, Closed::Left)]);
    let next = world.enable(&isp, home.router, "Next").await;
    let next = Home { customer: next, ..home };
    next.is_busy(world, &intake, 3, 99).await;
    assert_eq!(open(world, &isp).await, [], "it counts from here");
    next.is_busy(world, &intake, 1, 99).await;
    assert_eq!(listed(world, &isp, Filter::default()).await[0].customer, next.customer);
    world.minutes(60 * 24 * 91);
    while deactivation::erase_due(&world.db).await.unwrap() {}
    assert_eq!(closed(world, &isp).await, []);
}

async fn what_was_closed_longer_ago_than_the_isp_keeps_history_is_forgotten(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let home = home(world, &isp, 1).await;
    home.is_busy(world, &intake, 4, 99).await;
    home.is_busy(world, &intake, 4, 9).await;
    assert_eq!(closed(world, &isp).await.len(), 1);
    world.minutes(60 * 24 * 60);
    super::super::judge::compare(&world.db).await.unwrap();
    assert_eq!(closed(world, &isp).await.len(), 1);
    // As long as the ISP keeps the history of homes.
    let rules = crate::isp::Rules::parse("on", "90", "61").unwrap();
    let admin = world.arrive(&isp.admin).await;
    world.by(&isp, &admin, async |tx| crate::isp::update_rules(tx, &rules).await).await.unwrap();
    super::super::judge::compare(&world.db).await.unwrap();
    assert_eq!(closed(world, &isp).await.len(), 1);
    world.minutes(60 * 24);
    super::super::judge::compare(&world.db).await.unwrap();
    assert_eq!(closed(world, &isp).await.len(), 0);
}
