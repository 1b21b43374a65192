//! Connectivity: the lists *Online* and *Offline*, every home of the ISP in one of them.
//!
//! A home is a customer with a router; those who have none are few, and listed among the offline ones when they are asked for
//! ([`Manner::NoRouter`]). Which of the two it is in, since when, and whether it keeps changing, the room `router`
//! finds out; here it is looked at: filtered, in the order that was asked for, a page at a time.
//!
//! **Pages.** Each order has an index that is in that order, so a page costs the same wherever it is in a list of any length. A
//! filter that few homes meet would have most of the list walked for nothing: so it is asked first how many meet each filter,
//! up to a bound, and where one is met by few, those are gathered by an index of that filter and put in order. What more homes meet than
//! that is met by many of those that are walked by, and a page fills soon.

mod list;
mod store;
#[cfg(test)]
mod tests;

use jiff::Timestamp;

use crate::access::{Tx, may};
use crate::db::CustomerId;
use crate::page::{Key, Page};
use crate::problem::Result;

pub use list::{By, Filter, Manner, Order, Text};

/// A home in one of the lists.
#[derive(Debug, Clone)]
pub struct Home {
    /// Which customer.
    pub customer: CustomerId,
    /// Their name.
    pub name: String,
    /// Where the router is installed.
    pub address: String,
    /// The name of their plan.
    pub plan: Option<String>,
    /// The router's MAC; none where there is no router.
    pub mac: Option<String>,
    /// Its make and model.
    pub hardware: Option<String>,
    /// Its firmware.
    pub firmware: Option<String>,
    /// The version of the agent on it.
    pub agent_version: Option<String>,
    /// Its address on the line's side.
    pub wan: Option<String>,
    /// Online, offline or without a router since when.
    pub since: Timestamp,
    /// Whether it goes on and off all the time.
    pub flapping: bool,
    /// Whether it was ever online here.
    pub ever: bool,
    /// Its place in the list.
    pub key: Key,
}

/// The homes that are online, or those that are offline, as far as they are wanted: from the start, or after the one with this
/// key.
pub async fn list(
    tx: &mut Tx<may::ViewTabs>,
    online: bool,
    filter: &Filter,
    order: Order,
    after: Option<&Key>,
) -> Result<Page<Home, Key>> {
    if filter.manner == Some(Manner::NoRouter) {
        return store::without_router(tx, (online, filter), order, after).await;
    }
    store::list(tx, store::FEW, (online, filter), order, after).await
}

/// How many homes meet a filter; beyond so many it is only said that there are more.
pub async fn met(tx: &mut Tx<may::ViewTabs>, online: bool, filter: &Filter) -> Result<(usize, bool)> {
    let (mut homes, mut after) = (0, None);
    for _ in 0..PAGES {
        let page = list(tx, online, filter, Order::USUAL, after.as_ref()).await?;
        homes += page.rows.len();
        after = page.next;
        if after.is_none() {
            return Ok((homes, false));
        }
    }
    Ok((homes, true))
}

/// Pages of a list that are counted, at most.
const PAGES: usize = 10;

/// More than these are not counted.
pub const MANY: i64 = 99;

/// How many customers have no router, up to one more than [`MANY`].
pub async fn how_many_alone(tx: &mut Tx<may::ViewTabs>) -> Result<i64> {
    store::how_many_alone(tx, MANY + 1).await
}

/// The homes that have been offline the longest, of those that were online before.
pub async fn longest_offline(tx: &mut Tx<may::ViewTabs>, most: i64) -> Result<Vec<Home>> {
    store::longest_offline(tx, most).await
}
