//! The reply to an activate request. Source: agent protocol 3.5; captures/03 and 04.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

/// What an agent is told when it starts. It keeps these until it restarts, so every start is answered with all of them.
///
/// Each setter refuses what the agent would refuse, and what would harm it. Not here on purpose: `lan-if` and
/// `cfg-trace`, which name things inside the router that nobody outside can know.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings(Map<String, Value>);

/// A setting that an agent would refuse or that would harm it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key} must be {least} to {most}, not {given}")]
pub struct OutOfRange {
    /// The agent's name for the setting.
    pub key: &'static str,
    /// The smallest value that goes.
    pub least: i64,
    /// The largest value that goes.
    pub most: i64,
    /// The value that was asked for.
    pub given: i64,
}

/// How a router is used in its home. Agents take only the modes that were compiled into them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// The home's gateway.
    Gateway,
    /// An access point behind another gateway.
    AccessPoint,
    /// The gateway of an 802.11s mesh.
    MeshGateway,
    /// A node of an 802.11s mesh.
    MeshAccessPoint,
}

/// A week: the longest period that has any use, and far from where an agent's arithmetic could overflow.
const WEEK: i64 = 604_800;

impl Settings {
    /// Seconds between status reports, 5 to 120. Commands wait that long, for they ride on the reply.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`], as all setters.
    pub fn status_every(self, seconds: u32) -> Result<Self, OutOfRange> {
        self.with("rtr-t-period", seconds.into(), 5..=120)
    }

    /// Seconds covered by one report about devices, 15 to 120.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`].
    pub fn devices_every(self, seconds: u32) -> Result<Self, OutOfRange> {
        self.with("tpcap-period", seconds.into(), 15..=120)
    }

    /// Seconds between reports about radios, 15 to 120.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`].
    pub fn radios_every(self, seconds: u32) -> Result<Self, OutOfRange> {
        self.with("rad-t-period", seconds.into(), 15..=120)
    }

    /// Seconds between scans for neighbouring networks, from 60; 0 for never.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`].
    pub fn scan_every(self, seconds: u32) -> Result<Self, OutOfRange> {
        let least = if seconds == 0 { 0 } else { 60 };
        self.with("wscan-period", seconds.into(), least..=WEEK)
    }

    /// Seconds over which processor load is averaged; 0 for no report of processor and memory.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`].
    pub fn load_every(self, seconds: u32) -> Result<Self, OutOfRange> {
        self.with("sysinfo-period", seconds.into(), 0..=WEEK)
    }

    /// Seconds between firewall dumps, from 1. There is no never: an agent takes 0 as "without a pause".
    ///
    /// # Errors
    ///
    /// [`OutOfRange`].
    pub fn firewall_every(self, seconds: u32) -> Result<Self, OutOfRange> {
        self.with("ipt-period", seconds.into(), 1..=WEEK)
    }

    /// Seconds to wait for each name server when the agent looks for us, from 1.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`].
    pub fn dns_timeout(self, seconds: u32) -> Result<Self, OutOfRange> {
        self.with("dns-timeout", seconds.into(), 1..=WEEK)
    }

    /// How willingly the traffic counter gives way to other work, -20 to 19.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`].
    pub fn capture_niceness(self, nice: i32) -> Result<Self, OutOfRange> {
        self.with("tpcap-nice", nice.into(), -20..=19)
    }

    /// Bodies longer than this many bytes come compressed, from builds that can; 0 for none.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`].
    pub fn compress_over(self, bytes: u32) -> Result<Self, OutOfRange> {
        self.with("gzip-requests", bytes.into(), 0..=i32::MAX.into())
    }

    /// How the router is used.
    pub fn mode(mut self, mode: Mode) -> Self {
        let word = match mode {
            Mode::Gateway => "gw",
            Mode::AccessPoint => "ap",
            Mode::MeshGateway => "mesh_11s_gw",
            Mode::MeshAccessPoint => "mesh_11s_ap",
        };
        self.0.insert("opmode".to_owned(), word.into());
        self
    }

    /// The body of the reply.
    pub fn encode(self) -> String {
        Value::Object(self.0).to_string()
    }

    fn with(mut self, key: &'static str, given: i64, range: RangeInclusive<i64>) -> Result<Self, OutOfRange> {
        if !range.contains(&given) {
            return Err(OutOfRange { key, least: *range.start(), most: *range.end(), given });
        }
        self.0.insert(key.to_owned(), given.into());
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reply_holds_what_was_set_and_nothing_else() {
        assert_eq!(Settings::default().encode(), "{}");
        let settings = Settings::default().status_every(15).and_then(|s| s.devices_every(30)).unwrap();
        assert_eq!(
            settings.mode(Mode::AccessPoint).encode(),
            r#"{"opmode":"ap","rtr-t-period":15,"tpcap-period":30}"#
        );
    }

    #[test]
    fn a_firewall_dump_without_a_pause_cannot_be_asked_for() {
        let error = Settings::default().firewall_every(0).unwrap_err();
        assert_eq!(error.to_string(), "ipt-period must be 1 to 604800, not 0");
    }

    #[test]
    fn every_edge_of_every_range_holds() {
        let new = Settings::default;
        type Setter = fn(Settings, i64) -> Result<Settings, OutOfRange>;
        let setters: [(Setter, &[i64], &[i64]); 9] = [
            (|s, n| s.status_every(n as u32), &[5, 120], &[4, 121]),
            (|s, n| s.devices_every(n as u32), &[15, 120], &[14, 121]),
            (|s, n| s.radios_every(n as u32), &[15, 120], &[14, 121]),
            (|s, n| s.scan_every(n as u32), &[0, 60, WEEK], &[1, 59, WEEK + 1]),
            (|s, n| s.load_every(n as u32), &[0, WEEK], &[WEEK + 1]),
            (|s, n| s.firewall_every(n as u32), &[1, WEEK], &[0, WEEK + 1]),
            (|s, n| s.dns_timeout(n as u32), &[1, WEEK], &[0, WEEK + 1]),
            (|s, n| s.capture_niceness(n as i32), &[-20, 19], &[-21, 20]),
            (|s, n| s.compress_over(n as u32), &[0, 2_147_483_647], &[2_147_483_648]),
        ];
        for (set, good, bad) in setters {
            for n in good {
                assert!(set(new(), *n).is_ok(), "{n} was refused");
            }
            for n in bad {
                let error = set(new(), *n).unwrap_err();
                assert_eq!(error.given, *n, "{}", error.key);
            }
        }
    }
}
