//! The rows of issues.

pub(super) mod act;
pub(super) mod firmware;
pub(super) mod judge;
pub(super) mod outage;
pub(super) mod pages;

use std::collections::HashMap;

use serde_json::Value;
use uuid::Uuid;

use super::list::DAY_MS;
use super::{Closed, Found, Issue, Kind, State, Streaks, Subject, Tally};
use crate::access::Scope;
use crate::audit::Details;
use crate::db::dialect::COUNT_ISSUES;
use crate::db::{CustomerId, IssueId, OutageId, Row, at, hex, query};
use crate::problem::{Problem, Result};

pub(super) async fn open(scope: &mut Scope, it: &Found) -> Result<bool> {
    let (isp, id, now) = (scope.isp()?, scope.id(), scope.now());
    // A rule that counts spans began to count anew when somebody resolved it.
    let resolved_since = if Streaks::judges(it.kind) { now } else { now - it.kind.lasting_ms() };
    query(
        "INSERT INTO known_issue (isp_id, id, customer_id, router_id, kind, since, evidence, folded, snoozed_until, note)
         SELECT $1, $2, $3, $4, $5, $6, $7, FALSE, 0, '' WHERE NOT EXISTS (
             SELECT 1 FROM known_issue WHERE isp_id = $1 AND customer_id = $3 AND kind = $5
                AND closed_how = 'resolved' AND closed_at > $8)
         ON CONFLICT (isp_id, customer_id, kind) WHERE closed_at IS NULL DO NOTHING",
    )
    .bind(isp)
    .bind(id)
    .bind(it.at.customer)
    .bind(it.at.router)
    .bind(it.kind.as_str())
    .bind(it.since)
    .bind(text(&it.evidence)?)
    .bind(resolved_since)
    .changed(scope)
    .await
}

pub(super) fn text(evidence: &Details) -> Result<String> {
    serde_json::to_string(evidence).map_err(Problem::broken)
}

/// Says whether that was anything new.
pub(super) async fn tell(scope: &mut Scope, it: Subject, kind: Kind, evidence: &Details) -> Result<bool> {
    let isp = scope.isp()?;
    query(
        "UPDATE known_issue SET evidence = $5 WHERE isp_id = $1 AND customer_id = $2 AND router_id = $3 AND kind = $4
             AND closed_at IS NULL AND evidence <> $5",
    )
    .bind(isp)
    .bind(it.customer)
    .bind(it.router)
    .bind(kind.as_str())
    .bind(text(evidence)?)
    .changed(scope)
    .await
}

pub(super) async fn close(scope: &mut Scope, it: Subject, kind: Kind) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE known_issue SET closed_at = $5, closed_how = 'over', folded = FALSE
         WHERE isp_id = $1 AND customer_id = $2 AND router_id = $3 AND kind = $4 AND closed_at IS NULL",
    )
    .bind(isp)
    .bind(it.customer)
    .bind(it.router)
    .bind(kind.as_str())
    .bind(now)
    .changed(scope)
    .await
}

pub(super) async fn close_all(scope: &mut Scope, customer: CustomerId, how: Closed) -> Result<u64> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE known_issue SET closed_at = $3, closed_how = $4, folded = FALSE
         WHERE isp_id = $1 AND customer_id = $2 AND closed_at IS NULL",
    )
    .bind(isp)
    .bind(customer)
    .bind(now)
    .bind(how.as_str())
    .run(scope)
    .await
}

/// The starts of a router at a home since a time, oldest first, as (when, why).
pub(super) async fn starts(scope: &mut Scope, it: Subject, since: i64) -> Result<Vec<(i64, Option<String>)>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT at, reason FROM router_start
         WHERE isp_id = $1 AND router_id = $2 AND customer_id = $3 AND at > $4 ORDER BY at, id",
    )
    .bind(isp)
    .bind(it.router)
    .bind(it.customer)
    .bind(since)
    .all(scope)
    .await?;
    rows.iter().map(|row| Ok((row.get("at")?, row.get("reason")?))).collect()
}

pub(super) async fn find(scope: &mut Scope, id: IssueId) -> Result<Option<Issue>> {
    let (isp, now) = (scope.isp()?, scope.now());
    let row = query(
        "SELECT k.*, c.name, c.address FROM known_issue k JOIN customer c ON c.isp_id = k.isp_id AND c.id = k.customer_id
         WHERE k.isp_id = $1 AND k.id = $2",
    )
    .bind(isp)
    .bind(id)
    .optional(scope)
    .await?;
    row.map(|row| issue(&row, now)).transpose()
}

