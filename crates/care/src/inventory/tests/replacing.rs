//! Stories of homes that get another router.

use super::*;
use crate::connectivity::{self, Manner};
use crate::customer;
use crate::deactivation;
use crate::page::After;
use crate::router::{Report, Router, StatusReport};
use crate::testing::Person;
use crate::timeline::{Entry, Filter as Told};

stories![
    a_home_gets_another_router_and_stays_the_home_that_it_is,
    whoever_gets_the_old_one_next_sees_nothing_of_the_home,
    who_has_none_is_listed_by_since_when_until_they_get_one,
    whoever_is_had_back_later_has_the_router_that_they_had_last,
    what_cannot_be_given_is_refused_and_nothing_changes,
    read_only_and_other_isps_replace_nothing,
    of_many_homes_that_want_one_router_one_gets_it,
    two_homes_that_want_each_others_router_at_once_keep_their_own,
    a_home_that_gets_a_router_while_it_is_deactivated_is_one_or_the_other,
];

const OTHER: &str = "60:6c:63:00:aa:02";

async fn home(world: &World, isp: &Isp, mac: &str) -> (CustomerId, RouterId) {
    let router = world.stock(isp, mac).await;
    (world.enable(isp, router, "Ana Lima").await, router)
}

async fn give(world: &World, isp: &Isp, who: &Person, id: CustomerId, mac: &str) -> Result<Replaced> {
    world.by(isp, who, async |tx| replace(tx, id, mac).await).await
}

async fn router_of(world: &World, isp: &Isp, id: CustomerId) -> Option<Router> {
    world.by(isp, &isp.admin, async |tx| crate::router::of_customer(tx, id).await).await.unwrap()
}

async fn says(world: &World, mac: &str, place: &str) {
    let permit = match access::router(&world.db, mac, mac.as_bytes()).await {
        Ok(permit) => permit,
        Err(_) => world.certify(mac, mac.as_bytes()).await,
    };
    let patch = serde_json::json!({ "wan_ipv4": format!("wan {place}") });
    let status = StatusReport { full: true, patch: patch.as_object().unwrap().clone() };
    world.intake().hand_in(&permit, Report::Status(status)).await.unwrap();
}

async fn told(world: &World, isp: &Isp, id: CustomerId) -> Vec<Entry> {
    let read = async |tx: &mut Tx<may::ViewCustomers>| {
        timeline::of_customer(tx, id, Told::default(), After::START).await
    };
    world.by(isp, &isp.admin, read).await.unwrap().rows
}

async fn without_router(world: &World, isp: &Isp) -> Vec<connectivity::Home> {
    let filter = connectivity::Filter { manner: Some(Manner::NoRouter), ..Default::default() };
    let order = connectivity::Order::USUAL;
    let list = async |tx: &mut Tx<may::ViewTabs>| connectivity::list(tx, false, &filter, order, None).await;
    world.by(isp, &isp.admin, list).await.unwrap().rows
}

/// Whether the kept counts are those of the rows.
async fn is_counted(world: &World, isp: &Isp) -> bool {
    let counts = world.by(isp, &isp.admin, async |tx| crate::router::counts(tx).await).await.unwrap();
    let at_homes = world.count("SELECT COUNT(*) AS n FROM router WHERE customer_id IS NOT NULL").await;
    let in_stock = world.count("SELECT COUNT(*) AS n FROM router WHERE customer_id IS NULL").await;
    (counts.online + counts.offline, counts.in_stock) == (at_homes, in_stock)
}

async fn a_home_gets_another_router_and_stays_the_home_that_it_is(world: &World) {
    let isp = world.first_isp().await;
    let (id, old) = home(world, &isp, MAC).await;
    says(world, MAC, "Elm").await;
    world.trouble(&isp, old, id).await;
    world.stock(&isp, OTHER).await;
    let before = told(world, &isp, id).await;
    world.minutes(1);
    let given = give(world, &isp, &isp.admin, id, "60-6C-63-00-AA-02").await.unwrap();
    assert_eq!((given.name.as_str(), given.mac.as_str()), ("Ana Lima", OTHER));
    let router = router_of(world, &isp, id).await.unwrap();
    assert_eq!((router.mac.as_str(), router.online, router.status), (OTHER, false, Default::default()));
    let old = world.by(&isp, &isp.admin, async |tx| find(tx, old).await).await.unwrap();
    assert!(old.customer.is_none(), "in stock");
    let after = told(world, &isp, id).await;
    assert_eq!(after[0].kind, "router-replaced");
    assert_eq!(after[0].details["mac"], crate::audit::change(MAC, OTHER));
    let kept: Vec<_> = after[1..].iter().map(|it| it.id).collect();
    assert_eq!(kept, before.iter().map(|it| it.id).collect::<Vec<_>>(), "all that happened before is there");
    let open = "SELECT COUNT(*) AS n FROM known_issue WHERE closed_at IS NULL";
    assert_eq!(world.count(open).await, 0, "what was wrong with the old one is over");
    assert!(is_counted(world, &isp).await);
    says(world, OTHER, "Elm").await;
    assert!(router_of(world, &isp, id).await.unwrap().online);
    assert!(is_counted(world, &isp).await);
}

