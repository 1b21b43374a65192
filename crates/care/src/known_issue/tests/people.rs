//! What people do about issues.

use super::*;
use crate::problem::Problem;
use crate::stories;
use crate::testing::{said, why};

stories![
    an_issue_is_acknowledged_put_off_and_resolved_each_with_a_note,
    one_that_is_put_off_comes_back_when_the_time_is_over,
    what_was_resolved_and_is_not_over_opens_again_after_as_long,
    of_two_who_acknowledge_at_once_one_does,
    resolved_and_over_at_once_it_is_closed_once,
    a_note_is_one_short_line_and_resolving_takes_one,
    another_isps_issue_does_not_exist,
    the_list_is_in_its_order_and_goes_on_where_a_page_ended,
    the_worst_of_a_home_comes_first_and_what_is_in_an_outage_says_so,
];

/// A home with a busy router, and its issue.
async fn busy(world: &World, isp: &Isp, intake: &Intake) -> (Home, IssueId) {
    let home = home(world, isp, 1).await;
    home.is_busy(world, intake, 4, 99).await;
    let id = listed(world, isp, Filter::default()).await[0].id;
    (home, id)
}

async fn states(world: &World, isp: &Isp) -> Vec<State> {
    let mut all = Vec::new();
    for state in State::ALL {
        let filter = Filter { state: Some(state), kind: Some(Kind::HighCpu), fresh: false };
        all.extend(listed(world, isp, filter).await.iter().map(|it| it.state));
    }
    all
}

async fn an_issue_is_acknowledged_put_off_and_resolved_each_with_a_note(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let (home, id) = busy(world, &isp, &intake).await;
    let ada = world.arrive(&isp.admin).await;
    assert_eq!(states(world, &isp).await, [State::New]);
    let it = world.by(&isp, &ada, async |tx| acknowledge(tx, id, "called  them\n").await).await.unwrap();
    assert_eq!((it.state, it.note.as_str()), (State::Acknowledged, "called them"));
    assert_eq!(it.handled_by.as_deref(), Some("Ada"));
    assert_eq!(open(world, &isp).await, [Kind::HighCpu], "it still waits for somebody");
    let again = world.by(&isp, &ada, async |tx| acknowledge(tx, id, "").await).await;
    assert_eq!(said(again), "issue-acknowledged-already");
    world.minutes(1);
    let it = world.by(&isp, &ada, async |tx| snooze(tx, id, "24", "").await).await.unwrap();
    assert_eq!((it.state, it.note.as_str()), (State::Snoozed, ""));
    assert_eq!(states(world, &isp).await, [State::Snoozed]);
    assert_eq!(open(world, &isp).await, [], "it is out of the way");
    world.minutes(1);
    world.by(&isp, &ada, async |tx| acknowledge(tx, id, "after all").await).await.unwrap();
    assert_eq!(states(world, &isp).await, [State::Acknowledged], "it is awake again");
    world.minutes(1);
    let it = world.by(&isp, &ada, async |tx| resolve(tx, id, "new router").await).await.unwrap();
    assert_eq!((it.state, it.closed.map(|it| it.1)), (State::Closed, Some(Closed::Resolved)));
    for act in [
        world.by(&isp, &ada, async |tx| acknowledge(tx, id, "").await).await,
        world.by(&isp, &ada, async |tx| snooze(tx, id, "1", "").await).await,
        world.by(&isp, &ada, async |tx| resolve(tx, id, "again").await).await,
    ] {
        assert_eq!(said(act), "issue-closed-already");
    }
    assert_eq!(
        told(world, &isp, &home).await,
        [
            "issue-opened high-cpu",
            "issue-acknowledged high-cpu",
            "issue-snoozed high-cpu",
            "issue-acknowledged high-cpu",
            "issue-resolved high-cpu"
        ]
    );
}

async fn one_that_is_put_off_comes_back_when_the_time_is_over(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let (_, id) = busy(world, &isp, &intake).await;
    let ada = world.arrive(&isp.admin).await;
    world.by(&isp, &ada, async |tx| snooze(tx, id, "1", "").await).await.unwrap();
    world.advance(std::time::Duration::from_millis(60 * 60 * 1000 - 1));
    assert_eq!(open(world, &isp).await, []);
    world.advance(std::time::Duration::from_millis(1));
    assert_eq!(states(world, &isp).await, [State::New]);
}

