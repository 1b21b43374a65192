//! A certificate is given once, and again only inside a window.

use std::time::Duration;

use axum::http::{StatusCode, header};
use care::router::open_window;
use care::stories;
use care::testing::World;
use wire::unum::CertificateReply;

use super::house::{Door, MAC, NEIGHBOUR, ca, home, key, no_keys, offered, seen};
use crate::device::key_stock::KeyStock;
use crate::device::peer::{PeerVerdict, judge};

stories! {
    a_router_in_the_inventory_gets_its_certificate_once,
    the_certificate_names_the_router_and_comes_with_its_key,
    no_inventory_no_certificate,
    a_window_voids_the_old_certificate_and_gives_a_new_one,
    a_window_closes_by_itself,
    of_many_requests_at_once_one_gets_the_certificate,
    without_a_key_in_stock_the_router_comes_back_and_nothing_is_lost,
    guessing_is_slowed_down_and_then_goes_on,
}

async fn a_router_in_the_inventory_gets_its_certificate_once(world: &World) {
    let isp = world.first_isp().await;
    world.stock(&isp, MAC).await;
    let door = Door::open(world);

    let first = door.certificate(MAC).await;
    assert_eq!(first.status, StatusCode::OK);
    assert_eq!(first.headers[header::CACHE_CONTROL], "no-store");
    let second = door.certificate(MAC).await;
    assert_eq!((second.status, second.body.as_str()), (StatusCode::FORBIDDEN, ""));

    assert_eq!(door.telemetry(&offered(&first.body), MAC, r#"{"seq_num":0}"#).await, StatusCode::OK);
}

async fn the_certificate_names_the_router_and_comes_with_its_key(world: &World) {
    let isp = world.first_isp().await;
    world.stock(&isp, MAC).await;
    let reply = Door::open(world).certificate(&MAC.to_uppercase()).await;

    assert!(CertificateReply::new(reply.body.clone()).is_ok());
    assert!(reply.body.ends_with(&key().pkcs1_pem()));
    let (certificate, now) = (offered(&reply.body), world.db.clock().now());
    let ca = ca(world, world.folder.path());
    assert!(matches!(judge(certificate.0.as_deref(), &ca, MAC, now), PeerVerdict::Good { .. }));
}

async fn no_inventory_no_certificate(world: &World) {
    let isp = world.first_isp().await;
    world.stock(&isp, NEIGHBOUR).await;
    let reply = Door::open(world).certificate(MAC).await;
    assert_eq!((reply.status, reply.body.as_str()), (StatusCode::FORBIDDEN, ""));
}

async fn a_window_voids_the_old_certificate_and_gives_a_new_one(world: &World) {
    let isp = world.first_isp().await;
    let customer = home(world, &isp, MAC).await;
    let router = seen(world, &isp, customer).await.id;
    let door = Door::open(world);
    let old = door.provision(MAC).await;
    assert_eq!(door.telemetry(&old, MAC, "{}").await, StatusCode::OK);

    world.by(&isp, &isp.admin, async |tx| open_window(tx, router).await).await.unwrap();
    assert_eq!(door.telemetry(&old, MAC, "{}").await, StatusCode::BAD_REQUEST, "come and get a new one");
    let firewall = format!("/v3/unums/{MAC}/firewall");
    assert_eq!(door.ask(&old, "POST", &firewall, "{}").await.status, StatusCode::FORBIDDEN);

    let new = door.provision(MAC).await;
    assert_eq!(door.telemetry(&new, MAC, "{}").await, StatusCode::OK);
    assert_eq!(door.telemetry(&old, MAC, "{}").await, StatusCode::FORBIDDEN, "there is no other to be had");
    assert_eq!(door.certificate(MAC).await.status, StatusCode::FORBIDDEN);
}

async fn a_window_closes_by_itself(world: &World) {
    let isp = world.first_isp().await;
    let customer = home(world, &isp, MAC).await;
    let router = seen(world, &isp, customer).await.id;
    let door = Door::open(world);
    let old = door.provision(MAC).await;
    world.by(&isp, &isp.admin, async |tx| open_window(tx, router).await).await.unwrap();

    world.minutes(60);
    assert_eq!(door.certificate(MAC).await.status, StatusCode::FORBIDDEN);
    assert_eq!(door.telemetry(&old, MAC, "{}").await, StatusCode::FORBIDDEN, "a 400 would only cost it more");
}

async fn of_many_requests_at_once_one_gets_the_certificate(world: &World) {
    let isp = world.first_isp().await;
    world.stock(&isp, MAC).await;
    let door = Door::open(world);
    let mut statuses: Vec<u16> = world
        .race(6, |_| {
            let door = door.clone();
            async move { door.certificate(MAC).await.status.as_u16() }
        })
        .await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 403, 403, 403, 403, 403]);
}

async fn without_a_key_in_stock_the_router_comes_back_and_nothing_is_lost(world: &World) {
    let isp = world.first_isp().await;
    world.stock(&isp, MAC).await;
    let reply = Door::with(world, no_keys(), world.intake()).certificate(MAC).await;
    assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(reply.headers.contains_key(header::RETRY_AFTER));

    let later = Door::with(world, KeyStock::shared(key()), world.intake());
    assert_eq!(later.certificate(MAC).await.status, StatusCode::OK);
}

async fn guessing_is_slowed_down_and_then_goes_on(world: &World) {
    let door = Door::open(world);
    for _ in 0..20 {
        assert_eq!(door.certificate(MAC).await.status, StatusCode::FORBIDDEN);
    }
    let reply = door.certificate(MAC).await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
    let retry: u64 = reply.headers[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert_eq!(door.certificate(NEIGHBOUR).await.status, StatusCode::FORBIDDEN, "others are not held up");

    world.advance(Duration::from_secs(retry));
    assert_eq!(door.certificate(MAC).await.status, StatusCode::FORBIDDEN);
}
