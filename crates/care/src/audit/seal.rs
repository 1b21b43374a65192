//! The sealer: links rows into the chain of their place, after they were written.
//!
//! Writers do not wait for each other, since none of them needs to know the link before; the price is that the newest rows
//! are not linked for about a second. Rows commit in another order than their ids say, so the sealer goes by what waits
//! (`audit_unsealed`, written with the row), never by what is newer: one that commits late is linked late, and never skipped.
//! Any number of processes may seal at once; the primary key lets one of them have a number, and the others try again.

use std::time::Duration;

use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{digest, store};
use crate::access;
use crate::db::Db;
use crate::problem::Result;

/// Rows that are linked in one turn, so that nobody who writes waits long.
const TURN: i64 = 64;

/// Links what waits, one turn a place; gives how many rows. What is left waits for the next time.
pub async fn seal(db: &Db) -> Result<usize> {
    let mut tx = access::system().read(db).await?;
    let places = store::waiting_places(&mut tx).await?;
    drop(tx);
    let mut sealed = 0;
    for place in places {
        sealed += seal_some(db, place).await?;
    }
    Ok(sealed)
}

async fn seal_some(db: &Db, place: Uuid) -> Result<usize> {
    let mut tx = access::system().write(db).await?;
    let rows = store::waiting(&mut tx, place, TURN).await?;
    let (mut number, mut chain) =
        store::head(&mut tx, place).await?.unwrap_or_else(|| (0, digest::START.to_vec()));
    for row in &rows {
        number += 1;
        chain = digest::link(&chain, number, &row.digest);
        match store::seal(&mut tx, place, number, row.id, &chain).await {
            // Another process was first; what it left is for the next turn.
            Err(problem) if problem.is_duplicate() => return Ok(0),
            sealed => sealed?,
        }
    }
    tx.commit().await?;
    Ok(rows.len())
}

/// Seals until it is told to stop.
pub async fn run_sealer(db: Db, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let pause = match seal(&db).await {
            Ok(0) => Duration::from_secs(1),
            // More may wait; but those who write go first.
            Ok(_) => Duration::from_millis(20),
            Err(error) => {
                tracing::error!(%error, "the audit log could not be sealed");
                Duration::from_secs(5)
            }
        };
        tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(pause) => {} }
    }
}
