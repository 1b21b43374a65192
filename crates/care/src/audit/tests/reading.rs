//! Looking into the log.

use super::super::{Area, Entry, Filter, Way, list};
use super::*;
use crate::access::may;
use crate::page::{After, Page};
use crate::stories;
use crate::{inventory, isp};

stories![
    a_filter_finds_what_it_says_and_nothing_else,
    pages_of_the_log_hold_every_entry_once,
    the_log_of_another_place_does_not_exist,
    what_changed_is_kept_as_before_and_after,
];

async fn of(world: &World, isp: &Isp, filter: &Filter, after: After) -> Page<Entry> {
    world.by(isp, &isp.admin, async |tx| list(tx, filter, after).await).await.unwrap()
}

async fn kinds(world: &World, isp: &Isp, filter: Filter) -> Vec<String> {
    of(world, isp, &filter, After::START).await.rows.into_iter().map(|it| it.kind).collect()
}

async fn a_filter_finds_what_it_says_and_nothing_else(world: &World) {
    let isp = world.first_isp().await;
    world.minutes(60 * 24);
    let noon = world.db.clock().millis();
    let ada = &isp.admin;
    let ada = &world.sign_in(&ada.email, crate::testing::PASSWORD).await.unwrap();
    let isp = Isp { admin: ada.clone(), ..isp };
    world
        .by(&isp, ada, async |tx: &mut crate::access::Tx<may::ChangeInventory>| {
            inventory::add(tx, "60:6c:63:00:aa:01").await
        })
        .await
        .unwrap();
    world.minutes(1);
    acts(world, &isp, 1).await;

    let all = Filter::default;
    assert_eq!(
        kinds(world, &isp, all()).await,
        ["isp-updated", "inventory-added", "collaborator-joined", "isp-created"]
    );
    let homes = Filter { area: Some(Area::Homes), ..all() };
    assert_eq!(kinds(world, &isp, homes).await, ["inventory-added"]);
    let hers = Filter { person: Some(ada.id), ..all() };
    assert_eq!(kinds(world, &isp, hers).await, ["inventory-added", "collaborator-joined"]);
    let shell = Filter { way: Some(Way::Shell), ..all() };
    assert_eq!(kinds(world, &isp, shell).await, ["isp-updated"]);
    let today = Filter { from: Some(noon), ..all() };
    assert_eq!(kinds(world, &isp, today).await, ["isp-updated", "inventory-added"]);
    let earlier = Filter { until: Some(noon), ..all() };
    assert_eq!(kinds(world, &isp, earlier).await, ["collaborator-joined", "isp-created"]);
    let both = Filter { until: Some(noon), person: Some(ada.id), ..all() };
    assert_eq!(kinds(world, &isp, both).await, ["collaborator-joined"]);
}

async fn pages_of_the_log_hold_every_entry_once(world: &World) {
    let isp = world.first_isp().await;
    acts(world, &isp, 230).await;
    seal_all(world).await;
    let (mut after, mut seen, mut pages) = (Some(After::START), Vec::new(), 0);
    while let Some(from) = after {
        let page = of(world, &isp, &Filter::default(), from).await;
        seen.extend(page.rows.iter().map(|it| (it.id, it.sealed.unwrap())));
        (after, pages) = (page.next, pages + 1);
        // What comes meanwhile moves nothing.
        world.minutes(1);
        acts(world, &isp, 1).await;
    }
    assert_eq!((pages, seen.len()), (3, 232));
    assert!(seen.is_sorted_by(|a, b| a.0 > b.0), "newest first");
    let mut numbers: Vec<i64> = seen.into_iter().map(|(_, number)| number).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=232).collect::<Vec<_>>());
}

async fn the_log_of_another_place_does_not_exist(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    acts(world, &far, 1).await;
    let mine = of(world, &isp, &Filter::default(), After::START).await;
    assert_eq!(mine.rows.len(), 2);
    let theirs = Filter { person: Some(far.admin.id), ..Filter::default() };
    assert!(of(world, &isp, &theirs, After::START).await.rows.is_empty());
}

async fn what_changed_is_kept_as_before_and_after(world: &World) {
    let isp = world.first_isp().await;
    world.minutes(1);
    world.by(&isp, &isp.admin, async |tx| isp::update(tx, "Bar Network", "#0f766e").await).await.unwrap();
    let page = of(world, &isp, &Filter::default(), After::START).await;
    assert_eq!(page.rows[0].personal.as_ref().unwrap().actor.as_deref(), Some("Ada"));
    let details = page.rows[0].details.as_ref().unwrap();
    assert_eq!(details["name"], crate::audit::change("Bar Net", "Bar Network"));
    assert!(!details.contains_key("colour"), "what stayed is no change: {details:?}");
}
