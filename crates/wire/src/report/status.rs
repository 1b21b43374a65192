use std::net::Ipv4Addr;

use serde::Serialize;

use super::{Ipv6Cidr, Said};
use crate::Mac;

/// How a router is doing. Only what it said in this report; the rest is as before, unless the report is
/// [`full`](Self::full).
///
/// Percentages are whole numbers from 0 to 100.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Status {
    /// A full picture: forget everything an earlier status said, what this one leaves out included.
    pub full: bool,
    /// The report's number, one higher each time; a gap means that reports were lost on the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sequence: Option<u64>,
    /// Addresses on the home's side.
    pub lan: Addresses,
    /// Addresses on the line's side. Routers in access-point mode may have none.
    pub wan: Addresses,
    /// MAC address on the line's side.
    #[serde(skip_serializing_if = "Said::is_unsaid")]
    pub wan_mac: Said<Mac>,
    /// IPv6 prefixes that the line delegates to the home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delegated_prefixes: Option<Vec<Ipv6Cidr>>,
    /// Memory nobody uses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_free_percent: Option<u8>,
    /// Memory that could be had: free, or in use as a cache.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_available_percent: Option<u8>,
    /// Load of all processors together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_percent: Option<u8>,
    /// The part of it spent in network interrupts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_softirq_percent: Option<u8>,
    /// Load of the busiest processor; routers with one processor do not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_max_percent: Option<u8>,
    /// The part of it spent in network interrupts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_max_softirq_percent: Option<u8>,
    /// Disks the router shares in the home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disks: Option<Vec<Disk>>,
    /// The router could not use DNS. Said in every report while it is so; a report that does not say it means no.
    pub no_dns: bool,
    /// The router's clock was wrong and had to be set by us. Said in every report while it is so, like `no_dns`.
    pub clock_was_wrong: bool,
}

/// The addresses on one side of a router.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Addresses {
    /// The IPv4 address.
    #[serde(skip_serializing_if = "Said::is_unsaid")]
    pub ipv4: Said<Ipv4Addr>,
    /// The global IPv6 address to use first.
    #[serde(skip_serializing_if = "Said::is_unsaid")]
    pub ipv6: Said<Ipv6Cidr>,
    /// The other IPv6 addresses, link-local ones among them. An empty list says that there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_ipv6: Option<Vec<Ipv6Cidr>>,
}

/// A disk that a router shares in the home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disk {
    /// The router's name for it.
    pub id: String,
    /// Bytes left.
    pub bytes_free: Option<u64>,
    /// Bytes in all.
    pub bytes_total: Option<u64>,
}

impl Status {
    /// Folds the same router's next report into this one, so that applying the result equals applying both in turn.
    ///
    /// A full report replaces everything; any other overrides only what it says. The order of reports matters, their
    /// grouping does not: a batch may be folded before it is stored.
    pub fn merge(&mut self, newer: Self) {
        if newer.full {
            *self = newer;
            return;
        }
        let older = std::mem::take(self);
        *self = Self {
            full: older.full,
            sequence: newer.sequence.or(older.sequence),
            lan: newer.lan.or(older.lan),
            wan: newer.wan.or(older.wan),
            wan_mac: newer.wan_mac.or(older.wan_mac),
            delegated_prefixes: newer.delegated_prefixes.or(older.delegated_prefixes),
            memory_free_percent: newer.memory_free_percent.or(older.memory_free_percent),
            memory_available_percent: newer.memory_available_percent.or(older.memory_available_percent),
            cpu_percent: newer.cpu_percent.or(older.cpu_percent),
            cpu_softirq_percent: newer.cpu_softirq_percent.or(older.cpu_softirq_percent),
            cpu_max_percent: newer.cpu_max_percent.or(older.cpu_max_percent),
            cpu_max_softirq_percent: newer.cpu_max_softirq_percent.or(older.cpu_max_softirq_percent),
            disks: newer.disks.or(older.disks),
            no_dns: newer.no_dns,
            clock_was_wrong: newer.clock_was_wrong,
        };
    }
}

impl Addresses {
    fn or(self, older: Self) -> Self {
        Self {
            ipv4: self.ipv4.or(older.ipv4),
            ipv6: self.ipv6.or(older.ipv6),
            other_ipv6: self.other_ipv6.or(older.other_ipv6),
        }
    }
}
