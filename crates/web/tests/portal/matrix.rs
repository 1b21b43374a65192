//! How much of the matrix was tried. A test that passes is not heard, so each table leaves its count in a file, and whoever runs
//! the gate adds them up and says so.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use axum::http::Method;
use care::testing::World;

use crate::app::Who;
use crate::doors::Replies;
use crate::golden::{Row, Variant, router_table, table};

/// Distinct cells: a door, who stood before it, and what its address named.
#[derive(Default)]
pub(crate) struct Cells(BTreeSet<(String, String, Who, Variant)>);

impl Cells {
    /// These were tried.
    pub(crate) fn add(&mut self, row: &Row, who: Who, replies: &Replies) {
        let cell = |variant| (row.method.to_string(), row.path.clone(), who, variant);
        self.0.extend(replies.keys().map(|(variant, _)| cell(*variant)));
    }

    /// This one was tried.
    pub(crate) fn add_cell(&mut self, (method, path, who, variant): (Method, &str, Who, Variant)) {
        self.0.insert((method.to_string(), path.to_owned(), who, variant));
    }

    /// Leaves the count.
    pub(crate) fn leave(&self, world: &World, table: &str) {
        let database = format!("{:?}", world.database).to_lowercase();
        let line = format!("cells\t{table}\t{database}\t{}\n", self.0.len());
        leave(&format!("{table}-{database}"), &line);
    }
}

fn leave(name: &str, text: &str) {
    fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("matrix-{name}.tsv")), text).unwrap();
}

/// Typed by hand from the product's table of access levels.
const ABILITIES: &str = include_str!("../../../care/tests/golden/roles.tsv");

/// Doors for these come later; which they are is left beside the counts.
#[test]
fn every_door_is_for_an_ability_of_the_table_and_abilities_without_a_door_are_told() {
    let words: Vec<(&str, &str)> = ABILITIES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| (line.split('\t').next().unwrap(), line.rsplit('\t').next().unwrap()))
        .collect();
    let doors: BTreeSet<String> = table().into_iter().chain(router_table()).map(|row| row.who).collect();
    for who in &doors {
        let known = matches!(who.as_str(), "anyone" | "oneself" | "home" | "router")
            || words.iter().any(|(ability, _)| ability == who);
        assert!(known, "`{who}` is no ability of care/tests/golden/roles.tsv");
    }
    let to_come = words.iter().filter(|(ability, _)| !doors.contains(*ability));
    let lines: Vec<String> = to_come.map(|(ability, words)| format!("later\t{ability}\t{words}\n")).collect();
    leave("later", &lines.concat());
}
