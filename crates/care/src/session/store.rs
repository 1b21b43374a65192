//! The rows of sessions.

use super::{From, Listed, WAITING_MS, device_name};
use crate::access::{Audience, Scope};
use crate::db::{LinkHash, PersonId, SessionId, at, query};
use crate::email::Email;
use crate::problem::Result;
use crate::words::Language;

pub(super) async fn insert(scope: &mut Scope, hash: &LinkHash, person: PersonId, from: &From) -> Result<()> {
    let (id, now) = (scope.id(), scope.now());
    query(
        "INSERT INTO session (hash, id, person_id, audience, created_at, used_at, proved_at, ends_at, address, agent, stage)
         VALUES ($1, $2, $3, $4, $5, $5, $5, $6, $7, $8,
             CASE WHEN EXISTS (SELECT 1 FROM totp WHERE person_id = $3 AND secret IS NOT NULL)
                    OR EXISTS (SELECT 1 FROM passkey WHERE person_id = $3) THEN 'password' ELSE 'full' END)",
    )
    .bind(hash)
    .bind(id)
    .bind(person)
    .bind(from.audience.as_str())
    .bind(now)
    .bind(now + from.audience.session_ms())
    .bind(from.address.as_str())
    .bind(from.agent.chars().take(200).collect::<String>())
    .run(scope)
    .await?;
    Ok(())
}

pub(super) async fn speak(scope: &mut Scope, person: PersonId, language: Language) -> Result<()> {
    query("UPDATE person SET language = $2 WHERE id = $1 AND language <> $2")
        .bind(person)
        .bind(language.code())
        .run(scope)
        .await?;
    Ok(())
}

pub(super) async fn insert_with_factor(
    scope: &mut Scope,
    hash: &LinkHash,
    person: PersonId,
    from: &From,
) -> Result<()> {
    let (id, now) = (scope.id(), scope.now());
    query(
        "INSERT INTO session
             (hash, id, person_id, audience, created_at, used_at, proved_at, factor_at, ends_at, address, agent, stage)
         VALUES ($1, $2, $3, $4, $5, $5, $5, $5, $6, $7, $8, 'full')",
    )
    .bind(hash)
    .bind(id)
    .bind(person)
    .bind(from.audience.as_str())
    .bind(now)
    .bind(now + from.audience.session_ms())
    .bind(from.address.as_str())
    .bind(from.agent.chars().take(200).collect::<String>())
    .run(scope)
    .await?;
    Ok(())
}

pub(super) async fn waiting(scope: &mut Scope, hash: &LinkHash) -> Result<Option<PersonId>> {
    let since = scope.now() - WAITING_MS;
    let row =
        query("SELECT person_id FROM session WHERE hash = $1 AND stage = 'password' AND created_at > $2")
            .bind(hash)
            .bind(since)
            .optional(scope)
            .await?;
    row.map(|row| Ok(PersonId(row.get("person_id")?))).transpose()
}

pub(super) async fn end_waiting(scope: &mut Scope, hash: &LinkHash) -> Result<bool> {
    let since = scope.now() - WAITING_MS;
    query("DELETE FROM session WHERE hash = $1 AND stage = 'password' AND created_at > $2")
        .bind(hash)
        .bind(since)
        .changed(scope)
        .await
}

pub(super) async fn renew(
    scope: &mut Scope,
    person: PersonId,
    old: &LinkHash,
    new: &LinkHash,
    by_factor: bool,
) -> Result<bool> {
    let now = scope.now();
    query(
        "UPDATE session SET hash = $2, proved_at = $3, factor_at = CASE WHEN $4 THEN $3 ELSE factor_at END
         WHERE hash = $1 AND person_id = $5 AND stage = 'full' AND ends_at > $3",
    )
    .bind(old)
    .bind(new)
    .bind(now)
    .bind(by_factor)
    .bind(person)
    .changed(scope)
    .await
}

pub(super) async fn end_without_factor(scope: &mut Scope, person: PersonId, but: &LinkHash) -> Result<()> {
    query("DELETE FROM session WHERE person_id = $1 AND factor_at IS NULL AND hash <> $2")
        .bind(person)
        .bind(but)
        .run(scope)
        .await?;
    Ok(())
}

pub(super) async fn list(scope: &mut Scope, person: PersonId) -> Result<Vec<Listed>> {
    let now = scope.now();
    let rows = query(
        "SELECT id, audience, created_at, used_at, address, agent FROM session
         WHERE person_id = $1 AND stage = 'full' AND ends_at > $2
           AND (audience = 'portal' AND used_at > $3 OR audience = 'app' AND used_at > $4)
         ORDER BY used_at DESC LIMIT 100",
    )
    .bind(person)
    .bind(now)
    .bind(now - Audience::Portal.idle_ms())
    .bind(now - Audience::App.idle_ms())
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            let agent: String = row.get("agent")?;
            Ok(Listed {
                id: SessionId(row.get("id")?),
                audience: row.word("audience")?,
                created_at: at(row.get("created_at")?),
                used_at: at(row.get("used_at")?),
                address: row.get("address")?,
                device: device_name(&agent),
                agent,
            })
        })
        .collect()
}

