//! Stories of customers' settings, and of who looked at their homes.

use super::*;
use crate::access::{self};
use crate::db::PlanId;
use crate::page::After;
use crate::plan::{self, Tier};
use crate::stories;
use crate::testing::{Isp, Person, World, said, why};
use crate::timeline::{self, Entry, Filter, Group};

stories![
    a_change_is_on_the_timeline_with_before_and_after,
    of_two_who_edit_at_once_the_second_is_told,
    of_many_who_change_what_they_saw_one_does,
    what_was_not_changed_leaves_no_trace,
    another_isps_customer_and_plan_do_not_exist,
    a_plan_counts_who_has_it,
    a_customer_without_a_zone_of_their_own_is_in_the_isps,
    read_only_looks_and_changes_nothing,
    a_visit_is_noted_once_in_a_quarter_of_an_hour,
    of_many_pages_that_one_person_opens_at_once_one_is_noted,
    visits_are_told_on_the_homes_own_timeline_only,
    a_timeline_is_read_page_by_page_and_by_kind_and_person,
];

const MAC: &str = "60:6c:63:00:aa:01";

async fn home(world: &World, isp: &Isp) -> CustomerId {
    let router = world.stock(isp, MAC).await;
    world.enable(isp, router, "Ana Lima").await
}

async fn get(world: &World, isp: &Isp, id: CustomerId) -> Customer {
    world.by(isp, &isp.admin, async |tx| find(tx, id).await).await.unwrap()
}

async fn set(world: &World, isp: &Isp, id: CustomerId, seen: i64, account: &Account) -> Result<()> {
    world.by(isp, &isp.admin, async |tx| update(tx, id, seen, account).await).await
}

fn bo() -> Account {
    let written = Written {
        name: "Bo Quill",
        address: "2 Oak St",
        email: "bo@mail.example",
        phone: "+1 603 555 0102",
        timezone: "Europe/Berlin",
        billing_day: "15",
        reports: "off",
        plan: "",
    };
    Account::parse(written).unwrap()
}

fn named(name: &str) -> Account {
    let mut account = bo();
    account.information.name = name.to_owned();
    account
}

async fn plan(world: &World, isp: &Isp, name: &str) -> PlanId {
    let tier = Tier::parse(name, "300", "20").unwrap();
    world.by(isp, &isp.admin, async |tx| plan::add(tx, &tier).await).await.unwrap()
}

async fn told(world: &World, isp: &Isp, id: CustomerId, filter: Filter) -> Vec<Entry> {
    let read =
        async |tx: &mut Tx<may::ViewCustomers>| timeline::of_customer(tx, id, filter, After::START).await;
    world.by(isp, &isp.admin, read).await.unwrap().rows
}

async fn a_change_is_on_the_timeline_with_before_and_after(world: &World) {
    let isp = world.first_isp().await;
    let id = home(world, &isp).await;
    let family = plan(world, &isp, "Family 300").await;
    let account = Account { plan: Some(family), ..bo() };
    world.minutes(1);
    set(world, &isp, id, 1, &account).await.unwrap();
    let customer = get(world, &isp, id).await;
    assert_eq!((customer.account, customer.version), (account, 2));
    let entry = &told(world, &isp, id, Filter::default()).await[0];
    assert_eq!((entry.kind.as_str(), entry.actor_name.as_deref()), ("customer-updated", Some("Ada")));
    for (name, before, after) in [
        ("name", "Ana Lima", "Bo Quill"),
        ("address", "1 Elm St", "2 Oak St"),
        ("email", "", "bo@mail.example"),
        ("plan", "", "Family 300"),
        ("timezone", "", "Europe/Berlin"),
        ("billing_day", "1", "15"),
        ("reports", "", "off"),
    ] {
        assert_eq!(entry.details[name], crate::audit::change(before, after), "{name}");
    }
}

async fn of_two_who_edit_at_once_the_second_is_told(world: &World) {
    let isp = world.first_isp().await;
    let id = home(world, &isp).await;
    set(world, &isp, id, 1, &bo()).await.unwrap();
    let other = named("Overwritten");
    assert_eq!(said(set(world, &isp, id, 1, &other).await), "customer-changed-meanwhile");
    assert_eq!(get(world, &isp, id).await.account, bo(), "nothing is overwritten");
    set(world, &isp, id, 2, &other).await.unwrap();
    assert_eq!(get(world, &isp, id).await.account, other, "who has seen it may");
}

