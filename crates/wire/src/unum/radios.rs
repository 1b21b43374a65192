//! The Wi-Fi post. Source: agent protocol 6 and 4.1; captures/30 and 31.

use super::fields::{Fields, object};
use crate::Malformed;
use crate::report::{Band, Network, NetworkKind, NetworkRole, Radio, Rate, Ssid, Station, Traffic, Wifi};

/// The longest name of a radio, an interface or a mode that is believed, in bytes.
const NAME: usize = 64;

/// Reads the body of a radios request.
///
/// # Errors
///
/// [`Malformed`] when the body is no JSON object.
pub fn decode_wifi(body: &[u8]) -> Result<Wifi, Malformed> {
    let map = object(body)?;
    Ok(Wifi { radios: Fields::of(&map).objects("radios").map(radio).collect() })
}

fn radio(fields: Fields<'_>) -> Radio {
    let extras = fields.inside("extras");
    let channel = fields.number("channel", 1..=233);
    let hwmode = extras.text("hwmode", NAME);
    let band = match fields.number("kind", 0..=2) {
        Some(0) => Some(Band::Ghz5),
        Some(1) => Some(Band::Ghz2_4),
        Some(2) => Some(Band::Ghz6),
        // Some targets always say -1.
        _ => guess_band(hwmode.as_deref(), channel),
    };
    let is_country = |text: &String| text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase());
    Radio {
        name: fields.text("name", NAME),
        band,
        channel,
        country: extras.text("country", NAME).filter(is_country),
        hwmode,
        networks: fields.objects("vaps").map(network).collect(),
    }
}

/// Tells the band where mode and channel agree on one: channel numbers alone repeat between 6 GHz and the others, and
/// `11ax` alone is spoken on all three.
fn guess_band(hwmode: Option<&str>, channel: Option<u16>) -> Option<Band> {
    let (mode, channel) = (hwmode?, channel?);
    if mode.contains('g') && channel <= 14 {
        Some(Band::Ghz2_4)
    } else if mode.starts_with("11a") && !mode.starts_with("11ax") && (32..=177).contains(&channel) {
        Some(Band::Ghz5)
    } else {
        None
    }
}

fn network(fields: Fields<'_>) -> Network {
    let extras = fields.inside("extras");
    let ssid = fields.text("ssid", 2 * Ssid::LONGEST).as_deref().and_then(ssid).unwrap_or_default();
    let role = match fields.text("mode", NAME).as_deref() {
        Some("ap") => Some(NetworkRole::AccessPoint),
        Some("mesh_11s") => Some(NetworkRole::Mesh),
        Some("sta") => Some(NetworkRole::Client),
        _ => None,
    };
    // In the agent's own numbering a kind is a purpose and a band; the band is the radio's.
    let kind = match fields.number("kind", 0..=14) {
        Some(0 | 1 | 12) => Some(NetworkKind::Home),
        Some(2 | 3 | 13) => Some(NetworkKind::Guest),
        Some(4 | 11 | 14) => Some(NetworkKind::Mesh),
        _ => None,
    };
    // A station-mode interface calls the same list of connected peers by another name.
    let stations = if fields.has("stas") { "stas" } else { "assoc_info" };
    Network {
        name: ssid.name(),
        ssid,
        bssid: fields.mac("bssid"),
        interface: fields.text("interface", NAME),
        role,
        kind,
        max_power_dbm: extras.number("max_txpower", 0..=60),
        noise_dbm: extras.number("noise", -127..=-1),
        stations: fields.objects(stations).filter_map(station).collect(),
    }
}

/// A network's name comes as the hexadecimal digits of its bytes.
fn ssid(digits: &str) -> Option<Ssid> {
    let nibble = |digit: u8| char::from(digit).to_digit(16).and_then(|n| u8::try_from(n).ok());
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let bytes = pairs.iter().map(|[high, low]| Some(nibble(*high)? << 4 | nibble(*low)?));
    Ssid::new(bytes.collect::<Option<_>>()?)
}

