//! The rows of customers.

use super::{Account, BillingDay, Customer, Defaults, Information};
use crate::access::Scope;
use crate::db::{CustomerId, PlanId, Row, at, query};
use crate::problem::{Problem, Result};
use crate::zone::Zone;

pub(super) async fn insert(scope: &mut Scope, it: &Information) -> Result<CustomerId> {
    let (isp, id, now) = (scope.isp()?, CustomerId(scope.id()), scope.now());
    query(
        "INSERT INTO customer (isp_id, id, name, address, email, phone, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(isp)
    .bind(id)
    .bind(it.name.as_str())
    .bind(it.address.as_str())
    .bind(it.email.as_str())
    .bind(it.phone.as_str())
    .bind(now)
    .run(scope)
    .await?;
    Ok(id)
}

pub(super) async fn find(scope: &mut Scope, id: CustomerId) -> Result<Option<Customer>> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT c.id, c.name, c.address, c.email, c.phone, c.plan_id, c.timezone, c.billing_day, c.reports, c.version,
                c.created_at, c.closed_at, i.timezone AS isp_timezone, i.reports AS isp_reports,
                i.retention_days
         FROM customer c JOIN isp i ON i.id = c.isp_id WHERE c.isp_id = $1 AND c.id = $2",
    )
    .bind(isp)
    .bind(id)
    .optional(scope)
    .await?;
    row.as_ref().map(customer).transpose()
}

fn customer(row: &Row) -> Result<Customer> {
    let account = Account {
        information: Information {
            name: row.get("name")?,
            address: row.get("address")?,
            email: row.get("email")?,
            phone: row.get("phone")?,
        },
        plan: row.get::<Option<uuid::Uuid>>("plan_id")?.map(PlanId),
        timezone: row.get::<Option<String>>("timezone")?.map(Zone::stored),
        billing_day: BillingDay::stored(row.get("billing_day")?),
        reports: row.get("reports")?,
    };
    Ok(Customer {
        id: CustomerId(row.get("id")?),
        account,
        isp: Defaults {
            timezone: Zone::stored(row.get("isp_timezone")?),
            reports: row.get("isp_reports")?,
            retention_days: row.get("retention_days")?,
        },
        version: row.get("version")?,
        created_at: at(row.get("created_at")?),
        closed_at: row.get::<Option<i64>>("closed_at")?.map(at),
    })
}

/// Changes this version of an open account, and no other; and not if that takes the mailbox of whoever changes it off.
pub(super) async fn update(
    scope: &mut Scope,
    (id, version): (CustomerId, i64),
    it: &Account,
    taken_off: Option<&str>,
) -> Result<bool> {
    let (isp, person) = (scope.isp()?, scope.actor().person().ok_or(Problem::Anonymous)?);
    query(
        "UPDATE customer SET name = $4, address = $5, email = $6, phone = $7, plan_id = $8, timezone = $9,
                             billing_day = $10, reports = $11, version = version + 1
         WHERE isp_id = $1 AND id = $2 AND version = $3 AND closed_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM person WHERE id = $12 AND email = $13)",
    )
    .bind(isp)
    .bind(id)
    .bind(version)
    .bind(it.information.name.as_str())
    .bind(it.information.address.as_str())
    .bind(it.information.email.as_str())
    .bind(it.information.phone.as_str())
    .bind(it.plan)
    .bind(it.timezone.as_ref().map(Zone::as_str))
    .bind(i64::from(it.billing_day.day()))
    .bind(it.reports)
    .bind(person)
    .bind(taken_off)
    .changed(scope)
    .await
}

/// Lets the lists of homes sort the customer's by this name.
pub(super) async fn rename_home(scope: &mut Scope, id: CustomerId, key: &str) -> Result<()> {
    let isp = scope.isp()?;
    for rename in [
        query("UPDATE router SET home_key = $3 WHERE isp_id = $1 AND customer_id = $2"),
        query("UPDATE customer SET alone_key = $3 WHERE isp_id = $1 AND id = $2 AND alone_since IS NOT NULL"),
    ] {
        rename.bind(isp).bind(id).bind(key).run(scope).await?;
    }
    Ok(())
}

/// Holds an open account still, as one that has a router; none if there is none, or it is closed.
pub(super) async fn has_router(scope: &mut Scope, id: CustomerId) -> Result<bool> {
    let isp = scope.isp()?;
    query("UPDATE customer SET alone_since = NULL WHERE isp_id = $1 AND id = $2 AND closed_at IS NULL")
        .bind(isp)
        .bind(id)
        .changed(scope)
        .await
}

