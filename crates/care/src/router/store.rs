//! The rows of routers.

pub(super) mod batch;
pub(super) mod moving;
pub(super) mod over_time;
pub(super) mod place;
pub(super) mod tally;

use jiff::Timestamp;
use uuid::Uuid;

use super::certificate::WINDOW_MS;
use super::connectivity::FLAPPING;
use super::report::{Status, WifiNetwork};
use super::tally::Counted;
use crate::access::Scope;
use crate::db::dialect::SILENCE_ROUTERS;
use crate::db::{CustomerId, IspId, RouterId, Row, at, query};
use crate::mac::Mac;
use crate::problem::{Problem, Result};

/// A router as its customer's page shows it.
#[derive(Debug, Clone)]
pub struct Router {
    /// Its id.
    pub id: RouterId,
    /// Its MAC.
    pub mac: String,
    /// Whether it reports.
    pub online: bool,
    /// Online or offline since when.
    pub since: Timestamp,
    /// Since when it goes on and off all the time, if it does.
    pub flapping_since: Option<Timestamp>,
    /// When it was first heard at this home, if ever.
    pub heard_at: Option<Timestamp>,
    /// When it last reported, if ever.
    pub last_report: Option<Timestamp>,
    /// When it last started, by its own uptime.
    pub booted_at: Option<Timestamp>,
    /// Its make and model.
    pub hardware: Option<String>,
    /// Firmware version.
    pub firmware: Option<String>,
    /// Version of the agent on it.
    pub agent_version: Option<String>,
    /// Serial number.
    pub serial: Option<String>,
    /// Why it last started, in the protocol's word.
    pub start_reason: Option<String>,
    /// Until when it may ask for a new certificate.
    pub window_until: Option<Timestamp>,
    /// All that it said of how it is.
    pub status: Status,
    /// The Wi-Fi networks it offers.
    pub wifi: Vec<WifiNetwork>,
}

/// A router whose connectivity changed.
pub(super) struct Changed {
    pub(super) isp: IspId,
    pub(super) router: RouterId,
    pub(super) customer: Option<CustomerId>,
    /// Since when, in milliseconds UTC.
    pub(super) since: i64,
    /// Since when it goes on and off all the time, if it does.
    pub(super) flapping_since: Option<i64>,
    /// How often it went offline of late, and since when that is counted.
    pub(super) drops: i64,
    pub(super) drops_since: i64,
    /// As what it counts.
    pub(super) counted: Counted,
}

pub(super) async fn by_mac(scope: &mut Scope, mac: &Mac) -> Result<Option<(IspId, RouterId)>> {
    let row = query("SELECT isp_id, router_id FROM router_mac WHERE mac = $1")
        .bind(mac.as_str())
        .optional(scope)
        .await?;
    row.map(|row| Ok((IspId(row.get("isp_id")?), RouterId(row.get("router_id")?)))).transpose()
}

pub(super) async fn may_certify(scope: &mut Scope, router: RouterId) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "SELECT 1 AS may FROM router WHERE isp_id = $1 AND id = $2 AND (certificate_at IS NULL OR reissue_until > $3)",
    )
    .bind(isp)
    .bind(router)
    .bind(now)
    .exists(scope)
    .await
}

pub(super) async fn certify(scope: &mut Scope, router: RouterId, fingerprint: &[u8]) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE router SET certificate = $3, certificate_at = $4, reissue_until = NULL
         WHERE isp_id = $1 AND id = $2 AND (certificate_at IS NULL OR reissue_until > $4)",
    )
    .bind(isp)
    .bind(router)
    .bind(fingerprint)
    .bind(now)
    .changed(scope)
    .await
}

pub(super) async fn open_window(scope: &mut Scope, router: RouterId) -> Result<bool> {
    let (isp, until) = (scope.isp()?, scope.now() + WINDOW_MS);
    query("UPDATE router SET certificate = NULL, reissue_until = $3 WHERE isp_id = $1 AND id = $2")
        .bind(isp)
        .bind(router)
        .bind(until)
        .changed(scope)
        .await
}

pub(super) async fn customer_of(scope: &mut Scope, router: RouterId) -> Result<Option<CustomerId>> {
    let isp = scope.isp()?;
    let row = query("SELECT customer_id FROM router WHERE isp_id = $1 AND id = $2")
        .bind(isp)
        .bind(router)
        .optional(scope)
        .await?;
    Ok(row.map(|row| row.get::<Option<Uuid>>("customer_id")).transpose()?.flatten().map(CustomerId))
}

/// The home of a router that is offline, unless it is known already that it was turned away.
pub(super) async fn unheard(scope: &mut Scope, router: RouterId) -> Result<Option<CustomerId>> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT r.customer_id FROM router r
         WHERE r.isp_id = $1 AND r.id = $2 AND r.online = FALSE AND r.customer_id IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM known_issue k WHERE k.isp_id = $1 AND k.customer_id = r.customer_id
                AND k.kind = 'certificate' AND k.closed_at IS NULL)",
    )
    .bind(isp)
    .bind(router)
    .optional(scope)
    .await?;
    row.map(|row| row.get("customer_id").map(CustomerId)).transpose()
}

