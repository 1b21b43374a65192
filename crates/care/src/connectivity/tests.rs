//! Stories of the lists: which homes, in which order, page by page.

mod alone;

use serde_json::json;

use super::*;
use crate::access;
use crate::customer::{self, Account, Written};
use crate::db::{PlanId, RouterId};
use crate::plan::{self, Tier};
use crate::router::{Report, Start, StatusReport};
use crate::stories;
use crate::testing::{Isp, World};

stories![
    every_filter_finds_what_it_says_and_nothing_else,
    every_order_is_kept_from_page_to_page,
    a_list_is_the_same_whether_it_is_walked_or_gathered,
    a_customer_who_is_renamed_moves_in_the_list,
    what_is_in_stock_and_what_is_anothers_is_in_no_list,
    the_longest_offline_are_those_that_were_online,
];

fn mac(n: usize) -> String {
    format!("60:6c:63:00:{:02x}:{:02x}", n >> 8, n & 0xff)
}

async fn says(world: &World, n: usize, report: Report) {
    let fingerprint = mac(n);
    let permit = match access::router(&world.db, &mac(n), fingerprint.as_bytes()).await {
        Ok(permit) => permit,
        Err(_) => world.certify(&mac(n), fingerprint.as_bytes()).await,
    };
    world.intake().hand_in(&permit, report).await.unwrap();
}

async fn home(world: &World, isp: &Isp, n: usize, name: &str, box_: (&str, &str)) -> (RouterId, CustomerId) {
    let router = world.stock(isp, &mac(n)).await;
    let customer = world.enable(isp, router, name).await;
    let (model, firmware) = box_;
    let start =
        Start { hardware: Some(model.to_owned()), firmware: Some(firmware.to_owned()), ..Start::default() };
    says(world, n, Report::Start(start)).await;
    (router, customer)
}

async fn goes_online(world: &World, n: usize) {
    let serde_json::Value::Object(patch) = json!({ "wan_ipv4": "198.51.100.7" }) else { unreachable!() };
    says(world, n, Report::Status(StatusReport { full: true, patch })).await;
}

/// The names in one of the lists, with so many taken for few.
async fn names(
    world: &World,
    isp: &Isp,
    few: i64,
    (online, filter): (bool, &Filter),
    order: Order,
) -> Vec<String> {
    let (mut after, mut names) = (None, Vec::new());
    loop {
        let read = async |tx: &mut Tx<may::ViewTabs>| {
            store::list(tx, few, (online, filter), order, after.as_ref()).await
        };
        let page = world.by(isp, &isp.admin, read).await.unwrap();
        names.extend(page.rows.into_iter().map(|it| it.name));
        let Some(next) = page.next else { return names };
        after = Some(next);
    }
}

async fn family(world: &World, isp: &Isp, customer: CustomerId) -> PlanId {
    let tier = Tier::parse("Family 300", "300", "100").unwrap();
    let plan = world.by(isp, &isp.admin, async |tx| plan::add(tx, &tier).await).await.unwrap();
    let text = plan.to_string();
    let account = Written {
        name: "Ana Lima",
        address: "1 Elm St",
        plan: &text,
        billing_day: "1",
        ..Written::default()
    };
    change(world, isp, customer, account).await;
    plan
}

async fn change(world: &World, isp: &Isp, customer: CustomerId, written: Written<'_>) {
    let seen = world.by(isp, &isp.admin, async |tx| customer::find(tx, customer).await).await.unwrap();
    let account = Account::parse(written).unwrap();
    let update =
        world.by(isp, &isp.admin, async |tx| customer::update(tx, customer, seen.version, &account).await);
    update.await.unwrap();
}

