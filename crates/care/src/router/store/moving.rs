//! Routers between homes.

use super::super::moving::Left;
use crate::access::Scope;
use crate::db::{CustomerId, RouterId, Row, at, query};
use crate::problem::Result;

/// Those that left with their home, and where it is asked for those that were replaced before.
pub(in super::super) async fn left(
    scope: &mut Scope,
    customer: CustomerId,
    replaced_too: bool,
) -> Result<Vec<Left>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT id, mac, left_at FROM router
         WHERE isp_id = $1 AND customer_id IS NULL AND left_customer_id = $2 AND (replaced = FALSE OR replaced = $3)
         ORDER BY id",
    )
    .bind(isp)
    .bind(customer)
    .bind(replaced_too)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Left { id: RouterId(row.get("id")?), mac: row.get("mac")?, at: at(row.get("left_at")?) })
        })
        .collect()
}

pub(in super::super) async fn standing(scope: &mut Scope, customer: CustomerId) -> Result<Vec<RouterId>> {
    let isp = scope.isp()?;
    let rows = query("SELECT id FROM router WHERE isp_id = $1 AND customer_id = $2 ORDER BY id")
        .bind(isp)
        .bind(customer)
        .all(scope)
        .await?;
    ids(&rows)
}

pub(in super::super) async fn release(
    scope: &mut Scope,
    customer: CustomerId,
    replaced: bool,
) -> Result<Vec<RouterId>> {
    let (isp, now) = (scope.isp()?, scope.now());
    let rows = query(
        "UPDATE router SET customer_id = NULL, enabled_at = NULL, left_customer_id = $2, left_at = $3,
                           streaks = 0, replaced = $4, label_epoch = label_epoch + 1
         WHERE isp_id = $1 AND customer_id = $2 RETURNING id",
    )
    .bind(isp)
    .bind(customer)
    .bind(now)
    .bind(replaced)
    .all(scope)
    .await?;
    ids(&rows)
}

/// Gives each with since when it is silent, if it is.
pub(in super::super) async fn give_back(
    scope: &mut Scope,
    customer: CustomerId,
) -> Result<Vec<(RouterId, Option<i64>)>> {
    let (isp, now) = (scope.isp()?, scope.now());
    let rows = query(
        "UPDATE router SET customer_id = $2, enabled_at = $3, left_customer_id = NULL, left_at = NULL
         WHERE isp_id = $1 AND customer_id IS NULL AND left_customer_id = $2 AND replaced = FALSE
         RETURNING id, CASE WHEN online = FALSE AND last_report IS NOT NULL THEN since END AS silent_since",
    )
    .bind(isp)
    .bind(customer)
    .bind(now)
    .all(scope)
    .await?;
    rows.iter().map(|row| Ok((RouterId(row.get("id")?), row.get("silent_since")?))).collect()
}

/// What a router adds up wherever it is.
pub(in super::super) async fn count_anew(scope: &mut Scope, router: RouterId) -> Result<()> {
    let isp = scope.isp()?;
    query(
        "UPDATE router SET span_at = 0, span_reports = 0, span_known = 0, span_cpu_sum = 0, span_cpu_max = 0,
                           span_memory_sum = 0, span_memory_min = 100, streaks = 0,
                           drops = 0, drops_since = 0, flapping_since = NULL
         WHERE isp_id = $1 AND id = $2",
    )
    .bind(isp)
    .bind(router)
    .run(scope)
    .await?;
    Ok(())
}

/// Says whether it ever stood at a home.
pub(in super::super) async fn start_anew(scope: &mut Scope, router: RouterId) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE router SET left_customer_id = NULL, left_at = NULL, replaced = FALSE, online = FALSE, since = $3, last_report = NULL,
                           status = NULL, wifi = NULL, start_reason = NULL, started_at = NULL, booted_at = NULL,
                           heard_from = NULL, heard_from_v6 = NULL, lan_place = NULL, wan_ipv4 = NULL, wan_since = NULL, cpu_percent = NULL, memory_percent = NULL, heard_at = NULL,
                           home_key = CASE WHEN customer_id IS NULL THEN '' ELSE home_key END
         WHERE isp_id = $1 AND id = $2 AND left_at IS NOT NULL",
    )
    .bind(isp)
    .bind(router)
    .bind(now)
    .changed(scope)
    .await
}

pub(in super::super) async fn forget_posts(scope: &mut Scope, router: RouterId) -> Result<()> {
    let isp = scope.isp()?;
    query("DELETE FROM router_post WHERE isp_id = $1 AND router_id = $2")
        .bind(isp)
        .bind(router)
        .run(scope)
        .await?;
    Ok(())
}

/// Its starts in stock, where it may have stood plugged in at the home before. Those at a home are that home's.
pub(in super::super) async fn forget_starts(scope: &mut Scope, router: RouterId) -> Result<()> {
    let isp = scope.isp()?;
    query("DELETE FROM router_start WHERE isp_id = $1 AND router_id = $2 AND customer_id IS NULL")
        .bind(isp)
        .bind(router)
        .run(scope)
        .await?;
    Ok(())
}

fn ids(rows: &[Row]) -> Result<Vec<RouterId>> {
    rows.iter().map(|row| Ok(RouterId(row.get("id")?))).collect()
}
