//! Neighbour scan: the access points of other homes.

use serde::Serialize;
use std::borrow::Cow;

/// Source: agent protocol 6, captures/32.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Neighbours {
    pub(crate) radios: Vec<ScannedRadio>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct ScannedRadio {
    pub(crate) name: Cow<'static, str>,
    pub(crate) kind: i8,
    pub(crate) scanlist: Vec<Neighbour>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Neighbour {
    pub(crate) bssid: String,
    /// The network's name, hexadecimal.
    pub(crate) ssid: String,
    pub(crate) chan: u8,
    /// dBm.
    pub(crate) rssi: i8,
    pub(crate) extras: NeighbourExtras,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct NeighbourExtras {
    pub(crate) quality: u8,
    pub(crate) max_quality: u8,
    pub(crate) mode: Cow<'static, str>,
    pub(crate) encryption: Cow<'static, str>,
}
