//! What of the issues is asked for, as it stands in addresses. What is done about one leads back to the same list, so the
//! addresses of acts carry it too.

use care::known_issue::{Filter, Key, Kind, Order, State, Wanted};
use serde::Deserialize;

/// As it was asked for. A choice that there is not is not looked at.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    kind: String,
    state: String,
    sort: String,
    after: Option<String>,
    /// The reader came from the issue's own page.
    pub(super) detail: Option<String>,
}

impl Asked {
    /// As it was understood.
    pub(super) fn read(&self) -> Wanted {
        let filter = Filter { kind: self.kind.parse().ok(), state: self.state.parse().ok() };
        Wanted { filter, order: self.sort.parse().unwrap_or_default() }
    }

    /// Where the page starts; anything that is not one of ours starts at the top.
    pub(super) fn after(&self) -> Option<Key> {
        self.after.as_deref().and_then(Key::parse)
    }
}

/// The same as the part of an address that starts with `?`; empty when nothing is asked for.
pub(super) fn query(wanted: Wanted, after: Option<&Key>) -> String {
    let parts = [
        wanted.filter.kind.map(|it| format!("kind={}", Kind::as_str(it))),
        wanted.filter.state.map(|it| format!("state={}", State::as_str(it))),
        (wanted.order != Order::default()).then(|| format!("sort={}", wanted.order.as_str())),
        after.map(|it| format!("after={it}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_its_address_and_nonsense_is_not_looked_at() {
        let asked = |kind: &str, state: &str, sort: &str| Asked {
            kind: kind.to_owned(),
            state: state.to_owned(),
            sort: sort.to_owned(),
            after: Some("7_nonsense".to_owned()),
            detail: None,
        };
        let it = asked("no-dns", "closed", "oldest");
        assert_eq!(query(it.read(), it.after().as_ref()), "?kind=no-dns&state=closed&sort=oldest");
        assert_eq!(query(asked("'", "lost", "\0").read(), None), "");
        assert_eq!(query(asked("", "", "newest").read(), None), "", "the usual order goes without saying");
    }
}
