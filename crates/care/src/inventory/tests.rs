//! Stories of the inventory, and of the customers that come of it.

mod deleting;
mod listing;
mod replacing;

use super::*;
use crate::access;
use crate::stories;
use crate::testing::{Isp, World, said, why};
use crate::words::Gap;

stories![
    macs_are_added_however_they_are_written_and_separated,
    a_mac_that_cannot_be_added_leaves_all_out_and_says_why,
    lines_that_are_no_macs_are_told_by_number,
    a_mac_of_another_isp_is_refused_without_telling_whose_it_is,
    nothing_at_all_and_too_much_are_refused,
    a_long_list_is_read_page_by_page,
    enabling_makes_a_customer_of_whom_the_router_is,
    a_router_is_enabled_once,
    another_isps_router_and_customer_do_not_exist,
    of_many_who_enable_one_router_one_makes_a_customer,
    of_two_isps_that_claim_one_mac_one_gets_it,
    read_only_looks_and_changes_nothing,
];

const MAC: &str = "60:6c:63:00:aa:01";
const NEWEST: Order = Order { by: By::Added, down: true };

async fn put(world: &World, isp: &Isp, text: &str) -> Result<usize> {
    world.by(isp, &isp.admin, async |tx| add(tx, text).await).await
}

async fn all(world: &World, isp: &Isp) -> Vec<Item> {
    world.by(isp, &isp.admin, async |tx| list(tx, &Filter::default(), NEWEST, None).await).await.unwrap().rows
}

fn ana() -> Information {
    Information::parse("Ana Lima", "1 Elm St", "ana@mail.example", "+1 603 555 0100").unwrap()
}

/// The reasons beside the field, in order: key, and what the sentence names.
fn reasons(result: Result<usize>) -> Vec<(&'static str, Vec<String>)> {
    let Err(Problem::Invalid(fields)) = result else { panic!("not refused: {result:?}") };
    fields.iter().map(|(_, say)| (say.key, say.args.iter().map(|(_, gap)| named(gap)).collect())).collect()
}

fn named(gap: &Gap) -> String {
    match gap {
        Gap::Text(text) => text.clone(),
        Gap::Words(key) => (*key).to_owned(),
        Gap::Time(at) => at.to_string(),
    }
}

async fn macs_are_added_however_they_are_written_and_separated(world: &World) {
    let isp = world.first_isp().await;
    let text = "60-6C-63-00-AA-01, 606c.6300.aa02;606C6300AA03\n\n 60:6c:63:00:aa:04\t60:6C:63:00:AA:01\r\n";
    assert_eq!(put(world, &isp, text).await.unwrap(), 4, "one was there twice");
    let mut macs: Vec<_> = all(world, &isp).await.into_iter().map(|it| it.mac).collect();
    macs.sort();
    assert_eq!(macs, [MAC, "60:6c:63:00:aa:02", "60:6c:63:00:aa:03", "60:6c:63:00:aa:04"]);
    let item = &all(world, &isp).await[0];
    assert!(item.customer.is_none() && !item.online && item.last_report.is_none());
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM timeline WHERE kind = 'inventory-added'").await, 1);
}

async fn a_mac_that_cannot_be_added_leaves_all_out_and_says_why(world: &World) {
    let isp = world.first_isp().await;
    world.stock(&isp, MAC).await;
    let refused = reasons(put(world, &isp, &format!("60:6c:63:00:aa:02 {MAC} 60:6c:63:00:aa:03")).await);
    assert_eq!(refused, [("mac-already-here", vec![MAC.to_owned()])]);
    assert_eq!(all(world, &isp).await.len(), 1);
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM router_mac").await, 1);
}

