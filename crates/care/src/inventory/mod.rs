//! Inventory: the routers that an ISP owns, by MAC; *in stock*, or *enabled* at a customer.
//!
//! A MAC belongs to one ISP at a time. That another ISP has it is said without saying whose it is. Adding many is one act:
//! all of them, or none with a reason for each that cannot be added.

mod store;
#[cfg(test)]
mod tests;

use jiff::Timestamp;

use crate::access::{Permission, Scope, Tx, may};
use crate::customer::{self, Information};
use crate::db::live::Topic;
use crate::db::{CustomerId, RouterId};
use crate::mac::Mac;
use crate::page::{After, Page};
use crate::problem::{Fields, Problem, Result};
use crate::router;
use crate::term;
use crate::timeline::{self, Happened};
use crate::words::Say;

/// The most MACs in one act.
pub const MOST: usize = 10_000;

/// Reasons that are given at once; whoever pasted the wrong thing needs no more.
const REASONS: usize = 100;

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
    /// Its place in the list.
    pub key: After,
}

/// The inventory, the latest added first.
pub async fn list(tx: &mut Tx<may::ViewTabs>, after: After) -> Result<Page<Item>> {
    store::list(tx, after).await
}

/// How many routers the ISP owns.
pub async fn count(tx: &mut Tx<may::ViewTabs>) -> Result<i64> {
    store::count(tx).await
}

/// One router in stock, for the form that enables it.
pub async fn find(tx: &mut Tx<may::ChangeInventory>, id: RouterId) -> Result<Item> {
    store::find(tx, id).await?.ok_or(Problem::NotFound("router"))
}

/// Adds every MAC of a text, one or many, however they are separated; gives how many there were.
pub async fn add(tx: &mut Tx<may::ChangeInventory>, text: &str) -> Result<usize> {
    add_all(tx, text).await
}

/// The same by the operator's word.
pub async fn add_by_operator(tx: &mut Tx<may::Shell>, text: &str) -> Result<usize> {
    add_all(tx, text).await
}

async fn add_all<P: Permission>(tx: &mut Tx<P>, text: &str) -> Result<usize> {
    let macs = parse(text)?;
    let mut refused = Fields::default();
    for mac in &macs {
        if let Some(why) = add_one(tx, mac).await? {
            refused = refused.with("macs", why);
        }
    }
    refused.into_result()?;
    timeline::note(tx, Happened::new("inventory-added").with("count", macs.len())).await?;
    tx.tell(Topic::Inventory);
    Ok(macs.len())
}

/// Adds one; gives why not.
async fn add_one(scope: &mut Scope, mac: &Mac) -> Result<Option<Say>> {
    let id = RouterId(scope.id());
    if store::claim_mac(scope, mac, id).await? {
        store::insert(scope, id, mac).await?;
        term::add(scope, id, router::terms(mac, None)).await?;
        return Ok(None);
    }
    let key = if store::is_ours(scope, mac).await? { "mac-already-here" } else { "mac-elsewhere" };
    Ok(Some(Say::new(key).with("mac", mac)))
}

fn parse(text: &str) -> Result<Vec<Mac>> {
    let mut fields = Fields::default();
    let mut macs = Vec::new();
    'text: for (line, content) in text.lines().enumerate() {
        for word in content.split([' ', '\t', ',', ';']).filter(|word| !word.is_empty()) {
            match Mac::parse(word) {
                Ok(mac) => macs.push(mac),
                Err(why) => fields = fields.with("macs", why.with("line", line + 1)),
            }
            if fields.iter().count() >= REASONS {
                break 'text;
            }
        }
    }
    fields.into_result()?;
    // A MAC that was pasted twice is meant once.
    macs.sort();
    macs.dedup();
    match macs.len() {
        0 => Err(Problem::field("macs", Say::new("missing-macs"))),
        n if n > MOST => Err(Problem::field("macs", Say::new("too-many-macs").with("most", MOST))),
        _ => Ok(macs),
    }
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
    if !store::enable(tx, id, customer).await? {
        let known = store::find(tx, id).await?.is_some();
        return Err(if known {
            Problem::Conflict(Say::new("router-not-in-stock"))
        } else {
            Problem::NotFound("router")
        });
    }
    router::start_anew(tx, id).await?;
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
