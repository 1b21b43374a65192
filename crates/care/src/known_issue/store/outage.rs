//! The rows of outages.

use uuid::Uuid;

use super::text;
use crate::access::Scope;
use crate::audit::Details;
use crate::db::{CustomerId, OutageId, RouterId, Row, at, query};
use crate::known_issue::Outage;
use crate::known_issue::outage::Silent;
use crate::problem::Result;

/// Silences that are looked at in one turn, at most.
pub(in crate::known_issue) const MOST: i64 = 20_000;

/// Homes that were last heard after a time and are in no outage, in order of that; so many at most. A silence that somebody has
/// resolved is none that is looked for.
pub(in crate::known_issue) async fn silent(scope: &mut Scope, after: i64, most: i64) -> Result<Vec<Silent>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT r.id, r.customer_id, r.since, r.wan_prefix FROM router r
         WHERE r.isp_id = $1 AND r.online = FALSE AND r.since > $2 AND r.customer_id IS NOT NULL
           AND r.heard_at IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM known_issue k WHERE k.isp_id = $1 AND k.customer_id = r.customer_id AND k.kind = 'offline'
                AND (k.closed_at IS NULL AND k.outage_id IS NOT NULL
                     OR k.closed_how = 'resolved' AND k.closed_at >= r.since))
         ORDER BY r.since, r.id LIMIT $3",
    )
    .bind(isp)
    .bind(after)
    .bind(most)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Silent {
                router: RouterId(row.get("id")?),
                customer: CustomerId(row.get("customer_id")?),
                since: row.get("since")?,
                prefix: row.get("wan_prefix")?,
            })
        })
        .collect()
}

/// How many homes with such an address were online at a time, about: those that are, and those that have fallen silent since.
pub(in crate::known_issue) async fn homes_with(scope: &mut Scope, prefix: &str, after: i64) -> Result<i64> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT COUNT(*) AS homes FROM router
         WHERE isp_id = $1 AND wan_prefix = $2 AND customer_id IS NOT NULL AND (online = TRUE OR since > $3)",
    )
    .bind(isp)
    .bind(prefix)
    .bind(after)
    .one(scope)
    .await?;
    row.get("homes")
}

/// The same of all homes. Routers in stock that report are few.
pub(in crate::known_issue) async fn homes(scope: &mut Scope, after: i64) -> Result<i64> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT (SELECT COUNT(*) FROM router WHERE isp_id = $1 AND online = TRUE)
              + (SELECT COUNT(*) FROM router WHERE isp_id = $1 AND online = FALSE AND since > $2) AS homes",
    )
    .bind(isp)
    .bind(after)
    .one(scope)
    .await?;
    row.get("homes")
}

pub(in crate::known_issue) async fn begin(
    scope: &mut Scope,
    id: OutageId,
    began: i64,
    prefix: Option<&str>,
) -> Result<()> {
    let isp = scope.isp()?;
    query("INSERT INTO outage (isp_id, id, began_at, prefix, homes) VALUES ($1, $2, $3, $4, 0)")
        .bind(isp)
        .bind(id)
        .bind(began)
        .bind(prefix.map(str::to_owned))
        .run(scope)
        .await?;
    Ok(())
}

/// Takes a home in, if it is offline still and nobody has resolved that: its issue is opened, or the one it has is folded. Says which, and none for neither.
pub(in crate::known_issue) async fn take(
    scope: &mut Scope,
    outage: OutageId,
    it: &Silent,
    evidence: &Details,
) -> Result<Option<bool>> {
    let (isp, id) = (scope.isp()?, scope.id());
    let row = query(
        "INSERT INTO known_issue (isp_id, id, customer_id, router_id, kind, since, evidence, outage_id, folded,
                                  snoozed_until, note)
         SELECT $1, $2, r.customer_id, r.id, 'offline', r.since, $5, $6, TRUE, 0, '' FROM router r
         WHERE r.isp_id = $1 AND r.id = $3 AND r.customer_id = $4 AND r.online = FALSE AND NOT EXISTS (
             SELECT 1 FROM known_issue k WHERE k.isp_id = $1 AND k.customer_id = $4 AND k.kind = 'offline'
                AND k.closed_how = 'resolved' AND k.closed_at >= r.since)
         ON CONFLICT (isp_id, customer_id, kind) WHERE closed_at IS NULL
            DO UPDATE SET outage_id = excluded.outage_id, folded = TRUE WHERE known_issue.outage_id IS NULL
         RETURNING id",
    )
    .bind(isp)
    .bind(id)
    .bind(it.router)
    .bind(it.customer)
    .bind(text(evidence)?)
    .bind(outage)
    .optional(scope)
    .await?;
    row.map(|row| Ok(row.get::<Uuid>("id")? == id)).transpose()
}

