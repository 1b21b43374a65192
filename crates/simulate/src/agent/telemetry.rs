//! Router telemetry: addresses, memory, processor. Only what changed is said.

use serde::Serialize;
use std::borrow::Cow;

/// One post. Source: agent protocol 4, captures/10 to 14.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Telemetry {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) lan_ip_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) lan_other_ipv6_addresses: Option<Vec<String>>,
    /// Gateway mode only, like `wan_mac_address`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) wan_ip_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) wan_other_ipv6_addresses: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) wan_mac_address: Option<String>,
    /// `"1"` in every post while name resolution is broken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) no_dns: Option<Cow<'static, str>>,
    /// `"1"` in every post after the clock had to be set from the server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) no_time: Option<Cow<'static, str>>,
    /// Percent of all memory, as the next one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) mem_free: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) mem_available: Option<u8>,
    /// Percent, averaged over all processors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cpu_usage: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cpu_softirq: Option<u8>,
    /// Percent of the busiest processor; only where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cpu_max_usage: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cpu_max_softirq: Option<u8>,
    pub(crate) seq_num: u64,
}

/// Remembers what the server has accepted, so that only the rest is said again.
#[derive(Debug, Default)]
pub(crate) struct Delta {
    accepted: Telemetry,
    underway: Telemetry,
    answered: bool,
    seq_num: u64,
}

impl Delta {
    /// The next post for the present readings: changed keys only, and the next number. The number stays 0 until the
    /// first answer and then rises with every attempt, so that a gap tells of a lost post.
    pub(crate) fn attempt(&mut self, now: &Telemetry) -> Telemetry {
        if self.answered {
            self.seq_num += 1;
        }
        self.underway = now.clone();
        let old = &self.accepted;
        Telemetry {
            lan_ip_address: changed(&now.lan_ip_address, &old.lan_ip_address),
            lan_other_ipv6_addresses: changed(&now.lan_other_ipv6_addresses, &old.lan_other_ipv6_addresses),
            wan_ip_address: changed(&now.wan_ip_address, &old.wan_ip_address),
            wan_other_ipv6_addresses: changed(&now.wan_other_ipv6_addresses, &old.wan_other_ipv6_addresses),
            wan_mac_address: changed(&now.wan_mac_address, &old.wan_mac_address),
            no_dns: now.no_dns.clone(),
            no_time: now.no_time.clone(),
            mem_free: changed(&now.mem_free, &old.mem_free),
            mem_available: changed(&now.mem_available, &old.mem_available),
            cpu_usage: changed(&now.cpu_usage, &old.cpu_usage),
            cpu_softirq: changed(&now.cpu_softirq, &old.cpu_softirq),
            cpu_max_usage: changed(&now.cpu_max_usage, &old.cpu_max_usage),
            cpu_max_softirq: changed(&now.cpu_max_softirq, &old.cpu_max_softirq),
            seq_num: self.seq_num,
        }
    }

    /// The server answered the last attempt with a 2xx.
    pub(crate) fn accepted(&mut self) {
        self.accepted = std::mem::take(&mut self.underway);
        self.answered = true;
    }
}

fn changed<T: Clone + PartialEq>(now: &Option<T>, accepted: &Option<T>) -> Option<T> {
    now.as_ref().filter(|_| now != accepted).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings() -> Telemetry {
        Telemetry {
            lan_ip_address: Some("192.168.77.1".into()),
            wan_ip_address: Some("203.0.113.2".into()),
            mem_free: Some(57),
            ..Telemetry::default()
        }
    }

    fn said(post: &Telemetry) -> String {
        String::from_utf8(crate::agent::compact(post)).unwrap()
    }

    #[test]
    fn after_an_accepted_post_an_idle_router_says_only_its_number() {
        let mut delta = Delta::default();
        delta.attempt(&readings());
        delta.accepted();
        assert_eq!(said(&delta.attempt(&readings())), r#"{"seq_num":1}"#); // captures/11
        delta.accepted();
        assert_eq!(said(&delta.attempt(&readings())), r#"{"seq_num":2}"#);
    }

    #[test]
    fn a_refused_post_is_said_again_in_full_and_still_has_number_zero() {
        let mut delta = Delta::default();
        let first = delta.attempt(&readings());
        assert_eq!(delta.attempt(&readings()), first);
        assert_eq!(first.seq_num, 0);
    }

    #[test]
    fn once_answered_every_attempt_counts_so_a_lost_post_leaves_a_gap() {
        let mut delta = Delta::default();
        delta.attempt(&readings());
        delta.accepted();
        let lost = Telemetry { mem_free: Some(50), ..readings() };
        assert_eq!(said(&delta.attempt(&lost)), r#"{"mem_free":50,"seq_num":1}"#);
        assert_eq!(said(&delta.attempt(&lost)), r#"{"mem_free":50,"seq_num":2}"#);
    }

    #[test]
    fn a_value_that_changes_back_before_it_was_accepted_is_not_said() {
        let mut delta = Delta::default();
        delta.attempt(&readings());
        delta.accepted();
        delta.attempt(&Telemetry { mem_free: Some(50), ..readings() });
        assert_eq!(said(&delta.attempt(&readings())), r#"{"seq_num":2}"#);
    }

    #[test]
    fn trouble_with_names_or_time_is_said_every_time() {
        let mut delta = Delta::default();
        let broken = Telemetry { no_dns: Some("1".into()), no_time: Some("1".into()), ..readings() };
        delta.attempt(&broken);
        delta.accepted();
        assert_eq!(said(&delta.attempt(&broken)), r#"{"no_dns":"1","no_time":"1","seq_num":1}"#);
    }
}
