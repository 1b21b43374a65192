//! Many homes that fall silent together are one outage.
//!
//! *Together* is one of two things: at least five homes whose addresses begin alike, and half of all such homes, within a quarter of
//! an hour; or at least five homes within one minute, and one of fifty of all that were online. Either is far more than
//! chance would bring about. Who falls silent in the same way while it lasts joins it; whoever came back and fell silent again is
//! one home still, and one whose issue somebody resolved stays out of it until it falls silent anew. It is over when no more than a fifth of
//! its homes are still offline; what is wrong with those is theirs alone from then on.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use super::store::outage as store;
use super::{judge, open};
use crate::access::{self, Scope};
use crate::db::live::Topic;
use crate::db::{CustomerId, Db, IspId, OutageId, RouterId};
use crate::problem::Result;
use crate::timeline::{self, Happened};

/// Homes, at least.
const LEAST: usize = 5;
/// How far back silences are looked at.
const WINDOW_MS: i64 = 15 * 60 * 1000;
/// What counts as the same moment: silences are noticed over some periods, but begin when the line went.
const MINUTE_MS: i64 = 60_000;
/// Homes in one turn of the writer.
const TURN: usize = 100;
/// Between two turns, so that reports and people get theirs.
const PAUSE: Duration = Duration::from_millis(20);

/// Many homes that fell silent together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outage {
    /// Its id.
    pub id: OutageId,
    /// When the first of its homes was last heard.
    pub began: Timestamp,
    /// When it was over.
    pub ended: Option<Timestamp>,
    /// What the addresses of its homes begin with, such as `203.0.113.`; none: they fell silent in the same minute.
    pub prefix: Option<String>,
    /// How many homes it took.
    pub homes: i64,
    /// How many of them are still offline.
    pub offline: i64,
}

/// A home that fell silent and is in no outage yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Silent {
    pub(super) router: RouterId,
    pub(super) customer: CustomerId,
    /// When it was last heard, in milliseconds UTC.
    pub(super) since: i64,
    pub(super) prefix: Option<String>,
}

/// Finds homes that fell silent together, at all ISPs, and folds them. `serving_since` is when this service began to listen, in
/// milliseconds UTC: a home that was last heard before may have had nobody to talk to.
pub async fn fold(db: &Db, serving_since: i64) -> Result<()> {
    for isp in judge::isps(db).await? {
        let mut tx = access::system().read(db).await?;
        tx.enter(isp).await?;
        let after = after(&tx, serving_since);
        let any = !store::silent(&mut tx, after, 1).await?.is_empty();
        drop(tx);
        while any && fold_some(db, isp, serving_since).await? == TURN {
            tokio::time::sleep(PAUSE).await;
        }
    }
    Ok(())
}

fn after(scope: &Scope, serving_since: i64) -> i64 {
    (scope.now() - WINDOW_MS).max(serving_since)
}

/// One turn; gives how many homes it folded.
async fn fold_some(db: &Db, isp: IspId, serving_since: i64) -> Result<usize> {
    let mut tx = access::system().write(db).await?;
    tx.enter(isp).await?;
    // Of two servers that find the same homes, the second finds them folded.
    tx.take_turn().await?;
    let after = after(&tx, serving_since);
    let mut left = store::silent(&mut tx, after, store::MOST).await?;
    let mut folded = 0;
    for outage in store::open(&mut tx).await? {
        let (members, others) = left.into_iter().partition(|it| joins(&outage, it));
        left = others;
        folded += take(&mut tx, outage.id, &members, TURN - folded).await?;
    }
    for (prefix, members) in by_prefix(&left) {
        let all = store::homes_with(&mut tx, &prefix, after).await?;
        if members.len() * 2 >= usize::try_from(all).unwrap_or(usize::MAX) {
            left.retain(|it| it.prefix.as_ref() != Some(&prefix));
            folded += begin(&mut tx, Some(prefix), &members, TURN - folded).await?;
        }
    }
    let members = within_a_minute(&left);
    if members.len() >= LEAST {
        let all = store::homes(&mut tx, after).await?;
        if members.len() * 50 >= usize::try_from(all).unwrap_or(usize::MAX) {
            folded += begin(&mut tx, None, members, TURN - folded).await?;
        }
    }
    tx.commit().await?;
    Ok(folded)
}

