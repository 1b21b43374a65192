//! The reads that a permit rests on.

use super::who::{IspCard, Session};
use super::{Audience, Role};
use crate::db::{Connection, CustomerId, IspId, LinkHash, PersonId, RouterId, SessionId, query};
use crate::problem::Result;

/// The live session of this audience and hash, past its second factor. Expiry is decided here, at use; sweeping old rows is only hygiene.
pub(super) async fn session(
    connection: &mut Connection,
    audience: Audience,
    hash: &LinkHash,
    now: i64,
) -> Result<Option<Session>> {
    let row = query(
        "SELECT s.id, s.person_id, s.created_at, s.used_at, s.proved_at, s.factor_at, p.name, p.email_shown
         FROM session s JOIN person p ON p.id = s.person_id
         WHERE s.hash = $1 AND s.audience = $2 AND s.stage = 'full' AND s.ends_at > $3 AND s.used_at > $4",
    )
    .bind(hash)
    .bind(audience.as_str())
    .bind(now)
    .bind(now - audience.idle_ms())
    .optional(connection)
    .await?;
    row.map(|row| {
        Ok(Session {
            id: SessionId(row.get("id")?),
            person: PersonId(row.get("person_id")?),
            audience,
            name: row.get("name")?,
            email: row.get("email_shown")?,
            created_at: row.get("created_at")?,
            proved_at: row.get("proved_at")?,
            factor_at: row.get("factor_at")?,
            hash: hash.clone(),
            used_at: row.get("used_at")?,
        })
    })
    .transpose()
}

/// What a person is at a place.
pub(super) struct Standing {
    pub(super) isp: IspCard,
    /// The cluster that the place belongs to.
    pub(super) cluster: Option<IspId>,
    /// By a membership of the place itself.
    pub(super) own: Option<Role>,
    /// By one of its cluster.
    pub(super) through: Option<Role>,
    pub(super) last_seen: Option<i64>,
    /// Since when, by the earlier of the two memberships.
    pub(super) since: i64,
    /// Whether the own membership was given without asking, and that was not acknowledged yet.
    pub(super) given: bool,
    /// The earliest time since when the place or its cluster has required a second factor.
    pub(super) two_factor_since: Option<i64>,
}

impl Standing {
    /// The stronger of the two.
    pub(super) fn role(&self) -> Option<Role> {
        Role::ALL.into_iter().find(|role| [self.own, self.through].contains(&Some(*role)))
    }
}

pub(super) async fn standing(
    connection: &mut Connection,
    person: PersonId,
    slug: &str,
) -> Result<Option<Standing>> {
    let row = query(
        "SELECT i.id, i.kind, i.slug, i.name, i.colour, i.logo, i.cluster_id, i.two_factor_since,
                g.two_factor_since AS cluster_two_factor_since, own.role AS own, own.last_seen, own.given_by, own.since,
                through.role AS through, through.last_seen AS through_last_seen, through.since AS through_since
         FROM isp i
         LEFT JOIN isp g ON g.id = i.cluster_id
         LEFT JOIN collaborator own ON own.isp_id = i.id AND own.person_id = $1
         LEFT JOIN collaborator through ON through.isp_id = i.cluster_id AND through.person_id = $1
         WHERE i.slug = $2",
    )
    .bind(person)
    .bind(slug)
    .optional(connection)
    .await?;
    row.map(|row| {
        let isp = IspCard::of(&row)?;
        let required: [Option<i64>; 2] = [row.get("two_factor_since")?, row.get("cluster_two_factor_since")?];
        let since: [Option<i64>; 2] = [row.get("since")?, row.get("through_since")?];
        let own: Option<Role> = row.word_or_none("own")?;
        Ok(Standing {
            isp,
            cluster: row.get::<Option<uuid::Uuid>>("cluster_id")?.map(IspId),
            own,
            through: row.word_or_none("through")?,
            last_seen: row.get(if own.is_some() { "last_seen" } else { "through_last_seen" })?,
            given: row.get::<Option<uuid::Uuid>>("given_by")?.is_some(),
            since: since.into_iter().flatten().min().unwrap_or(i64::MAX),
            two_factor_since: required.into_iter().flatten().min(),
        })
    })
    .transpose()
}

