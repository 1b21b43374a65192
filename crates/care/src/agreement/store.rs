//! The rows of agreements.

use jiff::Timestamp;

use super::Kind;
use crate::access::Scope;
use crate::db::{IspId, PersonId, at, query};
use crate::problem::Result;

/// The present version of a page and the ISP's own text of it; empty where that is Portico's.
pub(super) async fn current(scope: &mut Scope, kind: Kind) -> Result<(i64, String)> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT v.version, COALESCE(a.text, '') AS text FROM (
             SELECT CASE $2 WHEN 'subscriber_terms' THEN subscriber_terms_version
                 WHEN 'privacy' THEN privacy_version ELSE terms_of_use_version END AS version
             FROM isp WHERE id = $1) v
         LEFT JOIN agreement a ON a.isp_id = $1 AND a.kind = $2 AND a.version = v.version",
    )
    .bind(isp)
    .bind(kind.as_str())
    .one(scope)
    .await?;
    Ok((row.get("version")?, row.get("text")?))
}

/// Keeps a new version, which is the present one from now on.
pub(super) async fn publish(scope: &mut Scope, kind: Kind, version: i64, text: &str) -> Result<()> {
    let (isp, now) = (scope.isp()?, scope.now());
    query("INSERT INTO agreement (isp_id, kind, version, text, published_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(isp)
        .bind(kind.as_str())
        .bind(version)
        .bind(text)
        .bind(now)
        .run(scope)
        .await?;
    let statement = match kind {
        Kind::SubscriberTerms => query("UPDATE isp SET subscriber_terms_version = $2 WHERE id = $1"),
        Kind::Privacy => query("UPDATE isp SET privacy_version = $2 WHERE id = $1"),
        Kind::TermsOfUse => query("UPDATE isp SET terms_of_use_version = $2 WHERE id = $1"),
    };
    statement.bind(isp).bind(version).run(scope).await?;
    Ok(())
}

/// Keeps that somebody accepted this version, if it is the present one; once is enough.
pub(super) async fn accept(scope: &mut Scope, person: PersonId, kind: Kind, version: i64) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    let kept = query(
        "INSERT INTO agreement_acceptance (isp_id, person_id, kind, version, at)
         SELECT $1, $2, $3, $4, $5 FROM isp WHERE id = $1 AND $4 = CASE $3
             WHEN 'subscriber_terms' THEN subscriber_terms_version
             WHEN 'privacy' THEN privacy_version ELSE terms_of_use_version END
         ON CONFLICT (isp_id, person_id, kind, version) DO NOTHING",
    )
    .bind(isp)
    .bind(person)
    .bind(kind.as_str())
    .bind(version)
    .bind(now)
    .changed(scope)
    .await?;
    Ok(kept || accepted_at(scope, person, kind, version).await?.is_some())
}

/// When somebody accepted this version.
pub(super) async fn accepted_at(
    scope: &mut Scope,
    person: PersonId,
    kind: Kind,
    version: i64,
) -> Result<Option<Timestamp>> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT at FROM agreement_acceptance WHERE isp_id = $1 AND person_id = $2 AND kind = $3 AND version = $4",
    )
    .bind(isp)
    .bind(person)
    .bind(kind.as_str())
    .bind(version)
    .optional(scope)
    .await?;
    row.map(|row| Ok(at(row.get("at")?))).transpose()
}

/// The ISP of this slug, if the transaction's own person uses a home of its.
pub(super) async fn isp_of_user(scope: &mut Scope, person: PersonId, slug: &str) -> Result<Option<IspId>> {
    let row = query(
        "SELECT i.id FROM mobile_user m JOIN isp i ON i.id = m.isp_id
         WHERE m.person_id = $1 AND i.slug = $2 LIMIT 1",
    )
    .bind(person)
    .bind(slug)
    .optional(scope)
    .await?;
    row.map(|row| Ok(IspId(row.get("id")?))).transpose()
}

/// The only ISP of the service and its slug; none where there are several.
pub(super) async fn only_isp(scope: &mut Scope) -> Result<Option<(IspId, String)>> {
    let rows = query("SELECT id, slug FROM isp WHERE kind = 'isp' ORDER BY id LIMIT 2").all(scope).await?;
    match &rows[..] {
        [one] => Ok(Some((IspId(one.get("id")?), one.get("slug")?))),
        _ => Ok(None),
    }
}
