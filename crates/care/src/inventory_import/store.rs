//! The rows of imports, as people see and move them.

mod work;

use serde_json::{Value, json};

use super::sheet::Line;
use super::{Fault, Import, LeftOut};
use crate::access::Scope;
use crate::db::dialect::STAGE_IMPORT;
use crate::db::{ImportId, Row, at, query};
use crate::problem::Result;

pub(super) use work::{
    Due, abandon, advance, due, finish, forget, forget_lines, give_back, give_way, judge_again, publish,
    take, taken, wait_again, wanted,
};

/// Imports that are shown as open, at most.
const OPEN: i64 = 10;

pub(super) async fn insert(scope: &mut Scope, file: &str, total: usize) -> Result<ImportId> {
    let (isp, id, now) = (scope.isp()?, ImportId(scope.id()), scope.now());
    query(
        "INSERT INTO inventory_import (isp_id, id, file, state, total, good, repeated, place, created_at, touched_at)
         VALUES ($1, $2, $3, 'reading', $4, 0, 0, 0, $5, $5)",
    )
    .bind(isp)
    .bind(id)
    .bind(file)
    .bind(i64::try_from(total).unwrap_or(i64::MAX))
    .bind(now)
    .run(scope)
    .await?;
    Ok(id)
}

/// Writes the lines after the first `before` ones down, unless the import was given up.
pub(super) async fn stage(scope: &mut Scope, id: ImportId, before: usize, lines: &[Line]) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    let reading = query(
        "UPDATE inventory_import SET place = $3, touched_at = $4 WHERE isp_id = $1 AND id = $2 AND state = 'reading'",
    );
    let reading =
        reading.bind(isp).bind(id).bind(i64::try_from(before + lines.len()).unwrap_or(i64::MAX)).bind(now);
    if !reading.changed(scope).await? {
        return Ok(false);
    }
    let rows = lines.iter().enumerate().map(|(n, it)| {
        json!({
            "number": before + n + 1,
            "line": it.line,
            "mac": it.text,
            "router": scope.id().simple().to_string(),
            "fault": it.fault.map(Fault::as_str),
        })
    });
    let rows = Value::from_iter(rows).to_string();
    STAGE_IMPORT.query(scope).bind(isp).bind(id).bind(rows).run(scope).await?;
    Ok(true)
}

/// All lines are written down.
pub(super) async fn make_ready(scope: &mut Scope, id: ImportId) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE inventory_import SET state = 'ready', place = 0, touched_at = $3,
             good = total - (SELECT COUNT(*) FROM inventory_import_row r
                 WHERE r.isp_id = $1 AND r.import_id = $2 AND r.fault IS NOT NULL),
             repeated = (SELECT COUNT(*) FROM inventory_import_row r
                 WHERE r.isp_id = $1 AND r.import_id = $2 AND r.fault IS NOT NULL AND r.fault = 'repeated')
         WHERE isp_id = $1 AND id = $2 AND state = 'reading'",
    )
    .bind(isp)
    .bind(id)
    .bind(now)
    .changed(scope)
    .await
}

pub(super) async fn start(scope: &mut Scope, id: ImportId, good: i64, left_out: i64) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE inventory_import SET state = 'running', place = 0, touched_at = $5
         WHERE isp_id = $1 AND id = $2 AND state = 'ready' AND good > 0 AND good = $3
           AND total - good - repeated = $4",
    )
    .bind(isp)
    .bind(id)
    .bind(good)
    .bind(left_out)
    .bind(now)
    .changed(scope)
    .await
}

pub(super) async fn cancel(scope: &mut Scope, id: ImportId) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE inventory_import SET touched_at = $3,
             state = CASE WHEN state IN ('reading', 'ready') THEN 'cancelled' ELSE 'cancelling' END
         WHERE isp_id = $1 AND id = $2 AND state IN ('reading', 'ready', 'running', 'yielding')",
    )
    .bind(isp)
    .bind(id)
    .bind(now)
    .changed(scope)
    .await
}

pub(super) async fn find(scope: &mut Scope, id: ImportId) -> Result<Option<Import>> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT id, file, state, total, good, repeated, place, created_at FROM inventory_import
         WHERE isp_id = $1 AND id = $2",
    )
    .bind(isp)
    .bind(id)
    .optional(scope)
    .await?;
    row.as_ref().map(import).transpose()
}

pub(super) async fn open(scope: &mut Scope) -> Result<Vec<Import>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT id, file, state, total, good, repeated, place, created_at FROM inventory_import
         WHERE isp_id = $1 AND state NOT IN ('done', 'cancelled') ORDER BY id DESC LIMIT $2",
    )
    .bind(isp)
    .bind(OPEN)
    .all(scope)
    .await?;
    rows.iter().map(import).collect()
}

pub(super) async fn faults(scope: &mut Scope, id: ImportId) -> Result<Vec<(Fault, i64)>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT fault, COUNT(*) AS lines FROM inventory_import_row
         WHERE isp_id = $1 AND import_id = $2 AND fault IS NOT NULL GROUP BY fault",
    )
    .bind(isp)
    .bind(id)
    .all(scope)
    .await?;
    rows.iter().map(|row| Ok((row.word("fault")?, row.get("lines")?))).collect()
}

pub(super) async fn left_out(
    scope: &mut Scope,
    id: ImportId,
    after: (i64, i64),
    most: i64,
) -> Result<Vec<LeftOut>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT line, number, mac, fault FROM inventory_import_row
         WHERE isp_id = $1 AND import_id = $2 AND fault IS NOT NULL AND (line, number) > ($3, $4)
         ORDER BY line, number LIMIT $5",
    )
    .bind(isp)
    .bind(id)
    .bind(after.0)
    .bind(after.1)
    .bind(most)
    .all(scope)
    .await?;
    rows.iter().map(left).collect()
}

fn left(row: &Row) -> Result<LeftOut> {
    let line = row.get("line")?;
    let key = (line, row.get("number")?);
    Ok(LeftOut { line, text: row.get("mac")?, fault: row.word("fault")?, key })
}

fn import(row: &Row) -> Result<Import> {
    Ok(Import {
        id: ImportId(row.get("id")?),
        file: row.get("file")?,
        state: row.word("state")?,
        total: row.get("total")?,
        good: row.get("good")?,
        repeated: row.get("repeated")?,
        place: row.get("place")?,
        created_at: at(row.get("created_at")?),
    })
}
