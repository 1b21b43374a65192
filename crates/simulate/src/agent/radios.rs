//! Radio telemetry: access points of the router and the stations on them.

use serde::Serialize;
use std::borrow::Cow;

/// Source: agent protocol 6, captures/31.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Radios {
    pub(crate) radios: Vec<Radio>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Radio {
    pub(crate) name: Cow<'static, str>,
    /// 0 is 5 GHz, 1 is 2.4 GHz.
    pub(crate) kind: i8,
    pub(crate) channel: u8,
    pub(crate) extras: RadioExtras,
    pub(crate) vaps: Vec<AccessPoint>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct RadioExtras {
    pub(crate) hwmode: Cow<'static, str>,
    pub(crate) country: Cow<'static, str>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct AccessPoint {
    pub(crate) interface: Cow<'static, str>,
    /// The network's name, hexadecimal.
    pub(crate) ssid: String,
    pub(crate) bssid: String,
    pub(crate) mode: Cow<'static, str>,
    /// Agent protocol 4.1: 0 home 2.4 GHz, 1 home 5 GHz.
    pub(crate) kind: i8,
    pub(crate) extras: AccessPointExtras,
    pub(crate) stas: Vec<Station>,
}

/// In dBm.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct AccessPointExtras {
    pub(crate) max_txpower: i8,
    pub(crate) noise: i8,
    pub(crate) txpower_offset: i8,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Station {
    pub(crate) mac: String,
    /// dBm.
    pub(crate) rssi: i8,
    pub(crate) extras: StationExtras,
}

/// Counters run since the station joined, seen from the router: `tx` is towards the station.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct StationExtras {
    pub(crate) rx_rate: Rate,
    pub(crate) tx_rate: Rate,
    pub(crate) inact_ms: u32,
    pub(crate) tx_pkts: u32,
    pub(crate) tx_retr: u32,
    pub(crate) tx_fail: u32,
    pub(crate) rx_pkts: u32,
    pub(crate) tx_bytes: u32,
    pub(crate) rx_bytes: u32,
    pub(crate) auth_ok: u8,
    pub(crate) wme: u8,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Rate {
    /// kbit/s.
    pub(crate) rate: u32,
    pub(crate) mcs: u8,
    /// MHz.
    pub(crate) bw: u8,
    pub(crate) short_gi: u8,
    pub(crate) ht: u8,
    pub(crate) vht: u8,
    pub(crate) nss: u8,
}
