//! The rows of factors.

use uuid::Uuid;

use super::Listed;
use super::passkey::Kind;
use crate::access::Scope;
use crate::db::{IspId, LinkHash, PasskeyId, PersonId, at, query};
use crate::email::Email;
use crate::problem::{Problem, Result};

/// Whose factors they are.
pub(super) struct Who {
    pub(super) email: Email,
    name: String,
}

impl Who {
    pub(super) fn called(&self) -> String {
        if self.name.is_empty() { self.email.shown().to_owned() } else { self.name.clone() }
    }
}

pub(super) async fn who(scope: &mut Scope, person: PersonId) -> Result<Who> {
    let row =
        query("SELECT email, email_shown, name FROM person WHERE id = $1").bind(person).one(scope).await?;
    Ok(Who { email: Email::stored(row.get("email")?, row.get("email_shown")?), name: row.get("name")? })
}

pub(super) async fn by_email(scope: &mut Scope, canonical: &str) -> Result<Option<PersonId>> {
    let row = query("SELECT id FROM person WHERE email = $1").bind(canonical).optional(scope).await?;
    row.map(|row| Ok(PersonId(row.get("id")?))).transpose()
}

/// Holds a person still until the transaction ends: what changes their factors, and what starts their sessions, take turns.
pub(super) async fn hold(scope: &mut Scope, person: PersonId) -> Result<Who> {
    let row = query("UPDATE person SET name = name WHERE id = $1 RETURNING email, email_shown, name")
        .bind(person)
        .optional(scope)
        .await?
        .ok_or(Problem::NotFound("person"))?;
    Ok(Who { email: Email::stored(row.get("email")?, row.get("email_shown")?), name: row.get("name")? })
}

/// How many factors somebody has; recovery codes are none of them.
pub(super) async fn count(scope: &mut Scope, person: PersonId) -> Result<i64> {
    let row = query(
        "SELECT (SELECT COUNT(*) FROM totp WHERE person_id = $1 AND secret IS NOT NULL)
              + (SELECT COUNT(*) FROM passkey WHERE person_id = $1) AS factors",
    )
    .bind(person)
    .one(scope)
    .await?;
    row.get("factors")
}

/// The app that counts.
pub(super) struct App {
    pub(super) secret: Vec<u8>,
    pub(super) confirmed_at: i64,
}

pub(super) async fn app(scope: &mut Scope, person: PersonId) -> Result<Option<App>> {
    let row = query("SELECT secret, confirmed_at FROM totp WHERE person_id = $1 AND secret IS NOT NULL")
        .bind(person)
        .optional(scope)
        .await?;
    row.map(|row| Ok(App { secret: row.get("secret")?, confirmed_at: row.get("confirmed_at")? })).transpose()
}

pub(super) async fn begin_app(scope: &mut Scope, person: PersonId, secret: &[u8]) -> Result<()> {
    let now = scope.now();
    query(
        "INSERT INTO totp (person_id, last_step, pending, pending_at) VALUES ($1, 0, $2, $3)
         ON CONFLICT (person_id) DO UPDATE SET pending = excluded.pending, pending_at = excluded.pending_at",
    )
    .bind(person)
    .bind(secret)
    .bind(now)
    .run(scope)
    .await?;
    Ok(())
}

pub(super) async fn pending_app(scope: &mut Scope, person: PersonId, since: i64) -> Result<Option<Vec<u8>>> {
    let row = query("SELECT pending FROM totp WHERE person_id = $1 AND pending_at > $2")
        .bind(person)
        .bind(since)
        .optional(scope)
        .await?;
    row.map(|row| row.get("pending")).transpose()
}

pub(super) async fn confirm_app(
    scope: &mut Scope,
    person: PersonId,
    pending: &[u8],
    step: i64,
) -> Result<bool> {
    let now = scope.now();
    query(
        "UPDATE totp SET secret = pending, confirmed_at = $4, last_step = $3, pending = NULL, pending_at = NULL
         WHERE person_id = $1 AND pending = $2",
    )
    .bind(person)
    .bind(pending)
    .bind(step)
    .bind(now)
    .changed(scope)
    .await
}

