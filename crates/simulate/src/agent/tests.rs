//! What the simulator says, held against what the real agent said.

use super::activate::{Activate, StartReason};
use super::calls::Caller;
use super::config::{Network, upload};
use super::devices::{Slice, dhcp_options, txt_record};
use super::firewall::Firewall;
use super::fixture::{Captured, Shape};
use super::neighbours::Neighbours;
use super::radios::Radios;
use super::speedtest::SpeedTest;
use super::telemetry::{Delta, Telemetry};
use super::{compact, hex};
use crate::behaviour::Behaviour;
use crate::call::Call;
use crate::household::{Household, Samples, Span};
use crate::http;
use crate::mac::Mac;
use serde::Serialize;
use serde::de::DeserializeOwned;

macro_rules! capture {
    ($name:literal) => {
        Captured::read(include_str!(concat!("../../fixtures/", $name, ".json")))
    };
}

/// Reads a captured message into our type, unknown keys refused, and writes it again: every byte must be back.
/// Gives the length.
fn survives<T: Serialize + DeserializeOwned>(capture: &Captured) -> usize {
    let original = capture.body();
    let ours: T = serde_json::from_slice(&original).unwrap();
    let ours = compact(&ours);
    assert_eq!(String::from_utf8_lossy(&ours), String::from_utf8_lossy(&original));
    ours.len()
}

#[test]
fn our_messages_can_say_what_the_real_agent_said() {
    survives::<Telemetry>(&capture!("11-telemetry-idle"));
    survives::<Telemetry>(&capture!("12-telemetry-sysinfo"));
    survives::<Telemetry>(&capture!("13-telemetry-with-commands-reply"));
    survives::<Slice>(&capture!("20-devices-telemetry-dhcp"));
    survives::<Slice>(&capture!("21-devices-telemetry-ssdp-mdns-ua"));
    survives::<Slice>(&capture!("23-devices-telemetry-gzip"));
    survives::<Neighbours>(&capture!("32-neighboring-access-points-simulated"));
    survives::<Firewall>(&capture!("40-firewall"));
}

#[test]
fn messages_of_a_release_build_are_as_long_as_they_were_on_the_wire() {
    assert_eq!(survives::<Activate>(&capture!("04-activate-release-build")), 181);
    assert_eq!(survives::<Telemetry>(&capture!("10-telemetry-first")), 278);
    assert_eq!(survives::<Telemetry>(&capture!("14-telemetry-ap-mode")), 176);
    assert_eq!(survives::<Slice>(&capture!("22-devices-telemetry-release-30s")), 3072);
    assert_eq!(survives::<Radios>(&capture!("31-radios-simulated-driver-with-kinds")), 848);
    assert_eq!(survives::<SpeedTest>(&capture!("61-speedtest-result-1-of-3")), 123);
    assert_eq!(survives::<SpeedTest>(&capture!("61-speedtest-result-2-of-3")), 153);
    assert_eq!(survives::<SpeedTest>(&capture!("61-speedtest-result-3-of-3")), 181);
}

/// Homes enough to have every kind of hardware and device among them.
fn homes(behaviour: Behaviour) -> impl Iterator<Item = Household> {
    let first = Mac([0x60, 0x6c, 0x63, 0, 0xaa, 0]);
    (0..60).map(move |index| Household::new(first.plus(index as u64), index, behaviour, 7))
}

fn assert_like(message: &impl Serialize, capture: &Captured) {
    let (ours, theirs) = (Shape::of_bytes(&compact(message)), Shape::of(capture.json()));
    assert!(ours.is_like(&theirs), "ours: {ours:?}\ntheirs: {theirs:?}");
}

#[test]
fn an_activation_has_the_keys_of_the_capture_unless_the_label_can_be_read() {
    let capture = capture!("04-activate-release-build");
    let (labelled, plain): (Vec<_>, Vec<_>) =
        homes(Behaviour::Steady).partition(|home| home.hardware.labelled);
    assert!(!labelled.is_empty() && !plain.is_empty());
    for home in plain {
        assert_like(&home.activate(StartReason::NormalStart, 77), &capture);
    }
    for home in labelled {
        let mut activate = home.activate(StartReason::NormalStart, 77);
        assert!(activate.auth_info_key.take().is_some_and(|key| key.len() <= 31));
        assert!(activate.serial_number.take().is_some_and(|key| key.len() <= 31));
        assert_like(&activate, &capture);
    }
}