pub(super) async fn of_customer(scope: &mut Scope, customer: CustomerId) -> Result<Vec<Issue>> {
    let (isp, now) = (scope.isp()?, scope.now());
    let rows = query(
        "SELECT k.*, c.name, c.address FROM known_issue k JOIN customer c ON c.isp_id = k.isp_id AND c.id = k.customer_id
         WHERE k.isp_id = $1 AND k.customer_id = $2 AND k.closed_at IS NULL ORDER BY k.since, k.id",
    )
    .bind(isp)
    .bind(customer)
    .all(scope)
    .await?;
    rows.iter().map(|row| issue(row, now)).collect()
}

pub(super) async fn open_of(scope: &mut Scope, homes: &[CustomerId]) -> Result<HashMap<CustomerId, i64>> {
    let isp = scope.isp()?;
    let homes = Value::from_iter(homes.iter().map(|it| hex(it.0.as_bytes()))).to_string();
    let rows = COUNT_ISSUES.query(scope).bind(isp).bind(homes).all(scope).await?;
    rows.iter().map(|row| Ok((CustomerId(row.get("customer_id")?), row.get("issues")?))).collect()
}

pub(super) async fn tally(scope: &mut Scope) -> Result<Vec<Tally>> {
    let (isp, now) = (scope.isp()?, scope.now());
    let rows = query(
        "SELECT kind, COUNT(*) AS many, COUNT(CASE WHEN since > $3 THEN 1 END) AS fresh, MIN(since) AS oldest
         FROM known_issue WHERE isp_id = $1 AND closed_at IS NULL AND NOT folded AND snoozed_until <= $2
         GROUP BY kind ORDER BY many DESC, kind",
    )
    .bind(isp)
    .bind(now)
    .bind(now - DAY_MS)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Tally {
                kind: row.word("kind")?,
                open: row.get("many")?,
                new: row.get("fresh")?,
                oldest: at(row.get("oldest")?),
            })
        })
        .collect()
}

pub(super) async fn erase(scope: &mut Scope, customer: CustomerId) -> Result<()> {
    let isp = scope.isp()?;
    query("DELETE FROM known_issue WHERE isp_id = $1 AND customer_id = $2")
        .bind(isp)
        .bind(customer)
        .run(scope)
        .await?;
    Ok(())
}

/// Some of what was closed before a time, and outages that were over before it and have no issue left.
pub(super) async fn forget(scope: &mut Scope, before: i64) -> Result<()> {
    let isp = scope.isp()?;
    let issues = query(
        "DELETE FROM known_issue WHERE isp_id = $1 AND id IN (
             SELECT id FROM known_issue WHERE isp_id = $1 AND closed_at < $2 ORDER BY closed_at, id LIMIT 1000)",
    );
    issues.bind(isp).bind(before).run(scope).await?;
    let outages = query(
        "DELETE FROM outage WHERE isp_id = $1 AND ended_at < $2 AND NOT EXISTS (
             SELECT 1 FROM known_issue WHERE known_issue.isp_id = $1 AND known_issue.outage_id = outage.id)",
    );
    outages.bind(isp).bind(before).run(scope).await?;
    Ok(())
}

pub(super) fn issue(row: &Row, now: i64) -> Result<Issue> {
    let evidence: String = row.get("evidence")?;
    let closed_at: Option<i64> = row.get("closed_at")?;
    let snoozed_until = row.get::<i64>("snoozed_until")?;
    let acknowledged: Option<i64> = row.get("acknowledged_at")?;
    let state = match (closed_at, snoozed_until > now, acknowledged) {
        (Some(_), ..) => State::Closed,
        (None, true, _) => State::Snoozed,
        (None, false, Some(_)) => State::Acknowledged,
        (None, false, None) => State::New,
    };
    Ok(Issue {
        id: IssueId(row.get("id")?),
        kind: row.word("kind")?,
        customer: CustomerId(row.get("customer_id")?),
        name: row.get("name")?,
        address: row.get("address")?,
        since: at(row.get("since")?),
        evidence: serde_json::from_str(&evidence).map_err(Problem::broken)?,
        state,
        snoozed_until: (state == State::Snoozed).then(|| at(snoozed_until)),
        handled_by: row.get("handled_by")?,
        note: row.get("note")?,
        closed: closed_at.map(at).zip(row.word_or_none("closed_how")?),
        outage: row.get::<Option<Uuid>>("outage_id")?.map(OutageId),
        folded: row.get("folded")?,
    })
}
