//! The filter of a timeline, as it stands in addresses.

use care::db::PersonId;
use care::page::After;
use care::problem::Fields;
use care::timeline::{Filter, Group};
use care::words::Say;
use serde::Deserialize;
use std::str::FromStr;
use uuid::Uuid;

/// As it was asked for. What is empty is not looked at.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    pub(super) what: String,
    pub(super) who: String,
    pub(super) after: Option<String>,
}

/// As it was understood.
#[derive(Debug, Default, PartialEq, Eq, Clone, Copy)]
pub(super) struct Wanted {
    pub(super) filter: Filter,
}

impl Asked {
    /// What can be understood, and what is wrong with the rest.
    pub(super) fn read(&self) -> (Wanted, Fields) {
        let mut wrong = Fields::default();
        let group: Option<Group> = wrong.check("what", read(&self.what)).flatten();
        let person = wrong.check("who", read::<Uuid>(&self.who)).flatten().map(PersonId);
        (Wanted { filter: Filter { group, person } }, wrong)
    }
}

impl Wanted {
    /// The same as the part of an address that starts with `?`; empty when nothing is asked for.
    pub(super) fn query(&self, after: Option<After>) -> String {
        let parts = [
            self.filter.group.map(|it| format!("what={}", it.as_str())),
            self.filter.person.map(|it| format!("who={it}")),
            after.map(|it| format!("after={it}")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }
}

fn read<T: FromStr>(text: &str) -> Result<Option<T>, Say> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| Say::new("invalid-choice")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_its_address() {
        let asked = Asked { what: "visits".to_owned(), who: Uuid::max().to_string(), after: None };
        let (wanted, wrong) = asked.read();
        assert!(wrong.into_result().is_ok());
        assert_eq!(wanted.query(None), format!("?what=visits&who={}", Uuid::max()));
        assert_eq!(Asked::default().read().0.query(None), "");
    }

    #[test]
    fn what_cannot_be_understood_is_told_beside_its_field() {
        let asked = Asked { what: "gossip".to_owned(), who: "ada".to_owned(), after: None };
        let (_, wrong) = asked.read();
        assert!(wrong.why("what").is_some() && wrong.why("who").is_some());
    }
}
