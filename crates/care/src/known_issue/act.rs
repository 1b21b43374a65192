//! What people do about an issue.

use super::{Issue, find, store};
use crate::access::{Tx, may};
use crate::contact;
use crate::db::IssueId;
use crate::db::live::Topic;
use crate::problem::{Fields, Problem, Result};
use crate::timeline::{self, Happened};
use crate::words::Say;

/// For how many hours an issue can be put off.
pub const SNOOZES: [i64; 5] = [1, 8, 24, 3 * 24, 7 * 24];

/// The longest note.
const LONGEST: usize = 500;

/// For how long an issue is put off, as it was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Snooze(i64);

impl Snooze {
    /// One of [`SNOOZES`].
    pub fn parse(hours: &str) -> Result<Snooze, Say> {
        let known = SNOOZES.into_iter().find(|it| it.to_string() == hours.trim());
        known.map(Snooze).ok_or_else(|| Say::new("invalid-snooze"))
    }
}

/// Notes that somebody looks after it. What was put off is so no longer.
pub async fn acknowledge(tx: &mut Tx<may::AddressDetections>, id: IssueId, note: &str) -> Result<Issue> {
    let note = read(note, false)?;
    let by = name(tx);
    if !store::act::acknowledge(tx, id, &by, &note).await? {
        return Err(why_not(tx, id, "issue-acknowledged-already").await?);
    }
    told(tx, id, Happened::new("issue-acknowledged"), &note).await
}

/// Puts it off: it is out of the way until then, unless it is over before.
pub async fn snooze(
    tx: &mut Tx<may::AddressDetections>,
    id: IssueId,
    hours: &str,
    note: &str,
) -> Result<Issue> {
    let mut fields = Fields::default();
    let lasting = fields.check("hours", Snooze::parse(hours));
    let note = fields.check("note", line(note, false));
    fields.into_result()?;
    let (Some(Snooze(lasting)), Some(note)) = (lasting, note) else {
        return Err(Problem::broken("a field went unchecked"));
    };
    let (by, until) = (name(tx), tx.now() + lasting * 60 * 60 * 1000);
    if !store::act::snooze(tx, id, &by, &note, until).await? {
        return Err(why_not(tx, id, "issue-closed-already").await?);
    }
    told(tx, id, Happened::new("issue-snoozed"), &note).await
}

/// Closes it. If it is not over, it opens again after as long as it takes to open one.
pub async fn resolve(tx: &mut Tx<may::AddressDetections>, id: IssueId, note: &str) -> Result<Issue> {
    let note = read(note, true)?;
    let by = name(tx);
    // The router's row first, as reports take them.
    let kind = find(tx, id).await?.kind;
    store::act::begin_anew(tx, id, kind).await?;
    if !store::act::resolve(tx, id, &by, &note).await? {
        return Err(why_not(tx, id, "issue-closed-already").await?);
    }
    told(tx, id, Happened::new("issue-resolved"), &note).await
}

fn name(tx: &Tx<may::AddressDetections>) -> String {
    tx.actor().name().unwrap_or_default().to_owned()
}

async fn told(tx: &mut Tx<may::AddressDetections>, id: IssueId, done: Happened, note: &str) -> Result<Issue> {
    let issue = find(tx, id).await?;
    let happened = done
        .customer(issue.customer)
        .about(issue.customer.0)
        .with("issue", issue.kind.as_str())
        .with("name", issue.name.as_str());
    let happened = if note.is_empty() { happened } else { happened.with("note", note) };
    timeline::note(tx, happened).await?;
    tx.tell(Topic::Issues);
    Ok(issue)
}

async fn why_not(tx: &mut Tx<may::AddressDetections>, id: IssueId, open: &'static str) -> Result<Problem> {
    let issue = find(tx, id).await?;
    let why = if issue.closed.is_some() { "issue-closed-already" } else { open };
    Ok(Problem::Conflict(Say::new(why)))
}

fn read(note: &str, required: bool) -> Result<String> {
    line(note, required).map_err(|why| Problem::field("note", why))
}

/// One line of text, which may have to be there.
fn line(text: &str, required: bool) -> Result<String, Say> {
    let text = contact::line(text, LONGEST)?;
    if required && text.is_empty() { Err(Say::new("missing-note")) } else { Ok(text) }
}
