//! The rows of imports, as the worker moves them. Every step names the state and the place that it starts from: of two
//! workers, one finds them so.

use uuid::Uuid;

use super::super::State;
use crate::access::Scope;
use crate::db::{ImportId, IspId, RouterId, query};
use crate::mac::Mac;
use crate::problem::Result;
use crate::router::PERIOD_MS;

/// Imports that are looked at in one round.
const ROUND: i64 = 20;

/// An import that the worker has something to do with.
#[derive(Debug, Clone)]
pub(in super::super) struct Due {
    pub(in super::super) isp: IspId,
    pub(in super::super) id: ImportId,
    pub(in super::super) file: String,
    pub(in super::super) state: State,
    pub(in super::super) total: i64,
    pub(in super::super) good: i64,
    pub(in super::super) place: i64,
}

/// What is to be gone on with, and what nobody touched since `forgotten`; the longest untouched first, so that each has its
/// turn.
pub(in super::super) async fn due(scope: &mut Scope, forgotten: i64) -> Result<Vec<Due>> {
    let rows = query(
        "SELECT isp_id, id, file, state, total, good, place FROM inventory_import WHERE state IN ('running', 'yielding', 'cancelling')
            OR touched_at < $1 ORDER BY touched_at LIMIT $2",
    )
    .bind(forgotten)
    .bind(ROUND)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Due {
                isp: IspId(row.get::<Uuid>("isp_id")?),
                id: ImportId(row.get("id")?),
                file: row.get("file")?,
                state: row.word("state")?,
                total: row.get("total")?,
                good: row.get("good")?,
                place: row.get("place")?,
            })
        })
        .collect()
}

/// Moves the place, if the import is still as it was seen.
pub(in super::super) async fn advance(scope: &mut Scope, job: &Due, to: i64) -> Result<bool> {
    let now = scope.now();
    query(
        "UPDATE inventory_import SET place = $5, touched_at = $6
         WHERE isp_id = $1 AND id = $2 AND state = $3 AND place = $4",
    )
    .bind(job.isp)
    .bind(job.id)
    .bind(job.state.as_str())
    .bind(job.place)
    .bind(to)
    .bind(now)
    .changed(scope)
    .await
}

/// Brings an import to its end, if it is still as it was seen.
pub(in super::super) async fn finish(scope: &mut Scope, job: &Due, end: State) -> Result<bool> {
    let now = scope.now();
    query(
        "UPDATE inventory_import SET state = $5, touched_at = $6
         WHERE isp_id = $1 AND id = $2 AND state = $3 AND place = $4",
    )
    .bind(job.isp)
    .bind(job.id)
    .bind(job.state.as_str())
    .bind(job.place)
    .bind(end.as_str())
    .bind(now)
    .changed(scope)
    .await
}

/// Begins to give all back: from the last line on, so that every one is judged again.
pub(in super::super) async fn give_way(scope: &mut Scope, job: &Due) -> Result<()> {
    let now = scope.now();
    query(
        "UPDATE inventory_import SET state = 'yielding', place = total, touched_at = $3
         WHERE isp_id = $1 AND id = $2 AND state = 'running'",
    )
    .bind(job.isp)
    .bind(job.id)
    .bind(now)
    .run(scope)
    .await?;
    Ok(())
}

/// How many MACs a turn should take.
pub(in super::super) async fn wanted(scope: &mut Scope, job: &Due, end: i64) -> Result<u64> {
    let row = query(
        "SELECT COUNT(*) AS wanted FROM inventory_import_row
         WHERE isp_id = $1 AND import_id = $2 AND number > $3 AND number <= $4 AND fault IS NULL",
    )
    .bind(job.isp)
    .bind(job.id)
    .bind(job.place)
    .bind(end)
    .one(scope)
    .await?;
    Ok(row.get::<i64>("wanted")?.unsigned_abs())
}

/// Takes the MACs of a turn that nobody has; gives how many it could take.
pub(in super::super) async fn take(scope: &mut Scope, job: &Due, end: i64) -> Result<u64> {
    query(
        "INSERT INTO router_mac (mac, isp_id, router_id)
         SELECT mac, isp_id, router_id FROM inventory_import_row
         WHERE isp_id = $1 AND import_id = $2 AND number > $3 AND number <= $4 AND fault IS NULL
         ORDER BY number ON CONFLICT (mac) DO NOTHING",
    )
    .bind(job.isp)
    .bind(job.id)
    .bind(job.place)
    .bind(end)
    .run(scope)
    .await
}

/// What the lines after the import's place and up to `end` take, or took.
pub(in super::super) async fn taken(scope: &mut Scope, job: &Due, end: i64) -> Result<Vec<(RouterId, Mac)>> {
    let rows = query(
        "SELECT router_id, mac FROM inventory_import_row
         WHERE isp_id = $1 AND import_id = $2 AND number > $3 AND number <= $4 AND fault IS NULL",
    )
    .bind(job.isp)
    .bind(job.id)
    .bind(job.place)
    .bind(end)
    .all(scope)
    .await?;
    rows.iter().map(|row| Ok((RouterId(row.get("router_id")?), Mac::stored(row.get("mac")?)))).collect()
}

