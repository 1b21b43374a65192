//! From where a router is heard, which is where its home is: the address of the connection, and a header's only by a proxy that was
//! named. Presence rests on it, so a router that says what it likes must not put its home where others stand.

use axum::http::StatusCode;
use care::presence::{self, Sight};
use care::stories;
use care::testing::{Person, World};

use super::house::{Door, MAC, NEIGHBOUR, home, request};
use crate::device::peer::PeerCertificate;

stories! {
    a_router_that_names_an_address_in_a_header_is_heard_from_its_own,
    behind_a_trusted_proxy_a_router_is_heard_from_the_address_that_the_proxy_names,
}

/// From where routers of these stories come: a house's own line, or the proxy before it.
const PEER: &str = "192.0.2.33";
const NAMED: &str = "203.0.113.7";
/// What somebody may have said of themselves, before the proxy added what it saw.
const MADE_UP: &str = "198.51.100.9";

/// A router reports through this door, with the header; gives the status.
async fn reports(door: &Door, mac: &str, by: &PeerCertificate, said: &str) -> StatusCode {
    let mut report = request("POST", &format!("/v3/unums/{mac}/telemetry"), r#"{"seq_num":0}"#);
    report.headers_mut().insert("x-forwarded-for", said.parse().unwrap());
    door.send(by, report).await.status
}

/// Whether somebody whose phone has this address stands at a home.
async fn is_at_one(world: &World, who: &Person, address: &str) -> bool {
    let sight = world.standing(who, address, async |tx| presence::look(tx, "").await).await.unwrap();
    match sight {
        Sight::Home(_) => true,
        Sight::Nobody => false,
        Sight::Several => panic!("there is one router"),
    }
}

async fn a_router_that_names_an_address_in_a_header_is_heard_from_its_own(world: &World) {
    let isp = world.first_isp().await;
    home(world, &isp, MAC).await;
    let (router, eve) = (Door::open(world).provision(MAC).await, world.sign_up("eve@mail.example").await);
    // Neither where no proxy is trusted, nor where another one is.
    for trusted in [&[][..], &["10.0.0.0/8"]] {
        let door = Door::behind(world, trusted);
        assert_eq!(reports(&door, MAC, &router, NAMED).await, StatusCode::OK);
        assert!(!is_at_one(world, &eve, NAMED).await, "{trusted:?}");
        assert!(is_at_one(world, &eve, PEER).await, "{trusted:?}");
    }
}

async fn behind_a_trusted_proxy_a_router_is_heard_from_the_address_that_the_proxy_names(world: &World) {
    let isp = world.first_isp().await;
    home(world, &isp, MAC).await;
    home(world, &isp, NEIGHBOUR).await;
    let eve = world.sign_up("eve@mail.example").await;
    let door = Door::behind(world, &["192.0.2.0/24"]);
    let (router, next) = (door.provision(MAC).await, door.provision(NEIGHBOUR).await);
    assert_eq!(reports(&door, MAC, &router, &format!("{MADE_UP}, {NAMED}")).await, StatusCode::OK);
    for (address, expected) in [(NAMED, true), (PEER, false), (MADE_UP, false)] {
        assert_eq!(is_at_one(world, &eve, address).await, expected, "{address}");
    }
    // What is no address ends at the proxy, which stands for nobody else.
    assert_eq!(reports(&door, NEIGHBOUR, &next, "nonsense").await, StatusCode::OK);
    assert!(is_at_one(world, &eve, PEER).await);
}
