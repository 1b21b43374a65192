//! A session: a browser in which somebody signed in, to the portal or to the app.
//!
//! The cookie is 256 random bits, kept as SHA-256. A session of the portal ends after half an hour without a request and after
//! twelve hours in any case, one of the app after thirty days and after half a year ([`Audience`]); either when its owner signs
//! out here or everywhere, and with a new password. It says who somebody is and never what they may do: memberships are read with
//! every request. Neither stands in for the other: who is signed in to the app is nobody to the portal.
//!
//! Of somebody with a second factor, the password alone starts a session of the *stage* `password`: it opens nothing but
//! the step that asks for the factor, and ten minutes later not even that. Which of the two begins is decided by the
//! statement that writes the row, so no way of signing in can forget to ask.
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

use crate::access::{Audience, Scope, Tx, may};
use crate::audit::{self, Details};
use crate::db::{LinkHash, PersonId, SessionId};
use crate::email::Email;
use crate::link::{digest, random};
use crate::problem::{Problem, Result};
use crate::words::Language;

pub use agent::device_name;
pub use device::Device;
pub(crate) use device::know_only;
pub(crate) use store::forget_devices;

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
    /// To what.
    pub audience: Audience,
    /// The address.
    pub address: String,
    /// What the browser says it is.
    pub agent: String,
    /// The browser's own cookie, which tells whether it was here before.
    pub device: Device,
    /// In which language it showed our pages.
    pub language: Language,
}

/// A session as its owner sees it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its id.
    pub id: SessionId,
    /// Of the portal or of the app.
    pub audience: Audience,
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

/// How long a session waits for the second factor.
const WAITING_MS: i64 = 10 * 60 * 1000;

/// Starts a session for a person who showed their password, or a link that stands for it. Where they have a second factor,
/// it waits for that. The caller has become that person, and holds the person's row, so that a factor that is added at this
/// moment is seen, or sees it.
pub(crate) async fn start(scope: &mut Scope, person: PersonId, from: &From) -> Result<Cookie> {
    let cookie = Cookie::random();
    store::insert(scope, &cookie.hash(), person, from).await?;
    if store::waiting(scope, &cookie.hash()).await?.is_some() {
        audit::note_at_no_place(scope, "password-shown", &Details::new()).await?;
    } else {
        arrived(scope, person, from, &cookie).await?;
    }
    Ok(cookie)
}

/// Starts a session for a person who showed a second factor too.
pub(crate) async fn start_with_factor(scope: &mut Scope, person: PersonId, from: &From) -> Result<Cookie> {
    let cookie = Cookie::random();
    store::insert_with_factor(scope, &cookie.hash(), person, from).await?;
    arrived(scope, person, from, &cookie).await?;
    Ok(cookie)
}

/// Somebody is in, past every step that was asked of them: a browser that only got half the way is not known by that.
async fn arrived(scope: &mut Scope, person: PersonId, from: &From, cookie: &Cookie) -> Result<()> {
    store::speak(scope, person, from.language).await?;
    device::meet(scope, person, from, &cookie.hash()).await?;
    audit::note_at_no_place(scope, "signed-in", &Details::new()).await
}

/// From now on mails to whoever is signed in are in this language, as their pages are.
pub async fn speak(tx: &mut Tx<may::Oneself>, language: Language) -> Result<()> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    store::speak(tx, person, language).await
}

/// Whose session waits for their second factor.
pub(crate) async fn waiting(scope: &mut Scope, cookie: &Cookie) -> Result<Option<PersonId>> {
    store::waiting(scope, &cookie.hash()).await
}

/// Whether this browser's session waits for its owner's second factor.
pub async fn is_waiting(tx: &mut Tx<may::Anyone>, cookie: &Cookie) -> Result<bool> {
    Ok(waiting(tx, cookie).await?.is_some())
}

/// Ends a session that waits. Of two that finish it at once, one does.
pub(crate) async fn end_waiting(scope: &mut Scope, cookie: &Cookie) -> Result<bool> {
    store::end_waiting(scope, &cookie.hash()).await
}

/// Notes that the owner of a session proved who they are, and gives it a new secret: what somebody may have copied before
/// gains nothing by the proof.
pub(crate) async fn renew(
    scope: &mut Scope,
    person: PersonId,
    cookie: &Cookie,
    by_factor: bool,
) -> Result<Cookie> {
    let new = Cookie::random();
    let renewed = store::renew(scope, person, &cookie.hash(), &new.hash(), by_factor).await?;
    if renewed { Ok(new) } else { Err(Problem::Anonymous) }
}

/// Ends a person's other sessions that have shown no second factor: once there is one, all have to.
pub(crate) async fn end_without_factor(scope: &mut Scope, person: PersonId, but: &Cookie) -> Result<()> {
    store::end_without_factor(scope, person, &but.hash()).await
}

/// A person has no second factor any more: none counts as shown, in any session.
pub(crate) async fn forget_factor(scope: &mut Scope, person: PersonId) -> Result<()> {
    store::forget_factor(scope, person).await
}

/// Whether the person of this address signed in from this browser before.
pub(crate) async fn knows(scope: &mut Scope, email: &Email, device: &Device) -> Result<bool> {
    store::knows(scope, email.canonical(), &device.hash()).await
}

/// The person's own sessions that are alive, the latest used first.
pub async fn list(tx: &mut Tx<may::Oneself>) -> Result<Vec<Listed>> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    store::list(tx, person).await
}

/// Signs out: ends one of the person's own sessions.
pub async fn end(tx: &mut Tx<may::Oneself>, id: SessionId) -> Result<()> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    if !store::end(tx, person, id).await? {
        return Err(Problem::NotFound("session"));
    }
    audit::note_at_no_place(tx, "signed-out", &Details::new()).await
}

/// Ends one of the person's own sessions from another one, which is put on record.
pub async fn end_other(tx: &mut Tx<may::Oneself>, id: SessionId) -> Result<()> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    if !store::end(tx, person, id).await? {
        return Err(Problem::NotFound("session"));
    }
    audit::note_at_no_place(tx, "session-ended", &Details::new()).await
}

/// Signs out everywhere.
pub async fn end_all(tx: &mut Tx<may::Oneself>) -> Result<()> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    end_all_of(tx, person).await?;
    audit::note_at_no_place(tx, "signed-out-everywhere", &Details::new()).await
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

/// Ends a person's sessions of the app if no home is left to them, anywhere. The transaction must look as that person.
pub(crate) async fn end_where_no_home_is_left(scope: &mut Scope, person: PersonId) -> Result<()> {
    store::end_without_home(scope, person).await
}

/// Deletes sessions that have ended, and forgets browsers that were not used for a year; hygiene only.
pub async fn sweep(tx: &mut Tx<may::System>) -> Result<()> {
    store::sweep(tx).await?;
    store::sweep_devices(tx, device::YEAR_MS).await
}
