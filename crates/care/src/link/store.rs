//! The links' rows.

use uuid::Uuid;

use super::Link;
use crate::access::Scope;
use crate::db::{IspId, LinkHash, Row, query};
use crate::problem::Result;

pub(super) async fn insert(scope: &mut Scope, kind: &str, hash: &LinkHash, link: &Link) -> Result<()> {
    let now = scope.now();
    query(
        "INSERT INTO link (hash, kind, provenance, state, isp_id, subject_id, email, created_at, expires_at)
         VALUES ($1, $2, $3, 'live', $4, $5, $6, $7, $8)",
    )
    .bind(hash)
    .bind(kind)
    .bind(link.provenance.as_str())
    .bind(link.isp)
    .bind(link.subject)
    .bind(link.email.as_str())
    .bind(now)
    .bind(link.expires_at)
    .run(scope)
    .await?;
    Ok(())
}

pub(super) async fn void(scope: &mut Scope, kind: &str, subject: Option<Uuid>) -> Result<()> {
    query(
        "UPDATE link SET state = 'void'
         WHERE kind = $1 AND state = 'live' AND (subject_id = $2 OR (subject_id IS NULL AND $2 IS NULL))",
    )
    .bind(kind)
    .bind(subject)
    .run(scope)
    .await?;
    Ok(())
}

pub(super) async fn void_of_address(scope: &mut Scope, kind: &str, email: &str) -> Result<()> {
    query("UPDATE link SET state = 'void' WHERE kind = $1 AND state = 'live' AND email = $2")
        .bind(kind)
        .bind(email)
        .run(scope)
        .await?;
    Ok(())
}

pub(super) async fn find(scope: &mut Scope, kind: &str, hash: &LinkHash) -> Result<Option<(Link, String)>> {
    let row = query(
        "SELECT isp_id, subject_id, provenance, email, expires_at, state FROM link WHERE hash = $1 AND kind = $2",
    )
    .bind(hash)
    .bind(kind)
    .optional(scope)
    .await?;
    row.map(|row| Ok((link(&row)?, row.get("state")?))).transpose()
}

pub(super) async fn live(scope: &mut Scope, kind: &str, hash: &LinkHash) -> Result<Option<Link>> {
    let now = scope.now();
    let row = query(
        "SELECT isp_id, subject_id, provenance, email, expires_at FROM link
         WHERE hash = $1 AND kind = $2 AND state = 'live' AND expires_at > $3",
    )
    .bind(hash)
    .bind(kind)
    .bind(now)
    .optional(scope)
    .await?;
    row.as_ref().map(link).transpose()
}

pub(super) async fn void_but_operators(scope: &mut Scope, kind: &str, subject: Uuid) -> Result<()> {
    query(
        "UPDATE link SET state = 'void'
         WHERE kind = $1 AND state = 'live' AND subject_id = $2 AND provenance <> 'operator'",
    )
    .bind(kind)
    .bind(subject)
    .run(scope)
    .await?;
    Ok(())
}

pub(super) async fn is_live(scope: &mut Scope, kind: &str, email: &str) -> Result<bool> {
    let now = scope.now();
    query(
        "SELECT 1 AS live FROM link WHERE email = $1 AND kind = $2 AND state = 'live' AND expires_at > $3 LIMIT 1",
    )
    .bind(email)
    .bind(kind)
    .bind(now)
    .exists(scope)
    .await
}

pub(super) async fn trail(scope: &mut Scope, kind: &str, email: &str) -> Result<Vec<(IspId, Uuid)>> {
    let rows = query(
        "SELECT DISTINCT isp_id, subject_id FROM link
         WHERE email = $1 AND kind = $2 AND isp_id IS NOT NULL AND subject_id IS NOT NULL ORDER BY subject_id",
    )
    .bind(email)
    .bind(kind)
    .all(scope)
    .await?;
    rows.iter().map(|row| Ok((IspId(row.get("isp_id")?), row.get("subject_id")?))).collect()
}

/// Deletes links that ended this long ago; hygiene only.
pub(super) async fn sweep(scope: &mut Scope, older_ms: i64) -> Result<()> {
    let before = scope.now() - older_ms;
    query("DELETE FROM link WHERE expires_at < $1").bind(before).run(scope).await?;
    Ok(())
}

pub(super) async fn spend(scope: &mut Scope, kind: &str, hash: &LinkHash) -> Result<Option<Link>> {
    let now = scope.now();
    let row = query(
        "UPDATE link SET state = 'used' WHERE hash = $1 AND kind = $2 AND state = 'live' AND expires_at > $3
         RETURNING isp_id, subject_id, provenance, email, expires_at",
    )
    .bind(hash)
    .bind(kind)
    .bind(now)
    .optional(scope)
    .await?;
    row.as_ref().map(link).transpose()
}

fn link(row: &Row) -> Result<Link> {
    Ok(Link {
        isp: row.get::<Option<Uuid>>("isp_id")?.map(IspId),
        subject: row.get("subject_id")?,
        provenance: row.word("provenance")?,
        email: row.get("email")?,
        expires_at: row.get("expires_at")?,
    })
}
