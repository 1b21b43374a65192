//! The end of a customer account, and whether it has a router, for the rooms above that decide either.

use super::{Customer, store};
use crate::access::Scope;
use crate::db::CustomerId;
use crate::plan;
use crate::problem::{Problem, Result};
use crate::term;
use crate::words::Say;

/// One customer, in any transaction that may know of it.
pub(crate) async fn look(scope: &mut Scope, id: CustomerId) -> Result<Customer> {
    store::find(scope, id).await?.ok_or(Problem::NotFound("customer"))
}

/// [`Problem::Conflict`] where the account is closed.
pub(crate) async fn must_be_open(scope: &mut Scope, id: CustomerId) -> Result<()> {
    match look(scope, id).await?.closed_at {
        None => Ok(()),
        Some(_) => Err(Problem::Conflict(Say::new("customer-is-closed"))),
    }
}

/// Closes the account in the very version that was seen, unless it is closed or the home of whoever closes it; says whether it
/// did. The version says whose mailbox it is, the statement whether that is theirs. For so long it can be taken back, and so long it
/// is found by what it was found by.
pub(crate) async fn close(scope: &mut Scope, seen: &Customer, undo_ms: i64) -> Result<bool> {
    let mailbox = seen.account.information.mailbox();
    let closed = store::close(scope, (seen.id, seen.version), mailbox.as_deref(), undo_ms).await?;
    if closed {
        plan::hand_over(scope, seen.account.plan, None).await?;
    }
    Ok(closed)
}

/// Opens it again if it was closed no earlier than this; says whether it did. Without the plan, should that be gone.
pub(crate) async fn reopen(scope: &mut Scope, seen: &Customer, since: i64) -> Result<bool> {
    let opened = store::reopen(scope, seen.id, seen.version, since).await?;
    if opened {
        term::put(scope, seen.id, seen.account.information.terms()).await?;
        if !plan::hand_over(scope, None, seen.account.plan).await? {
            store::forget_plan(scope, seen.id).await?;
        }
    }
    Ok(opened)
}

/// Holds the account still as one that gets a router now: it cannot be closed before the transaction ends, and was not.
pub(crate) async fn gets_router(scope: &mut Scope, id: CustomerId) -> Result<()> {
    if store::has_router(scope, id).await? {
        return Ok(());
    }
    look(scope, id).await?;
    Err(Problem::Conflict(Say::new("customer-is-closed")))
}

/// Notes that an account has no router from now on.
pub(crate) async fn has_no_router(scope: &mut Scope, seen: &Customer) -> Result<()> {
    store::has_none(scope, seen.id, &seen.account.information.sort_key()).await
}

/// Deletes the row of a closed account, who looked at it, and what it was found by.
pub(crate) async fn erase(scope: &mut Scope, id: CustomerId) -> Result<bool> {
    term::forget(scope, id).await?;
    store::erase_visits(scope, id).await?;
    store::erase(scope, id).await
}