async fn of_many_who_change_what_they_saw_one_does(world: &World) {
    let isp = world.first_isp().await;
    let id = home(world, &isp).await;
    let outcomes = world.race(8, |n| {
        let (db, hash, slug) = (world.db.clone(), isp.admin.hash(), isp.slug.clone());
        async move {
            let account = named(&format!("Racer {n}"));
            let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
            update(&mut tx, id, 1, &account).await?;
            tx.commit().await
        }
    });
    let (right, late): (Vec<_>, Vec<_>) = outcomes.await.into_iter().partition(Result::is_ok);
    assert_eq!((right.len(), get(world, &isp, id).await.version), (1, 2));
    for refused in late {
        assert_eq!(said(refused), "customer-changed-meanwhile");
    }
    let updates = "SELECT COUNT(*) AS n FROM timeline WHERE kind = 'customer-updated'";
    assert_eq!(world.count(updates).await, 1, "and one is told");
}

async fn what_was_not_changed_leaves_no_trace(world: &World) {
    let isp = world.first_isp().await;
    let id = home(world, &isp).await;
    let before = get(world, &isp, id).await;
    set(world, &isp, id, 1, &before.account).await.unwrap();
    assert_eq!(get(world, &isp, id).await.version, 1);
    assert_eq!(told(world, &isp, id, Filter::default()).await[0].kind, "customer-activated");
}

async fn another_isps_customer_and_plan_do_not_exist(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let (id, theirs) = (home(world, &isp).await, plan(world, &far, "Far 100").await);
    let changed = set(world, &far, id, 1, &bo()).await;
    assert!(matches!(changed, Err(Problem::NotFound("customer"))), "{changed:?}");
    let account = Account { plan: Some(theirs), ..bo() };
    assert_eq!(why(set(world, &isp, id, 1, &account).await, "plan"), "no-such-plan");
    assert_eq!(get(world, &isp, id).await.version, 1, "and nothing else of the form is taken");
    let looked = world.by(&far, &far.admin, async |tx| note_visit(tx, id).await).await;
    assert!(
        looked.is_ok() && told(world, &isp, id, Filter::default()).await.len() == 1,
        "nothing to be noted"
    );
}

async fn a_plan_counts_who_has_it(world: &World) {
    let isp = world.first_isp().await;
    let id = home(world, &isp).await;
    let (one, two) = (plan(world, &isp, "One").await, plan(world, &isp, "Two").await);
    let counts = async || {
        let plans = world.by(&isp, &isp.admin, async |tx: &mut Tx<may::ViewTabs>| plan::list(tx).await).await;
        let of = |id| plans.as_ref().unwrap().iter().find(|plan| plan.id == id).unwrap().customers;
        (of(one), of(two))
    };
    for (seen, has, counted) in [(1, Some(one), (1, 0)), (2, Some(two), (0, 1)), (3, None, (0, 0))] {
        set(world, &isp, id, seen, &Account { plan: has, ..bo() }).await.unwrap();
        assert_eq!(counts().await, counted);
    }
}

async fn a_customer_without_a_zone_of_their_own_is_in_the_isps(world: &World) {
    let isp = world.first_isp().await;
    let id = home(world, &isp).await;
    assert_eq!(get(world, &isp, id).await.zone().as_str(), "UTC");
    let support = crate::isp::Support::parse("America/New_York", "", "", "").unwrap();
    world.by(&isp, &isp.admin, async |tx| crate::isp::update_support(tx, &support).await).await.unwrap();
    assert_eq!(get(world, &isp, id).await.zone().as_str(), "America/New_York");
    set(world, &isp, id, 1, &bo()).await.unwrap();
    assert_eq!(get(world, &isp, id).await.zone().as_str(), "Europe/Berlin");
}

async fn read_only_looks_and_changes_nothing(world: &World) {
    let isp = world.first_isp().await;
    let (ron, id) = (world.read_only(&isp).await, home(world, &isp).await);
    assert!(world.by(&isp, &ron, async |tx| find(tx, id).await).await.is_ok());
    let changed = world.by(&isp, &ron, async |tx| update(tx, id, 1, &bo()).await).await;
    assert!(matches!(changed, Err(Problem::Forbidden("customer"))), "{changed:?}");
}

