//! A mail address in the one form in which it is compared.
//!
//! Two spellings of one mailbox must be one key, and two mailboxes never: the domain is case-folded by IDNA, an ASCII
//! local part by lowering its letters (no provider in use tells them apart), a non-ASCII one is left alone, and plus-tags
//! and dots are kept, since they are different mailboxes by the standard. What the person typed is kept for showing.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use crate::words::Say;

/// A parsed mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    canonical: String,
    shown: String,
}

impl Email {
    /// Reads an address as a person types it.
    pub fn parse(text: &str) -> Result<Email, Say> {
        let refused = || Say::new("invalid-email");
        let shown: String = text.trim().nfc().collect();
        if shown.is_empty() {
            return Err(Say::new("missing-email"));
        }
        if shown.len() > 254 {
            return Err(refused());
        }
        let (local, domain) = shown.rsplit_once('@').ok_or_else(refused)?;
        let domain = idna::domain_to_ascii_strict(domain).map_err(|_| refused())?.to_ascii_lowercase();
        let dotted = domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.');
        let local = if local.is_ascii() { local.to_ascii_lowercase() } else { local.to_owned() };
        let plain = local.len() <= 64 && !local.chars().any(|c| c.is_control() || c.is_whitespace());
        // lettre's own parser decides what may stand in an envelope; what it refuses could never be sent.
        let canonical = format!("{local}@{domain}");
        if !dotted || !plain || canonical.parse::<lettre::Address>().is_err() {
            return Err(refused());
        }
        Ok(Email { canonical, shown })
    }

    /// The form that is compared and kept unique.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// As it was typed.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// From a row of ours.
    pub(crate) fn stored(canonical: String, shown: String) -> Email {
        Email { canonical, shown }
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_spellings_of_one_mailbox_are_one() {
        let one = Email::parse(" Ana@Bücher.example ").unwrap();
        let other = Email::parse("ana@XN--BCHER-KVA.example").unwrap();
        assert_eq!(one.canonical(), other.canonical());
        assert_eq!(one.shown(), "Ana@Bücher.example");
    }

    #[test]
    fn plus_tags_and_dots_are_other_mailboxes() {
        let canonical = |text| Email::parse(text).unwrap().canonical().to_owned();
        assert_ne!(canonical("ana+a@example.net"), canonical("ana@example.net"));
        assert_ne!(canonical("a.na@example.net"), canonical("ana@example.net"));
    }

    #[test]
    fn what_is_no_address_is_refused_with_a_sentence() {
        for text in
            ["ana", "ana@", "@example.net", "a b@example.net", "ana@localhost", "a@b..c", "a\r\nBcc: x@y.z"]
        {
            assert_eq!(Email::parse(text).unwrap_err().key, "invalid-email", "{text:?}");
        }
        assert_eq!(Email::parse("  ").unwrap_err().key, "missing-email");
    }

    proptest! {
        #[test]
        fn the_canonical_form_is_its_own_canonical_form(text in "\\PC{1,20}@[a-zA-Zéß0-9-]{1,10}\\.[a-z]{2,5}") {
            if let Ok(email) = Email::parse(&text) {
                let again = Email::parse(email.canonical()).unwrap();
                prop_assert_eq!(again.canonical(), email.canonical());
            }
        }
    }
}
