//! A part of a list, by key and not by number: it costs the same at the end of a million rows as at the start, and a row
//! that comes or goes meanwhile moves nothing else.

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

impl std::fmt::Display for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.at, self.id)
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
    pub(crate) fn from_rows(mut rows: Vec<T>, key: impl Fn(&T) -> K) -> Page<T, K> {
        let more = rows.len() > ROWS;
        rows.truncate(ROWS);
        let next = if more { rows.last().map(key) } else { None };
        Page { rows, next }
    }
}

impl<T> Page<T> {
    /// How many rows a store asks for.
    pub(crate) const LIMIT: i64 = ROWS as i64 + 1;
}
