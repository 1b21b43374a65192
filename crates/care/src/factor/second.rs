//! Showing a factor: as the second step of signing in, and again before a sensitive act.

use super::code::Secret;
use super::{app, owner, passkey, recovery, store, told};
use crate::access::{self, Permit, Scope, Tx, may};
use crate::db::{Db, PersonId};
use crate::problem::{Problem, Result};
use crate::session::{self, Cookie, From};
use crate::throttle;
use crate::words::Say;

/// What somebody shows.
#[derive(Debug, Clone, Copy)]
pub enum Answer<'a> {
    /// What they typed: six digits of the app, or a recovery code.
    Code(&'a str),
    /// What their authenticator answered to a question, and the question's name.
    Passkey {
        /// The name that [`passkey::ask`] gave the question.
        question: &'a str,
        /// JSON, as browsers write it.
        answer: &'a str,
    },
}

/// What the second step can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// An authenticator app counts.
    pub app: bool,
    /// There are passkeys.
    pub passkeys: bool,
}

/// Whether this browser's session waits for a second factor, and for which.
pub async fn waiting(tx: &mut Tx<may::Anyone>, cookie: &Cookie) -> Result<Waiting> {
    let person = session::waiting(tx, cookie).await?.ok_or(Problem::Anonymous)?;
    Ok(Waiting {
        app: store::app(tx, person).await?.is_some(),
        passkeys: !store::passkeys(tx, person).await?.is_empty(),
    })
}

/// The second step of signing in: a new session, with a new secret, takes the place of the one that waited.
///
/// Like the first step it is several short transactions: the attempt is counted, a passkey's signature is checked outside of
/// any, and the last one takes the answer and the session that waited, of which any number at once get one.
pub async fn finish(db: &Db, cookie: &Cookie, answer: Answer<'_>, from: &From) -> Result<Cookie> {
    let mut tx = access::anyone().read(db).await?;
    let person = session::waiting(&mut tx, cookie).await?.ok_or(Problem::Anonymous)?;
    drop(tx);
    let here = count(db, person, from).await?;
    let checked = check(db, person, answer).await?;
    let mut tx = access::anyone().from_address(from.address.clone()).write(db).await?;
    let who = store::hold(&mut tx, person).await?;
    tx.become_person(person, who.called()).await?;
    take(&mut tx, person, checked).await?;
    if !session::end_waiting(&mut tx, cookie).await? {
        return Err(Problem::Anonymous);
    }
    throttle::forgive(&mut tx, throttle::FACTOR_HERE, &here).await?;
    let cookie = session::start_with_factor(&mut tx, person, from).await?;
    tx.commit().await?;
    Ok(cookie)
}

/// Proves anew who one is, by a factor; the session gets a new secret.
pub async fn prove(
    permit: &Permit<may::Oneself>,
    db: &Db,
    cookie: &Cookie,
    answer: Answer<'_>,
    from: &From,
) -> Result<Cookie> {
    let person = permit.session()?.person;
    let here = count(db, person, from).await?;
    let checked = check(db, person, answer).await?;
    let mut tx = permit.write(db).await?;
    let person = owner(&tx)?;
    store::hold(&mut tx, person).await?;
    take(&mut tx, person, checked).await?;
    throttle::forgive(&mut tx, throttle::FACTOR_HERE, &here).await?;
    let cookie = session::renew(&mut tx, person, cookie, true).await?;
    tx.commit().await?;
    Ok(cookie)
}

/// The sentence for every wrong answer.
pub(super) fn wrong() -> Problem {
    Problem::field("code", Say::new("factor-wrong"))
}

/// Counts an attempt; gives the name under which this place is counted.
async fn count(db: &Db, person: PersonId, from: &From) -> Result<String> {
    let here = format!("{person} {}", throttle::place_of(&from.address));
    throttle::take(db, throttle::FACTOR_HERE, &here).await?;
    throttle::take(db, throttle::FACTOR_ACCOUNT, &person.to_string()).await?;
    Ok(here)
}

/// An answer as far as it can be checked without writing.
enum Checked<'a> {
    Code(&'a str),
    Passkey(passkey::Used),
}

async fn check<'a>(db: &Db, person: PersonId, answer: Answer<'a>) -> Result<Checked<'a>> {
    Ok(match answer {
        Answer::Code(typed) => Checked::Code(typed),
        Answer::Passkey { question, answer } => {
            Checked::Passkey(passkey::check(db, Some(person), question, answer).await?)
        }
    })
}

/// Uses the answer up.
async fn take(scope: &mut Scope, person: PersonId, checked: Checked<'_>) -> Result<()> {
    let taken = match checked {
        Checked::Code(typed) => spend(scope, person, typed).await?,
        Checked::Passkey(used) => passkey::take(scope, person, &used).await?,
    };
    if taken { Ok(()) } else { Err(wrong()) }
}

async fn spend(scope: &mut Scope, person: PersonId, typed: &str) -> Result<bool> {
    let code = app::plain(typed);
    if code.len() != 6 {
        let spent = recovery::spend(scope, person, typed).await?;
        if spent {
            let left = store::codes_left(scope, person).await?;
            told::code_used(scope, person, left).await?;
        }
        return Ok(spent);
    }
    let Some(app) = store::app(scope, person).await? else { return Ok(false) };
    let Some(step) = Secret::stored(&app.secret)?.step(&code, scope.now())? else { return Ok(false) };
    store::spend_step(scope, person, &app.secret, step).await
}
