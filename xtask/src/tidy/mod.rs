//! The house rules that no compiler holds. Each check is a function from the text of the tree to what is wrong with it,
//! so that each can be tested on a few lines; each complaint says what to do next.

mod access_to_sql;
mod arrows;
mod classes;
mod decisions;
mod honest_tests;
mod languages;
mod migrations;
mod openings;
mod pages;
mod reasons;
mod rooms;
mod rust;
mod size;
mod tree;
mod words;

use crate::run;
use anyhow::{Result, bail};
use tree::Tree;

/// One thing that is wrong, where it is, and what to do about it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Complaint {
    path: String,
    /// Counted from 1; 0 for the whole file.
    line: usize,
    text: String,
}

impl Complaint {
    fn new(path: &str, line: usize, text: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, text: text.into() }
    }
}

type Check = fn(&Tree) -> Vec<Complaint>;

const CHECKS: &[Check] = &[
    size::check,
    rooms::check,
    access_to_sql::check,
    arrows::check,
    reasons::check,
    honest_tests::check,
    words::check,
    languages::check,
    migrations::check,
    openings::check,
    decisions::check,
    pages::check,
    classes::check,
];

/// Runs all checks over the work tree.
///
/// # Errors
/// When any of them complains; the complaints are printed before.
pub(crate) fn tidy() -> Result<()> {
    let tree = Tree::read(run::root())?;
    println!("{}", size::summary(&tree));
    let mut complaints: Vec<Complaint> = CHECKS.iter().flat_map(|check| check(&tree)).collect();
    complaints.sort();
    for Complaint { path, line, text } in &complaints {
        println!("{path}:{line}: {text}");
    }
    if !complaints.is_empty() {
        bail!("tidy has {} complaints", complaints.len())
    }
    Ok(())
}
