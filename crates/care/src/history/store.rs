//! The rows of history and of downtimes.

use serde_json::{Value, json};

use super::availability::Downtime;
use super::{Length, Over, Span};
use crate::access::Scope;
use crate::db::dialect::KEEP_SPANS;
use crate::db::{CustomerId, RouterId, at, hex, query};
use crate::problem::Result;

pub(super) async fn keep(scope: &mut Scope, over: &[Over]) -> Result<()> {
    let rows = over.iter().map(|Over { isp, customer, router, span }| {
        json!({
            "isp": hex(isp.0.as_bytes()), "customer": hex(customer.0.as_bytes()), "router": hex(router.0.as_bytes()),
            "at": span.at, "reports": span.reports, "known": span.known,
            "cpu_sum": span.cpu_sum, "cpu_max": span.cpu_max,
            "memory_sum": span.memory_sum, "memory_min": span.memory_min,
        })
    });
    let batch = Value::from_iter(rows).to_string();
    KEEP_SPANS.query(scope).bind(batch).bind(Length::Minutes.ms()).run(scope).await?;
    Ok(())
}

pub(super) async fn begin_downtime(
    scope: &mut Scope,
    customer: CustomerId,
    router: RouterId,
    began: i64,
) -> Result<()> {
    let isp = scope.isp()?;
    query(
        "INSERT INTO downtime (isp_id, customer_id, router_id, began_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (isp_id, customer_id, began_at, router_id) DO UPDATE SET ended_at = NULL",
    )
    .bind(isp)
    .bind(customer)
    .bind(router)
    .bind(began)
    .run(scope)
    .await?;
    Ok(())
}

pub(super) async fn end_downtime(scope: &mut Scope, router: RouterId) -> Result<()> {
    let (isp, now) = (scope.isp()?, scope.now());
    query("UPDATE downtime SET ended_at = $3 WHERE isp_id = $1 AND router_id = $2 AND ended_at IS NULL")
        .bind(isp)
        .bind(router)
        .bind(now)
        .run(scope)
        .await?;
    Ok(())
}

/// Those of which something is known. Finer spans count towards the longer one in which they lie, since they have not been made into
/// it yet.
pub(super) async fn spans(
    scope: &mut Scope,
    customer: CustomerId,
    length: Length,
    since: i64,
) -> Result<Vec<Span>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT at - at % $3 AS began, CAST(SUM(reports) AS BIGINT) AS reports, CAST(SUM(known) AS BIGINT) AS known,
                CAST(SUM(cpu_sum) AS BIGINT) AS cpu_sum, MAX(cpu_max) AS cpu_max,
                CAST(SUM(memory_sum) AS BIGINT) AS memory_sum, MIN(memory_min) AS memory_min
         FROM history WHERE isp_id = $1 AND customer_id = $2 AND span_ms <= $3 AND at >= $4
         GROUP BY at - at % $3 HAVING SUM(known) > 0 ORDER BY began",
    )
    .bind(isp)
    .bind(customer)
    .bind(length.ms())
    .bind(since)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Span {
                at: row.get("began")?,
                reports: row.get("reports")?,
                known: row.get("known")?,
                cpu_sum: row.get("cpu_sum")?,
                cpu_max: row.get("cpu_max")?,
                memory_sum: row.get("memory_sum")?,
                memory_min: row.get("memory_min")?,
            })
        })
        .collect()
}

/// The downtimes of a home that reach into the time since, oldest first.
pub(super) async fn downtimes(
    scope: &mut Scope,
    customer: CustomerId,
    since: i64,
    most: i64,
) -> Result<Vec<Downtime>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT began_at, ended_at FROM downtime
         WHERE isp_id = $1 AND customer_id = $2 AND (ended_at IS NULL OR ended_at > $3)
         ORDER BY began_at DESC LIMIT $4",
    )
    .bind(isp)
    .bind(customer)
    .bind(since)
    .bind(most)
    .all(scope)
    .await?;
    rows.iter()
        .rev()
        .map(|row| {
            Ok(Downtime {
                began: at(row.get("began_at")?),
                ended: row.get::<Option<i64>>("ended_at")?.map(at),
            })
        })
        .collect()
}