pub(super) async fn end(scope: &mut Scope, person: PersonId, id: SessionId) -> Result<bool> {
    query("DELETE FROM session WHERE id = $1 AND person_id = $2").bind(id).bind(person).changed(scope).await
}

pub(super) async fn end_all(scope: &mut Scope, person: PersonId) -> Result<()> {
    query("DELETE FROM session WHERE person_id = $1").bind(person).run(scope).await?;
    Ok(())
}

pub(super) async fn end_without_membership(scope: &mut Scope, person: PersonId) -> Result<()> {
    query(
        "DELETE FROM session WHERE person_id = $1 AND audience = 'portal'
         AND NOT EXISTS (SELECT 1 FROM collaborator c WHERE c.person_id = $1)",
    )
    .bind(person)
    .run(scope)
    .await?;
    Ok(())
}

pub(super) async fn end_without_home(scope: &mut Scope, person: PersonId) -> Result<()> {
    query(
        "DELETE FROM session WHERE person_id = $1 AND audience = 'app'
         AND NOT EXISTS (SELECT 1 FROM mobile_user m WHERE m.person_id = $1)",
    )
    .bind(person)
    .run(scope)
    .await?;
    Ok(())
}

pub(super) async fn sweep(scope: &mut Scope) -> Result<()> {
    let now = scope.now();
    query(
        "DELETE FROM session
         WHERE ends_at <= $1 OR audience = 'portal' AND used_at <= $2 OR audience = 'app' AND used_at <= $3",
    )
    .bind(now)
    .bind(now - Audience::Portal.idle_ms())
    .bind(now - Audience::App.idle_ms())
    .run(scope)
    .await?;
    Ok(())
}

/// Ends all sessions of a person but this one.
pub(super) async fn end_others(scope: &mut Scope, person: PersonId, id: SessionId) -> Result<()> {
    query("DELETE FROM session WHERE person_id = $1 AND id <> $2").bind(person).bind(id).run(scope).await?;
    Ok(())
}

/// Gives a session another cookie, if it is there still.
pub(super) async fn rehash(
    scope: &mut Scope,
    person: PersonId,
    id: SessionId,
    hash: &LinkHash,
) -> Result<bool> {
    query("UPDATE session SET hash = $3 WHERE person_id = $1 AND id = $2")
        .bind(person)
        .bind(id)
        .bind(hash)
        .changed(scope)
        .await
}

/// Notes that a known browser was used; false when it is not known.
pub(super) async fn use_device(scope: &mut Scope, person: PersonId, hash: &LinkHash) -> Result<bool> {
    let now = scope.now();
    query("UPDATE device SET used_at = $3 WHERE person_id = $1 AND hash = $2")
        .bind(person)
        .bind(hash)
        .bind(now)
        .changed(scope)
        .await
}

pub(super) async fn knows(scope: &mut Scope, email: &str, hash: &LinkHash) -> Result<bool> {
    let row = query(
        "SELECT 1 AS known FROM device d JOIN person p ON p.id = d.person_id WHERE p.email = $1 AND d.hash = $2",
    )
    .bind(email)
    .bind(hash)
    .optional(scope)
    .await?;
    Ok(row.is_some())
}

pub(super) async fn forget_factor(scope: &mut Scope, person: PersonId) -> Result<()> {
    query("UPDATE session SET factor_at = NULL WHERE person_id = $1").bind(person).run(scope).await?;
    Ok(())
}

/// Remembers a browser; false when somebody else just did.
pub(super) async fn insert_device(scope: &mut Scope, person: PersonId, hash: &LinkHash) -> Result<bool> {
    let now = scope.now();
    query(
        "INSERT INTO device (person_id, hash, created_at, used_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (person_id, hash) DO NOTHING",
    )
    .bind(person)
    .bind(hash)
    .bind(now)
    .changed(scope)
    .await
}

/// Whether a person signed in before this session, from any browser, or before browsers were remembered.
pub(super) async fn was_here(scope: &mut Scope, person: PersonId, but: &LinkHash) -> Result<bool> {
    query(
        "SELECT 1 AS seen FROM person p WHERE p.id = $1
         AND (p.last_isp_id IS NOT NULL OR EXISTS (SELECT 1 FROM device d WHERE d.person_id = p.id)
              OR EXISTS (SELECT 1 FROM session s WHERE s.person_id = p.id AND s.hash <> $2))",
    )
    .bind(person)
    .bind(but)
    .exists(scope)
    .await
}

/// Where a person is told.
pub(super) async fn address(scope: &mut Scope, person: PersonId) -> Result<Email> {
    let row = query("SELECT email, email_shown FROM person WHERE id = $1").bind(person).one(scope).await?;
    Ok(Email::stored(row.get("email")?, row.get("email_shown")?))
}

/// Forgets the browsers that a person is known by.
pub(crate) async fn forget_devices(scope: &mut Scope, person: PersonId) -> Result<()> {
    query("DELETE FROM device WHERE person_id = $1").bind(person).run(scope).await?;
    Ok(())
}

pub(super) async fn sweep_devices(scope: &mut Scope, older_ms: i64) -> Result<()> {
    let before = scope.now() - older_ms;
    query("DELETE FROM device WHERE used_at <= $1").bind(before).run(scope).await?;
    Ok(())
}
