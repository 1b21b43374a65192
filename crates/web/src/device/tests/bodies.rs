//! What routers send: whole, packed, too large, or not to be read.

use axum::body::Body;
use axum::http::{StatusCode, header};
use care::router::{Intake, WifiNetwork};
use care::stories;
use care::testing::World;
use tokio_util::sync::CancellationToken;

use super::house::{Door, MAC, home, key, packed, request, seen};
use crate::device::key_stock::KeyStock;
use crate::guard::ROUTER_BYTES;

stories! {
    what_a_router_says_of_itself_is_on_its_customers_page,
    a_report_says_what_changed_and_the_first_one_everything,
    a_packed_body_is_read_like_any_other,
    a_body_that_is_too_large_is_refused_packed_or_not,
    a_coding_that_no_agent_has_is_refused,
    telemetry_that_cannot_be_read_is_not_a_400,
    a_start_that_cannot_be_read_gets_its_settings,
    wifi_that_cannot_be_read_leaves_the_names_as_they_were,
    a_service_that_is_busy_says_come_back,
}

const ACTIVATE: &str = "/v3/unums/60:6c:63:00:aa:01/activate";
const TELEMETRY: &str = "/v3/unums/60:6c:63:00:aa:01/telemetry";
const RADIOS: &str = "/v3/unums/60:6c:63:00:aa:01/radios";
const SETTINGS: &str = r#"{"ipt-period":300,"rad-t-period":30,"rtr-t-period":15,"sysinfo-period":60,"tpcap-period":30,"wscan-period":10800}"#;
const WIFI: &str =
    r#"{"radios":[{"kind":0,"channel":36,"vaps":[{"ssid":"546573744e6574","mode":"ap","stas":[]}]}]}"#;

fn test_net() -> WifiNetwork {
    WifiNetwork { name: "TestNet".into(), band: Some("5 GHz".into()), channel: Some(36), devices: 0 }
}

async fn what_a_router_says_of_itself_is_on_its_customers_page(world: &World) {
    let isp = world.first_isp().await;
    let customer = home(world, &isp, MAC).await;
    let door = Door::open(world);
    let peer = door.provision(MAC).await;
    let body = r#"{"hardware_type":"gl_b1300","firmware_version":"19.07","unum_agent_version":"2022.4.7.1",
                   "serial_number":"B1300-7","start_reason":"normal_start","uptime":120}"#;
    let reply = door.ask(&peer, "PUT", ACTIVATE, body).await;
    assert_eq!((reply.status, reply.body.as_str()), (StatusCode::OK, SETTINGS));
    assert!(!seen(world, &isp, customer).await.online, "only its reports put a router online");

    assert_eq!(
        door.telemetry(&peer, MAC, r#"{"seq_num":0,"wan_ip_address":"192.0.2.9"}"#).await,
        StatusCode::OK
    );
    let router = seen(world, &isp, customer).await;
    assert!(router.online);
    assert_eq!(router.hardware.as_deref(), Some("gl_b1300"));
    assert_eq!(router.firmware.as_deref(), Some("19.07"));
    assert_eq!(router.agent_version.as_deref(), Some("2022.4.7.1"));
    assert_eq!(router.serial.as_deref(), Some("B1300-7"));
    assert_eq!(router.start_reason.as_deref(), Some("normal_start"));
    let now = world.db.clock().now();
    assert_eq!(router.booted_at, Some(now - jiff::SignedDuration::from_secs(120)));
    assert_eq!(router.last_report, Some(now));
    assert_eq!(router.status.wan_ipv4.as_deref(), Some("192.0.2.9"));
}

