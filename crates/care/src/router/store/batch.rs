//! What routers say, written many at a time.

use std::collections::HashMap;

use serde_json::{Value, json};
use uuid::Uuid;

use super::tally::counted;
use super::{Changed, changed};
use crate::access::Scope;
use crate::db::dialect::{HOLD_ROUTERS, WAKE_ROUTERS, WRITE_STATUSES};
use crate::db::{CustomerId, IspId, RouterId, Row, hex, query};
use crate::history::Span;
use crate::known_issue::Streaks;
use crate::mac::Mac;
use crate::problem::{Problem, Result};
use crate::router::intake::{Folded, Item};
use crate::router::known::Known;
use crate::router::place::Stands;
use crate::router::report::{Start, WifiNetwork};
use crate::router::tally::Counted;

fn key(isp: IspId, router: RouterId, certificate: &[u8]) -> Value {
    json!({ "isp": hex(isp.0.as_bytes()), "router": hex(router.0.as_bytes()), "certificate": hex(certificate) })
}

/// What is known of a batch's routers, of those that still have the certificate that they showed.
pub(in crate::router) async fn hold(scope: &mut Scope, batch: &[Item]) -> Result<HashMap<RouterId, Known>> {
    let mut keys: Vec<Value> =
        batch.iter().map(|item| key(item.isp, item.router, &item.certificate)).collect();
    keys.dedup();
    let rows = HOLD_ROUTERS.query(scope).bind(Value::from(keys).to_string()).all(scope).await?;
    rows.iter().map(|row| Ok((RouterId(row.get("id")?), known(row)?))).collect()
}

fn known(row: &Row) -> Result<Known> {
    Ok(Known {
        certificate: row.get("certificate")?,
        customer: row.get::<Option<Uuid>>("customer_id")?.map(CustomerId),
        wan_ipv4: row.get("wan_ipv4")?,
        wan_since: row.get("wan_since")?,
        cpu: row.get("cpu_percent")?,
        memory: row.get("memory_percent")?,
        span: Span {
            at: row.get("span_at")?,
            reports: row.get("span_reports")?,
            known: row.get("span_known")?,
            cpu_sum: row.get("span_cpu_sum")?,
            cpu_max: row.get("span_cpu_max")?,
            memory_sum: row.get("span_memory_sum")?,
            memory_min: row.get("span_memory_min")?,
        },
        streaks: Streaks(row.get("streaks")?),
        stands: Stands {
            v4: row.get("heard_from")?,
            v6: row.get("heard_from_v6")?,
            lan: row.get("lan_place")?,
        },
    })
}

/// A batch of statuses, each with what is known of its router from now on.
pub(in crate::router) fn as_json(statuses: &[Folded], known: &HashMap<RouterId, Known>) -> String {
    let rows = statuses.iter().filter_map(|it| {
        let Known { wan_ipv4, wan_since, cpu, memory, span, streaks, .. } = known.get(&it.router)?;
        let mut row = key(it.isp, it.router, &it.certificate);
        row["full"] = it.status.full.into();
        row["patch"] = it.status.patch.clone().into();
        row["wan_ipv4"] = wan_ipv4.as_deref().into();
        let numbers = [
            ("wan_since", *wan_since),
            ("cpu", *cpu),
            ("memory", *memory),
            ("at", Some(span.at)),
            ("reports", Some(span.reports)),
            ("known", Some(span.known)),
            ("cpu_sum", Some(span.cpu_sum)),
            ("cpu_max", Some(span.cpu_max)),
            ("memory_sum", Some(span.memory_sum)),
            ("memory_min", Some(span.memory_min)),
            ("streaks", Some(streaks.0)),
        ];
        for (name, number) in numbers {
            row[name] = number.into();
        }
        Some(row)
    });
    Value::from_iter(rows).to_string()
}

/// Puts online those of a batch that were not, and gives them.
pub(in crate::router) async fn wake(scope: &mut Scope, batch: &str) -> Result<Vec<Changed>> {
    let now = scope.now();
    let rows = WAKE_ROUTERS.query(scope).bind(batch).bind(now).all(scope).await?;
    rows.iter().map(changed).collect()
}

