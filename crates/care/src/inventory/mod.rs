//! Inventory: the routers that an ISP owns, by MAC; *in stock*, or *enabled* at a customer.
//!
//! A MAC belongs to one ISP at a time. That another ISP has it is said without saying whose it is. Adding many is one act:
//! all of them, or none with a reason for each that cannot be added. What is in stock can be deleted, and its MAC is free then.
//!
//! A home whose router is broken, or that has none, gets another from stock and stays the home that it is ([`replace()`]).
//!
//! The list is read by key, in the order that was asked for, each from an index of its own.

mod add;
mod delete;
mod list;
mod replace;
mod store;
#[cfg(test)]
mod tests;

use jiff::Timestamp;

use crate::access::{Tx, may};
use crate::customer::{self, Information};
use crate::db::live::Topic;
use crate::db::{CustomerId, RouterId};
use crate::page::Page;
use crate::problem::{Problem, Result};
use crate::router::{self, tally};
use crate::timeline::{self, Happened};
use crate::words::Say;

pub use crate::page::Key;
pub use add::{MOST, add, add_by_operator};
pub use delete::delete;
pub use list::{Beginning, By, Contact, Filter, Order, State, UNTOLD};
pub use replace::{Replaced, replace};

/// A router in the inventory.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its id.
    pub id: RouterId,
    /// Its MAC.
    pub mac: String,
    /// At which customer it is enabled; none: in stock.
    pub customer: Option<(CustomerId, String)>,
    /// Its make and model, once it has said so.
    pub hardware: Option<String>,
    /// Its firmware.
    pub firmware: Option<String>,
    /// Whether it reports.
    pub online: bool,
    /// When it last reported.
    pub last_report: Option<Timestamp>,
    /// When it was added.
    pub added_at: Timestamp,
    /// Its place in the list.
    pub key: Key,
}

/// The routers that are wanted, from the start or after the one with this key.
pub async fn list(
    tx: &mut Tx<may::ViewTabs>,
    filter: &Filter,
    order: Order,
    after: Option<&Key>,
) -> Result<Page<Item, Key>> {
    store::list(tx, filter, order, after).await
}

/// The models that there are, for a choice.
pub async fn models(tx: &mut Tx<may::ViewTabs>) -> Result<Vec<String>> {
    store::models(tx).await
}

/// The versions of firmware that there are, for a choice.
pub async fn firmwares(tx: &mut Tx<may::ViewTabs>) -> Result<Vec<String>> {
    store::firmwares(tx).await
}

/// How many routers the ISP owns.
pub async fn count(tx: &mut Tx<may::ViewTabs>) -> Result<i64> {
    Ok(router::counts(tx).await?.all())
}

/// One router, for the pages that enable and delete it.
pub async fn find(tx: &mut Tx<may::ChangeInventory>, id: RouterId) -> Result<Item> {
    store::find(tx, id).await?.ok_or(Problem::NotFound("router"))
}

/// Enables a router for a new customer.
pub async fn enable(
    tx: &mut Tx<may::ChangeInventory>,
    id: RouterId,
    information: &Information,
) -> Result<CustomerId> {
    // The router's row refers to the customer's, so that comes first; of two who enable the same router, one wins, and of
    // the other nothing stays, since the error ends the transaction.
    let customer = customer::create(tx, information).await?;
    let held = tally::hold(tx, vec![id]).await?;
    if !store::enable(tx, id, customer, &information.sort_key()).await? {
        let known = store::find(tx, id).await?.is_some();
        return Err(if known {
            Problem::Conflict(Say::new("router-not-in-stock"))
        } else {
            Problem::NotFound("router")
        });
    }
    router::start_anew(tx, id).await?;
    held.settle(tx).await?;
    let happened = Happened::new("customer-activated")
        .customer(customer)
        .about(customer.0)
        .router(id)
        .with("name", information.name.as_str());
    timeline::note(tx, happened).await?;
    tx.tell(Topic::Inventory);
    tx.tell(Topic::Customers);
    Ok(customer)
}
