//! The outbox's rows.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Mail, Reason, one_line};
use crate::access::Scope;
use crate::db::{MailId, PersonId, Row, at, query};
use crate::problem::{Problem, Result};
use crate::words::Language;

/// A mail that is to be sent now, under a lease.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Its id, which makes its Message-ID.
    pub id: MailId,
    /// The canonical address.
    pub recipient: String,
    /// The name it comes from.
    pub sender_name: String,
    /// Its subject.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML.
    pub html: String,
    /// How often it was tried, this time included.
    pub attempts: i64,
}

/// A mail as the mailbox page shows it.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The mail.
    pub delivery: Delivery,
    /// When it was written.
    pub created_at: Timestamp,
    /// `queued`, `sent` or `failed`.
    pub state: String,
}

/// The language of the person with this address, or else of this one.
pub(super) async fn language(
    scope: &mut Scope,
    email: &str,
    otherwise: Option<PersonId>,
) -> Result<Option<Language>> {
    let row = query(
        "SELECT language FROM person WHERE email = $1 OR id = $2
         ORDER BY CASE WHEN email = $1 THEN 0 ELSE 1 END LIMIT 1",
    )
    .bind(email)
    .bind(otherwise)
    .optional(scope)
    .await?;
    row.map(|row| row.word("language")).transpose()
}

pub(super) async fn insert(scope: &mut Scope, mail: &Mail) -> Result<MailId> {
    let (id, now) = (MailId(scope.id()), scope.now());
    let isp = scope.isp().ok();
    query(
        "INSERT INTO mail (id, isp_id, about_id, recipient, sender_name, subject, text, html,
                           state, attempts, next_at, lease_until, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', 0, $9, 0, $9)",
    )
    .bind(id)
    .bind(isp)
    .bind(mail.about)
    .bind(mail.to.canonical())
    .bind(one_line(&mail.from_name))
    .bind(one_line(&mail.subject))
    .bind(mail.text.as_str())
    .bind(mail.html.as_str())
    .bind(now)
    .run(scope)
    .await?;
    Ok(id)
}

/// The ids of mails that are due and that nobody holds.
pub(super) async fn due(scope: &mut Scope, limit: i64) -> Result<Vec<MailId>> {
    let now = scope.now();
    let rows = query(
        "SELECT id FROM mail WHERE state = 'queued' AND next_at <= $1 AND lease_until <= $1 ORDER BY next_at LIMIT $2",
    )
    .bind(now)
    .bind(limit)
    .all(scope)
    .await?;
    rows.iter().map(|row| Ok(MailId(row.get("id")?))).collect()
}

/// Takes the lease of one mail, unless another worker was first.
pub(super) async fn claim(scope: &mut Scope, id: MailId, lease_ms: i64) -> Result<Option<Delivery>> {
    let now = scope.now();
    let row = query(
        "UPDATE mail SET lease_until = $2, attempts = attempts + 1
         WHERE id = $1 AND state = 'queued' AND lease_until <= $3 AND next_at <= $3
         RETURNING id, recipient, sender_name, subject, text, html, attempts",
    )
    .bind(id)
    .bind(now + lease_ms)
    .bind(now)
    .optional(scope)
    .await?;
    row.as_ref().map(delivery).transpose()
}

/// It went. What it said is kept no longer, since it carries links, but where mails are read here.
pub(super) async fn sent(scope: &mut Scope, id: MailId, keep: bool) -> Result<()> {
    let now = scope.now();
    query(
        "UPDATE mail SET state = 'sent', sent_at = $2, error = NULL, reason = NULL,
                text = CASE WHEN $3 THEN text ELSE '' END, html = CASE WHEN $3 THEN html ELSE '' END WHERE id = $1",
    )
        .bind(id)
        .bind(now)
        .bind(keep)
        .run(scope)
        .await?;
    Ok(())
}

pub(super) async fn put_off(scope: &mut Scope, id: MailId, next_at: i64, why: (&str, Reason)) -> Result<()> {
    query("UPDATE mail SET next_at = $2, lease_until = 0, error = $3, reason = $4 WHERE id = $1 AND state = 'queued'")
        .bind(id)
        .bind(next_at)
        .bind(why.0)
        .bind(why.1.as_str())
        .run(scope)
        .await?;
    Ok(())
}

/// A worker whose lease ran out must not call failed what another one has sent since.
pub(super) async fn give_up(scope: &mut Scope, id: MailId, why: (&str, Reason)) -> Result<()> {
    query("UPDATE mail SET state = 'failed', error = $2, reason = $3 WHERE id = $1 AND state = 'queued'")
        .bind(id)
        .bind(why.0)
        .bind(why.1.as_str())
        .run(scope)
        .await?;
    Ok(())
}

/// Forgets what mails said that were sent or given up this long ago, links included, and after a month that they were.
pub(super) async fn sweep(scope: &mut Scope, older_ms: i64, month_ms: i64) -> Result<()> {
    let now = scope.now();
    query(
        "UPDATE mail SET text = '', html = '' WHERE state <> 'queued' AND created_at < $1 AND (text <> '' OR html <> '')",
    )
    .bind(now - older_ms)
    .run(scope)
    .await?;
    query("DELETE FROM mail WHERE state <> 'queued' AND created_at < $1")
        .bind(now - month_ms)
        .run(scope)
        .await?;
    Ok(())
}

pub(super) async fn latest(scope: &mut Scope, limit: i64) -> Result<Vec<Kept>> {
    let rows = query(
        "SELECT id, recipient, sender_name, subject, text, html, attempts, created_at, state
         FROM mail ORDER BY id DESC LIMIT $1",
    )
    .bind(limit)
    .all(scope)
    .await?;
    rows.iter().map(kept).collect()
}

pub(super) async fn find(scope: &mut Scope, id: MailId) -> Result<Kept> {
    let row = query(
        "SELECT id, recipient, sender_name, subject, text, html, attempts, created_at, state FROM mail WHERE id = $1",
    )
    .bind(id)
    .optional(scope)
    .await?;
    row.as_ref().map(kept).transpose()?.ok_or(Problem::NotFound("mail"))
}

fn delivery(row: &Row) -> Result<Delivery> {
    Ok(Delivery {
        id: MailId(row.get::<Uuid>("id")?),
        recipient: row.get("recipient")?,
        sender_name: row.get("sender_name")?,
        subject: row.get("subject")?,
        text: row.get("text")?,
        html: row.get("html")?,
        attempts: row.get("attempts")?,
    })
}

fn kept(row: &Row) -> Result<Kept> {
    Ok(Kept { delivery: delivery(row)?, created_at: at(row.get("created_at")?), state: row.get("state")? })
}
