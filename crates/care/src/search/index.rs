//! Terms made anew, when the rules by which they are made have changed, and for rows from before there were terms.
//!
//! A migration cannot do it: terms are made in Rust. A command that the operator has to remember would leave homes unfindable until
//! then. So the service itself does it while it serves, in short turns, and writes down how far it came: killed in the middle,
//! or beside a second process, it goes on from there. When there is nothing to do, that is one look at one row.

use std::time::Duration;

use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::store::{self, Progress};
use crate::access::{self, Tx, may};
use crate::db::{Db, IspId};
use crate::problem::Result;
use crate::{router, term};

/// Rows in one turn of the writer, at most.
const ROWS: usize = 50;
/// Between two turns, so that others get theirs.
const PAUSE: Duration = Duration::from_millis(5);

/// Makes all terms anew if the rules have changed; ends when that is done or it is told to stop.
pub async fn keep_index(db: Db, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let pause = match step(&db, ROWS).await {
            Ok(false) => return,
            Ok(true) => PAUSE,
            Err(error) => {
                tracing::error!(%error, "what customers are found by could not be made anew");
                Duration::from_secs(5)
            }
        };
        tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(pause) => {} }
    }
}

/// Does the next rows, and says whether there may be more to do.
pub(super) async fn step(db: &Db, rows: usize) -> Result<bool> {
    // Most times there is nothing, and looking takes no turn of the writer.
    let mut tx = access::system().read(db).await?;
    if store::is_complete(&mut tx).await? {
        return Ok(false);
    }
    drop(tx);
    let mut tx = access::system().write(db).await?;
    let from = store::progress(&mut tx).await?;
    let to = make(&mut tx, &from, rows).await?;
    // Somebody else who was quicker has made the same terms.
    if store::move_on(&mut tx, &from, &to).await? {
        tx.commit().await?;
    }
    if to.rules == term::RULES {
        tracing::info!("everything is found by the present rules");
    }
    Ok(true)
}

/// Makes the terms of the next rows, and says how far that is.
async fn make(tx: &mut Tx<may::System>, from: &Progress, rows: usize) -> Result<Progress> {
    let start = Progress { making: term::RULES, isp: IspId(Uuid::nil()), ..from.clone() };
    if from.making != term::RULES {
        return next_isp(tx, start).await;
    }
    tx.enter(from.isp).await?;
    let most = i64::try_from(rows).unwrap_or(i64::MAX);
    let (done, last) = if from.routers {
        let routers = store::routers(tx, from.id, most).await?;
        for it in &routers {
            term::put(tx, it.id, router::terms(&it.mac, it.serial.as_deref())).await?;
        }
        (routers.len(), routers.iter().map(|it| it.id.0).max())
    } else {
        let customers = store::customers(tx, from.id, most).await?;
        for it in &customers {
            term::put(tx, it.id, it.information.terms()).await?;
        }
        (customers.len(), customers.iter().map(|it| it.id.0).max())
    };
    match last {
        Some(id) if done == rows => Ok(Progress { id, ..from.clone() }),
        _ if !from.routers => Ok(Progress { routers: true, id: Uuid::nil(), ..from.clone() }),
        _ => next_isp(tx, from.clone()).await,
    }
}

/// The start of the ISP after this one; after the last one, all is done.
async fn next_isp(tx: &mut Tx<may::System>, from: Progress) -> Result<Progress> {
    Ok(match store::next_isp(tx, from.isp).await? {
        Some(isp) => Progress { isp, routers: false, id: Uuid::nil(), ..from },
        None => Progress { rules: term::RULES, ..from },
    })
}
