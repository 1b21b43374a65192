//! Every language says what English says: each message, with the same gaps, in its own words and with numbers as it writes them.

use super::Complaint;
use super::tree::Tree;
use super::words::{FILE, is_key};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let (english, mut complaints) = read(FILE, tree.get(FILE).unwrap_or_default());
    complaints.extend(bare_counts(FILE, &english));
    for file in tree.under("locales/", &[".ftl"]).filter(|file| file.path != FILE) {
        let (messages, twice) = read(&file.path, &file.text);
        complaints.extend(twice);
        complaints.extend(bare_counts(&file.path, &messages));
        for (key, said) in &english {
            match messages.get(key) {
                None => complaints.push(Complaint::new(
                    FILE,
                    said.line,
                    format!("`{key}` is not in {}", file.path),
                )),
                Some(it) if it.gaps != said.gaps => complaints.push(Complaint::new(
                    &file.path,
                    it.line,
                    format!("`{key}` fills {:?} and in English {:?}", it.gaps, said.gaps),
                )),
                Some(it) if words(&said.text) > 1 && it.text == said.text => complaints.push(Complaint::new(
                    &file.path,
                    it.line,
                    format!("`{key}` says the same in English: translate it"),
                )),
                Some(_) => {}
            }
        }
        for (key, said) in messages.iter().filter(|(key, _)| !english.contains_key(*key)) {
            complaints.push(Complaint::new(
                &file.path,
                said.line,
                format!("`{key}` is not in {FILE}: remove it"),
            ));
        }
    }
    complaints
}

/// Where a message is, what it says, and the names of its gaps.
struct Said<'t> {
    line: usize,
    text: Vec<&'t str>,
    gaps: BTreeSet<&'t str>,
}

/// Counts that are shown in plain digits: whatever chooses between one and many is a number.
fn bare_counts(path: &str, messages: &BTreeMap<&str, Said<'_>>) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (key, said) in messages.iter().filter(|(_, it)| it.text.iter().any(|line| line.starts_with("[one]")))
    {
        let text = said.text.join("\n");
        for gap in &said.gaps {
            if text.contains(&format!("${gap} ->\n[one]")) && text.contains(&format!("{{ ${gap} }}")) {
                let what = format!("`{key}` shows a count as it is: write NUMBER(${gap})");
                complaints.push(Complaint::new(path, said.line, what));
            }
        }
    }
    complaints
}

/// How many words a message has that could be other ones in another language. A single one may well be the same in both, such as
/// MAC or Router, and so may a unit behind a number.
fn words(text: &[&str]) -> usize {
    let is_gap = |part: &str| part.starts_with(['$', '[', '*', '-']) || part.starts_with("NUMBER(");
    let is_word = |part: &&str| !is_gap(part) && part.contains(char::is_alphabetic);
    text.iter().flat_map(|line| line.split_whitespace()).filter(is_word).count()
}

/// The messages of a file by their keys, and what is in it twice.
fn read<'t>(path: &str, text: &'t str) -> (BTreeMap<&'t str, Said<'t>>, Vec<Complaint>) {
    let (mut messages, mut complaints) = (BTreeMap::<&str, Said<'_>>::new(), Vec::new());
    let mut last = "";
    for (at, line) in text.lines().enumerate() {
        let mut text = line;
        if let Some((key, rest)) = line.split_once('=')
            && line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-')
        {
            (last, text) = (key.trim_end(), rest);
            let said = Said { line: at + 1, text: Vec::new(), gaps: BTreeSet::new() };
            if messages.insert(last, said).is_some() {
                complaints.push(Complaint::new(path, at + 1, format!("`{last}` is in here twice")));
            }
        }
        // What is set in is more of the message above.
        if !line.starts_with('#')
            && let Some(said) = messages.get_mut(last)
        {
            let names = line.split('$').skip(1).filter_map(|rest| rest.split(|c| !is_key(c)).next());
            said.gaps.extend(names);
            said.text.extend(Some(text.trim()).filter(|text| !text.is_empty()));
        }
    }
    (messages, complaints)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(english: &str, spanish: &str) -> Vec<(String, usize)> {
        let tree = Tree::of(&[(FILE, english), ("locales/es.ftl", spanish)]);
        check(&tree).into_iter().map(|c| (c.path, c.line)).collect()
    }

    #[test]
    fn a_message_that_a_language_lacks_is_told_where_it_is_in_english() {
        assert_eq!(complaints("a = A\nb = B\n", "a = A\n"), [(FILE.to_owned(), 2)]);
    }

    #[test]
    fn a_gap_that_nobody_fills_is_told_also_in_the_forms_of_a_number() {
        let english =
            "homes = { $n ->\n    [one] one in { $place }\n   *[other] { NUMBER($n) } in { $place }\n}\n";
        assert_eq!(complaints(english, &english.replace("in", "en")), []);
        assert_eq!(complaints(english, "homes = { $n } hogares\n"), [("locales/es.ftl".to_owned(), 1)]);
    }

    #[test]
    fn a_sentence_that_was_left_in_english_is_told_and_a_word_or_a_unit_that_is_the_same_is_not() {
        let english = "a = Sign in\nb =\n    Two words\nc = { $n ->\n    [one] one home\n   *[other] { NUMBER($n) } homes\n}\n";
        let told = |line| ("locales/es.ftl".to_owned(), line);
        assert_eq!(complaints(english, english), [told(1), told(2), told(4)]);
        let spanish = english.replace("Sign in", "Entrar").replace("Two", "Dos").replace("homes", "hogares");
        assert_eq!(complaints(english, &spanish), []);
        let same = "mac = MAC\nhours = { $n } h\nplace = { $here } · { $there }\n-brand = Portico\n";
        assert_eq!(complaints(same, same), []);
    }

    #[test]
    fn a_count_that_would_be_shown_in_plain_digits_is_told() {
        let english =
            "a = A\nhomes = { $n ->\n    [one] one of { $all }\n   *[other] { $n } of { $all }\n}\n";
        let spanish = english.replace("of", "de");
        assert_eq!(complaints(english, &spanish), [(FILE.to_owned(), 2), ("locales/es.ftl".to_owned(), 2)]);
    }

    #[test]
    fn what_is_said_twice_or_in_no_other_language_is_told() {
        assert_eq!(complaints("a = A\na = B\n", "a = A\n"), [(FILE.to_owned(), 2)]);
        assert_eq!(complaints("a = A\n", "a = A\nz = Z\n"), [("locales/es.ftl".to_owned(), 2)]);
    }
}
