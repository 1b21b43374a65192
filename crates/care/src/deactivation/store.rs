//! What a deactivation asks of rows.

use super::Lately;
use crate::access::Scope;
use crate::db::{CustomerId, IspId, PersonId, at, query};
use crate::page::{After, Page};
use crate::problem::Result;

/// A customer whose time is over.
#[derive(Debug, Clone, Copy)]
pub(super) struct Due {
    pub(super) isp: IspId,
    pub(super) customer: CustomerId,
}

/// The address of a person, in the form in which addresses are compared.
pub(super) async fn mailbox(scope: &mut Scope, person: PersonId) -> Result<Option<String>> {
    let row = query("SELECT email FROM person WHERE id = $1").bind(person).optional(scope).await?;
    row.map(|row| row.get("email")).transpose()
}

/// Whose time is over, over all ISPs; who was deactivated first comes first.
pub(super) async fn next_due(scope: &mut Scope) -> Result<Option<Due>> {
    let now = scope.now();
    let row = query(
        "SELECT c.isp_id, c.id FROM customer c JOIN isp i ON i.id = c.isp_id
         WHERE c.closed_at IS NOT NULL AND c.closed_at + i.retention_days * 86400000 <= $1
         ORDER BY c.closed_at, c.id LIMIT 1",
    )
    .bind(now)
    .optional(scope)
    .await?;
    row.map(|row| Ok(Due { isp: IspId(row.get("isp_id")?), customer: CustomerId(row.get("id")?) }))
        .transpose()
}

/// Whether it still is; the row is held until the transaction ends.
pub(super) async fn is_due(scope: &mut Scope, customer: CustomerId) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE customer SET version = version WHERE isp_id = $1 AND id = $2 AND closed_at IS NOT NULL
         AND closed_at + (SELECT retention_days FROM isp WHERE id = $1) * 86400000 <= $3",
    )
    .bind(isp)
    .bind(customer)
    .bind(now)
    .changed(scope)
    .await
}

pub(super) async fn lately(scope: &mut Scope, after: After) -> Result<Page<Lately>> {
    let (isp, now) = (scope.isp()?, scope.now());
    let rows = query(
        "SELECT id, name, address, closed_at, undo_until FROM customer
         WHERE isp_id = $1 AND undo_until >= $2 AND (undo_until, id) < ($3, $4)
         ORDER BY undo_until DESC, id DESC LIMIT $5",
    )
    .bind(isp)
    .bind(now)
    .bind(after.at)
    .bind(after.id)
    .bind(Page::<Lately>::LIMIT)
    .all(scope)
    .await?;
    let rows = rows.iter().map(|row| {
        Ok(Lately {
            id: CustomerId(row.get("id")?),
            name: row.get("name")?,
            address: row.get("address")?,
            closed_at: at(row.get("closed_at")?),
            undo_until: at(row.get("undo_until")?),
        })
    });
    let key = |it: &Lately| After { at: it.undo_until.as_millisecond(), id: it.id.0 };
    Ok(Page::from_rows(rows.collect::<Result<Vec<_>>>()?, key))
}

pub(super) async fn how_many_lately(scope: &mut Scope, most: i64) -> Result<i64> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "SELECT COUNT(*) AS customers FROM
             (SELECT 1 AS one FROM customer WHERE isp_id = $1 AND undo_until >= $2 LIMIT $3) counted",
    )
    .bind(isp)
    .bind(now)
    .bind(most)
    .one(scope)
    .await?
    .get("customers")
}

/// One who cannot be had back any longer, over all ISPs.
pub(super) async fn next_forgotten(scope: &mut Scope) -> Result<Option<Due>> {
    let now = scope.now();
    let row =
        query("SELECT isp_id, id FROM customer WHERE undo_until IS NOT NULL AND undo_until < $1 LIMIT 1")
            .bind(now)
            .optional(scope)
            .await?;
    row.map(|row| Ok(Due { isp: IspId(row.get("isp_id")?), customer: CustomerId(row.get("id")?) }))
        .transpose()
}

/// Whether that is still so; from here on nothing finds them.
pub(super) async fn is_forgotten(scope: &mut Scope, customer: CustomerId) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query("UPDATE customer SET undo_until = NULL WHERE isp_id = $1 AND id = $2 AND undo_until < $3")
        .bind(isp)
        .bind(customer)
        .bind(now)
        .changed(scope)
        .await
}