async fn every_filter_finds_what_it_says_and_nothing_else(world: &World) {
    let isp = world.first_isp().await;
    let (_, ana) = home(world, &isp, 1, "Ana Lima", ("Gate 1", "4.1")).await;
    home(world, &isp, 2, "Bo Oak", ("Gate 2", "4.2")).await;
    home(world, &isp, 3, "Cleo Lima", ("Gate 1", "4.2")).await;
    home(world, &isp, 4, "Dan Elm", ("Gate 2", "4.1")).await;
    for n in 1..=3 {
        goes_online(world, n).await;
    }
    let family = family(world, &isp, ana).await;
    world.run("UPDATE router SET flapping_since = 1 WHERE mac = '60:6c:63:00:00:02'").await;

    let all = Filter::default();
    let some = |text: &str| Some(text.to_owned());
    let text = |text: &str| Filter { text: Some(Text::parse(text).unwrap()), ..Filter::default() };
    let cases: [(bool, Filter, &[&str]); 19] = [
        (true, all.clone(), &["Ana Lima", "Bo Oak", "Cleo Lima"]),
        (false, all.clone(), &["Dan Elm"]),
        (true, Filter { model: some("Gate 1"), ..all.clone() }, &["Ana Lima", "Cleo Lima"]),
        (true, Filter { firmware: some("4.2"), ..all.clone() }, &["Bo Oak", "Cleo Lima"]),
        (true, Filter { model: some("Gate 1"), firmware: some("4.2"), ..all.clone() }, &["Cleo Lima"]),
        (true, Filter { plan: Some(family), ..all.clone() }, &["Ana Lima"]),
        (false, Filter { plan: Some(family), ..all.clone() }, &[]),
        (true, Filter { manner: Some(Manner::Flapping), ..all.clone() }, &["Bo Oak"]),
        (true, Filter { manner: Some(Manner::Steady), ..all.clone() }, &["Ana Lima", "Cleo Lima"]),
        (false, Filter { manner: Some(Manner::Never), ..all.clone() }, &["Dan Elm"]),
        (true, text("LÍMA"), &["Ana Lima", "Cleo Lima"]),
        (true, text("lima cleo"), &["Cleo Lima"]),
        (true, text("60-6c-63-00-00-02"), &["Bo Oak"]),
        (true, text("oak 606c63000002"), &["Bo Oak"]),
        // However many words: as the search in the header finds it.
        (true, text("lima cleo 1 elm"), &["Cleo Lima"]),
        (true, text("st elm 1 lima ana"), &["Ana Lima"]),
        (true, text("lima cleo 1 elm road"), &[]),
        (true, text("60 6c 63 00 00 02"), &["Bo Oak"]),
        (false, text("lima"), &[]),
    ];
    for (online, filter, expected) in &cases {
        for order in Order::ALL {
            for few in [0, store::FEW] {
                let mut found = names(world, &isp, few, (*online, filter), order).await;
                found.sort();
                assert_eq!(found, *expected, "{filter:?} {order:?}, few are {few}");
            }
        }
    }
}

/// Two hundred and fifty: three pages. Many have the same model, firmware, name or time.
async fn many(world: &World, isp: &Isp) {
    let text: String = (0..250).map(|n| format!("{}\n", mac(n))).collect();
    world.by(isp, &isp.admin, async |tx| crate::inventory::add(tx, &text).await).await.unwrap();
    for n in 0..250 {
        if n % 9 == 0 {
            world.minutes(1);
        }
        let router = world.router_of(&crate::mac::Mac::parse(&mac(n * 7 % 250)).unwrap()).await;
        world.enable(isp, router, &format!("Home {}", n % 50)).await;
    }
    world
        .run("UPDATE router SET hardware = substr(mac, 17, 1), firmware = substr(mac, 16, 1) WHERE substr(mac, 17, 1) <> '3'")
        .await;
    world.tally_anew().await;
}