/// Uses a step up: it and all before it are then of no use any more.
pub(super) async fn spend_step(
    scope: &mut Scope,
    person: PersonId,
    secret: &[u8],
    step: i64,
) -> Result<bool> {
    query("UPDATE totp SET last_step = $3 WHERE person_id = $1 AND secret = $2 AND last_step < $3")
        .bind(person)
        .bind(secret)
        .bind(step)
        .changed(scope)
        .await
}

/// Deletes the app that counts.
pub(super) async fn delete_app(scope: &mut Scope, person: PersonId) -> Result<bool> {
    query("DELETE FROM totp WHERE person_id = $1 AND secret IS NOT NULL").bind(person).changed(scope).await
}

/// Deletes it, and the secret that waits to be one.
pub(super) async fn delete_apps(scope: &mut Scope, person: PersonId) -> Result<()> {
    query("DELETE FROM totp WHERE person_id = $1").bind(person).run(scope).await?;
    Ok(())
}

pub(super) async fn insert_code(scope: &mut Scope, person: PersonId, hash: &LinkHash) -> Result<()> {
    query("INSERT INTO recovery_code (person_id, hash) VALUES ($1, $2)")
        .bind(person)
        .bind(hash)
        .run(scope)
        .await?;
    Ok(())
}

pub(super) async fn spend_code(scope: &mut Scope, person: PersonId, hash: &LinkHash) -> Result<bool> {
    let now = scope.now();
    query("UPDATE recovery_code SET used_at = $3 WHERE person_id = $1 AND hash = $2 AND used_at IS NULL")
        .bind(person)
        .bind(hash)
        .bind(now)
        .changed(scope)
        .await
}

pub(super) async fn codes_left(scope: &mut Scope, person: PersonId) -> Result<i64> {
    let row = query("SELECT COUNT(*) AS codes FROM recovery_code WHERE person_id = $1 AND used_at IS NULL")
        .bind(person)
        .one(scope)
        .await?;
    row.get("codes")
}

pub(super) async fn delete_codes(scope: &mut Scope, person: PersonId) -> Result<()> {
    query("DELETE FROM recovery_code WHERE person_id = $1").bind(person).run(scope).await?;
    Ok(())
}

pub(super) async fn passkeys(scope: &mut Scope, person: PersonId) -> Result<Vec<Listed>> {
    let rows = query("SELECT id, name, created_at, used_at FROM passkey WHERE person_id = $1 ORDER BY id")
        .bind(person)
        .all(scope)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Listed {
                id: PasskeyId(row.get("id")?),
                name: row.get("name")?,
                created_at: at(row.get("created_at")?),
                used_at: row.get::<Option<i64>>("used_at")?.map(at),
            })
        })
        .collect()
}

/// The keys themselves, as the library keeps them.
pub(super) async fn keys(scope: &mut Scope, person: PersonId) -> Result<Vec<(PasskeyId, String)>> {
    let rows = query("SELECT id, passkey FROM passkey WHERE person_id = $1 ORDER BY id")
        .bind(person)
        .all(scope)
        .await?;
    rows.iter().map(|row| Ok((PasskeyId(row.get("id")?), row.get("passkey")?))).collect()
}

/// The key that an authenticator calls so, and whose it is.
pub(super) async fn key(
    scope: &mut Scope,
    credential: &[u8],
) -> Result<Option<(PasskeyId, PersonId, String)>> {
    let row = query("SELECT id, person_id, passkey FROM passkey WHERE credential = $1")
        .bind(credential)
        .optional(scope)
        .await?;
    row.map(|row| Ok((PasskeyId(row.get("id")?), PersonId(row.get("person_id")?), row.get("passkey")?)))
        .transpose()
}

