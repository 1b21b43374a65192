//! What of the issues is asked for, as it stands in addresses. What is done about one leads back to the same list, so the
//! addresses of acts carry it too.

use care::known_issue::{Filter, Key, Kind, Order, State, Wanted};
use serde::Deserialize;

use crate::staff::wanted;

/// Began within a day.
pub(super) const DAY: &str = "day";
/// The way back to the issue's own page.
pub(super) const DETAIL: &str = "?detail";

/// As it was asked for. A choice that there is not is not looked at.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    kind: String,
    state: String,
    /// Since when: `day`, or at any time.
    since: String,
    sort: String,
    after: Option<String>,
    /// The reader came from the issue's own page.
    pub(super) detail: Option<String>,
}

impl Asked {
    /// As it was understood.
    pub(super) fn read(&self) -> Wanted {
        let filter =
            Filter { kind: self.kind.parse().ok(), state: self.state.parse().ok(), fresh: self.since == DAY };
        Wanted { filter, order: self.sort.parse().unwrap_or_default() }
    }

    /// Where the page starts; anything that is not one of ours starts at the top.
    pub(super) fn after(&self) -> Option<Key> {
        self.after.as_deref().and_then(Key::parse)
    }

    /// The list as it was, as the part of an address that starts with `?`.
    pub(super) fn list(&self) -> String {
        query(self.read(), self.after().as_ref())
    }

    /// What stands behind the address of an act, so that it leads back.
    pub(super) fn way_back(&self) -> String {
        if self.detail.is_some() { DETAIL.to_owned() } else { self.list() }
    }
}

/// The same as the part of an address that starts with `?`; empty when nothing is asked for.
pub(super) fn query(it: Wanted, after: Option<&Key>) -> String {
    let after = after.map(Key::to_string);
    wanted::query([
        ("kind", it.filter.kind.map(Kind::as_str)),
        ("state", it.filter.state.map(State::as_str)),
        ("since", it.filter.fresh.then_some(DAY)),
        ("sort", (it.order != Order::default()).then(|| it.order.as_str())),
        ("after", after.as_deref()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_its_address_and_nonsense_is_not_looked_at() {
        let asked = |kind: &str, state: &str, sort: &str| Asked {
            kind: kind.to_owned(),
            state: state.to_owned(),
            since: state.replace("closed", DAY),
            sort: sort.to_owned(),
            after: Some("7_nonsense".to_owned()),
            detail: None,
        };
        let it = asked("no-dns", "closed", "oldest");
        assert_eq!(query(it.read(), it.after().as_ref()), "?kind=no-dns&state=closed&since=day&sort=oldest");
        assert_eq!(query(asked("'", "lost", "\0").read(), None), "");
        assert_eq!(query(asked("", "", "newest").read(), None), "", "the usual order goes without saying");
    }
}
