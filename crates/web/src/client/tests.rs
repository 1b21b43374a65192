use axum::http::HeaderValue;

use super::*;

const PROXY: &str = "10.0.0.1:4000";
const STRANGER: &str = "203.0.113.9:4000";

fn client(peer: &str, forwarded: &[&str]) -> String {
    let mut headers = HeaderMap::new();
    for line in forwarded {
        headers.append("x-forwarded-for", HeaderValue::from_bytes(line.as_bytes()).unwrap());
    }
    let trusted = ["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()];
    client_address(peer.parse().unwrap(), &headers, &trusted).to_string()
}

#[test]
fn a_stranger_is_not_believed() {
    assert_eq!(client(STRANGER, &["198.51.100.1"]), "203.0.113.9");
}

#[test]
fn a_proxy_is_believed_about_the_hop_before_it_and_no_further() {
    assert_eq!(client(PROXY, &["198.51.100.1"]), "198.51.100.1");
    assert_eq!(client(PROXY, &["1.1.1.1, 198.51.100.1"]), "198.51.100.1");
    assert_eq!(client(PROXY, &["1.1.1.1, 198.51.100.1, 10.9.9.9"]), "198.51.100.1");
}

#[test]
fn several_header_lines_are_one_list() {
    assert_eq!(client(PROXY, &["1.1.1.1", "198.51.100.1, 10.9.9.9", "fd00::1"]), "198.51.100.1");
}

#[test]
fn proxies_all_the_way_leave_the_first_of_them() {
    assert_eq!(client(PROXY, &["10.1.1.1, 10.2.2.2"]), "10.1.1.1");
    assert_eq!(client(PROXY, &[]), "10.0.0.1");
}

#[test]
fn what_is_no_address_ends_the_reading() {
    assert_eq!(client(PROXY, &["198.51.100.1, unknown"]), "10.0.0.1");
    assert_eq!(client(PROXY, &["198.51.100.1, , 10.2.2.2"]), "10.2.2.2");
    assert_eq!(client(PROXY, &["198.51.100.1", "\u{e4}"]), "10.0.0.1");
}

#[test]
fn ports_and_mapped_addresses_are_understood() {
    assert_eq!(client(PROXY, &["198.51.100.1:555"]), "198.51.100.1");
    assert_eq!(client(PROXY, &["[2001:db8::1]:555"]), "2001:db8::1");
    assert_eq!(client("[::ffff:10.0.0.1]:4000", &["::ffff:198.51.100.1"]), "198.51.100.1");
}

#[test]
fn a_network_holds_its_addresses_and_no_others() {
    let holds =
        |network: &str, address: &str| network.parse::<Network>().unwrap().contains(address.parse().unwrap());
    assert!(holds("192.0.2.128/25", "192.0.2.255") && !holds("192.0.2.128/25", "192.0.2.127"));
    assert!(holds("192.0.2.7", "192.0.2.7") && !holds("192.0.2.7", "192.0.2.6"));
    assert!(holds("0.0.0.0/0", "8.8.8.8") && !holds("0.0.0.0/0", "::1"));
    assert!(holds("2001:db8::/33", "2001:db8:7fff::1") && !holds("2001:db8::/33", "2001:db8:8000::1"));
}

#[test]
fn what_is_no_network_is_refused() {
    for wrong in ["", "10.0.0.0/33", "::/129", "10.0.0/8", "10.0.0.0/", "10.0.0.0/-1", "proxy.example"] {
        assert!(wrong.parse::<Network>().is_err(), "{wrong}");
    }
}