pub(super) async fn insert_key(
    scope: &mut Scope,
    person: PersonId,
    credential: &[u8],
    key: &str,
    name: &str,
) -> Result<()> {
    let (id, now) = (scope.id(), scope.now());
    query(
        "INSERT INTO passkey (id, person_id, credential, passkey, name, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id)
    .bind(person)
    .bind(credential)
    .bind(key)
    .bind(name)
    .bind(now)
    .run(scope)
    .await?;
    Ok(())
}

pub(super) async fn use_key(
    scope: &mut Scope,
    person: PersonId,
    id: PasskeyId,
    before: &str,
    after: &str,
) -> Result<bool> {
    let now = scope.now();
    query("UPDATE passkey SET passkey = $4, used_at = $5 WHERE id = $1 AND person_id = $2 AND passkey = $3")
        .bind(id)
        .bind(person)
        .bind(before)
        .bind(after)
        .bind(now)
        .changed(scope)
        .await
}

/// Deletes a passkey; gives its name.
pub(super) async fn delete_key(scope: &mut Scope, person: PersonId, id: PasskeyId) -> Result<Option<String>> {
    let row = query("DELETE FROM passkey WHERE id = $1 AND person_id = $2 RETURNING name")
        .bind(id)
        .bind(person)
        .optional(scope)
        .await?;
    row.map(|row| row.get("name")).transpose()
}

pub(super) async fn delete_keys(scope: &mut Scope, person: PersonId) -> Result<()> {
    query("DELETE FROM passkey WHERE person_id = $1").bind(person).run(scope).await?;
    Ok(())
}

pub(super) async fn insert_question(
    scope: &mut Scope,
    name: &LinkHash,
    person: Option<PersonId>,
    kind: Kind,
    state: &str,
    expires_at: i64,
) -> Result<()> {
    query("INSERT INTO ceremony (hash, person_id, kind, state, expires_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(name)
        .bind(person)
        .bind(kind.as_str())
        .bind(state)
        .bind(expires_at)
        .run(scope)
        .await?;
    Ok(())
}

/// Takes what a question remembers; of any number at once, one gets it.
pub(super) async fn spend_question(
    scope: &mut Scope,
    name: &LinkHash,
    person: Option<PersonId>,
    kind: Kind,
) -> Result<Option<String>> {
    let now = scope.now();
    let row = query(
        "DELETE FROM ceremony WHERE hash = $1 AND kind = $2 AND expires_at > $3
           AND (person_id = $4 OR (person_id IS NULL AND $4 IS NULL)) RETURNING state",
    )
    .bind(name)
    .bind(kind.as_str())
    .bind(now)
    .bind(person)
    .optional(scope)
    .await?;
    row.map(|row| row.get("state")).transpose()
}

pub(super) async fn delete_questions(scope: &mut Scope, person: PersonId) -> Result<()> {
    query("DELETE FROM ceremony WHERE person_id = $1").bind(person).run(scope).await?;
    Ok(())
}

pub(super) async fn sweep(scope: &mut Scope) -> Result<()> {
    let now = scope.now();
    query("DELETE FROM ceremony WHERE expires_at <= $1").bind(now).run(scope).await?;
    Ok(())
}

/// The places of a person that require a factor: their own, those of a cluster of theirs, and clusters of their places.
pub(super) async fn required_by(scope: &mut Scope, person: PersonId) -> Result<Vec<String>> {
    let rows = query(
        "SELECT i.name FROM collaborator c JOIN isp i ON i.id = c.isp_id OR i.cluster_id = c.isp_id
         WHERE c.person_id = $1 AND i.two_factor_since IS NOT NULL
         UNION SELECT g.name FROM collaborator c JOIN isp i ON i.id = c.isp_id JOIN isp g ON g.id = i.cluster_id
         WHERE c.person_id = $1 AND g.two_factor_since IS NOT NULL ORDER BY name",
    )
    .bind(person)
    .all(scope)
    .await?;
    rows.iter().map(|row| row.get("name")).collect()
}

/// Since when the place itself requires a factor, and the cluster that does.
pub(super) async fn requirement(scope: &mut Scope) -> Result<(Option<i64>, Option<String>)> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT i.two_factor_since, g.name FROM isp i
         LEFT JOIN isp g ON g.id = i.cluster_id AND g.two_factor_since IS NOT NULL WHERE i.id = $1",
    )
    .bind(isp)
    .one(scope)
    .await?;
    Ok((row.get("two_factor_since")?, row.get("name")?))
}

