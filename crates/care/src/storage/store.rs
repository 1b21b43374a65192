//! What the databases say of themselves.

use super::{Table, Tenant};
use crate::access::Scope;
use crate::db::dialect::TABLE_SIZES;
use crate::db::query;
use crate::problem::Result;

pub(super) async fn tables(scope: &mut Scope) -> Result<Vec<Table>> {
    let rows = TABLE_SIZES.query(scope).all(scope).await?;
    rows.iter()
        .map(|row| Ok(Table { name: row.get("name")?, rows: row.get("kept")?, bytes: row.get("bytes")? }))
        .collect()
}

pub(super) async fn tenants(scope: &mut Scope) -> Result<Vec<Tenant>> {
    let rows = query(
        "SELECT i.slug, i.history_days, i.retention_days, CAST(COALESCE(SUM(t.routers), 0) AS BIGINT) AS homes
         FROM isp i LEFT JOIN router_tally t ON t.isp_id = i.id AND t.state IN ('online', 'offline', 'never')
         WHERE i.kind = 'isp' GROUP BY i.slug, i.history_days, i.retention_days ORDER BY 4 DESC, i.slug",
    )
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Tenant {
                slug: row.get("slug")?,
                homes: row.get("homes")?,
                history_days: row.get("history_days")?,
                retention_days: row.get("retention_days")?,
            })
        })
        .collect()
}
