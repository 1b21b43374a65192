//! A change of one's mail address.
//!
//! The address is what an identity is known by: whoever can change it can take the identity over, and whoever can make
//! somebody else confirm it can plant an identity on them. So a change takes three proofs and can be taken back:
//!
//! 1. *Asking* takes a session whose owner proved who they are within the last minutes; a stolen one is not enough.
//! 2. *Confirming* takes the link that was mailed to the new address **and** a session of the one who asked. The link alone
//!    must not do: an attacker could ask for your address, you would confirm it, and the attacker's identity, password and all,
//!    would carry your name when an ISP invites you next.
//! 3. The *old address* is told, with a link that takes the change back for a week, without signing in, whatever
//!    happened since: the sessions may be somebody else's by then, and so may the password, which is void too.
//!
//! Asking for an address that is another identity's looks and costs the same as asking for a free one: only that mailbox learns
//! of it. Identities are never merged. Invitations for the old address stay with that address.
//!
//! Everything here holds the person's row first, so that confirming, taking back and choosing a password take turns.

mod ask;
mod confirm;
mod letter;
mod store;
#[cfg(test)]
mod tests;
mod undo;

use jiff::Timestamp;

use crate::access::{Tx, may};
use crate::email::Email;
use crate::problem::{Problem, Result};

pub use ask::{ask, may_ask};
pub use confirm::{Asked, confirm, look};
pub use undo::{Taken, look_undo, undo};

/// A change that waits for its confirmation, as its owner sees it.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The new address.
    pub to: Email,
    /// Until when it can be confirmed.
    pub until: Timestamp,
}

/// The change that the person asked for and has not confirmed, if there is one.
pub async fn waiting(tx: &mut Tx<may::Oneself>) -> Result<Option<Waiting>> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    store::waiting(tx, person).await
}

/// Deletes changes that nothing can be done with any more; hygiene only.
pub async fn sweep(tx: &mut Tx<may::System>) -> Result<()> {
    const MONTH_MS: i64 = 30 * 24 * 60 * 60 * 1000;
    store::sweep(tx, MONTH_MS).await
}