async fn a_report_says_what_changed_and_the_first_one_everything(world: &World) {
    let isp = world.first_isp().await;
    let customer = home(world, &isp, MAC).await;
    let door = Door::open(world);
    let peer = door.provision(MAC).await;
    let reports = [
        r#"{"seq_num":0,"lan_ip_address":"192.168.1.1","wan_ip_address":"192.0.2.9","mem_available":80}"#,
        r#"{"seq_num":1,"wan_ip_address":"","cpu_usage":12,"no_dns":"1"}"#,
    ];
    for report in reports {
        assert_eq!(door.telemetry(&peer, MAC, report).await, StatusCode::OK);
    }
    let status = seen(world, &isp, customer).await.status;
    assert_eq!(status.lan_ipv4.as_deref(), Some("192.168.1.1"), "not mentioned: as before");
    assert_eq!(status.wan_ipv4, None, "the line lost its address");
    assert_eq!((status.memory_available_percent, status.cpu_percent), (Some(80), Some(12)));
    assert_eq!((status.no_dns, status.sequence), (true, Some(1)));

    assert_eq!(door.telemetry(&peer, MAC, r#"{"seq_num":0}"#).await, StatusCode::OK);
    let status = seen(world, &isp, customer).await.status;
    assert_eq!(status, care::router::Status { sequence: Some(0), ..Default::default() });
}

async fn a_packed_body_is_read_like_any_other(world: &World) {
    let isp = world.first_isp().await;
    let customer = home(world, &isp, MAC).await;
    let door = Door::open(world);
    let peer = door.provision(MAC).await;
    let start = br#"{"hardware_type":"gl_b1300"}"#;
    let status = br#"{"seq_num":0,"lan_ip_address":"192.168.1.1"}"#;
    for packed in [
        packed("PUT", ACTIVATE, start),
        packed("POST", TELEMETRY, status),
        packed("POST", RADIOS, WIFI.as_bytes()),
    ] {
        assert_eq!(door.send(&peer, packed).await.status, StatusCode::OK);
    }
    let router = seen(world, &isp, customer).await;
    assert_eq!(router.hardware.as_deref(), Some("gl_b1300"));
    assert_eq!(router.status.lan_ipv4.as_deref(), Some("192.168.1.1"));
    assert_eq!(router.wifi, [test_net()]);
}

async fn a_body_that_is_too_large_is_refused_packed_or_not(world: &World) {
    let isp = world.first_isp().await;
    world.stock(&isp, MAC).await;
    let door = Door::open(world);
    let peer = door.provision(MAC).await;
    let zeros = |bytes: usize| vec![0; bytes];
    let status = async |request| door.send(&peer, request).await.status;
    let devices = format!("/v3/unums/{MAC}/devices/telemetry");
    for path in [TELEMETRY, RADIOS, &devices] {
        let large = StatusCode::PAYLOAD_TOO_LARGE;
        assert_eq!(status(request("POST", path, zeros(ROUTER_BYTES + 1))).await, large, "{path}");
        // One that does not say beforehand how large it is.
        let parts = [zeros(ROUTER_BYTES), zeros(1)].map(Ok::<_, std::io::Error>);
        let stream = Body::from_stream(futures_util::stream::iter(parts));
        assert_eq!(status(request("POST", path, stream)).await, large, "{path}");
        // Zeros pack to a thousandth of their size: a small post could fill the memory.
        assert_eq!(status(packed("POST", path, &zeros(4 * ROUTER_BYTES))).await, large, "{path}");
    }
    assert_eq!(status(request("POST", &devices, zeros(ROUTER_BYTES))).await, StatusCode::OK);
    assert_eq!(status(packed("POST", &devices, &zeros(ROUTER_BYTES))).await, StatusCode::OK);
}

async fn a_coding_that_no_agent_has_is_refused(world: &World) {
    let isp = world.first_isp().await;
    world.stock(&isp, MAC).await;
    let door = Door::open(world);
    let peer = door.provision(MAC).await;
    let coded = |coding: &str| {
        let mut request = request("POST", RADIOS, "{}");
        request.headers_mut().insert(header::CONTENT_ENCODING, coding.parse().unwrap());
        request
    };
    assert_eq!(door.send(&peer, coded("br")).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(door.send(&peer, coded("gzip")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(door.send(&peer, coded("identity")).await.status, StatusCode::OK);
}

async fn telemetry_that_cannot_be_read_is_not_a_400(world: &World) {
    let isp = world.first_isp().await;
    let customer = home(world, &isp, MAC).await;
    let door = Door::open(world);
    let peer = door.provision(MAC).await;
    for body in ["", "[]", "{\"seq_num\":", "\0", "<html>"] {
        assert_eq!(door.telemetry(&peer, MAC, body).await, StatusCode::UNPROCESSABLE_ENTITY, "{body:?}");
    }
    assert!(!seen(world, &isp, customer).await.online);
}

async fn a_start_that_cannot_be_read_gets_its_settings(world: &World) {
    let isp = world.first_isp().await;
    world.stock(&isp, MAC).await;
    let door = Door::open(world);
    let peer = door.provision(MAC).await;
    for body in ["", "[]", "{\"hardware_type\":"] {
        let reply = door.ask(&peer, "PUT", ACTIVATE, body).await;
        assert_eq!((reply.status, reply.body.as_str()), (StatusCode::OK, SETTINGS), "{body:?}");
    }
}

async fn wifi_that_cannot_be_read_leaves_the_names_as_they_were(world: &World) {
    let isp = world.first_isp().await;
    let customer = home(world, &isp, MAC).await;
    let door = Door::open(world);
    let peer = door.provision(MAC).await;
    for body in [WIFI, "{\"radios\":["] {
        assert_eq!(door.ask(&peer, "POST", RADIOS, body).await.status, StatusCode::OK);
    }
    assert_eq!(seen(world, &isp, customer).await.wifi, [test_net()]);

    assert_eq!(door.ask(&peer, "POST", RADIOS, r#"{"radios":[]}"#).await.status, StatusCode::OK);
    assert_eq!(seen(world, &isp, customer).await.wifi, [], "all radios are down");
}

async fn a_service_that_is_busy_says_come_back(world: &World) {
    let isp = world.first_isp().await;
    world.stock(&isp, MAC).await;
    let (intake, nobody_writes) = Intake::open(world.db.clone(), CancellationToken::new());
    drop(nobody_writes);
    let door = Door::with(world, KeyStock::shared(key()), intake);
    let peer = door.provision(MAC).await;
    for (method, path) in [("PUT", ACTIVATE), ("POST", TELEMETRY), ("POST", RADIOS)] {
        let reply = door.ask(&peer, method, path, "{}").await;
        assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(reply.headers.contains_key(header::RETRY_AFTER), "{path}");
    }
}
