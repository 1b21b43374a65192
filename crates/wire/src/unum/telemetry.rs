//! The post that keeps a router online. Source: agent protocol 4; captures/10 to 14.

use std::net::Ipv4Addr;

use super::fields::{Fields, object};
use crate::Malformed;
use crate::report::{Addresses, Disk, Ipv6Cidr, Said, Status};

/// The longest name of a disk that is believed, in bytes.
const NAME: usize = 128;

/// Reads the body of a telemetry request.
///
/// # Errors
///
/// [`Malformed`] when the body is no JSON object. Do not answer that by a 400.
pub fn decode_status(body: &[u8]) -> Result<Status, Malformed> {
    let map = object(body)?;
    let fields = Fields::of(&map);
    let sequence = fields.count("seq_num");
    Ok(Status {
        // Until we first accept a post, the agent numbers every one 0 and puts everything into it.
        full: sequence == Some(0),
        sequence,
        lan: Addresses {
            ipv4: ipv4(fields, "lan_ip_address"),
            ipv6: ipv6(fields, "lan_primary_ipv6_address"),
            other_ipv6: fields.parsed_list("lan_other_ipv6_addresses"),
        },
        wan: Addresses {
            ipv4: ipv4(fields, "wan_ip_address"),
            ipv6: ipv6(fields, "wan_primary_ipv6_address"),
            other_ipv6: fields.parsed_list("wan_other_ipv6_addresses"),
        },
        wan_mac: fields.said("wan_mac_address"),
        delegated_prefixes: fields.parsed_list("ipv6_prefix_delegations"),
        memory_free_percent: fields.percent("mem_free"),
        memory_available_percent: fields.percent("mem_available"),
        cpu_percent: fields.percent("cpu_usage"),
        cpu_softirq_percent: fields.percent("cpu_softirq"),
        cpu_max_percent: fields.percent("cpu_max_usage"),
        cpu_max_softirq_percent: fields.percent("cpu_max_softirq"),
        disks: disks(fields),
        no_dns: fields.flag("no_dns"),
        clock_was_wrong: fields.flag("no_time"),
    })
}

/// An address of all zeros is how network tools write that there is none.
fn ipv4(fields: Fields<'_>, key: &str) -> Said<Ipv4Addr> {
    match fields.said::<Ipv4Addr>(key) {
        Said::Some(address) if address.is_unspecified() => Said::None,
        said => said,
    }
}

fn ipv6(fields: Fields<'_>, key: &str) -> Said<Ipv6Cidr> {
    match fields.said::<Ipv6Cidr>(key) {
        Said::Some(cidr) if cidr.address().is_unspecified() => Said::None,
        said => said,
    }
}

fn disks(fields: Fields<'_>) -> Option<Vec<Disk>> {
    fields.list("smb_devices")?;
    let disk = |disk: Fields<'_>| {
        Some(Disk {
            id: disk.text("id", NAME)?,
            bytes_free: disk.count("bytes_free"),
            bytes_total: disk.count("bytes_total"),
        })
    };
    Some(fields.objects("smb_devices").filter_map(disk).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(body: &str) -> Status {
        decode_status(body.as_bytes()).unwrap()
    }

    #[test]
    fn a_line_that_lost_its_address_says_so_and_silence_says_nothing() {
        assert_eq!(status(r#"{"wan_ip_address":""}"#).wan.ipv4, Said::None);
        assert_eq!(status(r#"{"wan_ip_address":"0.0.0.0"}"#).wan.ipv4, Said::None);
        assert_eq!(status(r#"{"wan_primary_ipv6_address":""}"#).wan.ipv6, Said::None);
        assert_eq!(status(r#"{"wan_primary_ipv6_address":"::/0"}"#).wan.ipv6, Said::None);
        assert_eq!(status("{}").wan.ipv4, Said::Unsaid);
        assert_eq!(status(r#"{"wan_ip_address":null}"#).wan.ipv4, Said::Unsaid);
    }

    #[test]
    fn one_wrong_key_costs_only_itself() {
        let status = status(
            r#"{"seq_num":7,"wan_ip_address":"999.1.1.1","mem_free":101,"cpu_usage":"12","mem_available":80,
                "lan_other_ipv6_addresses":["fd77::1/64",5,"fd77::/999"],"surprise":{}}"#,
        );
        let right = Status {
            sequence: Some(7),
            memory_available_percent: Some(80),
            lan: Addresses { other_ipv6: Some(vec!["fd77::1/64".parse().unwrap()]), ..Addresses::default() },
            ..Status::default()
        };
        assert_eq!(status, right);
    }

    #[test]
    fn a_number_too_big_for_any_column_is_skipped() {
        assert_eq!(status(r#"{"seq_num":9223372036854775807}"#).sequence, Some(i64::MAX as u64));
        for huge in ["9223372036854775808", "18446744073709551616", "1e9", "1.5", "-1", "\"3\"", "null"] {
            assert_eq!(status(&format!(r#"{{"seq_num":{huge}}}"#)).sequence, None, "{huge}");
        }
    }

    #[test]
    fn of_a_repeated_key_the_last_one_counts_and_a_trailing_nul_is_no_harm() {
        assert_eq!(status("{\"mem_free\":1,\"mem_free\":2}\n\0").memory_free_percent, Some(2));
    }

    #[test]
    fn a_body_that_is_no_object_is_malformed() {
        assert!(matches!(decode_status(b"[]"), Err(Malformed::NotAnObject)));
        assert!(matches!(decode_status(b""), Err(Malformed::NotJson(_))));
        assert!(matches!(decode_status(b"{\"seq_num\":1"), Err(Malformed::NotJson(_))));
    }

    #[test]
    fn bottomless_nesting_is_refused_instead_of_exhausting_the_stack() {
        let deep = format!("{{\"a\":{}", "[".repeat(1_000_000));
        assert!(matches!(decode_status(deep.as_bytes()), Err(Malformed::NotJson(_))));
    }

    #[test]
    fn trouble_is_said_in_every_report_while_it_lasts() {
        let mut now = status(r#"{"seq_num":4,"no_dns":"1","no_time":"1"}"#);
        assert!(now.no_dns && now.clock_was_wrong);
        now.merge(status(r#"{"seq_num":5}"#));
        assert!(!now.no_dns && !now.clock_was_wrong);
    }

    #[test]
    fn shared_disks_are_told_with_their_space() {
        let disks =
            status(r#"{"smb_devices":[{"id":"usb1","bytes_free":5,"bytes_total":9},{"bytes_free":1},3]}"#)
                .disks;
        assert_eq!(disks, Some(vec![Disk { id: "usb1".into(), bytes_free: Some(5), bytes_total: Some(9) }]));
        assert_eq!(status(r#"{"smb_devices":[]}"#).disks, Some(vec![]));
        assert_eq!(status("{}").disks, None);
    }
}
