//! "Here I am": the first message of a started agent.

use serde::Serialize;
use std::borrow::Cow;

/// Source: agent protocol 3.5, captures/04.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Activate {
    pub(crate) hardware_type: Cow<'static, str>,
    /// Seconds since the router booted.
    pub(crate) uptime: u64,
    pub(crate) firmware_version: Cow<'static, str>,
    pub(crate) unum_agent_version: Cow<'static, str>,
    pub(crate) start_reason: Cow<'static, str>,
    /// A value printed on the label; builds that can read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) auth_info_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) serial_number: Option<String>,
    /// Gateway mode only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) wan_mac_address: Option<String>,
}

/// Why an agent started, as it says itself. The simulation knows the reasons that it can bring about.
/// Source: agent protocol 3.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StartReason {
    NormalStart,
    ServerCommand,
    Provision,
    ConnectivityCheck,
    Exception,
    Killed,
    RebootFail,
}

impl StartReason {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::NormalStart => "normal_start",
            Self::ServerCommand => "server-cmd",
            Self::Provision => "provision",
            Self::ConnectivityCheck => "conncheck",
            Self::Exception => "exception",
            Self::Killed => "killed",
            Self::RebootFail => "reboot-fail",
        }
    }
}
