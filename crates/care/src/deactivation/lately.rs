//! Who was deactivated so lately that it can be taken back.
//!
//! When that time is over, nothing shows them any more, by the time alone; the worker then clears what they were found by.

use jiff::Timestamp;

use super::store;
use crate::access::{self, Tx, may};
use crate::db::live::Topic;
use crate::db::{CustomerId, Db};
use crate::page::{After, Page};
use crate::problem::Result;
use crate::term;

/// More than these are not counted.
pub const MANY: i64 = 99;

/// A customer whose deactivation can be taken back.
#[derive(Debug, Clone)]
pub struct Lately {
    /// Which one.
    pub id: CustomerId,
    /// Their name.
    pub name: String,
    /// Where the router was installed.
    pub address: String,
    /// When they were deactivated.
    pub closed_at: Timestamp,
    /// Until when that can be taken back.
    pub undo_until: Timestamp,
}

/// Those whose deactivation can be taken back, the latest first.
pub async fn lately(tx: &mut Tx<may::ViewTabs>, after: After) -> Result<Page<Lately>> {
    store::lately(tx, after).await
}

/// How many these are, up to one more than [`MANY`].
pub async fn how_many_lately(tx: &mut Tx<may::ViewTabs>) -> Result<i64> {
    store::how_many_lately(tx, MANY + 1).await
}

/// Lets one be found no more whose time for that is over; says whether there was one.
pub async fn forget_due(db: &Db) -> Result<bool> {
    let mut tx = access::system().read(db).await?;
    let due = store::next_forgotten(&mut tx).await?;
    drop(tx);
    let Some(due) = due else { return Ok(false) };
    let mut tx = access::system().write(db).await?;
    tx.enter(due.isp).await?;
    if store::is_forgotten(&mut tx, due.customer).await? {
        term::forget(&mut tx, due.customer).await?;
        tx.tell(Topic::Customers);
    }
    tx.commit().await?;
    Ok(true)
}
