//! Forgot Password, for everybody who may have a reason to press it.
//!
//! *The request* only notes the address, the same for every address there is: neither the answer nor its time tells whether it
//! is known. A worker then looks what the address is, and mails accordingly:
//!
//! - to a person with a password, a link that sets a new one (half an hour);
//! - to somebody who was invited and has not accepted, a link that sets their first password and **accepts the invitation**.
//!   It replaces the links that were sent before and lives as long as the invitation, which asking does not renew;
//! - where the two days are over, no way in but an explanation, and a link to ask for a new invitation;
//! - to anybody else, nothing.
//!
//! The link leads to the portal or to the app: where a password was asked for, and to what an open invitation is for.
//!
//! *Signing up* for the app begins the same way, since it too must not tell which addresses are known: an address that is
//! nobody's is sent a link that creates the account ([`sign_up`]), one that was invited the link that accepts, and one that has an
//! account is told so.
//!
//! Setting the password proves the mailbox. It ends every session of that person and every other reset, signs nobody in, and
//! is told by mail. Whoever is invited by several ISPs accepts each by a click of its own after signing in.

mod answer;
mod complete;
mod sign_up;
mod store;
#[cfg(test)]
mod tests;

use std::str::FromStr;

use crate::access::{Audience, Tx, may};
use crate::email::Email;
use crate::problem::Result;

pub use answer::{answer_due, run_worker};
pub use complete::{Looked, choose, look};
pub use sign_up::{look_sign_up, sign_up};

/// That a new password was asked for, and nothing about whether there is an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked;

/// Notes that somebody forgot their password, in the portal or in the app; [`answer_due`] does the rest.
pub async fn ask(tx: &mut Tx<may::Anyone>, email: &Email, audience: Audience) -> Result<Asked> {
    store::insert(tx, email, audience, Wish::Reset).await?;
    Ok(Asked)
}

/// Notes that somebody wants an account in the app; [`answer_due`] does the rest.
pub async fn ask_to_sign_up(tx: &mut Tx<may::Anyone>, email: &Email) -> Result<Asked> {
    store::insert(tx, email, Audience::App, Wish::SignUp).await?;
    Ok(Asked)
}

/// What an address was given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// A new password.
    Reset,
    /// An account in the app.
    SignUp,
}

impl Wish {
    /// The word in the database.
    fn as_str(self) -> &'static str {
        match self {
            Wish::Reset => "reset",
            Wish::SignUp => "sign_up",
        }
    }
}

impl FromStr for Wish {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let known = [Wish::Reset, Wish::SignUp].into_iter().find(|it| it.as_str() == text);
        known.ok_or_else(|| format!("no wish {text:?}"))
    }
}
