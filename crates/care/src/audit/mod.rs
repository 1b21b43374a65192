//! The audit log: who did what to whom, when, from where, by which way.
//!
//! A row is written in the transaction of what it tells, and never changed. A little later a worker links it into the chain
//! of its place ([`seal`]): each link is a digest over the one before, so that a row which is changed, swapped or taken away
//! afterwards breaks all links from there on, and [`verify()`] says where. What is personal in a row (names, addresses,
//! before and after) is kept as one text beside a random salt, and the row's digest is over the digest of both: it can be
//! erased one day, and the rest is proven as before. Where somebody else is concerned, their *subject*, what is told of them is
//! kept and erased apart from who did it.
//!
//! A place is an ISP or a cluster. What a person does in their own account, and signing in, is at no place: the all-zeros id.
//! They see it under Your account ([`mine`]), with what others did to them; at an ISP it is nobody's business.
//! Wrong passwords are not in the log; they are counted and slowed down ([`crate::throttle`]).

mod area;
mod digest;
mod entry;
mod erase;
mod mine;
mod seal;
mod store;
#[cfg(test)]
mod tests;
mod verify;

use uuid::Uuid;

use crate::access::{Actor, Scope, Tx, may};
use crate::page::{After, Page};
use crate::problem::{Problem, Result};

use store::Noted;

pub use area::{Area, Way};
pub use entry::{Entry, Filter, Personal};
pub use erase::{erase_by_operator, erase_customer};
pub use mine::{By, Own, mine};
pub use seal::{run_sealer, seal};
pub use verify::{Fault, Head, Verified, Wrong, verify};

/// Names and values of what was done; never a secret. A value that changed is the object that [`change`] makes.
pub type Details = serde_json::Map<String, serde_json::Value>;

/// A value as it was before and as it is now.
pub fn change(before: &str, after: &str) -> serde_json::Value {
    serde_json::json!({ "before": before, "after": after })
}

/// Notes what the transaction's actor did, at its ISP or, where it is at none, at none.
pub(crate) async fn note(scope: &mut Scope, kind: &'static str, details: &Details) -> Result<()> {
    note_at(scope, place(scope), kind, None, details).await
}

/// Notes what the actor did to somebody: a person, or the invitation of one who may be nobody here yet.
pub(crate) async fn note_about(
    scope: &mut Scope,
    kind: &'static str,
    subject: Uuid,
    details: &Details,
) -> Result<()> {
    note_at(scope, place(scope), kind, Some(subject), details).await
}

/// Notes what a person did about their own account, which is no place's business.
pub(crate) async fn note_at_no_place(scope: &mut Scope, kind: &'static str, details: &Details) -> Result<()> {
    note_at(scope, Uuid::nil(), kind, None, details).await
}

fn place(scope: &Scope) -> Uuid {
    scope.isp().map_or(Uuid::nil(), |isp| isp.0)
}

async fn note_at(
    scope: &mut Scope,
    place: Uuid,
    kind: &'static str,
    subject: Option<Uuid>,
    details: &Details,
) -> Result<()> {
    // What people do to themselves is theirs as a whole.
    let subject = subject.filter(|id| scope.actor().person().is_none_or(|actor| actor.0 != *id));
    let told = subject.map(|id| serde_json::to_string(details).map(|text| (id, text)));
    let subject = told.transpose().map_err(Problem::broken)?;
    let nothing = Details::new();
    let personal = serde_json::json!({
        "actor": scope.actor().name(),
        "from": scope.from(),
        "details": if subject.is_some() { &nothing } else { details },
    });
    let personal = serde_json::to_string(&personal).map_err(Problem::broken)?;
    let way = match scope.actor() {
        Actor::Staff { .. } | Actor::Person { .. } | Actor::Subscriber { .. } | Actor::Anyone => Way::Portal,
        Actor::Shell => Way::Shell,
        Actor::System | Actor::Router(_) => Way::System,
    };
    let noted = Noted { place, kind, way, personal, subject };
    store::insert(scope, noted).await
}

/// What happened at the transaction's place, newest first.
pub async fn list(tx: &mut Tx<may::ManageSettings>, filter: &Filter, after: After) -> Result<Page<Entry>> {
    store::list(tx, filter, after).await
}