/// Counts a home that was just taken in, unless it was in it before and came back meanwhile.
pub(in crate::known_issue) async fn grow(scope: &mut Scope, id: OutageId, by: CustomerId) -> Result<()> {
    let isp = scope.isp()?;
    query(
        "UPDATE outage SET homes = homes + 1 WHERE isp_id = $1 AND id = $2 AND 1 = (
             SELECT COUNT(*) FROM known_issue k WHERE k.isp_id = $1 AND k.customer_id = $3 AND k.outage_id = $2)",
    )
    .bind(isp)
    .bind(id)
    .bind(by)
    .run(scope)
    .await?;
    Ok(())
}

/// Ends it if no more than a fifth of its homes are offline. An issue of one is open as long as that is so, and a little longer.
pub(in crate::known_issue) async fn end(scope: &mut Scope, id: OutageId) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE outage SET ended_at = $3 WHERE isp_id = $1 AND id = $2 AND ended_at IS NULL AND homes >= 5 * (
             SELECT COUNT(*) FROM known_issue k WHERE k.isp_id = $1 AND k.outage_id = $2 AND k.closed_at IS NULL)",
    )
    .bind(isp)
    .bind(id)
    .bind(now)
    .changed(scope)
    .await
}

pub(in crate::known_issue) async fn unfold(scope: &mut Scope, id: OutageId) -> Result<()> {
    let isp = scope.isp()?;
    query("UPDATE known_issue SET folded = FALSE WHERE isp_id = $1 AND outage_id = $2 AND closed_at IS NULL")
        .bind(isp)
        .bind(id)
        .run(scope)
        .await?;
    Ok(())
}

pub(in crate::known_issue) async fn open(scope: &mut Scope) -> Result<Vec<Outage>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT o.id, o.began_at, o.ended_at, o.prefix, o.homes, (
             SELECT COUNT(*) FROM known_issue k
             WHERE k.isp_id = $1 AND k.outage_id = o.id AND k.closed_at IS NULL) AS offline
         FROM outage o WHERE o.isp_id = $1 AND o.ended_at IS NULL ORDER BY o.began_at DESC, o.id DESC LIMIT 100",
    )
    .bind(isp)
    .all(scope)
    .await?;
    rows.iter().map(outage).collect()
}

pub(in crate::known_issue) async fn find(scope: &mut Scope, id: OutageId) -> Result<Option<Outage>> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT o.id, o.began_at, o.ended_at, o.prefix, o.homes, (
             SELECT COUNT(*) FROM known_issue k
             WHERE k.isp_id = $1 AND k.outage_id = o.id AND k.closed_at IS NULL) AS offline
         FROM outage o WHERE o.isp_id = $1 AND o.id = $2",
    )
    .bind(isp)
    .bind(id)
    .optional(scope)
    .await?;
    row.as_ref().map(outage).transpose()
}

fn outage(row: &Row) -> Result<Outage> {
    Ok(Outage {
        id: OutageId(row.get("id")?),
        began: at(row.get("began_at")?),
        ended: row.get::<Option<i64>>("ended_at")?.map(at),
        prefix: row.get("prefix")?,
        homes: row.get("homes")?,
        offline: row.get("offline")?,
    })
}
