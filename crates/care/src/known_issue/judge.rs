//! The rules about how long something lasts, which no report brings up: asked of the rows once a minute.

use serde_json::json;

use super::store::{self, judge as rows};
use super::{Found, Kind, Subject, firmware, found, open, outage};
use crate::access::{self, Scope, Tx, may};
use crate::audit::Details;
use crate::db::{Db, IspId};
use crate::isp;
use crate::problem::Result;

/// Back online for so long, and it is over.
pub(super) const BACK_MS: i64 = 5 * 60 * 1000;
/// Homes in one turn of the writer.
pub(super) const TURN: i64 = 100;

/// When what was judged last, in milliseconds UTC.
#[derive(Debug, Default)]
pub(crate) struct Rounds {
    folded_at: i64,
    judged_at: i64,
    compared_at: i64,
    /// Somebody fell silent since the last fold.
    silence: bool,
}

const FOLD_EVERY_MS: i64 = 10_000;
const JUDGE_EVERY_MS: i64 = 60_000;
const COMPARE_EVERY_MS: i64 = 60 * 60 * 1000;

impl Rounds {
    /// What is due after a sweep that found so many silent.
    pub(crate) async fn go(&mut self, db: &Db, serving_since: i64, found: usize) -> Result<()> {
        let now = db.clock().millis();
        self.silence |= found > 0;
        if self.silence && now - self.folded_at >= FOLD_EVERY_MS {
            outage::fold(db, serving_since).await?;
            (self.folded_at, self.silence) = (now, false);
        }
        if now - self.judged_at >= JUDGE_EVERY_MS {
            judge(db).await?;
            self.judged_at = now;
        }
        if now - self.compared_at >= COMPARE_EVERY_MS {
            compare(db).await?;
            self.compared_at = now;
        }
        Ok(())
    }
}

/// Opens and closes what time alone decides, at all ISPs: homes that are offline too long or back, those that flap still after
/// somebody resolved it, restarts that ceased, outages that are over.
pub async fn judge(db: &Db) -> Result<()> {
    for isp in isps(db).await? {
        while judge_some(db, isp).await? {}
        outage::end(db, isp).await?;
    }
    Ok(())
}

/// The slow rules: firmware; and forgets what was over longer ago than the ISP keeps the history of homes.
pub(super) async fn compare(db: &Db) -> Result<()> {
    for isp in isps(db).await? {
        firmware::judge(db, isp).await?;
        let mut tx = access::system().write(db).await?;
        tx.enter(isp).await?;
        let since = isp::history_since(&mut tx).await?;
        store::forget(&mut tx, since).await?;
        tx.commit().await?;
    }
    Ok(())
}

pub(super) async fn isps(db: &Db) -> Result<Vec<IspId>> {
    let mut tx: Tx<may::System> = access::system().read(db).await?;
    isp::all(&mut tx).await
}

/// One turn; says whether there may be more to do.
async fn judge_some(db: &Db, isp: IspId) -> Result<bool> {
    let mut tx = access::system().read(db).await?;
    tx.enter(isp).await?;
    let silent = rows::long_offline(&mut tx, TURN).await?;
    let back = rows::back(&mut tx, TURN).await?;
    let calm = rows::calm(&mut tx, TURN).await?;
    let flapping = rows::flapping(&mut tx, TURN).await?;
    drop(tx);
    if silent.is_empty() && back.is_empty() && calm.is_empty() && flapping.is_empty() {
        return Ok(false);
    }
    let mut tx = access::system().write(db).await?;
    tx.enter(isp).await?;
    let mut done = 0;
    for (at, since) in &silent {
        done += i64::from(fell_silent(&mut tx, *at, *since).await?);
    }
    for at in &flapping {
        if let Some((since, times)) = rows::is_flapping(&mut tx, *at).await? {
            done += i64::from(flaps(&mut tx, *at, since, times).await?);
        }
    }
    // Each is asked again as it is closed: a home may have gone away since.
    for (at, kind) in &back {
        done += i64::from(rows::close_back(&mut tx, *at, *kind).await? && told(&mut tx, *at, *kind).await?);
    }
    for at in &calm {
        let closed = rows::close_calm(&mut tx, *at).await?;
        done += i64::from(closed && told(&mut tx, *at, Kind::Restarts).await?);
    }
    tx.commit().await?;
    // What cannot be done would be found again for ever.
    Ok(done >= TURN)
}

async fn fell_silent(scope: &mut Scope, at: Subject, since: i64) -> Result<bool> {
    if !rows::is_offline(scope, at).await? {
        return Ok(false);
    }
    let evidence = offline(false);
    found(scope, &Found { kind: Kind::Offline, at, since, evidence }).await
}

/// A home goes on and off: so many times since a time, in milliseconds UTC.
pub(crate) async fn flaps(scope: &mut Scope, at: Subject, since: i64, times: i64) -> Result<bool> {
    let mut evidence = Details::new();
    evidence.insert("times".to_owned(), json!(times));
    found(scope, &Found { kind: Kind::Flapping, at, since, evidence }).await
}

/// What is known of a home that is not heard.
pub(super) fn offline(with_others: bool) -> Details {
    let mut evidence = Details::new();
    evidence.insert("with".to_owned(), json!(if with_others { "others" } else { "none" }));
    evidence
}

async fn told(scope: &mut Scope, at: Subject, kind: Kind) -> Result<bool> {
    open::note(scope, "issue-over", at, kind).await?;
    Ok(true)
}
