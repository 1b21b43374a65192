//! Stories of where somebody stands.

use serde_json::json;

use super::*;
use crate::stories;
use crate::testing::{Isp, Person, World, said};

stories![
    a_phone_behind_the_routers_address_is_at_that_home,
    a_phone_is_in_the_homes_own_ipv6_network,
    several_homes_behind_one_address_are_told_apart_by_their_wifi,
    a_home_is_seen_where_its_router_is_now_and_while_it_reports,
    what_a_home_is_to_somebody_depends_on_who_uses_it_and_whose_mailbox_it_has,
    who_never_confirmed_their_address_gets_nothing_by_standing_there,
    homes_of_several_isps_behind_one_address,
    a_router_says_where_its_network_is_and_never_where_it_is_heard_from,
    a_place_that_a_router_is_heard_from_is_nobody_elses_word,
    a_line_has_an_address_of_either_kind,
    of_more_homes_than_are_looked_at_none_is_told_apart,
];

const HERE: &str = "203.0.113.7";

async fn sees(world: &World, who: &Person, address: &str, network: &str) -> Sight {
    world.standing(who, address, async |tx| look(tx, network).await).await.unwrap()
}

fn home_of(sight: Sight) -> Option<CustomerId> {
    match sight {
        Sight::Home(present) => Some(present.home),
        Sight::Nobody | Sight::Several => None,
    }
}

async fn somebody(world: &World) -> (Isp, Person) {
    (world.first_isp().await, world.sign_up("eve@mail.example").await)
}

async fn a_phone_behind_the_routers_address_is_at_that_home(world: &World) {
    let (isp, eve) = somebody(world).await;
    let home = world.online_home(&isp, 1, HERE, "Elm").await;
    world.online_home(&isp, 2, "203.0.113.8", "Oak").await;
    assert_eq!(home_of(sees(world, &eve, HERE, "").await), Some(home));
    // One home needs no name; but whoever names another one does not mean it.
    assert_eq!(home_of(sees(world, &eve, HERE, "Elm").await), Some(home));
    assert!(matches!(sees(world, &eve, HERE, "Oak").await, Sight::Several));
    for elsewhere in ["203.0.113.9", "203.0.113.70", "2001:db8::7", "0.0.0.0", "::ffff:203.0.113.9"] {
        assert!(matches!(sees(world, &eve, elsewhere, "Elm").await, Sight::Nobody), "{elsewhere}");
    }
    // Without an address there is nothing to see.
    let nowhere = world.oneself(&eve, async |tx| look(tx, "Elm").await).await.unwrap();
    assert!(matches!(nowhere, Sight::Nobody));
}

async fn a_phone_is_in_the_homes_own_ipv6_network(world: &World) {
    let (isp, eve) = somebody(world).await;
    let home = world.online_home(&isp, 1, "2001:db8:ffff:1::2", "Elm").await;
    world.hear(1, "2001:db8:ffff:1::2", json!({ "lan_ipv6": "2001:db8:1:2::1/64" })).await;
    for inside in ["2001:db8:1:2::1", "2001:db8:1:2:dead:beef::7", "2001:db8:ffff:1::99"] {
        assert_eq!(home_of(sees(world, &eve, inside, "").await), Some(home), "{inside}");
    }
    assert!(matches!(sees(world, &eve, "2001:db8:1:3::1", "").await, Sight::Nobody));
    // The line got another network: the one before is somebody else's by now.
    world.hear(1, "2001:db8:ffff:1::2", json!({ "lan_ipv6": "2001:db8:1:9::1/64" })).await;
    assert!(matches!(sees(world, &eve, "2001:db8:1:2::1", "").await, Sight::Nobody));
    assert_eq!(home_of(sees(world, &eve, "2001:db8:1:9::5", "").await), Some(home));
}

async fn several_homes_behind_one_address_are_told_apart_by_their_wifi(world: &World) {
    let (isp, eve) = somebody(world).await;
    let elm = world.online_home(&isp, 1, HERE, "Elm").await;
    world.online_home(&isp, 2, HERE, "Default").await;
    world.online_home(&isp, 3, HERE, "Default").await;
    for not_told in ["", "elm", "Elm 5", "Default", "%"] {
        assert!(matches!(sees(world, &eve, HERE, not_told).await, Sight::Several), "{not_told}");
    }
    assert_eq!(home_of(sees(world, &eve, HERE, " Elm ").await), Some(elm));
    let act = async |tx: &mut Tx<may::Oneself>| take_turn_at(tx, "Default").await.map(|_| ());
    assert_eq!(said(world.standing(&eve, HERE, act).await), "presence-several");
}

async fn a_home_is_seen_where_its_router_is_now_and_while_it_reports(world: &World) {
    let (isp, eve) = somebody(world).await;
    let home = world.online_home(&isp, 1, HERE, "Elm").await;
    world.hear(1, "198.51.100.1", json!({})).await;
    assert!(matches!(sees(world, &eve, HERE, "").await, Sight::Nobody), "it moved");
    assert_eq!(home_of(sees(world, &eve, "198.51.100.1", "").await), Some(home));
    world.minutes(5);
    router::sweep(&world.db, 0).await.unwrap();
    assert!(matches!(sees(world, &eve, "198.51.100.1", "").await, Sight::Nobody), "it is silent");
    world.hear(1, "198.51.100.1", json!({})).await;
    assert_eq!(home_of(sees(world, &eve, "198.51.100.1", "").await), Some(home));
    // A home that is closed is none, while its router still stands there.
    let admin = world.arrive(&isp.admin).await;
    let close = async |tx: &mut Tx<_>| crate::deactivation::deactivate(tx, home).await.map(|_| ());
    world.by(&isp, &admin, close).await.unwrap();
    world.hear(1, "198.51.100.1", json!({})).await;
    assert!(matches!(sees(world, &eve, "198.51.100.1", "").await, Sight::Nobody));
}

