//! The name of a router on the wire.

use std::fmt;
use std::net::Ipv6Addr;
use std::str::FromStr;

/// A MAC address. The agent calls a router by the MAC of its LAN side, in lower case with colons.
/// Source: agent protocol 1.2.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mac(pub [u8; 6]);

impl Mac {
    /// The address as a number, so that neighbouring homes have neighbouring addresses.
    #[must_use]
    pub fn to_u64(self) -> u64 {
        self.0.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// The address `steps` further on. Beyond the last address it starts again from zero.
    #[must_use]
    pub fn plus(self, steps: u64) -> Self {
        let [_, _, bytes @ ..] = self.to_u64().wrapping_add(steps).to_be_bytes();
        Self(bytes)
    }

    /// The IPv6 link-local address that an interface with this MAC gives itself (RFC 4291, appendix A).
    pub(crate) fn link_local(self) -> Ipv6Addr {
        let [a, b, c, d, e, f] = self.0;
        Ipv6Addr::from([0xfe, 0x80, 0, 0, 0, 0, 0, 0, a ^ 2, b, c, 0xff, 0xfe, d, e, f])
    }
}

impl fmt::Display for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, g] = self.0;
        write!(f, "{a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}:{g:02x}")
    }
}

impl fmt::Debug for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Mac {
    type Err = anyhow::Error;

    /// Reads six hexadecimal pairs parted by `:` or `-`.
    fn from_str(text: &str) -> anyhow::Result<Self> {
        let wrong = || anyhow::anyhow!("{text:?} is not a MAC address; write it like 02:00:5e:10:00:00");
        let mut bytes = [0; 6];
        let mut pairs = text.split([':', '-']);
        for byte in &mut bytes {
            let pair = pairs.next().filter(|pair| pair.len() == 2).ok_or_else(wrong)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| wrong())?;
        }
        if pairs.next().is_some() { Err(wrong()) } else { Ok(Self(bytes)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mac_is_written_in_lower_case_with_colons() {
        let mac: Mac = "4E-00-00-12-34-56".parse().unwrap();
        assert_eq!(mac.to_string(), "4e:00:00:12:34:56");
        assert_eq!(mac.plus(0xaa).to_string(), "4e:00:00:12:35:00");
    }

    #[test]
    fn what_is_not_a_mac_is_refused() {
        for text in ["", "4e:00:00:12:34", "4e:00:00:12:34:56:78", "4e:00:00:12:34:5g", "4e0000123456"] {
            assert!(text.parse::<Mac>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_link_local_address_is_the_one_the_real_agent_reported() {
        let mac = |text: &str| text.parse::<Mac>().unwrap().link_local().to_string();
        assert_eq!(mac("60:6c:63:00:aa:01"), "fe80::626c:63ff:fe00:aa01"); // captures/10
        assert_eq!(mac("4e:00:00:12:34:55"), "fe80::4c00:ff:fe12:3455");
    }
}
