//! Stories of customers who leave, and of who comes after them.

mod erasing;
mod lately;
mod races;
mod routers;

use super::*;
use crate::access;
use crate::connectivity;
use crate::customer::{Account, Information, Written};
use crate::db::{CustomerId, RouterId};
use crate::inventory;
use crate::page::After;
use crate::router::{Report, Start, StatusReport, WIFI_KIND, WifiNetwork};
use crate::stories;
use crate::testing::{Isp, Person, World, said, why};
use crate::timeline::Filter;

stories![
    the_router_returns_to_stock_and_no_list_shows_the_customer,
    within_a_day_all_is_as_before,
    after_a_day_it_is_too_late,
    whoever_is_had_back_after_their_router_was_given_away_is_told,
    nobody_deactivates_their_own_home_however_their_address_is_written,
    nobody_takes_their_own_email_off_their_home_however_it_is_written,
    who_is_gone_is_not_deactivated_again_nor_changed,
    a_plan_of_somebody_who_is_gone_may_go_too,
    read_only_and_other_isps_deactivate_nobody,
];

pub(super) const MAC: &str = "60:6c:63:00:aa:01";

/// A home whose router has said all that it can say.
pub(super) async fn home(world: &World, isp: &Isp) -> (CustomerId, RouterId) {
    let router = world.stock(isp, MAC).await;
    let who = Information::parse("Ana Lima", "1 Elm St", "Ana@Mail.example", "+1 603 555 0100").unwrap();
    let enabled = world.by(isp, &isp.admin, async |tx| inventory::enable(tx, router, &who).await).await;
    world.certify(MAC, b"one").await;
    report(world, "Elm").await;
    (enabled.unwrap(), router)
}

pub(super) async fn report(world: &World, place: &str) {
    let permit = access::router(&world.db, MAC, b"one").await.unwrap();
    let intake = world.intake();
    let start = Start {
        hardware: Some("M1".to_owned()),
        reason: Some(format!("crash at {place}")),
        uptime_seconds: Some(3600),
        ..Start::default()
    };
    intake.hand_in(&permit, Report::Start(start)).await.unwrap();
    let patch = serde_json::json!({
        "wan_ipv4": format!("wan {place}"), "lan_ipv4": format!("lan {place}"),
        "cpu_percent": if place == "Elm" { 88 } else { 11 }, "memory_available_percent": 50,
    });
    let status = StatusReport { full: true, patch: patch.as_object().unwrap().clone() };
    intake.hand_in(&permit, Report::Status(status)).await.unwrap();
    let wifi = WifiNetwork { name: format!("wifi {place}"), band: None, channel: None, devices: 2 };
    let body = format!("post {place}").into_bytes();
    let post = Report::Post { kind: WIFI_KIND.to_owned(), body, wifi: Some(vec![wifi]) };
    intake.hand_in(&permit, post).await.unwrap();
}

/// The same ISP, with its Admin signed in again: time has gone by.
pub(super) async fn later(world: &World, isp: Isp, minutes: u64) -> Isp {
    world.minutes(minutes);
    let admin = world.arrive(&isp.admin).await;
    Isp { admin, ..isp }
}

pub(super) async fn end(world: &World, isp: &Isp, who: &Person, id: CustomerId) -> Result<String> {
    world.by(isp, who, async |tx| deactivate(tx, id).await).await
}

pub(super) async fn back(world: &World, isp: &Isp, id: CustomerId) -> Result<Restored> {
    world.by(isp, &isp.admin, async |tx| restore(tx, id).await).await
}

pub(super) async fn router_of(world: &World, isp: &Isp, id: CustomerId) -> Option<crate::router::Router> {
    world.by(isp, &isp.admin, async |tx| crate::router::of_customer(tx, id).await).await.unwrap()
}

async fn lists(world: &World, isp: &Isp) -> usize {
    let mut found = 0;
    for online in [true, false] {
        let (all, order) = (connectivity::Filter::default(), connectivity::Order::USUAL);
        let list = async |tx: &mut Tx<may::ViewTabs>| connectivity::list(tx, online, &all, order, None).await;
        found += world.by(isp, &isp.admin, list).await.unwrap().rows.len();
    }
    found
}

