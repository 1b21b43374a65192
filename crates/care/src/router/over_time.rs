//! The ISP's homes over time: how many were online, how often their routers started, and what these run.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio_util::sync::CancellationToken;

use super::started::SAME_BOOT_MS;
use super::store;
use crate::access::{self, Tx, may};
use crate::db::{CustomerId, Db, RouterId};
use crate::history::Length;
use crate::isp;
use crate::problem::Result;

/// How many of an ISP's homes were online at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// When.
    pub at: Timestamp,
    /// Customers whose router reported.
    pub online: i64,
    /// Customers whose router did not.
    pub offline: i64,
}

/// How long samples are kept: a week, and what a page wants to begin with.
const SAMPLES: SignedDuration = SignedDuration::from_hours(8 * 24);

/// The samples since a time, one for each span of this length, oldest first.
pub async fn samples(tx: &mut Tx<may::ViewTabs>, length: Length, since: Timestamp) -> Result<Vec<Sample>> {
    store::over_time::samples(tx, length, since.as_millisecond()).await
}

/// A customer whose router started.
#[derive(Debug, Clone)]
pub struct Restarted {
    /// Which customer.
    pub customer: CustomerId,
    /// Their name.
    pub name: String,
    /// How often.
    pub times: i64,
    /// When last.
    pub last: Timestamp,
}

/// The customers whose routers started most often since a time.
pub async fn most_restarted(
    tx: &mut Tx<may::ViewTabs>,
    since: Timestamp,
    most: i64,
) -> Result<Vec<Restarted>> {
    store::over_time::most_restarted(tx, since.as_millisecond(), most).await
}

/// How often routers of homes started, in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restarts {
    /// So often.
    pub times: i64,
    /// At so many homes.
    pub homes: i64,
    /// Whether there were more than are counted.
    pub more: bool,
}

/// How often the routers of all homes started since a time.
pub async fn restarts(tx: &mut Tx<may::ViewTabs>, since: Timestamp) -> Result<Restarts> {
    store::over_time::restarts(tx, since.as_millisecond()).await
}

/// When a router booted at a customer's home, as far as its starts there since a time tell, oldest first.
pub async fn boots(
    tx: &mut Tx<may::ViewCustomers>,
    customer: CustomerId,
    router: RouterId,
    since: Timestamp,
) -> Result<Vec<Timestamp>> {
    let mut boots = store::over_time::boots(tx, customer, router, since.as_millisecond()).await?;
    // An uptime of whole seconds tells the same boot a little differently each time.
    boots.dedup_by(|later, earlier| later.as_millisecond() - earlier.as_millisecond() < SAME_BOOT_MS);
    Ok(boots)
}

/// Counts the homes of every ISP once for the span that runs, and forgets what is too old.
pub async fn sample(db: &Db) -> Result<()> {
    let mut tx = access::system().read(db).await?;
    let isps = isp::all(&mut tx).await?;
    drop(tx);
    for isp in isps {
        let mut tx = access::system().read(db).await?;
        tx.enter(isp).await?;
        let counts = store::tally::counts(&mut tx).await?;
        drop(tx);
        let mut tx = access::system().write(db).await?;
        tx.enter(isp).await?;
        let now = tx.now();
        store::over_time::keep_sample(&mut tx, Length::Minutes.begin(now), &counts).await?;
        store::over_time::forget_samples(&mut tx, now - SAMPLES.as_secs() * 1000).await?;
        store::tally::forget_empty(&mut tx).await?;
        let since = isp::history_since(&mut tx).await?;
        store::over_time::forget_starts(&mut tx, since).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Samples once in every span until it is told to stop.
pub async fn watch_samples(db: Db, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = sample(&db).await {
            tracing::warn!(%error, "homes could not be counted");
        }
        let now = db.clock().millis();
        let left = Length::Minutes.begin(now) + Length::Minutes.ms() - now;
        let pause = Duration::from_millis(left.unsigned_abs());
        tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(pause) => {} }
    }
}
