use serde::Serialize;
use wire::unum::{
    Batch, CertificateReply, Command, Endpoint, Post, SpeedTest, decode_start, decode_status, decode_wifi,
    time_body,
};

use crate::fixture::{capture, captures};

/// The agent's transfers of the speed test go to another server and are no part of the protocol's table.
fn is_transfer(path: &str) -> bool {
    path.starts_with("/speedtest/")
}

#[test]
fn captured_bodies_are_whole() {
    for capture in captures() {
        if capture.compressed || is_transfer(&capture.path) {
            continue;
        }
        assert_eq!(capture.body.len(), capture.length_on_wire, "{}", capture.name);
    }
}

#[test]
fn every_captured_request_is_recognised_and_every_body_is_read() {
    let mut read = 0;
    for capture in captures() {
        let name = &capture.name;
        let endpoint = Endpoint::parse(&capture.method, &capture.path);
        if is_transfer(&capture.path) {
            assert_eq!(endpoint, None, "{name}");
            continue;
        }
        let endpoint = endpoint.unwrap_or_else(|| panic!("{name} is not recognised"));
        match endpoint {
            Endpoint::Activate(_) => {
                assert!(decode_start(&capture.body).unwrap().hardware.is_some(), "{name}")
            }
            Endpoint::Telemetry(_) => {
                assert!(decode_status(&capture.body).unwrap().sequence.is_some(), "{name}")
            }
            Endpoint::Post(_, Post::Radios) => {
                assert_eq!(decode_wifi(&capture.body).unwrap().radios.len(), 2, "{name}");
            }
            Endpoint::Post(..) => assert!(!capture.body.is_empty(), "{name}"),
            _ => assert!(capture.body.is_empty(), "{name} asks and says nothing"),
        }
        read += 1;
    }
    assert_eq!(read, 36, "a capture was added or lost: look at it, then count again");
}

#[test]
fn every_capture_is_the_request_its_name_says() {
    let posts = [
        ("20-devices-telemetry-dhcp", Post::Devices),
        ("23-devices-telemetry-gzip", Post::Devices),
        ("31-radios-simulated-driver-with-kinds", Post::Radios),
        ("32-neighboring-access-points-simulated", Post::Neighbours),
        ("40-firewall", Post::Firewall),
        ("41-router-config-upload", Post::RouterConfig),
        ("51-url-contents-headers-and-body", Post::UrlContents { cookie: "cookie-0001".into() }),
        ("54-port-info", Post::PortInfo { device: "5c:aa:fd:00:00:01".parse().unwrap() }),
        ("62-speedtest-result-truncated", Post::SpeedTest(SpeedTest::Full)),
        ("66-caf-latency-result", Post::SpeedTest(SpeedTest::CafLatency)),
    ];
    for (name, post) in posts {
        let capture = capture(name);
        match Endpoint::parse(&capture.method, &capture.path) {
            Some(Endpoint::Post(_, seen)) => assert_eq!(seen, post, "{name}"),
            other => panic!("{name} is {other:?}"),
        }
    }
}

#[test]
fn what_captured_starts_tell() {
    snapshot_all("activate", |body| decode_start(body).unwrap());
}

#[test]
fn what_captured_telemetry_tells() {
    snapshot_all("/telemetry", |body| decode_status(body).unwrap());
}

#[test]
fn what_captured_radios_tell() {
    snapshot_all("/radios", |body| decode_wifi(body).unwrap());
}

fn snapshot_all<T: Serialize>(end_of_path: &str, decode: fn(&[u8]) -> T) {
    let wanted = |path: &str| path.ends_with(end_of_path) && !path.ends_with("/devices/telemetry");
    let chosen: Vec<_> = captures().into_iter().filter(|capture| wanted(&capture.path)).collect();
    assert!(!chosen.is_empty());
    for capture in chosen {
        insta::assert_json_snapshot!(capture.name.clone(), decode(&capture.body));
    }
}

#[test]
fn our_replies_are_what_the_agent_was_seen_to_accept() {
    let time = capture("01-time").reply;
    assert_eq!(time_body(time.parse().unwrap()), time);

    assert!(CertificateReply::new(capture("02-certificate").reply).is_ok());
    assert_eq!(Batch::default().encode(), capture("11-telemetry-idle").reply);
}

#[test]
fn the_captured_command_list_is_ours_but_for_the_shell_script() {
    let reply = capture("13-telemetry-with-commands-reply").reply;
    let reply: serde_json::Value = serde_json::from_str(&reply).unwrap();
    let names: Vec<_> = reply["cmds"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    let unknown: Vec<_> = names.iter().filter(|name| Command::named(name).is_none()).collect();
    assert_eq!(unknown, [&"say_hello"]);

    let known: Vec<_> = names.iter().filter_map(|name| Command::named(name)).collect();
    let batch = Batch::from_front(&known);
    let encoded: serde_json::Value = serde_json::from_str(&batch.encode()).unwrap();
    let sent: Vec<_> =
        names.into_iter().filter(|name| !["say_hello", "pull_router_config"].contains(name)).collect();
    assert_eq!(encoded, serde_json::json!({ "cmds": sent }));
}