async fn whoever_gets_the_old_one_next_sees_nothing_of_the_home(world: &World) {
    let isp = world.first_isp().await;
    let (id, old) = home(world, &isp, MAC).await;
    says(world, MAC, "Elm").await;
    world.stock(&isp, OTHER).await;
    give(world, &isp, &isp.admin, id, OTHER).await.unwrap();
    // It is still plugged in there, and says so.
    world.minutes(1);
    says(world, MAC, "Elm").await;
    let next = world.enable(&isp, old, "Bo Quill").await;
    let its = router_of(world, &isp, next).await.unwrap();
    assert_eq!((its.mac.as_str(), its.status, its.last_report), (MAC, Default::default(), None));
    let rows = world.picture().await;
    let of_old = rows["router"].iter().chain(&rows["router_post"]).filter(|row| row.contains("wan Elm"));
    assert_eq!(of_old.count(), 0);
}

async fn who_has_none_is_listed_by_since_when_until_they_get_one(world: &World) {
    let isp = world.first_isp().await;
    let (id, router) = home(world, &isp, MAC).await;
    world.by(&isp, &isp.admin, async |tx| deactivation::deactivate(tx, id).await).await.unwrap();
    world.enable(&isp, router, "Bo Quill").await;
    assert!(without_router(world, &isp).await.is_empty(), "nobody is, who is deactivated");
    world.minutes(5);
    world.by(&isp, &isp.admin, async |tx| deactivation::restore(tx, id).await).await.unwrap();
    let listed = without_router(world, &isp).await;
    assert_eq!((listed.len(), listed[0].customer, listed[0].mac.as_deref()), (1, id, None));
    assert_eq!(listed[0].since, world.db.clock().now());
    world.minutes(1);
    world.stock(&isp, OTHER).await;
    give(world, &isp, &isp.admin, id, OTHER).await.unwrap();
    assert!(without_router(world, &isp).await.is_empty());
    assert_eq!(router_of(world, &isp, id).await.unwrap().mac, OTHER);
    assert_eq!(told(world, &isp, id).await[0].details["mac"], crate::audit::change("", OTHER));
    assert!(is_counted(world, &isp).await);
}

async fn whoever_is_had_back_later_has_the_router_that_they_had_last(world: &World) {
    let isp = world.first_isp().await;
    let (id, _) = home(world, &isp, MAC).await;
    world.stock(&isp, OTHER).await;
    give(world, &isp, &isp.admin, id, OTHER).await.unwrap();
    // At the same moment, even.
    world.by(&isp, &isp.admin, async |tx| deactivation::deactivate(tx, id).await).await.unwrap();
    world.by(&isp, &isp.admin, async |tx| deactivation::restore(tx, id).await).await.unwrap();
    let theirs = "SELECT COUNT(*) AS n FROM router WHERE customer_id IS NOT NULL";
    assert_eq!(world.count(theirs).await, 1);
    assert_eq!(router_of(world, &isp, id).await.unwrap().mac, OTHER);
}

async fn what_cannot_be_given_is_refused_and_nothing_changes(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let (id, _) = home(world, &isp, MAC).await;
    home(world, &isp, "60:6c:63:00:aa:03").await;
    world.stock(&far, "60:6c:63:00:aa:04").await;
    let before = world.picture().await;
    for (mac, refused) in [
        ("", "not-a-mac"),
        ("nonsense", "not-a-mac"),
        (MAC, "router-is-there"),
        ("60:6c:63:00:aa:03", "router-not-in-stock"),
        // One that nobody has, and another ISP's: alike.
        ("60:6c:63:00:aa:05", "mac-not-here"),
        ("60:6c:63:00:aa:04", "mac-not-here"),
    ] {
        assert_eq!(why(give(world, &isp, &isp.admin, id, mac).await, "mac"), refused, "{mac:?}");
    }
    let after = world.picture().await;
    assert_eq!((&before["router"], &before["timeline"]), (&after["router"], &after["timeline"]));
    world.stock(&isp, OTHER).await;
    world.by(&isp, &isp.admin, async |tx| deactivation::deactivate(tx, id).await).await.unwrap();
    assert_eq!(said(give(world, &isp, &isp.admin, id, OTHER).await), "customer-is-closed");
}

