//! What of the inventory is asked for, as it stands in addresses: it survives reloading, and open pages ask for the same
//! again.

use care::inventory::{Beginning, Filter, Key, Order};
use care::problem::Fields;
use serde::Deserialize;

use super::super::wanted::{query, some};

/// As it was asked for. What is empty is not looked at, and neither is a choice that there is not.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    pub(super) state: String,
    pub(super) contact: String,
    pub(super) model: String,
    pub(super) firmware: String,
    pub(super) mac: String,
    pub(super) sort: String,
    pub(super) after: Option<String>,
    /// Opens the dialog, for readers without script.
    pub(super) add: Option<String>,
}

/// As it was understood.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) filter: Filter,
    /// None was asked for: the usual one.
    pub(super) order: Option<Order>,
}

impl Asked {
    /// What can be understood, and what is wrong with the rest.
    pub(super) fn read(&self) -> (Wanted, Fields) {
        let mut wrong = Fields::default();
        let mac = match self.mac.trim() {
            "" => None,
            text => wrong.check("mac", Beginning::parse(text)),
        };
        let filter = Filter {
            state: self.state.parse().ok(),
            contact: self.contact.parse().ok(),
            model: some(&self.model),
            firmware: some(&self.firmware),
            mac,
        };
        (Wanted { filter, order: self.sort.parse().ok() }, wrong)
    }

    /// Where the page starts; anything that is not one of ours starts at the top.
    pub(super) fn after(&self) -> Option<Key> {
        self.after.as_deref().and_then(Key::parse)
    }
}

impl Wanted {
    /// The order, asked for or not.
    pub(super) fn order(&self) -> Order {
        self.order.unwrap_or_else(|| Order::usual(&self.filter))
    }

    /// The same as the part of an address that starts with `?`; empty when nothing is asked for.
    pub(super) fn query(&self, after: Option<&Key>) -> String {
        let Filter { state, contact, model, firmware, mac } = &self.filter;
        let after = after.map(Key::to_string);
        query([
            ("state", state.map(|it| it.as_str())),
            ("contact", contact.map(|it| it.as_str())),
            ("model", model.as_deref()),
            ("firmware", firmware.as_deref()),
            ("mac", mac.as_ref().map(Beginning::as_str)),
            ("sort", self.order.map(Order::as_str)),
            ("after", after.as_deref()),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_its_address() {
        let asked = Asked {
            state: "stock".to_owned(),
            contact: "never".to_owned(),
            model: "AC 68 & more".to_owned(),
            mac: "60-6C-6".to_owned(),
            sort: "model-down".to_owned(),
            ..Asked::default()
        };
        let (wanted, wrong) = asked.read();
        assert!(wrong.into_result().is_ok());
        let expected = "?state=stock&contact=never&model=AC+68+%26+more&mac=60%3A6c%3A6&sort=model-down";
        assert_eq!(wanted.query(None), expected);
        assert_eq!(Asked::default().read().0.query(None), "");
    }

    #[test]
    fn choices_that_there_are_not_are_not_looked_at_and_a_mac_that_is_none_is_told() {
        let asked = Asked {
            state: "lost".to_owned(),
            contact: "'".to_owned(),
            sort: "last_report".to_owned(),
            mac: "xyz".to_owned(),
            after: Some("7_nonsense".to_owned()),
            ..Asked::default()
        };
        let (wanted, wrong) = asked.read();
        assert_eq!(wanted, Wanted::default());
        assert!(wrong.why("mac").is_some() && asked.after().is_none());
    }
}
