//! What of the homes is asked for, as it stands in addresses.

use care::connectivity::{Filter, Order, Text};
use care::db::PlanId;
use care::page::Key;
use care::problem::Fields;
use serde::Deserialize;

use super::super::wanted::{query, some};

/// As it was asked for. What is empty is not looked at, and neither is a choice that there is not.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    pub(super) text: String,
    pub(super) manner: String,
    pub(super) model: String,
    pub(super) firmware: String,
    pub(super) plan: String,
    sort: String,
    after: Option<String>,
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
        let text = match self.text.trim() {
            "" => None,
            text => wrong.check("text", Text::parse(text)),
        };
        let filter = Filter {
            text,
            manner: self.manner.parse().ok(),
            model: some(&self.model),
            firmware: some(&self.firmware),
            plan: self.plan.parse().ok().map(PlanId),
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
        self.order.unwrap_or(Order::USUAL)
    }

    /// The same as the part of an address that starts with `?`; empty when nothing is asked for.
    pub(super) fn query(&self, after: Option<&Key>) -> String {
        let Filter { text, manner, model, firmware, plan } = &self.filter;
        let (after, plan) = (after.map(Key::to_string), plan.map(|plan| plan.to_string()));
        query([
            ("text", text.as_ref().map(Text::as_str)),
            ("manner", manner.map(|it| it.as_str())),
            ("model", model.as_deref()),
            ("firmware", firmware.as_deref()),
            ("plan", plan.as_deref()),
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
            text: " Elm & Oak".to_owned(),
            manner: "flapping".to_owned(),
            model: "AC 68".to_owned(),
            plan: "018f0000-0000-7000-8000-000000000001".to_owned(),
            sort: "name-down".to_owned(),
            ..Asked::default()
        };
        let (wanted, wrong) = asked.read();
        assert!(wrong.into_result().is_ok());
        let expected = "?text=Elm+%26+Oak&manner=flapping&model=AC+68&plan=018f0000-0000-7000-8000-000000000001&sort=name-down";
        assert_eq!(wanted.query(None), expected);
        assert_eq!(Asked::default().read().0.query(None), "");
    }

    #[test]
    fn choices_that_there_are_not_are_not_looked_at_and_a_text_that_says_nothing_is_told() {
        let asked = Asked {
            text: "?!".to_owned(),
            manner: "'".to_owned(),
            plan: "fast".to_owned(),
            sort: "last_report".to_owned(),
            after: Some("7_nonsense".to_owned()),
            ..Asked::default()
        };
        let (wanted, wrong) = asked.read();
        assert_eq!(wanted, Wanted::default());
        assert!(wrong.why("text").is_some() && asked.after().is_none());
    }
}