async fn lines_that_are_no_macs_are_told_by_number(world: &World) {
    let isp = world.first_isp().await;
    let refused = reasons(put(world, &isp, &format!("{MAC}\nrouter one\n01:00:5e:00:00:01")).await);
    let told: Vec<_> = refused.iter().map(|(key, args)| (*key, args[0].as_str(), args[1].as_str())).collect();
    let expected = [("router", "2"), ("one", "2"), ("01:00:5e:00:00:01", "3")]
        .map(|(text, line)| ("invalid-mac", text, line));
    assert_eq!(told, expected);
    assert!(all(world, &isp).await.is_empty());
}

async fn a_mac_of_another_isp_is_refused_without_telling_whose_it_is(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    world.stock(&far, MAC).await;
    assert_eq!(reasons(put(world, &isp, MAC).await), [("mac-elsewhere", vec![MAC.to_owned()])]);
    let by_operator = world.shell(Some(isp.id), async |tx| add_by_operator(tx, MAC).await).await;
    assert_eq!(reasons(by_operator), [("mac-elsewhere", vec![MAC.to_owned()])]);
}

async fn nothing_at_all_and_too_much_are_refused(world: &World) {
    let isp = world.first_isp().await;
    assert_eq!(why(put(world, &isp, " \n , ; ").await, "macs"), "missing-macs");
    let many = |count: usize| {
        (0..count).map(|n| format!("60:6c:63:00:{:02x}:{:02x}\n", n / 256, n % 256)).collect::<String>()
    };
    assert_eq!(why(put(world, &isp, &many(MOST + 1)).await, "macs"), "too-many-macs");
    assert!(all(world, &isp).await.is_empty());
}

async fn a_long_list_is_read_page_by_page(world: &World) {
    let isp = world.first_isp().await;
    for batch in 0..5 {
        let text: String = (0..50).map(|n| format!("60:6c:63:00:{batch:02x}:{n:02x}\n")).collect();
        put(world, &isp, &text).await.unwrap();
        world.minutes(1);
    }
    let (mut after, mut seen, mut pages) = (None, Vec::new(), 0);
    loop {
        let everything = Filter::default();
        let page =
            world.by(&isp, &isp.admin, async |tx| list(tx, &everything, NEWEST, after.as_ref()).await).await;
        let page = page.unwrap();
        seen.extend(page.rows.iter().map(|it| it.mac.clone()));
        pages += 1;
        let Some(next) = page.next else { break };
        after = Some(Key::parse(&next.to_string()).unwrap());
    }
    assert_eq!((seen.len(), pages), (250, 3));
    assert!(seen[0].starts_with("60:6c:63:00:04"), "the latest first");
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 250, "none twice");
}

async fn enabling_makes_a_customer_of_whom_the_router_is(world: &World) {
    let isp = world.first_isp().await;
    let router = world.stock(&isp, MAC).await;
    world.minutes(1);
    let id = world.by(&isp, &isp.admin, async |tx| enable(tx, router, &ana()).await).await.unwrap();
    let customer = world.by(&isp, &isp.admin, async |tx| customer::find(tx, id).await).await.unwrap();
    assert_eq!(customer.account.information, ana());
    assert_eq!(customer.created_at, world.db.clock().now());
    assert_eq!(all(world, &isp).await[0].customer, Some((id, "Ana Lima".to_owned())));
    let told = world.by(&isp, &isp.admin, async |tx| timeline::recent(tx, 10).await).await.unwrap();
    assert_eq!((told[0].kind.as_str(), told[0].actor_name.as_deref()), ("customer-activated", Some("Ada")));
    assert_eq!(told[0].customer, Some((id, "Ana Lima".to_owned())));
    let router =
        world.by(&isp, &isp.admin, async |tx| crate::router::of_customer(tx, id).await).await.unwrap();
    assert_eq!(router.unwrap().mac, MAC);
}

async fn a_router_is_enabled_once(world: &World) {
    let isp = world.first_isp().await;
    let router = world.stock(&isp, MAC).await;
    world.enable(&isp, router, "Ana Lima").await;
    let again = world.by(&isp, &isp.admin, async |tx| enable(tx, router, &ana()).await).await;
    assert_eq!(said(again), "router-not-in-stock");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM customer").await, 1);
}

