//! Every key there is, its default, and what to say to one that is not.

use super::{Setting, Settings};

/// A key of the configuration.
pub(super) struct Key {
    /// Its name in the file; a dot separates a table from its key.
    pub(super) name: &'static str,
    /// Its value when nobody sets it.
    pub(super) default: Option<&'static str>,
    /// Whether its value must never be shown.
    pub(super) secret: bool,
}

const fn key(name: &'static str, default: Option<&'static str>) -> Key {
    Key { name, default, secret: false }
}

const fn secret(name: &'static str) -> Key {
    Key { name, default: None, secret: true }
}

/// In the order of `portico.example.toml`.
pub(super) const KEYS: [Key; 24] = [
    key("data", Some("./portico-data")),
    key("listen", Some("localhost:8080")),
    key("public_url", None),
    key("tls_certificate", None),
    key("tls_key", None),
    key("trusted_proxies", None),
    key("router_listen", Some("localhost:8443")),
    key("router_hosts", None),
    key("router_tls_certificate", None),
    key("router_tls_key", None),
    key("time_listen", None),
    secret("database"),
    key("log", Some("info")),
    key("log_format", Some("text")),
    key("smtp.host", None),
    key("smtp.port", None),
    key("smtp.security", None),
    key("smtp.ca", None),
    key("smtp.user", None),
    secret("smtp.password"),
    key("smtp.from", None),
    key("push.services", Some(care::push::TRUSTED)),
    key("push.contact", None),
    key("push.ca", None),
];

pub(super) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

pub(super) fn defaults() -> Settings {
    let with_default = |key: &Key| {
        let origin = format!("the default of {}", key.name);
        key.default.map(|text| (key.name, Setting { text: text.to_owned(), origin }))
    };
    KEYS.iter().filter_map(with_default).collect()
}

/// The name among `names` that is fewest typing mistakes away.
pub(super) fn nearest(wrong: &str, names: impl Iterator<Item = String>) -> String {
    names.min_by_key(|name| mistakes(wrong, name)).unwrap_or_default()
}

/// How many letters must be added, dropped or changed to make one word the other (Levenshtein), row by row.
fn mistakes(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.bytes().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in other.bytes().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}
