//! The first start: a link, printed once, with which a person names the first ISP and becomes its Admin.
//!
//! There is one only while there is no ISP. Each start makes a new link and voids the former. It proves control of the
//! machine, so the Admin's address counts as verified.

#[cfg(test)]
mod tests;

use crate::access::{Role, Tx, may};
use crate::collaborator;
use crate::email::Email;
use crate::invitation::Accepted;
use crate::isp::{self, Name, Slug};
use crate::link::{self, Kind, Provenance, Token};
use crate::person::{self, Hashed};
use crate::problem::{Problem, Result};
use crate::session::{self, From};
use crate::timeline::{self, Happened};
use crate::words::Say;

/// What the first person names, read and found usable.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The ISP.
    pub isp: Name,
    /// Its name in paths.
    pub slug: Slug,
    /// The Admin's own name; may be empty.
    pub name: person::Name,
    /// The Admin's address.
    pub email: Email,
}

/// A fresh set-up link, while there is no ISP.
pub async fn offer(tx: &mut Tx<may::System>) -> Result<Option<Token>> {
    if isp::any(tx).await? {
        return Ok(None);
    }
    link::mint(tx, Kind::Setup, Provenance::Operator, None, "").await.map(Some)
}

/// Whether a set-up link is good. Changes nothing.
pub async fn look(tx: &mut Tx<may::Anyone>, token: &Token) -> Result<()> {
    link::look(tx, token).await.map(|_| ())
}

/// Makes the first ISP and its Admin, and signs them in.
pub async fn complete(
    tx: &mut Tx<may::Anyone>,
    token: &Token,
    wanted: &Wanted,
    password: &Hashed,
    from: &From,
) -> Result<Accepted> {
    link::spend(tx, token).await?;
    if isp::any_in(tx).await? {
        // Somebody made one from the shell meanwhile.
        return Err(Problem::Conflict(Say::new("setup-done")));
    }
    isp::found(tx, &wanted.isp, &wanted.slug).await?;
    let id = person::create(tx, &wanted.email, &wanted.name).await?;
    person::set_password(tx, id, password).await?;
    person::prove(tx, id).await?;
    let called = if wanted.name.is_empty() { wanted.email.shown() } else { wanted.name.as_str() };
    tx.become_person(id, called.to_owned()).await?;
    collaborator::join(tx, id, Role::Admin).await?;
    timeline::note(tx, Happened::new("collaborator-joined").with("role", Role::Admin.as_str())).await?;
    session::know_only(tx, id, from).await?;
    let cookie = session::start(tx, id, from).await?;
    let place = isp::card(tx).await?;
    Ok(Accepted { path: format!("{}/overview", place.path()), slug: place.slug, cookie: Some(cookie) })
}