async fn read_only_and_other_isps_replace_nothing(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let (id, _) = home(world, &isp, MAC).await;
    let ron = world.read_only(&isp).await;
    world.stock(&isp, OTHER).await;
    world.stock(&far, "60:6c:63:00:aa:04").await;
    let refused = give(world, &isp, &ron, id, OTHER).await;
    assert!(matches!(refused, Err(Problem::Forbidden("inventory"))), "{refused:?}");
    for mac in ["60:6c:63:00:aa:04", OTHER, "nonsense"] {
        let refused = give(world, &far, &far.admin, id, mac).await;
        assert!(matches!(refused, Err(Problem::NotFound("customer"))), "{refused:?}");
    }
    assert_eq!(router_of(world, &isp, id).await.unwrap().mac, MAC);
    // Nor does the list of those without one show another ISP's.
    world.run("UPDATE customer SET alone_since = 1").await;
    assert!(without_router(world, &far).await.is_empty());
}

async fn of_many_homes_that_want_one_router_one_gets_it(world: &World) {
    let isp = world.first_isp().await;
    let mut homes = Vec::new();
    for n in 0..6 {
        homes.push(home(world, &isp, &format!("60:6c:63:00:bb:{n:02x}")).await.0);
    }
    world.stock(&isp, OTHER).await;
    let outcomes = world.race(6, |n| {
        let (db, hash, slug, id) = (world.db.clone(), isp.admin.hash(), isp.slug.clone(), homes[n]);
        async move {
            let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
            replace(&mut tx, id, OTHER).await?;
            tx.commit().await
        }
    });
    let (right, late): (Vec<_>, Vec<_>) = outcomes.await.into_iter().partition(Result::is_ok);
    assert_eq!(right.len(), 1);
    for refused in late {
        assert_eq!(why(refused, "mac"), "router-not-in-stock");
    }
    for home in homes {
        assert!(router_of(world, &isp, home).await.is_some(), "whoever was late keeps theirs");
    }
    assert!(is_counted(world, &isp).await);
}

async fn two_homes_that_want_each_others_router_at_once_keep_their_own(world: &World) {
    let isp = world.first_isp().await;
    let homes = [home(world, &isp, MAC).await.0, home(world, &isp, OTHER).await.0];
    let outcomes = world.race(4, |n| {
        let (db, hash, slug) = (world.db.clone(), isp.admin.hash(), isp.slug.clone());
        let (id, mac) = (homes[n % 2], [OTHER, MAC][n % 2]);
        async move {
            let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
            replace(&mut tx, id, mac).await?;
            tx.commit().await
        }
    });
    for refused in outcomes.await {
        assert_eq!(why(refused, "mac"), "router-not-in-stock");
    }
}

async fn a_home_that_gets_a_router_while_it_is_deactivated_is_one_or_the_other(world: &World) {
    let isp = world.first_isp().await;
    let (id, _) = home(world, &isp, MAC).await;
    world.stock(&isp, OTHER).await;
    for round in 0..4 {
        let other = [OTHER, MAC][round % 2];
        let outcomes = world.race(2, |n| {
            let (db, hash, slug) = (world.db.clone(), isp.admin.hash(), isp.slug.clone());
            async move {
                if n == 0 {
                    let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
                    deactivation::deactivate(&mut tx, id).await?;
                    tx.commit().await?;
                    Ok("gone")
                } else {
                    let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
                    replace(&mut tx, id, other).await?;
                    tx.commit().await?;
                    Ok("replaced")
                }
            }
        });
        let (right, late): (Vec<_>, Vec<_>) = outcomes.await.into_iter().partition(Result::is_ok);
        let right: Vec<&str> = right.into_iter().map(Result::unwrap).collect();
        assert!(right.contains(&"gone"), "{late:?}");
        for refused in late {
            assert_eq!(said(refused), "customer-is-closed");
        }
        let replaced = right.contains(&"replaced");
        let customer = world.by(&isp, &isp.admin, async |tx| customer::find(tx, id).await).await.unwrap();
        assert!(customer.closed_at.is_some() && router_of(world, &isp, id).await.is_none());
        assert!(is_counted(world, &isp).await);
        // Had back, they have the one that they had last, whichever that is.
        world.by(&isp, &isp.admin, async |tx| deactivation::restore(tx, id).await).await.unwrap();
        let has = router_of(world, &isp, id).await.unwrap().mac;
        assert_eq!(has == other, replaced);
        if !replaced {
            give(world, &isp, &isp.admin, id, other).await.unwrap();
        }
    }
}
