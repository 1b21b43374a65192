//! The files in `migrations/`: numbered without gaps, for both databases, without triggers, and all of them applied.

use super::Complaint;
use super::tree::Tree;
use std::collections::{BTreeMap, BTreeSet};

const FOLDER: &str = "migrations/";
/// Where they are included into the binary.
const LIST: &str = "crates/care/src/db/migrate.rs";

pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    // Number and name -> for which databases.
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in tree.under(FOLDER, &[".sql"]) {
        let (stem, dialect) = split(file.name());
        found.entry(stem).or_default().insert(dialect);
        if !is_numbered(stem) {
            complaints.push(Complaint::new(&file.path, 0, "name it NNNN_what_it_does.sql"));
        }
        for (at, line) in file.text.lines().enumerate() {
            let statement = line.split("--").next().unwrap_or_default().to_ascii_uppercase();
            if statement.split_whitespace().any(|word| word == "TRIGGER") {
                let text = "no triggers: distributed PostgreSQL refuses them; let the one verb that changes the row do it";
                complaints.push(Complaint::new(&file.path, at + 1, text));
            }
        }
    }
    let list = tree.get(LIST).unwrap_or_default();
    for (number, (stem, dialects)) in (1..).zip(&found) {
        if !stem.starts_with(&format!("{number:04}_")) {
            let text = format!("{stem} should have the number {number:04}: no gaps, none twice");
            complaints.push(Complaint::new(FOLDER, 0, text));
        }
        let both = dialects.iter().eq(&[""]) || dialects.iter().eq(&["postgres", "sqlite"]);
        if !both {
            let text =
                format!("{stem} must be one file for both databases, or a .sqlite.sql and a .postgres.sql");
            complaints.push(Complaint::new(FOLDER, 0, text));
        }
        if !list.contains(&format!("\"{stem}\"")) {
            complaints.push(Complaint::new(FOLDER, 0, format!("{stem} is never applied: name it in {LIST}")));
        }
    }
    complaints
}

/// `0001_a.sqlite.sql` is `0001_a` for `sqlite`; `0001_a.sql` is for both, written as "".
fn split(name: &str) -> (&str, &str) {
    let stem = name.trim_end_matches(".sql");
    stem.split_once('.').unwrap_or((stem, ""))
}

fn is_numbered(stem: &str) -> bool {
    let Some((number, name)) = stem.split_once('_') else { return false };
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    number.len() == 4
        && number.chars().all(|c| c.is_ascii_digit())
        && !name.is_empty()
        && name.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(files: &[(&str, &str)]) -> usize {
        let list = (LIST, "both!(1, \"0001_people\"), pair!(2, \"0002_words\")");
        check(&Tree::of(&[&[list], files].concat())).len()
    }

    #[test]
    fn one_file_or_a_pair() {
        assert_eq!(complaints(&[("migrations/0001_people.sql", "CREATE TABLE a (b TEXT);")]), 0);
        let pair = [("migrations/0002_words.postgres.sql", ""), ("migrations/0002_words.sqlite.sql", "")];
        assert_eq!(complaints(&[("migrations/0001_people.sql", ""), pair[0], pair[1]]), 0);
        assert_eq!(complaints(&[("migrations/0001_people.sql", ""), pair[0]]), 1);
    }

    #[test]
    fn a_gap_is_told_and_a_file_that_is_never_applied() {
        assert_eq!(complaints(&[("migrations/0002_words.sql", "")]), 1);
        assert_eq!(complaints(&[("migrations/0001_other.sql", "")]), 1);
    }

    #[test]
    fn no_triggers_but_one_may_speak_of_them() {
        assert_eq!(complaints(&[("migrations/0001_people.sql", "-- no TRIGGER\ncreate trigger x")]), 1);
    }
}
