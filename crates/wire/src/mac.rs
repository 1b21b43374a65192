use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::Malformed;

/// A MAC address. Written in one form only: lower case, with colons.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mac([u8; 6]);

impl Mac {
    /// The address made of these six bytes, first byte first.
    pub const fn new(bytes: [u8; 6]) -> Self {
        Self(bytes)
    }

    /// Its six bytes, first byte first.
    pub const fn bytes(self) -> [u8; 6] {
        self.0
    }
}

impl FromStr for Mac {
    type Err = Malformed;

    /// Reads `4e:00:00:12:34:56` in either case and nothing looser: a path must name a router in one way only.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let mut bytes = [0; 6];
        let mut pairs = text.split(':');
        for byte in &mut bytes {
            let pair = pairs.next().ok_or(Malformed::Mac)?;
            // `from_str_radix` alone would take a sign and a single digit.
            if pair.len() != 2 || !pair.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                return Err(Malformed::Mac);
            }
            *byte = u8::from_str_radix(pair, 16).map_err(|_| Malformed::Mac)?;
        }
        if pairs.next().is_some() { Err(Malformed::Mac) } else { Ok(Self(bytes)) }
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

impl Serialize for Mac {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn upper_case_becomes_lower_case() {
        assert_eq!("4E:00:aB:12:34:56".parse::<Mac>().unwrap().to_string(), "4e:00:ab:12:34:56");
    }

    #[test]
    fn anything_looser_is_refused() {
        for text in [
            "",
            "4e0000123456",
            "4e-00-00-12-34-56",
            "4e:00:00:12:34",
            "4e:00:00:12:34:56:78",
            "4e:00:00:12:34:5",
            "4e:00:00:12:34:+5",
            " 4e:00:00:12:34:56",
            "4e:00:00:12:34:5é",
        ] {
            assert!(text.parse::<Mac>().is_err(), "{text:?} was taken for a MAC address");
        }
    }
}
