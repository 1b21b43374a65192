//! The rows of the audit log, as they are written, linked and listed.

pub(super) mod read;

use uuid::Uuid;

use super::digest::{Unchanging, personal as digest_of};
use super::{Area, Entry, Filter, Way};
use crate::access::Scope;
use crate::db::{PersonId, Row, at, query};
use crate::link::random;
use crate::page::{After, Page};
use crate::problem::{Problem, Result};

pub(super) use read::Kept;

pub(super) async fn insert(
    scope: &mut Scope,
    place: Uuid,
    kind: &'static str,
    way: Way,
    personal: String,
) -> Result<()> {
    let salt: [u8; 16] = random();
    let row = Unchanging {
        isp: place,
        id: scope.id(),
        at: scope.now(),
        kind: kind.to_owned(),
        area: Area::of(kind).as_str().to_owned(),
        way: way.as_str().to_owned(),
        actor_kind: scope.actor().kind().to_owned(),
        actor_id: scope.actor().person().map(|person| person.0),
        personal_digest: digest_of(&salt, &personal),
    };
    let digest = row.digest();
    query(
        "INSERT INTO audit (isp_id, id, at, kind, area, way, actor_kind, actor_id, personal, salt, personal_digest, digest)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(place)
    .bind(row.id)
    .bind(row.at)
    .bind(row.kind)
    .bind(row.area)
    .bind(row.way)
    .bind(row.actor_kind)
    .bind(row.actor_id)
    .bind(personal)
    .bind(salt.to_vec())
    .bind(row.personal_digest)
    .bind(digest)
    .run(scope)
    .await?;
    query("INSERT INTO audit_unsealed (isp_id, audit_id) VALUES ($1, $2)")
        .bind(place)
        .bind(row.id)
        .run(scope)
        .await?;
    Ok(())
}

/// The places where rows wait for their link.
pub(super) async fn waiting_places(scope: &mut Scope) -> Result<Vec<Uuid>> {
    let rows = query("SELECT DISTINCT isp_id FROM audit_unsealed ORDER BY isp_id").all(scope).await?;
    rows.iter().map(|row| row.get("isp_id")).collect()
}

/// A row that waits.
pub(super) struct Waiting {
    pub(super) id: Uuid,
    pub(super) digest: Vec<u8>,
}

pub(super) async fn waiting(scope: &mut Scope, place: Uuid, most: i64) -> Result<Vec<Waiting>> {
    let rows = query(
        "SELECT a.id, a.digest FROM audit_unsealed u JOIN audit a ON a.isp_id = u.isp_id AND a.id = u.audit_id
         WHERE u.isp_id = $1 ORDER BY u.audit_id LIMIT $2",
    )
    .bind(place)
    .bind(most)
    .all(scope)
    .await?;
    rows.iter().map(|row| Ok(Waiting { id: row.get("id")?, digest: row.get("digest")? })).collect()
}

/// The last link of a place, with its number.
pub(super) async fn head(scope: &mut Scope, place: Uuid) -> Result<Option<(i64, Vec<u8>)>> {
    let row = query("SELECT number, chain FROM audit_seal WHERE isp_id = $1 ORDER BY number DESC LIMIT 1")
        .bind(place)
        .optional(scope)
        .await?;
    row.map(|row| Ok((row.get("number")?, row.get("chain")?))).transpose()
}

/// Links a row, which waits no more.
pub(super) async fn seal(scope: &mut Scope, place: Uuid, number: i64, id: Uuid, chain: &[u8]) -> Result<()> {
    let now = scope.now();
    query("INSERT INTO audit_seal (isp_id, number, audit_id, chain, sealed_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(place)
        .bind(number)
        .bind(id)
        .bind(chain)
        .bind(now)
        .run(scope)
        .await?;
    query("DELETE FROM audit_unsealed WHERE isp_id = $1 AND audit_id = $2")
        .bind(place)
        .bind(id)
        .run(scope)
        .await?;
    Ok(())
}

pub(super) async fn erase(scope: &mut Scope, person: PersonId) -> Result<u64> {
    query("UPDATE audit SET personal = NULL, salt = NULL WHERE actor_id = $1 AND personal IS NOT NULL")
        .bind(person)
        .run(scope)
        .await
}

/// Entries before `after`, newest first. An id begins with its time, so ids bound the time too.
pub(super) async fn list(scope: &mut Scope, filter: &Filter, after: After) -> Result<Page<Entry>> {
    let isp = scope.isp()?;
    let before = filter.until.map_or(Uuid::max(), first_id).min(after.id);
    let rows = query(
        "SELECT a.id, a.at, a.kind, a.area, a.way, a.actor_kind, a.actor_id, a.personal, s.number FROM audit a
         LEFT JOIN audit_seal s ON s.isp_id = a.isp_id AND s.audit_id = a.id
         WHERE a.isp_id = $1 AND a.id < $2 AND a.id >= $3 AND (a.area = $4 OR $4 IS NULL)
           AND (a.actor_id = $5 OR $5 IS NULL) AND (a.way = $6 OR $6 IS NULL)
         ORDER BY a.id DESC LIMIT $7",
    )
    .bind(isp)
    .bind(before)
    .bind(filter.from.map_or(Uuid::nil(), first_id))
    .bind(filter.area.map(Area::as_str))
    .bind(filter.person)
    .bind(filter.way.map(Way::as_str))
    .bind(Page::<Entry>::LIMIT)
    .all(scope)
    .await?;
    let entries = rows.iter().map(entry).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_rows(entries, |it| After { at: it.at.as_millisecond(), id: it.id }))
}

/// The least id of this time.
fn first_id(millis: i64) -> Uuid {
    Uuid::from_u128(u128::from(u64::try_from(millis).unwrap_or_default()) << 80)
}

fn entry(row: &Row) -> Result<Entry> {
    let personal: Option<String> = row.get("personal")?;
    Ok(Entry {
        id: row.get("id")?,
        at: at(row.get("at")?),
        kind: row.get("kind")?,
        area: row.word("area")?,
        way: row.word("way")?,
        actor_kind: row.get("actor_kind")?,
        actor: row.get::<Option<Uuid>>("actor_id")?.map(PersonId),
        personal: personal.map(|text| serde_json::from_str(&text).map_err(Problem::broken)).transpose()?,
        sealed: row.get("number")?,
    })
}