/// Who has a membership of this place and no factor: of the transaction's own, or of the cluster that it is in.
pub(super) async fn without(scope: &mut Scope, place: IspId) -> Result<Vec<PersonId>> {
    let rows = query(
        "SELECT c.person_id FROM collaborator c WHERE c.isp_id = $1
           AND NOT EXISTS (SELECT 1 FROM totp t WHERE t.person_id = c.person_id AND t.secret IS NOT NULL)
           AND NOT EXISTS (SELECT 1 FROM passkey k WHERE k.person_id = c.person_id)",
    )
    .bind(place)
    .all(scope)
    .await?;
    rows.iter().map(|row| Ok(PersonId(row.get("person_id")?))).collect()
}

/// The cluster that the transaction's ISP is in.
pub(super) async fn cluster_of(scope: &mut Scope) -> Result<Option<IspId>> {
    let isp = scope.isp()?;
    let row = query("SELECT cluster_id FROM isp WHERE id = $1").bind(isp).one(scope).await?;
    Ok(row.get::<Option<Uuid>>("cluster_id")?.map(IspId))
}

/// The ISPs of the transaction's cluster; an ISP has none.
pub(super) async fn isps_of(scope: &mut Scope) -> Result<Vec<IspId>> {
    let cluster = scope.isp()?;
    let rows = query("SELECT id FROM isp WHERE cluster_id = $1").bind(cluster).all(scope).await?;
    rows.iter().map(|row| Ok(IspId(row.get("id")?))).collect()
}

pub(super) async fn having(scope: &mut Scope) -> Result<Vec<PersonId>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT c.person_id FROM collaborator c WHERE c.isp_id = $1
           AND (EXISTS (SELECT 1 FROM totp t WHERE t.person_id = c.person_id AND t.secret IS NOT NULL)
             OR EXISTS (SELECT 1 FROM passkey k WHERE k.person_id = c.person_id))",
    )
    .bind(isp)
    .all(scope)
    .await?;
    rows.iter().map(|row| Ok(PersonId(row.get("person_id")?))).collect()
}

pub(super) async fn require(scope: &mut Scope, on: bool) -> Result<bool> {
    let (isp, since) = (scope.isp()?, on.then(|| scope.now()));
    query(
        "UPDATE isp SET two_factor_since = $2 WHERE id = $1
           AND (two_factor_since IS NULL) <> (CAST($2 AS BIGINT) IS NULL)",
    )
    .bind(isp)
    .bind(since)
    .changed(scope)
    .await
}

/// The name of the transaction's ISP or cluster.
pub(super) async fn place(scope: &mut Scope) -> Result<String> {
    let isp = scope.isp()?;
    query("SELECT name FROM isp WHERE id = $1").bind(isp).one(scope).await?.get("name")
}

/// How many memberships somebody has of this place itself, and how many that it does not cover. One that was given to them without
/// asking, and where they never were, does not count: anybody can give those.
pub(super) async fn memberships(scope: &mut Scope, person: PersonId) -> Result<(i64, i64)> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT COUNT(CASE WHEN c.isp_id = $2 THEN 1 END) AS here,
                COUNT(CASE WHEN c.isp_id <> $2 AND COALESCE(i.cluster_id <> $2, TRUE)
                            AND (c.given_by IS NULL OR c.last_seen IS NOT NULL) THEN 1 END) AS elsewhere
         FROM collaborator c JOIN isp i ON i.id = c.isp_id WHERE c.person_id = $1",
    )
    .bind(person)
    .bind(isp)
    .one(scope)
    .await?;
    Ok((row.get("here")?, row.get("elsewhere")?))
}
