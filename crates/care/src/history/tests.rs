//! Stories of history.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::access::{Permit, may};
use crate::router::{self, Report, StatusReport};
use crate::stories;
use crate::testing::{Isp, World};

stories![
    five_minutes_become_a_point,
    hours_are_made_of_minutes_and_days_of_hours_and_nothing_is_counted_twice,
    days_are_those_of_the_homes_own_calendar_also_when_clocks_change,
    what_a_home_costs_is_bounded,
    an_isp_says_how_long_the_history_of_homes_is_kept,
    a_downtime_is_of_its_home,
    history_is_of_the_customer_and_not_of_the_router,
];

const MAC: &str = "60:6c:63:00:aa:01";

struct Home {
    isp: Isp,
    customer: CustomerId,
    permit: Permit<may::BeRouter>,
}

async fn home(world: &World) -> Home {
    let isp = world.first_isp().await;
    let router = world.stock(&isp, MAC).await;
    let customer = world.enable(&isp, router, "Ana Lima").await;
    Home { isp, customer, permit: world.certify(MAC, b"one").await }
}

impl Home {
    async fn says(&self, intake: &router::Intake, cpu: i64, memory: i64) {
        let serde_json::Value::Object(patch) =
            json!({ "cpu_percent": cpu, "memory_available_percent": memory })
        else {
            unreachable!()
        };
        let report = Report::Status(StatusReport { full: false, patch });
        intake.hand_in(&self.permit, report).await.unwrap();
    }

    async fn points(&self, world: &World, length: Length) -> Vec<Point> {
        let (isp, customer) = (&self.isp, self.customer);
        let admin = world.arrive(&isp.admin).await;
        let all = world.by(isp, &admin, async |tx| points(tx, customer, length, Timestamp::UNIX_EPOCH).await);
        all.await.unwrap()
    }
}

fn to_the_next(length: Length, world: &World) -> Duration {
    let now = world.db.clock().millis();
    Duration::from_millis((length.begin(now) + length.ms() - now).unsigned_abs())
}

async fn roll(world: &World) {
    roll_up(&world.db, &CancellationToken::new()).await.unwrap();
}

async fn five_minutes_become_a_point(world: &World) {
    let (home, intake) = (home(world).await, world.intake());
    world.advance(to_the_next(Length::Minutes, world));
    let began = world.db.clock().now();
    for (cpu, memory) in [(10, 80), (20, 60), (90, 40)] {
        home.says(&intake, cpu, memory).await;
        world.advance(Duration::from_secs(15));
    }
    assert_eq!(home.points(world, Length::Minutes).await, [], "it still runs");
    world.minutes(5);
    home.says(&intake, 5, 90).await;
    let point = Point { at: began, cpu: 40, cpu_max: 90, memory: 40, memory_max: 60 };
    assert_eq!(home.points(world, Length::Minutes).await, [point]);
}

async fn hours_are_made_of_minutes_and_days_of_hours_and_nothing_is_counted_twice(world: &World) {
    let (home, intake) = (home(world).await, world.intake());
    world.advance(to_the_next(Length::Hour, world));
    let began = world.db.clock().now();
    // Two hours, of which the first is idle and the second busy.
    for minutes in 0..25 {
        home.says(&intake, if minutes < 12 { 10 } else { 50 }, 50).await;
        world.minutes(5);
    }
    assert_eq!(home.points(world, Length::Minutes).await.len(), 24);
    let hours = home.points(world, Length::Hour).await;
    assert_eq!(hours.iter().map(|it| it.cpu).collect::<Vec<_>>(), [10, 50]);

    world.advance(Duration::from_secs(2 * 86_400));
    roll(world).await;
    roll(world).await;
    assert_eq!(home.points(world, Length::Minutes).await, [], "they are hours now");
    let rolled = home.points(world, Length::Hour).await;
    assert_eq!(rolled, hours, "and say the same");
    assert_eq!(rolled[0].at, began);

    world.advance(Duration::from_secs(36 * 86_400));
    roll(world).await;
    assert_eq!(home.points(world, Length::Hour).await, []);
    let days = home.points(world, Length::Day).await;
    assert_eq!(days.iter().map(|it| (it.cpu_max, it.memory)).collect::<Vec<_>>(), [(50, 50)]);
    assert_eq!(world.run("DELETE FROM history WHERE reports = 24").await, 1, "one row, of all reports");
}

