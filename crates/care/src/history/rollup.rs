//! Hours out of minutes, and days out of hours.

use std::time::Duration;

use jiff::SignedDuration;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Length, store};
use crate::access;
use crate::db::{CustomerId, Db};
use crate::isp;
use crate::problem::Result;

/// How long spans of each length are kept as they are. Then five minutes become an hour, an hour a day, and days go.
pub const KEPT: [(Length, SignedDuration); 3] = [
    (Length::Minutes, SignedDuration::from_hours(2 * 24)),
    (Length::Hour, SignedDuration::from_hours(35 * 24)),
    (Length::Day, SignedDuration::from_hours(400 * 24)),
];

/// Customers in one turn of the writer, so that reports and people get theirs between.
const TURN: i64 = 50;

/// How often a whole walk over all homes begins.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Between two turns of a walk.
const PAUSE: Duration = Duration::from_millis(20);

/// Walks over all homes of all ISPs once: what is older than [`KEPT`] becomes longer spans, or goes.
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
            let [minutes, hours, days] = KEPT.map(|(_, kept)| now - kept.as_secs() * 1000);
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
    }
    Ok(())
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
