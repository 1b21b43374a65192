//! The worker that erases deactivated customers when the ISP's retention time is over, and before that lets them be found no more
//! when they cannot be had back any longer.
//!
//! A home's timeline can be long, and telemetry waits for the writer meanwhile: so it goes in small turns, each a transaction of
//! its own. The customer's row goes last; a turn that was lost to a restart is simply taken again. What the audit log says of the
//! customer is erased by the audit log's own way; that an account was deactivated, and by whom, stays there.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::forget_due;
use super::store::{self, Due};
use crate::access::{self, Scope};
use crate::access_request;
use crate::audit::{self, Details};
use crate::customer;
use crate::db::Db;
use crate::problem::Result;
use crate::{history, invitation, known_issue, mobile_user, push, router, timeline};

/// How many entries of a timeline go in one turn of the writer.
const CHUNK: i64 = 200;

/// Erases until it is told to stop.
pub async fn run_eraser(db: Db, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let pause = match turn(&db).await {
            // Others get their turn of the writer in between.
            Ok(true) => Duration::from_millis(20),
            Ok(false) => Duration::from_secs(60),
            Err(error) => {
                tracing::error!(%error, "a deactivated customer could not be erased");
                Duration::from_secs(60)
            }
        };
        tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(pause) => {} }
    }
}

async fn turn(db: &Db) -> Result<bool> {
    Ok(forget_due(db).await? || erase_due(db).await?)
}

/// One turn of erasing; says whether there may be more to do.
pub async fn erase_due(db: &Db) -> Result<bool> {
    let mut tx = access::system().read(db).await?;
    let due = store::next_due(&mut tx).await?;
    drop(tx);
    let Some(due) = due else { return Ok(false) };
    match erase_timeline(db, due).await? {
        None => return Ok(true),
        Some(0) => {}
        Some(_) => return Ok(true),
    }
    // The log lets nobody who is at an ISP erase anything in it: a turn of its own, at none.
    let mut tx = access::system().write(db).await?;
    audit::erase_customer(&mut tx, due.customer).await?;
    tx.commit().await?;
    erase_account(db, due).await?;
    Ok(true)
}

/// Erases a part of the timeline; gives how many entries that were, and none when the customer's time is not over after all:
/// the retention time may have become longer since.
async fn erase_timeline(db: &Db, due: Due) -> Result<Option<u64>> {
    let mut tx = access::system().write(db).await?;
    tx.enter(due.isp).await?;
    if !store::is_due(&mut tx, due.customer).await? {
        return Ok(None);
    }
    let erased = timeline::erase_some(&mut tx, due.customer, CHUNK).await?;
    tx.commit().await?;
    Ok(Some(erased))
}

async fn erase_account(db: &Db, due: Due) -> Result<()> {
    let mut tx = access::system().write(db).await?;
    tx.enter(due.isp).await?;
    // As whoever revokes an invitation or removes a user, which may be done to a home that is closed, too.
    tx.take_turn().await?;
    if store::is_due(&mut tx, due.customer).await? {
        router::forget_home(&mut tx, due.customer).await?;
        history::erase(&mut tx, due.customer).await?;
        known_issue::erase(&mut tx, due.customer).await?;
        invitation::erase_of_home(&mut tx, due.customer).await?;
        access_request::erase(&mut tx, due.customer).await?;
        push::erase(&mut tx, due.customer).await?;
        mobile_user::erase(&mut tx, due.customer).await?;
        if customer::erase(&mut tx, due.customer).await? {
            told(&mut tx).await?;
        }
    }
    tx.commit().await
}

/// That somebody was erased, and nothing of whom.
async fn told(scope: &mut Scope) -> Result<()> {
    audit::note(scope, "customer-erased", &Details::new()).await
}