#[test]
fn the_first_telemetry_of_a_home_has_the_keys_of_the_capture_and_an_access_point_has_fewer() {
    for mut home in homes(Behaviour::Steady) {
        let mut samples = Samples::default();
        home.sample(&mut samples);
        assert_like(&Delta::default().attempt(&home.readings(&samples)), &capture!("10-telemetry-first"));
    }
    for home in homes(Behaviour::ApMode) {
        let first = Delta::default().attempt(&home.readings(&Samples::default()));
        assert_like(&first, &capture!("14-telemetry-ap-mode"));
    }
}

#[test]
fn once_the_addresses_are_known_a_loaded_router_says_its_samples_alone() {
    for mut home in homes(Behaviour::HighCpu).filter(|home| home.hardware.several_cores) {
        let (mut delta, mut samples) = (Delta::default(), Samples::default());
        delta.attempt(&home.readings(&samples));
        delta.accepted();
        home.sample(&mut samples);
        home.sample(&mut samples);
        let loaded = delta.attempt(&home.readings(&samples));
        assert_like(&loaded, &capture!("12-telemetry-sysinfo"));
        assert!(loaded.cpu_usage >= Some(93));
        delta.accepted();
        assert_like(&delta.attempt(&home.readings(&samples)), &capture!("11-telemetry-idle"));
    }
}

#[test]
fn a_slice_has_the_keys_of_the_captures_and_its_bytes_add_up() {
    let span = Span { end_unix_ms: 1_795_286_743_552, length_ms: 30_003 };
    let (mut with_services, mut without_port) = (0, 0);
    for mut home in homes(Behaviour::Steady) {
        let slice = home.slice(span, true);
        let mut searched = Shape::of(capture!("21-devices-telemetry-ssdp-mdns-ua").json());
        // That slice happened to have no packet without a port and no DHCP request; the one before had both.
        let before = Shape::of(capture!("20-devices-telemetry-dhcp").json());
        if let (Shape::Object(keys), Shape::Object(others)) = (&mut searched, before) {
            keys[0] = others[0].clone();
        }
        let ours = Shape::of_bytes(&compact(&slice));
        assert!(ours.is_like(&searched), "{ours:?}");

        let fingerprint = slice.fingerprint.as_ref().unwrap();
        with_services += fingerprint.ssdp.len();
        assert!(!fingerprint.dhcp.is_empty(), "every device joins in the first slice");
        let rows = || slice.devices.iter().flat_map(|device| &device.conn);
        without_port += rows().filter(|row| row.r_port.is_none()).count();
        let down: u32 = rows().map(|row| row.b_in[0]).sum();
        let [lan, wan] = slice.interfaces.as_slice() else { panic!("two interfaces") };
        assert_eq!((lan.bytes_out, lan.end_sec, lan.end_msec), (down, 1_795_286_743, 552));
        assert!(wan.bytes_in > down);
        for peer in rows().filter(|row| row.b_in[0] > 0) {
            assert!(slice.dns.iter().any(|answer| answer.ip == peer.r_ip));
        }
    }
    assert!(with_services > 0 && without_port > 0);
}

#[test]
fn radios_scans_and_firewalls_have_the_keys_of_the_captures() {
    for mut home in homes(Behaviour::Steady) {
        assert_like(&home.radios(), &capture!("31-radios-simulated-driver-with-kinds"));
        assert_like(&home.neighbours(), &capture!("32-neighboring-access-points-simulated"));
        assert_like(&home.firewall(), &capture!("40-firewall"));
        let names: Vec<String> =
            home.radios().radios.iter().map(|radio| radio.vaps[0].ssid.clone()).collect();
        assert_eq!(names[0], format!("{}{}", names[1], hex(b"-5G")));
    }
}

#[test]
fn the_rules_of_the_captured_router_come_out_as_captured() {
    let ours = Firewall::of("192.168.77.0/24", "wan0", true);
    assert_eq!(compact(&ours), capture!("40-firewall").body());
}

#[test]
fn the_configuration_of_the_captured_router_comes_out_as_captured() {
    let network = Network {
        lan_ip: "192.168.77.1",
        wan_interface: "wan0",
        ssid: "TestNet",
        passphrase: "correct-horse",
        channel: 36,
        access_point: false,
    };
    assert_eq!(upload(network.shell().as_bytes()), capture!("41-router-config-upload").body());
}

