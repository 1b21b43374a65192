//! The protocol's table of endpoints, row for row: what a router in good standing is answered.

use axum::http::StatusCode;
use care::stories;
use care::testing::World;

use super::house::{Door, MAC, NONE};

stories! {
    every_row_of_the_table_is_answered,
    whoever_asks_may_know_the_time_and_that_there_is_no_firmware,
    nothing_else_is_there,
}

/// Typed from the protocol, rows 1 to 18, as if `{mac}` were a word.
const ROWS: [(&str, &str, &str, u16, Option<&str>); 22] = [
    ("GET", "/time", "anyone", 200, Some("1772442000")),
    ("GET", "/v3/unums/{mac}/certificate", "anyone", 403, Some("")),
    ("PUT", "/v3/unums/{mac}/activate", "router", 200, None),
    ("POST", "/v3/unums/{mac}/telemetry", "router", 200, Some("{}")),
    ("POST", "/v3/unums/{mac}/devices/telemetry", "router", 200, Some("{}")),
    ("POST", "/v3/unums/{mac}/radios", "router", 200, Some("{}")),
    ("POST", "/v3/unums/{mac}/neighboring_access_points", "router", 200, Some("{}")),
    ("POST", "/v3/unums/{mac}/firewall", "router", 200, Some("{}")),
    ("POST", "/v3/unums/{mac}/router_configs/raw", "router", 200, Some("{}")),
    ("GET", "/v3/unums/{mac}/router_configs/raw", "router", 404, Some("")),
    ("GET", "/v3/unums/{mac}/commands/{name}", "router", 404, Some("")),
    ("PUT", "/v3/unums/{mac}/url_contents/{cookie}", "router", 200, Some("{}")),
    ("POST", "/v3/unums/{mac}/devices/{device}/port_info", "router", 200, Some("{}")),
    ("GET", "/v3/unums/{mac}/speed_tests/settings", "router", 404, Some("")),
    ("POST", "/v3/unums/{mac}/speed_tests", "router", 200, Some("{}")),
    ("GET", "/v3/caf/unums/{mac}/caf_latency/settings", "router", 404, Some("")),
    ("GET", "/v3/caf/unums/{mac}/caf_download/settings", "router", 404, Some("")),
    ("GET", "/v3/caf/unums/{mac}/caf_upload/settings", "router", 404, Some("")),
    ("POST", "/v3/caf/unums/{mac}/caf_latency", "router", 200, Some("{}")),
    ("POST", "/v3/caf/unums/{mac}/caf_download", "router", 200, Some("{}")),
    ("POST", "/v3/caf/unums/{mac}/caf_upload", "router", 200, Some("{}")),
    ("GET", "/release_server/releases/{mac}/active/{firmware}", "anyone", 200, Some("UNKNOWN\n")),
];

#[test]
fn the_doors_are_the_rows_of_the_table() {
    let doors = crate::router_doors();
    let doors: Vec<_> = doors.iter().map(|door| (door.method.as_str(), door.path, door.who)).collect();
    assert_eq!(doors, ROWS.map(|(method, path, who, ..)| (method, path, who)));
}

async fn every_row_of_the_table_is_answered(world: &World) {
    let isp = world.first_isp().await;
    world.stock(&isp, MAC).await;
    let door = Door::open(world);
    let peer = door.provision(MAC).await;
    for (method, path, _, status, body) in ROWS {
        let path = path
            .replace("{mac}", MAC)
            .replace("{device}", "5c:aa:fd:00:00:01")
            .replace("{name}", "fetch_urls")
            .replace("{cookie}", "cookie-0001")
            .replace("{firmware}", "gl_b1300_firmware?image=sysupgrade");
        let reply = door.ask(&peer, method, &path, r#"{"seq_num":0}"#).await;
        assert_eq!(reply.status, status, "{method} {path}");
        if let Some(body) = body {
            assert_eq!(reply.body, body, "{method} {path}");
        }
    }
}

async fn whoever_asks_may_know_the_time_and_that_there_is_no_firmware(world: &World) {
    let door = Door::open(world);
    let time = door.plainly("/time").await;
    assert_eq!((time.status, time.body.as_str()), (StatusCode::OK, "1772442000"));
    world.minutes(1);
    assert_eq!(door.ask(&NONE, "GET", "/time", "").await.body, "1772442060");

    let firmware = async |image: &str| {
        let path = format!("/release_server/releases/{MAC}/active/{image}");
        door.ask(&NONE, "GET", &path, "").await.status
    };
    assert_eq!(firmware("gl_b1300_firmware").await, StatusCode::OK);
    assert_eq!(firmware("_firmware").await, StatusCode::NOT_FOUND);
    assert_eq!(firmware("gl_b1300").await, StatusCode::NOT_FOUND);
}

async fn nothing_else_is_there(world: &World) {
    let isp = world.first_isp().await;
    world.stock(&isp, MAC).await;
    let door = Door::open(world);
    let peer = door.provision(MAC).await;
    for path in
        ["/", "/sign-in", "/v3/unums/{mac}", "/v3/unums/{mac}/telemetry/", "/v2/unums/{mac}/telemetry"]
    {
        let reply = door.ask(&peer, "POST", &path.replace("{mac}", MAC), "{}").await;
        assert_eq!((reply.status, reply.body.as_str()), (StatusCode::NOT_FOUND, ""), "{path}");
    }
    let scan = format!("/v3/unums/{MAC}/devices/nobody/port_info");
    assert_eq!(door.ask(&peer, "POST", &scan, "{}").await.status, StatusCode::NOT_FOUND);
    let wrong_method = door.ask(&peer, "GET", &format!("/v3/unums/{MAC}/telemetry"), "").await;
    assert_eq!(wrong_method.status, StatusCode::METHOD_NOT_ALLOWED);
    // The port without TLS tells the time and nothing else.
    assert_eq!(door.plainly(&format!("/v3/unums/{MAC}/certificate")).await.status, StatusCode::NOT_FOUND);
}
