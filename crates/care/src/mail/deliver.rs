//! The worker that empties the outbox.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::store;
use super::transport::{NotSent, Transport};
use crate::access;
use crate::db::Db;
use crate::problem::Result;

/// A worker that dies holds a mail no longer than this.
const LEASE_MS: i64 = 2 * 60 * 1000;
/// The last of them is tried about a day and a half after the first.
const ATTEMPTS: i64 = 12;
const BATCH: i64 = 20;

/// Sends what is due; gives how many were tried.
pub async fn deliver_due(db: &Db, transport: &Transport) -> Result<usize> {
    let mut tx = access::system().read(db).await?;
    let due = store::due(&mut tx, BATCH).await?;
    drop(tx);
    let mut tried = 0;
    for id in due {
        let mut tx = access::system().write(db).await?;
        let claimed = store::claim(&mut tx, id, LEASE_MS).await?;
        tx.commit().await?;
        // Another worker may have been first.
        let Some(delivery) = claimed else { continue };
        tried += 1;
        let outcome = transport.send(&delivery).await;
        let mut tx = access::system().write(db).await?;
        match outcome {
            Ok(()) => store::sent(&mut tx, id, transport.keeps()).await?,
            Err(NotSent { why, reason, for_good }) if for_good || delivery.attempts >= ATTEMPTS => {
                // The reason may name the recipient: it stands in the row, not in the log.
                tracing::warn!(mail = %id, "a mail could not be sent; giving it up");
                store::give_up(&mut tx, id, (&why, reason)).await?;
            }
            Err(NotSent { why, reason, .. }) => {
                tracing::warn!(mail = %id, attempts = delivery.attempts, "a mail could not be sent; trying later");
                let next_at = tx.now() + pause_ms(delivery.attempts);
                store::put_off(&mut tx, id, next_at, (&why, reason)).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(tried)
}

/// 15 s after the first attempt, twice as long after each further one, at most six hours.
fn pause_ms(attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts.clamp(1, 12) - 1).unwrap_or(0);
    (15_000_i64 << doublings).min(6 * 60 * 60 * 1000)
}

/// Empties the outbox until it is told to stop.
pub async fn run_worker(db: Db, transport: Transport, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let pause = match deliver_due(&db, &transport).await {
            Ok(0) => Duration::from_millis(500),
            Ok(_) => Duration::ZERO,
            Err(error) => {
                tracing::error!(%error, "the outbox could not be read");
                Duration::from_secs(5)
            }
        };
        tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(pause) => {} }
    }
}
