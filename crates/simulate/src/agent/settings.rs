//! What the server may change with its answer to an activation.

use serde_json::{Map, Value};

/// The periods of an agent, in seconds. Source: agent protocol 3.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periods {
    /// Router telemetry, which also fetches commands.
    pub telemetry: u64,
    /// Device telemetry; the length of a slice.
    pub devices: u64,
    /// Radio telemetry.
    pub radios: u64,
    /// Neighbour scans; 0 is off.
    pub scan: u64,
    /// Processor and memory sampling; 0 is off.
    pub sysinfo: u64,
    /// Firewall dumps. 0 posts without delay, a bug of the real agent.
    pub firewall: u64,
}

impl Default for Periods {
    fn default() -> Self {
        Self { telemetry: 15, devices: 30, radios: 30, scan: 10_800, sysinfo: 60, firewall: 300 }
    }
}

/// All settings that show on the wire. They last until the agent restarts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) periods: Periods,
    /// Bodies longer than this many bytes are compressed by builds that can; 0 is off.
    pub(crate) gzip_requests: u64,
    /// Access point instead of gateway.
    pub(crate) access_point: bool,
}

impl Settings {
    /// Takes over what an answer says. Unknown keys, wrong types, values out of range and answers that are no JSON
    /// object change nothing.
    pub(crate) fn obey(&mut self, answer: &[u8]) {
        let Ok(told) = serde_json::from_slice::<Map<String, Value>>(answer) else { return };
        let number = |key: &str, range: std::ops::RangeInclusive<u64>| {
            told.get(key).and_then(Value::as_u64).filter(|value| range.contains(value))
        };
        let periods = &mut self.periods;
        let set = |period: &mut u64, told: Option<u64>| *period = told.unwrap_or(*period);
        set(&mut periods.telemetry, number("rtr-t-period", 5..=120));
        set(&mut periods.devices, number("tpcap-period", 15..=120));
        set(&mut periods.radios, number("rad-t-period", 15..=120));
        set(&mut periods.scan, number("wscan-period", 60..=u64::MAX).or(number("wscan-period", 0..=0)));
        set(&mut periods.sysinfo, number("sysinfo-period", 0..=u64::MAX));
        set(&mut periods.firewall, number("ipt-period", 0..=u64::MAX));
        set(&mut self.gzip_requests, number("gzip-requests", 0..=u64::MAX));
        match told.get("opmode").and_then(Value::as_str) {
            Some("ap") => self.access_point = true,
            Some("gw") => self.access_point = false,
            // The simulated builds have no mesh compiled in.
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(answer: &str) -> Settings {
        let mut settings = Settings { periods: Periods::default(), gzip_requests: 0, access_point: false };
        settings.obey(answer.as_bytes());
        settings
    }

    #[test]
    fn the_server_sets_periods_and_mode() {
        let settings = told(
            r#"{"rtr-t-period":5,"tpcap-period":15,"rad-t-period":120,"wscan-period":0,
                "ipt-period":30,"sysinfo-period":10,"gzip-requests":500,"opmode":"ap"}"#,
        );
        let periods = Periods { telemetry: 5, devices: 15, radios: 120, scan: 0, sysinfo: 10, firewall: 30 };
        assert_eq!(settings, Settings { periods, gzip_requests: 500, access_point: true });
    }

    #[test]
    fn a_value_out_of_range_or_of_the_wrong_type_leaves_the_old_one() {
        let unchanged = told("");
        for answer in [
            r#"{"rtr-t-period":4,"tpcap-period":14,"rad-t-period":121,"wscan-period":59}"#,
            r#"{"rtr-t-period":"5","tpcap-period":15.5,"ipt-period":-1,"opmode":"mesh_11s_gw"}"#,
            r#"{"set-url-pfx":"x"}"#,
            "[]",
            "not json",
        ] {
            assert_eq!(told(answer), unchanged, "{answer}");
        }
    }

    #[test]
    fn one_bad_value_does_not_spoil_the_others() {
        assert_eq!(told(r#"{"rtr-t-period":999,"ipt-period":60}"#).periods.firewall, 60);
    }
}