async fn days_are_those_of_the_homes_own_calendar_also_when_clocks_change(world: &World) {
    let (home, intake) = (home(world).await, world.intake());
    let zone = TimeZone::get("America/Los_Angeles").unwrap();
    // On March 8 the clocks went forward there: it began at 8:00 UTC and ended at 7:00 UTC.
    for (at, cpu) in [
        ("2026-03-08T07:55Z", 10),
        ("2026-03-08T08:00Z", 20),
        ("2026-03-08T08:05Z", 30),
        ("2026-03-09T06:55Z", 70),
        ("2026-03-09T07:00Z", 90),
    ] {
        let at: Timestamp = at.parse().unwrap();
        world.advance(at.duration_since(world.db.clock().now()).try_into().unwrap());
        home.says(&intake, cpu, 50).await;
    }
    world.minutes(5);
    home.says(&intake, 5, 50).await;
    let expected = [("2026-03-07", 10, 10), ("2026-03-08", 40, 70), ("2026-03-09", 90, 90)];
    for _ in 0..2 {
        let (isp, customer) = (&home.isp, home.customer);
        let admin = world.arrive(&isp.admin).await;
        let since = "2026-03-08T07:30Z".parse().unwrap();
        let days = world.by(isp, &admin, async |tx| days(tx, customer, &zone, since).await).await.unwrap();
        let days: Vec<_> = days.iter().map(|(day, it)| (day.to_string(), it.cpu, it.cpu_max)).collect();
        let days: Vec<_> = days.iter().map(|(day, cpu, most)| (day.as_str(), *cpu, *most)).collect();
        assert_eq!(days, expected);
        // The same when they have become hours.
        world.advance(Duration::from_secs(3 * 86_400));
        roll(world).await;
    }
}

async fn what_a_home_costs_is_bounded(world: &World) {
    let (home, intake) = (home(world).await, world.intake());
    for _ in 0..30 {
        home.says(&intake, 10, 50).await;
        world.minutes(5);
    }
    world.advance(Duration::from_secs(401 * 86_400));
    roll(world).await;
    assert_eq!(world.run("DELETE FROM history").await, 0, "even without anything new");
}

async fn an_isp_says_how_long_the_history_of_homes_is_kept(world: &World) {
    let (home, intake) = (home(world).await, world.intake());
    for _ in 0..3 {
        home.says(&intake, 10, 50).await;
        world.minutes(5);
    }
    router::sweep(&world.db, 0).await.unwrap();
    home.says(&intake, 10, 50).await;
    let of_home = "SELECT (SELECT COUNT(*) FROM timeline WHERE kind LIKE 'router-%') + (SELECT COUNT(*) FROM downtime WHERE ended_at IS NOT NULL)
                       + (SELECT COUNT(*) FROM history) AS n";
    let before = world.count(of_home).await;
    world.advance(Duration::from_secs(40 * 86_400));
    roll(world).await;
    roll(world).await;
    assert!(
        before >= 6 && world.count(of_home).await >= 4,
        "it is kept for 400 days unless somebody says otherwise"
    );
    let rules = crate::isp::Rules::parse("on", "90", "39").unwrap();
    let admin = world.arrive(&home.isp.admin).await;
    world.by(&home.isp, &admin, async |tx| crate::isp::update_rules(tx, &rules).await).await.unwrap();
    roll(world).await;
    assert_eq!(world.count(of_home).await, 0);
    assert!(world.count("SELECT COUNT(*) AS n FROM timeline").await > 0, "what is younger stays");
}

async fn a_downtime_is_of_its_home(world: &World) {
    let (home, intake) = (home(world).await, world.intake());
    let heard = world.db.clock().now();
    home.says(&intake, 10, 50).await;
    world.minutes(30);
    router::sweep(&world.db, 0).await.unwrap();
    world.minutes(30);
    let days = async || {
        let (isp, customer) = (&home.isp, home.customer);
        let admin = world.arrive(&isp.admin).await;
        let days =
            world.by(isp, &admin, async |tx| availability(tx, customer, heard, &TimeZone::UTC, 30).await);
        days.await.unwrap()
    };
    let sum = |days: &[Availability]| {
        let add = |of: fn(&Availability) -> i64| days.iter().map(of).sum::<i64>();
        (add(|it| it.seconds), add(|it| it.offline), days.iter().map(|it| it.times).sum::<usize>())
    };
    assert_eq!(sum(&days().await), (3600, 3600, 1), "it is offline still, since it was last heard");
    home.says(&intake, 10, 50).await;
    world.minutes(60);
    let days = days().await;
    assert_eq!((days.len(), sum(&days)), (30, (7200, 3600, 1)));
}

async fn history_is_of_the_customer_and_not_of_the_router(world: &World) {
    let (home, intake) = (home(world).await, world.intake());
    home.says(&intake, 10, 50).await;
    world.minutes(5);
    home.says(&intake, 10, 50).await;
    let other = world.stock(&home.isp, "60:6c:63:00:aa:02").await;
    let other = world.enable(&home.isp, other, "Ben Ode").await;
    assert_eq!(home.points(world, Length::Minutes).await.len(), 1);
    assert_eq!(Home { customer: other, ..home }.points(world, Length::Minutes).await, []);
}