async fn another_isps_router_and_customer_do_not_exist(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let theirs = world.stock(&far, MAC).await;
    let found = world.by(&isp, &isp.admin, async |tx| find(tx, theirs).await).await;
    assert!(matches!(found, Err(Problem::NotFound("router"))), "{found:?}");
    let enabled = world.by(&isp, &isp.admin, async |tx| enable(tx, theirs, &ana()).await).await;
    assert!(matches!(enabled, Err(Problem::NotFound("router"))), "{enabled:?}");
    let customer = world.enable(&far, theirs, "Ana Lima").await;
    let found = world.by(&isp, &isp.admin, async |tx| customer::find(tx, customer).await).await;
    assert!(matches!(found, Err(Problem::NotFound("customer"))), "{found:?}");
    let told = world.by(&isp, &isp.admin, async |tx| timeline::recent(tx, 10).await).await.unwrap();
    assert!(told.iter().all(|entry| entry.customer.is_none()), "{told:?}");
    assert!(all(world, &isp).await.is_empty());
}

async fn of_many_who_enable_one_router_one_makes_a_customer(world: &World) {
    let isp = world.first_isp().await;
    let router = world.stock(&isp, MAC).await;
    let outcomes = world.race(8, |_| {
        let (db, hash, slug) = (world.db.clone(), isp.admin.hash(), isp.slug.clone());
        async move {
            let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
            enable(&mut tx, router, &ana()).await?;
            tx.commit().await
        }
    });
    let (right, late): (Vec<_>, Vec<_>) = outcomes.await.into_iter().partition(Result::is_ok);
    assert_eq!(right.len(), 1);
    for refused in late {
        assert_eq!(said(refused), "router-not-in-stock");
    }
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM customer").await, 1, "nothing of the others stays");
}

async fn of_two_isps_that_claim_one_mac_one_gets_it(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let outcomes = world.race(8, |n| {
        let it = if n % 2 == 0 { &isp } else { &far };
        let (db, hash, slug) = (world.db.clone(), it.admin.hash(), it.slug.clone());
        // In either order: two who add the same must not wait for each other.
        let text =
            if n % 4 < 2 { format!("{MAC} 60:6c:63:00:aa:02") } else { format!("60:6c:63:00:aa:02 {MAC}") };
        async move {
            let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
            add(&mut tx, &text).await?;
            tx.commit().await
        }
    });
    let (right, late): (Vec<_>, Vec<_>) = outcomes.await.into_iter().partition(Result::is_ok);
    assert_eq!(right.len(), 1);
    for refused in late {
        assert!(matches!(refused, Err(Problem::Invalid(_))), "{refused:?}");
    }
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM router").await, 2);
}

async fn read_only_looks_and_changes_nothing(world: &World) {
    let isp = world.first_isp().await;
    let ron = world.read_only(&isp).await;
    let router = world.stock(&isp, MAC).await;
    let looked = world.by(&isp, &ron, async |tx| list(tx, &Filter::default(), NEWEST, None).await).await;
    assert_eq!(looked.unwrap().rows.len(), 1);
    let deleted = world.by(&isp, &ron, async |tx| delete(tx, &[router]).await).await;
    assert!(matches!(deleted, Err(Problem::Forbidden("inventory"))), "{deleted:?}");
    let added = world.by(&isp, &ron, async |tx| add(tx, "60:6c:63:00:aa:02").await).await;
    assert!(matches!(added, Err(Problem::Forbidden("inventory"))), "{added:?}");
    let enabled = world.by(&isp, &ron, async |tx| enable(tx, router, &ana()).await).await;
    assert!(matches!(enabled, Err(Problem::Forbidden("inventory"))), "{enabled:?}");
}
