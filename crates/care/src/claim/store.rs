//! The rows that a label rests on.

use uuid::Uuid;

use crate::access::Scope;
use crate::db::{CustomerId, IspId, RouterId, query};
use crate::mac::Mac;
use crate::problem::Result;

/// The router of a MAC, over all ISPs.
pub(super) async fn router_of(scope: &mut Scope, mac: String) -> Result<Option<(IspId, RouterId)>> {
    let row =
        query("SELECT isp_id, router_id FROM router_mac WHERE mac = $1").bind(mac).optional(scope).await?;
    row.map(|row| Ok((IspId(row.get("isp_id")?), RouterId(row.get("router_id")?)))).transpose()
}

/// Which of its labels is good.
pub(super) async fn epoch(scope: &mut Scope, router: RouterId) -> Result<Option<i64>> {
    let isp = scope.isp()?;
    let row = query("SELECT label_epoch FROM router WHERE isp_id = $1 AND id = $2")
        .bind(isp)
        .bind(router)
        .optional(scope)
        .await?;
    row.map(|row| row.get("label_epoch")).transpose()
}

/// Whether a label is good still and its router where it was; holds the router until the transaction ends.
pub(super) async fn is_still(
    scope: &mut Scope,
    router: RouterId,
    epoch: i64,
    home: CustomerId,
) -> Result<bool> {
    let isp = scope.isp()?;
    query(
        "UPDATE router SET label_epoch = label_epoch
         WHERE isp_id = $1 AND id = $2 AND label_epoch = $3 AND customer_id = $4",
    )
    .bind(isp)
    .bind(router)
    .bind(epoch)
    .bind(home)
    .changed(scope)
    .await
}

/// The open home that it stands in.
pub(super) async fn home_of(scope: &mut Scope, router: RouterId) -> Result<Option<CustomerId>> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT c.id FROM router r JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
         WHERE r.isp_id = $1 AND r.id = $2 AND c.closed_at IS NULL",
    )
    .bind(isp)
    .bind(router)
    .optional(scope)
    .await?;
    row.map(|row| Ok(CustomerId(row.get::<Uuid>("id")?))).transpose()
}

/// Begins the router's next label; gives its MAC, its model and which label that is.
pub(super) async fn next_epoch(
    scope: &mut Scope,
    router: RouterId,
) -> Result<Option<(Mac, Option<String>, i64)>> {
    let isp = scope.isp()?;
    let row = query(
        "UPDATE router SET label_epoch = label_epoch + 1 WHERE isp_id = $1 AND id = $2
         RETURNING mac, hardware, label_epoch",
    )
    .bind(isp)
    .bind(router)
    .optional(scope)
    .await?;
    row.map(|row| Ok((Mac::stored(row.get("mac")?), row.get("hardware")?, row.get("label_epoch")?)))
        .transpose()
}
