//! What people do, as conditional statements: of two who do the same at once, one does it.

use crate::access::Scope;
use crate::db::{IssueId, query};
use crate::known_issue::{Kind, Streaks};
use crate::problem::Result;

pub(in crate::known_issue) async fn acknowledge(
    scope: &mut Scope,
    id: IssueId,
    by: &str,
    note: &str,
) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE known_issue SET acknowledged_at = $3, snoozed_until = 0, handled_by = $4, note = $5
         WHERE isp_id = $1 AND id = $2 AND closed_at IS NULL AND (acknowledged_at IS NULL OR snoozed_until > $3)",
    )
    .bind(isp)
    .bind(id)
    .bind(now)
    .bind(by)
    .bind(note)
    .changed(scope)
    .await
}

/// When the time is over, it waits for somebody anew.
pub(in crate::known_issue) async fn snooze(
    scope: &mut Scope,
    id: IssueId,
    by: &str,
    note: &str,
    until: i64,
) -> Result<bool> {
    let isp = scope.isp()?;
    query(
        "UPDATE known_issue SET acknowledged_at = NULL, snoozed_until = $3, handled_by = $4, note = $5
         WHERE isp_id = $1 AND id = $2 AND closed_at IS NULL",
    )
    .bind(isp)
    .bind(id)
    .bind(until)
    .bind(by)
    .bind(note)
    .changed(scope)
    .await
}

pub(in crate::known_issue) async fn resolve(
    scope: &mut Scope,
    id: IssueId,
    by: &str,
    note: &str,
) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE known_issue SET closed_at = $3, closed_how = 'resolved', folded = FALSE, handled_by = $4, note = $5
         WHERE isp_id = $1 AND id = $2 AND closed_at IS NULL",
    )
    .bind(isp)
    .bind(id)
    .bind(now)
    .bind(by)
    .bind(note)
    .changed(scope)
    .await
}

/// Forgets how far the rule of this kind has come at the issue's router.
pub(in crate::known_issue) async fn begin_anew(scope: &mut Scope, id: IssueId, kind: Kind) -> Result<()> {
    let isp = scope.isp()?;
    query(
        "UPDATE router SET streaks = streaks & $3 WHERE isp_id = $1
         AND id = (SELECT router_id FROM known_issue WHERE isp_id = $1 AND id = $2)",
    )
    .bind(isp)
    .bind(id)
    .bind(Streaks::without(kind))
    .run(scope)
    .await?;
    Ok(())
}
