//! The rows of subscriptions and notices.

use serde_json::json;
use uuid::Uuid;

use super::{Kind, Subscription};
use crate::access::{self, Audience, Scope};
use crate::db::{CustomerId, NoticeId, PersonId, Row, SessionId, query};
use crate::problem::{Problem, Result};
use crate::words::Language;

/// A browser that hears notices.
#[derive(Debug)]
pub(super) struct Phone {
    pub(super) person: PersonId,
    pub(super) session: SessionId,
    pub(super) language: Language,
}

/// A notice as it is kept.
#[derive(Debug)]
pub(super) struct Written<'a> {
    pub(super) home: Option<CustomerId>,
    pub(super) to_primary: bool,
    pub(super) topic: &'a str,
    pub(super) title: &'a str,
    pub(super) body: &'a str,
    pub(super) page: &'a str,
    /// How long it is worth telling, in milliseconds.
    pub(super) life_ms: i64,
}

/// A notice that is to go now, under a lease.
#[derive(Debug)]
pub(super) struct Due {
    pub(super) id: NoticeId,
    pub(super) session: SessionId,
    pub(super) topic: String,
    pub(super) payload: String,
    pub(super) attempts: i64,
    pub(super) expires_at: i64,
    /// None where nobody may hear it any more.
    pub(super) to: Option<Subscription>,
}

pub(super) async fn is_subscribed(scope: &mut Scope, person: PersonId, session: SessionId) -> Result<bool> {
    query("SELECT 1 AS here FROM push_subscription WHERE session_id = $1 AND person_id = $2")
        .bind(session)
        .bind(person)
        .exists(scope)
        .await
}

/// False where the session has ended.
pub(super) async fn subscribe(
    scope: &mut Scope,
    person: PersonId,
    session: SessionId,
    subscription: &Subscription,
) -> Result<bool> {
    let now = scope.now();
    query(
        "INSERT INTO push_subscription (session_id, person_id, endpoint, p256dh, auth, created_at)
         SELECT id, person_id, $3, $4, $5, $6 FROM session
         WHERE id = $1 AND person_id = $2 AND audience = 'app' AND stage = 'full'
         ON CONFLICT (session_id) DO UPDATE SET
             endpoint = excluded.endpoint, p256dh = excluded.p256dh, auth = excluded.auth,
             created_at = excluded.created_at",
    )
    .bind(session)
    .bind(person)
    .bind(subscription.endpoint.as_str())
    .bind(subscription.p256dh.clone())
    .bind(subscription.auth.to_vec())
    .bind(now)
    .changed(scope)
    .await
}

pub(super) async fn unsubscribe(scope: &mut Scope, person: PersonId, session: SessionId) -> Result<bool> {
    query("DELETE FROM push_subscription WHERE session_id = $1 AND person_id = $2")
        .bind(session)
        .bind(person)
        .changed(scope)
        .await
}

/// Ends a person's subscriptions but the latest.
pub(super) async fn keep_latest(scope: &mut Scope, person: PersonId, most: i64) -> Result<()> {
    query(
        "DELETE FROM push_subscription WHERE person_id = $1 AND session_id NOT IN (
             SELECT session_id FROM push_subscription WHERE person_id = $1
             ORDER BY created_at DESC, session_id DESC LIMIT $2)",
    )
    .bind(person)
    .bind(most)
    .run(scope)
    .await?;
    Ok(())
}

/// A browser has one subscription, whoever is signed in; its address and its secret together show that it is the same.
pub(super) async fn drop_others(
    scope: &mut Scope,
    session: SessionId,
    subscription: &Subscription,
) -> Result<()> {
    query("DELETE FROM push_subscription WHERE endpoint = $1 AND auth = $2 AND session_id <> $3")
        .bind(subscription.endpoint.as_str())
        .bind(subscription.auth.to_vec())
        .bind(session)
        .run(scope)
        .await?;
    Ok(())
}

/// The push service says that it is gone. One that took its place meanwhile stays.
pub(super) async fn gone(scope: &mut Scope, session: SessionId, subscription: &Subscription) -> Result<()> {
    query("DELETE FROM push_subscription WHERE session_id = $1 AND endpoint = $2")
        .bind(session)
        .bind(subscription.endpoint.as_str())
        .run(scope)
        .await?;
    Ok(())
}

