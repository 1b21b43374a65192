//! The reads that a permit rests on.

use super::{Audience, IDLE_MS, IspCard, Role};
use crate::db::{Connection, IspId, LinkHash, PersonId, RouterId, SessionId, query};
use crate::problem::Result;

pub(super) struct SessionRow {
    pub(super) id: SessionId,
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) used_at: i64,
}

/// The live session of this hash. Expiry is decided here, at use; sweeping old rows is only hygiene.
pub(super) async fn session(
    connection: &mut Connection,
    hash: &LinkHash,
    now: i64,
) -> Result<Option<SessionRow>> {
    let row = query(
        "SELECT s.id, s.person_id, s.used_at, p.name, p.email_shown FROM session s JOIN person p ON p.id = s.person_id
         WHERE s.hash = $1 AND s.audience = $2 AND s.ends_at > $3 AND s.used_at > $4",
    )
    .bind(hash)
    .bind(Audience::Portal.as_str())
    .bind(now)
    .bind(now - IDLE_MS)
    .optional(connection)
    .await?;
    row.map(|row| {
        Ok(SessionRow {
            id: SessionId(row.get("id")?),
            person: PersonId(row.get("person_id")?),
            name: row.get("name")?,
            email: row.get("email_shown")?,
            used_at: row.get("used_at")?,
        })
    })
    .transpose()
}

pub(super) async fn membership(
    connection: &mut Connection,
    person: PersonId,
    slug: &str,
) -> Result<Option<(IspCard, Role, Option<i64>)>> {
    let row = query(
        "SELECT i.id, i.slug, i.name, i.colour, c.role, c.last_seen FROM isp i
         JOIN collaborator c ON c.isp_id = i.id AND c.person_id = $1 WHERE i.slug = $2",
    )
    .bind(person)
    .bind(slug)
    .optional(connection)
    .await?;
    row.map(|row| {
        let isp = IspCard {
            id: IspId(row.get("id")?),
            slug: row.get("slug")?,
            name: row.get("name")?,
            colour: row.get("colour")?,
        };
        Ok((isp, row.word("role")?, row.get("last_seen")?))
    })
    .transpose()
}

pub(super) async fn role(connection: &mut Connection, isp: IspId, person: PersonId) -> Result<Option<Role>> {
    let row = query("SELECT role FROM collaborator WHERE isp_id = $1 AND person_id = $2")
        .bind(isp)
        .bind(person)
        .optional(connection)
        .await?;
    row.map(|row| row.word("role")).transpose()
}

pub(super) async fn router_by_mac(
    connection: &mut Connection,
    mac: &str,
) -> Result<Option<(IspId, RouterId)>> {
    let row = query("SELECT isp_id, router_id FROM router_mac WHERE mac = $1")
        .bind(mac)
        .optional(connection)
        .await?;
    row.map(|row| Ok((IspId(row.get("isp_id")?), RouterId(row.get("router_id")?)))).transpose()
}

pub(super) async fn certificate(
    connection: &mut Connection,
    isp: IspId,
    router: RouterId,
) -> Result<Option<Vec<u8>>> {
    let row = query("SELECT certificate FROM router WHERE isp_id = $1 AND id = $2")
        .bind(isp)
        .bind(router.0)
        .optional(connection)
        .await?;
    row.map_or(Ok(None), |row| row.get("certificate"))
}

pub(super) async fn touch_session(connection: &mut Connection, hash: &LinkHash, now: i64) -> Result<()> {
    query("UPDATE session SET used_at = $2 WHERE hash = $1 AND used_at < $2")
        .bind(hash)
        .bind(now)
        .run(connection)
        .await?;
    Ok(())
}

pub(super) async fn touch_membership(
    connection: &mut Connection,
    isp: IspId,
    person: PersonId,
    now: i64,
) -> Result<()> {
    query("UPDATE collaborator SET last_seen = $3 WHERE isp_id = $1 AND person_id = $2")
        .bind(isp)
        .bind(person)
        .bind(now)
        .run(connection)
        .await?;
    Ok(())
}
