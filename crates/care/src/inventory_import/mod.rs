//! An import: a file of MACs, looked at first, then put into the inventory all together or not at all.
//!
//! **Uploading** writes the file's lines down, each with what is wrong with it: no MAC, there twice, here already, or another
//! ISP's (whose is not told). Nothing is in the inventory yet, and whoever uploaded it sees what would be.
//!
//! **Importing** is somebody's word, for the number of routers that they were shown and no other. Then a worker takes the
//! MACs, one batch after the other: from there on no other ISP can have them, and still no router exists. When it has all of
//! them, one statement makes all the routers. Until that moment it can be cancelled, and what was taken is given back; if
//! somebody else took a MAC first, all are given back too, and the import waits for a new word, for the number that is left.
//!
//! The work is in the rows: how far it has come is written in the transaction that did it, so a server that was killed goes
//! on where it was, and of two that go on at once one finds nothing to do. Turns are short, since routers' reports wait for
//! the same writer. What nobody gave their word for is forgotten after a day.

mod act;
mod sheet;
mod store;
#[cfg(test)]
mod tests;
mod upload;
mod work;

use jiff::Timestamp;

use crate::access::{Tx, may};
use crate::db::ImportId;
use crate::problem::{Problem, Result};

pub use act::{cancel, start};
pub use sheet::{Fault, MOST_BYTES, MOST_ROWS, Sheet};
pub use upload::upload;
pub use work::{run_worker, work};

/// Rows in one turn of the writer.
const TURN: usize = 1_000;

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Its lines are being written down.
    Reading,
    /// It waits for somebody's word.
    Ready,
    /// Its MACs are being taken.
    Running,
    /// What was taken is being given back, since somebody else was first.
    Yielding,
    /// What was taken is being given back, since it was cancelled.
    Cancelling,
    /// All of it is in the inventory.
    Done,
    /// Nothing of it is.
    Cancelled,
}

impl State {
    const ALL: [State; 7] = [
        State::Reading,
        State::Ready,
        State::Running,
        State::Yielding,
        State::Cancelling,
        State::Done,
        State::Cancelled,
    ];

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Reading => "reading",
            State::Ready => "ready",
            State::Running => "running",
            State::Yielding => "yielding",
            State::Cancelling => "cancelling",
            State::Done => "done",
            State::Cancelled => "cancelled",
        }
    }
}

impl std::str::FromStr for State {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        State::ALL.into_iter().find(|it| it.as_str() == text).ok_or_else(|| format!("no state {text:?}"))
    }
}

/// An import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// What the file was called.
    pub file: String,
    /// How far it is.
    pub state: State,
    /// Its lines.
    pub total: i64,
    /// Those that can be imported.
    pub good: i64,
    /// Those that were there before in the same file: nothing is lost without them.
    pub repeated: i64,
    /// How far the work has come, of its lines.
    pub place: i64,
    /// When it was uploaded.
    pub created_at: Timestamp,
}

impl Import {
    /// Those that would be left out.
    pub fn left_out(&self) -> i64 {
        self.total - self.good - self.repeated
    }
}

/// A line that is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its line in the file.
    pub line: i64,
    /// The MAC, or what stood there instead.
    pub text: String,
    /// Why.
    pub fault: Fault,
    /// Its place among the lines that are left out.
    pub key: (i64, i64),
}

/// One import.
pub async fn find(tx: &mut Tx<may::ChangeInventory>, id: ImportId) -> Result<Import> {
    store::find(tx, id).await?.ok_or(Problem::NotFound("import"))
}

/// Imports that are not over, the latest first: what somebody may have left and looks for again.
pub async fn open(tx: &mut Tx<may::ViewTabs>) -> Result<Vec<Import>> {
    store::open(tx).await
}

/// How many lines are left out for which reason.
pub async fn faults(tx: &mut Tx<may::ChangeInventory>, id: ImportId) -> Result<Vec<(Fault, i64)>> {
    store::faults(tx, id).await
}

/// Some of the lines that are left out, in the order of the file, after the one with this key.
pub async fn left_out(
    tx: &mut Tx<may::ChangeInventory>,
    id: ImportId,
    after: (i64, i64),
    most: i64,
) -> Result<Vec<LeftOut>> {
    store::left_out(tx, id, after, most).await
}
