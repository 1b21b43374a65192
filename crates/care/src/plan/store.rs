//! The rows of plans.

use super::{Plan, Speed, Tier};
use crate::access::Scope;
use crate::db::{PlanId, Row, query};
use crate::problem::Result;

pub(super) async fn list(scope: &mut Scope) -> Result<Vec<Plan>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT id, name, down_kbit, up_kbit, customers, version FROM plan WHERE isp_id = $1
         ORDER BY down_kbit DESC, up_kbit DESC, name_key",
    )
    .bind(isp)
    .all(scope)
    .await?;
    rows.iter().map(plan).collect()
}

pub(super) async fn find(scope: &mut Scope, id: PlanId) -> Result<Option<Plan>> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT id, name, down_kbit, up_kbit, customers, version FROM plan WHERE isp_id = $1 AND id = $2",
    )
    .bind(isp)
    .bind(id)
    .optional(scope)
    .await?;
    row.as_ref().map(plan).transpose()
}

/// False when there are as many as there may be.
pub(super) async fn insert(scope: &mut Scope, id: PlanId, tier: &Tier, most: i64) -> Result<bool> {
    let isp = scope.isp()?;
    query(
        "INSERT INTO plan (isp_id, id, name, name_key, down_kbit, up_kbit, customers)
         SELECT $1, $2, $3, $4, $5, $6, 0 WHERE (SELECT COUNT(*) FROM plan WHERE isp_id = $1) < $7",
    )
    .bind(isp)
    .bind(id)
    .bind(tier.name.as_str())
    .bind(tier.key())
    .bind(tier.down.kbit())
    .bind(tier.up.kbit())
    .bind(most)
    .changed(scope)
    .await
}

/// Changes this version of it, and no other.
pub(super) async fn update(scope: &mut Scope, id: PlanId, version: i64, tier: &Tier) -> Result<bool> {
    let isp = scope.isp()?;
    query(
        "UPDATE plan SET name = $3, name_key = $4, down_kbit = $5, up_kbit = $6, version = version + 1
         WHERE isp_id = $1 AND id = $2 AND version = $7",
    )
    .bind(isp)
    .bind(id)
    .bind(tier.name.as_str())
    .bind(tier.key())
    .bind(tier.down.kbit())
    .bind(tier.up.kbit())
    .bind(version)
    .changed(scope)
    .await
}

/// What was deleted; none when customers have it, or when there is no such plan.
pub(super) async fn delete_unused(scope: &mut Scope, id: PlanId) -> Result<Option<Tier>> {
    let isp = scope.isp()?;
    let row = query(
        "DELETE FROM plan WHERE isp_id = $1 AND id = $2 AND customers = 0
         RETURNING id, name, down_kbit, up_kbit, customers, version",
    )
    .bind(isp)
    .bind(id)
    .optional(scope)
    .await?;
    Ok(row.as_ref().map(plan).transpose()?.map(|plan| plan.tier))
}

pub(super) async fn count(scope: &mut Scope, id: PlanId, by: i64) -> Result<bool> {
    let isp = scope.isp()?;
    query("UPDATE plan SET customers = customers + $3 WHERE isp_id = $1 AND id = $2")
        .bind(isp)
        .bind(id)
        .bind(by)
        .changed(scope)
        .await
}

fn plan(row: &Row) -> Result<Plan> {
    Ok(Plan {
        id: PlanId(row.get("id")?),
        tier: Tier {
            name: row.get("name")?,
            down: Speed::stored(row.get("down_kbit")?),
            up: Speed::stored(row.get("up_kbit")?),
        },
        customers: row.get("customers")?,
        version: row.get("version")?,
    })
}