#[test]
fn fingerprints_of_the_captured_devices_come_out_as_captured() {
    let captured: Slice = serde_json::from_slice(&capture!("20-devices-telemetry-dhcp").body()).unwrap();
    let fingerprint = captured.fingerprint.unwrap();
    let phone: Mac = "f0:18:98:00:00:02".parse().unwrap();
    let blob =
        dhcp_options(phone.0, [192, 168, 77, 147], [192, 168, 77, 1], "Annas-iPhone", "android-dhcp-11");
    assert_eq!(blob, fingerprint.dhcp[0].blob);
    assert_eq!(txt_record(&["rpMd=iPhone14,2", "rpVr=440.10"]), fingerprint.mdns[0].blob);
}

#[test]
fn every_request_has_the_line_and_the_headers_of_its_capture() {
    let caller = |mac: &str| Caller { mac: mac.parse().unwrap(), identity: None, gzip_above: 0 };
    let release = caller("60:6c:63:00:aa:01");
    let debug = caller("4e:00:00:12:34:56");
    let squeezing = Caller { gzip_above: 50, ..caller("62:6c:63:00:aa:02") };
    let body = || b"0123456789".repeat(20);
    same(&debug.time(), "GET", &capture!("01-time"));
    same(&release.certificate(), "GET", &capture!("02-certificate"));
    same(&release.activate(body()), "PUT", &capture!("04-activate-release-build"));
    same(&release.telemetry(body()), "POST", &capture!("10-telemetry-first"));
    same(&release.devices(body()), "POST", &capture!("22-devices-telemetry-release-30s"));
    same(&squeezing.devices(body()), "POST", &capture!("23-devices-telemetry-gzip"));
    same(&release.radios(body()), "POST", &capture!("31-radios-simulated-driver-with-kinds"));
    same(&debug.neighbours(body()), "POST", &capture!("32-neighboring-access-points-simulated"));
    same(&debug.firewall(body()), "POST", &capture!("40-firewall"));
    same(&debug.config(body()), "POST", &capture!("41-router-config-upload"));
    same(&debug.pull_config(), "GET", &capture!("42-router-config-download"));
    same(&debug.payload("fetch_urls"), "GET", &capture!("50-command-payload-fetch-urls"));
    same(&debug.url_contents("cookie-0001", body()), "PUT", &capture!("51-url-contents-headers-and-body"));
    same(&debug.payload("port_scan"), "GET", &capture!("53-command-payload-port-scan"));
    same(&debug.port_info("5c:aa:fd:00:00:01", body()), "POST", &capture!("54-port-info"));
    same(&release.test_result(None, body()), "POST", &capture!("61-speedtest-result-1-of-3"));
}

fn same(call: &Call, method: &str, capture: &Captured) {
    let captured = capture.headers(call.body.len());
    let bytes = http::request(call, &captured[0].1);
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let (line, headers) = head.split_once("\r\n").unwrap();
    assert_eq!(line, format!("{method} {} HTTP/1.1", capture.path()));
    let headers: Vec<(String, String)> = headers
        .split("\r\n")
        .map(|header| header.split_once(": ").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap())
        .collect();
    assert_eq!(headers, captured);
    assert_eq!(bytes[end + 4..], call.body);
}

#[test]
fn only_long_reports_are_compressed_and_telemetry_never_is() {
    let mac = Mac([0x60, 0x6c, 0x63, 0, 0xaa, 1]);
    let caller = Caller { mac, identity: None, gzip_above: 100 };
    let body = b"{\"devices\":[]}".repeat(30);
    let squeezed = caller.devices(body.clone()).body;
    assert!(squeezed.starts_with(&[0x1f, 0x8b]) && squeezed.len() < body.len());
    let mut plain = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(squeezed.as_slice()), &mut plain).unwrap();
    assert_eq!(plain, body);
    assert_eq!(caller.telemetry(body.clone()).body, body);
    assert_eq!(caller.devices(b"{}".to_vec()).body, b"{}");
}

#[test]
fn a_long_speed_test_result_is_cut_in_the_middle_as_the_real_agent_does() {
    let long = super::speedtest::Measured {
        ping_endpoints: vec!["a-rather-long-host-name.example".into(); 9],
        ..Default::default()
    };
    let body = super::speedtest::body(&long);
    assert_eq!(body.len(), 255);
    assert!(serde_json::from_slice::<serde_json::Value>(&body).is_err());
}