async fn what_was_resolved_and_is_not_over_opens_again_after_as_long(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let (home, id) = busy(world, &isp, &intake).await;
    let ada = world.arrive(&isp.admin).await;
    world.by(&isp, &ada, async |tx| resolve(tx, id, "restarted it").await).await.unwrap();
    home.is_busy(world, &intake, 2, 99).await;
    assert_eq!(open(world, &isp).await, [], "two spans are over since");
    home.is_busy(world, &intake, 1, 99).await;
    assert_eq!(open(world, &isp).await, [Kind::HighCpu]);

    world.minutes(60);
    crate::router::sweep(&world.db, 0).await.unwrap();
    world.minutes(60);
    judge(&world.db).await.unwrap();
    let filter = Filter { kind: Some(Kind::Offline), ..Filter::default() };
    let offline = listed(world, &isp, filter).await[0].id;
    let ada = world.arrive(&isp.admin).await;
    world.by(&isp, &ada, async |tx| resolve(tx, offline, "on holiday").await).await.unwrap();
    world.minutes(59);
    judge(&world.db).await.unwrap();
    assert_eq!(listed(world, &isp, filter).await.len(), 0);
    world.minutes(1);
    judge(&world.db).await.unwrap();
    assert_eq!(listed(world, &isp, filter).await.len(), 1);
}

async fn of_two_who_acknowledge_at_once_one_does(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let (home, id) = busy(world, &isp, &intake).await;
    let ada = world.arrive(&isp.admin).await;
    let permit = std::sync::Arc::new(world.permit::<may::AddressDetections>(&isp, &ada).await.unwrap());
    let done = world
        .race(6, |n| {
            let (db, permit) = (world.db.clone(), permit.clone());
            async move {
                let mut tx = permit.write(&db).await.unwrap();
                let done = acknowledge(&mut tx, id, &format!("note {n}")).await;
                if done.is_ok() {
                    tx.commit().await.unwrap();
                }
                done.is_ok()
            }
        })
        .await;
    assert_eq!(done.iter().filter(|done| **done).count(), 1);
    assert_eq!(told(world, &isp, &home).await, ["issue-opened high-cpu", "issue-acknowledged high-cpu"]);
}

async fn resolved_and_over_at_once_it_is_closed_once(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let (home, id) = busy(world, &isp, &intake).await;
    let ada = world.arrive(&isp.admin).await;
    let permit = std::sync::Arc::new(world.permit::<may::AddressDetections>(&isp, &ada).await.unwrap());
    let (isp_id, at) = (isp.id, home.at());
    let closed = world
        .race(8, |n| {
            let (db, permit) = (world.db.clone(), permit.clone());
            async move {
                if n % 2 == 0 {
                    let mut tx = permit.write(&db).await.unwrap();
                    let done = resolve(&mut tx, id, "done").await;
                    if done.is_ok() {
                        tx.commit().await.unwrap();
                    }
                    return done.is_ok();
                }
                let mut tx = crate::access::system().write(&db).await.unwrap();
                tx.enter(isp_id).await.unwrap();
                let done = over(&mut tx, at, Kind::HighCpu).await.unwrap();
                tx.commit().await.unwrap();
                done
            }
        })
        .await;
    assert_eq!(closed.iter().filter(|closed| **closed).count(), 1);
    assert_eq!(told(world, &isp, &home).await.len(), 2);
}

async fn a_note_is_one_short_line_and_resolving_takes_one(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let (_, id) = busy(world, &isp, &intake).await;
    let ada = world.arrive(&isp.admin).await;
    let long = "x".repeat(501);
    let note = world.by(&isp, &ada, async |tx| acknowledge(tx, id, &long).await).await;
    assert_eq!(why(note, "note"), "text-too-long");
    assert_eq!(
        why(world.by(&isp, &ada, async |tx| resolve(tx, id, " \n").await).await, "note"),
        "missing-note"
    );
    for hours in ["", "2", "-1", "999999999999999999999"] {
        let refused = world.by(&isp, &ada, async |tx| snooze(tx, id, hours, "").await).await;
        assert_eq!(why(refused, "hours"), "invalid-snooze", "{hours}");
    }
    assert_eq!(states(world, &isp).await, [State::New], "nothing was half done");
}

