//! What routers say, in words of no protocol.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The kind under which a router's Wi-Fi picture is kept.
pub const WIFI_KIND: &str = "radios";

/// Something a router said.
#[derive(Debug, Clone)]
pub enum Report {
    /// It started.
    Start(Start),
    /// How it is: the report that keeps it online.
    Status(StatusReport),
    /// Anything else; the latest of each kind is kept as it came.
    Post {
        /// The kind, at most 100 characters.
        kind: String,
        /// As it came.
        body: Vec<u8>,
        /// Its networks, where the kind tells them.
        wifi: Option<Vec<WifiNetwork>>,
    },
}

impl Report {
    /// How large it is, about; only bodies that are kept as they came can be.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Report::Post { body, .. } => body.len(),
            Report::Start(_) | Report::Status(_) => 256,
        }
    }
}

/// What a router says of itself when it starts.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// The make and model, in the maker's word.
    pub hardware: Option<String>,
    /// Firmware version.
    pub firmware: Option<String>,
    /// Version of the agent on it.
    pub agent_version: Option<String>,
    /// Serial number, where it has one to say.
    pub serial: Option<String>,
    /// Why it started, in the protocol's word.
    pub reason: Option<String>,
    /// Seconds since it booted.
    pub uptime_seconds: Option<u64>,
}

/// How a router is: a patch over what it said before, or the full picture.
///
/// The patch is a flat object in the words of [`Status`]; null says that there is none now.
#[derive(Debug, Clone, Default)]
pub struct StatusReport {
    /// Whether everything said before is to be forgotten.
    pub full: bool,
    /// The words and their values.
    pub patch: Map<String, Value>,
}

impl StatusReport {
    /// PostgreSQL's JSON has no NUL, as its text has none: it becomes the replacement character, on both databases. One
    /// router must not be able to spoil the batch that all share.
    pub(super) fn clean(&mut self) {
        let patch = without_nul(Value::Object(std::mem::take(&mut self.patch)));
        if let Value::Object(patch) = patch {
            self.patch = patch;
        }
    }

    /// Folds the same router's next report into this one.
    pub(super) fn merge(&mut self, newer: StatusReport) {
        if newer.full {
            *self = newer;
        } else {
            self.patch.extend(newer.patch);
        }
    }
}

fn without_nul(value: Value) -> Value {
    let clean = |text: String| if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text };
    match value {
        Value::String(text) => Value::String(clean(text)),
        Value::Array(items) => items.into_iter().map(without_nul).collect(),
        Value::Object(words) => {
            words.into_iter().map(|(name, value)| (clean(name), without_nul(value))).collect()
        }
        other => other,
    }
}

/// All that a router said of how it is, as last known. Percentages are whole, 0 to 100.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Status {
    /// Address on the line's side.
    pub wan_ipv4: Option<String>,
    /// The same, IPv6 with prefix length.
    pub wan_ipv6: Option<String>,
    /// Further ones.
    pub wan_other_ipv6: Vec<String>,
    /// MAC on the line's side.
    pub wan_mac: Option<String>,
    /// Address on the home's side.
    pub lan_ipv4: Option<String>,
    /// The same, IPv6 with prefix length.
    pub lan_ipv6: Option<String>,
    /// Further ones.
    pub lan_other_ipv6: Vec<String>,
    /// IPv6 prefixes that the line delegates to the home.
    pub delegated_prefixes: Vec<String>,
    /// Memory nobody uses.
    pub memory_free_percent: Option<u8>,
    /// Memory that could be had.
    pub memory_available_percent: Option<u8>,
    /// Load of all processors together.
    pub cpu_percent: Option<u8>,
    /// The part of it in network interrupts.
    pub cpu_softirq_percent: Option<u8>,
    /// Load of the busiest processor.
    pub cpu_max_percent: Option<u8>,
    /// The part of it in network interrupts.
    pub cpu_max_softirq_percent: Option<u8>,
    /// Disks the router shares in the home.
    pub disks: Vec<Value>,
    /// It cannot use DNS.
    pub no_dns: bool,
    /// Its clock was wrong and had to be set.
    pub clock_was_wrong: bool,
    /// The number of its last report.
    pub sequence: Option<u64>,
}

/// A Wi-Fi network that a router offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WifiNetwork {
    /// Its name; empty when hidden.
    pub name: String,
    /// `2.4 GHz`, `5 GHz` or `6 GHz`.
    pub band: Option<String>,
    /// Channel number.
    pub channel: Option<u16>,
    /// How many devices are connected.
    pub devices: usize,
}
