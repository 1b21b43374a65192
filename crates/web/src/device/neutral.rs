//! From the codec's words to the product's, which know no protocol.

use care::router::{Start, StatusReport, WifiNetwork};
use serde_json::Value;
use wire::report;

/// A router that started.
pub(super) fn start(said: report::Start) -> Start {
    Start {
        hardware: said.hardware,
        firmware: said.firmware,
        agent_version: said.agent_version,
        serial: said.serial,
        reason: said.reason_word,
        uptime_seconds: said.uptime_seconds,
    }
}

/// How a router is. The two sides name things alike, except that the codec has one object for each side of the router:
/// `lan.ipv4` is `lan_ipv4` here. What the router left out stays left out, and null says that there is none now.
pub(super) fn status(said: &report::Status) -> Result<StatusReport, serde_json::Error> {
    let mut patch = match serde_json::to_value(said)? {
        Value::Object(words) => words,
        _ => serde_json::Map::new(),
    };
    patch.remove("full");
    for side in ["lan", "wan"] {
        if let Some(Value::Object(words)) = patch.remove(side) {
            patch.extend(words.into_iter().map(|(word, value)| (format!("{side}_{word}"), value)));
        }
    }
    Ok(StatusReport { full: said.full, patch })
}

/// The networks that a router offers to people's devices.
pub(super) fn networks(said: report::Wifi) -> Vec<WifiNetwork> {
    let offered = |network: &report::Network| network.role == Some(report::NetworkRole::AccessPoint);
    said.radios
        .into_iter()
        .flat_map(|radio| {
            let (band, channel) = (radio.band.map(band), radio.channel);
            radio.networks.into_iter().filter(offered).map(move |network| WifiNetwork {
                name: network.name,
                band: band.map(str::to_owned),
                channel,
                devices: network.stations.len(),
            })
        })
        .collect()
}

fn band(band: report::Band) -> &'static str {
    match band {
        report::Band::Ghz2_4 => "2.4 GHz",
        report::Band::Ghz5 => "5 GHz",
        report::Band::Ghz6 => "6 GHz",
    }
}

#[cfg(test)]
mod tests {
    use care::router::Status;
    use serde_json::json;
    use wire::report::{Addresses, Band, Disk, Network, NetworkRole, Radio, Said, Station, Traffic, Wifi};

    use super::*;

    /// Says everything that can be said. Spelled out to the last field, so that a new one does not compile unseen.
    fn talkative() -> report::Status {
        let cidr = |text: &str| text.parse().unwrap();
        report::Status {
            full: true,
            sequence: Some(7),
            lan: Addresses {
                ipv4: Said::Some("192.168.11.1".parse().unwrap()),
                ipv6: Said::Some(cidr("fd77::1/64")),
                other_ipv6: Some(vec![cidr("fe80::1/64")]),
            },
            wan: Addresses {
                ipv4: Said::Some("192.0.2.7".parse().unwrap()),
                ipv6: Said::Some(cidr("2001:db8::7/64")),
                other_ipv6: Some(vec![cidr("fe80::7/64")]),
            },
            wan_mac: Said::Some("60:6c:63:00:aa:02".parse().unwrap()),
            delegated_prefixes: Some(vec![cidr("2001:db8:1::/56")]),
            memory_free_percent: Some(1),
            memory_available_percent: Some(2),
            cpu_percent: Some(3),
            cpu_softirq_percent: Some(4),
            cpu_max_percent: Some(5),
            cpu_max_softirq_percent: Some(6),
            disks: Some(vec![Disk { id: "usb1".into(), bytes_free: Some(8), bytes_total: Some(9) }]),
            no_dns: true,
            clock_was_wrong: true,
        }
    }

    #[test]
    fn every_word_of_the_codec_is_a_word_of_the_product_and_the_other_way_round() {
        let report = status(&talkative()).unwrap();
        assert!(report.full);
        let said = Value::Object(report.patch);
        let understood: Status = serde_json::from_value(said.clone()).unwrap();
        assert_eq!(understood.lan_ipv4.as_deref(), Some("192.168.11.1"));
        assert_eq!(understood.wan_ipv4.as_deref(), Some("192.0.2.7"));
        // Written back, nothing is lost on the way and nothing is missing.
        assert_eq!(serde_json::to_value(understood).unwrap(), said);
    }

    #[test]
    fn what_is_left_out_says_nothing_and_null_says_none() {
        let lost = report::Status {
            wan: Addresses { ipv4: Said::None, ..Addresses::default() },
            ..report::Status::default()
        };
        let report = status(&lost).unwrap();
        assert!(!report.full);
        assert_eq!(
            Value::Object(report.patch),
            json!({ "wan_ipv4": null, "no_dns": false, "clock_was_wrong": false })
        );
    }

    #[test]
    fn only_networks_that_people_can_join_are_offered() {
        let station = Station {
            mac: "4e:00:00:00:00:01".parse().unwrap(),
            signal_dbm: None,
            idle_ms: None,
            authorised: None,
            to_station: Traffic::default(),
            from_station: Traffic::default(),
            retries: None,
            failures: None,
        };
        let network = |name: &str, role| Network {
            name: name.into(),
            role,
            stations: vec![station.clone()],
            ..Network::default()
        };
        let radio = Radio {
            band: Some(Band::Ghz5),
            channel: Some(36),
            networks: vec![
                network("Home", Some(NetworkRole::AccessPoint)),
                network("backhaul", Some(NetworkRole::Mesh)),
                network("upstairs", Some(NetworkRole::Client)),
                network("who knows", None),
            ],
            ..Radio::default()
        };
        let offered = networks(Wifi { radios: vec![radio] });
        let home =
            WifiNetwork { name: "Home".into(), band: Some("5 GHz".into()), channel: Some(36), devices: 1 };
        assert_eq!(offered, [home]);
    }

    #[test]
    fn bands_are_written_as_the_codec_writes_them() {
        for it in [Band::Ghz2_4, Band::Ghz5, Band::Ghz6] {
            assert_eq!(serde_json::to_value(it).unwrap(), band(it));
        }
    }
}
