//! Stories of terms that are made anew.

use super::super::index::step;
use super::*;

stories![
    rows_from_before_there_were_terms_are_found_once_they_have_some,
    it_goes_on_from_where_it_was_when_it_was_killed,
    of_two_processes_each_step_is_done_once,
    nothing_to_do_is_one_look,
];

/// As it was before there were terms.
async fn forget_all(world: &World) {
    world.run("DELETE FROM search_term").await;
    world.run("UPDATE search_index SET rules = 0, making = 0").await;
}

/// All steps, of so many rows each; gives how many there were.
async fn all_steps(world: &World, rows: usize) -> usize {
    let mut steps = 0;
    while step(&world.db, rows).await.unwrap() {
        steps += 1;
        assert!(steps < 100, "it never ends");
    }
    steps
}

/// Two ISPs with three customers each, and one router in stock.
async fn two_isps(world: &World) -> [Isp; 2] {
    let isps = [world.first_isp().await, world.second_isp().await];
    for (at, isp) in isps.iter().enumerate() {
        for n in 0..3 {
            let n = u8::try_from(at * 3 + n).unwrap();
            customer(world, isp, n, [&format!("Ana {n}"), "1 Elm St", "", ""]).await;
        }
    }
    world.stock(&isps[1], MAC).await;
    isps
}

async fn rows_from_before_there_were_terms_are_found_once_they_have_some(world: &World) {
    let [one, two] = two_isps(world).await;
    let terms = "SELECT COUNT(*) AS n FROM search_term";
    let before = world.count(terms).await;
    for rows in [1, 2, 3, 50] {
        forget_all(world).await;
        let early = search_as(world, &one, &one.admin, "ana", 20).await;
        assert!(!early.complete && early.hits.is_empty(), "and it says so");
        all_steps(world, rows).await;
        assert_eq!(world.count(terms).await, before, "{rows} rows at a time");
        assert_eq!(found(world, &one, "ana").await.len(), 3);
        assert_eq!(found(world, &two, "ana").await.len(), 3);
        assert_eq!(found(world, &two, MAC).await, [MAC]);
        assert!(found(world, &one, MAC).await.is_empty());
    }
}

async fn it_goes_on_from_where_it_was_when_it_was_killed(world: &World) {
    let [one, _] = two_isps(world).await;
    forget_all(world).await;
    let mut done = 0;
    // Every step stands by itself; what was done is not done again.
    while step(&world.db, 2).await.unwrap() {
        let now = world.count("SELECT COUNT(DISTINCT target) AS n FROM search_term").await;
        assert!(now >= done && now <= done + 2, "{done}, then {now}");
        done = now;
    }
    assert_eq!(done, 13, "six customers, six routers and one in stock");
    assert_eq!(found(world, &one, "ana").await.len(), 3);
}

async fn of_two_processes_each_step_is_done_once(world: &World) {
    let [_, two] = two_isps(world).await;
    forget_all(world).await;
    let db = world.db.clone();
    let ended = world
        .race(4, move |_| {
            let db = db.clone();
            async move {
                loop {
                    match step(&db, 1).await {
                        Ok(true) | Err(crate::Problem::Busy) => {}
                        Ok(false) => return true,
                        Err(error) => panic!("{error}"),
                    }
                }
            }
        })
        .await;
    assert_eq!(ended, [true; 4]);
    assert_eq!(found(world, &two, "ana").await.len(), 3);
    assert_eq!(found(world, &two, MAC).await, [MAC]);
}

async fn nothing_to_do_is_one_look(world: &World) {
    two_isps(world).await;
    assert_eq!(all_steps(world, 50).await, 0);
}