pub(super) async fn of_customer(scope: &mut Scope, customer: CustomerId) -> Result<Option<Router>> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT id, mac, online, since, flapping_since, heard_at, last_report, booted_at, hardware, firmware, agent_version, serial,
                start_reason, reissue_until, status, wifi
         FROM router WHERE isp_id = $1 AND customer_id = $2 ORDER BY enabled_at DESC LIMIT 1",
    )
    .bind(isp)
    .bind(customer)
    .optional(scope)
    .await?;
    let now = scope.now();
    row.map(|row| {
        Ok(Router {
            id: RouterId(row.get("id")?),
            mac: row.get("mac")?,
            online: row.get("online")?,
            since: at(row.get("since")?),
            flapping_since: row.get::<Option<i64>>("flapping_since")?.map(at),
            heard_at: row.get::<Option<i64>>("heard_at")?.map(at),
            last_report: row.get::<Option<i64>>("last_report")?.map(at),
            booted_at: row.get::<Option<i64>>("booted_at")?.map(at),
            hardware: row.get("hardware")?,
            firmware: row.get("firmware")?,
            agent_version: row.get("agent_version")?,
            serial: row.get("serial")?,
            start_reason: row.get("start_reason")?,
            window_until: row.get::<Option<i64>>("reissue_until")?.filter(|until| *until > now).map(at),
            status: read_json(&row, "status")?,
            wifi: read_json(&row, "wifi")?,
        })
    })
    .transpose()
}

fn read_json<T: serde::de::DeserializeOwned + Default>(row: &Row, name: &str) -> Result<T> {
    let text: Option<String> = row.get(name)?;
    text.map_or_else(|| Ok(T::default()), |text| serde_json::from_str(&text).map_err(Problem::broken))
}

/// When the first of those that are online will have been silent for three of its periods, counted as [`take_offline`] does.
pub(super) async fn first_silence(scope: &mut Scope, serving_since: i64) -> Result<Option<i64>> {
    let row = query(
        "SELECT MIN(CASE WHEN last_report > $1 THEN last_report ELSE $1 END + 3 * period_ms) AS due FROM router WHERE online",
    )
    .bind(serving_since)
    .one(scope)
    .await?;
    row.get("due")
}

pub(super) async fn take_offline(scope: &mut Scope, serving_since: i64, limit: i64) -> Result<Vec<Changed>> {
    let now = scope.now();
    let rows = SILENCE_ROUTERS
        .query(scope)
        .bind(now)
        .bind(serving_since)
        .bind(limit)
        .bind(now - FLAPPING.window_ms)
        .bind(FLAPPING.times)
        .all(scope)
        .await?;
    rows.iter().map(changed).collect()
}

/// Routers that were called flapping and have been the same, online or offline, for long enough.
pub(super) async fn calm(scope: &mut Scope, most: i64) -> Result<Vec<(IspId, RouterId)>> {
    let before = scope.now() - FLAPPING.calm_ms;
    let rows =
        query("SELECT isp_id, id FROM router WHERE flapping_since IS NOT NULL AND since < $1 LIMIT $2")
            .bind(before)
            .bind(most)
            .all(scope)
            .await?;
    rows.iter().map(|row| Ok((IspId(row.get("isp_id")?), RouterId(row.get("id")?)))).collect()
}

/// Says of one of them that it is steady, unless it went on or off meanwhile; gives at which customer, and whether it is online.
pub(super) async fn steady(
    scope: &mut Scope,
    router: RouterId,
) -> Result<Option<(Option<CustomerId>, bool)>> {
    let (isp, before) = (scope.isp()?, scope.now() - FLAPPING.calm_ms);
    let row = query(
        "UPDATE router SET flapping_since = NULL, drops = 0 WHERE isp_id = $1 AND id = $2
             AND flapping_since IS NOT NULL AND since < $3 RETURNING customer_id, online",
    )
    .bind(isp)
    .bind(router)
    .bind(before)
    .optional(scope)
    .await?;
    row.map(|row| Ok((row.get::<Option<Uuid>>("customer_id")?.map(CustomerId), row.get("online")?)))
        .transpose()
}

pub(super) fn changed(row: &Row) -> Result<Changed> {
    Ok(Changed {
        isp: IspId(row.get("isp_id")?),
        router: RouterId(row.get("id")?),
        customer: row.get::<Option<Uuid>>("customer_id")?.map(CustomerId),
        since: row.get("since")?,
        flapping_since: row.get("flapping_since")?,
        drops: row.get("drops")?,
        drops_since: row.get("drops_since")?,
        counted: tally::counted(row)?,
    })
}
