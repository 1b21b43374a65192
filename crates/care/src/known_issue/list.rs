//! The list of issues: which are wanted, in which order, and where a page of them starts.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use uuid::Uuid;

use super::{Issue, Kind};

/// What began within this is new.
pub(super) const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Which issues are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filter {
    /// Of this kind; none: of all.
    pub kind: Option<Kind>,
    /// In this state; none: those that wait for somebody, which is all that are not closed or put off.
    pub state: Option<State>,
    /// Only what began within a day.
    pub fresh: bool,
}

impl Filter {
    /// Whether homes of an outage that lasts could be among them.
    pub fn holds_outages(&self) -> bool {
        matches!(self.kind, None | Some(Kind::Offline))
            && !matches!(self.state, Some(State::Snoozed | State::Closed))
    }

    /// Whether an issue that is folded into an outage is one of these.
    pub fn holds_folded(&self, it: &Issue, now: Timestamp) -> bool {
        let wanted = match self.state {
            None => matches!(it.state, State::New | State::Acknowledged),
            Some(state) => it.state == state,
        };
        it.folded
            && wanted
            && self.holds_outages()
            && it.since.as_millisecond() > self.after(now.as_millisecond())
    }

    /// What is wanted began after this, in milliseconds UTC.
    pub(super) fn after(&self, now: i64) -> i64 {
        if self.fresh { now - DAY_MS } else { i64::MIN }
    }
}

/// Where an issue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nobody looked at it.
    New,
    /// Somebody looks after it.
    Acknowledged,
    /// It was put off.
    Snoozed,
    /// It is no more.
    Closed,
}

impl State {
    /// All of them.
    pub const ALL: [State; 4] = [State::New, State::Acknowledged, State::Snoozed, State::Closed];

    /// The word in addresses, statements and tables.
    pub fn as_str(self) -> &'static str {
        match self {
            State::New => "new",
            State::Acknowledged => "acknowledged",
            State::Snoozed => "snoozed",
            State::Closed => "closed",
        }
    }
}

/// An order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The latest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// By kind, and within one the oldest first.
    Kind,
}

impl Order {
    /// All of them.
    pub const ALL: [Order; 3] = [Order::Newest, Order::Oldest, Order::Kind];

    /// The word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Order::Newest => "newest",
            Order::Oldest => "oldest",
            Order::Kind => "kind",
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
word_of_all!(State Order);

/// What is wanted, and in which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Which.
    pub filter: Filter,
    /// In which order.
    pub order: Order,
}

/// Where a page starts: just after the issue with this key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its kind, where the list is sorted by it.
    pub(super) kind: String,
    /// When it began; when it was closed, in the list of those.
    pub(super) at: i64,
    /// Its id, which breaks ties.
    pub(super) id: Uuid,
}

impl Key {
    /// Reads the `after` of an address.
    pub fn parse(text: &str) -> Option<Key> {
        let (at, rest) = text.split_once('_')?;
        let (id, kind) = rest.split_once('_')?;
        let kind = if kind.is_empty() { "" } else { kind.parse::<Kind>().ok()?.as_str() };
        Some(Key { kind: kind.to_owned(), at: at.parse().ok()?, id: id.parse().ok()? })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}_{}", self.at, self.id, self.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_its_address_and_nonsense_is_none() {
        for kind in ["", "no-dns"] {
            let key = Key { kind: kind.to_owned(), at: -7, id: Uuid::max() };
            assert_eq!(Key::parse(&key.to_string()), Some(key));
        }
        for text in ["", "7", "7_x_", "x_y_z", &format!("7_{}_\0", Uuid::nil())] {
            assert_eq!(Key::parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_word_is_read_back() {
        assert!(State::ALL.into_iter().all(|it| it.as_str().parse() == Ok(it)));
        assert!(Order::ALL.into_iter().all(|it| it.as_str().parse() == Ok(it)));
        assert!(Kind::ALL.into_iter().all(|it| it.as_str().parse() == Ok(it)));
    }
}
