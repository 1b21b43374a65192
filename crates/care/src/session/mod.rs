//! A session: a browser in which somebody signed in.
//!
//! The cookie is 256 random bits, kept as SHA-256. A session ends after half an hour without a request, after twelve hours
//! in any case, when its owner signs out here or everywhere, and with a new password. It says who somebody is and
//! never what they may do: memberships are read with every request.
//!
//! Its owner sees all of them, and ends any one or all. Whoever changes how they prove who they are keeps the session that
//! they do it in, under a new cookie, and no other ([`keep_only`]).

mod agent;
mod device;
mod store;
#[cfg(test)]
mod tests;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;

use crate::access::{Audience, SESSION_MS, Scope, Tx, may};
use crate::audit::{self, Details};
use crate::db::{LinkHash, PersonId, SessionId};
use crate::link::{digest, random};
use crate::problem::{Problem, Result};

pub use agent::device_name;
pub use device::Device;
pub(crate) use device::{know_only, meet};

/// The secret in the cookie.
pub struct Cookie(String);

impl std::fmt::Debug for Cookie {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Cookie(…)")
    }
}

impl Cookie {
    fn random() -> Cookie {
        let secret: [u8; 32] = random();
        Cookie(URL_SAFE_NO_PAD.encode(secret))
    }

    /// What a browser sent.
    pub fn sent(text: &str) -> Cookie {
        Cookie(text.to_owned())
    }

    /// What it is looked up by.
    pub fn hash(&self) -> LinkHash {
        digest(&self.0)
    }

    /// To be set in the browser.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// From where somebody signs in, for the list of their sessions.
#[derive(Debug, Clone)]
pub struct From {
    /// The address.
    pub address: String,
    /// What the browser says it is.
    pub agent: String,
    /// The browser's own cookie, which tells whether it was here before.
    pub device: Device,
}

/// A session as its owner sees it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its id.
    pub id: SessionId,
    /// Since when.
    pub created_at: Timestamp,
    /// The last request, to the minute.
    pub used_at: Timestamp,
    /// From where.
    pub address: String,
    /// What the browser says it is.
    pub agent: String,
    /// The same in words, where it is known.
    pub device: Option<String>,
}

/// Starts a session for a person who proved who they are.
pub(crate) async fn start(scope: &mut Scope, person: PersonId, from: &From) -> Result<Cookie> {
    let cookie = Cookie::random();
    let ends_at = scope.now() + SESSION_MS;
    store::insert(scope, &cookie.hash(), person, Audience::Portal, from, ends_at).await?;
    Ok(cookie)
}

/// The person's own sessions that are alive, the latest used first.
pub async fn list(tx: &mut Tx<may::Oneself>) -> Result<Vec<Listed>> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    store::list(tx, person).await
}

/// Signs out: ends one of the person's own sessions.
pub async fn end(tx: &mut Tx<may::Oneself>, id: SessionId) -> Result<()> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    if store::end(tx, person, id).await? { Ok(()) } else { Err(Problem::NotFound("session")) }
}

/// Ends one of the person's own sessions from another one, which is put on record.
pub async fn end_other(tx: &mut Tx<may::Oneself>, id: SessionId) -> Result<()> {
    end(tx, id).await?;
    audit::note(tx, "session-ended", &Details::new()).await
}

/// Signs out everywhere.
pub async fn end_all(tx: &mut Tx<may::Oneself>) -> Result<()> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    end_all_of(tx, person).await?;
    audit::note(tx, "sessions-ended", &Details::new()).await
}

/// Ends every session of a person.
pub(crate) async fn end_all_of(scope: &mut Scope, person: PersonId) -> Result<()> {
    store::end_all(scope, person).await
}

/// Ends every session of a person but this one, which goes on under a new cookie: a copy of the old one is worth nothing.
/// [`Problem::Anonymous`] when this one has ended meanwhile.
pub(crate) async fn keep_only(scope: &mut Scope, person: PersonId, id: SessionId) -> Result<Cookie> {
    let cookie = Cookie::random();
    store::end_others(scope, person, id).await?;
    if store::rehash(scope, person, id, &cookie.hash()).await? { Ok(cookie) } else { Err(Problem::Anonymous) }
}

/// Ends a person's portal sessions if no membership is left to them, anywhere. The transaction must look as that person.
pub(crate) async fn end_where_no_access_is_left(scope: &mut Scope, person: PersonId) -> Result<()> {
    store::end_without_membership(scope, person).await
}

/// Deletes sessions that have ended, and forgets browsers that were not used for a year; hygiene only.
pub async fn sweep(tx: &mut Tx<may::System>) -> Result<()> {
    store::sweep(tx).await?;
    store::sweep_devices(tx, device::YEAR_MS).await
}
