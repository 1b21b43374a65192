//! A time zone by its name in the IANA database: where midnight falls for an ISP or a home.
//!
//! Names are places ("America/New_York"), not offsets: a place has its daylight-saving time, and keeps it when a parliament
//! changes the rules and the database follows.

use std::fmt;
use std::sync::LazyLock;

use jiff::tz::TimeZone;

use crate::words::Say;

/// The parts of the world that places are in, as the database begins their names. What else it has are historical spellings.
const WORLD: [&str; 10] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
];

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let known = jiff::tz::db().available().map(|name| name.as_str().to_owned());
    let place = |name: &String| name.split_once('/').is_some_and(|(part, _)| WORLD.contains(&part));
    let mut names: Vec<String> = known.filter(place).collect();
    names.push("UTC".to_owned());
    names.sort_unstable();
    names.dedup();
    names
});

/// A zone that the database knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(String);

impl Zone {
    /// Reads a name as typed or chosen; capitals do not matter.
    pub fn parse(text: &str) -> Result<Zone, Say> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Say::new("missing-zone"));
        }
        let known = NAMES.iter().find(|name| name.eq_ignore_ascii_case(text));
        known.map(|name| Zone(name.clone())).ok_or_else(|| Say::new("invalid-zone"))
    }

    /// All names, for people to choose from.
    pub fn names() -> &'static [String] {
        &NAMES
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What tells the time there; UTC should the database have lost the name since it was chosen.
    pub fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.0).unwrap_or(TimeZone::UTC)
    }

    /// From a row of ours.
    pub(crate) fn stored(name: String) -> Zone {
        Zone(name)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_known_however_it_is_capitalised() {
        assert_eq!(Zone::parse(" america/new_york ").unwrap().as_str(), "America/New_York");
        assert_eq!(Zone::parse("utc").unwrap().time_zone(), TimeZone::UTC);
        assert_eq!(Zone::parse("").unwrap_err().key, "missing-zone");
    }

    #[test]
    fn what_is_no_place_is_refused() {
        for text in ["EST5EDT", "Etc/GMT+5", "America/Nowhere", "+05:00", "../../etc/passwd", "Europe/"] {
            assert_eq!(Zone::parse(text).unwrap_err().key, "invalid-zone", "{text}");
        }
    }

    #[test]
    fn every_name_tells_the_time_by_itself() {
        assert!(Zone::names().len() > 300);
        for name in Zone::names() {
            assert_eq!(Zone::parse(name).unwrap().as_str(), name);
            assert!(TimeZone::get(name).is_ok(), "{name}");
        }
    }
}