async fn the_router_returns_to_stock_and_no_list_shows_the_customer(world: &World) {
    let isp = world.first_isp().await;
    let (id, router) = home(world, &isp).await;
    assert_eq!(lists(world, &isp).await, 1);
    world.minutes(5);
    assert_eq!(end(world, &isp, &isp.admin, id).await.unwrap(), "Ana Lima");
    assert_eq!(lists(world, &isp).await, 0);
    let item = world.by(&isp, &isp.admin, async |tx| inventory::find(tx, router).await).await.unwrap();
    assert!(item.customer.is_none());
    let customer = world.by(&isp, &isp.admin, async |tx| customer::find(tx, id).await).await.unwrap();
    assert_eq!(customer.closed_at, Some(world.db.clock().now()));
    let left = world.by(&isp, &isp.admin, async |tx| router::left_behind(tx, id).await).await.unwrap();
    assert_eq!((left.len(), left[0].mac.as_str()), (1, MAC));
    let told = world.by(&isp, &isp.admin, async |tx| timeline::recent(tx, 1).await).await.unwrap();
    assert_eq!((told[0].kind.as_str(), told[0].actor_name.as_deref()), ("customer-deactivated", Some("Ada")));
}

async fn within_a_day_all_is_as_before(world: &World) {
    let isp = world.first_isp().await;
    let (id, _) = home(world, &isp).await;
    let before = router_of(world, &isp, id).await.unwrap();
    end(world, &isp, &isp.admin, id).await.unwrap();
    let isp = later(world, isp, 24 * 60).await;
    assert_eq!(
        back(world, &isp, id).await.unwrap(),
        Restored { name: "Ana Lima".to_owned(), with_router: true }
    );
    let after = router_of(world, &isp, id).await.unwrap();
    assert_eq!((after.id, after.status, after.wifi), (before.id, before.status, before.wifi));
    assert_eq!(lists(world, &isp).await, 1);
    let customer = world.by(&isp, &isp.admin, async |tx| customer::find(tx, id).await).await.unwrap();
    assert!(customer.closed_at.is_none());
    assert_eq!(said(back(world, &isp, id).await), "customer-is-not-closed");
}

async fn after_a_day_it_is_too_late(world: &World) {
    let isp = world.first_isp().await;
    let (id, _) = home(world, &isp).await;
    end(world, &isp, &isp.admin, id).await.unwrap();
    let customer = world.by(&isp, &isp.admin, async |tx| customer::find(tx, id).await).await.unwrap();
    assert!(undo_until(&customer, world.db.clock().now()).is_some());
    let isp = later(world, isp, 24 * 60 + 1).await;
    assert!(undo_until(&customer, world.db.clock().now()).is_none());
    assert_eq!(said(back(world, &isp, id).await), "restore-too-late");
    assert_eq!(lists(world, &isp).await, 0);
}

async fn whoever_is_had_back_after_their_router_was_given_away_is_told(world: &World) {
    let isp = world.first_isp().await;
    let (id, router) = home(world, &isp).await;
    end(world, &isp, &isp.admin, id).await.unwrap();
    let next = world.enable(&isp, router, "Bo Quill").await;
    assert!(!back(world, &isp, id).await.unwrap().with_router);
    assert!(router_of(world, &isp, id).await.is_none());
    assert!(router_of(world, &isp, next).await.is_some(), "nobody loses theirs");
    // Even when it comes back into stock by way of somebody else.
    end(world, &isp, &isp.admin, id).await.unwrap();
    end(world, &isp, &isp.admin, next).await.unwrap();
    assert!(!back(world, &isp, id).await.unwrap().with_router);
    assert!(back(world, &isp, next).await.unwrap().with_router);
}

async fn nobody_deactivates_their_own_home_however_their_address_is_written(world: &World) {
    let isp = world.first_isp().await;
    let (id, _) = home(world, &isp).await;
    let ana = world.join(&isp, "ana@mail.example", "user").await;
    let own = async |who: &Person| {
        let permit = world.permit::<may::ViewCustomers>(&isp, who).await.unwrap();
        let mut tx = permit.read(&world.db).await.unwrap();
        let customer = customer::find(&mut tx, id).await.unwrap();
        is_own_home(&mut tx, &customer).await.unwrap()
    };
    assert!(own(&ana).await && !own(&isp.admin).await);
    assert_eq!(said(end(world, &isp, &ana, id).await), "deactivate-own-home");
    assert_eq!(lists(world, &isp).await, 1, "nothing happened");
    end(world, &isp, &isp.admin, id).await.unwrap();
}