/// Writes what the routers of a batch said.
pub(in crate::router) async fn write_statuses(scope: &mut Scope, batch: &str) -> Result<()> {
    let now = scope.now();
    WRITE_STATUSES.query(scope).bind(batch).bind(now).run(scope).await?;
    Ok(())
}

/// A router's start is kept, unless it started a minute ago as well where it is: one that starts all the time is known by the
/// first few.
pub(in crate::router) async fn keep_start(
    scope: &mut Scope,
    (router, customer): (RouterId, Option<CustomerId>),
    booted_at: Option<i64>,
    reason: Option<&str>,
) -> Result<bool> {
    let (isp, id, now) = (scope.isp()?, scope.id(), scope.now());
    query(
        "INSERT INTO router_start (isp_id, id, customer_id, router_id, at, booted_at, reason)
         SELECT $1, $2, $3, $4, $5, $6, $7 WHERE NOT EXISTS (
             SELECT 1 FROM router_start WHERE isp_id = $1 AND router_id = $4 AND at > $8
                AND customer_id IS NOT DISTINCT FROM $3)",
    )
    .bind(isp)
    .bind(id)
    .bind(customer)
    .bind(router)
    .bind(now)
    .bind(booted_at)
    .bind(reason)
    .bind(now - 60_000)
    .changed(scope)
    .await
}

/// As what the router counted before its start, and when it had booted.
pub(in crate::router) async fn last_start(
    scope: &mut Scope,
    router: RouterId,
) -> Result<(Counted, Option<i64>)> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT isp_id, customer_id, online, heard_at, last_report, hardware, firmware, booted_at
         FROM router WHERE isp_id = $1 AND id = $2",
    )
    .bind(isp)
    .bind(router)
    .one(scope)
    .await?;
    Ok((counted(&row)?, row.get("booted_at")?))
}

/// Keeps a serial number that is another than before, and gives the MAC of the router that has one now.
pub(in crate::router) async fn write_serial(
    scope: &mut Scope,
    router: RouterId,
    serial: &str,
) -> Result<Option<Mac>> {
    let isp = scope.isp()?;
    let row = query(
        "UPDATE router SET serial = $3
         WHERE isp_id = $1 AND id = $2 AND (serial IS NULL OR serial <> $3) RETURNING mac",
    )
    .bind(isp)
    .bind(router)
    .bind(serial)
    .optional(scope)
    .await?;
    row.map(|row| row.get("mac").map(Mac::stored)).transpose()
}

pub(in crate::router) async fn write_start(
    scope: &mut Scope,
    router: RouterId,
    start: &Start,
    booted_at: Option<i64>,
) -> Result<()> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE router SET hardware = $3, firmware = $4, agent_version = $5,
                           start_reason = $6, started_at = $7, booted_at = $8
         WHERE isp_id = $1 AND id = $2",
    )
    .bind(isp)
    .bind(router)
    .bind(start.hardware.clone())
    .bind(start.firmware.clone())
    .bind(start.agent_version.clone())
    .bind(start.reason.clone())
    .bind(now)
    .bind(booted_at)
    .run(scope)
    .await?;
    Ok(())
}

pub(in crate::router) async fn write_post(
    scope: &mut Scope,
    item: &Item,
    kind: &str,
    body: &[u8],
    wifi: Option<&[WifiNetwork]>,
) -> Result<()> {
    let now = scope.now();
    query(
        "INSERT INTO router_post (isp_id, router_id, kind, at, body) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (isp_id, router_id, kind) DO UPDATE SET at = excluded.at, body = excluded.body",
    )
    .bind(item.isp)
    .bind(item.router)
    .bind(kind)
    .bind(now)
    .bind(body)
    .run(scope)
    .await?;
    if let Some(wifi) = wifi {
        let text = serde_json::to_string(wifi).map_err(Problem::broken)?;
        query("UPDATE router SET wifi = $3 WHERE isp_id = $1 AND id = $2")
            .bind(item.isp)
            .bind(item.router)
            .bind(text)
            .run(scope)
            .await?;
    }
    Ok(())
}
