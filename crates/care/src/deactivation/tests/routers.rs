//! Stories of the router between two homes: what the next one sees of the former, and what is left when it comes back.

use jiff::tz::TimeZone;

use super::*;
use crate::history::{self, Length, Point};
use crate::known_issue::{self, Kind};
use crate::router::sweep;

stories![
    whoever_gets_the_router_next_sees_nothing_of_the_former_home,
    what_a_router_says_in_stock_is_no_history_of_the_next_home,
    whoever_is_had_back_silent_has_been_offline_since,
];

/// Enables a router for a home that has no word in common with the former one.
async fn next_home(world: &World, isp: &Isp, router: RouterId) -> CustomerId {
    let who = Information::parse("Bo Quill", "9 Oak Ave", "", "").unwrap();
    world.by(isp, &isp.admin, async |tx| inventory::enable(tx, router, &who).await).await.unwrap()
}

/// The rows, of all tables, that are the next home's or the router's own and tell of the former home.
async fn telling_of_elm(
    world: &World,
    former: CustomerId,
    next: CustomerId,
    router: RouterId,
) -> Vec<String> {
    let names =
        |row: &str, id: uuid::Uuid| row.to_lowercase().replace('-', "").contains(&id.simple().to_string());
    // Bodies are bytes, which both databases show in hex.
    let body: String = b"post Elm".iter().map(|byte| format!("{byte:02x}")).collect();
    let tells = |row: &str| row.contains("Elm") || row.to_lowercase().contains(&body);
    let mut found = Vec::new();
    for (table, rows) in world.picture().await {
        let of_next = |row: &&String| names(row, next.0) || names(row, router.0) && !names(row, former.0);
        found.extend(
            rows.iter().filter(of_next).filter(|row| tells(row)).map(|row| format!("{table}: {row}")),
        );
    }
    found
}

/// What the pages of a home are drawn from.
#[derive(Debug, PartialEq)]
struct Drawn {
    boots: Vec<Timestamp>,
    points: Vec<Point>,
    /// Seconds in which it was offline, and how often.
    offline: (i64, usize),
    issues: Vec<Kind>,
    /// Starts that the Overview counts for it.
    restarts: i64,
    told: Vec<String>,
}

async fn drawn(world: &World, isp: &Isp, id: CustomerId, router: RouterId) -> Drawn {
    let ever = Timestamp::UNIX_EPOCH;
    let page = async |tx: &mut Tx<may::ViewCustomers>| {
        let days = history::availability(tx, id, ever, &TimeZone::UTC, 30).await?;
        let told = timeline::of_customer(tx, id, Filter::default(), After::START).await?.rows;
        Ok(Drawn {
            boots: router::boots(tx, id, router, ever).await?,
            points: history::points(tx, id, Length::Minutes, ever).await?,
            offline: days.iter().fold((0, 0), |sum, day| (sum.0 + day.offline, sum.1 + day.times)),
            issues: known_issue::of_customer(tx, id).await?.iter().map(|it| it.kind).collect(),
            restarts: 0,
            told: told.into_iter().map(|it| it.kind).collect(),
        })
    };
    let drawn = world.by(isp, &isp.admin, page).await.unwrap();
    let most = async |tx: &mut Tx<may::ViewTabs>| router::most_restarted(tx, ever, 10).await;
    let most = world.by(isp, &isp.admin, most).await.unwrap();
    Drawn { restarts: most.iter().filter(|it| it.customer == id).map(|it| it.times).sum(), ..drawn }
}

/// The former home's router has done all that leaves something: it was busy, it crashed, it fell silent and came back.
async fn lived_in(world: &World) -> (Isp, CustomerId, RouterId) {
    let isp = world.first_isp().await;
    let (id, router) = home(world, &isp).await;
    for _ in 0..3 {
        world.minutes(5);
        sweep(&world.db, 0).await.unwrap();
        report(world, "Elm").await;
    }
    let isp = later(world, isp, 1).await;
    let drawn = drawn(world, &isp, id, router).await;
    assert_eq!((drawn.boots.len(), drawn.points.len(), drawn.offline.1), (4, 3, 3), "{drawn:?}");
    assert_eq!((drawn.issues, drawn.restarts), (vec![Kind::Restarts], 4));
    (isp, id, router)
}

