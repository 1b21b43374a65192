//! Homes that fall silent together.

use super::*;
use crate::router;
use crate::stories;

stories![
    homes_of_one_network_that_fall_silent_are_one_outage_and_not_many_issues,
    homes_that_fall_silent_in_one_minute_are_one_outage_whatever_their_addresses,
    four_homes_are_no_outage,
    homes_that_fall_silent_one_by_one_are_none_until_they_are_half_of_their_network,
    a_restart_of_the_service_makes_no_outage,
    an_outage_is_over_when_most_are_back_and_the_rest_stand_alone,
    whoever_falls_silent_later_in_the_same_network_joins,
    whoever_comes_back_and_falls_silent_again_is_one_home_of_the_outage,
    a_home_of_an_outage_that_somebody_resolved_is_not_taken_in_again_until_it_falls_silent_anew,
];

/// Homes that report once, each from its address.
async fn homes(world: &World, isp: &Isp, intake: &Intake, addresses: &[String]) -> Vec<Home> {
    let mut all = Vec::new();
    for (n, address) in (0..).zip(addresses) {
        let home = home(world, isp, n).await;
        home.says(intake, json!({ "wan_ipv4": address })).await;
        all.push(home);
    }
    all
}

fn network(prefix: &str, many: u8) -> Vec<String> {
    (1..=many).map(|n| format!("{prefix}{n}")).collect()
}

/// Two minutes later, those that did not report are noticed.
async fn notice(world: &World, serving_since: i64) {
    world.minutes(2);
    router::sweep(&world.db, serving_since).await.unwrap();
    fold(&world.db, serving_since).await.unwrap();
}

async fn seen(world: &World, isp: &Isp) -> Vec<Outage> {
    let admin = world.arrive(&isp.admin).await;
    world.by(isp, &admin, outages).await.unwrap()
}

async fn homes_of_one_network_that_fall_silent_are_one_outage_and_not_many_issues(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let addresses = [network("203.0.113.", 6), network("198.51.100.", 3)].concat();
    let homes = homes(world, &isp, &intake, &addresses).await;
    let began = world.db.clock().now();
    world.minutes(2);
    // One of the six, and the three of another network, are still there.
    for home in &homes[5..] {
        home.says(&intake, json!({})).await;
    }
    router::sweep(&world.db, 0).await.unwrap();
    fold(&world.db, 0).await.unwrap();
    fold(&world.db, 0).await.unwrap();
    let all = seen(world, &isp).await;
    assert_eq!(all.len(), 1);
    let it = &all[0];
    assert_eq!((it.prefix.as_deref(), it.homes, it.offline, it.began), (Some("203.0.113."), 5, 5, began));
    assert_eq!(open(world, &isp).await, [], "they are folded");
    let admin = world.arrive(&isp.admin).await;
    let (id, start) = (it.id, After::START);
    let members = world.by(&isp, &admin, async |tx| of_outage(tx, id, start).await).await.unwrap().rows;
    assert_eq!(members.len(), 5);
    assert!(members.iter().all(|it| it.kind == Kind::Offline && it.evidence["with"] == "others"));
    let of_home = async |tx: &mut Tx<may::ViewCustomers>| of_customer(tx, homes[0].customer).await;
    assert_eq!(
        world.by(&isp, &admin, of_home).await.unwrap()[0].outage,
        Some(id),
        "the home's page tells it"
    );
    // An hour later they are offline too long, and that is known already.
    world.minutes(60);
    judge(&world.db).await.unwrap();
    assert_eq!(open(world, &isp).await, []);
}

async fn homes_that_fall_silent_in_one_minute_are_one_outage_whatever_their_addresses(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let addresses: Vec<String> = (0..7).map(|n| format!("192.0.{n}.1")).collect();
    homes(world, &isp, &intake, &addresses).await;
    notice(world, 0).await;
    let all = seen(world, &isp).await;
    assert_eq!(all.iter().map(|it| (it.prefix.clone(), it.homes)).collect::<Vec<_>>(), [(None, 7)]);
}

async fn four_homes_are_no_outage(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    homes(world, &isp, &intake, &network("203.0.113.", 4)).await;
    notice(world, 0).await;
    assert_eq!(world.by(&isp, &isp.admin, router::counts).await.unwrap().offline, 4);
    assert_eq!(seen(world, &isp).await, []);
}

async fn homes_that_fall_silent_one_by_one_are_none_until_they_are_half_of_their_network(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let homes = homes(world, &isp, &intake, &network("203.0.113.", 12)).await;
    for silent in 1..=7 {
        // Every 40 seconds one more: never five within a minute.
        world.advance(std::time::Duration::from_secs(40));
        for home in &homes[silent..] {
            home.says(&intake, json!({})).await;
        }
        router::sweep(&world.db, 0).await.unwrap();
        fold(&world.db, 0).await.unwrap();
        let expected: &[i64] = if silent < 7 { &[] } else { &[6] };
        assert_eq!(
            seen(world, &isp).await.iter().map(|it| it.homes).collect::<Vec<_>>(),
            expected,
            "{silent}"
        );
    }
}

