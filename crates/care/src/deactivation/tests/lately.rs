//! Stories of how somebody who was deactivated is found while that can be taken back.

use super::*;
use crate::search::{self, Asked, Hit};

stories![
    for_a_day_the_search_and_a_list_find_them_and_then_nothing_does,
    who_is_back_is_found_as_before,
    what_they_were_found_by_goes_when_the_day_is_over,
    the_latest_come_first_page_by_page_and_only_ones_own,
];

async fn found(world: &World, isp: &Isp, text: &str) -> Vec<Hit> {
    let asked = Asked::parse(text).unwrap();
    world.by(isp, &isp.admin, async |tx| search::find(tx, &asked, 20).await).await.unwrap().hits
}

async fn listed(world: &World, isp: &Isp, who: &Person, from: After) -> crate::page::Page<Lately> {
    world.by(isp, who, async |tx| super::super::lately(tx, from).await).await.unwrap()
}

async fn how_many(world: &World, isp: &Isp) -> i64 {
    world.by(isp, &isp.admin, async |tx| how_many_lately(tx).await).await.unwrap()
}

async fn for_a_day_the_search_and_a_list_find_them_and_then_nothing_does(world: &World) {
    let isp = world.first_isp().await;
    let (id, _) = home(world, &isp).await;
    assert!(!found(world, &isp, "lima").await[0].closed);
    assert_eq!(how_many(world, &isp).await, 0);
    end(world, &isp, &isp.admin, id).await.unwrap();
    for text in ["lima", "elm", "ana@mail", "0100", "ana elm"] {
        let hits = found(world, &isp, text).await;
        assert_eq!(hits.len(), 1, "{text}");
        assert!(hits[0].closed && hits[0].router.is_none(), "{text}");
    }
    let ron = world.read_only(&isp).await;
    let list = listed(world, &isp, &ron, After::START).await;
    assert_eq!((list.rows.len(), list.rows[0].id, list.rows[0].name.as_str()), (1, id, "Ana Lima"));
    assert_eq!(how_many(world, &isp).await, 1);
    let isp = later(world, isp, 24 * 60).await;
    assert_eq!(
        (found(world, &isp, "lima").await.len(), how_many(world, &isp).await),
        (1, 1),
        "to the last minute"
    );
    let isp = later(world, isp, 1).await;
    // Before the worker comes by, too.
    assert_eq!((found(world, &isp, "lima").await.len(), how_many(world, &isp).await), (0, 0));
    assert!(listed(world, &isp, &isp.admin, After::START).await.rows.is_empty());
}

async fn who_is_back_is_found_as_before(world: &World) {
    let isp = world.first_isp().await;
    let (id, _) = home(world, &isp).await;
    end(world, &isp, &isp.admin, id).await.unwrap();
    back(world, &isp, id).await.unwrap();
    let hits = found(world, &isp, "lima").await;
    assert!(hits.len() == 1 && !hits[0].closed && hits[0].router.is_some());
    assert_eq!(how_many(world, &isp).await, 0);
    // Nor does the worker take them for gone, however late it comes.
    let isp = later(world, isp, 2 * 24 * 60).await;
    assert!(!forget_due(&world.db).await.unwrap());
    assert_eq!(found(world, &isp, "lima").await.len(), 1);
}

async fn what_they_were_found_by_goes_when_the_day_is_over(world: &World) {
    let isp = world.first_isp().await;
    let (id, _) = home(world, &isp).await;
    end(world, &isp, &isp.admin, id).await.unwrap();
    let terms = "SELECT COUNT(*) AS n FROM search_term WHERE term LIKE '%lima%'";
    assert!(!forget_due(&world.db).await.unwrap() && world.count(terms).await > 0);
    world.minutes(24 * 60 + 1);
    assert!(forget_due(&world.db).await.unwrap());
    assert_eq!(world.count(terms).await, 0);
    assert!(!forget_due(&world.db).await.unwrap(), "once");
}

async fn the_latest_come_first_page_by_page_and_only_ones_own(world: &World) {
    let (mut isp, far) = (world.first_isp().await, world.second_isp().await);
    for n in 0..103 {
        let router = world.stock(&isp, &format!("60:6c:63:00:cc:{n:02x}")).await;
        let id = world.enable(&isp, router, &format!("Ana {n}")).await;
        isp = later(world, isp, 1).await;
        end(world, &isp, &isp.admin, id).await.unwrap();
    }
    assert_eq!(how_many(world, &isp).await, MANY + 1, "more are not counted");
    let first = listed(world, &isp, &isp.admin, After::START).await;
    let rest = listed(world, &isp, &isp.admin, first.next.unwrap()).await;
    let names: Vec<String> = first.rows.into_iter().chain(rest.rows).map(|it| it.name).collect();
    assert_eq!(names, (0..103).rev().map(|n| format!("Ana {n}")).collect::<Vec<_>>());
    assert!(rest.next.is_none());
    let far = later(world, far, 0).await;
    assert_eq!(how_many(world, &far).await, 0);
    assert!(listed(world, &far, &far.admin, After::START).await.rows.is_empty());
}
