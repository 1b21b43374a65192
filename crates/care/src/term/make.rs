//! Which terms a text has.

use std::collections::BTreeSet;

use super::fold;
use crate::mac::Mac;

/// Characters of a term; people type fewer.
pub(crate) const LETTERS: usize = 64;
/// Words of one text that are looked at.
const WORDS: usize = 16;
/// The last digits of a phone or a MAC by which it is found, at least: fewer would find everything.
const DIGITS: usize = 4;

/// What a customer or a router is found by, collected from its texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Terms(BTreeSet<String>);

impl Terms {
    /// A name or an address: found from any of its words on. After its last word the text begins anew, so that `Lima Ana` finds
    /// Ana Lima as well, and those who share a last name stand in the order of their first names.
    pub(crate) fn text(mut self, text: &str) -> Terms {
        let words = folded(text);
        for n in 0..words.len() {
            let (before, after) = words.split_at(n);
            self.add(&[after, before].concat().join(" "));
        }
        self.joined(text)
    }

    /// A mail address: found from any of its words on but the last, which half of all addresses share.
    pub(crate) fn email(mut self, text: &str) -> Terms {
        let words = folded(text);
        for n in 0..words.len().saturating_sub(1) {
            self.add(&words[n..].join(" "));
        }
        self
    }

    /// A serial number: found from any of its parts on, and as if it had none.
    pub(crate) fn serial(mut self, text: &str) -> Terms {
        let words = folded(text);
        for n in 0..words.len() {
            self.add(&words[n..].join(" "));
        }
        self.joined(text)
    }

    /// A phone number: found from any of its digits on, so that the last four do, and so does the number without what leads to
    /// its country or area. An extension is not part of it.
    pub(crate) fn phone(mut self, text: &str) -> Terms {
        let number = text.split('x').next().unwrap_or_default();
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        for n in 0..=digits.len().saturating_sub(DIGITS) {
            self.add(&digits[n..]);
        }
        self
    }

    /// A MAC: found from any of its pairs on.
    pub(crate) fn mac(mut self, mac: &Mac) -> Terms {
        let hex = mac.as_str().replace(':', "");
        for n in (0..=hex.len().saturating_sub(DIGITS)).step_by(2) {
            self.add(&hex[n..]);
        }
        self
    }

    /// Words with signs inside, such as `O'Brien`, are found without them too; of two with a hyphen, each.
    fn joined(mut self, text: &str) -> Terms {
        let words = text.split_whitespace().take(WORDS);
        for word in words.flat_map(|word| std::iter::once(word).chain(word.split('-').take(WORDS))) {
            let parts = folded(word);
            if parts.len() > 1 {
                self.add(&parts.concat());
            }
        }
        self
    }

    fn add(&mut self, term: &str) {
        let term = cut(term);
        if !term.is_empty() {
            self.0.insert(term);
        }
    }

    /// All of them, each once, in order.
    pub(crate) fn into_sorted(self) -> Vec<String> {
        self.0.into_iter().collect()
    }
}

fn folded(text: &str) -> Vec<String> {
    fold::words(text).into_iter().take(WORDS).map(|word| word.text).collect()
}

/// As much of a text as a term keeps.
pub(crate) fn cut(text: &str) -> String {
    text.chars().take(LETTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(terms: Terms) -> Vec<String> {
        terms.into_sorted()
    }

    #[test]
    fn a_name_is_found_from_each_of_its_words_on_and_in_either_order() {
        assert_eq!(of(Terms::default().text("Ana  Lima")), ["ana lima", "lima ana"]);
        assert_eq!(
            of(Terms::default().text("Mary O’Brien")),
            ["brien mary o", "mary o brien", "o brien mary", "obrien"]
        );
    }

    #[test]
    fn a_phone_is_found_by_its_last_digits_and_without_its_country() {
        assert_eq!(of(Terms::default().phone("+44 (0)1 555 x12")), ["01555", "1555", "401555", "4401555"]);
        assert_eq!(of(Terms::default().phone("112")), ["112"]);
        assert!(of(Terms::default().phone("")).is_empty());
    }

    #[test]
    fn a_mac_is_found_from_each_of_its_pairs_on() {
        let mac = Mac::parse("60:6C:63:00:AA:01").unwrap();
        assert_eq!(
            of(Terms::default().mac(&mac)),
            ["00aa01", "606c6300aa01", "6300aa01", "6c6300aa01", "aa01"]
        );
    }

    #[test]
    fn a_serial_and_a_mail_address_are_found_from_each_of_their_parts_on() {
        assert_eq!(of(Terms::default().serial("UNM-77.B")), ["77 b", "77b", "b", "unm 77 b", "unm77b"]);
        assert_eq!(
            of(Terms::default().email("Ana.Lima@mail.example")),
            ["ana lima mail example", "lima mail example", "mail example"]
        );
    }

    #[test]
    fn what_is_long_beyond_reason_has_few_terms_and_short_ones() {
        let long = "wörd ".repeat(5000) + &"x-".repeat(9000);
        let terms = of(Terms::default().text(&long).serial(&long).phone(&"5".repeat(17)));
        assert!(terms.len() < 80, "{}", terms.len());
        assert!(terms.iter().all(|term| term.chars().count() <= LETTERS));
    }
}
