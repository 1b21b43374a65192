//! What a person is called.

use std::fmt;

use crate::contact;
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
        contact::line(text, LONGEST).map(Name)
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
        assert_eq!(Name::parse(&"a".repeat(81)).unwrap_err().key, "text-too-long");
        assert_eq!(Name::parse("\u{200b}").unwrap_err().key, "text-unseen");
    }
}
