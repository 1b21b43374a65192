//! A part of a list, by key and not by number: it costs the same at the end of a million rows as at the start, and a row
//! that comes or goes meanwhile moves nothing else.

use std::fmt;

use uuid::Uuid;

use crate::words::Say;

/// How many rows a page has.
pub const ROWS: usize = 100;

/// Where a page starts: just after the row with this key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    /// The sorting time, in milliseconds UTC.
    pub at: i64,
    /// The row's id, which breaks ties.
    pub id: Uuid,
}

impl After {
    /// Before every row, in lists with the newest first.
    pub const START: After = After { at: i64::MAX, id: Uuid::max() };

    /// Reads the `after` of an address.
    pub fn parse(text: &str) -> Result<After, Say> {
        let parsed = text
            .split_once('_')
            .and_then(|(at, id)| Some(After { at: at.parse().ok()?, id: id.parse().ok()? }));
        parsed.ok_or_else(|| Say::new("invalid-page"))
    }
}

impl fmt::Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.at, self.id)
    }
}

/// Where a page of a list starts that is in an order of the reader's choice: just after the row with this key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// What the list is sorted by first; empty where that is time.
    pub(crate) text: String,
    /// The sorting time, in milliseconds UTC.
    pub(crate) at: i64,
    /// The row's id, which breaks ties.
    pub(crate) id: Uuid,
}

impl Key {
    /// Sorts after every text.
    pub(crate) const LAST: &str = "\u{10ffff}";

    /// Before every row whose text is in this range.
    pub(crate) fn start(down: bool, (first, last): (String, String)) -> Key {
        if down {
            Key { text: last, at: i64::MAX, id: Uuid::max() }
        } else {
            Key { text: first, at: i64::MIN, id: Uuid::nil() }
        }
    }

    /// Reads the `after` of an address.
    pub fn parse(text: &str) -> Option<Key> {
        let (at, rest) = text.split_once('_')?;
        let (id, text) = rest.split_once('_')?;
        Some(Key { text: text.to_owned(), at: at.parse().ok()?, id: id.parse().ok()? })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}_{}", self.at, self.id, self.text)
    }
}

/// Some rows, and where the next ones start; lists that are not in order of time have keys of their own.
#[derive(Debug, Clone)]
pub struct Page<T, K = After> {
    /// The rows.
    pub rows: Vec<T>,
    /// The key of the last row, if there are more.
    pub next: Option<K>,
}

impl<T, K> Page<T, K> {
    /// From one row more than a page has, which only shows that there is more.
    pub(crate) fn from_rows(rows: Vec<T>, key: impl Fn(&T) -> K) -> Page<T, K> {
        Page::of(ROWS, rows, key)
    }

    /// The same of a page that has at most so many.
    pub(crate) fn of(most: usize, mut rows: Vec<T>, key: impl Fn(&T) -> K) -> Page<T, K> {
        let more = rows.len() > most;
        rows.truncate(most);
        let next = if more { rows.last().map(key) } else { None };
        Page { rows, next }
    }
}

impl<T> Page<T> {
    /// How many rows a store asks for.
    pub(crate) const LIMIT: i64 = ROWS as i64 + 1;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_its_address_whatever_a_router_calls_itself() {
        let key = Key { text: "AC_68 / β".to_owned(), at: -7, id: Uuid::max() };
        assert_eq!(Key::parse(&key.to_string()), Some(key));
        assert_eq!(Key::parse("7_nonsense_x"), None);
        assert_eq!(Key::parse(""), None);
    }
}
