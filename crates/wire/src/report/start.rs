use serde::Serialize;

use crate::Mac;

/// A router's software has started and says what it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Start {
    /// Product name, such as `gl_b1300`.
    pub hardware: Option<String>,
    /// Version of the router's firmware.
    pub firmware: Option<String>,
    /// Version of the managing software on it.
    pub agent_version: Option<String>,
    /// Why it started.
    pub reason: Option<StartReason>,
    /// The same in the router's own word, for people who look closer.
    pub reason_word: Option<String>,
    /// Seconds since the box itself booted. A small number tells a reboot from a restart of the software alone.
    pub uptime_seconds: Option<u64>,
    /// Serial number.
    pub serial: Option<String>,
    /// A key printed on the label, harder to guess than the MAC address. Whoever knows it has seen the box.
    pub label_key: Option<String>,
    /// MAC address of the WAN side; routers in access-point mode have none.
    pub wan_mac: Option<Mac>,
    /// Every MAC address of the box that it tells of, in its order, without repeats.
    pub macs: Vec<Mac>,
    /// The software is a developer's build, not a release.
    pub developer_build: bool,
    /// What is known of the crash before this start.
    pub crash: Option<Crash>,
}

/// Why a router's software started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StartReason {
    /// The box booted, somebody started the software, or it does not know.
    Normal,
    /// We asked for it.
    Asked,
    /// It crashed or hung.
    Crashed,
    /// A part of it failed to start or to do its work.
    Failed,
    /// It could not reach us for long.
    Unreachable,
    /// Its mode of operation (gateway, access point, mesh) changed.
    ModeChanged,
    /// It got a new certificate.
    Provisioned,
    /// Any other word; see [`Start::reason_word`].
    Other,
}

/// What a router knows of its last crash. All of it is the router's text: show it, never follow it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Crash {
    /// What kind of crash, such as a signal's name.
    pub kind: Option<String>,
    /// Where in the software.
    pub location: Option<String>,
    /// More words.
    pub description: Option<String>,
    /// Where the router says that it uploaded a dump.
    pub report_url: Option<String>,
}
