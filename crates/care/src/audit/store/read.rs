//! The rows as verification reads them: all of them, whatever somebody did to them.

use uuid::Uuid;

use super::super::digest::{self, Unchanging};
use crate::access::Scope;
use crate::db::{Row, query};
use crate::problem::Result;

/// Links that are read at once.
const MANY: i64 = 500;

/// A row as it is kept.
pub(in super::super) struct Kept {
    pub(in super::super) unchanging: Unchanging,
    personal: Option<String>,
    salt: Option<Vec<u8>>,
    subject: Option<Subject>,
    digest: Vec<u8>,
}

/// Whom a row is about, and what is told of them.
struct Subject {
    id: Uuid,
    personal: String,
    salt: Vec<u8>,
}

impl Kept {
    /// Whether something personal was erased from it.
    pub(in super::super) fn is_erased(&self) -> bool {
        self.personal.is_none() || self.unchanging.subject_digest.is_some() && self.subject.is_none()
    }

    /// Whether every digest in it is right. What is personal may have been erased, with its salt.
    pub(in super::super) fn is_as_written(&self) -> bool {
        let personal = match (&self.personal, &self.salt) {
            (None, None) => true,
            (Some(text), Some(salt)) => digest::personal(salt, text) == self.unchanging.personal_digest,
            _ => false,
        };
        let subject = match (&self.subject, &self.unchanging.subject_digest) {
            (None, _) => true,
            (Some(it), Some(kept)) => digest::subject(&it.salt, it.id, &it.personal) == *kept,
            (Some(_), None) => false,
        };
        personal && subject && self.unchanging.digest() == self.digest
    }
}

/// A link, and its row if there is one.
pub(in super::super) struct Link {
    pub(in super::super) number: i64,
    pub(in super::super) chain: Vec<u8>,
    pub(in super::super) row: Option<Kept>,
}

/// Every place that has entries or links, with its name.
pub(in super::super) async fn places(scope: &mut Scope) -> Result<Vec<(Uuid, String)>> {
    let rows = query(
        "SELECT p.isp_id, i.slug FROM (SELECT isp_id FROM audit UNION SELECT isp_id FROM audit_seal
                                       UNION SELECT isp_id FROM audit_unsealed) p
         LEFT JOIN isp i ON i.id = p.isp_id ORDER BY p.isp_id",
    )
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            let place: Uuid = row.get("isp_id")?;
            Ok((place, called(place, row.get("slug")?)))
        })
        .collect()
}

/// What a place is called in a report.
pub(in super::super) async fn name(scope: &mut Scope, place: Uuid) -> Result<String> {
    let row = query("SELECT slug FROM isp WHERE id = $1").bind(place).optional(scope).await?;
    Ok(called(place, row.map(|row| row.get("slug")).transpose()?))
}

fn called(place: Uuid, slug: Option<String>) -> String {
    slug.unwrap_or_else(|| if place.is_nil() { "at no place".to_owned() } else { place.to_string() })
}

/// The links after this number.
pub(in super::super) async fn links(scope: &mut Scope, place: Uuid, after: i64) -> Result<Vec<Link>> {
    let rows = query(
        "SELECT s.number, s.chain, s.isp_id, a.id, a.at, a.kind, a.area, a.way, a.actor_kind, a.actor_id, a.personal,
                a.salt, a.personal_digest, a.subject_digest, a.digest,
                b.subject_id, b.personal AS subject, b.salt AS subject_salt
         FROM audit_seal s LEFT JOIN audit a ON a.isp_id = s.isp_id AND a.id = s.audit_id
         LEFT JOIN audit_subject b ON b.isp_id = a.isp_id AND b.audit_id = a.id
         WHERE s.isp_id = $1 AND s.number > $2 ORDER BY s.number LIMIT $3",
    )
    .bind(place)
    .bind(after)
    .bind(MANY)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| Ok(Link { number: row.get("number")?, chain: row.get("chain")?, row: kept(row)? }))
        .collect()
}

/// The rows that wait for their link, by id.
pub(in super::super) async fn waiting_rows(
    scope: &mut Scope,
    place: Uuid,
) -> Result<Vec<(Uuid, Option<Kept>)>> {
    let rows = query(
        "SELECT u.audit_id, u.isp_id, a.id, a.at, a.kind, a.area, a.way, a.actor_kind, a.actor_id, a.personal, a.salt,
                a.personal_digest, a.subject_digest, a.digest,
                b.subject_id, b.personal AS subject, b.salt AS subject_salt
         FROM audit_unsealed u LEFT JOIN audit a ON a.isp_id = u.isp_id AND a.id = u.audit_id
         LEFT JOIN audit_subject b ON b.isp_id = a.isp_id AND b.audit_id = a.id
         WHERE u.isp_id = $1 ORDER BY u.audit_id",
    )
    .bind(place)
    .all(scope)
    .await?;
    rows.iter().map(|row| Ok((row.get("audit_id")?, kept(row)?))).collect()
}

/// How many rows neither have a link nor wait for one.
pub(in super::super) async fn strays(scope: &mut Scope, place: Uuid) -> Result<i64> {
    let row = query(
        "SELECT COUNT(*) AS n FROM audit a WHERE a.isp_id = $1
         AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.isp_id = a.isp_id AND s.audit_id = a.id)
         AND NOT EXISTS (SELECT 1 FROM audit_unsealed u WHERE u.isp_id = a.isp_id AND u.audit_id = a.id)",
    );
    row.bind(place).one(scope).await?.get("n")
}

/// The link of this number.
pub(in super::super) async fn link(scope: &mut Scope, place: Uuid, number: i64) -> Result<Option<Vec<u8>>> {
    let row = query("SELECT chain FROM audit_seal WHERE isp_id = $1 AND number = $2")
        .bind(place)
        .bind(number)
        .optional(scope)
        .await?;
    row.map(|row| row.get("chain")).transpose()
}

fn kept(row: &Row) -> Result<Option<Kept>> {
    let Some(id) = row.get::<Option<Uuid>>("id")? else { return Ok(None) };
    Ok(Some(Kept {
        unchanging: Unchanging {
            isp: row.get("isp_id")?,
            id,
            at: row.get("at")?,
            kind: row.get("kind")?,
            area: row.get("area")?,
            way: row.get("way")?,
            actor_kind: row.get("actor_kind")?,
            actor_id: row.get("actor_id")?,
            personal_digest: row.get("personal_digest")?,
            subject_digest: row.get("subject_digest")?,
        },
        personal: row.get("personal")?,
        salt: row.get("salt")?,
        subject: row.get::<Option<Uuid>>("subject_id")?.map(|id| subject(row, id)).transpose()?,
        digest: row.get("digest")?,
    }))
}

fn subject(row: &Row, id: Uuid) -> Result<Subject> {
    Ok(Subject { id, personal: row.get("subject")?, salt: row.get("subject_salt")? })
}
