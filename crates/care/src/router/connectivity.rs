//! Who is online and who is not.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::PERIOD_MS;
use super::store::{self, Changed};
use super::tally::Tally;
use crate::access::{self, Scope};
use crate::db::live::Topic;
use crate::db::{CustomerId, Db, RouterId};
use crate::history;
use crate::known_issue::{self, Kind, Rounds, Subject};
use crate::problem::{Problem, Result};
use crate::timeline::{self, Happened};

/// How many are taken offline in one turn of the writer, so that others get theirs.
const CHUNK: i64 = 200;

/// A sweep that is later than this says that the service itself was held up.
const LATE_MS: i64 = 10_000;

/// Finds routers that stopped reporting, says so on their timelines, and gives how many there were. `serving_since` is
/// when this service began to listen, in milliseconds UTC.
pub async fn sweep(db: &Db, serving_since: i64) -> Result<usize> {
    Ok(look(db, serving_since).await?.0)
}

/// The same; gives also until when nobody can fall silent, so that a fleet that reports as it should is not read all the time.
async fn look(db: &Db, serving_since: i64) -> Result<(usize, i64)> {
    // Most times there is none; only looking takes no turn of the writer.
    let mut tx = access::system().read(db).await?;
    let first = store::first_silence(&mut tx, serving_since).await?;
    // Whoever comes online from now on has three periods of its own.
    let until = first.unwrap_or(i64::MAX).min(tx.now() + 3 * PERIOD_MS);
    if until >= tx.now() {
        return Ok((0, until));
    }
    drop(tx);
    let mut tx = access::system().write(db).await?;
    let silent = store::take_offline(&mut tx, serving_since, CHUNK).await?;
    let mut tally = Tally::default();
    for it in &silent {
        tx.enter(it.isp).await?;
        went_offline(&mut tx, it).await?;
        tally.fell_silent(&it.counted);
    }
    tally.write(&mut tx).await?;
    tx.commit().await?;
    Ok((silent.len(), 0))
}

async fn went_offline(scope: &mut Scope, it: &Changed) -> Result<()> {
    if let Some(customer) = it.customer {
        // What was last heard of it in stock is no part of how the home did.
        let since = it.counted.heard_at.map_or(it.since, |heard| it.since.max(heard));
        history::went_offline(scope, customer, it.router, since).await?;
        let happened = match it.flapping_since {
            None => Some(Happened::new("router-offline")),
            Some(since) if since == scope.now() => Some(Happened::new("router-flapping")),
            Some(_) => None,
        };
        note(scope, it.router, customer, happened).await?;
        if it.flapping_since.is_some() {
            let at = Subject { customer, router: it.router };
            known_issue::flaps(scope, at, it.drops_since, it.drops).await?;
        }
    }
    told(scope, it.customer);
    Ok(())
}

/// A router that was offline is heard again.
pub(super) async fn came_online(scope: &mut Scope, it: &Changed) -> Result<()> {
    if let Some(customer) = it.customer {
        history::came_online(scope, it.router).await?;
        let happened = it.flapping_since.is_none().then(|| Happened::new("router-online"));
        note(scope, it.router, customer, happened).await?;
    }
    told(scope, it.customer);
    Ok(())
}

async fn note(
    scope: &mut Scope,
    router: RouterId,
    customer: CustomerId,
    happened: Option<Happened>,
) -> Result<()> {
    match happened {
        Some(happened) => timeline::note(scope, happened.router(router).customer(customer)).await,
        None => Ok(()),
    }
}

fn told(scope: &mut Scope, home: Option<CustomerId>) {
    if let Some(home) = home {
        scope.tell_home(home);
    }
    scope.tell(Topic::Customers);
    scope.tell(Topic::Inventory);
}

/// When a home is called flapping, and when no longer.
pub(super) struct Flapping {
    /// So many times offline,
    pub(super) times: i64,
    /// within this.
    pub(super) window_ms: i64,
    /// Steady again after it was one or the other for so long.
    pub(super) calm_ms: i64,
}

pub(super) const FLAPPING: Flapping =
    Flapping { times: 4, window_ms: 60 * 60 * 1000, calm_ms: 30 * 60 * 1000 };

/// Finds homes that were flapping and are steady again, and says so; gives how many there were.
pub async fn settle(db: &Db) -> Result<usize> {
    let mut tx = access::system().read(db).await?;
    let calm = store::calm(&mut tx, CHUNK).await?;
    drop(tx);
    for (isp, router) in &calm {
        let mut tx = access::system().write(db).await?;
        tx.enter(*isp).await?;
        if let Some((customer, online)) = store::steady(&mut tx, *router).await? {
            if let Some(customer) = customer {
                let happened = if online {
                    Happened::new("router-steady")
                } else {
                    Happened::new("router-stays-offline")
                };
                note(&mut tx, *router, customer, Some(happened)).await?;
                let at = Subject { customer, router: *router };
                known_issue::over(&mut tx, at, Kind::Flapping).await?;
            }
            told(&mut tx, customer);
            tx.commit().await?;
        }
    }
    Ok(calm.len())
}

/// Sweeps every second until it is told to stop.
pub async fn watch(db: Db, stop: CancellationToken) {
    let mut serving_since = db.clock().millis();
    let mut last_good = serving_since;
    let mut rounds = Rounds::default();
    let mut quiet_until = 0;
    while !stop.is_cancelled() {
        // While the database was away no report could be written either: that is not the homes' silence.
        let now = db.clock().millis();
        if now - last_good > LATE_MS {
            serving_since = now;
        }
        let swept = async {
            let mut found = 0;
            if now > quiet_until {
                (found, quiet_until) = look(&db, serving_since).await?;
            }
            settle(&db).await?;
            rounds.go(&db, serving_since, found).await?;
            Ok::<_, Problem>(found)
        };
        let swept = swept.await;
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
