//! The worker: takes MACs, makes routers of them, gives back what was taken, and forgets what is over.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::store::{self, Due};
use super::{State, TURN};
use crate::access::{self, Tx, may};
use crate::db::Db;
use crate::db::live::Topic;
use crate::problem::{Problem, Result};
use crate::router::{self, tally::Tally};
use crate::term;
use crate::timeline::{self, Happened};

/// What nobody touched for so long is forgotten.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Goes on with every import that has something to be done, one turn each; gives how many there were.
pub async fn work(db: &Db) -> Result<usize> {
    let mut tx = access::system().read(db).await?;
    let forgotten = tx.now() - DAY_MS;
    let due = store::due(&mut tx, forgotten).await?;
    drop(tx);
    for job in &due {
        let mut tx = access::system().write(db).await?;
        tx.enter(job.isp).await?;
        match job.state {
            State::Running if job.place < job.total => take(db, tx, job).await?,
            State::Running => publish(tx, job).await?,
            State::Yielding | State::Cancelling => give_back(tx, job).await?,
            State::Reading | State::Ready | State::Done | State::Cancelled => {
                forget(tx, job, forgotten).await?
            }
        }
    }
    Ok(due.len())
}

/// Takes the next batch of MACs; if somebody else has one of them, begins to give all back.
async fn take(db: &Db, mut tx: Tx<may::System>, job: &Due) -> Result<()> {
    let end = job.total.min(job.place + TURN as i64);
    // Another process may have been here: then there is nothing to do.
    if !store::advance(&mut tx, job, end).await? {
        return Ok(());
    }
    let wanted = store::wanted(&mut tx, job, end).await?;
    if store::take(&mut tx, job, end).await? == wanted {
        for (router, mac) in store::taken(&mut tx, job, end).await? {
            term::add(&mut tx, router, router::terms(&mac, None)).await?;
        }
        tx.tell(Topic::Imports);
        return tx.commit().await;
    }
    // What this turn took goes with its transaction.
    drop(tx);
    let mut tx = access::system().write(db).await?;
    tx.enter(job.isp).await?;
    store::give_way(&mut tx, job).await?;
    tx.tell(Topic::Imports);
    tx.commit().await
}

/// All MACs are taken: now the routers, in one statement.
async fn publish(mut tx: Tx<may::System>, job: &Due) -> Result<()> {
    if !store::finish(&mut tx, job, State::Done).await? {
        return Ok(());
    }
    let made = store::publish(&mut tx, job).await?;
    let mut tally = Tally::default();
    tally.added(job.isp, made);
    tally.write(&mut tx).await?;
    if made != job.good {
        return Err(Problem::broken(format!("{made} routers out of {} MACs", job.good)));
    }
    let happened = Happened::new("inventory-import-done").with("count", made).with("file", job.file.as_str());
    timeline::note(&mut tx, happened).await?;
    tx.tell(Topic::Imports);
    tx.tell(Topic::Inventory);
    tx.commit().await
}

/// Gives the last batch back; where another was first, notes with each MAC whether it can still be had.
async fn give_back(mut tx: Tx<may::System>, job: &Due) -> Result<()> {
    let start = (job.place - TURN as i64).max(0);
    if !store::advance(&mut tx, job, start).await? {
        return Ok(());
    }
    for (router, _) in store::taken(&mut tx, &Due { place: start, ..job.clone() }, job.place).await? {
        term::forget(&mut tx, router).await?;
    }
    store::give_back(&mut tx, job, start).await?;
    if job.state == State::Yielding {
        store::judge_again(&mut tx, job, start).await?;
    }
    if start == 0 {
        match job.state {
            State::Yielding => store::wait_again(&mut tx, job).await?,
            _ => store::finish(&mut tx, &Due { place: 0, ..job.clone() }, State::Cancelled).await?,
        };
    }
    tx.tell(Topic::Imports);
    tx.commit().await
}

/// Forgets an import that is over, or that nobody gave their word for: its lines first, some at a time.
async fn forget(mut tx: Tx<may::System>, job: &Due, forgotten: i64) -> Result<()> {
    // From here on nobody can give their word for what is half forgotten.
    store::abandon(&mut tx, job, forgotten).await?;
    if store::forget_lines(&mut tx, job, forgotten, TURN).await? == 0 {
        store::forget(&mut tx, job, forgotten).await?;
    }
    tx.commit().await
}

/// Works until it is told to stop.
pub async fn run_worker(db: Db, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let pause = match work(&db).await {
            Ok(0) => Duration::from_millis(500),
            // Those who wait for the writer go first.
            Ok(_) => Duration::from_millis(5),
            Err(error) => {
                tracing::error!(%error, "an import could not go on");
                Duration::from_secs(5)
            }
        };
        tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(pause) => {} }
    }
}
