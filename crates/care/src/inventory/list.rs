//! The list of the inventory: which routers are wanted, in which order, and where a page of them starts.

use std::str::FromStr;

use crate::words::Say;

/// The firmware of a router that has told none.
pub const UNTOLD: &str = "-";

/// Which routers are wanted. What is none is not looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// In stock, or at a customer.
    pub state: Option<State>,
    /// Whether it reports.
    pub contact: Option<Contact>,
    /// Its make and model, as it says them.
    pub model: Option<String>,
    /// Its firmware, as it says it, or [`UNTOLD`].
    pub firmware: Option<String>,
    /// How its MAC begins.
    pub mac: Option<Beginning>,
}

/// Where a router is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// In stock.
    InStock,
    /// Enabled, at a customer.
    Enabled,
}

impl State {
    /// Both.
    pub const ALL: [State; 2] = [State::InStock, State::Enabled];

    /// The word in addresses and statements.
    pub fn as_str(self) -> &'static str {
        match self {
            State::InStock => "stock",
            State::Enabled => "enabled",
        }
    }
}

/// Whether a router reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contact {
    /// It does.
    Online,
    /// It did.
    Offline,
    /// It never has.
    Never,
}

impl Contact {
    /// All of them.
    pub const ALL: [Contact; 3] = [Contact::Online, Contact::Offline, Contact::Never];

    /// The word in addresses and statements.
    pub fn as_str(self) -> &'static str {
        match self {
            Contact::Online => "online",
            Contact::Offline => "offline",
            Contact::Never => "never",
        }
    }
}

/// The first digits of a MAC, one at least.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning(String);

impl Beginning {
    /// The letters of a whole MAC.
    pub(super) const WHOLE: usize = 17;

    /// Reads them in any of a MAC's spellings.
    pub fn parse(text: &str) -> Result<Beginning, Say> {
        let plain = |c: &char| !matches!(c, ':' | '-' | '.') && !c.is_whitespace();
        let digits: String = text.chars().filter(plain).collect::<String>().to_ascii_lowercase();
        if digits.is_empty() || digits.len() > 12 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(Say::new("invalid-mac-beginning"));
        }
        let mut canonical = String::with_capacity(Self::WHOLE);
        for (n, digit) in digits.chars().enumerate() {
            if n > 0 && n % 2 == 0 {
                canonical.push(':');
            }
            canonical.push(digit);
        }
        Ok(Beginning(canonical))
    }

    /// In the form in which MACs are kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What the list is sorted by. Not by when a router last reported: that changes with every report, and an index of it would
/// be written as often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// When it was added.
    Added,
    /// Its MAC.
    Mac,
    /// Its make and model; within one, when it was added.
    Model,
    /// Its firmware; within one, when it was added.
    Firmware,
}

/// An order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// By what.
    pub by: By,
    /// The latest, or the last of the alphabet, first.
    pub down: bool,
}

impl Order {
    /// All of them.
    pub const ALL: [Order; 8] = [
        Order { by: By::Added, down: true },
        Order { by: By::Added, down: false },
        Order { by: By::Mac, down: false },
        Order { by: By::Mac, down: true },
        Order { by: By::Model, down: false },
        Order { by: By::Model, down: true },
        Order { by: By::Firmware, down: false },
        Order { by: By::Firmware, down: true },
    ];

    /// The one for whoever asked for none: the latest first; and where MACs are looked for, by MAC, as on a shelf.
    pub fn usual(filter: &Filter) -> Order {
        match filter.mac {
            Some(_) => Order { by: By::Mac, down: false },
            None => Order { by: By::Added, down: true },
        }
    }

    /// The word in addresses.
    pub fn as_str(self) -> &'static str {
        match (self.by, self.down) {
            (By::Added, true) => "newest",
            (By::Added, false) => "oldest",
            (By::Mac, false) => "mac",
            (By::Mac, true) => "mac-down",
            (By::Model, false) => "model",
            (By::Model, true) => "model-down",
            (By::Firmware, false) => "firmware",
            (By::Firmware, true) => "firmware-down",
        }
    }
}

macro_rules! word_of_all {
    ($($name:ident)*) => {$(
        impl FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                $name::ALL.into_iter().find(|it| it.as_str() == text).ok_or_else(|| format!("no such word: {text:?}"))
            }
        }
    )*};
}
word_of_all!(State Contact Order);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_is_read_in_every_spelling() {
        for (text, kept) in [
            ("60-6C-6", "60:6c:6"),
            (" 606c.63 ", "60:6c:63"),
            ("6", "6"),
            ("60:6c:63:00:aa:01", "60:6c:63:00:aa:01"),
        ] {
            assert_eq!(Beginning::parse(text).unwrap().as_str(), kept, "{text}");
        }
        for text in ["", " : ", "6g", "60:6c:63:00:aa:01:2", "é"] {
            assert!(Beginning::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn every_order_has_a_word_of_its_own() {
        for order in Order::ALL {
            assert_eq!(order.as_str().parse(), Ok(order));
        }
    }
}