async fn what_a_home_is_to_somebody_depends_on_who_uses_it_and_whose_mailbox_it_has(world: &World) {
    let (isp, eve) = somebody(world).await;
    let home = world.online_home(&isp, 1, HERE, "Elm").await;
    let standing = async |who: &Person| match sees(world, who, HERE, "").await {
        Sight::Home(present) => present.standing,
        other => panic!("{other:?}"),
    };
    assert_eq!(standing(&eve).await, Standing::Unclaimed);
    let sets = "UPDATE customer SET email = 'EVE@mail.example'";
    world.run(sets).await;
    assert_eq!(standing(&eve).await, Standing::Own);
    let ana = world.join_home(&isp, home, "ana@mail.example").await;
    assert_eq!((standing(&eve).await, standing(&ana).await), (Standing::Claimed, Standing::User));
}

async fn who_never_confirmed_their_address_gets_nothing_by_standing_there(world: &World) {
    let isp = world.first_isp().await;
    let home = world.online_home(&isp, 1, HERE, "Elm").await;
    world.run("UPDATE customer SET email = 'eve@mail.example'").await;
    let eve = world.sign_up("eve@mail.example").await;
    world.run("UPDATE person SET verified_at = NULL WHERE email = 'eve@mail.example'").await;
    match sees(world, &eve, HERE, "").await {
        Sight::Home(present) => assert_eq!((present.home, present.standing), (home, Standing::Unclaimed)),
        other => panic!("{other:?}"),
    }
    let act = async |tx: &mut Tx<may::Oneself>| take_turn_at(tx, "").await.map(|_| ());
    assert_eq!(said(world.standing(&eve, HERE, act).await), "presence-unproven");
}

async fn homes_of_several_isps_behind_one_address(world: &World) {
    let (isp, eve) = somebody(world).await;
    let far = world.second_isp().await;
    let (elm, oak) =
        (world.online_home(&isp, 1, HERE, "Elm").await, world.online_home(&far, 2, HERE, "Oak").await);
    assert!(matches!(sees(world, &eve, HERE, "").await, Sight::Several));
    for (network, home, isp) in [("Elm", elm, &isp), ("Oak", oak, &far)] {
        match sees(world, &eve, HERE, network).await {
            Sight::Home(present) => assert_eq!((present.home, present.isp.id), (home, isp.id)),
            other => panic!("{other:?}"),
        }
    }
}

async fn a_router_says_where_its_network_is_and_never_where_it_is_heard_from(world: &World) {
    let (isp, eve) = somebody(world).await;
    world.online_home(&isp, 1, "198.51.100.1", "Elm").await;
    for lie in
        [json!({ "wan_ipv4": HERE }), json!({ "lan_ipv6": "203.0.113.7" }), json!({ "lan_ipv4": HERE })]
    {
        world.hear(1, "198.51.100.1", lie).await;
    }
    assert!(matches!(sees(world, &eve, HERE, "").await, Sight::Nobody));
}

async fn a_place_that_a_router_is_heard_from_is_nobody_elses_word(world: &World) {
    let (isp, eve) = somebody(world).await;
    let home = world.online_home(&isp, 1, "2001:db8:1:2::1", "Elm").await;
    world.online_home(&isp, 2, "198.51.100.2", "Elm").await;
    world.hear(2, "198.51.100.2", json!({ "lan_ipv6": "2001:db8:1:2::1/64" })).await;
    assert_eq!(home_of(sees(world, &eve, "2001:db8:1:2::7", "").await), Some(home));
}

async fn a_line_has_an_address_of_either_kind(world: &World) {
    let (isp, eve) = somebody(world).await;
    let home = world.online_home(&isp, 1, HERE, "Elm").await;
    world.hear(1, "2001:db8:1:2::1", json!({})).await;
    for here in [HERE, "2001:db8:1:2::9"] {
        assert_eq!(home_of(sees(world, &eve, here, "").await), Some(home), "{here}");
    }
}

async fn of_more_homes_than_are_looked_at_none_is_told_apart(world: &World) {
    let (isp, eve) = somebody(world).await;
    world.online_home(&isp, 1, HERE, "Elm").await;
    // As many as a translation may have behind one address, without a report of each.
    let copies = match world.database {
        crate::testing::Database::Sqlite => {
            "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 500)
             INSERT INTO router (isp_id, id, mac, customer_id, added_at, online, since, period_ms, heard_from, wifi)
             SELECT r.isp_id, randomblob(16), 'copy ' || n, r.customer_id, 0, TRUE, 0, 15000, r.heard_from, r.wifi FROM router r, n"
        }
        crate::testing::Database::Postgres => {
            "INSERT INTO router (isp_id, id, mac, customer_id, added_at, online, since, period_ms, heard_from, wifi)
             SELECT r.isp_id, gen_random_uuid(), 'copy ' || n, r.customer_id, 0, TRUE, 0, 15000, r.heard_from, r.wifi
             FROM router r, generate_series(1, 500) n"
        }
    };
    world.run(copies).await;
    world
        .run("INSERT INTO router_place SELECT '203.0.113.7', isp_id, id FROM router WHERE mac LIKE 'copy %'")
        .await;
    assert!(matches!(sees(world, &eve, HERE, "Elm").await, Sight::Several));
    world
        .run("DELETE FROM router_place WHERE router_id IN (SELECT id FROM router WHERE mac LIKE 'copy %')")
        .await;
    world.run("DELETE FROM router WHERE mac LIKE 'copy %'").await;
}
