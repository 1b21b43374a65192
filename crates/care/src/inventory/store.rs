//! The inventory's side of the rows of routers.

mod pages;

use uuid::Uuid;

use super::{Item, Key};
use crate::access::Scope;
use crate::db::{CustomerId, RouterId, Row, at, query};
use crate::mac::Mac;
use crate::problem::Result;
use crate::router::PERIOD_MS;

pub(super) use pages::{firmwares, list, models};

/// Takes a MAC for the transaction's ISP, unless it is taken already.
pub(super) async fn claim_mac(scope: &mut Scope, mac: &Mac, id: RouterId) -> Result<bool> {
    let isp = scope.isp()?;
    query("INSERT INTO router_mac (mac, isp_id, router_id) VALUES ($1, $2, $3) ON CONFLICT (mac) DO NOTHING")
        .bind(mac.as_str())
        .bind(isp)
        .bind(id)
        .changed(scope)
        .await
}

pub(super) async fn is_ours(scope: &mut Scope, mac: &Mac) -> Result<bool> {
    let isp = scope.isp()?;
    query("SELECT 1 AS ours FROM router_mac WHERE mac = $1 AND isp_id = $2")
        .bind(mac.as_str())
        .bind(isp)
        .exists(scope)
        .await
}

/// The ISP's router with this MAC.
pub(super) async fn with_mac(scope: &mut Scope, mac: &Mac) -> Result<Option<RouterId>> {
    let isp = scope.isp()?;
    let row = query("SELECT id FROM router WHERE isp_id = $1 AND mac = $2")
        .bind(isp)
        .bind(mac.as_str())
        .optional(scope)
        .await?;
    row.map(|row| Ok(RouterId(row.get("id")?))).transpose()
}

pub(super) async fn insert(scope: &mut Scope, id: RouterId, mac: &Mac) -> Result<()> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "INSERT INTO router (isp_id, id, mac, added_at, online, since, period_ms) VALUES ($1, $2, $3, $4, FALSE, $4, $5)",
    )
    .bind(isp)
    .bind(id)
    .bind(mac.as_str())
    .bind(now)
    .bind(PERIOD_MS)
    .run(scope)
    .await?;
    Ok(())
}

pub(super) async fn enable(scope: &mut Scope, id: RouterId, customer: CustomerId, key: &str) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE router SET customer_id = $3, enabled_at = $4, since = CASE WHEN online THEN since ELSE $4 END,
             heard_at = CASE WHEN online THEN $4 END, home_key = $5
         WHERE isp_id = $1 AND id = $2 AND customer_id IS NULL",
    )
    .bind(isp)
    .bind(id)
    .bind(customer)
    .bind(now)
    .bind(key)
    .changed(scope)
    .await
}

/// Takes a router in stock out of service: from here on it has no certificate, and what it says is not written. Gives its MAC;
/// none, if it is not in stock.
pub(super) async fn retire(scope: &mut Scope, id: RouterId) -> Result<Option<String>> {
    let isp = scope.isp()?;
    let row = query(
        "UPDATE router SET certificate = NULL, reissue_until = NULL
         WHERE isp_id = $1 AND id = $2 AND customer_id IS NULL RETURNING mac",
    )
    .bind(isp)
    .bind(id)
    .optional(scope)
    .await?;
    row.map(|row| row.get("mac")).transpose()
}

/// Deletes a router that was taken out of service, with what it said.
pub(super) async fn delete(scope: &mut Scope, id: RouterId) -> Result<()> {
    let isp = scope.isp()?;
    for statement in [
        query("DELETE FROM router_post WHERE isp_id = $1 AND router_id = $2"),
        query("DELETE FROM router_place WHERE isp_id = $1 AND router_id = $2"),
        query(
            "DELETE FROM router_mac WHERE isp_id = $1 AND mac = (SELECT r.mac FROM router r WHERE r.isp_id = $1 AND r.id = $2)",
        ),
        query("DELETE FROM router WHERE isp_id = $1 AND id = $2"),
    ] {
        statement.bind(isp).bind(id).run(scope).await?;
    }
    Ok(())
}

pub(super) async fn find(scope: &mut Scope, id: RouterId) -> Result<Option<Item>> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT r.id, r.mac, r.customer_id, c.name, r.hardware, r.firmware, r.online, r.last_report, r.added_at,
                '' AS sorted
         FROM router r LEFT JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
         WHERE r.isp_id = $1 AND r.id = $2",
    )
    .bind(isp)
    .bind(id)
    .optional(scope)
    .await?;
    row.as_ref().map(item).transpose()
}

fn item(row: &Row) -> Result<Item> {
    let customer: Option<Uuid> = row.get("customer_id")?;
    let name: Option<String> = row.get("name")?;
    let added_at: i64 = row.get("added_at")?;
    Ok(Item {
        id: RouterId(row.get("id")?),
        mac: row.get("mac")?,
        customer: customer.map(|id| (CustomerId(id), name.unwrap_or_default())),
        hardware: row.get("hardware")?,
        firmware: row.get("firmware")?,
        online: row.get("online")?,
        last_report: row.get::<Option<i64>>("last_report")?.map(at),
        added_at: at(added_at),
        key: Key { text: row.get("sorted")?, at: added_at, id: row.get("id")? },
    })
}
