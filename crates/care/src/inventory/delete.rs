//! Deleting what is in stock.
//!
//! A router that is deleted was never here: its MAC may be added again, by this ISP or by another, and its certificate opens
//! nothing. One at a customer cannot be deleted; deactivating the customer returns it to stock first.

use super::store;
use crate::access::{Tx, may};
use crate::db::RouterId;
use crate::db::live::Topic;
use crate::problem::{Problem, Result};
use crate::router::tally;
use crate::term;
use crate::timeline::{self, Happened};
use crate::words::Say;

/// Deletes routers in stock, all of them or none; gives how many there were.
pub async fn delete(tx: &mut Tx<may::ChangeInventory>, routers: &[RouterId]) -> Result<usize> {
    let mut routers = routers.to_vec();
    // In one order, so that two who delete the same do not wait for each other.
    routers.sort();
    routers.dedup();
    let (mut macs, mut gone) = (Vec::with_capacity(routers.len()), Vec::with_capacity(routers.len()));
    for router in &routers {
        let held = tally::hold(tx, vec![*router]).await?;
        let Some(mac) = store::retire(tx, *router).await? else {
            let known = store::find(tx, *router).await?.is_some();
            return Err(if known {
                Problem::Conflict(Say::new("router-not-in-stock"))
            } else {
                Problem::NotFound("router")
            });
        };
        term::forget(tx, *router).await?;
        store::delete(tx, *router).await?;
        gone.push(held);
        macs.push(mac);
    }
    tally::settle_all(tx, gone).await?;
    let happened = Happened::new("inventory-deleted").with("count", macs.len());
    // Of many, who deletes them has the list in the export from before.
    let happened = if let [mac] = macs.as_slice() { happened.with("mac", mac.as_str()) } else { happened };
    timeline::note(tx, happened).await?;
    tx.tell(Topic::Inventory);
    Ok(macs.len())
}
