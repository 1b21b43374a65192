//! Deactivating a customer: the account ends, and its router may serve somebody else.
//!
//! The account is *closed* at once: the router returns to stock, no list of homes shows the customer any more, and their page
//! says that they are gone, since when and by whom. Whoever gets the router next sees nothing of them (room `router`,
//! [`crate::router`]). Within a day it can be taken back: the customer is there again as before, with their router if it is
//! still in stock, without it if it is not. So for that day the search finds them, and a list of their own does ([`lately`]). After the ISP's retention time the service erases what is left ([`erase_due`]).
//!
//! Nobody deactivates a home of which their own email is a user, as the seeds say: whoever loses their own line by mistake
//! cannot take it back, and whoever wants to hide what happened there should not be able to alone. Another person must. Nor do
//! they take their email off it first ([`customer::update`]).

mod erase;
mod lately;
mod store;
#[cfg(test)]
mod tests;

use jiff::Timestamp;

use crate::access::{Permission, Scope, Tx, may};
use crate::customer::{self, Customer};
use crate::db::CustomerId;
use crate::mobile_user;
use crate::problem::{Problem, Result};
use crate::router;
use crate::timeline::{self, Happened};
use crate::words::Say;

pub use erase::{erase_due, run_eraser};
pub use lately::{Lately, MANY, forget_due, how_many_lately, lately};

/// For so long a deactivation can be taken back.
pub const UNDO_MS: i64 = 24 * 60 * 60 * 1000;

/// Until when a deactivated customer can be had back; none when that time is over, or when they are not deactivated.
pub fn undo_until(customer: &Customer, now: Timestamp) -> Option<Timestamp> {
    let until = crate::db::at(customer.closed_at?.as_millisecond() + UNDO_MS);
    (now <= until).then_some(until)
}

/// Whether the transaction's person is a user of this home: for the page, which then says who else could help.
pub async fn is_own_home<P: Permission>(tx: &mut Tx<P>, customer: &Customer) -> Result<bool> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    let Some(mailbox) = store::mailbox(tx, person).await? else { return Ok(false) };
    Ok(customer.account.information.mailbox().as_ref() == Some(&mailbox)
        || mobile_user::is_one(tx, customer.id, &mailbox).await?)
}

/// Deactivates a customer; gives their name.
pub async fn deactivate(tx: &mut Tx<may::DeactivateCustomer>, id: CustomerId) -> Result<String> {
    let customer = customer::look(tx, id).await?;
    if !customer::close(tx, &customer, UNDO_MS).await? {
        let own = Problem::Conflict(Say::new("deactivate-own-home"));
        return Err(customer::why_not(tx, id, customer.version).await?.unwrap_or(own));
    }
    router::release(tx, id).await?;
    let name = customer.account.information.name;
    let happened = Happened::new("customer-deactivated").customer(id).about(id.0).with("name", name.as_str());
    timeline::note(tx, happened).await?;
    Ok(name)
}

/// A customer who is back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Their name.
    pub name: String,
    /// Whether their router is back too; somebody else may have it by now.
    pub with_router: bool,
}

/// Takes a deactivation back, within a day of it.
pub async fn restore(tx: &mut Tx<may::DeactivateCustomer>, id: CustomerId) -> Result<Restored> {
    let customer = customer::look(tx, id).await?;
    let since = tx.now() - UNDO_MS;
    if !customer::reopen(tx, &customer, since).await? {
        return Err(why_not_back(tx, id).await?);
    }
    let with_router = !router::give_back(tx, id).await?.is_empty();
    if !with_router {
        customer::has_no_router(tx, &customer).await?;
    }
    let name = customer.account.information.name;
    let happened = Happened::new("customer-restored").customer(id).about(id.0).with("name", name.as_str());
    // Said only where it is missing: without a router is not how a home is.
    let happened = if with_router { happened } else { happened.with("router", "") };
    timeline::note(tx, happened).await?;
    Ok(Restored { name, with_router })
}

async fn why_not_back(scope: &mut Scope, id: CustomerId) -> Result<Problem> {
    let customer = customer::look(scope, id).await?;
    let over = customer.closed_at.is_some() && undo_until(&customer, scope.time()).is_none();
    let why = match customer.closed_at {
        None => "customer-is-not-closed",
        Some(_) if over => "restore-too-late",
        Some(_) => "changed-meanwhile",
    };
    Ok(Problem::Conflict(Say::new(why)))
}