async fn every_order_is_kept_from_page_to_page(world: &World) {
    let isp = world.first_isp().await;
    many(world, &isp).await;
    for order in Order::ALL {
        let (mut after, mut rows) = (None, Vec::new());
        loop {
            let all = Filter::default();
            let read = async |tx: &mut Tx<may::ViewTabs>| list(tx, false, &all, order, after.as_ref()).await;
            let page = world.by(&isp, &isp.admin, read).await.unwrap();
            rows.extend(page.rows);
            let Some(next) = page.next else { break };
            after = Some(next);
        }
        assert_eq!(rows.len(), 250, "{order:?}");
        let key = |it: &Home| match order.by {
            By::Since => String::new(),
            By::Name => it.name.to_lowercase(),
            By::Model => it.hardware.clone().unwrap_or_default(),
            By::Firmware => it.firmware.clone().unwrap_or_default(),
        };
        let mut keys: Vec<_> = rows.iter().map(|it| (key(it), it.since, it.key.id)).collect();
        if order.down {
            keys.reverse();
        }
        assert!(keys.is_sorted(), "{order:?}");
        keys.dedup();
        assert_eq!(keys.len(), 250, "none twice, {order:?}");
    }
}

async fn a_list_is_the_same_whether_it_is_walked_or_gathered(world: &World) {
    let isp = world.first_isp().await;
    many(world, &isp).await;
    let all = Filter::default();
    let some = |text: &str| Some(text.to_owned());
    let filters = [
        Filter { text: Some(Text::parse("home").unwrap()), ..all.clone() },
        Filter { text: Some(Text::parse("4 home elm").unwrap()), ..all.clone() },
        Filter { manner: Some(Manner::Never), ..all.clone() },
        Filter { model: some("7"), ..all.clone() },
        Filter { firmware: some("b"), ..all.clone() },
    ];
    for filter in &filters {
        for order in Order::ALL {
            let walked = names(world, &isp, 0, (false, filter), order).await;
            let gathered = names(world, &isp, store::FEW, (false, filter), order).await;
            assert_eq!(walked, gathered, "{filter:?} {order:?}");
            assert!(!walked.is_empty(), "{filter:?}");
        }
    }
}

async fn a_customer_who_is_renamed_moves_in_the_list(world: &World) {
    let isp = world.first_isp().await;
    let (_, ana) = home(world, &isp, 1, "Ána Lima", ("Gate 1", "4.1")).await;
    home(world, &isp, 2, "Bo Oak", ("Gate 2", "4.2")).await;
    let by_name = Order { by: By::Name, down: false };
    let all = Filter::default();
    assert_eq!(names(world, &isp, 0, (false, &all), by_name).await, ["Ána Lima", "Bo Oak"]);
    let written = Written { name: "zoe Lima", address: "1 Elm St", billing_day: "1", ..Written::default() };
    change(world, &isp, ana, written).await;
    assert_eq!(names(world, &isp, 0, (false, &all), by_name).await, ["Bo Oak", "zoe Lima"]);
}

async fn what_is_in_stock_and_what_is_anothers_is_in_no_list(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    world.stock(&isp, &mac(1)).await;
    home(world, &far, 2, "Ana Lima", ("Gate 1", "4.1")).await;
    home(world, &far, 3, "Bo Lima", ("Gate 1", "4.1")).await;
    goes_online(world, 2).await;
    goes_online(world, 1).await;
    let filters = [
        Filter::default(),
        Filter { text: Some(Text::parse("606c63").unwrap()), ..Filter::default() },
        Filter { model: Some("Gate 1".to_owned()), ..Filter::default() },
    ];
    for online in [true, false] {
        for filter in &filters {
            for few in [0, store::FEW] {
                let found = names(world, &isp, few, (online, filter), Order::USUAL).await;
                assert!(found.is_empty(), "{found:?} {filter:?}");
            }
        }
    }
}

async fn the_longest_offline_are_those_that_were_online(world: &World) {
    let isp = world.first_isp().await;
    for (n, name) in [(1, "Ana Lima"), (2, "Bo Oak"), (3, "Cleo Elm")] {
        home(world, &isp, n, name, ("Gate 1", "4.1")).await;
    }
    goes_online(world, 3).await;
    world.minutes(2);
    goes_online(world, 1).await;
    world.minutes(2);
    while crate::router::sweep(&world.db, 0).await.unwrap() > 0 {}
    let read = async |tx: &mut Tx<may::ViewTabs>| longest_offline(tx, 5).await;
    let found = world.by(&isp, &isp.admin, read).await.unwrap();
    let found: Vec<&str> = found.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(found, ["Cleo Elm", "Ana Lima"]);
}
