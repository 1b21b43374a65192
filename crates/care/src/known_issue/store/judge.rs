//! What time alone decides, asked of the rows. Candidates are found first, in the order in which reports take routers, and then
//! asked again one by one as they are changed.

use crate::access::Scope;
use crate::db::{CustomerId, Query, RouterId, Row, query};
use crate::known_issue::judge::BACK_MS;
use crate::known_issue::restarts::{ASKED_FOR, CALM_MS};
use crate::known_issue::{Kind, Subject};
use crate::problem::Result;

fn subject(row: &Row) -> Result<Subject> {
    Ok(Subject { customer: CustomerId(row.get("customer_id")?), router: RouterId(row.get("router_id")?) })
}

/// Homes that have been offline too long, without an issue that says so, and since when.
pub(in crate::known_issue) async fn long_offline(
    scope: &mut Scope,
    most: i64,
) -> Result<Vec<(Subject, i64)>> {
    let (isp, now) = (scope.isp()?, scope.now());
    let rows = query(
        "SELECT r.id AS router_id, r.customer_id, r.since FROM router r
         WHERE r.isp_id = $1 AND r.online = FALSE AND r.since <= $2 AND r.customer_id IS NOT NULL
           AND r.heard_at IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM known_issue k WHERE k.isp_id = $1 AND k.customer_id = r.customer_id AND k.kind = 'offline'
                AND (k.closed_at IS NULL OR k.closed_how = 'resolved' AND k.closed_at > $2))
         ORDER BY r.id LIMIT $3",
    )
    .bind(isp)
    .bind(now - Kind::Offline.lasting_ms())
    .bind(most)
    .all(scope)
    .await?;
    rows.iter().map(|row| Ok((subject(row)?, row.get("since")?))).collect()
}

/// Whether a home is offline still; its router's row is held until the transaction ends.
pub(in crate::known_issue) async fn is_offline(scope: &mut Scope, it: Subject) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE router SET streaks = streaks WHERE isp_id = $1 AND id = $2 AND customer_id = $3
             AND online = FALSE AND since <= $4",
    )
    .bind(isp)
    .bind(it.router)
    .bind(it.customer)
    .bind(now - Kind::Offline.lasting_ms())
    .changed(scope)
    .await
}

/// Homes that go on and off, without an issue that says so: somebody resolved it, and it is not over.
pub(in crate::known_issue) async fn flapping(scope: &mut Scope, most: i64) -> Result<Vec<Subject>> {
    let (isp, now) = (scope.isp()?, scope.now());
    let rows = query(
        "SELECT r.id AS router_id, r.customer_id FROM router r
         WHERE r.isp_id = $1 AND r.flapping_since IS NOT NULL AND r.customer_id IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM known_issue k WHERE k.isp_id = $1 AND k.customer_id = r.customer_id AND k.kind = 'flapping'
                AND (k.closed_at IS NULL OR k.closed_how = 'resolved' AND k.closed_at > $2))
         ORDER BY r.id LIMIT $3",
    )
    .bind(isp)
    .bind(now - Kind::Flapping.lasting_ms())
    .bind(most)
    .all(scope)
    .await?;
    rows.iter().map(subject).collect()
}

/// Since when such a home does, and how often it has, if it still does; its router's row is held until the transaction ends.
pub(in crate::known_issue) async fn is_flapping(
    scope: &mut Scope,
    it: Subject,
) -> Result<Option<(i64, i64)>> {
    let isp = scope.isp()?;
    let row = query(
        "UPDATE router SET streaks = streaks WHERE isp_id = $1 AND id = $2 AND customer_id = $3
             AND flapping_since IS NOT NULL RETURNING drops_since, drops",
    )
    .bind(isp)
    .bind(it.router)
    .bind(it.customer)
    .optional(scope)
    .await?;
    row.map(|row| Ok((row.get("drops_since")?, row.get("drops")?))).transpose()
}

/// Issues of homes that were not heard and are back for long enough.
pub(in crate::known_issue) async fn back(scope: &mut Scope, most: i64) -> Result<Vec<(Subject, Kind)>> {
    let (isp, now) = (scope.isp()?, scope.now());
    let rows = query(
        "SELECT k.router_id, k.customer_id, k.kind FROM known_issue k
         JOIN router r ON r.isp_id = k.isp_id AND r.id = k.router_id
         WHERE k.isp_id = $1 AND k.kind IN ('offline', 'certificate') AND k.closed_at IS NULL
           AND r.online = TRUE AND r.since <= $2 ORDER BY k.router_id LIMIT $3",
    )
    .bind(isp)
    .bind(now - BACK_MS)
    .bind(most)
    .all(scope)
    .await?;
    rows.iter().map(|row| Ok((subject(row)?, row.word("kind")?))).collect()
}

pub(in crate::known_issue) async fn close_back(scope: &mut Scope, it: Subject, kind: Kind) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE known_issue SET closed_at = $5, closed_how = 'over', folded = FALSE
         WHERE isp_id = $1 AND customer_id = $2 AND router_id = $3 AND kind = $4 AND closed_at IS NULL AND EXISTS (
             SELECT 1 FROM router r WHERE r.isp_id = $1 AND r.id = $3 AND r.online = TRUE AND r.since <= $6)",
    )
    .bind(isp)
    .bind(it.customer)
    .bind(it.router)
    .bind(kind.as_str())
    .bind(now)
    .bind(now - BACK_MS)
    .changed(scope)
    .await
}

/// Issues of routers that started again and again, and no more but when somebody asked for it.
pub(in crate::known_issue) async fn calm(scope: &mut Scope, most: i64) -> Result<Vec<Subject>> {
    let (isp, now) = (scope.isp()?, scope.now());
    let rows = query(
        "SELECT k.router_id, k.customer_id FROM known_issue k
         WHERE k.isp_id = $1 AND k.kind = 'restarts' AND k.closed_at IS NULL AND NOT EXISTS (
             SELECT 1 FROM router_start s WHERE s.isp_id = $1 AND s.router_id = k.router_id AND s.customer_id = k.customer_id
                AND s.at > $2 AND (s.reason IS NULL OR s.reason NOT IN ($4, $5, $6, $7, $8)))
         ORDER BY k.router_id LIMIT $3",
    )
    .bind(isp)
    .bind(now - CALM_MS)
    .bind(most);
    let rows = asked_for(rows).all(scope).await?;
    rows.iter().map(subject).collect()
}

pub(in crate::known_issue) async fn close_calm(scope: &mut Scope, it: Subject) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    let done = query(
        "UPDATE known_issue SET closed_at = $4, closed_how = 'over'
         WHERE isp_id = $1 AND customer_id = $2 AND router_id = $3 AND kind = 'restarts' AND closed_at IS NULL
           AND NOT EXISTS (
             SELECT 1 FROM router_start s WHERE s.isp_id = $1 AND s.router_id = $3 AND s.customer_id = $2
                AND s.at > $5 AND (s.reason IS NULL OR s.reason NOT IN ($6, $7, $8, $9, $10)))",
    )
    .bind(isp)
    .bind(it.customer)
    .bind(it.router)
    .bind(now)
    .bind(now - CALM_MS);
    asked_for(done).changed(scope).await
}

/// The reasons that do not count, as the last values of a statement.
fn asked_for(query: Query) -> Query {
    ASKED_FOR.iter().fold(query, |query, reason| query.bind(*reason))
}