/// A station without an address is nobody.
fn station(fields: Fields<'_>) -> Option<Station> {
    let extras = fields.inside("extras");
    let traffic = |packets, bytes, speed| Traffic {
        packets: extras.count(packets),
        bytes: extras.count(bytes),
        rate: rate(extras.inside(speed)),
    };
    Some(Station {
        mac: fields.mac("mac")?,
        signal_dbm: fields.number("rssi", -127..=-1),
        idle_ms: extras.count("inact_ms"),
        authorised: extras.yes_or_no("auth_ok"),
        // The agent counts from the router's point of view: tx is towards the station.
        to_station: traffic("tx_pkts", "tx_bytes", "tx_rate"),
        from_station: traffic("rx_pkts", "rx_bytes", "rx_rate"),
        retries: extras.count("tx_retr"),
        failures: extras.count("tx_fail"),
    })
}

fn rate(fields: Fields<'_>) -> Option<Rate> {
    Some(Rate {
        kbps: fields.count("rate").filter(|kbps| *kbps > 0)?,
        mcs: fields.number("mcs", 0..=u8::MAX),
        width_mhz: fields.number("bw", 1..=u16::MAX),
        streams: fields.number("nss", 1..=16),
        short_guard: fields.flag("short_gi"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_radio(body: &str) -> Radio {
        decode_wifi(body.as_bytes()).unwrap().radios.remove(0)
    }

    #[test]
    fn a_name_that_is_no_text_can_still_be_shown_and_kept() {
        let radio = first_radio(
            r#"{"radios":[{"vaps":[{"ssid":"436166c3a900ff"},{"ssid":"xyz"},{"ssid":"0000"}]}]}"#,
        );
        assert_eq!(radio.networks[0].name, "Café��");
        assert_eq!(radio.networks[0].ssid.to_string(), "436166c3a900ff");
        assert_eq!(radio.networks[1].name, "", "digits that are none");
        assert_eq!(radio.networks[2].name, "", "a hidden network");
    }

    #[test]
    fn a_name_longer_than_the_air_allows_is_skipped() {
        let body = |bytes| format!(r#"{{"radios":[{{"vaps":[{{"ssid":"{}"}}]}}]}}"#, "41".repeat(bytes));
        assert_eq!(first_radio(&body(32)).networks[0].name.len(), 32);
        assert_eq!(first_radio(&body(33)).networks[0].name, "");
    }

    #[test]
    fn a_router_that_does_not_know_its_band_is_told_by_mode_and_channel() {
        let band = |mode: &str, channel| guess_band(Some(mode), Some(channel));
        assert_eq!(band("11bgn", 6), Some(Band::Ghz2_4));
        assert_eq!(band("11anac", 36), Some(Band::Ghz5));
        assert_eq!(band("11ax", 37), None, "36 and 37 are neighbours on two bands");
        assert_eq!(guess_band(None, Some(6)), None);
    }

    #[test]
    fn readings_that_mean_unknown_are_left_out() {
        let radio = first_radio(
            r#"{"radios":[{"channel":0,"extras":{"country":"00"},"vaps":[{"extras":{"noise":0},"stas":[
                {"mac":"4e:00:00:12:34:57","rssi":0,"extras":{"rx_rate":{"rate":0,"mcs":9}}}]}]}]}"#,
        );
        assert_eq!((radio.channel, radio.country), (None, None));
        assert_eq!(radio.networks[0].noise_dbm, None);
        let station = &radio.networks[0].stations[0];
        assert_eq!((station.signal_dbm, &station.from_station), (None, &Traffic::default()));
    }

    #[test]
    fn a_router_on_somebody_elses_network_tells_of_its_access_point() {
        let radio = first_radio(
            r#"{"radios":[{"kind":2,"vaps":[{"mode":"sta","kind":13,"assoc_info":[
                {"mac":"4e:00:00:12:34:57","rssi":-40},{"rssi":-1}]}]}]}"#,
        );
        assert_eq!(radio.band, Some(Band::Ghz6));
        let network = &radio.networks[0];
        assert_eq!((network.role, network.kind), (Some(NetworkRole::Client), Some(NetworkKind::Guest)));
        assert_eq!(network.stations.len(), 1, "a station without an address is nobody");
        assert_eq!(network.stations[0].signal_dbm, Some(-40));
    }
}
