//! Stories of the list of customers without a router.

use super::*;
use crate::{deactivation, inventory};

stories![
    they_are_listed_in_every_order_and_by_what_can_be_said_of_them,
    they_are_listed_page_by_page_and_counted_up_to_a_bound,
    who_is_deactivated_again_is_listed_no_more,
];

/// A customer who was had back when their router was gone.
async fn alone(world: &World, isp: &Isp, n: usize, name: &str) -> CustomerId {
    let (router, customer) = home(world, isp, n, name, ("Gate 1", "4.1")).await;
    world.by(isp, &isp.admin, async |tx| deactivation::deactivate(tx, customer).await).await.unwrap();
    world.by(isp, &isp.admin, async |tx| inventory::delete(tx, &[router]).await).await.unwrap();
    world.by(isp, &isp.admin, async |tx| deactivation::restore(tx, customer).await).await.unwrap();
    customer
}

async fn names_of(world: &World, isp: &Isp, online: bool, filter: &Filter, order: Order) -> Vec<String> {
    let filter = Filter { manner: Some(Manner::NoRouter), ..filter.clone() };
    let (mut after, mut names) = (None, Vec::new());
    loop {
        let read = async |tx: &mut Tx<may::ViewTabs>| list(tx, online, &filter, order, after.as_ref()).await;
        let page = world.by(isp, &isp.admin, read).await.unwrap();
        names.extend(page.rows.into_iter().map(|it| it.name));
        let Some(next) = page.next else { return names };
        after = Some(next);
    }
}

async fn they_are_listed_in_every_order_and_by_what_can_be_said_of_them(world: &World) {
    let isp = world.first_isp().await;
    home(world, &isp, 9, "Eva Elm", ("Gate 1", "4.1")).await;
    let cleo = alone(world, &isp, 1, "Cleo Lima").await;
    world.minutes(1);
    let dan = alone(world, &isp, 2, "Dan Oak").await;
    world.minutes(1);
    alone(world, &isp, 3, "Bo Oak").await;
    let all = Filter::default();
    let order = |by, down| Order { by, down };
    for (order, expected) in [
        (order(By::Since, true), ["Bo Oak", "Dan Oak", "Cleo Lima"]),
        (order(By::Since, false), ["Cleo Lima", "Dan Oak", "Bo Oak"]),
        (order(By::Name, false), ["Bo Oak", "Cleo Lima", "Dan Oak"]),
        (order(By::Name, true), ["Dan Oak", "Cleo Lima", "Bo Oak"]),
        (order(By::Model, true), ["Bo Oak", "Dan Oak", "Cleo Lima"]),
        (order(By::Firmware, false), ["Cleo Lima", "Dan Oak", "Bo Oak"]),
    ] {
        assert_eq!(names_of(world, &isp, false, &all, order).await, expected, "{order:?}");
    }
    let written = Written { name: "Zoe Lima", address: "1 Elm St", billing_day: "1", ..Written::default() };
    change(world, &isp, cleo, written).await;
    let by_name = names_of(world, &isp, false, &all, order(By::Name, false)).await;
    assert_eq!(by_name, ["Bo Oak", "Dan Oak", "Zoe Lima"], "whoever is renamed moves");
    let plan = family(world, &isp, dan).await;
    let text = |text: &str| Filter { text: Some(Text::parse(text).unwrap()), ..Filter::default() };
    for (online, filter, expected) in [
        (false, text("oak bo"), &["Bo Oak"][..]),
        (false, text("elm"), &["Ana Lima", "Zoe Lima", "Bo Oak"]),
        (false, text("nobody"), &[]),
        (false, Filter { plan: Some(plan), ..all.clone() }, &["Ana Lima"]),
        (false, Filter { model: Some("Gate 1".to_owned()), ..all.clone() }, &[]),
        (false, Filter { firmware: Some("4.1".to_owned()), ..all.clone() }, &[]),
        (true, all.clone(), &[]),
    ] {
        let mut names = names_of(world, &isp, online, &filter, Order::USUAL).await;
        let mut expected = expected.to_vec();
        names.sort();
        expected.sort();
        assert_eq!(names, expected, "{filter:?}");
    }
}

async fn they_are_listed_page_by_page_and_counted_up_to_a_bound(world: &World) {
    let isp = world.first_isp().await;
    let how_many = async || world.by(&isp, &isp.admin, async |tx| how_many_alone(tx).await).await.unwrap();
    assert_eq!(how_many().await, 0);
    for n in 0..103 {
        alone(world, &isp, n, &format!("Ana {n:03}")).await;
    }
    assert_eq!(how_many().await, MANY + 1, "more are not counted");
    let by_name = Order { by: By::Name, down: false };
    let names = names_of(world, &isp, false, &Filter::default(), by_name).await;
    assert_eq!(names, (0..103).map(|n| format!("Ana {n:03}")).collect::<Vec<_>>());
}

async fn who_is_deactivated_again_is_listed_no_more(world: &World) {
    let isp = world.first_isp().await;
    let ana = alone(world, &isp, 1, "Ana Lima").await;
    world.by(&isp, &isp.admin, async |tx| deactivation::deactivate(tx, ana).await).await.unwrap();
    assert!(names_of(world, &isp, false, &Filter::default(), Order::USUAL).await.is_empty());
    world.by(&isp, &isp.admin, async |tx| deactivation::restore(tx, ana).await).await.unwrap();
    assert_eq!(names_of(world, &isp, false, &Filter::default(), Order::USUAL).await, ["Ana Lima"]);
}
