//! JSON that no agent would send, but made of the words that agents use, so that it gets past the first key.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const NUMBERED: &str = "seq_num";
const ADDRESS: &str =
    "lan_ip_address wan_ip_address wan_mac_address lan_primary_ipv6_address wan_primary_ipv6_address";
const ADDRESSES: &str = "lan_other_ipv6_addresses wan_other_ipv6_addresses ipv6_prefix_delegations";
const FLAG: &str = "no_dns no_time";
const PERCENT: &str = "mem_free mem_available cpu_usage cpu_softirq cpu_max_usage cpu_max_softirq";
const START: &str = "hardware_type uptime firmware_version unum_agent_version start_reason crash_info type location \
    description report_url auth_info_key serial_number mac_list developer_build";
const WIFI: &str = "radios name kind channel extras hwmode country vaps interface ssid bssid mode max_txpower noise \
    stas assoc_info mac rssi inact_ms tx_pkts rx_pkts tx_bytes rx_bytes tx_retr tx_fail auth_ok rx_rate tx_rate rate \
    mcs bw short_gi nss";
const DISK: &str = "smb_devices id bytes_free bytes_total";

fn words(lists: &[&'static str]) -> Vec<&'static str> {
    lists.iter().flat_map(|list| list.split_whitespace()).collect()
}

/// Values that some key or other takes, and some that none should. A `␀` stands for a NUL.
const TEXTS: &str = "1 192.0.2.1 0.0.0.0 2001:db8::1/64 ::/0 fe80::1/129 4e:00:00:12:34:56 436166c3a9 4 ap sta \
    mesh_11s exception normal_start 11anac 11bgn US a␀b é�";

fn text() -> impl Strategy<Value = String> {
    let known = prop::sample::select(words(&[TEXTS])).prop_map(|text| text.replace('␀', "\0"));
    prop_oneof![8 => known, 1 => Just(String::new())]
}

fn key() -> impl Strategy<Value = String> {
    let known = words(&[NUMBERED, ADDRESS, ADDRESSES, FLAG, PERCENT, START, WIFI, DISK]);
    prop_oneof![20 => prop::sample::select(known).prop_map(str::to_owned), 1 => ".{0,8}"]
}

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3..260_i64).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ]
}

/// Any JSON object with an agent's keys anywhere in it.
pub(crate) fn agent_json() -> impl Strategy<Value = Value> {
    let inner = leaf().prop_recursive(6, 96, 8, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((key(), inner), 0..6).prop_map(|pairs| Value::Object(Map::from_iter(pairs))),
        ]
    });
    vec((key(), inner), 0..24).prop_map(|pairs| Value::Object(Map::from_iter(pairs)))
}

/// Telemetry as agents send it: a few keys, right or wrong or left out, and a number that is often 0.
pub(crate) fn telemetry() -> impl Strategy<Value = Value> {
    let addresses = vec(text().prop_map(Value::from), 0..3).prop_map(Value::from);
    let some = |keys, value: BoxedStrategy<Value>| vec((prop::sample::select(words(&[keys])), value), 0..5);
    let parts = (
        prop::option::of(prop_oneof![Just(0_u64), 1..9_u64]),
        some(ADDRESS, text().prop_map(Value::from).boxed()),
        some(ADDRESSES, addresses.boxed()),
        some(FLAG, Just(json!("1")).boxed()),
        some(PERCENT, (0..120_i64).prop_map(Value::from).boxed()),
        some("smb_devices", (0..9_i64).prop_map(|bytes| json!([{"id": "usb", "bytes_free": bytes}])).boxed()),
    );
    parts.prop_map(|(sequence, one, many, flags, load, disks)| {
        let pairs = [one, many, flags, load, disks].into_iter().flatten();
        let mut map: Map<_, _> = pairs.map(|(key, value)| (key.to_owned(), value)).collect();
        if let Some(sequence) = sequence {
            map.insert("seq_num".to_owned(), sequence.into());
        }
        Value::Object(map)
    })
}
