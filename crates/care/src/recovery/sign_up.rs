//! Using the link that creates an account in the app.

use crate::access::{Tx, may};
use crate::audit::{self, Details};
use crate::email::Email;
use crate::link::{self, Kind, Token};
use crate::person::{self, Hashed, Name};
use crate::problem::{Problem, Result};
use crate::session::{self, Cookie, From};
use crate::words::Say;

/// Which address a link creates an account for. Changes nothing. [`Problem::Conflict`] where it has one by now.
pub async fn look_sign_up(tx: &mut Tx<may::Anyone>, token: &Token) -> Result<Email> {
    let link = link::look(tx, token).await?;
    if person::by_email(tx, &link.email).await?.is_some_and(|person| person.password.is_some()) {
        return Err(known());
    }
    address(&link.email)
}

/// Creates the account, and signs in. It is at no ISP and at no home.
pub async fn sign_up(
    tx: &mut Tx<may::Anyone>,
    token: &Token,
    name: &Name,
    password: &Hashed,
    from: &From,
) -> Result<Cookie> {
    let email = address(&link::spend(tx, token).await?.email)?;
    // Made or held, and only then looked at: whoever accepts an invitation at this moment is the same person.
    let id = person::create(tx, &email, name).await?;
    let who = person::by_id(tx, id).await?.ok_or_else(|| Problem::broken("no person where one was made"))?;
    if who.password.is_some() {
        return Err(known());
    }
    let called = if name.is_empty() { email.shown() } else { name.as_str() };
    tx.become_person(id, called.to_owned()).await?;
    person::set_name(tx, id, name).await?;
    person::set_password(tx, id, password).await?;
    person::prove(tx, id).await?;
    audit::note_at_no_place(tx, "person-signed-up", &Details::new()).await?;
    session::know_only(tx, id, from).await?;
    session::start(tx, id, from).await
}

fn address(canonical: &str) -> Result<Email> {
    Email::parse(canonical).map_err(|_| link::gone(Kind::SignUp))
}

fn known() -> Problem {
    Problem::Conflict(Say::new("sign-up-known"))
}
