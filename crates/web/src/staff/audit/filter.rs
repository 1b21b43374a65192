//! The filter of the log, as it stands in addresses.

use care::audit::{Area, Filter};
use care::db::PersonId;
use care::page::After;
use care::problem::Fields;
use care::words::Say;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use std::fmt::Display;
use std::str::FromStr;
use uuid::Uuid;

/// As it was asked for. What is empty is not looked at.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    pub(super) area: String,
    pub(super) person: String,
    pub(super) way: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) after: Option<String>,
}

/// As it was understood, with the days that its times came from.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) filter: Filter,
    from: Option<Date>,
    to: Option<Date>,
}

impl Asked {
    /// What can be understood, and what is wrong with the rest. Days are those of UTC, as in the file.
    pub(super) fn read(&self) -> (Wanted, Fields) {
        let mut wrong = Fields::default();
        let filter = Filter {
            area: wrong
                .check("area", read(&self.area, "audit-invalid-choice").and_then(at_a_place))
                .flatten(),
            person: wrong
                .check("person", read::<Uuid>(&self.person, "audit-invalid-choice"))
                .flatten()
                .map(PersonId),
            way: wrong.check("way", read(&self.way, "audit-invalid-choice")).flatten(),
            from: None,
            until: None,
        };
        let from: Option<Date> = wrong.check("from", read(&self.from, "invalid-date")).flatten();
        let to: Option<Date> = wrong.check("to", read(&self.to, "invalid-date")).flatten();
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            wrong = wrong.with("to", Say::new("audit-range-backwards"));
        }
        let start = from.and_then(midnight);
        let end = to.and_then(|day| day.tomorrow().ok()).and_then(midnight);
        (Wanted { filter: Filter { from: start, until: end, ..filter }, from, to }, wrong)
    }
}

impl Wanted {
    /// The same as the part of an address that starts with `?`; empty when nothing is asked for.
    pub(super) fn query(&self, after: Option<After>) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut add = |name: &str, value: Option<&dyn Display>| {
            parts.extend(value.map(|value| format!("{name}={value}")));
        };
        let (area, way) = (self.filter.area.map(|it| it.as_str()), self.filter.way.map(|it| it.as_str()));
        add("area", area.as_ref().map(|it| it as &dyn Display));
        add("person", self.filter.person.as_ref().map(|it| it as &dyn Display));
        add("way", way.as_ref().map(|it| it as &dyn Display));
        add("from", self.from.as_ref().map(|it| it as &dyn Display));
        add("to", self.to.as_ref().map(|it| it as &dyn Display));
        add("after", after.as_ref().map(|it| it as &dyn Display));
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }
}

fn read<T: FromStr>(text: &str, why: &'static str) -> Result<Option<T>, Say> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| Say::new(why)) }
}

/// Accounts are at no place, so no entry here could be about them.
fn at_a_place(area: Option<Area>) -> Result<Option<Area>, Say> {
    let there = area.is_none_or(|area| Area::AT_A_PLACE.contains(&area));
    if there { Ok(area) } else { Err(Say::new("audit-invalid-choice")) }
}

fn midnight(day: Date) -> Option<i64> {
    day.to_zoned(TimeZone::UTC).ok().map(|start| start.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_its_address() {
        let asked = Asked {
            area: "homes".to_owned(),
            person: Uuid::max().to_string(),
            from: "2026-03-02".to_owned(),
            to: "2026-03-02".to_owned(),
            ..Asked::default()
        };
        let (wanted, wrong) = asked.read();
        assert!(wrong.into_result().is_ok());
        let day = wanted.filter.until.unwrap() - wanted.filter.from.unwrap();
        assert_eq!(day, 24 * 60 * 60 * 1000, "the last day counts as a whole");
        let expected = format!("?area=homes&person={}&from=2026-03-02&to=2026-03-02", Uuid::max());
        assert_eq!(wanted.query(None), expected);
        assert_eq!(Asked::default().read().0.query(None), "");
    }

    #[test]
    fn what_cannot_be_understood_is_told_beside_its_field() {
        let asked = Asked {
            area: "account".to_owned(),
            way: "pigeon".to_owned(),
            from: "2026-02-30".to_owned(),
            to: "yesterday".to_owned(),
            ..Asked::default()
        };
        let (_, wrong) = asked.read();
        for field in ["area", "way", "from", "to"] {
            assert!(wrong.why(field).is_some(), "{field}");
        }
        let backwards =
            Asked { from: "2026-03-02".to_owned(), to: "2026-03-01".to_owned(), ..Asked::default() };
        assert_eq!(backwards.read().1.why("to").map(|say| say.key), Some("audit-range-backwards"));
    }
}
