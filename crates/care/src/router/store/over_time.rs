//! The rows of an ISP's homes over time.

use jiff::Timestamp;

use super::Counts;
use crate::access::Scope;
use crate::db::{CustomerId, RouterId, at, query};
use crate::history::Length;
use crate::problem::Result;
use crate::router::over_time::{Firmware, Restarted, Sample};

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
        "SELECT s.customer_id, c.name, COUNT(*) AS times, MAX(s.at) AS last
         FROM router_start s JOIN customer c ON c.isp_id = s.isp_id AND c.id = s.customer_id
         WHERE s.isp_id = $1 AND s.at >= $2 AND c.closed_at IS NULL GROUP BY s.customer_id, c.name
         ORDER BY times DESC, last DESC LIMIT $3",
    )
    .bind(isp)
    .bind(since)
    .bind(most)
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

pub(in crate::router) async fn firmware(scope: &mut Scope, most: i64) -> Result<Vec<Firmware>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT hardware, firmware, COUNT(*) AS routers FROM router
         WHERE isp_id = $1 AND hardware IS NOT NULL
         GROUP BY hardware, firmware ORDER BY routers DESC, hardware, firmware LIMIT $2",
    )
    .bind(isp)
    .bind(most)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Firmware {
                hardware: row.get("hardware")?,
                firmware: row.get("firmware")?,
                routers: row.get("routers")?,
            })
        })
        .collect()
}

pub(in crate::router) async fn boots(
    scope: &mut Scope,
    router: RouterId,
    since: i64,
) -> Result<Vec<Timestamp>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT booted_at FROM router_start
         WHERE isp_id = $1 AND router_id = $2 AND at >= $3 AND booted_at IS NOT NULL ORDER BY booted_at",
    )
    .bind(isp)
    .bind(router)
    .bind(since)
    .all(scope)
    .await?;
    rows.iter().map(|row| Ok(at(row.get("booted_at")?))).collect()
}