pub(super) async fn language(scope: &mut Scope, person: PersonId) -> Result<Language> {
    query("SELECT language FROM person WHERE id = $1").bind(person).one(scope).await?.word("language")
}

pub(super) async fn muted(scope: &mut Scope, person: PersonId) -> Result<Vec<Kind>> {
    let rows = query("SELECT kind FROM push_muted WHERE person_id = $1").bind(person).all(scope).await?;
    rows.iter().map(|row| row.word("kind")).collect()
}

/// Says whether that changed anything.
pub(super) async fn mute(scope: &mut Scope, person: PersonId, kind: Kind, muted: bool) -> Result<bool> {
    let change = if muted {
        query(
            "INSERT INTO push_muted (person_id, kind) VALUES ($1, $2) ON CONFLICT (person_id, kind) DO NOTHING",
        )
    } else {
        query("DELETE FROM push_muted WHERE person_id = $1 AND kind = $2")
    };
    change.bind(person).bind(kind.as_str()).changed(scope).await
}

pub(super) async fn phones_of(scope: &mut Scope, person: PersonId, kind: Kind) -> Result<Vec<Phone>> {
    let rows = query(
        "SELECT s.session_id, s.person_id, p.language FROM push_subscription s JOIN person p ON p.id = s.person_id
         WHERE s.person_id = $1
           AND NOT EXISTS (SELECT 1 FROM push_muted q WHERE q.person_id = s.person_id AND q.kind = $2)",
    )
    .bind(person)
    .bind(kind.as_str())
    .all(scope)
    .await?;
    rows.iter().map(phone).collect()
}

pub(super) async fn phones_of_home(scope: &mut Scope, home: CustomerId, kind: Kind) -> Result<Vec<Phone>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT s.session_id, s.person_id, p.language FROM mobile_user m
         JOIN push_subscription s ON s.person_id = m.person_id JOIN person p ON p.id = m.person_id
         WHERE m.isp_id = $1 AND m.customer_id = $2
           AND NOT EXISTS (SELECT 1 FROM push_muted q WHERE q.person_id = m.person_id AND q.kind = $3)",
    )
    .bind(isp)
    .bind(home)
    .bind(kind.as_str())
    .all(scope)
    .await?;
    rows.iter().map(phone).collect()
}

/// Whether anybody who uses a home hears notices at all: of outages of thousands of homes, few are written.
pub(crate) async fn is_heard_at(scope: &mut Scope, home: CustomerId) -> Result<bool> {
    let isp = scope.isp()?;
    query(
        "SELECT 1 AS heard FROM mobile_user m JOIN push_subscription s ON s.person_id = m.person_id
         WHERE m.isp_id = $1 AND m.customer_id = $2 LIMIT 1",
    )
    .bind(isp)
    .bind(home)
    .exists(scope)
    .await
}

fn phone(row: &Row) -> Result<Phone> {
    Ok(Phone {
        person: PersonId(row.get("person_id")?),
        session: SessionId(row.get("session_id")?),
        language: row.word("language")?,
    })
}

/// Puts a notice in the outbox; one of the same topic that is there still is not told any more.
pub(super) async fn put(scope: &mut Scope, session: SessionId, row: &Written<'_>) -> Result<()> {
    let (id, now) = (NoticeId(scope.id()), scope.now());
    let payload =
        json!({ "title": row.title, "body": row.body, "page": row.page, "tag": row.topic, "at": now });
    query(
        "INSERT INTO push_notice
             (id, session_id, customer_id, to_primary, topic, payload, attempts, next_at, lease_until, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, 0, $7, 0, $8)
         ON CONFLICT (session_id, topic) DO UPDATE SET id = excluded.id, customer_id = excluded.customer_id,
             to_primary = excluded.to_primary, payload = excluded.payload, attempts = 0,
             next_at = excluded.next_at, lease_until = 0, expires_at = excluded.expires_at",
    )
    .bind(id)
    .bind(session)
    .bind(row.home)
    .bind(row.to_primary)
    .bind(row.topic)
    .bind(payload.to_string())
    .bind(now)
    .bind(now + row.life_ms)
    .run(scope)
    .await?;
    Ok(())
}

