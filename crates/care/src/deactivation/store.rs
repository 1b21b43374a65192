//! What a deactivation asks of rows.

use crate::access::Scope;
use crate::db::{CustomerId, IspId, PersonId, query};
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
