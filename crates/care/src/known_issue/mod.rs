//! Known issues: what is wrong with a home's service, as the portal noticed by itself.
//!
//! An issue is of one *kind* ([`Kind`]) at one customer's home, once at a time: it opens when a rule says so, and closes by itself
//! when another, stricter rule says that it is over, so that a home on the edge does not open and close one all day. Each has
//! what was measured, since when, and what to do about it. What was measured is as of late: a further crash or drop is told at once,
//! load once an hour, firmware when it is compared. The rules:
//!
//! | kind | opens | closes |
//! |---|---|---|
//! | offline too long | an hour without a report, from a router that reported at the home | online for five minutes |
//! | flapping | as room `router` calls it: offline four times within an hour | steady for half an hour |
//! | restarts | three starts within a day that nobody asked for, crashes among them | none for twelve hours |
//! | high CPU | 90 % or more on average, for three spans of five minutes | under 75 % for three |
//! | low memory | 10 % or less that could be had, for three spans | 20 % or more for three |
//! | no DNS, wrong clock | the router says so at the end of two spans | it does not at the end of two |
//! | old firmware | older than what most homes with the model have run for a week | no longer older |
//! | certificate | an offline router comes without a valid certificate, and cannot have one | online for five minutes |
//!
//! **People** acknowledge an issue (somebody looks after it), snooze it (not now), or resolve it, each with a note. What is resolved
//! and not over is noticed again, but only once it has lasted as long again as it takes to open one.
//!
//! **Outages.** Homes that fall silent together, within a minute or in one upstream network, are one outage and not a thousand
//! issues: those are folded into it while it lasts ([`fold`]). A restart of Portico, during which nobody could report, makes none.
//!
//! The room stands below `router`, as `history` does: routers' reports are judged in the transaction that writes them, from
//! the row at hand ([`Streaks`]), and only what opens or closes an issue costs a statement.

mod act;
mod firmware;
mod judge;
mod kind;
mod list;
mod open;
mod outage;
mod restarts;
mod store;
mod streak;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use jiff::Timestamp;

use crate::access::{Permission, Scope, Tx, may};
use crate::audit::Details;
use crate::db::{CustomerId, IssueId, OutageId};
use crate::page::{After, Page};
use crate::problem::{Problem, Result};

pub use act::{SNOOZES, Snooze, acknowledge, resolve, snooze};
pub use judge::judge;
pub(crate) use judge::{Rounds, flaps};
pub use kind::{Kind, Severity};
pub use list::{Filter, Key, Order, State, Wanted};
pub(crate) use open::{Found, Subject, found, lasts, leave, over};
pub use outage::{Outage, fold};
pub(crate) use restarts::started;
pub(crate) use streak::{Finding, Flags, Streaks};

/// Something that is wrong with a home's service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Its id.
    pub id: IssueId,
    /// What kind.
    pub kind: Kind,
    /// Whose home.
    pub customer: CustomerId,
    /// Their name.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// When the trouble began, as far as that can be told.
    pub since: Timestamp,
    /// What was measured.
    pub evidence: Details,
    /// Where it stands.
    pub state: State,
    /// Until when it is put off, if it is.
    pub snoozed_until: Option<Timestamp>,
    /// Who acknowledged, put off or resolved it last.
    pub handled_by: Option<String>,
    /// What they noted.
    pub note: String,
    /// When it was closed, and how.
    pub closed: Option<(Timestamp, Closed)>,
    /// The outage that it belongs to.
    pub outage: Option<OutageId>,
    /// Whether that outage lasts, so that this is shown with it and not by itself.
    pub folded: bool,
}

/// How an issue was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// It was measured that it is over.
    Over,
    /// Somebody said so.
    Resolved,
    /// The router left the home.
    Left,
}

impl Closed {
    const ALL: [Closed; 3] = [Closed::Over, Closed::Resolved, Closed::Left];

    /// The word in the database and in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Closed::Over => "over",
            Closed::Resolved => "resolved",
            Closed::Left => "left",
        }
    }
}

impl std::str::FromStr for Closed {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Closed::ALL.into_iter().find(|it| it.as_str() == text).ok_or_else(|| format!("no end {text:?}"))
    }
}

/// How an ISP's homes do, by one kind of issue. What is folded into an outage is not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Of this kind.
    pub kind: Kind,
    /// How many are open and not put off.
    pub open: i64,
    /// Of those, how many began within a day.
    pub new: i64,
    /// When the oldest of them began.
    pub oldest: Timestamp,
}

/// The issues that are wanted, from the start or after the one with this key.
pub async fn list(
    tx: &mut Tx<may::ViewTabs>,
    wanted: Wanted,
    after: Option<&Key>,
) -> Result<Page<Issue, Key>> {
    store::pages::list(tx, wanted, after).await
}

/// One of them.
pub async fn find<P: Permission>(tx: &mut Tx<P>, id: IssueId) -> Result<Issue> {
    store::find(tx, id).await?.ok_or(Problem::NotFound("issue"))
}

/// What is open at a customer's home, the worst first, and of what is as bad the oldest.
pub async fn of_customer(tx: &mut Tx<may::ViewCustomers>, customer: CustomerId) -> Result<Vec<Issue>> {
    let mut open = store::of_customer(tx, customer).await?;
    open.sort_by_key(|it| it.kind.severity());
    Ok(open)
}

/// How many issues are open at each of these homes, for a column of a list. Homes without any are missing.
pub async fn open_of(
    tx: &mut Tx<may::ViewTabs>,
    customers: &[CustomerId],
) -> Result<HashMap<CustomerId, i64>> {
    store::open_of(tx, customers).await
}

/// All kinds of which there are any, the most frequent first.
pub async fn tally(tx: &mut Tx<may::ViewTabs>) -> Result<Vec<Tally>> {
    store::tally(tx).await
}

/// The outages that are not over, the latest first.
pub async fn outages(tx: &mut Tx<may::ViewTabs>) -> Result<Vec<Outage>> {
    store::outage::open(tx).await
}

/// One outage, also when it is over.
pub async fn outage(tx: &mut Tx<may::ViewTabs>, id: OutageId) -> Result<Outage> {
    store::outage::find(tx, id).await?.ok_or(Problem::NotFound("outage"))
}

/// The homes that an outage took, the first first.
pub async fn of_outage(tx: &mut Tx<may::ViewTabs>, id: OutageId, after: After) -> Result<Page<Issue>> {
    store::pages::of_outage(tx, id, after).await
}

/// Erases all that is known of a home, with the home itself.
pub(crate) async fn erase(scope: &mut Scope, customer: CustomerId) -> Result<()> {
    store::erase(scope, customer).await
}