/// That an open account has no router from now on.
pub(super) async fn has_none(scope: &mut Scope, id: CustomerId, key: &str) -> Result<()> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE customer SET alone_since = $3, alone_key = $4 WHERE isp_id = $1 AND id = $2 AND closed_at IS NULL",
    )
    .bind(isp)
    .bind(id)
    .bind(now)
    .bind(key)
    .run(scope)
    .await?;
    Ok(())
}

/// Closes this version of an open account, unless whoever closes it is reached at its mailbox or is a mobile user of it.
pub(super) async fn close(
    scope: &mut Scope,
    (id, version): (CustomerId, i64),
    mailbox: Option<&str>,
    undo_ms: i64,
) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    let person = scope.actor().person().ok_or(Problem::Anonymous)?;
    query(
        "UPDATE customer SET closed_at = $4, undo_until = $7, alone_since = NULL, version = version + 1
         WHERE isp_id = $1 AND id = $2 AND version = $3 AND closed_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM person WHERE id = $5 AND email = $6)
           AND NOT EXISTS (
               SELECT 1 FROM mobile_user m WHERE m.isp_id = $1 AND m.customer_id = $2 AND m.person_id = $5)",
    )
    .bind(isp)
    .bind(id)
    .bind(version)
    .bind(now)
    .bind(person)
    .bind(mailbox)
    .bind(now + undo_ms)
    .changed(scope)
    .await
}

pub(super) async fn reopen(scope: &mut Scope, id: CustomerId, version: i64, since: i64) -> Result<bool> {
    let isp = scope.isp()?;
    query(
        "UPDATE customer SET closed_at = NULL, undo_until = NULL, version = version + 1
         WHERE isp_id = $1 AND id = $2 AND version = $3 AND closed_at >= $4",
    )
    .bind(isp)
    .bind(id)
    .bind(version)
    .bind(since)
    .changed(scope)
    .await
}

pub(super) async fn forget_plan(scope: &mut Scope, id: CustomerId) -> Result<()> {
    let isp = scope.isp()?;
    query("UPDATE customer SET plan_id = NULL WHERE isp_id = $1 AND id = $2")
        .bind(isp)
        .bind(id)
        .run(scope)
        .await?;
    Ok(())
}

pub(super) async fn erase(scope: &mut Scope, id: CustomerId) -> Result<bool> {
    let isp = scope.isp()?;
    query("DELETE FROM customer WHERE isp_id = $1 AND id = $2 AND closed_at IS NOT NULL")
        .bind(isp)
        .bind(id)
        .changed(scope)
        .await
}

pub(super) async fn erase_visits(scope: &mut Scope, id: CustomerId) -> Result<()> {
    let isp = scope.isp()?;
    query("DELETE FROM customer_visit WHERE isp_id = $1 AND customer_id = $2")
        .bind(isp)
        .bind(id)
        .run(scope)
        .await?;
    Ok(())
}

/// Whether a look of the transaction's person was noted since then.
pub(super) async fn visited_since(scope: &mut Scope, id: CustomerId, since: i64) -> Result<bool> {
    let (isp, person) = (scope.isp()?, scope.actor().person().ok_or(Problem::Anonymous)?);
    let row = query(
        "SELECT 1 AS seen FROM customer_visit WHERE isp_id = $1 AND customer_id = $2 AND person_id = $3 AND at > $4",
    )
    .bind(isp)
    .bind(id)
    .bind(person)
    .bind(since)
    .optional(scope)
    .await?;
    Ok(row.is_some())
}

/// Notes a look now, unless one was noted since then; of two at once, one is.
pub(super) async fn visit(scope: &mut Scope, id: CustomerId, since: i64) -> Result<bool> {
    let (isp, now, person) = (scope.isp()?, scope.now(), scope.actor().person().ok_or(Problem::Anonymous)?);
    query(
        "INSERT INTO customer_visit (isp_id, customer_id, person_id, at)
         SELECT isp_id, id, $3, $4 FROM customer WHERE isp_id = $1 AND id = $2
         ON CONFLICT (isp_id, customer_id, person_id) DO UPDATE SET at = excluded.at WHERE customer_visit.at <= $5",
    )
    .bind(isp)
    .bind(id)
    .bind(person)
    .bind(now)
    .bind(since)
    .changed(scope)
    .await
}
