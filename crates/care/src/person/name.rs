//! What a person is called.

use std::fmt;

use crate::words::Say;

/// The most characters.
const LONGEST: usize = 80;

/// A person's name: one line, or nothing while they gave none. It stands in mails, in the audit log and in other people's lists, so
/// every door reads it here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Name(String);

impl Name {
    /// Reads a name as typed; space at its ends and runs of it within are forgiven.
    pub fn parse(text: &str) -> Result<Name, Say> {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.chars().count() > LONGEST || name.chars().any(char::is_control) {
            return Err(Say::new("text-too-long").with("most", LONGEST));
        }
        Ok(Name(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether none was given.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_of_a_sane_length_or_nothing_yet() {
        assert_eq!(Name::parse("  Ada \n  Lovelace ").unwrap().as_str(), "Ada Lovelace");
        assert!(Name::parse(" \t ").unwrap().is_empty());
        assert!(Name::parse(&"ñ".repeat(80)).is_ok());
        for text in [&"a".repeat(81), "A\u{0}da", "A\u{7}da", "Ada\u{1b}[2J"] {
            assert_eq!(Name::parse(text).unwrap_err().key, "text-too-long", "{text:?}");
        }
    }
}