async fn whoever_gets_the_router_next_sees_nothing_of_the_former_home(world: &World) {
    let (isp, id, router) = lived_in(world).await;
    end(world, &isp, &isp.admin, id).await.unwrap();
    // Nobody has fetched it yet, and it was even restarted there.
    world.minutes(1);
    report(world, "Elm").await;
    let next = next_home(world, &isp, router).await;
    let its = router_of(world, &isp, next).await.unwrap();
    assert_eq!((its.mac.as_str(), its.hardware.as_deref()), (MAC, Some("M1")), "the box is the box");
    assert!(
        !its.online && its.last_report.is_none() && its.booted_at.is_none() && its.start_reason.is_none()
    );
    assert_eq!((its.status, its.wifi.len()), (Default::default(), 0));
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM router_post").await, 0);
    assert_eq!(telling_of_elm(world, id, next, router).await, [""; 0]);
    let nothing = Drawn {
        boots: Vec::new(),
        points: Vec::new(),
        offline: (0, 0),
        issues: Vec::new(),
        restarts: 0,
        told: vec!["customer-activated".to_owned()],
    };
    assert_eq!(drawn(world, &isp, next, router).await, nothing);

    // Its certificate is its own: it reports at the new home without asking anybody, and at once.
    let hour = jiff::SignedDuration::from_hours(1);
    let mut boots = Vec::new();
    for _ in 0..2 {
        report(world, "Oak").await;
        boots.push(world.db.clock().now() - hour);
        world.minutes(5);
    }
    let its = router_of(world, &isp, next).await.unwrap();
    assert!(its.online && its.status.wan_ipv4.as_deref() == Some("wan Oak"));
    assert_eq!(telling_of_elm(world, id, next, router).await, [""; 0]);
    let drawn = drawn(world, &isp, next, router).await;
    assert_eq!((drawn.boots, drawn.offline, drawn.issues, drawn.restarts), (boots, (0, 0), Vec::new(), 2));
    assert_eq!(drawn.points.iter().map(|it| (it.cpu, it.cpu_max)).collect::<Vec<_>>(), [(11, 11)]);
    assert_eq!(drawn.told.iter().filter(|kind| *kind == "router-started").count(), 2, "{:?}", drawn.told);
}

async fn what_a_router_says_in_stock_is_no_history_of_the_next_home(world: &World) {
    let isp = world.first_isp().await;
    let router = world.stock(&isp, MAC).await;
    world.certify(MAC, b"one").await;
    // It is tried out on a desk, where it falls silent three times and is busy at last.
    for _ in 0..3 {
        report(world, "Elm").await;
        world.minutes(2);
        sweep(&world.db, 0).await.unwrap();
    }
    report(world, "Elm").await;
    let next = next_home(world, &isp, router).await;
    report(world, "Oak").await;
    world.minutes(5);
    sweep(&world.db, 0).await.unwrap();
    report(world, "Oak").await;
    let its = router_of(world, &isp, next).await.unwrap();
    assert_eq!(its.flapping_since, None, "once, here");
    let drawn = drawn(world, &isp, next, router).await;
    assert_eq!(drawn.points.iter().map(|it| (it.cpu, it.cpu_max)).collect::<Vec<_>>(), [(11, 11)]);
    assert_eq!((drawn.boots.len(), drawn.restarts, drawn.offline), (2, 2, (300, 1)));
}

async fn whoever_is_had_back_silent_has_been_offline_since(world: &World) {
    let isp = world.first_isp().await;
    let (id, router) = home(world, &isp).await;
    end(world, &isp, &isp.admin, id).await.unwrap();
    let isp = later(world, isp, 60).await;
    sweep(&world.db, 0).await.unwrap();
    back(world, &isp, id).await.unwrap();
    assert_eq!(drawn(world, &isp, id, router).await.offline, (3600, 1));
    world.minutes(60);
    report(world, "Elm").await;
    let isp = later(world, isp, 60).await;
    assert_eq!(drawn(world, &isp, id, router).await.offline, (7200, 1));
}
