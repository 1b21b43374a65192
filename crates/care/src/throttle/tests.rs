//! Stories of counting.

use super::*;
use crate::stories;
use crate::testing::World;

stories![
    one_too_many_is_refused_until_the_window_is_over,
    different_people_are_counted_apart,
    of_many_at_once_exactly_as_many_pass_as_may,
    sweeping_forgets_only_old_counts,
];

const FEW: Limit = Limit { name: "few", times: 3, seconds: 60 };
const TEN: Limit = Limit { name: "ten", times: 10, seconds: 60 };

async fn one_too_many_is_refused_until_the_window_is_over(world: &World) {
    for _ in 0..3 {
        take(&world.db, FEW, "ana").await.unwrap();
    }
    let refused = take(&world.db, FEW, "ana").await;
    assert!(matches!(refused, Err(Problem::TooMany { retry_seconds: 61 })), "{refused:?}");
    world.advance(std::time::Duration::from_secs(59));
    assert!(take(&world.db, FEW, "ana").await.is_err(), "refusals do not restart the window, nor end it");
    world.advance(std::time::Duration::from_secs(1));
    assert!(take(&world.db, FEW, "ana").await.is_ok());
}

async fn different_people_are_counted_apart(world: &World) {
    for _ in 0..3 {
        take(&world.db, FEW, "ana").await.unwrap();
    }
    assert!(take(&world.db, FEW, "bo").await.is_ok());
    assert!(take(&world.db, TEN, "ana").await.is_ok());
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM throttle WHERE bucket LIKE '%ana%'").await, 0);
}

async fn of_many_at_once_exactly_as_many_pass_as_may(world: &World) {
    let outcomes = world.race(40, |_| {
        let db = world.db.clone();
        async move { take(&db, TEN, "ana").await }
    });
    let outcomes = outcomes.await;
    assert_eq!(outcomes.iter().filter(|it| it.is_ok()).count(), 10);
    assert_eq!(outcomes.iter().filter(|it| matches!(it, Err(Problem::TooMany { .. }))).count(), 30);
}

async fn sweeping_forgets_only_old_counts(world: &World) {
    take(&world.db, FEW, "ana").await.unwrap();
    world.minutes(24 * 60 + 1);
    take(&world.db, FEW, "bo").await.unwrap();
    world.system(sweep).await.unwrap();
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM throttle").await, 1);
}

#[test]
fn all_addresses_of_one_ipv6_network_are_one_place() {
    let place = |text: &str| place(text.parse().unwrap());
    assert_eq!(place("2001:db8:0:1:aaaa::1"), place("2001:db8:0:1::2"));
    assert_ne!(place("2001:db8:0:1::1"), place("2001:db8:0:2::1"));
    assert_ne!(place("192.0.2.1"), place("192.0.2.2"));
}
