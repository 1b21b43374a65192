//! Second factors: what a person shows besides their password.
//!
//! There are three. An *authenticator app* makes six digits that are right for half a minute ([`app`]). A *passkey* is a key
//! in a phone, a computer or a stick, which proves by a signature that it is there and that its owner unlocked it; it may
//! also stand for the password ([`passkey`]). *Recovery codes* are ten texts on paper for the day when the others are lost;
//! they come with the first factor and go with the last.
//!
//! Who has a factor is asked for it at every sign-in, and a new password changes nothing about that. Once the first one is
//! there, the person's sessions that have shown none end: **no open session of a person with a factor was opened without
//! it**. An ISP or cluster may require a factor; whoever signs in there after that sets one up first. Each change is on
//! record and told by mail.
//!
//! Every use is one conditional statement: a code is used once, a recovery code is used once, a passkey's question is
//! answered once. All wrong answers are told in the same words, and counted.

mod app;
mod code;
mod passkey;
mod recovery;
mod relying;
mod requirement;
mod reset;
mod second;
mod store;
#[cfg(test)]
mod tests;
mod told;

pub use app::{Pending, begin, confirm, pending, remove_app};
#[cfg(any(test, feature = "testing"))]
pub(crate) use code::shown_by_app;
pub use passkey::{Asked, add, ask, ask_anyone, ask_to_add, ask_waiting, remove_passkey, sign_in};
pub use recovery::{Codes, anew};
pub use relying::passkeys_work;
pub use requirement::{Requirement, having, require, requirement, without};
pub use reset::{Colleague, colleague, reset_by_operator, reset_of};
pub(crate) use reset::{forget, reset_by_link};
pub use second::{Answer, Waiting, finish, prove, waiting};

use jiff::Timestamp;

use crate::access::{Scope, Tx, may};
use crate::db::{PasskeyId, PersonId};
use crate::problem::{Problem, Result};
use crate::session::{self, Cookie};
use crate::words::Say;

/// All of a person's factors, as they see them.
#[derive(Debug, Clone)]
pub struct Factors {
    /// Since when an authenticator app counts.
    pub app: Option<Timestamp>,
    /// The passkeys, the oldest first.
    pub passkeys: Vec<Listed>,
    /// How many recovery codes are left.
    pub codes: i64,
    /// The ISPs and clusters of theirs that require a factor, by name.
    pub required_by: Vec<String>,
}

impl Factors {
    /// Whether there is any.
    pub fn any(&self) -> bool {
        self.app.is_some() || !self.passkeys.is_empty()
    }
}

/// A passkey in its owner's list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its id.
    pub id: PasskeyId,
    /// How its owner calls it.
    pub name: String,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

/// A factor that was just added.
#[derive(Debug)]
pub struct Added {
    /// The session's new secret: adding a factor showed it too.
    pub cookie: Cookie,
    /// With the first factor, recovery codes: the one time that they can be seen.
    pub codes: Option<Codes>,
}

/// What the person has set up.
pub async fn mine(tx: &mut Tx<may::Oneself>) -> Result<Factors> {
    let person = owner(tx)?;
    Ok(Factors {
        app: store::app(tx, person).await?.map(|app| crate::db::at(app.confirmed_at)),
        passkeys: store::passkeys(tx, person).await?,
        codes: store::codes_left(tx, person).await?,
        required_by: store::required_by(tx, person).await?,
    })
}

/// Whether somebody has a factor, who may have to show it.
pub(crate) async fn has_any(scope: &mut Scope, person: PersonId) -> Result<bool> {
    Ok(store::count(scope, person).await? > 0)
}

/// Deletes questions that nobody answered; hygiene only.
pub async fn sweep(tx: &mut Tx<may::System>) -> Result<()> {
    store::sweep(tx).await
}

/// Whose account it is.
fn owner(scope: &Scope) -> Result<PersonId> {
    scope.actor().person().ok_or(Problem::Anonymous)
}

/// What follows from a new factor: the first brings recovery codes, sessions without a factor end, this one has shown it.
async fn added(scope: &mut Scope, person: PersonId, cookie: &Cookie) -> Result<Added> {
    let first = store::codes_left(scope, person).await? == 0;
    let codes = if first { Some(recovery::make(scope, person).await?) } else { None };
    session_of_factor(scope, person, cookie).await.map(|cookie| Added { cookie, codes })
}

async fn session_of_factor(scope: &mut Scope, person: PersonId, cookie: &Cookie) -> Result<Cookie> {
    crate::session::end_without_factor(scope, person, cookie).await?;
    crate::session::renew(scope, person, cookie, true).await
}

/// Before a factor is taken away: the last one stays where an ISP requires one. The person's row is held, so that of two
/// that are taken away at once the second finds itself the last.
async fn may_lose_one(scope: &mut Scope, person: PersonId) -> Result<()> {
    store::hold(scope, person).await?;
    if store::count(scope, person).await? > 1 {
        return Ok(());
    }
    let places = store::required_by(scope, person).await?;
    if places.is_empty() {
        return Ok(());
    }
    let last = Say::new("factor-last").with("places", places.join(", ")).with("n", places.len());
    Err(Problem::Conflict(last))
}

/// After a factor was taken away: recovery codes go with the last.
async fn lost_one(scope: &mut Scope, person: PersonId) -> Result<()> {
    if store::count(scope, person).await? == 0 {
        store::delete_codes(scope, person).await?;
        // What was shown before is no factor any more.
        session::forget_factor(scope, person).await?;
    }
    Ok(())
}