async fn look(world: &World, isp: &Isp, who: &Person, id: CustomerId) {
    world.by(isp, who, async |tx| note_visit(tx, id).await).await.unwrap();
}

async fn a_visit_is_noted_once_in_a_quarter_of_an_hour(world: &World) {
    let isp = world.first_isp().await;
    let (ron, id) = (world.read_only(&isp).await, home(world, &isp).await);
    let visits = async || {
        let filter = Filter { group: Some(Group::Visits), person: None };
        told(world, &isp, id, filter).await.len()
    };
    let is_new =
        async |who: &Person| world.by(&isp, who, async |tx| is_new_visit(tx, id).await).await.unwrap();
    assert!(is_new(&ron).await);
    look(world, &isp, &ron, id).await;
    assert!(!is_new(&ron).await && is_new(&isp.admin).await, "everybody's visits are their own");
    look(world, &isp, &ron, id).await;
    assert_eq!(visits().await, 1);
    look(world, &isp, &isp.admin, id).await;
    assert_eq!(visits().await, 2, "Read Only counts as much as an Admin");
    world.minutes(14);
    look(world, &isp, &ron, id).await;
    assert_eq!(visits().await, 2);
    world.minutes(1);
    look(world, &isp, &ron, id).await;
    assert_eq!(visits().await, 3);
}

async fn of_many_pages_that_one_person_opens_at_once_one_is_noted(world: &World) {
    let isp = world.first_isp().await;
    let id = home(world, &isp).await;
    let outcomes = world.race(8, |_| {
        let (db, hash, slug) = (world.db.clone(), isp.admin.hash(), isp.slug.clone());
        async move {
            let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
            note_visit(&mut tx, id).await?;
            tx.commit().await
        }
    });
    assert!(outcomes.await.iter().all(Result::is_ok));
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM timeline WHERE kind = 'customer-viewed'").await, 1);
}

async fn visits_are_told_on_the_homes_own_timeline_only(world: &World) {
    let isp = world.first_isp().await;
    let id = home(world, &isp).await;
    let acts = world.count("SELECT COUNT(*) AS n FROM audit").await;
    look(world, &isp, &isp.admin, id).await;
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM audit").await, acts, "a look is no act");
    let recent = world.by(&isp, &isp.admin, async |tx| timeline::recent(tx, 10).await).await.unwrap();
    assert!(recent.iter().all(|it| it.kind != "customer-viewed"), "nor news to everybody");
}

async fn a_timeline_is_read_page_by_page_and_by_kind_and_person(world: &World) {
    let isp = world.first_isp().await;
    let (uma, id) = (world.user(&isp).await, home(world, &isp).await);
    for n in 0..120 {
        let who = if n % 2 == 0 { &uma } else { &isp.admin };
        let account = named(&format!("Ana {n}"));
        world.by(&isp, who, async |tx| update(tx, id, n + 1, &account).await).await.unwrap();
    }
    look(world, &isp, &uma, id).await;
    let (mut after, mut seen) = (Some(After::START), Vec::new());
    while let Some(from) = after {
        let read = async |tx: &mut Tx<may::ViewCustomers>| {
            timeline::of_customer(tx, id, Filter::default(), from).await
        };
        let page = world.by(&isp, &isp.admin, read).await.unwrap();
        seen.extend(page.rows.iter().map(|it| (it.at, it.id)));
        after = page.next;
    }
    assert_eq!(seen.len(), 122);
    assert!(seen.is_sorted_by(|one, next| one > next), "newest first, none twice");
    let of = async |group, person| told(world, &isp, id, Filter { group, person }).await.len();
    assert_eq!(of(None, Some(uma.id)).await, 61);
    assert_eq!(of(Some(Group::Account), Some(isp.admin.id)).await, 61, "and who activated it");
    assert_eq!(of(Some(Group::Connectivity), None).await, 0);
    assert_eq!(of(Some(Group::Visits), None).await, 1);
    assert_eq!(of(Some(Group::Visits), Some(isp.admin.id)).await, 0);
    let people = world.by(&isp, &isp.admin, async |tx| timeline::people_of(tx, id).await).await.unwrap();
    assert_eq!(people.len(), 2);
    assert!(people.contains(&(isp.admin.id, "Ada".to_owned())));
}
