//! The rows of the tally.

use uuid::Uuid;

use crate::access::Scope;
use crate::db::{IspId, RouterId, Row, query};
use crate::problem::Result;
use crate::router::tally::{Counted, Counts, Firmware, State, Stocked};

/// From a router's row, with `isp_id`, `customer_id`, `online`, `heard_at`, `last_report`, `hardware` and `firmware`.
pub(in crate::router) fn counted(row: &Row) -> Result<Counted> {
    let at_customer = row.get::<Option<Uuid>>("customer_id")?.is_some();
    let reported = row.get::<Option<i64>>("last_report")?.is_some();
    let heard_at: Option<i64> = row.get("heard_at")?;
    let online: bool = row.get("online")?;
    let state = match (at_customer, online) {
        (false, _) if reported => State::Stock,
        (false, _) => State::New,
        (true, true) => State::Online,
        (true, false) if heard_at.is_some() => State::Offline,
        (true, false) => State::Never,
    };
    Ok(Counted {
        isp: IspId(row.get("isp_id")?),
        state,
        heard_at,
        model: row.get::<Option<String>>("hardware")?.unwrap_or_default(),
        firmware: row.get::<Option<String>>("firmware")?.unwrap_or_default(),
    })
}

/// A write that changes nothing: the row is held until the transaction ends, on either database.
pub(in crate::router) async fn hold(scope: &mut Scope, router: RouterId) -> Result<Option<Counted>> {
    let isp = scope.isp()?;
    let row = query(
        "UPDATE router SET period_ms = period_ms WHERE isp_id = $1 AND id = $2
         RETURNING isp_id, customer_id, online, heard_at, last_report, hardware, firmware",
    )
    .bind(isp)
    .bind(router)
    .optional(scope)
    .await?;
    row.as_ref().map(counted).transpose()
}

pub(in crate::router) async fn find(scope: &mut Scope, router: RouterId) -> Result<Option<Counted>> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT isp_id, customer_id, online, heard_at, last_report, hardware, firmware
         FROM router WHERE isp_id = $1 AND id = $2",
    )
    .bind(isp)
    .bind(router)
    .optional(scope)
    .await?;
    row.as_ref().map(counted).transpose()
}

pub(in crate::router) async fn change(
    scope: &mut Scope,
    state: State,
    model: &str,
    firmware: &str,
    by: i64,
) -> Result<()> {
    let isp = scope.isp()?;
    query(
        "INSERT INTO router_tally (isp_id, state, model, firmware, routers) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (isp_id, state, model, firmware) DO UPDATE SET routers = router_tally.routers + excluded.routers",
    )
    .bind(isp)
    .bind(state.as_str())
    .bind(model)
    .bind(firmware)
    .bind(by)
    .run(scope)
    .await?;
    Ok(())
}

/// Kinds of which there are none any more.
pub(in crate::router) async fn forget_empty(scope: &mut Scope) -> Result<()> {
    let isp = scope.isp()?;
    query("DELETE FROM router_tally WHERE isp_id = $1 AND routers = 0").bind(isp).run(scope).await?;
    Ok(())
}

pub(in crate::router) async fn counts(scope: &mut Scope) -> Result<Counts> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT state, CAST(SUM(routers) AS BIGINT) AS routers FROM router_tally WHERE isp_id = $1 GROUP BY state",
    )
    .bind(isp)
    .all(scope)
    .await?;
    let mut counts = Counts::default();
    for row in &rows {
        let routers: i64 = row.get("routers")?;
        match row.word("state")? {
            State::Online => counts.online += routers,
            State::Offline => counts.offline += routers,
            State::Never => {
                counts.offline += routers;
                counts.never += routers;
            }
            State::Stock => counts.in_stock += routers,
            State::New => {
                counts.in_stock += routers;
                counts.new += routers;
            }
        }
    }
    Ok(counts)
}

pub(in crate::router) async fn firmware(scope: &mut Scope, most: i64) -> Result<Vec<Firmware>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT model, firmware, CAST(SUM(routers) AS BIGINT) AS routers FROM router_tally
         WHERE isp_id = $1 AND model <> '' GROUP BY model, firmware HAVING SUM(routers) > 0
         ORDER BY 3 DESC, model, firmware LIMIT $2",
    )
    .bind(isp)
    .bind(most)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Firmware {
                model: row.get("model")?,
                firmware: row.get("firmware")?,
                routers: row.get("routers")?,
            })
        })
        .collect()
}

pub(in crate::router) async fn stock(scope: &mut Scope, most: i64) -> Result<Vec<Stocked>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT model, CAST(SUM(routers) AS BIGINT) AS routers FROM router_tally
         WHERE isp_id = $1 AND state IN ('stock', 'new') AND model <> '' GROUP BY model HAVING SUM(routers) > 0
         ORDER BY 2 DESC, model LIMIT $2",
    )
    .bind(isp)
    .bind(most)
    .all(scope)
    .await?;
    rows.iter().map(|row| Ok(Stocked { model: row.get("model")?, routers: row.get("routers")? })).collect()
}
