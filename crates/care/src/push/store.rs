//! The rows of subscriptions and notices.

use super::{Kind, Subscription};
use crate::access::{Audience, Scope};
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
             endpoint = excluded.endpoint, p256dh = excluded.p256dh, auth = excluded.auth",
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
    spoken(&query("SELECT language FROM person WHERE id = $1").bind(person).one(scope).await?)
}

fn spoken(row: &Row) -> Result<Language> {
    let code: String = row.get("language")?;
    code.parse().map_err(|()| Problem::broken("a language that there is not"))
}

pub(super) async fn muted(scope: &mut Scope, person: PersonId) -> Result<Vec<Kind>> {
    let rows = query("SELECT kind FROM push_muted WHERE person_id = $1").bind(person).all(scope).await?;
    rows.iter().map(|row| row.word("kind")).collect()
}

pub(super) async fn mute(scope: &mut Scope, person: PersonId, kind: Kind, muted: bool) -> Result<()> {
    let change = if muted {
        query(
            "INSERT INTO push_muted (person_id, kind) VALUES ($1, $2) ON CONFLICT (person_id, kind) DO NOTHING",
        )
    } else {
        query("DELETE FROM push_muted WHERE person_id = $1 AND kind = $2")
    };
    change.bind(person).bind(kind.as_str()).run(scope).await?;
    Ok(())
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

fn phone(row: &Row) -> Result<Phone> {
    Ok(Phone {
        person: PersonId(row.get("person_id")?),
        session: SessionId(row.get("session_id")?),
        language: spoken(row)?,
    })
}

/// Puts a notice in the outbox; one of the same topic that is there still is not told any more.
pub(super) async fn put(
    scope: &mut Scope,
    session: SessionId,
    home: Option<CustomerId>,
    topic: &str,
    payload: &str,
    life_ms: i64,
) -> Result<()> {
    let (id, now) = (NoticeId(scope.id()), scope.now());
    query(
        "INSERT INTO push_notice
             (id, session_id, customer_id, topic, payload, attempts, next_at, lease_until, expires_at)
         VALUES ($1, $2, $3, $4, $5, 0, $6, 0, $7)
         ON CONFLICT (session_id, topic) DO UPDATE SET id = excluded.id, payload = excluded.payload, attempts = 0,
             next_at = excluded.next_at, lease_until = 0, expires_at = excluded.expires_at",
    )
    .bind(id)
    .bind(session)
    .bind(home)
    .bind(topic)
    .bind(payload)
    .bind(now)
    .bind(now + life_ms)
    .run(scope)
    .await?;
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

/// Takes the lease of one, unless another worker was first, and looks who may hear it: the session must be alive, and of whoever
/// uses the home that it is about.
pub(super) async fn claim(scope: &mut Scope, id: NoticeId, lease_ms: i64) -> Result<Option<Due>> {
    let now = scope.now();
    let row = query(
        "UPDATE push_notice SET lease_until = $2, attempts = attempts + 1
         WHERE id = $1 AND lease_until <= $3 AND next_at <= $3
         RETURNING session_id, topic, payload, attempts, expires_at",
    )
    .bind(id)
    .bind(now + lease_ms)
    .bind(now)
    .optional(scope)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Due {
        id,
        session: SessionId(row.get("session_id")?),
        topic: row.get("topic")?,
        payload: row.get("payload")?,
        attempts: row.get("attempts")?,
        expires_at: row.get("expires_at")?,
        to: heard_by(scope, id).await?,
    }))
}

async fn heard_by(scope: &mut Scope, id: NoticeId) -> Result<Option<Subscription>> {
    let now = scope.now();
    let row = query(
        "SELECT p.endpoint, p.p256dh, p.auth FROM push_notice n JOIN push_subscription p ON p.session_id = n.session_id
         JOIN session s ON s.id = p.session_id
         WHERE n.id = $1 AND s.stage = 'full' AND s.audience = 'app' AND s.ends_at > $2 AND s.used_at > $3
           AND (n.customer_id IS NULL OR EXISTS (
               SELECT 1 FROM mobile_user m JOIN customer c ON c.isp_id = m.isp_id AND c.id = m.customer_id
               WHERE m.person_id = p.person_id AND m.customer_id = n.customer_id AND c.closed_at IS NULL))",
    )
    .bind(id)
    .bind(now)
    .bind(now - Audience::App.idle_ms())
    .optional(scope)
    .await?;
    row.map(|row| {
        let auth: Vec<u8> = row.get("auth")?;
        let auth = auth.try_into().map_err(|_| Problem::broken("a secret of another length"))?;
        Ok(Subscription { endpoint: row.get("endpoint")?, p256dh: row.get("p256dh")?, auth })
    })
    .transpose()
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