/// Whether a home fell silent with these.
fn joins(outage: &Outage, it: &Silent) -> bool {
    match &outage.prefix {
        Some(prefix) => it.prefix.as_ref() == Some(prefix),
        None => (it.since - outage.began.as_millisecond()).abs() <= MINUTE_MS,
    }
}

/// Homes whose addresses begin alike, where there are enough of them.
fn by_prefix(silent: &[Silent]) -> BTreeMap<String, Vec<Silent>> {
    let mut all: BTreeMap<String, Vec<Silent>> = BTreeMap::new();
    for it in silent {
        if let Some(prefix) = &it.prefix {
            all.entry(prefix.clone()).or_default().push(it.clone());
        }
    }
    all.retain(|_, homes| homes.len() >= LEAST);
    all
}

/// The most that were last heard within one minute, of homes in order of that.
fn within_a_minute(silent: &[Silent]) -> &[Silent] {
    let mut best: &[Silent] = &[];
    let mut first = 0;
    for last in 0..silent.len() {
        while silent[last].since - silent[first].since > MINUTE_MS {
            first += 1;
        }
        if last + 1 - first > best.len() {
            best = &silent[first..=last];
        }
    }
    best
}

async fn begin(scope: &mut Scope, prefix: Option<String>, members: &[Silent], most: usize) -> Result<usize> {
    let Some(began) = members.iter().map(|it| it.since).min() else { return Ok(0) };
    let id = OutageId(scope.id());
    store::begin(scope, id, began, prefix.as_deref()).await?;
    let folded = take(scope, id, members, most).await?;
    let happened = Happened::new("outage-began").with("homes", members.len());
    timeline::note(scope, happened.with("prefix", prefix.unwrap_or_else(|| "none".to_owned()))).await?;
    Ok(folded)
}

/// Takes some homes in; those beyond join in the next turn.
async fn take(scope: &mut Scope, outage: OutageId, members: &[Silent], most: usize) -> Result<usize> {
    let evidence = judge::offline(true);
    let mut folded = 0;
    for it in members.iter().take(most) {
        let Some(is_new) = store::take(scope, outage, it, &evidence).await? else { continue };
        folded += 1;
        store::grow(scope, outage, it.customer).await?;
        if is_new {
            let at = super::Subject { customer: it.customer, router: it.router };
            open::note(scope, "issue-opened", at, super::Kind::Offline).await?;
        }
    }
    scope.tell(Topic::Issues);
    Ok(folded)
}

/// Ends the outages of an ISP that are over.
pub(super) async fn end(db: &Db, isp: IspId) -> Result<()> {
    let mut tx = access::system().read(db).await?;
    tx.enter(isp).await?;
    let outages = store::open(&mut tx).await?;
    drop(tx);
    for outage in outages.iter().filter(|it| it.offline * 5 <= it.homes) {
        let mut tx = access::system().write(db).await?;
        tx.enter(isp).await?;
        if store::end(&mut tx, outage.id).await? {
            store::unfold(&mut tx, outage.id).await?;
            timeline::note(&mut tx, Happened::new("outage-over").with("homes", outage.homes)).await?;
            tx.tell(Topic::Issues);
        }
        tx.commit().await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn silent(since: i64, prefix: &str) -> Silent {
        let id = Uuid::from_u128(since.unsigned_abs().into());
        let prefix = (!prefix.is_empty()).then(|| prefix.to_owned());
        Silent { router: RouterId(id), customer: CustomerId(id), since, prefix }
    }

    #[test]
    fn the_most_within_one_minute_are_found_wherever_they_begin() {
        let times = [0, 30_000, 61_000, 70_000, 80_000, 121_000, 121_001, 500_000];
        let homes = times.map(|at| silent(at, ""));
        let found: Vec<i64> = within_a_minute(&homes).iter().map(|it| it.since).collect();
        assert_eq!(found, [30_000, 61_000, 70_000, 80_000], "the first, of two as large");
        assert!(within_a_minute(&[]).is_empty());
    }

    #[test]
    fn four_homes_of_one_network_are_no_outage_and_homes_without_an_address_are_of_none() {
        let mut homes: Vec<Silent> = (0..4).map(|n| silent(n, "203.0.113.")).collect();
        homes.extend((10..20).map(|n| silent(n, "")));
        assert!(by_prefix(&homes).is_empty());
        homes.push(silent(4, "203.0.113."));
        assert_eq!(by_prefix(&homes)["203.0.113."].len(), 5);
    }
}
