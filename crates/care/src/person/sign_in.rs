//! Signing in with a password.

use super::{Password, by_email, dummy, store, verify};
use crate::access::{self, Place, Tx, may};
use crate::db::Db;
use crate::email::Email;
use crate::problem::{Problem, Result};
use crate::session::{self, Cookie, From};
use crate::throttle;
use crate::words::Say;

/// Signs somebody in.
///
/// Not one transaction but three short ones, since the hash must be checked outside of any: counting the attempt,
/// reading the hash, starting the session. Whether the account is unknown, without a password, or the password wrong, the
/// answer and its cost are the same. The last step starts the session only if the password is still the one that was
/// checked, and holds it still meanwhile: a change that comes at the same moment ends that session too.
pub async fn sign_in(db: &Db, email: &Email, password: Password, from: &From) -> Result<Cookie> {
    let here = take_turn(db, email, from).await?;

    let mut tx = access::anyone().read(db).await?;
    let kept = by_email(&mut tx, email.canonical()).await?.and_then(|person| person.password);
    drop(tx);
    let known = kept.is_some();
    let kept = kept.unwrap_or_else(dummy);
    let right = verify(password, kept.clone()).await?;
    if !(right && known) {
        return Err(wrong());
    }

    let mut tx = access::anyone().write(db).await?;
    let person = by_email(&mut tx, email.canonical()).await?.ok_or_else(wrong)?;
    if !store::hold_password(&mut tx, person.id, &kept).await? {
        return Err(wrong());
    }
    throttle::forgive(&mut tx, throttle::SIGN_IN_HERE, &here).await?;
    tx.become_person(person.id, person.called().to_owned()).await?;
    session::meet(&mut tx, person.id, &person.email, from).await?;
    let cookie = session::start(&mut tx, person.id, from).await?;
    tx.commit().await?;
    Ok(cookie)
}

/// Counts an attempt to prove a password, and gives the count that a right one clears: by whom and from where.
pub(super) async fn take_turn(db: &Db, email: &Email, from: &From) -> Result<String> {
    let place = from.address.parse().map_or_else(|_| from.address.clone(), throttle::place);
    let here = format!("{} {place}", email.canonical());
    throttle::take(db, throttle::SIGN_IN_ADDRESS, &place).await?;
    throttle::take(db, throttle::SIGN_IN_HERE, &here).await?;
    throttle::take(db, throttle::SIGN_IN_ACCOUNT, email.canonical()).await?;
    Ok(here)
}

fn wrong() -> Problem {
    Problem::field("password", Say::new("sign-in-wrong"))
}

/// Where somebody lands after signing in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Home {
    /// The ISP or cluster where they were last, by kind and slug.
    At(Place, String),
    /// They belong to none, any more or yet.
    Nowhere,
}

/// Where this person lands.
pub async fn home(tx: &mut Tx<may::Oneself>) -> Result<Home> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    let place = store::last_place(tx, person).await?;
    Ok(place.map_or(Home::Nowhere, |(place, slug)| Home::At(place, slug)))
}
