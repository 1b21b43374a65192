//! Files stay small enough to be read in one go.

use super::tree::{File, Tree};
use super::{Complaint, rust};

const LIMIT: usize = 600;
const LONG: usize = 300;
/// One file in this many may be longer than `LONG`.
const SHARE: usize = 10;

pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let too_long = sources(tree).filter(|file| lines(file) > LIMIT);
    let mut complaints: Vec<Complaint> = too_long
        .map(|file| {
            let text = format!("{} lines, and {LIMIT} is the limit: split it, one file a verb", lines(file));
            Complaint::new(&file.path, 0, text)
        })
        .collect();
    let long: Vec<&File> = sources(tree).filter(|file| lines(file) > LONG).collect();
    if long.len() * SHARE > sources(tree).count() {
        let names: Vec<String> = long.iter().map(|file| format!("{} ({})", file.path, lines(file))).collect();
        let text = format!(
            "more than a tenth of all files are over {LONG} lines; split one of {}",
            names.join(", ")
        );
        complaints.push(Complaint::new("crates", 0, text));
    }
    complaints
}

/// One line about the sizes of all files.
pub(super) fn summary(tree: &Tree) -> String {
    let mut sizes: Vec<usize> = sources(tree).map(lines).collect();
    sizes.sort_unstable();
    let median = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
    let long = sizes.iter().filter(|size| **size > LONG).count();
    let in_tests: usize = sources(tree).map(test_lines).sum();
    let all: usize = sizes.iter().sum();
    format!(
        "{} Rust files, {all} lines ({in_tests} of tests), median {median}, longest {}, {long} over {LONG}",
        sizes.len(),
        sizes.last().copied().unwrap_or_default()
    )
}

fn sources(tree: &Tree) -> impl Iterator<Item = &File> {
    tree.under("", &[".rs"])
}

fn lines(file: &File) -> usize {
    file.text.lines().count()
}

fn test_lines(file: &File) -> usize {
    if rust::is_test_file(&file.path) {
        lines(file)
    } else {
        rust::shipped_and_tests(&file.text).1.lines().count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_the_last_length_that_passes() {
        let (at, over) = ("x\n".repeat(600), "x\n".repeat(601));
        let short = "x\n";
        let mut files = vec![("at.rs", at.as_str()), ("over.rs", over.as_str())];
        files.extend((0..30).map(|_| ("short.rs", short)));
        let complaints = check(&Tree::of(&files));
        assert_eq!(complaints.len(), 1);
        assert_eq!(complaints[0].path, "over.rs");
    }

    #[test]
    fn a_tenth_may_be_long_and_no_more() {
        let long = "x\n".repeat(301);
        let mut files = vec![("long.rs", long.as_str()); 1];
        files.extend([("short.rs", "x"); 9]);
        assert!(check(&Tree::of(&files)).is_empty());
        files.pop();
        assert_eq!(check(&Tree::of(&files)).len(), 1);
    }
}
