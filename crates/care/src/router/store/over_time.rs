//! The rows of an ISP's homes over time.

use jiff::Timestamp;

use crate::access::Scope;
use crate::db::{CustomerId, RouterId, at, query};
use crate::history::Length;
use crate::problem::Result;
use crate::router::over_time::{Restarted, Restarts, Sample};
use crate::router::tally::Counts;

/// Starts that are looked at, the latest: an ISP of any size has its answer from those.
const STARTS: i64 = 1000;

pub(in crate::router) async fn samples(scope: &mut Scope, length: Length, since: i64) -> Result<Vec<Sample>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT at, online, offline FROM connectivity WHERE isp_id = $1 AND at >= $2 AND at % $3 = 0 ORDER BY at",
    )
    .bind(isp)
    .bind(since)
    .bind(length.ms())
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Sample { at: at(row.get("at")?), online: row.get("online")?, offline: row.get("offline")? })
        })
        .collect()
}

/// Another server may have counted already.
pub(in crate::router) async fn keep_sample(scope: &mut Scope, at: i64, counts: &Counts) -> Result<()> {
    let isp = scope.isp()?;
    query(
        "INSERT INTO connectivity (isp_id, at, online, offline) VALUES ($1, $2, $3, $4)
         ON CONFLICT (isp_id, at) DO NOTHING",
    )
    .bind(isp)
    .bind(at)
    .bind(counts.online)
    .bind(counts.offline)
    .run(scope)
    .await?;
    Ok(())
}

pub(in crate::router) async fn forget_samples(scope: &mut Scope, before: i64) -> Result<()> {
    let isp = scope.isp()?;
    query("DELETE FROM connectivity WHERE isp_id = $1 AND at < $2").bind(isp).bind(before).run(scope).await?;
    Ok(())
}

pub(in crate::router) async fn forget_starts(scope: &mut Scope, before: i64) -> Result<()> {
    let isp = scope.isp()?;
    query("DELETE FROM router_start WHERE isp_id = $1 AND at < $2").bind(isp).bind(before).run(scope).await?;
    Ok(())
}

pub(in crate::router) async fn forget_starts_of(scope: &mut Scope, customer: CustomerId) -> Result<()> {
    let isp = scope.isp()?;
    query("DELETE FROM router_start WHERE isp_id = $1 AND customer_id = $2")
        .bind(isp)
        .bind(customer)
        .run(scope)
        .await?;
    Ok(())
}

pub(in crate::router) async fn most_restarted(
    scope: &mut Scope,
    since: i64,
    most: i64,
) -> Result<Vec<Restarted>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT s.customer_id, c.name, s.times, s.last FROM (
             SELECT customer_id, COUNT(*) AS times, MAX(at) AS last FROM (
                 SELECT customer_id, at FROM router_start WHERE isp_id = $1 AND at >= $2 ORDER BY at DESC LIMIT $4) latest
             WHERE customer_id IS NOT NULL GROUP BY customer_id ORDER BY times DESC, last DESC LIMIT $5) s
         JOIN customer c ON c.isp_id = $1 AND c.id = s.customer_id
         WHERE c.closed_at IS NULL ORDER BY s.times DESC, s.last DESC LIMIT $3",
    )
    .bind(isp)
    .bind(since)
    .bind(most)
    .bind(STARTS)
    // Some may have been deactivated since.
    .bind(most * 4)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Restarted {
                customer: CustomerId(row.get("customer_id")?),
                name: row.get("name")?,
                times: row.get("times")?,
                last: at(row.get("last")?),
            })
        })
        .collect()
}

/// All of what [`most_restarted`] gives the first of.
pub(in crate::router) async fn restarts(scope: &mut Scope, since: i64) -> Result<Restarts> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT CAST(COALESCE(SUM(s.times), 0) AS BIGINT) AS times, COUNT(*) AS homes,
                (SELECT COUNT(*) FROM (
                     SELECT 1 AS one FROM router_start WHERE isp_id = $1 AND at >= $2 LIMIT $3) looked) AS looked
         FROM (
             SELECT customer_id, COUNT(*) AS times FROM (
                 SELECT customer_id FROM router_start WHERE isp_id = $1 AND at >= $2 ORDER BY at DESC LIMIT $3) latest
             WHERE customer_id IS NOT NULL GROUP BY customer_id) s
         WHERE s.customer_id NOT IN (SELECT c.id FROM customer c WHERE c.isp_id = $1 AND c.closed_at IS NOT NULL)",
    )
    .bind(isp)
    .bind(since)
    .bind(STARTS)
    .one(scope)
    .await?;
    let more = row.get::<i64>("looked")? >= STARTS;
    Ok(Restarts { times: row.get("times")?, homes: row.get("homes")?, more })
}

pub(in crate::router) async fn boots(
    scope: &mut Scope,
    customer: CustomerId,
    router: RouterId,
    since: i64,
) -> Result<Vec<Timestamp>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT booted_at FROM router_start
         WHERE isp_id = $1 AND router_id = $2 AND customer_id = $3 AND at >= $4 AND booted_at IS NOT NULL
         ORDER BY booted_at",
    )
    .bind(isp)
    .bind(router)
    .bind(customer)
    .bind(since)
    .all(scope)
    .await?;
    rows.iter().map(|row| Ok(at(row.get("booted_at")?))).collect()
}
