//! Who is online and who is not.

use std::time::Duration;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::store;
use crate::access::{self, Tx, may};
use crate::db::live::Topic;
use crate::db::{CustomerId, Db};
use crate::page::{After, Page};
use crate::problem::Result;
use crate::timeline::{self, Happened};

/// A customer in the Online or Offline list.
#[derive(Debug, Clone)]
pub struct Connected {
    /// Which customer.
    pub customer: CustomerId,
    /// Their name.
    pub name: String,
    /// Where the router is installed.
    pub address: String,
    /// The router's MAC.
    pub mac: String,
    /// Its make and model.
    pub hardware: Option<String>,
    /// Its firmware.
    pub firmware: Option<String>,
    /// The version of the agent on it.
    pub agent_version: Option<String>,
    /// Its address on the line's side.
    pub wan: Option<String>,
    /// Online or offline since when.
    pub since: Timestamp,
    /// Whether it has ever reported.
    pub ever: bool,
    /// Its place in the list.
    pub key: After,
}

/// How many customers are which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Customers whose router reports.
    pub online: i64,
    /// Customers whose router does not.
    pub offline: i64,
    /// Routers that are with no customer.
    pub in_stock: i64,
}

/// The customers that are online, or offline; the latest change first.
pub async fn list(tx: &mut Tx<may::ViewTabs>, online: bool, after: After) -> Result<Page<Connected>> {
    store::connectivity(tx, online, after).await
}

/// The customers that have been offline the longest, those that were online before.
pub async fn longest_offline(tx: &mut Tx<may::ViewTabs>, most: usize) -> Result<Vec<Connected>> {
    store::longest_offline(tx, most).await
}

/// The counts of the ISP.
pub async fn counts(tx: &mut Tx<may::ViewTabs>) -> Result<Counts> {
    store::counts(tx).await
}

/// How many are taken offline in one turn of the writer, so that others get theirs.
const CHUNK: i64 = 200;

/// A sweep that is later than this says that the service itself was held up.
const LATE_MS: i64 = 10_000;

/// Finds routers that stopped reporting, says so on their timelines, and gives how many there were. `serving_since` is
/// when this service began to listen, in milliseconds UTC.
pub async fn sweep(db: &Db, serving_since: i64) -> Result<usize> {
    // Most times there is none; only looking takes no turn of the writer.
    let mut tx = access::system().read(db).await?;
    if !store::any_silent(&mut tx, serving_since).await? {
        return Ok(0);
    }
    drop(tx);
    let mut tx = access::system().write(db).await?;
    let silent = store::take_offline(&mut tx, serving_since, CHUNK).await?;
    for it in &silent {
        tx.enter(it.isp).await?;
        if it.customer.is_some() {
            let happened = Happened::new("router-offline").router(it.router).customer(it.customer);
            timeline::note(&mut tx, happened).await?;
        }
        tx.tell(Topic::Customers);
        tx.tell(Topic::Inventory);
    }
    tx.commit().await?;
    Ok(silent.len())
}

/// Sweeps every second until it is told to stop.
pub async fn watch(db: Db, stop: CancellationToken) {
    let mut serving_since = db.clock().millis();
    let mut last_good = serving_since;
    while !stop.is_cancelled() {
        // While the database was away no report could be written either: that is not the homes' silence.
        let now = db.clock().millis();
        if now - last_good > LATE_MS {
            serving_since = now;
        }
        let swept = sweep(&db, serving_since).await;
        if swept.is_ok() {
            last_good = db.clock().millis();
        }
        let pause = match swept {
            Ok(found) if found as i64 == CHUNK => Duration::from_millis(20),
            Ok(_) => Duration::from_secs(1),
            Err(error) => {
                tracing::error!(%error, "routers that stopped reporting could not be found");
                Duration::from_secs(5)
            }
        };
        tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(pause) => {} }
    }
}