/// The last of the next so many customers of the ISP, by id: where a turn of the rolling up ends.
pub(super) async fn turn(scope: &mut Scope, after: CustomerId, many: i64) -> Result<Option<CustomerId>> {
    let isp = scope.isp()?;
    let rows = query("SELECT id FROM customer WHERE isp_id = $1 AND id > $2 ORDER BY id LIMIT $3")
        .bind(isp)
        .bind(after)
        .bind(many)
        .all(scope)
        .await?;
    rows.last().map(|row| row.get("id").map(CustomerId)).transpose()
}

/// Makes longer spans of those that began before a time, at the customers after one up to another.
pub(super) async fn lengthen(
    scope: &mut Scope,
    customers: (CustomerId, CustomerId),
    (from, to): (Length, Length),
    before: i64,
) -> Result<u64> {
    let isp = scope.isp()?;
    let made = query(
        "INSERT INTO history (isp_id, customer_id, router_id, span_ms, at, reports, known, cpu_sum, cpu_max,
                              memory_sum, memory_min)
         SELECT isp_id, customer_id, router_id, $6, at - at % $6, SUM(reports), SUM(known), SUM(cpu_sum), MAX(cpu_max),
                SUM(memory_sum), MIN(memory_min)
         FROM history WHERE isp_id = $1 AND customer_id > $2 AND customer_id <= $3
              AND span_ms = $4 AND at < $5
         GROUP BY isp_id, customer_id, router_id, at - at % $6
         ON CONFLICT (isp_id, customer_id, span_ms, at, router_id) DO UPDATE SET
             reports = history.reports + excluded.reports, known = history.known + excluded.known,
             cpu_sum = history.cpu_sum + excluded.cpu_sum, memory_sum = history.memory_sum + excluded.memory_sum,
             cpu_max = CASE WHEN excluded.cpu_max > history.cpu_max THEN excluded.cpu_max ELSE history.cpu_max END,
             memory_min = CASE WHEN excluded.memory_min < history.memory_min THEN excluded.memory_min
                               ELSE history.memory_min END",
    );
    let made = made
        .bind(isp)
        .bind(customers.0)
        .bind(customers.1)
        .bind(from.ms())
        .bind(before)
        .bind(to.ms())
        .run(scope)
        .await?;
    forget(scope, customers, from, before).await?;
    Ok(made)
}

/// Deletes spans that began before a time, at the customers after one up to another.
pub(super) async fn forget(
    scope: &mut Scope,
    customers: (CustomerId, CustomerId),
    length: Length,
    before: i64,
) -> Result<u64> {
    let isp = scope.isp()?;
    query(
        "DELETE FROM history WHERE isp_id = $1 AND customer_id > $2 AND customer_id <= $3
             AND span_ms = $4 AND at < $5",
    )
    .bind(isp)
    .bind(customers.0)
    .bind(customers.1)
    .bind(length.ms())
    .bind(before)
    .run(scope)
    .await
}

/// Deletes downtimes that were over before a time, at the customers after one up to another.
pub(super) async fn forget_downtimes(
    scope: &mut Scope,
    customers: (CustomerId, CustomerId),
    before: i64,
) -> Result<u64> {
    let isp = scope.isp()?;
    query(
        "DELETE FROM downtime WHERE isp_id = $1 AND customer_id > $2 AND customer_id <= $3
             AND ended_at < $4",
    )
    .bind(isp)
    .bind(customers.0)
    .bind(customers.1)
    .bind(before)
    .run(scope)
    .await
}

pub(super) async fn erase(scope: &mut Scope, customer: CustomerId) -> Result<()> {
    let isp = scope.isp()?;
    for sql in [
        query("DELETE FROM history WHERE isp_id = $1 AND customer_id = $2"),
        query("DELETE FROM downtime WHERE isp_id = $1 AND customer_id = $2"),
    ] {
        sql.bind(isp).bind(customer).run(scope).await?;
    }
    Ok(())
}
