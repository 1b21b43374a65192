use std::fmt;
use std::net::Ipv6Addr;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::Malformed;

/// An IPv6 address with the length of its prefix, such as `2001:db8::1/64`.
///
/// The bits behind the prefix are kept: it may be a host's own address or a delegated prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ipv6Cidr {
    address: Ipv6Addr,
    length: u8,
}

impl Ipv6Cidr {
    /// The address.
    pub const fn address(self) -> Ipv6Addr {
        self.address
    }

    /// How many leading bits are the prefix, 0 to 128.
    pub const fn length(self) -> u8 {
        self.length
    }
}

impl FromStr for Ipv6Cidr {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let (address, length) = text.split_once('/').ok_or(Malformed::Ipv6Cidr)?;
        let address = address.parse().map_err(|_| Malformed::Ipv6Cidr)?;
        let length = length.parse().map_err(|_| Malformed::Ipv6Cidr)?;
        if length <= 128 { Ok(Self { address, length }) } else { Err(Malformed::Ipv6Cidr) }
    }
}

impl fmt::Display for Ipv6Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.length)
    }
}

impl Serialize for Ipv6Cidr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_is_written_in_one_way() {
        let long = "FD77:0:0:0:0:0:0:1/64".parse::<Ipv6Cidr>().unwrap();
        assert_eq!(long.to_string(), "fd77::1/64");
    }

    #[test]
    fn a_prefix_longer_than_the_address_is_refused() {
        assert!("fd77::1/129".parse::<Ipv6Cidr>().is_err());
        assert!("fd77::1".parse::<Ipv6Cidr>().is_err());
        assert!("192.0.2.1/24".parse::<Ipv6Cidr>().is_err());
    }
}
