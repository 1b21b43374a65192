//! The timeline's rows.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Filter, Group, Happened};
use crate::access::Scope;
use crate::db::{CustomerId, PersonId, Row, at, query};
use crate::page::{After, Page};
use crate::problem::{Problem, Result};

/// A line of the timeline.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id, ordered by time.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// What kind; `timeline-KIND` tells it.
    pub kind: String,
    /// What kind of actor: staff, router, shell, system.
    pub actor_kind: String,
    /// Who, if a person did it.
    pub actor: Option<PersonId>,
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

pub(super) async fn recent(scope: &mut Scope, access: bool, limit: i64) -> Result<Vec<Entry>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT t.id, t.at, t.kind, t.actor_kind, t.actor_id, t.actor_name, t.customer_id, c.name, t.details
         FROM timeline t LEFT JOIN customer c ON c.isp_id = t.isp_id AND c.id = t.customer_id
         WHERE t.isp_id = $1 AND t.kind <> 'customer-viewed'
           AND ($3 OR NOT (t.kind LIKE 'collaborator-%' OR t.kind LIKE 'invitation-%' OR t.kind LIKE 'admin-%'
                           OR t.kind LIKE 'factor-reset%'))
         ORDER BY t.id DESC LIMIT $2",
    )
    .bind(isp)
    .bind(limit)
    .bind(access)
    .all(scope)
    .await?;
    rows.iter().map(entry).collect()
}

/// An id begins with its time, so the order of ids is the order of what happened.
pub(super) async fn of_customer(
    scope: &mut Scope,
    customer: CustomerId,
    filter: Filter,
    after: After,
) -> Result<Page<Entry>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT t.id, t.at, t.kind, t.actor_kind, t.actor_id, t.actor_name, t.customer_id, c.name, t.details
         FROM timeline t JOIN customer c ON c.isp_id = t.isp_id AND c.id = t.customer_id
         WHERE t.isp_id = $1 AND t.customer_id = $2 AND t.id < $3
           AND ($4 LIKE '%,' || t.kind || ',%' OR $4 IS NULL) AND (t.actor_id = $5 OR $5 IS NULL)
         ORDER BY t.id DESC LIMIT $6",
    )
    .bind(isp)
    .bind(customer)
    .bind(after.id)
    .bind(filter.group.map(Group::listed))
    .bind(filter.person)
    .bind(Page::<Entry>::LIMIT)
    .all(scope)
    .await?;
    let entries = rows.iter().map(entry).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_rows(entries, key))
}

pub(super) async fn by_staff(
    scope: &mut Scope,
    home: CustomerId,
    after: After,
    most: usize,
) -> Result<Page<Entry>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT t.id, t.at, t.kind, t.actor_kind, t.actor_id, t.actor_name, t.customer_id, c.name, t.details
         FROM timeline t JOIN customer c ON c.isp_id = t.isp_id AND c.id = t.customer_id
         WHERE t.isp_id = $1 AND t.customer_id = $2 AND t.id < $3 AND t.actor_kind IN ('staff', 'shell')
           AND $4 LIKE '%,' || t.kind || ',%'
         ORDER BY t.id DESC LIMIT $5",
    )
    .bind(isp)
    .bind(home)
    .bind(after.id)
    .bind(Group::told_at_home())
    .bind(i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1))
    .all(scope)
    .await?;
    let entries = rows.iter().map(entry).collect::<Result<Vec<_>>>()?;
    Ok(Page::of(most, entries, key))
}

fn key(it: &Entry) -> After {
    After { at: it.at.as_millisecond(), id: it.id }
}

pub(super) async fn people_of(scope: &mut Scope, customer: CustomerId) -> Result<Vec<(PersonId, String)>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT actor_id, MAX(actor_name) AS called FROM timeline
         WHERE isp_id = $1 AND customer_id = $2 AND actor_id IS NOT NULL GROUP BY actor_id ORDER BY 2, 1 LIMIT 500",
    )
    .bind(isp)
    .bind(customer)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            let called: Option<String> = row.get("called")?;
            Ok((PersonId(row.get("actor_id")?), called.unwrap_or_default()))
        })
        .collect()
}

/// Deletes some of a home's entries, the oldest first; gives how many that were.
pub(crate) async fn erase_some(scope: &mut Scope, customer: CustomerId, most: i64) -> Result<u64> {
    let isp = scope.isp()?;
    query(
        "DELETE FROM timeline WHERE isp_id = $1 AND id IN (
             SELECT id FROM timeline WHERE isp_id = $1 AND customer_id = $2 ORDER BY id LIMIT $3)",
    )
    .bind(isp)
    .bind(customer)
    .bind(most)
    .run(scope)
    .await
}

/// Deletes some of the ISP's entries before a time, the oldest first; gives how many that were. An id begins with its time.
pub(crate) async fn forget_before(scope: &mut Scope, before: i64, most: i64) -> Result<u64> {
    let isp = scope.isp()?;
    let first = uuid::Builder::from_unix_timestamp_millis(before.unsigned_abs(), &[0; 10]).into_uuid();
    query(
        "DELETE FROM timeline WHERE isp_id = $1 AND id IN (
             SELECT id FROM timeline WHERE isp_id = $1 AND id < $2 ORDER BY id LIMIT $3)",
    )
    .bind(isp)
    .bind(first)
    .bind(most)
    .run(scope)
    .await
}

fn entry(row: &Row) -> Result<Entry> {
    let details: String = row.get("details")?;
    let (customer, name): (Option<Uuid>, Option<String>) = (row.get("customer_id")?, row.get("name")?);
    Ok(Entry {
        id: row.get("id")?,
        at: at(row.get("at")?),
        kind: row.get("kind")?,
        actor_kind: row.get("actor_kind")?,
        actor: row.get::<Option<Uuid>>("actor_id")?.map(PersonId),
        actor_name: row.get("actor_name")?,
        customer: customer.map(|id| (CustomerId(id), name.unwrap_or_default())),
        details: serde_json::from_str(&details).map_err(Problem::broken)?,
    })
}
