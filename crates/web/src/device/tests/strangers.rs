//! Who offers no certificate of ours, or not their own.

use axum::http::StatusCode;
use care::stories;
use care::testing::World;
use jiff::SignedDuration;

use super::house::{Door, MAC, NEIGHBOUR, NONE, ca, key, offered};
use crate::device::ca::{Ca, ROUTER_LIFETIME};
use crate::device::peer::PeerCertificate;

stories! {
    a_router_of_another_cloud_gets_one_400_and_then_its_certificate,
    a_router_that_lost_its_certificate_is_told_to_ask_for_one,
    an_expired_certificate_is_none,
    an_unknown_router_never_gets_a_400,
    a_400_is_given_on_activate_and_telemetry_only,
    a_router_cannot_speak_for_its_neighbour,
    a_path_names_a_router_in_one_way,
}

const ACTIVATE: &str = "/v3/unums/60:6c:63:00:aa:01/activate";
const TELEMETRY: &str = "/v3/unums/60:6c:63:00:aa:01/telemetry";

fn issued_by(ca: &Ca, world: &World, lifetime: SignedDuration) -> PeerCertificate {
    let issued = ca.issue(MAC, &key(), [7; 16], world.db.clock().now(), lifetime).unwrap();
    offered(&issued.certificate_pem)
}

fn foreign(world: &World) -> PeerCertificate {
    issued_by(&ca(world, &world.folder.path().join("another-cloud")), world, ROUTER_LIFETIME)
}

async fn a_router_of_another_cloud_gets_one_400_and_then_its_certificate(world: &World) {
    let isp = world.first_isp().await;
    world.stock(&isp, MAC).await;
    let (door, foreign) = (Door::open(world), foreign(world));

    assert_eq!(door.ask(&foreign, "PUT", ACTIVATE, "{}").await.status, StatusCode::BAD_REQUEST);
    let ours = door.provision(MAC).await;
    assert_eq!(door.ask(&ours, "PUT", ACTIVATE, "{}").await.status, StatusCode::OK);

    // Had it kept the other, or were it somebody else: there is no certificate to be had, so no 400 either.
    for _ in 0..3 {
        assert_eq!(door.ask(&foreign, "PUT", ACTIVATE, "{}").await.status, StatusCode::FORBIDDEN);
        assert_eq!(door.telemetry(&foreign, MAC, "{}").await, StatusCode::FORBIDDEN);
    }
}

async fn a_router_that_lost_its_certificate_is_told_to_ask_for_one(world: &World) {
    let isp = world.first_isp().await;
    world.stock(&isp, MAC).await;
    let door = Door::open(world);
    assert_eq!(door.telemetry(&NONE, MAC, "{}").await, StatusCode::BAD_REQUEST);
    door.provision(MAC).await;
    assert_eq!(door.telemetry(&NONE, MAC, "{}").await, StatusCode::FORBIDDEN);
}

async fn an_expired_certificate_is_none(world: &World) {
    let isp = world.first_isp().await;
    world.stock(&isp, MAC).await;
    let door = Door::open(world);
    let short = issued_by(&ca(world, world.folder.path()), world, SignedDuration::from_mins(5));
    world.minutes(6);
    assert_eq!(door.telemetry(&short, MAC, "{}").await, StatusCode::BAD_REQUEST);
    door.provision(MAC).await;
    assert_eq!(door.telemetry(&short, MAC, "{}").await, StatusCode::FORBIDDEN);
}

async fn an_unknown_router_never_gets_a_400(world: &World) {
    let door = Door::open(world);
    let ours = issued_by(&ca(world, world.folder.path()), world, ROUTER_LIFETIME);
    for peer in [NONE, foreign(world), ours] {
        assert_eq!(door.ask(&peer, "PUT", ACTIVATE, "{}").await.status, StatusCode::FORBIDDEN);
        assert_eq!(door.telemetry(&peer, MAC, "{}").await, StatusCode::FORBIDDEN);
    }
}

async fn a_400_is_given_on_activate_and_telemetry_only(world: &World) {
    let isp = world.first_isp().await;
    world.stock(&isp, MAC).await;
    let door = Door::open(world);
    let mut told = Vec::new();
    for it in crate::router_doors().into_iter().filter(|door| door.who == "router") {
        let path = it.path.replace("{mac}", MAC).replace("{device}", NEIGHBOUR);
        match door.ask(&NONE, it.method.as_str(), &path, "{}").await.status {
            StatusCode::BAD_REQUEST => told.push(path),
            status => assert_eq!(status, StatusCode::FORBIDDEN, "{path}"),
        }
    }
    assert_eq!(told, [ACTIVATE, TELEMETRY]);
}

async fn a_router_cannot_speak_for_its_neighbour(world: &World) {
    let isp = world.first_isp().await;
    world.stock(&isp, MAC).await;
    world.stock(&isp, NEIGHBOUR).await;
    let door = Door::open(world);
    let mine = door.provision(MAC).await;
    assert_eq!(door.telemetry(&mine, NEIGHBOUR, "{}").await, StatusCode::FORBIDDEN);
    door.provision(NEIGHBOUR).await;
    assert_eq!(door.telemetry(&mine, NEIGHBOUR, "{}").await, StatusCode::FORBIDDEN);
}

async fn a_path_names_a_router_in_one_way(world: &World) {
    let isp = world.first_isp().await;
    world.stock(&isp, MAC).await;
    let door = Door::open(world);
    let mine = door.provision(MAC).await;
    for same in ["60:6C:63:00:AA:01", "60%3a6c%3A63:00:aa:01"] {
        assert_eq!(door.telemetry(&mine, same, "{}").await, StatusCode::OK, "{same}");
    }
    for other in ["606c6300aa01", "60-6c-63-00-aa-01", "60:6c:63:00:aa", "01:00:5e:00:00:01", "%ff", "…"] {
        let other = other.replace('…', "%E2%80%A6");
        assert_eq!(door.telemetry(&mine, &other, "{}").await, StatusCode::NOT_FOUND, "{other}");
        assert_eq!(door.certificate(&other).await.status, StatusCode::NOT_FOUND, "{other}");
    }
}