async fn a_restart_of_the_service_makes_no_outage(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    homes(world, &isp, &intake, &network("203.0.113.", 8)).await;
    world.minutes(1);
    let serving_since = world.db.clock().millis();
    // Nobody comes back, for whatever reason: their silence began while nobody could be heard.
    notice(world, serving_since).await;
    assert_eq!(world.by(&isp, &isp.admin, router::counts).await.unwrap().offline, 8);
    assert_eq!(seen(world, &isp).await, []);
    world.minutes(60);
    judge(&world.db).await.unwrap();
    assert_eq!(open(world, &isp).await.len(), 8, "each is offline too long");
}

async fn an_outage_is_over_when_most_are_back_and_the_rest_stand_alone(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let homes = homes(world, &isp, &intake, &network("203.0.113.", 10)).await;
    notice(world, 0).await;
    assert_eq!(seen(world, &isp).await[0].homes, 10);
    for home in &homes[3..] {
        home.says(&intake, json!({})).await;
    }
    world.minutes(5);
    judge(&world.db).await.unwrap();
    let left = seen(world, &isp).await;
    assert_eq!((left.len(), left[0].offline), (1, 3), "three of ten are more than a fifth");
    homes[2].says(&intake, json!({})).await;
    world.minutes(5);
    judge(&world.db).await.unwrap();
    assert_eq!(seen(world, &isp).await, []);
    assert_eq!(open(world, &isp).await, [Kind::Offline; 2]);
    let id = left[0].id;
    let admin = world.arrive(&isp.admin).await;
    let it = world.by(&isp, &admin, async |tx| outage(tx, id).await).await.unwrap();
    assert_eq!((it.ended, it.offline), (Some(world.db.clock().now()), 2));
}

async fn whoever_falls_silent_later_in_the_same_network_joins(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let homes = homes(world, &isp, &intake, &network("203.0.113.", 8)).await;
    for _ in 0..2 {
        world.minutes(1);
        for home in &homes[6..] {
            home.says(&intake, json!({})).await;
        }
    }
    router::sweep(&world.db, 0).await.unwrap();
    fold(&world.db, 0).await.unwrap();
    assert_eq!(seen(world, &isp).await[0].homes, 6);
    notice(world, 0).await;
    let all = seen(world, &isp).await;
    assert_eq!((all.len(), all[0].homes), (1, 8));
}

/// Of the one outage: homes it took, those still offline, and the customers in its list.
async fn taken(world: &World, isp: &Isp) -> (i64, i64, Vec<CustomerId>) {
    let all = seen(world, isp).await;
    assert_eq!(all.len(), 1);
    let admin = world.arrive(&isp.admin).await;
    let (id, start) = (all[0].id, After::START);
    let rows = world.by(isp, &admin, async |tx| of_outage(tx, id, start).await).await.unwrap().rows;
    (all[0].homes, all[0].offline, rows.iter().map(|it| it.customer).collect())
}

async fn whoever_comes_back_and_falls_silent_again_is_one_home_of_the_outage(world: &World) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let homes = homes(world, &isp, &intake, &network("203.0.113.", 6)).await;
    notice(world, 0).await;
    for _ in 0..2 {
        homes[0].says(&intake, json!({})).await;
        world.minutes(1);
        homes[0].says(&intake, json!({})).await;
        world.minutes(1);
        homes[0].says(&intake, json!({})).await;
        world.minutes(1);
        homes[0].says(&intake, json!({})).await;
        world.minutes(2);
        judge(&world.db).await.unwrap();
        assert_eq!(taken(world, &isp).await.1, 5, "it is back for five minutes");
        router::sweep(&world.db, 0).await.unwrap();
        fold(&world.db, 0).await.unwrap();
        let (homes_taken, offline, mut listed) = taken(world, &isp).await;
        assert_eq!((homes_taken, offline, listed.len()), (6, 6, 6));
        assert_eq!(listed[0], homes[0].customer, "it fell silent last");
        listed.sort_unstable_by_key(|it| it.0);
        listed.dedup();
        assert_eq!(listed.len(), 6);
    }
}

async fn a_home_of_an_outage_that_somebody_resolved_is_not_taken_in_again_until_it_falls_silent_anew(
    world: &World,
) {
    let (isp, intake) = (world.first_isp().await, world.intake());
    let homes = homes(world, &isp, &intake, &network("203.0.113.", 6)).await;
    notice(world, 0).await;
    let ada = world.arrive(&isp.admin).await;
    let of_home = async |tx: &mut Tx<may::ViewCustomers>| of_customer(tx, homes[0].customer).await;
    let id = world.by(&isp, &ada, of_home).await.unwrap()[0].id;
    world.by(&isp, &ada, async |tx| resolve(tx, id, "moved out").await).await.unwrap();
    for _ in 0..2 {
        fold(&world.db, 0).await.unwrap();
        let (taken, offline, listed) = taken(world, &isp).await;
        assert_eq!((taken, offline, listed.len()), (6, 5, 6));
    }
    world.minutes(1);
    homes[0].says(&intake, json!({})).await;
    notice(world, 0).await;
    let (taken, offline, listed) = taken(world, &isp).await;
    assert_eq!((taken, offline, listed.len()), (6, 6, 6), "that is another silence");
}
