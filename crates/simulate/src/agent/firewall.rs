//! The firewall dump.

use serde::Serialize;

/// Source: agent protocol 7, captures/40.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Firewall {
    /// The filter table followed by the nat table, a bug of the real agent.
    pub(crate) filter: String,
    pub(crate) nat: String,
    pub(crate) seq_num: u8,
}

impl Firewall {
    /// The rules of a router that translates the addresses of its LAN, or of an access point that does not.
    pub(crate) fn of(lan_network: &str, wan_interface: &str, translates: bool) -> Self {
        let mut nat =
            "-P PREROUTING ACCEPT\n-P INPUT ACCEPT\n-P OUTPUT ACCEPT\n-P POSTROUTING ACCEPT\n".to_owned();
        if translates {
            nat += &format!("-A POSTROUTING -s {lan_network} -o {wan_interface} -j MASQUERADE\n");
        }
        let filter = format!("-P INPUT ACCEPT\n-P FORWARD ACCEPT\n-P OUTPUT ACCEPT\n{nat}");
        Self { filter, nat, seq_num: 0 }
    }
}