/// Makes a router of every MAC that was taken; in the order of the MACs, so that most indexes only grow at their ends.
pub(in super::super) async fn publish(scope: &mut Scope, job: &Due) -> Result<i64> {
    let now = scope.now();
    let made = query(
        "INSERT INTO router (isp_id, id, mac, added_at, online, since, period_ms)
         SELECT isp_id, router_id, mac, $3, FALSE, $3, $4 FROM inventory_import_row
         WHERE isp_id = $1 AND import_id = $2 AND fault IS NULL ORDER BY number",
    )
    .bind(job.isp)
    .bind(job.id)
    .bind(now)
    .bind(PERIOD_MS)
    .run(scope)
    .await?;
    Ok(i64::try_from(made).unwrap_or(i64::MAX))
}

/// Gives back what was taken for the lines after `start`.
pub(in super::super) async fn give_back(scope: &mut Scope, job: &Due, start: i64) -> Result<()> {
    query(
        "DELETE FROM router_mac WHERE isp_id = $1
           AND mac IN (SELECT mac FROM inventory_import_row
               WHERE isp_id = $1 AND import_id = $2 AND number > $3 AND number <= $4 AND fault IS NULL)
           AND router_id IN (SELECT router_id FROM inventory_import_row
               WHERE isp_id = $1 AND import_id = $2 AND number > $3 AND number <= $4 AND fault IS NULL)",
    )
    .bind(job.isp)
    .bind(job.id)
    .bind(start)
    .bind(job.place)
    .run(scope)
    .await?;
    Ok(())
}

/// Notes with the lines after `start` who has their MACs by now.
pub(in super::super) async fn judge_again(scope: &mut Scope, job: &Due, start: i64) -> Result<()> {
    query(
        "UPDATE inventory_import_row SET fault = CASE WHEN EXISTS (
                 SELECT 1 FROM router_mac m WHERE m.mac = inventory_import_row.mac AND m.isp_id = $1)
             THEN 'here' ELSE 'elsewhere' END
         WHERE isp_id = $1 AND import_id = $2 AND number > $3 AND number <= $4 AND fault IS NULL
           AND EXISTS (SELECT 1 FROM router_mac m WHERE m.mac = inventory_import_row.mac)",
    )
    .bind(job.isp)
    .bind(job.id)
    .bind(start)
    .bind(job.place)
    .run(scope)
    .await?;
    Ok(())
}

/// All was given back and judged: it waits for a new word, for what is left.
pub(in super::super) async fn wait_again(scope: &mut Scope, job: &Due) -> Result<bool> {
    let now = scope.now();
    query(
        "UPDATE inventory_import SET state = 'ready', touched_at = $3,
             good = total - (SELECT COUNT(*) FROM inventory_import_row r
                 WHERE r.isp_id = $1 AND r.import_id = $2 AND r.fault IS NOT NULL)
         WHERE isp_id = $1 AND id = $2 AND state = 'yielding' AND place = 0",
    )
    .bind(job.isp)
    .bind(job.id)
    .bind(now)
    .changed(scope)
    .await
}

/// Gives up what nobody gave their word for.
pub(in super::super) async fn abandon(scope: &mut Scope, job: &Due, forgotten: i64) -> Result<()> {
    query(
        "UPDATE inventory_import SET state = 'cancelled'
         WHERE isp_id = $1 AND id = $2 AND touched_at < $3 AND state IN ('reading', 'ready')",
    )
    .bind(job.isp)
    .bind(job.id)
    .bind(forgotten)
    .run(scope)
    .await?;
    Ok(())
}

/// Deletes some lines of what is over; gives how many.
pub(in super::super) async fn forget_lines(
    scope: &mut Scope,
    job: &Due,
    forgotten: i64,
    most: usize,
) -> Result<u64> {
    query(
        "DELETE FROM inventory_import_row WHERE isp_id = $1 AND import_id = $2
           AND number < $4 + (SELECT MIN(r.number) FROM inventory_import_row r WHERE r.isp_id = $1 AND r.import_id = $2)
           AND EXISTS (SELECT 1 FROM inventory_import i WHERE i.isp_id = $1 AND i.id = $2 AND i.touched_at < $3
                       AND i.state IN ('done', 'cancelled'))",
    )
    .bind(job.isp)
    .bind(job.id)
    .bind(forgotten)
    .bind(i64::try_from(most).unwrap_or(i64::MAX))
    .run(scope)
    .await
}

/// Deletes an import that is over and has no lines any more.
pub(in super::super) async fn forget(scope: &mut Scope, job: &Due, forgotten: i64) -> Result<()> {
    query(
        "DELETE FROM inventory_import WHERE isp_id = $1 AND id = $2 AND touched_at < $3
           AND state IN ('done', 'cancelled')",
    )
    .bind(job.isp)
    .bind(job.id)
    .bind(forgotten)
    .run(scope)
    .await?;
    Ok(())
}
