//! Device telemetry: who on the LAN talked to whom in the past slice.

use serde::Serialize;
use std::borrow::Cow;

/// One slice. Every number counts this slice alone. Source: agent protocol 5, captures/22.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Slice {
    pub(crate) devices: Vec<Device>,
    pub(crate) dns: Vec<Name>,
    pub(crate) interfaces: Vec<Interface>,
    pub(crate) table_stats: Vec<Table>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fingerprint: Option<Fingerprint>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Device {
    pub(crate) ifname: Cow<'static, str>,
    pub(crate) ip: String,
    pub(crate) mac: String,
    pub(crate) conn: Vec<Connection>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Connection {
    /// The peer's port; absent for protocols without ports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) r_port: Option<u16>,
    pub(crate) r_ip: Cow<'static, str>,
    /// IP protocol number.
    pub(crate) proto: u8,
    /// Bytes to the device, in an array of one.
    pub(crate) b_in: [u32; 1],
    /// Bytes from the device, in an array of one.
    pub(crate) b_out: [u32; 1],
}

/// A DNS answer that a client got.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Name {
    pub(crate) name: Cow<'static, str>,
    pub(crate) ip: Cow<'static, str>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Interface {
    pub(crate) ifname: Cow<'static, str>,
    pub(crate) other_ipv6_addresses: Vec<String>,
    pub(crate) mac: String,
    pub(crate) ip: String,
    pub(crate) mask: Cow<'static, str>,
    /// 1 for the WAN side.
    pub(crate) wan: u8,
    /// Agent protocol 4.1; -1 is unknown.
    pub(crate) kind: i8,
    pub(crate) slice: u8,
    /// Wall clock at the end of the slice: seconds since 1970, then milliseconds.
    pub(crate) end_sec: i64,
    pub(crate) end_msec: u16,
    /// Real length of the slice in milliseconds.
    pub(crate) len_msec: u64,
    pub(crate) bytes_in: u32,
    pub(crate) bytes_out: u32,
    pub(crate) proc_pkts: u32,
    pub(crate) pcap_pkts: u32,
    pub(crate) miss_pkts: u32,
}

/// How full one of the agent's tables got. The last counter has one name here and another in fingerprints.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Table {
    pub(crate) name: Cow<'static, str>,
    pub(crate) add_all: u32,
    pub(crate) add_limit: u32,
    pub(crate) add_busy: u32,
    pub(crate) add_10: u32,
    pub(crate) add_found: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) add_repl: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) add_new: Option<u32>,
}

impl Table {
    /// A table of the capture that was asked `asked` times and held `held` entries at the end.
    pub(crate) fn of_traffic(name: &'static str, asked: u32, held: u32) -> Self {
        Self { add_repl: Some(0), ..Self::counted(name, asked, held) }
    }

    /// The same for a table of the fingerprints.
    pub(crate) fn of_fingerprints(name: &'static str, asked: u32, held: u32) -> Self {
        Self { add_new: Some(held), ..Self::counted(name, asked, held) }
    }

    fn counted(name: &'static str, asked: u32, held: u32) -> Self {
        let asked = asked.max(held);
        Self {
            name: name.into(),
            add_all: asked,
            add_limit: 0,
            add_busy: 0,
            add_10: asked,
            add_found: asked - held,
            add_repl: None,
            add_new: None,
        }
    }
}

/// What devices gave away about themselves.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Fingerprint {
    pub(crate) ssdp: Vec<Ssdp>,
    pub(crate) dhcp: Vec<Dhcp>,
    pub(crate) mdns: Vec<Mdns>,
    pub(crate) useragent: Vec<UserAgent>,
    pub(crate) table_stats: Vec<Table>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Ssdp {
    pub(crate) info: String,
    pub(crate) mac: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Dhcp {
    pub(crate) mac: String,
    /// The client's options in hexadecimal, see [`dhcp_options`].
    pub(crate) blob: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Mdns {
    pub(crate) name: String,
    pub(crate) mac: String,
    /// TXT data in hexadecimal, see [`txt_record`].
    pub(crate) blob: String,
    pub(crate) port: u16,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct UserAgent {
    pub(crate) mac: String,
    pub(crate) data: Vec<Cow<'static, str>>,
}

/// The options of a DHCP request: type, length and value each, without an end marker. Source: captures/20.
pub(crate) fn dhcp_options(mac: [u8; 6], ip: [u8; 4], server: [u8; 4], host: &str, vendor: &str) -> String {
    let mut blob = Vec::with_capacity(96);
    let mut option = |code: u8, value: &[u8]| {
        let value = value.get(..255).unwrap_or(value);
        blob.extend_from_slice(&[code, value.len() as u8]);
        blob.extend_from_slice(value);
    };
    option(53, &[3]);
    option(50, &ip);
    option(54, &server);
    option(57, &[2, 64]);
    option(55, &[1, 3, 6, 12, 15, 28, 42]);
    option(12, host.as_bytes());
    option(60, vendor.as_bytes());
    let [a, b, c, d, e, f] = mac;
    option(61, &[1, a, b, c, d, e, f]);
    super::hex(&blob)
}

/// TXT data: strings that each follow their length. Source: captures/21.
pub(crate) fn txt_record(strings: &[&str]) -> String {
    let mut blob = Vec::new();
    for string in strings {
        let bytes = string.as_bytes();
        let bytes = bytes.get(..255).unwrap_or(bytes);
        blob.push(bytes.len() as u8);
        blob.extend_from_slice(bytes);
    }
    super::hex(&blob)
}
