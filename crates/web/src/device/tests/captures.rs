//! What a real agent was seen to send is taken, and what it said is seen.

use std::path::Path;

use axum::body::Body;
use axum::http::{Request, header};
use care::router::{Status, WifiNetwork};
use care::stories;
use care::testing::World;
use serde_json::Value;

use super::house::{Door, home, packed, request, seen};

stories! {
    all_that_was_captured_is_taken_and_what_it_said_is_seen,
}

/// The routers of the captures: a debug build, a release build, and one in access-point mode.
const DEBUG_BUILD: &str = "4e:00:00:12:34:56";
const RELEASE_BUILD: &str = "60:6c:63:00:aa:01";
const ACCESS_POINT: &str = "62:6c:63:00:aa:02";

/// A captured request to the server of the protocol's table.
struct Capture {
    name: String,
    method: String,
    path: String,
    headers: Value,
    body: Vec<u8>,
}

impl Capture {
    fn read(path: &Path) -> Option<Capture> {
        let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let request = file.get("request")?;
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let body = match &request["body"] {
            Value::String(body) => body.clone().into_bytes(),
            body => serde_json::to_vec(body).unwrap(),
        };
        let name = path.file_stem()?.to_str()?.to_owned();
        let capture = Capture {
            name,
            method: text(&request["method"]),
            path: text(&request["path"]),
            headers: request["headers"].clone(),
            body,
        };
        // The transfers of a speed test go to another server.
        (!capture.path.starts_with("/speedtest/")).then_some(capture)
    }

    /// As it came, content type and compression included.
    fn request(self) -> Request<Body> {
        let is_packed = self.headers.get("Content-Encoding").is_some();
        let mut it = if is_packed {
            packed(&self.method, &self.path, &self.body)
        } else {
            request(&self.method, &self.path, self.body)
        };
        if let Some(kind) = self.headers.get("Content-Type").and_then(Value::as_str) {
            it.headers_mut().insert(header::CONTENT_TYPE, kind.parse().unwrap());
        }
        it
    }
}

/// In the order of their numbers, which is the order of a router's life.
fn captures() -> Vec<Capture> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wire/fixtures/unum");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let json = files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    json.filter_map(|path| Capture::read(path)).collect()
}

async fn all_that_was_captured_is_taken_and_what_it_said_is_seen(world: &World) {
    let isp = world.first_isp().await;
    let door = Door::open(world);
    let macs = [DEBUG_BUILD, RELEASE_BUILD, ACCESS_POINT];
    let (mut customers, mut peers) = (Vec::new(), Vec::new());
    for mac in macs {
        customers.push(home(world, &isp, mac).await);
        peers.push(door.provision(mac).await);
    }

    let mut replayed = 0;
    for capture in captures() {
        let by = macs.iter().position(|mac| capture.path.contains(mac)).unwrap_or_default();
        let (name, method, path) = (capture.name.clone(), capture.method.clone(), capture.path.clone());
        // Questions that only a command of ours would raise are not answered yet, and this router has its certificate.
        let expected = match method.as_str() {
            "GET" if path == "/time" => 200,
            "GET" if path.ends_with("/certificate") => 403,
            "GET" => 404,
            _ => 200,
        };
        let reply = door.send(&peers[by], capture.request()).await;
        assert_eq!(reply.status, expected, "{name}: {method} {path}");
        replayed += 1;
    }
    assert_eq!(replayed, 36, "a capture was added or lost: look at it, then count again");

    let debug = seen(world, &isp, customers[0]).await;
    assert!(debug.online);
    assert_eq!(debug.start_reason.as_deref(), Some("provision"), "the last of its starts");
    assert_eq!(debug.wifi[0].band.as_deref(), Some("5 GHz"), "told by mode and channel");

    let release = seen(world, &isp, customers[1]).await;
    assert_eq!(release.hardware.as_deref(), Some("linux_generic"));
    assert_eq!(release.firmware.as_deref(), Some("2022.4.7.1"));
    assert_eq!(
        release.status,
        Status {
            lan_ipv4: Some("192.168.77.1".into()),
            lan_other_ipv6: vec!["fd77::1/64".into(), "fe80::626c:63ff:fe00:aa01/64".into()],
            wan_ipv4: Some("203.0.113.2".into()),
            wan_other_ipv6: vec!["fe80::4c00:ff:fe12:3455/64".into()],
            wan_mac: Some("4e:00:00:12:34:55".into()),
            memory_free_percent: Some(91),
            memory_available_percent: Some(95),
            sequence: Some(0),
            ..Status::default()
        }
    );
    let network = |name: &str, band: &str, channel, devices| WifiNetwork {
        name: name.into(),
        band: Some(band.into()),
        channel: Some(channel),
        devices,
    };
    assert_eq!(release.wifi, [network("TestNet", "5 GHz", 36, 1), network("TestNet-2G", "2.4 GHz", 6, 0)]);

    let access_point = seen(world, &isp, customers[2]).await;
    assert!(access_point.online);
    assert_eq!(access_point.status.lan_ipv4.as_deref(), Some("192.168.77.1"));
    assert_eq!(access_point.status.wan_ipv4, None);
}
