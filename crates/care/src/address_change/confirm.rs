//! Confirming a new address from its mailbox.

use super::{letter, store};
use crate::access::{Scope, Tx, may};
use crate::audit::{self, Details};
use crate::db::{PersonId, SessionId};
use crate::email::Email;
use crate::link::{self, Kind, Provenance, Token};
use crate::person;
use crate::problem::{Problem, Result};
use crate::session::{self, Cookie};
use crate::words::Say;

/// What a link would confirm.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Who asked: only they may confirm.
    pub person: PersonId,
    /// Their address now.
    pub from: Email,
    /// The new one.
    pub to: Email,
}

/// What a link would confirm. Changes nothing.
pub async fn look(tx: &mut Tx<may::Anyone>, token: &Token) -> Result<Asked> {
    let gone = || link::gone(Kind::Address);
    let link = link::look(tx, token).await?;
    let person = PersonId(link.subject.ok_or_else(gone)?);
    let change = store::asked(tx, person, &link.email).await?.ok_or_else(gone)?;
    Ok(Asked { person, from: change.old, to: change.new })
}

/// Changes the address: of the person whose session this is and who must be the one who asked. Every other session ends, and
/// this one goes on under the cookie that is given back; links that were bound to the old address are void; the old
/// address is told how to take it back.
pub async fn confirm(tx: &mut Tx<may::Oneself>, token: &Token, here: SessionId) -> Result<(Email, Cookie)> {
    let gone = || link::gone(Kind::Address);
    let id = tx.actor().person().ok_or(Problem::Anonymous)?;
    // Looked at before it is spent: opened in somebody else's browser, it must stay whole.
    let link = link::look(tx, token).await?;
    if link.subject != Some(id.0) {
        return Err(Problem::Conflict(Say::new("address-other-person")));
    }
    person::hold(tx, id).await?;
    let link = link::spend(tx, token).await?;
    let me = person::by_id(tx, id).await?.ok_or(Problem::Anonymous)?;
    let change = store::asked(tx, id, &link.email).await?;
    let change =
        change.filter(|it| me.verified && it.old.canonical() == me.email.canonical()).ok_or_else(gone)?;
    if !store::confirm(tx, change.id).await? {
        return Err(gone());
    }
    person::set_email(tx, id, &change.new).await.map_err(taken)?;
    link::void(tx, Kind::Reset, Some(id.0)).await?;
    let cookie = session::keep_only(tx, id, here).await?;
    note(tx, &change.old, &change.new).await?;
    let undo = link::mint(tx, Kind::Undo, Provenance::Mail, Some(change.id), change.old.canonical()).await?;
    letter::moved(tx, &change.old, &change.new, &undo).await?;
    Ok((change.new, cookie))
}

async fn note(scope: &mut Scope, before: &Email, after: &Email) -> Result<()> {
    let pairs = [("before", before), ("email", after)];
    let details = pairs.map(|(name, email)| (name.to_owned(), email.shown().into()));
    audit::note(scope, "address-changed", &Details::from_iter(details)).await
}

/// Somebody else was first. Whoever reads this holds the mailbox, so it tells them nothing that is not theirs.
pub(super) fn taken(problem: Problem) -> Problem {
    if problem.is_duplicate() { Problem::Conflict(Say::new("address-taken")) } else { problem }
}
