//! Stories of imports.

mod races;

use super::*;
use crate::access::Permit;
use crate::db::live::Topic;
use crate::stories;
use crate::testing::{Isp, Person, World, said};
use crate::{inventory, timeline};

stories![
    a_file_is_looked_at_before_anything_is_added,
    what_is_left_out_is_told_with_its_line_and_nobodys_name,
    all_of_a_file_comes_into_the_inventory_at_once,
    only_the_numbers_that_were_shown_are_imported,
    the_good_ones_are_imported_without_the_others,
    an_import_can_be_cancelled_until_its_routers_are_there,
    a_mac_that_somebody_else_took_first_stops_it_and_leaves_nothing,
    what_nobody_asks_for_is_forgotten_after_a_day,
    what_was_imported_stays_when_the_import_is_forgotten,
    another_isps_import_does_not_exist,
    read_only_uploads_nothing,
    open_pages_hear_how_far_it_is,
];

/// More than two turns.
const MANY: usize = 2 * TURN + 500;

fn mac(n: usize) -> String {
    format!("60:6c:63:{:02x}:{:02x}:{:02x}", n >> 16, (n >> 8) & 0xff, n & 0xff)
}

/// A file of these MACs, not in their order.
fn file(macs: std::ops::Range<usize>) -> String {
    macs.rev().map(|n| format!("{}\r\n", mac(n))).collect()
}

async fn put(world: &World, isp: &Isp, who: &Person, text: &str) -> Result<ImportId> {
    let permit: Permit<may::ChangeInventory> = world.permit(isp, who).await?;
    upload(&world.db, &permit, "routers.csv", &Sheet::read(text.as_bytes())?).await
}

async fn look(world: &World, isp: &Isp, id: ImportId) -> Import {
    world.by(isp, &isp.admin, async |tx| find(tx, id).await).await.unwrap()
}

async fn begin(world: &World, isp: &Isp, id: ImportId) -> Result<()> {
    let it = look(world, isp, id).await;
    world.by(isp, &isp.admin, async |tx| start(tx, id, it.good, it.left_out()).await).await
}

/// Works until there is nothing more to be done.
async fn work_all(world: &World) {
    while work(&world.db).await.unwrap() > 0 {}
}

async fn routers(world: &World) -> (i64, i64) {
    let routers = world.count("SELECT COUNT(*) AS n FROM router").await;
    (routers, world.count("SELECT COUNT(*) AS n FROM router_mac").await)
}

async fn a_file_is_looked_at_before_anything_is_added(world: &World) {
    let isp = world.first_isp().await;
    let id = put(world, &isp, &isp.admin, &file(0..MANY)).await.unwrap();
    let it = look(world, &isp, id).await;
    assert_eq!((it.state, it.file.as_str()), (State::Ready, "routers.csv"));
    assert_eq!((it.total, it.good, it.left_out()), (MANY as i64, MANY as i64, 0));
    work_all(world).await;
    assert_eq!(routers(world).await, (0, 0), "nobody has said so");
    let open = world.by(&isp, &isp.admin, async |tx| open(tx).await).await.unwrap();
    assert_eq!(open, [it]);
}

async fn what_is_left_out_is_told_with_its_line_and_nobodys_name(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    world.stock(&isp, &mac(1)).await;
    world.stock(&far, &mac(2)).await;
    let text = format!("Serial;MAC\nA;{}\nB;{}\nC;{}\nD;{}\nE;router\n", mac(1), mac(2), mac(3), mac(3));
    let id = put(world, &isp, &isp.admin, &text).await.unwrap();
    let it = look(world, &isp, id).await;
    assert_eq!((it.total, it.good, it.repeated, it.left_out()), (5, 1, 1, 3));
    let told = world.by(&isp, &isp.admin, async |tx| left_out(tx, id, (0, 0), 10).await).await.unwrap();
    let told: Vec<(i64, String, Fault)> = told.into_iter().map(|it| (it.line, it.text, it.fault)).collect();
    let expected = [
        (2, mac(1), Fault::Here),
        (3, mac(2), Fault::Elsewhere),
        (5, mac(3), Fault::Repeated),
        (6, "router".to_owned(), Fault::Malformed),
    ];
    assert_eq!(told, expected);
    let mut counted = world.by(&isp, &isp.admin, async |tx| faults(tx, id).await).await.unwrap();
    counted.sort_by_key(|(fault, _)| fault.as_str());
    let each = [Fault::Elsewhere, Fault::Here, Fault::Malformed, Fault::Repeated].map(|fault| (fault, 1));
    assert_eq!(counted, each);
}

