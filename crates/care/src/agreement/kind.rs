//! The three pages, and Portico's own texts of them.

use std::str::FromStr;

use crate::words::Language;

/// One of the three pages that a mobile user accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What holds between the subscriber and the ISP.
    SubscriberTerms,
    /// What is kept, and who sees it.
    Privacy,
    /// How the app is to be used.
    TermsOfUse,
}

impl Kind {
    /// All, in the order in which they are shown.
    pub const ALL: [Kind; 3] = [Kind::SubscriberTerms, Kind::Privacy, Kind::TermsOfUse];

    /// The word in the database, in addresses and in fields.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::SubscriberTerms => "subscriber_terms",
            Kind::Privacy => "privacy",
            Kind::TermsOfUse => "terms_of_use",
        }
    }

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Kind::SubscriberTerms => "subscriber-terms",
            Kind::Privacy => "privacy",
            Kind::TermsOfUse => "terms-of-use",
        }
    }

    /// Portico's own text, for an ISP of this name that wrote none.
    pub fn own(self, language: Language, isp: &str) -> String {
        let text = match (self, language) {
            (Kind::SubscriberTerms, Language::English) => include_str!("texts/en-subscriber_terms.md"),
            (Kind::Privacy, Language::English) => include_str!("texts/en-privacy.md"),
            (Kind::TermsOfUse, Language::English) => include_str!("texts/en-terms_of_use.md"),
            (Kind::SubscriberTerms, Language::Spanish) => include_str!("texts/es-subscriber_terms.md"),
            (Kind::Privacy, Language::Spanish) => include_str!("texts/es-privacy.md"),
            (Kind::TermsOfUse, Language::Spanish) => include_str!("texts/es-terms_of_use.md"),
        };
        text.replace("{isp}", &escaped(isp))
    }
}

/// A name in a Markdown text, which it must not format.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

impl FromStr for Kind {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Kind::ALL.into_iter().find(|it| it.as_str() == text).ok_or_else(|| format!("no page {text:?}"))
    }
}