/// The ISP at which a person is a mobile user of this home; whether the home is open still is seen there ([`at_home`]).
pub(super) async fn isp_of_home(
    connection: &mut Connection,
    person: PersonId,
    home: CustomerId,
) -> Result<Option<IspCard>> {
    let row = query(
        "SELECT i.id, i.kind, i.slug, i.name, i.colour, i.logo FROM mobile_user m JOIN isp i ON i.id = m.isp_id
         WHERE m.person_id = $1 AND m.customer_id = $2",
    )
    .bind(person)
    .bind(home)
    .optional(connection)
    .await?;
    row.as_ref().map(IspCard::of).transpose()
}

/// What a mobile user is at a home that was not deactivated.
pub(super) struct AtHome {
    pub(super) primary: bool,
    pub(super) last_seen: Option<i64>,
    /// Whether they accepted the ISP's agreements in their present versions.
    pub(super) accepted: bool,
}

/// How many pages there are to accept (room `agreement`).
const PAGES: i64 = 3;

pub(super) async fn at_home(
    connection: &mut Connection,
    isp: IspId,
    person: PersonId,
    home: CustomerId,
) -> Result<Option<AtHome>> {
    let row = query(
        "SELECT c.primary_person_id = m.person_id AS is_primary, m.last_seen, (
             SELECT COUNT(*) FROM agreement_acceptance a JOIN isp i ON i.id = a.isp_id
             WHERE a.isp_id = m.isp_id AND a.person_id = m.person_id AND a.version = CASE a.kind
                 WHEN 'subscriber_terms' THEN i.subscriber_terms_version
                 WHEN 'privacy' THEN i.privacy_version ELSE i.terms_of_use_version END) AS accepted
         FROM mobile_user m JOIN customer c ON c.isp_id = m.isp_id AND c.id = m.customer_id
         WHERE m.isp_id = $1 AND m.customer_id = $2 AND m.person_id = $3 AND c.closed_at IS NULL",
    )
    .bind(isp)
    .bind(home)
    .bind(person)
    .optional(connection)
    .await?;
    row.map(|row| {
        Ok(AtHome {
            primary: row.get("is_primary")?,
            last_seen: row.get("last_seen")?,
            accepted: row.get::<i64>("accepted")? == PAGES,
        })
    })
    .transpose()
}

pub(super) async fn touch_mobile_user(
    connection: &mut Connection,
    isp: IspId,
    home: CustomerId,
    person: PersonId,
    now: i64,
) -> Result<()> {
    query("UPDATE mobile_user SET last_seen = $4 WHERE isp_id = $1 AND customer_id = $2 AND person_id = $3")
        .bind(isp)
        .bind(home)
        .bind(person)
        .bind(now)
        .run(connection)
        .await?;
    Ok(())
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

pub(super) async fn touch_session(
    connection: &mut Connection,
    hash: &LinkHash,
    now: i64,
    address: Option<&str>,
) -> Result<()> {
    query(
        "UPDATE session SET used_at = $2, address = COALESCE($3, address) WHERE hash = $1 AND used_at < $2",
    )
    .bind(hash)
    .bind(now)
    .bind(address)
    .run(connection)
    .await?;
    Ok(())
}

/// Remembers where somebody was last.
pub(super) async fn touch_person(connection: &mut Connection, person: PersonId, isp: IspId) -> Result<()> {
    query("UPDATE person SET last_isp_id = $2 WHERE id = $1 AND (last_isp_id IS NULL OR last_isp_id <> $2)")
        .bind(person)
        .bind(isp)
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