/// The account with this email.
pub(super) fn reached_at(email: &str) -> Account {
    let written =
        Written { name: "Ana Lima", address: "1 Elm St", email, billing_day: "1", ..Written::default() };
    Account::parse(written).unwrap()
}

async fn nobody_takes_their_own_email_off_their_home_however_it_is_written(world: &World) {
    let isp = world.first_isp().await;
    let (id, _) = home(world, &isp).await;
    let ana = world.join(&isp, "ana@xn--bcher-kva.example", "user").await;
    let set = async |who: &Person, seen, email| {
        let account = reached_at(email);
        world.by(&isp, who, async |tx| customer::update(tx, id, seen, &account).await).await
    };
    set(&isp.admin, 1, "ANA@Bücher.example").await.unwrap();
    for other in ["", "bo@mail.example", "ana+home@bücher.example", "ana@buecher.example"] {
        assert_eq!(why(set(&ana, 2, other).await, "email"), "own-home-email", "{other}");
    }
    // Another spelling is the same mailbox, and the home as much their own as before.
    set(&ana, 2, "ana@BÜCHER.example").await.unwrap();
    assert_eq!(said(end(world, &isp, &ana, id).await), "deactivate-own-home");
    // Who came later than somebody else is told that first.
    assert_eq!(said(set(&ana, 2, "").await), "customer-changed-meanwhile");
    set(&isp.admin, 3, "bo@mail.example").await.unwrap();
    set(&ana, 4, "").await.unwrap();
    end(world, &isp, &ana, id).await.unwrap();
}

async fn who_is_gone_is_not_deactivated_again_nor_changed(world: &World) {
    let isp = world.first_isp().await;
    let (id, _) = home(world, &isp).await;
    end(world, &isp, &isp.admin, id).await.unwrap();
    assert_eq!(said(end(world, &isp, &isp.admin, id).await), "customer-is-closed");
    let account = account("Bo Quill", None);
    for seen in [1, 2] {
        let changed =
            world.by(&isp, &isp.admin, async |tx| customer::update(tx, id, seen, &account).await).await;
        assert_eq!(said(changed), "customer-is-closed");
    }
}

pub(super) fn account(name: &str, plan: Option<&str>) -> Account {
    let plan = plan.unwrap_or_default();
    Account::parse(Written { name, address: "1 Elm St", billing_day: "1", plan, ..Written::default() })
        .unwrap()
}

async fn a_plan_of_somebody_who_is_gone_may_go_too(world: &World) {
    let isp = world.first_isp().await;
    let (id, _) = home(world, &isp).await;
    let tier = crate::plan::Tier::parse("Family", "300", "20").unwrap();
    let plan = world.by(&isp, &isp.admin, async |tx| crate::plan::add(tx, &tier).await).await.unwrap();
    let with_plan = account("Ana Lima", Some(&plan.to_string()));
    world.by(&isp, &isp.admin, async |tx| customer::update(tx, id, 1, &with_plan).await).await.unwrap();
    let of_plan = "SELECT COALESCE(MAX(customers), -1) AS n FROM plan";
    end(world, &isp, &isp.admin, id).await.unwrap();
    assert_eq!(world.count(of_plan).await, 0);
    back(world, &isp, id).await.unwrap();
    assert_eq!(world.count(of_plan).await, 1, "who comes back has it still");
    end(world, &isp, &isp.admin, id).await.unwrap();
    world.by(&isp, &isp.admin, async |tx| crate::plan::remove(tx, plan).await).await.unwrap();
    back(world, &isp, id).await.unwrap();
    let customer = world.by(&isp, &isp.admin, async |tx| customer::find(tx, id).await).await.unwrap();
    assert_eq!(customer.account.plan, None, "unless it has gone meanwhile");
}

async fn read_only_and_other_isps_deactivate_nobody(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let ((id, _), ron) = (home(world, &isp).await, world.read_only(&isp).await);
    let refused = end(world, &isp, &ron, id).await;
    assert!(matches!(refused, Err(Problem::Forbidden("deactivate"))), "{refused:?}");
    let refused = end(world, &far, &far.admin, id).await;
    assert!(matches!(refused, Err(Problem::NotFound("customer"))), "{refused:?}");
    end(world, &isp, &isp.admin, id).await.unwrap();
    let refused = back(world, &far, id).await;
    assert!(matches!(refused, Err(Problem::NotFound("customer"))), "{refused:?}");
}
