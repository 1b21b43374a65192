//! Giving a home another router, or one at all.
//!
//! The account stays: its timeline, its history, its settings. The router that stood there goes back to stock, for good: taking back a
//! later deactivation of the home does not bring it back, and whoever gets it next sees nothing of this home. The one that comes starts
//! anew as it would for a new customer.

use super::store;
use crate::access::{Tx, may};
use crate::customer;
use crate::db::CustomerId;
use crate::db::live::Topic;
use crate::mac::Mac;
use crate::problem::{Problem, Result};
use crate::router::{self, tally};
use crate::timeline::{self, Happened};
use crate::words::Say;

/// A home with another router.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// The customer's name.
    pub name: String,
    /// The MAC of the router that they have now.
    pub mac: Mac,
}

/// Gives a customer the router in stock with this MAC; the one that they have, if any, goes back to stock.
pub async fn replace(tx: &mut Tx<may::ChangeInventory>, id: CustomerId, mac: &str) -> Result<Replaced> {
    // Whose customer it is comes before what was typed. The customer is held before any router, as wherever both are: so nobody waits
    // for another in a circle, and nobody deactivates them meanwhile.
    customer::gets_router(tx, id).await?;
    let wrong = |say| Problem::field("mac", say);
    let mac = Mac::parse(mac).map_err(|_| wrong(Say::new("not-a-mac")))?;
    // Another ISP's is as little here as one that nobody has.
    let new = store::with_mac(tx, &mac).await?.ok_or_else(|| wrong(Say::new("mac-not-here")))?;
    let before = router::standing(tx, id).await?;
    if before.contains(&new) {
        return Err(wrong(Say::new("router-is-there")));
    }
    let mut both = [&before[..], &[new]].concat();
    both.sort();
    let held = tally::hold(tx, both).await?;
    let former = match before.first() {
        Some(router) => store::find(tx, *router).await?.map(|it| it.mac).unwrap_or_default(),
        None => String::new(),
    };
    router::swap_out(tx, id).await?;
    let information = customer::look(tx, id).await?.account.information;
    if !store::enable(tx, new, id, &information.sort_key()).await? {
        return Err(wrong(Say::new("router-not-in-stock")));
    }
    router::start_anew(tx, new).await?;
    held.settle(tx).await?;
    let happened = Happened::new("router-replaced")
        .customer(id)
        .about(id.0)
        .router(new)
        .with("name", information.name.as_str())
        .changed("mac", &former, mac.as_str());
    timeline::note(tx, happened).await?;
    tx.tell(Topic::Inventory);
    tx.tell(Topic::Customers);
    Ok(Replaced { name: information.name, mac })
}
