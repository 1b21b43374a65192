//! Hours out of minutes, and days out of hours.

use std::time::Duration;

use jiff::SignedDuration;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Length, store};
use crate::access;
use crate::db::{CustomerId, Db, IspId};
use crate::problem::Result;
use crate::{isp, timeline};

/// How long the shorter spans are kept as they are: then five minutes become an hour, and an hour a day. Days are kept for as long as
/// the ISP keeps history, which is no shorter than hours are.
pub const KEPT: [(Length, SignedDuration); 2] = [
    (Length::Minutes, SignedDuration::from_hours(2 * 24)),
    (Length::Hour, SignedDuration::from_hours(isp::HISTORY_DAYS.0 * 24)),
];

/// Entries of timelines that go in one turn.
const ENTRIES: i64 = 1000;

/// Customers in one turn of the writer, so that reports and people get theirs between.
const TURN: i64 = 50;

/// How often a whole walk over all homes begins.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Between two turns of a walk.
const PAUSE: Duration = Duration::from_millis(20);

/// Walks over all homes of all ISPs once: what is older than [`KEPT`] becomes longer spans, and what is older than their ISP keeps goes.
pub async fn roll_up(db: &Db, stop: &CancellationToken) -> Result<()> {
    let mut tx = access::system().read(db).await?;
    let isps = isp::all(&mut tx).await?;
    drop(tx);
    for isp in isps {
        let mut after = CustomerId(Uuid::nil());
        while !stop.is_cancelled() {
            let mut tx = access::system().write(db).await?;
            tx.enter(isp).await?;
            // Of two servers that roll up the same homes, the second finds the work done.
            tx.take_turn().await?;
            let Some(last) = store::turn(&mut tx, after, TURN).await? else { break };
            let now = tx.now();
            let [minutes, hours] = KEPT.map(|(_, kept)| now - kept.as_secs() * 1000);
            let days = isp::history_since(&mut tx).await?;
            let those = (after, last);
            let to_hours = Length::Hour.begin(minutes);
            store::lengthen(&mut tx, those, (Length::Minutes, Length::Hour), to_hours).await?;
            let to_days = Length::Day.begin(hours);
            store::lengthen(&mut tx, those, (Length::Hour, Length::Day), to_days).await?;
            store::forget(&mut tx, those, Length::Day, days).await?;
            store::forget_downtimes(&mut tx, those, days).await?;
            tx.commit().await?;
            after = last;
            tokio::time::sleep(PAUSE).await;
        }
        while !stop.is_cancelled() && forget_entries(db, isp).await? {
            tokio::time::sleep(PAUSE).await;
        }
    }
    Ok(())
}

/// Forgets some of an ISP's timelines; says whether there may be more.
async fn forget_entries(db: &Db, isp: IspId) -> Result<bool> {
    let mut tx = access::system().write(db).await?;
    tx.enter(isp).await?;
    let since = isp::history_since(&mut tx).await?;
    let forgotten = timeline::forget_before(&mut tx, since, ENTRIES).await?;
    tx.commit().await?;
    Ok(i64::try_from(forgotten).is_ok_and(|forgotten| forgotten == ENTRIES))
}

/// Walks every hour until it is told to stop.
pub async fn watch(db: Db, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = roll_up(&db, &stop).await {
            tracing::warn!(%error, "history could not be rolled up");
        }
        tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(EVERY) => {} }
    }
}
