//! The graphs of a customer's Overview as browsers meet them.

use care::access::{self, Tx, may};
use care::customer::Information;
use care::router::{Report, Start, StatusReport};
use care::testing::World;
use care::zone::Zone;
use care::{customer, deactivation, inventory};

use crate::app::TestApp;
use crate::net::mac;
use crate::two_factor::between;

care::stories![
    the_numbers_beside_the_graphs_are_of_the_customers_own_days,
    a_home_is_not_said_to_have_been_online_for_longer_than_it_is_known,
    whoever_gets_a_router_next_is_drawn_nothing_of_the_former_home,
];

/// The first ISP's router says how busy it is, after a start if it was up for so many seconds then.
async fn report(world: &World, uptime_seconds: Option<u64>, cpu: i64) {
    let permit = access::router(&world.db, &mac(41, 2), &[41; 32]).await.unwrap();
    let intake = world.intake();
    if uptime_seconds.is_some() {
        let start = Start { uptime_seconds, ..Start::default() };
        intake.hand_in(&permit, Report::Start(start)).await.unwrap();
    }
    let load = serde_json::json!({ "cpu_percent": cpu, "memory_available_percent": 50 });
    let status = StatusReport { full: false, patch: load.as_object().unwrap().clone() };
    intake.hand_in(&permit, Report::Status(status)).await.unwrap();
}

async fn the_numbers_beside_the_graphs_are_of_the_customers_own_days(world: &World) {
    let app = TestApp::new(world).await;
    let id = app.one.customer;
    let (isp, admin) = (&app.one.isp, &app.one.admin);
    let look = async |tx: &mut Tx<may::ViewCustomers>| customer::find(tx, id).await;
    let mut account = world.by(isp, admin, look).await.unwrap().account;
    account.timezone = Some(Zone::parse("America/Los_Angeles").unwrap());
    world.by(isp, admin, async |tx| customer::update(tx, id, 1, &account).await).await.unwrap();
    // It is one o'clock in the night to Monday there; in UTC, the day has begun while it was Sunday there.
    report(world, None, 33).await;
    world.minutes(5);
    report(world, None, 33).await;
    let page = app.user().await.get(&format!("/isps/bar-net/customers/{id}?over=week")).await.text;
    let numbers = between(&page, "<summary>Numbers</summary>", "</table>");
    assert!(numbers.contains("<th scope=\"row\">2 Mar 2026</th><td>33 %</td>"), "{numbers}");
    assert!(!numbers.contains("1 Mar 2026"), "{numbers}");
}

async fn a_home_is_not_said_to_have_been_online_for_longer_than_it_is_known(world: &World) {
    let app = TestApp::new(world).await;
    let home = format!("/isps/bar-net/customers/{}", app.one.customer);
    world.advance(std::time::Duration::from_secs(30));
    let page = app.user().await.get(&home).await.text;
    for told in ["100.00 % since 09:00 today.", "Mon 2 Mar, from 09:00 on: online<", "Sun 1 Mar: not known"] {
        assert!(page.contains(told), "{told} in {page}");
    }
    assert!(!page.contains("online all day") && !page.contains("of the last 30 days"), "{page}");
    world.minutes(10 * 24 * 60);
    let page = app.user().await.get(&home).await.text;
    for told in ["100.00 % since 2 Mar.", "Tue 3 Mar: online all day", "Thu 12 Mar: online so far"] {
        assert!(page.contains(told), "{told} in {page}");
    }
    assert!(!page.contains("of the last 30 days"), "{page}");
    world.minutes(30 * 24 * 60);
    let page = app.user().await.get(&home).await.text;
    assert!(page.contains("100.00 % of the last 30 days."), "{page}");
}

async fn whoever_gets_a_router_next_is_drawn_nothing_of_the_former_home(world: &World) {
    let app = TestApp::new(world).await;
    let (isp, admin, former) = (&app.one.isp, &app.one.admin, app.one.customer);
    // It had been up for ten days there.
    world.minutes(2);
    report(world, Some(10 * 86_400), 97).await;
    let page = app.user().await.get(&format!("/isps/bar-net/customers/{former}")).await.text;
    assert!(!page.contains("<h3>Uptime</h3>"), "it is too early for graphs");
    world.minutes(5);
    report(world, None, 97).await;
    let page = app.user().await.get(&format!("/isps/bar-net/customers/{former}")).await.text;
    assert!(page.contains("10 days") && page.contains("97 %"), "{page}");
    world.by(isp, admin, async |tx| deactivation::deactivate(tx, former).await).await.unwrap();
    let who = Information::parse("Bo Quill", "9 Oak Ave", "", "").unwrap();
    let next =
        world.by(isp, admin, async |tx| inventory::enable(tx, app.one.router, &who).await).await.unwrap();
    report(world, Some(60), 11).await;
    world.minutes(5);
    report(world, None, 11).await;
    let page = app.user().await.get(&format!("/isps/bar-net/customers/{next}")).await.text;
    assert!(page.contains("<h3>Uptime</h3>") && page.contains("11 %"), "{page}");
    assert!(!page.contains("10 days") && !page.contains("97 %"), "{page}");
}