async fn all_of_a_file_comes_into_the_inventory_at_once(world: &World) {
    let isp = world.first_isp().await;
    let id = put(world, &isp, &isp.admin, &file(0..MANY)).await.unwrap();
    begin(world, &isp, id).await.unwrap();
    for turn in 1..=3 {
        assert_eq!(work(&world.db).await.unwrap(), 1);
        let it = look(world, &isp, id).await;
        let place = MANY.min(turn * TURN) as i64;
        assert_eq!((it.state, it.place), (State::Running, place));
        assert_eq!(routers(world).await, (0, place), "taken, and no router yet");
    }
    world.minutes(1);
    assert_eq!(work(&world.db).await.unwrap(), 1);
    assert_eq!(look(world, &isp, id).await.state, State::Done);
    assert_eq!(routers(world).await, (MANY as i64, MANY as i64));
    assert_eq!(work(&world.db).await.unwrap(), 0);
    // They are routers like any other.
    let router = world.stock(&isp, "60:6c:63:99:00:01").await;
    let filter = inventory::Filter {
        mac: Some(inventory::Beginning::parse(&mac(7)).unwrap()),
        ..inventory::Filter::default()
    };
    let order = inventory::Order::usual(&filter);
    let found = world.by(&isp, &isp.admin, async |tx| inventory::list(tx, &filter, order, None).await).await;
    let item = &found.unwrap().rows[0];
    assert_eq!((item.added_at, item.online), (world.db.clock().now(), false));
    world.enable(&isp, item.id, "Ana Lima").await;
    assert_ne!(item.id, router);
    let told = world.by(&isp, &isp.admin, async |tx| timeline::recent(tx, 10).await).await.unwrap();
    for kind in ["inventory-import-started", "inventory-import-done"] {
        let entry = told.iter().find(|it| it.kind == kind).unwrap();
        let (count, file) = (entry.details["count"].as_u64(), entry.details["file"].as_str());
        assert_eq!((count, file), (Some(MANY as u64), Some("routers.csv")), "{kind}");
    }
}

async fn only_the_numbers_that_were_shown_are_imported(world: &World) {
    let isp = world.first_isp().await;
    let id = put(world, &isp, &isp.admin, &format!("{}\nrouter 1\n{}\n", mac(1), mac(2))).await.unwrap();
    for (good, left_out) in [(2, 0), (1, 1), (3, 0), (0, 1)] {
        let refused = world.by(&isp, &isp.admin, async |tx| start(tx, id, good, left_out).await).await;
        assert_eq!(said(refused), "import-changed", "{good} and {left_out}");
    }
    work_all(world).await;
    assert_eq!(routers(world).await, (0, 0));
    let nothing = put(world, &isp, &isp.admin, "router 1\n").await.unwrap();
    assert_eq!(said(begin(world, &isp, nothing).await), "import-changed", "nothing is not imported");
}

async fn the_good_ones_are_imported_without_the_others(world: &World) {
    let isp = world.first_isp().await;
    let id = put(world, &isp, &isp.admin, &format!("{}\nrouter 1\n{0}\n{}\n", mac(1), mac(2))).await.unwrap();
    begin(world, &isp, id).await.unwrap();
    assert_eq!(said(begin(world, &isp, id).await), "import-changed", "it has begun");
    work_all(world).await;
    assert_eq!(routers(world).await, (2, 2));
}

async fn an_import_can_be_cancelled_until_its_routers_are_there(world: &World) {
    let isp = world.first_isp().await;
    let stop = async |id| world.by(&isp, &isp.admin, async |tx| cancel(tx, id).await).await;
    let id = put(world, &isp, &isp.admin, &file(0..MANY)).await.unwrap();
    stop(id).await.unwrap();
    assert_eq!(look(world, &isp, id).await.state, State::Cancelled);
    assert_eq!(said(begin(world, &isp, id).await), "import-changed");

    for turns in 0..=3 {
        let id = put(world, &isp, &isp.admin, &file(0..MANY)).await.unwrap();
        begin(world, &isp, id).await.unwrap();
        for _ in 0..turns {
            work(&world.db).await.unwrap();
        }
        stop(id).await.unwrap();
        assert_eq!(look(world, &isp, id).await.state, State::Cancelling);
        work_all(world).await;
        assert_eq!(look(world, &isp, id).await.state, State::Cancelled);
        assert_eq!(routers(world).await, (0, 0), "after {turns} turns");
        assert_eq!(said(stop(id).await), "import-over");
    }

    let id = put(world, &isp, &isp.admin, &file(0..10)).await.unwrap();
    begin(world, &isp, id).await.unwrap();
    work_all(world).await;
    assert_eq!(said(stop(id).await), "import-over", "all of it is there");
    assert_eq!(routers(world).await, (10, 10));
}

