//! A router's MAC address, in the one form in which it is compared.

use std::fmt;

use crate::words::Say;

/// A MAC address, kept as lower-case pairs with colons.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mac(String);

impl Mac {
    /// Reads a MAC in any of the spellings that labels, spreadsheets and command lines have: with colons, hyphens or dots,
    /// or bare, in either case. Group addresses and all zeros name no router.
    pub fn parse(text: &str) -> Result<Mac, Say> {
        let refused = || Say::new("invalid-mac").with("text", text.chars().take(40).collect::<String>());
        let hex: Vec<u8> = text.bytes().filter(|b| !matches!(b, b':' | b'-' | b'.')).collect();
        let separators = text.len() - hex.len();
        if hex.len() != 12 || !hex.iter().all(u8::is_ascii_hexdigit) || !matches!(separators, 0 | 2 | 5) {
            return Err(refused());
        }
        let hex = String::from_utf8_lossy(&hex).to_ascii_lowercase();
        let first = u8::from_str_radix(&hex[..2], 16).map_err(|_| refused())?;
        if first & 1 == 1 || hex == "000000000000" {
            return Err(refused());
        }
        let pairs: Vec<&str> = (0..6).map(|pair| &hex[pair * 2..pair * 2 + 2]).collect();
        Ok(Mac(pairs.join(":")))
    }

    /// From a row of ours.
    pub(crate) fn stored(canonical: String) -> Mac {
        Mac(canonical)
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_on_a_label_is_the_same_mac() {
        for text in ["60:6c:63:00:aa:01", "60-6C-63-00-AA-01", "606c.6300.aa01", "606C6300AA01"] {
            assert_eq!(Mac::parse(text).unwrap().as_str(), "60:6c:63:00:aa:01", "{text}");
        }
    }

    #[test]
    fn what_names_no_router_is_refused() {
        for text in [
            "",
            "60:6c:63:00:aa",
            "60:6c:63:00:aa:0g",
            "01:00:5e:00:00:01",
            "00:00:00:00:00:00",
            "6:06c6300aa01é",
        ] {
            assert!(Mac::parse(text).is_err(), "{text}");
        }
    }
}