async fn another_isps_issue_does_not_exist(world: &World) {
    let (isp, far, intake) = (world.first_isp().await, world.second_isp().await, world.intake());
    let (home, id) = busy(world, &isp, &intake).await;
    let zoe = world.arrive(&far.admin).await;
    for act in [
        world.by(&far, &zoe, async |tx| acknowledge(tx, id, "").await).await,
        world.by(&far, &zoe, async |tx| snooze(tx, id, "1", "").await).await,
        world.by(&far, &zoe, async |tx| resolve(tx, id, "mine").await).await,
        world.by(&far, &zoe, async |tx: &mut Tx<may::ViewTabs>| find(tx, id).await).await,
    ] {
        assert!(matches!(act, Err(Problem::NotFound("issue"))), "{act:?}");
    }
    assert_eq!(open(world, &far).await, []);
    let count = world.by(&far, &zoe, async |tx| open_of(tx, &[home.customer]).await).await.unwrap();
    assert!(count.is_empty());
}

async fn the_list_is_in_its_order_and_goes_on_where_a_page_ended(world: &World) {
    let isp = world.first_isp().await;
    let kinds = [Kind::HighCpu, Kind::NoDns, Kind::WrongClock];
    for n in 0..50 {
        let home = home(world, &isp, n).await;
        let mut tx = crate::access::system().write(&world.db).await.unwrap();
        tx.enter(isp.id).await.unwrap();
        for kind in kinds {
            let it = Found { kind, at: home.at(), since: i64::from(n) * 1000, evidence: Details::new() };
            assert!(found(&mut tx, &it).await.unwrap());
        }
        tx.commit().await.unwrap();
    }
    let ada = world.arrive(&isp.admin).await;
    for (order, filter, expected) in [
        (Order::Newest, Filter::default(), 150),
        (Order::Oldest, Filter::default(), 150),
        (Order::Kind, Filter::default(), 150),
        (Order::Newest, Filter { kind: Some(Kind::NoDns), ..Filter::default() }, 50),
        (Order::Kind, Filter { kind: Some(Kind::NoDns), state: Some(State::New), fresh: false }, 50),
    ] {
        let (mut all, mut after): (Vec<Issue>, Option<Key>) = (Vec::new(), None);
        loop {
            let (wanted, from) = (Wanted { filter, order }, after.clone());
            let page = world.by(&isp, &ada, async |tx| list(tx, wanted, from.as_ref()).await).await.unwrap();
            all.extend(page.rows);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(all.len(), expected, "{order:?} {filter:?}");
        let sorted = all.is_sorted_by(|a, b| match order {
            Order::Newest => a.since >= b.since,
            Order::Oldest => a.since <= b.since,
            Order::Kind => a.kind != b.kind || a.since <= b.since,
        });
        assert!(sorted, "{order:?} {filter:?}");
        let ids: std::collections::BTreeSet<_> = all.iter().map(|it| it.id).collect();
        assert_eq!(ids.len(), expected, "none twice");
    }
    let tallies = world.by(&isp, &ada, tally).await.unwrap();
    assert_eq!(tallies.len(), 3);
    assert!(tallies.iter().all(|it| (it.open, it.new, it.oldest.as_millisecond()) == (50, 0, 0)));
}

async fn the_worst_of_a_home_comes_first_and_what_is_in_an_outage_says_so(world: &World) {
    let isp = world.first_isp().await;
    let home = home(world, &isp, 1).await;
    world.trouble(&isp, home.router, home.customer).await;
    world.minutes(5);
    let outage = world.outage(&isp, home.router, home.customer).await;
    let ada = world.arrive(&isp.admin).await;
    let look = async |tx: &mut Tx<may::ViewCustomers>| of_customer(tx, home.customer).await;
    let all = world.by(&isp, &ada, look).await.unwrap();
    let told: Vec<_> = all.iter().map(|it| (it.kind, it.folded, it.outage)).collect();
    let alone = |kind| (kind, false, None);
    let first = (Kind::Offline, true, Some(outage));
    assert_eq!(told, [first, alone(Kind::HighCpu), alone(Kind::WrongClock)]);
    let now = world.db.clock().now();
    let wants = |kind, state| Filter { kind, state, fresh: true }.holds_folded(&all[0], now);
    assert!(wants(None, None) && wants(Some(Kind::Offline), Some(State::New)));
    assert!(!wants(Some(Kind::HighCpu), None) && !wants(None, Some(State::Acknowledged)));
    assert!(!Filter::default().holds_folded(&all[1], now), "it is in the list by itself");
    world.minutes(24 * 60);
    let (now, fresh) = (world.db.clock().now(), Filter { fresh: true, ..Filter::default() });
    assert!(Filter::default().holds_folded(&all[0], now) && !fresh.holds_folded(&all[0], now));
    assert_eq!(listed(world, &isp, Filter::default()).await.len(), 2);
    assert!(listed(world, &isp, fresh).await.is_empty(), "nothing began within a day");
}
