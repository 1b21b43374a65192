//! The timeline's rows.

use jiff::Timestamp;
use uuid::Uuid;

use super::Happened;
use crate::access::Scope;
use crate::db::{CustomerId, Row, at, query};
use crate::problem::{Problem, Result};

/// A line of the timeline.
#[derive(Debug, Clone)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// What kind; `timeline-KIND` tells it.
    pub kind: String,
    /// What kind of actor: staff, router, shell, system.
    pub actor_kind: String,
    /// Who, as they were called then.
    pub actor_name: Option<String>,
    /// At which customer, as they are called now.
    pub customer: Option<(CustomerId, String)>,
    /// Names and values.
    pub details: serde_json::Map<String, serde_json::Value>,
}

pub(super) async fn insert(scope: &mut Scope, happened: Happened) -> Result<()> {
    let (isp, id, now, actor) = (scope.isp()?, scope.id(), scope.now(), scope.actor().clone());
    let details = serde_json::to_string(&happened.details).map_err(Problem::broken)?;
    query(
        "INSERT INTO timeline (isp_id, id, at, kind, customer_id, router_id, actor_kind, actor_id, actor_name, details)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(isp)
    .bind(id)
    .bind(now)
    .bind(happened.kind)
    .bind(happened.customer)
    .bind(happened.router)
    .bind(actor.kind())
    .bind(actor.person())
    .bind(actor.name())
    .bind(details)
    .run(scope)
    .await?;
    Ok(())
}

pub(super) async fn recent(scope: &mut Scope, limit: i64) -> Result<Vec<Entry>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT t.at, t.kind, t.actor_kind, t.actor_name, t.customer_id, c.name, t.details FROM timeline t
         LEFT JOIN customer c ON c.isp_id = t.isp_id AND c.id = t.customer_id
         WHERE t.isp_id = $1 ORDER BY t.id DESC LIMIT $2",
    )
    .bind(isp)
    .bind(limit)
    .all(scope)
    .await?;
    rows.iter().map(entry).collect()
}

fn entry(row: &Row) -> Result<Entry> {
    let details: String = row.get("details")?;
    let (customer, name): (Option<Uuid>, Option<String>) = (row.get("customer_id")?, row.get("name")?);
    Ok(Entry {
        at: at(row.get("at")?),
        kind: row.get("kind")?,
        actor_kind: row.get("actor_kind")?,
        actor_name: row.get("actor_name")?,
        customer: customer.map(|id| (CustomerId(id), name.unwrap_or_default())),
        details: serde_json::from_str(&details).map_err(Problem::broken)?,
    })
}
