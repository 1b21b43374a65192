//! Which homes are wanted, and in which order.

use std::str::FromStr;

use crate::db::PlanId;
use crate::search::Asked;
use crate::words::Say;

/// Which homes are wanted. What is none is not looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// What the customer or the router is found by.
    pub text: Option<Text>,
    /// How steady the home is.
    pub manner: Option<Manner>,
    /// The router's make and model, as it says them.
    pub model: Option<String>,
    /// Its firmware, as it says it.
    pub firmware: Option<String>,
    /// The customer's plan.
    pub plan: Option<PlanId>,
}

/// What a home is found by, as the search finds it: its customer's name, address, email or phone, its router's MAC or serial number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    typed: String,
    /// As it is looked for.
    pub(super) asked: Asked,
}

impl Text {
    /// Reads what was typed.
    pub fn parse(typed: &str) -> Result<Text, Say> {
        let asked = Asked::parse(typed)?;
        Ok(Text { typed: typed.trim().to_owned(), asked })
    }

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        &self.typed
    }
}

/// How steady a home is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// It goes on and off all the time.
    Flapping,
    /// It is online, or was, and does not flap.
    Steady,
    /// It has never been online.
    Never,
    /// It has no router at all.
    NoRouter,
}

impl Manner {
    /// All of them.
    pub const ALL: [Manner; 4] = [Manner::Flapping, Manner::Steady, Manner::Never, Manner::NoRouter];

    /// The word in addresses and statements.
    pub fn as_str(self) -> &'static str {
        match self {
            Manner::Flapping => "flapping",
            Manner::Steady => "steady",
            Manner::Never => "never",
            Manner::NoRouter => "no-router",
        }
    }
}

/// What a list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// When the home went online or offline.
    Since,
    /// The customer's name.
    Name,
    /// The router's make and model; within one, since when.
    Model,
    /// Its firmware; within one, since when.
    Firmware,
}

impl By {
    /// All of them.
    pub const ALL: [By; 4] = [By::Since, By::Name, By::Model, By::Firmware];
}

/// An order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// By what.
    pub by: By,
    /// The latest, or the last of the alphabet, first.
    pub down: bool,
}

impl Order {
    /// The latest change first.
    pub const USUAL: Order = Order { by: By::Since, down: true };

    /// All of them.
    pub const ALL: [Order; 8] = [
        Order::USUAL,
        Order { by: By::Since, down: false },
        Order { by: By::Name, down: false },
        Order { by: By::Name, down: true },
        Order { by: By::Model, down: false },
        Order { by: By::Model, down: true },
        Order { by: By::Firmware, down: false },
        Order { by: By::Firmware, down: true },
    ];

    /// The word in addresses.
    pub fn as_str(self) -> &'static str {
        match (self.by, self.down) {
            (By::Since, true) => "latest",
            (By::Since, false) => "longest",
            (By::Name, false) => "name",
            (By::Name, true) => "name-down",
            (By::Model, false) => "model",
            (By::Model, true) => "model-down",
            (By::Firmware, false) => "firmware",
            (By::Firmware, true) => "firmware-down",
        }
    }
}

impl FromStr for Order {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Order::ALL
            .into_iter()
            .find(|it| it.as_str() == text)
            .ok_or_else(|| format!("no such order: {text:?}"))
    }
}

impl FromStr for Manner {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Manner::ALL
            .into_iter()
            .find(|it| it.as_str() == text)
            .ok_or_else(|| format!("no such manner: {text:?}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_has_a_word_of_its_own() {
        for order in Order::ALL {
            assert_eq!(order.as_str().parse(), Ok(order));
        }
    }

    #[test]
    fn a_text_is_kept_as_it_was_typed_and_looked_for_as_the_search_does() {
        let text = Text::parse(" Ána  LIM ").unwrap();
        assert_eq!((text.as_str(), &text.asked), ("Ána  LIM", &Asked::parse("ana lim").unwrap()));
        assert!(Text::parse("?!").is_err());
    }
}
