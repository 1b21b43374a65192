//! A router that leaves a home, and what the next home must not see of it.
//!
//! A router in stock may still be plugged in where it was, and reports from there for days. So it keeps what it says of itself
//! while it waits in stock, which makes taking a deactivation back lossless; nobody is shown it. It *starts anew* when it is
//! enabled for somebody else: all that tells of the home before is gone in that very transaction, and what is left is the box:
//! its MAC, make, firmware, serial and certificate.
//!
//! The label that was good at the home before is good no more: whoever took a picture of it could claim the next home.
//!
//! A router that was *replaced* is in stock as any other, but its home does not get it back.

use jiff::Timestamp;

use super::store;
use super::tally;
use crate::access::{Scope, Tx, may};
use crate::db::live::Topic;
use crate::db::{CustomerId, RouterId};
use crate::history;
use crate::known_issue;
use crate::problem::Result;

/// A router in stock that stood at a customer's home last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Which one.
    pub id: RouterId,
    /// Its MAC.
    pub mac: String,
    /// Until when it stood there.
    pub at: Timestamp,
}

/// The routers in stock that stood at this customer's home last.
pub async fn left_behind(tx: &mut Tx<may::ViewCustomers>, customer: CustomerId) -> Result<Vec<Left>> {
    store::moving::left(tx, customer, false).await
}

/// Returns a home's routers to stock; gives which.
pub(crate) async fn release(scope: &mut Scope, customer: CustomerId) -> Result<Vec<RouterId>> {
    let standing = store::moving::standing(scope, customer).await?;
    let held = tally::hold(scope, standing).await?;
    let routers = take_out(scope, customer, false).await?;
    held.settle(scope).await?;
    scope.tell(Topic::Inventory);
    scope.tell(Topic::Customers);
    scope.tell_home(customer);
    Ok(routers)
}

/// Returns a home's routers to stock for good, while others are held still too: of the tally whoever calls takes care.
pub(crate) async fn swap_out(scope: &mut Scope, customer: CustomerId) -> Result<()> {
    take_out(scope, customer, true).await.map(|_| ())
}

/// The routers that stand at a home.
pub(crate) async fn standing(scope: &mut Scope, customer: CustomerId) -> Result<Vec<RouterId>> {
    store::moving::standing(scope, customer).await
}

async fn take_out(scope: &mut Scope, customer: CustomerId, replaced: bool) -> Result<Vec<RouterId>> {
    let routers = store::moving::release(scope, customer, replaced).await?;
    for router in &routers {
        history::came_online(scope, *router).await?;
    }
    known_issue::leave(scope, customer).await?;
    Ok(routers)
}

/// Gives a home the routers back that stood there last, as far as they are still in stock; gives which.
pub(crate) async fn give_back(scope: &mut Scope, customer: CustomerId) -> Result<Vec<RouterId>> {
    let left = store::moving::left(scope, customer, false).await?;
    let held = tally::hold(scope, ids(&left)).await?;
    let routers = store::moving::give_back(scope, customer).await?;
    for (router, silent_since) in &routers {
        if let Some(since) = silent_since {
            history::went_offline(scope, customer, *router, *since).await?;
        }
    }
    held.settle(scope).await?;
    scope.tell(Topic::Inventory);
    scope.tell(Topic::Customers);
    scope.tell_home(customer);
    Ok(routers.into_iter().map(|(router, _)| router).collect())
}

fn ids(left: &[Left]) -> Vec<RouterId> {
    left.iter().map(|left| left.id).collect()
}

/// Forgets what a router said at the home where it stood last, if it stood anywhere: it is offline until it reports again. What it
/// adds up begins anew in any case: its last minutes in stock are no part of how a home does.
///
/// Whatever else is ever kept of a router and tells of its home has to go here, or be read by the customer whose it is.
pub(crate) async fn start_anew(scope: &mut Scope, router: RouterId) -> Result<()> {
    store::moving::count_anew(scope, router).await?;
    if store::moving::start_anew(scope, router).await? {
        store::place::forget(scope, router).await?;
        store::moving::forget_posts(scope, router).await?;
        store::moving::forget_starts(scope, router).await?;
    }
    Ok(())
}

/// The same for routers that still wait in stock, replaced ones too, when the home itself is erased.
pub(crate) async fn forget_home(scope: &mut Scope, customer: CustomerId) -> Result<()> {
    let left = store::moving::left(scope, customer, true).await?;
    let held = tally::hold(scope, ids(&left)).await?;
    for left in left {
        start_anew(scope, left.id).await?;
    }
    held.settle(scope).await?;
    store::over_time::forget_starts_of(scope, customer).await?;
    Ok(())
}
