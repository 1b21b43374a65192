//! The rows of the audit log, as they are written, linked and listed.

pub(super) mod erase;
pub(super) mod mine;
pub(super) mod read;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::digest::{self, Unchanging};
use super::{Area, Details, Entry, Filter, Personal, Way};
use crate::access::Scope;
use crate::db::{PersonId, Row, at, query};
use crate::link::random;
use crate::page::{After, Page};
use crate::problem::{Problem, Result};

pub(super) use read::Kept;

/// What is to be written down.
pub(super) struct Noted {
    pub(super) place: Uuid,
    pub(super) kind: &'static str,
    pub(super) way: Way,
    /// What is personal to who did it, as text.
    pub(super) personal: String,
    /// Whom else it concerns, and what is told of them, as text.
    pub(super) subject: Option<(Uuid, String)>,
}

pub(super) async fn insert(scope: &mut Scope, noted: Noted) -> Result<()> {
    let Noted { place, kind, way, personal, subject } = noted;
    let (salt, subject_salt): ([u8; 16], [u8; 16]) = (random(), random());
    let row = Unchanging {
        isp: place,
        id: scope.id(),
        at: scope.now(),
        kind: kind.to_owned(),
        area: Area::of(kind).as_str().to_owned(),
        way: way.as_str().to_owned(),
        actor_kind: scope.actor().kind().to_owned(),
        actor_id: scope.actor().person().map(|person| person.0),
        personal_digest: digest::personal(&salt, &personal),
        subject_digest: subject.as_ref().map(|(id, text)| digest::subject(&subject_salt, *id, text)),
    };
    let digest = row.digest();
    query(
        "INSERT INTO audit (isp_id, id, at, kind, area, way, actor_kind, actor_id, personal, salt, personal_digest,
                            subject_digest, digest)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
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
    .bind(row.subject_digest)
    .bind(digest)
    .run(scope)
    .await?;
    if let Some((subject, text)) = subject {
        query(
            "INSERT INTO audit_subject (isp_id, audit_id, subject_id, personal, salt) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(place)
        .bind(row.id)
        .bind(subject)
        .bind(text)
        .bind(subject_salt.to_vec())
        .run(scope)
        .await?;
    }
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

/// Entries before `after`, newest first. An id begins with its time, so ids bound the time too.
pub(super) async fn list(scope: &mut Scope, filter: &Filter, after: After) -> Result<Page<Entry>> {
    let isp = scope.isp()?;
    let before = filter.until.map_or(Uuid::max(), first_id).min(after.id);
    let rows = query(
        "SELECT a.id, a.at, a.kind, a.area, a.way, a.actor_kind, a.actor_id, a.personal, s.number,
                u.personal AS subject, a.subject_digest IS NOT NULL AS about
         FROM audit a LEFT JOIN audit_subject u ON u.isp_id = a.isp_id AND u.audit_id = a.id
         LEFT JOIN audit_seal s ON s.isp_id = a.isp_id AND s.audit_id = a.id
         WHERE a.isp_id = $1 AND a.id < $2 AND a.id >= $3 AND (a.area = $4 OR $4 IS NULL OR ($4 = 'access' AND a.kind = 'factor-reset'))
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
    let (personal, details) = told(row)?;
    Ok(Entry {
        id: row.get("id")?,
        at: at(row.get("at")?),
        kind: row.get("kind")?,
        area: row.word("area")?,
        way: row.word("way")?,
        actor_kind: row.get("actor_kind")?,
        actor: row.get::<Option<Uuid>>("actor_id")?.map(PersonId),
        personal,
        details,
        sealed: row.get("number")?,
    })
}

/// What is still there of what is personal in a row: who did it, and the details, which are the subject's where there is one.
fn told(row: &Row) -> Result<(Option<Personal>, Option<Details>)> {
    #[derive(Deserialize)]
    struct Kept {
        #[serde(flatten)]
        personal: Personal,
        details: Details,
    }
    let kept: Option<Kept> = row.get::<Option<String>>("personal")?.as_deref().map(read).transpose()?;
    let subject: Option<Details> = row.get::<Option<String>>("subject")?.as_deref().map(read).transpose()?;
    let (personal, own) = kept.map(|it| (it.personal, it.details)).unzip();
    Ok((personal, if row.get("about")? { subject } else { own }))
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(Problem::broken)
}
