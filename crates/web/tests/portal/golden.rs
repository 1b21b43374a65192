//! The golden table of doors: who is answered what. It is typed by hand from the seeds' table of permissions and never
//! generated: an expectation that is read from the policy proves nothing.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Method;
use web::Door;

use crate::app::Who;

/// One line: a door, and the statuses that each visitor gets.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) who: String,
    /// In the order of [`Variant::of`].
    pub(crate) statuses: BTreeMap<Who, Vec<u16>>,
}

/// What a door's address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Variant {
    /// The visitor's own ISP, and in it something of its own; of an account, something of the visitor's own.
    Own,
    /// Another ISP; of an account, something of somebody else.
    Foreign,
    /// No ISP, or no file.
    Nothing,
    /// Something of another ISP, at the own.
    OwnForeign,
    /// Something that does not exist, at the own.
    OwnNothing,
}

impl Row {
    /// The same door, with the statuses of these visitors.
    pub(crate) fn with(&self, statuses: BTreeMap<Who, Vec<u16>>) -> Row {
        Row { method: self.method.clone(), path: self.path.clone(), who: self.who.clone(), statuses }
    }
}

impl Variant {
    /// The ones that there are at this door.
    pub(crate) fn of(path: &str) -> &'static [Variant] {
        use Variant::{Foreign, Nothing, Own, OwnForeign, OwnNothing};
        match path.matches('{').count() {
            1.. if names_ones_own(path) || path.contains("{mac}") => &[Own, Foreign, Nothing],
            2.. if names_a_place(path) => &[Own, Foreign, Nothing, OwnForeign, OwnNothing],
            1 if names_a_place(path) => &[Own, Foreign, Nothing],
            1.. if !path.contains("{mail}") => &[Own, Nothing],
            _ => &[Own],
        }
    }
}

/// Whether the address of a door is one of an ISP's or a cluster's.
pub(crate) fn names_a_place(path: &str) -> bool {
    path.contains("{slug}") || path.contains("{cluster}")
}

/// Whether the address of a door names something of one's own, under Your account.
pub(crate) fn names_ones_own(path: &str) -> bool {
    path.starts_with("/account/") && path.contains('{') && !names_a_place(path)
}

/// What people are answered at the routers' doors, all of them alike, as it stands in the file.
pub(crate) fn router_table() -> Vec<Row> {
    let text = include_str!("../golden/router_doors.tsv");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.skip(1).map(|line| row(line, &[Who::Nobody])).collect()
}

/// What a cluster's people are answered at the cluster's own doors, as it stands in the file.
pub(crate) fn cluster_table() -> Vec<Row> {
    let text = include_str!("../golden/cluster_doors.tsv");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.skip(1).map(|line| row(line, &Who::OF_THE_CLUSTER.map(|(who, _)| who))).collect()
}

/// The table as it stands in the file.
pub(crate) fn table() -> Vec<Row> {
    parse(include_str!("../golden/doors.tsv"))
}

fn parse(text: &str) -> Vec<Row> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.skip(1).map(|line| row(line, &Who::ALL)).collect()
}

fn row(line: &str, visitors: &[Who]) -> Row {
    let cells: Vec<&str> = line.split('\t').map(str::trim).filter(|cell| !cell.is_empty()).collect();
    let [method, path, who, statuses @ ..] = cells.as_slice() else { panic!("too few cells: {line}") };
    assert_eq!(statuses.len(), visitors.len(), "one cell a visitor: {line}");
    let statuses = visitors.iter().copied().zip(statuses).map(|(visitor, cell)| {
        let statuses: Vec<u16> = cell.split('/').map(|status| status.parse().unwrap()).collect();
        assert_eq!(
            statuses.len(),
            Variant::of(path).len(),
            "{visitor:?} needs {:?}: {line}",
            Variant::of(path)
        );
        (visitor, statuses)
    });
    Row {
        method: method.parse().unwrap(),
        path: (*path).to_owned(),
        who: (*who).to_owned(),
        statuses: statuses.collect(),
    }
}

/// Where the table and the doors differ, each with what to do about it.
pub(crate) fn differences(table: &[Row], doors: &[Door]) -> Vec<String> {
    let named = |method: &Method, path: &str, who: &str| format!("{method} {path} for {who}");
    let table: BTreeSet<String> = table.iter().map(|row| named(&row.method, &row.path, &row.who)).collect();
    let doors: BTreeSet<String> = doors.iter().map(|door| named(&door.method, door.path, door.who)).collect();
    let missing = doors.difference(&table).map(|door| {
        format!(
            "{door}: not in tests/golden/doors.tsv; type its row there by hand, from the seeds' permissions"
        )
    });
    let gone = table.difference(&doors).map(|row| {
        format!(
            "{row}: there is no such door; take its row out of tests/golden/doors.tsv, or bring the door back"
        )
    });
    missing.chain(gone).collect()
}

#[test]
fn a_door_without_a_row_and_a_row_without_a_door_are_told_with_the_next_step() {
    let door = Door { method: Method::GET, path: "/new", who: "anyone" };
    let table = parse("method\tpath\twho\tadmin…\nGET\t/old\tanyone\t200\t200\t200\t200\t200\t200\t200\n");
    let told = differences(&table, &[door]);
    assert!(
        told[0].starts_with("GET /new for anyone: not in tests/golden/doors.tsv; type its row"),
        "{told:?}"
    );
    assert!(told[1].starts_with("GET /old for anyone: there is no such door; take its row out"), "{told:?}");
}
