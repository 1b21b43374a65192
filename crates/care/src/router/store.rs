//! The rows of routers.

pub(super) mod batch;
pub(super) mod moving;
pub(super) mod over_time;

use jiff::Timestamp;
use uuid::Uuid;

use super::certificate::WINDOW_MS;
use super::connectivity::{Connected, Counts, FLAPPING};
use super::report::{Status, WifiNetwork};
use crate::access::Scope;
use crate::db::dialect::SILENCE_ROUTERS;
use crate::db::{CustomerId, IspId, RouterId, Row, at, query};
use crate::mac::Mac;
use crate::page::{After, Page};
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

pub(super) async fn connectivity(scope: &mut Scope, online: bool, after: After) -> Result<Page<Connected>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT r.id, r.customer_id, c.name, c.address, r.mac, r.hardware, r.firmware,
                r.agent_version, r.status, r.since, r.flapping_since, r.last_report
         FROM router r JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
         WHERE r.isp_id = $1 AND r.online = $2 AND (r.since, r.id) < ($3, $4)
         ORDER BY r.since DESC, r.id DESC LIMIT $5",
    )
    .bind(isp)
    .bind(online)
    .bind(after.at)
    .bind(after.id)
    .bind(Page::<Connected>::LIMIT)
    .all(scope)
    .await?;
    let rows = rows.iter().map(connected).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_rows(rows, |row| row.key))
}

pub(super) async fn longest_offline(scope: &mut Scope, most: usize) -> Result<Vec<Connected>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT r.id, r.customer_id, c.name, c.address, r.mac, r.hardware, r.firmware,
                r.agent_version, r.status, r.since, r.flapping_since, r.last_report
         FROM router r JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
         WHERE r.isp_id = $1 AND r.online = FALSE AND r.last_report IS NOT NULL ORDER BY r.since, r.id LIMIT $2",
    )
    .bind(isp)
    .bind(i64::try_from(most).unwrap_or(i64::MAX))
    .all(scope)
    .await?;
    rows.iter().map(connected).collect()
}

fn connected(row: &Row) -> Result<Connected> {
    let since: i64 = row.get("since")?;
    let status: Status = read_json(row, "status")?;
    Ok(Connected {
        customer: CustomerId(row.get("customer_id")?),
        name: row.get("name")?,
        address: row.get("address")?,
        mac: row.get("mac")?,
        hardware: row.get("hardware")?,
        firmware: row.get("firmware")?,
        agent_version: row.get("agent_version")?,
        wan: status.wan_ipv4.or(status.wan_ipv6),
        since: at(since),
        flapping: row.get::<Option<i64>>("flapping_since")?.is_some(),
        ever: row.get::<Option<i64>>("last_report")?.is_some(),
        key: After { at: since, id: row.get("id")? },
    })
}

/// Each count is of entries that stand together in one index; only routers in stock are looked at one by one. Asking
/// every router for its states would read all their rows, nine times the work at 10,000.
pub(super) async fn counts(scope: &mut Scope) -> Result<Counts> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT (SELECT COUNT(*) FROM router WHERE isp_id = $1 AND online = TRUE) AS online,
                (SELECT COUNT(*) FROM router WHERE isp_id = $1 AND online = FALSE) AS offline,
                COUNT(*) AS in_stock, COUNT(CASE WHEN online THEN 1 END) AS online_in_stock
         FROM router WHERE isp_id = $1 AND customer_id IS NULL",
    )
    .bind(isp)
    .one(scope)
    .await?;
    let count = |name| row.get::<i64>(name);
    let (in_stock, online_in_stock) = (count("in_stock")?, count("online_in_stock")?);
    Ok(Counts {
        online: count("online")? - online_in_stock,
        offline: count("offline")? - (in_stock - online_in_stock),
        in_stock,
    })
}

/// Whether there is anything for [`take_offline`] to do.
pub(super) async fn any_silent(scope: &mut Scope, serving_since: i64) -> Result<bool> {
    let now = scope.now();
    query(
        "SELECT 1 AS silent FROM router
         WHERE online AND COALESCE(last_report, 0) + 3 * period_ms < $1 AND $2 + 3 * period_ms < $1 LIMIT 1",
    )
    .bind(now)
    .bind(serving_since)
    .exists(scope)
    .await
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
    })
}
