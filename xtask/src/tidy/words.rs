//! Every message key that code asks for exists, and every key that exists is asked for.

use super::tree::Tree;
use super::{Complaint, rust};
use std::collections::{BTreeMap, BTreeSet};

/// The language in which words are written first.
pub(super) const FILE: &str = "locales/en.ftl";
/// The ways to ask for words by key (`care::words`), and what stands before the literal in the key: what happened is told
/// by `timeline-KIND`, what was done by `said-WHAT`.
const ASKED: [(&str, &str); 12] = [
    ("t(\"", ""),
    ("t1(\"", ""),
    ("t2(\"", ""),
    ("Say::new(\"", ""),
    ("Happened::new(\"", "timeline-"),
    ("audit::note(scope, \"", "timeline-"),
    ("audit::note_at_no_place(scope, \"", "timeline-"),
    ("audit::note_at_no_place(tx, \"", "timeline-"),
    ("audit::note(tx, \"", "timeline-"),
    ("audit::note_about(scope, \"", "timeline-"),
    ("note(scope, \"", "timeline-"),
    ("Done::new(\"", "said-"),
];

pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let messages = tree.get(FILE).unwrap_or_default();
    let keys = keys(messages);
    let mut complaints = Vec::new();
    let mut texts = vec![messages];
    let mut used = BTreeSet::new();
    for file in
        tree.under("crates/", &[".rs", ".html", ".txt"]).filter(|file| !rust::is_test_file(&file.path))
    {
        let shipped = rust::shipped_and_tests(&file.text).0;
        for (line, key) in asked(shipped) {
            if !keys.contains_key(key.as_str()) {
                complaints.push(Complaint::new(&file.path, line, format!("add the key `{key}` to {FILE}")));
            }
            used.insert(key);
        }
        texts.push(shipped);
    }
    for (key, line) in keys {
        if !used.contains(key) && !texts.iter().any(|text| mentions(text, key)) {
            complaints.push(Complaint::new(FILE, line, format!("nothing asks for `{key}`: remove it")));
        }
    }
    complaints
}

/// Messages and terms (`-brand`), with their lines.
fn keys(messages: &str) -> BTreeMap<&str, usize> {
    let lines = messages.lines().enumerate();
    lines
        .filter_map(|(at, line)| {
            let key = line.split_once('=')?.0.trim_end();
            let name = key.strip_prefix('-').unwrap_or(key);
            let named = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_key);
            named.then_some((key, at + 1))
        })
        .collect()
}

pub(super) fn is_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

fn asked(text: &str) -> impl Iterator<Item = (usize, String)> {
    text.lines().enumerate().flat_map(|(at, line)| {
        ASKED.iter().flat_map(move |(call, prefix)| {
            line.match_indices(call).filter_map(move |(start, _)| {
                let key = line.get(start + call.len()..)?.split('"').next()?;
                let alone = !line.get(..start)?.ends_with(rust::is_word);
                let whole = alone && !key.is_empty() && key.chars().all(is_key);
                whole.then(|| (at + 1, format!("{prefix}{key}")))
            })
        })
    })
}

/// As a whole literal (`"key"`, which may reach a call by way of a variable), or in another message (`{ key }`, `{-term}`).
fn mentions(text: &str, key: &str) -> bool {
    text.match_indices(key).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + key.len()..).unwrap_or_default();
        (before.ends_with('"') && after.starts_with('"'))
            || (before.trim_end_matches(' ').ends_with('{')
                && after.trim_start_matches(' ').starts_with(['}', '(', '.']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(messages: &str, template: &str) -> Vec<(String, usize)> {
        let tree = Tree::of(&[(FILE, messages), ("crates/web/src/page.html", template)]);
        check(&tree).into_iter().map(|c| (c.path, c.line)).collect()
    }

    #[test]
    fn a_key_that_is_asked_for_and_missing_is_told_where_it_is_asked_for() {
        assert_eq!(
            complaints("a = A\n", "{{ t(\"a\") }}\n{{ w.t1(\"b-c\", x) }}"),
            [("crates/web/src/page.html".to_owned(), 2)]
        );
    }

    #[test]
    fn a_key_that_nothing_asks_for_is_told_where_it_is() {
        assert_eq!(complaints("# words\na = A\nb =\n    B\n", "{{ t(\"a\") }}"), [(FILE.to_owned(), 3)]);
    }

    #[test]
    fn a_key_may_be_used_by_another_message_or_through_a_variable() {
        assert_eq!(
            complaints("-brand = P\na = { -brand } is here\n", "let key = if x { \"a\" } else { \"a\" };"),
            []
        );
    }

    #[test]
    fn other_calls_that_end_in_a_t_are_not_meant() {
        assert_eq!(complaints("", "row.get(\"id\") format(\"x\") insert(\"y\")"), []);
    }
}
