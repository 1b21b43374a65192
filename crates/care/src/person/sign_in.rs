//! Signing in with a password.

use super::{Password, by_email, by_id, dummy, store, verify};
use crate::access::{self, Permit, Place, Scope, Tx, may};
use crate::db::{Db, PersonId};
use crate::email::Email;
use crate::factor;
use crate::problem::{Problem, Result};
use crate::session::{self, Cookie, From};
use crate::throttle;
use crate::words::Say;

/// Signs somebody in; where they have a second factor, the session waits for it.
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

    let mut tx = access::anyone().from_address(from.address.clone()).write(db).await?;
    let person = by_email(&mut tx, email.canonical()).await?.ok_or_else(wrong)?;
    if !store::hold_password(&mut tx, person.id, &kept).await? {
        return Err(wrong());
    }
    throttle::forgive(&mut tx, throttle::SIGN_IN_HERE, &here).await?;
    tx.become_person(person.id, person.called().to_owned()).await?;
    let cookie = session::start(&mut tx, person.id, from).await?;
    tx.commit().await?;
    Ok(cookie)
}

/// Proves anew who one is, by the password; the session gets a new secret. Wrong ones are counted as wrong codes are.
///
/// Only for those who have no second factor: a password that was stolen together with a session must not stand in for it.
/// Theirs is refused before it is checked, so that the answer does not tell whether it was right; and again by the transaction
/// that renews the session, which holds the person still, so that a factor that is added at this moment is not passed by.
pub async fn prove_by_password(
    permit: &Permit<may::Oneself>,
    db: &Db,
    cookie: &Cookie,
    password: Password,
    from: &From,
) -> Result<Cookie> {
    let person = permit.session()?.person;
    let here = format!("{person} {}", throttle::place_of(&from.address));
    throttle::take(db, throttle::FACTOR_HERE, &here).await?;
    throttle::take(db, throttle::FACTOR_ACCOUNT, &person.to_string()).await?;

    let refused = || Problem::field("password", Say::new("proof-wrong-password"));
    let mut tx = permit.read(db).await?;
    must_have_no_factor(&mut tx, person).await?;
    let kept = by_id(&mut tx, person).await?.and_then(|person| person.password);
    drop(tx);
    let kept = kept.ok_or_else(refused)?;
    if !verify(password, kept.clone()).await? {
        return Err(refused());
    }
    let mut tx = permit.write(db).await?;
    if !store::hold_password(&mut tx, person, &kept).await? {
        return Err(refused());
    }
    must_have_no_factor(&mut tx, person).await?;
    throttle::forgive(&mut tx, throttle::FACTOR_HERE, &here).await?;
    let cookie = session::renew(&mut tx, person, cookie, false).await?;
    tx.commit().await?;
    Ok(cookie)
}

async fn must_have_no_factor(scope: &mut Scope, person: PersonId) -> Result<()> {
    if factor::has_any(scope, person).await? {
        return Err(Problem::Conflict(Say::new("proof-by-factor")));
    }
    Ok(())
}

/// Counts an attempt to prove a password, and gives the count that a right one clears: by whom and from where.
///
/// A browser from which the person signed in before has counts of its own, so that no number of strangers, from however many places,
/// keeps the owner of an account out of it.
pub(super) async fn take_turn(db: &Db, email: &Email, from: &From) -> Result<String> {
    let place = throttle::place_of(&from.address);
    let mut tx = access::anyone().read(db).await?;
    let known = session::knows(&mut tx, email, &from.device).await?;
    drop(tx);
    let whom = if known {
        format!("{} {}", email.canonical(), from.device.reveal())
    } else {
        email.canonical().to_owned()
    };
    let here = format!("{whom} {place}");
    throttle::take(db, throttle::SIGN_IN_ADDRESS, &place).await?;
    throttle::take(db, throttle::SIGN_IN_HERE, &here).await?;
    throttle::take(db, throttle::SIGN_IN_ACCOUNT, &whom).await?;
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
