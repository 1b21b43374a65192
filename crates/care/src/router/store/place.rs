//! The directory of places: which routers are heard from where.

use super::super::intake::Folded;
use super::super::place::{Near, Stands};
use crate::access::Scope;
use crate::db::{CustomerId, IspId, RouterId, query};
use crate::problem::{Problem, Result};
use crate::router::report::WifiNetwork;

/// ISPs that are looked at for one place, and homes of each: where more are behind one address, they are not told apart.
const ISPS: i64 = 20;
const HOMES: i64 = 500;

/// Keeps where a router is heard from now, in place of before.
pub(in crate::router) async fn write(scope: &mut Scope, it: &Folded, stands: &Stands) -> Result<()> {
    query(
        "UPDATE router SET heard_from = $3, heard_from_v6 = $4, lan_place = $5 WHERE isp_id = $1 AND id = $2",
    )
    .bind(it.isp)
    .bind(it.router)
    .bind(stands.v4.clone())
    .bind(stands.v6.clone())
    .bind(stands.lan.clone())
    .run(scope)
    .await?;
    forget_rows(scope, it.isp, it.router).await?;
    for place in stands.places() {
        query("INSERT INTO router_place (place, isp_id, router_id) VALUES ($1, $2, $3)")
            .bind(place)
            .bind(it.isp)
            .bind(it.router)
            .run(scope)
            .await?;
    }
    Ok(())
}

/// Forgets where a router was heard from.
pub(in crate::router) async fn forget(scope: &mut Scope, router: RouterId) -> Result<()> {
    let isp = scope.isp()?;
    forget_rows(scope, isp, router).await
}

async fn forget_rows(scope: &mut Scope, isp: IspId, router: RouterId) -> Result<()> {
    query("DELETE FROM router_place WHERE isp_id = $1 AND router_id = $2")
        .bind(isp)
        .bind(router)
        .run(scope)
        .await?;
    Ok(())
}

/// Nothing where they are too many.
pub(in crate::router) async fn isps_at(scope: &mut Scope, place: &str) -> Result<Option<Vec<IspId>>> {
    let rows = query("SELECT DISTINCT isp_id FROM router_place WHERE place = $1 ORDER BY isp_id LIMIT $2")
        .bind(place)
        .bind(ISPS + 1)
        .all(scope)
        .await?;
    if rows.len() > ISPS as usize {
        return Ok(None);
    }
    rows.iter().map(|row| Ok(IspId(row.get("isp_id")?))).collect::<Result<_>>().map(Some)
}

/// Nothing where they are too many.
pub(in crate::router) async fn homes_at(
    scope: &mut Scope,
    isp: IspId,
    place: &str,
) -> Result<Option<Vec<Near>>> {
    let rows = query(
        "SELECT c.id, r.wifi, COALESCE(r.heard_from = p.place OR r.heard_from_v6 = p.place, FALSE) AS heard
         FROM router_place p
         JOIN router r ON r.isp_id = p.isp_id AND r.id = p.router_id
         JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
         WHERE p.isp_id = $1 AND p.place = $2 AND r.online AND c.closed_at IS NULL ORDER BY c.id LIMIT $3",
    )
    .bind(isp)
    .bind(place)
    .bind(HOMES + 1)
    .all(scope)
    .await?;
    let near = |row: &crate::db::Row| {
        let wifi: Option<String> = row.get("wifi")?;
        let wifi: Vec<WifiNetwork> =
            wifi.map_or(Ok(Vec::new()), |text| serde_json::from_str(&text)).map_err(Problem::broken)?;
        let networks = wifi.into_iter().map(|it| it.name).filter(|name| !name.is_empty()).collect();
        Ok(Near { isp, home: CustomerId(row.get("id")?), networks, heard: row.get("heard")? })
    };
    if rows.len() > HOMES as usize {
        return Ok(None);
    }
    rows.iter().map(near).collect::<Result<_>>().map(Some)
}