/// What was to be told of a home under this topic is not told any more.
pub(crate) async fn take_back(scope: &mut Scope, home: CustomerId, topic: &str) -> Result<()> {
    query("DELETE FROM push_notice WHERE customer_id = $1 AND topic = $2")
        .bind(home)
        .bind(topic)
        .run(scope)
        .await?;
    Ok(())
}

pub(super) async fn end(scope: &mut Scope) -> Result<()> {
    query("DELETE FROM push_notice").run(scope).await?;
    query("DELETE FROM push_subscription").run(scope).await?;
    Ok(())
}

/// The ids of notices that are due and that nobody holds.
pub(super) async fn due(scope: &mut Scope, limit: i64) -> Result<Vec<NoticeId>> {
    let now = scope.now();
    let rows = query(
        "SELECT id FROM push_notice WHERE next_at <= $1 AND lease_until <= $1 ORDER BY next_at LIMIT $2",
    )
    .bind(now)
    .bind(limit)
    .all(scope)
    .await?;
    rows.iter().map(|row| Ok(NoticeId(row.get("id")?))).collect()
}

/// Takes the lease of one, unless another worker was first, and looks who may hear it.
pub(super) async fn claim(scope: &mut Scope, id: NoticeId, lease_ms: i64) -> Result<Option<Due>> {
    let now = scope.now();
    let row = query(
        "UPDATE push_notice SET lease_until = $2, attempts = attempts + 1
         WHERE id = $1 AND lease_until <= $3 AND next_at <= $3
         RETURNING session_id, customer_id, to_primary, topic, payload, attempts, expires_at",
    )
    .bind(id)
    .bind(now + lease_ms)
    .bind(now)
    .optional(scope)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let session = SessionId(row.get("session_id")?);
    let home = row.get::<Option<Uuid>>("customer_id")?.map(CustomerId);
    Ok(Some(Due {
        id,
        session,
        topic: row.get("topic")?,
        payload: row.get("payload")?,
        attempts: row.get("attempts")?,
        expires_at: row.get("expires_at")?,
        to: heard_by(scope, session, home, row.get("to_primary")?).await?,
    }))
}

/// The session must be alive. Who is told of a home must be let in there now, as by any page of it.
async fn heard_by(
    scope: &mut Scope,
    session: SessionId,
    home: Option<CustomerId>,
    to_primary: bool,
) -> Result<Option<Subscription>> {
    let now = scope.now();
    let row = query(
        "SELECT p.person_id, p.endpoint, p.p256dh, p.auth
         FROM push_subscription p JOIN session s ON s.id = p.session_id
         WHERE p.session_id = $1 AND s.stage = 'full' AND s.audience = 'app' AND s.ends_at > $2 AND s.used_at > $3",
    )
    .bind(session)
    .bind(now)
    .bind(now - Audience::App.idle_ms())
    .optional(scope)
    .await?;
    let Some(row) = row else { return Ok(None) };
    if let Some(home) = home {
        let is_primary = access::is_let_in(scope, PersonId(row.get("person_id")?), home).await?;
        if is_primary.is_none_or(|is_primary| to_primary && !is_primary) {
            return Ok(None);
        }
    }
    let auth: Vec<u8> = row.get("auth")?;
    let auth = auth.try_into().map_err(|_| Problem::broken("a secret of another length"))?;
    Ok(Some(Subscription { endpoint: row.get("endpoint")?, p256dh: row.get("p256dh")?, auth }))
}

/// It went, or will not.
pub(super) async fn done(scope: &mut Scope, id: NoticeId) -> Result<()> {
    query("DELETE FROM push_notice WHERE id = $1").bind(id).run(scope).await?;
    Ok(())
}

pub(super) async fn put_off(scope: &mut Scope, id: NoticeId, next_at: i64) -> Result<()> {
    query("UPDATE push_notice SET next_at = $2, lease_until = 0 WHERE id = $1")
        .bind(id)
        .bind(next_at)
        .run(scope)
        .await?;
    Ok(())
}

pub(super) async fn sweep(scope: &mut Scope) -> Result<()> {
    let now = scope.now();
    query("DELETE FROM push_notice WHERE expires_at <= $1").bind(now).run(scope).await?;
    Ok(())
}

/// Forgets what was to be told of a home that is erased.
pub(crate) async fn erase(scope: &mut Scope, home: CustomerId) -> Result<()> {
    query("DELETE FROM push_notice WHERE customer_id = $1").bind(home).run(scope).await?;
    Ok(())
}