async fn a_mac_that_somebody_else_took_first_stops_it_and_leaves_nothing(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let id = put(world, &isp, &isp.admin, &file(0..MANY)).await.unwrap();
    begin(world, &isp, id).await.unwrap();
    work(&world.db).await.unwrap();
    // Those that are taken already can be had by nobody else; those that are not, can.
    let late = world.by(&far, &far.admin, async |tx| inventory::add(tx, &mac(3)).await).await;
    assert!(matches!(late, Err(Problem::Invalid(_))), "{late:?}");
    world.stock(&far, &mac(TURN + 7)).await;
    work(&world.db).await.unwrap();
    assert_eq!(look(world, &isp, id).await.state, State::Yielding);
    work_all(world).await;
    let it = look(world, &isp, id).await;
    assert_eq!((it.state, it.good, it.left_out()), (State::Ready, MANY as i64 - 1, 1));
    assert_eq!(routers(world).await, (1, 1), "nothing but the other's");
    let told = world.by(&isp, &isp.admin, async |tx| left_out(tx, id, (0, 0), 10).await).await.unwrap();
    assert_eq!((told[0].text.as_str(), told[0].fault), (mac(TURN + 7).as_str(), Fault::Elsewhere));
    begin(world, &isp, id).await.unwrap();
    work_all(world).await;
    assert_eq!(routers(world).await, (MANY as i64, MANY as i64));
}

async fn what_nobody_asks_for_is_forgotten_after_a_day(world: &World) {
    let isp = world.first_isp().await;
    let id = put(world, &isp, &isp.admin, &file(0..MANY)).await.unwrap();
    world.minutes(24 * 60);
    work_all(world).await;
    let now = world.sign_in(&isp.admin.email, crate::testing::PASSWORD).await.unwrap();
    let isp = Isp { admin: now, ..isp };
    assert_eq!(look(world, &isp, id).await.state, State::Ready, "a day is not over before its end");
    world.minutes(1);
    work_all(world).await;
    let gone = world.by(&isp, &isp.admin, async |tx| find(tx, id).await).await;
    assert!(matches!(gone, Err(Problem::NotFound("import"))), "{gone:?}");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM inventory_import_row").await, 0);
}

async fn what_was_imported_stays_when_the_import_is_forgotten(world: &World) {
    let isp = world.first_isp().await;
    let id = put(world, &isp, &isp.admin, &file(0..10)).await.unwrap();
    begin(world, &isp, id).await.unwrap();
    work_all(world).await;
    world.minutes(24 * 60 + 1);
    work_all(world).await;
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM inventory_import").await, 0);
    assert_eq!(routers(world).await, (10, 10));
}

async fn another_isps_import_does_not_exist(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let id = put(world, &isp, &isp.admin, &format!("{}\nrouter 1\n", mac(1))).await.unwrap();
    let refused = [
        world.by(&far, &far.admin, async |tx| find(tx, id).await.map(|_| ())).await,
        world.by(&far, &far.admin, async |tx| start(tx, id, 1, 1).await).await,
        world.by(&far, &far.admin, async |tx| cancel(tx, id).await).await,
    ];
    for refused in refused {
        assert!(matches!(refused, Err(Problem::NotFound("import"))), "{refused:?}");
    }
    let told = world.by(&far, &far.admin, async |tx| left_out(tx, id, (0, 0), 10).await).await.unwrap();
    assert!(told.is_empty());
    assert_eq!(look(world, &isp, id).await.state, State::Ready);
}

async fn read_only_uploads_nothing(world: &World) {
    let isp = world.first_isp().await;
    let ron = world.read_only(&isp).await;
    let refused = put(world, &isp, &ron, &mac(1)).await;
    assert!(matches!(refused, Err(Problem::Forbidden("inventory"))), "{refused:?}");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM inventory_import").await, 0);
}

async fn open_pages_hear_how_far_it_is(world: &World) {
    let isp = world.first_isp().await;
    let id = put(world, &isp, &isp.admin, &file(0..10)).await.unwrap();
    begin(world, &isp, id).await.unwrap();
    let mut heard = world.db.live().listen();
    work(&world.db).await.unwrap();
    assert_eq!(heard.try_recv().unwrap().topic, Topic::Imports);
    work(&world.db).await.unwrap();
    let topics = [heard.try_recv().unwrap(), heard.try_recv().unwrap()].map(|it| (it.isp, it.topic));
    assert_eq!(topics, [(isp.id, Topic::Imports), (isp.id, Topic::Inventory)]);
}
