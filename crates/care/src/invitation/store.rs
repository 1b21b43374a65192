//! The rows of invitations.

use uuid::Uuid;

use super::{Listed, MailState, Open, Seat};
use crate::access::Scope;
use crate::db::{CustomerId, InvitationId, IspId, PersonId, Row, at, query};
use crate::email::Email;
use crate::mail::Reason;
use crate::problem::Result;

const TWO_DAYS_MS: i64 = 48 * 60 * 60 * 1000;

/// An invitation that can be accepted.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    pub(super) id: InvitationId,
    pub(super) email: Email,
    pub(super) seat: Seat,
    pub(super) invited_by: String,
}

/// What an invitation is for.
fn seat(row: &Row) -> Result<Seat> {
    Ok(match row.get::<Option<Uuid>>("customer_id")? {
        Some(home) => Seat::MobileUser(CustomerId(home)),
        None => Seat::Collaborator(row.word("role")?),
    })
}

fn email(row: &Row) -> Result<Email> {
    Ok(Email::stored(row.get("email")?, row.get("email_shown")?))
}

pub(super) async fn insert(
    scope: &mut Scope,
    email: &Email,
    seat: Seat,
    inviter: &str,
) -> Result<InvitationId> {
    let (isp, id, now) = (scope.isp()?, InvitationId(scope.id()), scope.now());
    let inviter_id = scope.actor().person();
    query(
        "INSERT INTO invitation
             (isp_id, id, email, email_shown, role, state, invited_by, created_at, expires_at, inviter_id, customer_id)
         VALUES ($1, $2, $3, $4, $5, 'pending', $6, $7, $8, $9, $10)",
    )
    .bind(isp)
    .bind(id)
    .bind(email.canonical())
    .bind(email.shown())
    .bind(seat.as_str())
    .bind(inviter)
    .bind(now)
    .bind(now + TWO_DAYS_MS)
    .bind(inviter_id)
    .bind(seat.home())
    .run(scope)
    .await?;
    Ok(id)
}

/// Renews the two days of an open invitation, of a collaborator's or of this home's; whoever renews it vouches for it from now on.
pub(super) async fn renew(
    scope: &mut Scope,
    home: Option<CustomerId>,
    id: InvitationId,
    inviter: &str,
) -> Result<Option<Pending>> {
    let (isp, now, inviter_id) = (scope.isp()?, scope.now(), scope.actor().person());
    let row = query(
        "UPDATE invitation SET expires_at = $3, invited_by = $4, inviter_id = $5, asked_at = NULL
         WHERE isp_id = $1 AND id = $2 AND state = 'pending'
           AND (customer_id = $6 OR (customer_id IS NULL AND $6 IS NULL))
         RETURNING id, email, email_shown, role, customer_id, invited_by",
    )
    .bind(isp)
    .bind(id)
    .bind(now + TWO_DAYS_MS)
    .bind(inviter)
    .bind(inviter_id)
    .bind(home)
    .optional(scope)
    .await?;
    row.as_ref().map(read_pending).transpose()
}

/// An invitation that was revoked.
pub(super) struct Revoked {
    pub(super) email: Email,
    pub(super) seat: Seat,
}

fn revoked(row: &Row) -> Result<Revoked> {
    Ok(Revoked { email: email(row)?, seat: seat(row)? })
}

/// Revokes a collaborator's open invitation, where at least two are listed.
pub(super) async fn revoke(scope: &mut Scope, id: InvitationId) -> Result<Option<Revoked>> {
    let isp = scope.isp()?;
    let row = query(
        "UPDATE invitation SET state = 'revoked'
         WHERE isp_id = $1 AND id = $2 AND state = 'pending' AND customer_id IS NULL
         AND (SELECT COUNT(*) FROM collaborator c WHERE c.isp_id = $1)
           + (SELECT COUNT(*) FROM invitation i
              WHERE i.isp_id = $1 AND i.state = 'pending' AND i.customer_id IS NULL) >= 2
         RETURNING email, email_shown, role, customer_id",
    )
    .bind(isp)
    .bind(id)
    .optional(scope)
    .await?;
    row.as_ref().map(revoked).transpose()
}

/// The same of a home's.
pub(super) async fn revoke_at_home(
    scope: &mut Scope,
    home: CustomerId,
    id: InvitationId,
) -> Result<Option<Revoked>> {
    let isp = scope.isp()?;
    let row = query(
        "UPDATE invitation SET state = 'revoked'
         WHERE isp_id = $1 AND id = $2 AND state = 'pending' AND customer_id = $3
         AND (SELECT COUNT(*) FROM mobile_user m WHERE m.isp_id = $1 AND m.customer_id = $3)
           + (SELECT COUNT(*) FROM invitation i
              WHERE i.isp_id = $1 AND i.state = 'pending' AND i.customer_id = $3) >= 2
         RETURNING email, email_shown, role, customer_id",
    )
    .bind(isp)
    .bind(id)
    .bind(home)
    .optional(scope)
    .await?;
    row.as_ref().map(revoked).transpose()
}

/// Forgets all invitations of a home that is erased, and how they could be used.
pub(super) async fn erase_of_home(scope: &mut Scope, home: CustomerId) -> Result<()> {
    let isp = scope.isp()?;
    for erase in [
        query(
            "DELETE FROM link WHERE subject_id IN
                 (SELECT i.id FROM invitation i WHERE i.isp_id = $1 AND i.customer_id = $2)",
        ),
        query("DELETE FROM invitation WHERE isp_id = $1 AND customer_id = $2"),
    ] {
        erase.bind(isp).bind(home).run(scope).await?;
    }
    Ok(())
}

/// The open invitations of an address at all ISPs.
pub(super) async fn open_for(scope: &mut Scope, email: &str) -> Result<Vec<Open>> {
    let rows = query(
        "SELECT i.id, i.isp_id, p.name AS isp_name, i.email, i.email_shown, i.role, i.customer_id, i.expires_at
         FROM invitation i JOIN isp p ON p.id = i.isp_id WHERE i.email = $1 AND i.state = 'pending'
           AND (i.customer_id IS NULL OR EXISTS (
               SELECT 1 FROM customer c WHERE c.isp_id = i.isp_id AND c.id = i.customer_id AND c.closed_at IS NULL))
         ORDER BY i.id",
    )
    .bind(email)
    .all(scope)
    .await?;
    rows.iter().map(read_open).collect()
}

/// One of them, at the transaction's ISP.
pub(super) async fn open(scope: &mut Scope, id: Uuid, email: &str) -> Result<Option<Open>> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT i.id, i.isp_id, p.name AS isp_name, i.email, i.email_shown, i.role, i.customer_id, i.expires_at
         FROM invitation i JOIN isp p ON p.id = i.isp_id
         WHERE i.isp_id = $1 AND i.id = $2 AND i.email = $3 AND i.state = 'pending'
           AND (i.customer_id IS NULL OR EXISTS (
               SELECT 1 FROM customer c WHERE c.isp_id = i.isp_id AND c.id = i.customer_id AND c.closed_at IS NULL))",
    )
    .bind(isp)
    .bind(id)
    .bind(email)
    .optional(scope)
    .await?;
    row.as_ref().map(read_open).transpose()
}

fn read_open(row: &Row) -> Result<Open> {
    Ok(Open {
        id: InvitationId(row.get("id")?),
        isp: IspId(row.get("isp_id")?),
        isp_name: row.get("isp_name")?,
        email: email(row)?,
        seat: seat(row)?,
        expires_at: row.get("expires_at")?,
    })
}

/// `pending`, `accepted` or `revoked`, and what it is for.
pub(super) async fn state(scope: &mut Scope, id: Uuid) -> Result<Option<(String, Seat)>> {
    let isp = scope.isp()?;
    let row = query("SELECT state, role, customer_id FROM invitation WHERE isp_id = $1 AND id = $2")
        .bind(isp)
        .bind(id)
        .optional(scope)
        .await?;
    row.map(|row| Ok((row.get("state")?, seat(&row)?))).transpose()
}

/// The address, as it was typed, of an open invitation that has expired, and what it is for.
pub(super) async fn expired(scope: &mut Scope, id: Uuid, email: &str) -> Result<Option<(String, Seat)>> {
    let (isp, now) = (scope.isp()?, scope.now());
    let row = query(
        "SELECT email_shown, role, customer_id FROM invitation
         WHERE isp_id = $1 AND id = $2 AND email = $3 AND state = 'pending' AND expires_at <= $4
           AND (customer_id IS NULL OR EXISTS (
               SELECT 1 FROM customer c WHERE c.isp_id = $1 AND c.id = invitation.customer_id AND c.closed_at IS NULL))",
    )
    .bind(isp)
    .bind(id)
    .bind(email)
    .bind(now)
    .optional(scope)
    .await?;
    row.map(|row| Ok((row.get("email_shown")?, seat(&row)?))).transpose()
}

/// The address of whoever invited, while they may still invite mobile users here by a membership of the ISP's own.
pub(super) async fn inviter(scope: &mut Scope, id: Uuid) -> Result<Option<Email>> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT p.email, p.email_shown FROM invitation i
         JOIN collaborator c ON c.isp_id = i.isp_id AND c.person_id = i.inviter_id AND c.role IN ('admin', 'user')
         JOIN person p ON p.id = c.person_id WHERE i.isp_id = $1 AND i.id = $2",
    )
    .bind(isp)
    .bind(id)
    .optional(scope)
    .await?;
    row.as_ref().map(email).transpose()
}

/// Notes that the invitee of an expired invitation asks for a new one; whether nobody had asked before.
pub(super) async fn ask(scope: &mut Scope, id: Uuid) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE invitation SET asked_at = $3
         WHERE isp_id = $1 AND id = $2 AND state = 'pending' AND expires_at <= $3 AND asked_at IS NULL",
    )
    .bind(isp)
    .bind(id)
    .bind(now)
    .changed(scope)
    .await
}

/// One that can be accepted: at a home, while that is not deactivated.
pub(super) async fn pending(scope: &mut Scope, id: Uuid) -> Result<Option<Pending>> {
    let (isp, now) = (scope.isp()?, scope.now());
    let row = query(
        "SELECT id, email, email_shown, role, customer_id, invited_by FROM invitation
         WHERE isp_id = $1 AND id = $2 AND state = 'pending' AND expires_at > $3
           AND (customer_id IS NULL OR EXISTS (
               SELECT 1 FROM customer c WHERE c.isp_id = $1 AND c.id = invitation.customer_id AND c.closed_at IS NULL))",
    )
    .bind(isp)
    .bind(id)
    .bind(now)
    .optional(scope)
    .await?;
    row.as_ref().map(read_pending).transpose()
}

fn read_pending(row: &Row) -> Result<Pending> {
    Ok(Pending {
        id: InvitationId(row.get("id")?),
        email: email(row)?,
        seat: seat(row)?,
        invited_by: row.get("invited_by")?,
    })
}

pub(super) async fn accept(scope: &mut Scope, id: InvitationId) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE invitation SET state = 'accepted'
         WHERE isp_id = $1 AND id = $2 AND state = 'pending' AND expires_at > $3",
    )
    .bind(isp)
    .bind(id)
    .bind(now)
    .changed(scope)
    .await
}

/// What this person got by this invitation, if they accepted it and have it still.
pub(super) async fn is_in_by(scope: &mut Scope, id: Uuid, person: PersonId) -> Result<Option<Seat>> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT i.role, i.customer_id FROM invitation i
         WHERE i.isp_id = $1 AND i.id = $2 AND i.person_id = $3 AND i.state = 'accepted'
           AND (i.customer_id IS NULL AND EXISTS (
                    SELECT 1 FROM collaborator c WHERE c.isp_id = $1 AND c.person_id = $3)
             OR EXISTS (
                    SELECT 1 FROM mobile_user m
                    WHERE m.isp_id = $1 AND m.customer_id = i.customer_id AND m.person_id = $3))",
    )
    .bind(isp)
    .bind(id)
    .bind(person)
    .optional(scope)
    .await?;
    row.as_ref().map(seat).transpose()
}

/// Closes the open invitation of an address that was given access another way: to the ISP, or to this home.
pub(super) async fn answer(scope: &mut Scope, email: &str, home: Option<CustomerId>) -> Result<()> {
    let isp = scope.isp()?;
    query(
        "UPDATE invitation SET state = 'accepted' WHERE isp_id = $1 AND email = $2 AND state = 'pending'
         AND (customer_id = $3 OR (customer_id IS NULL AND $3 IS NULL))",
    )
    .bind(isp)
    .bind(email)
    .bind(home)
    .run(scope)
    .await?;
    Ok(())
}

/// Makes room for a new one: the open invitation of an address to be a collaborator is revoked, which kills its links.
pub(super) async fn void_pending(scope: &mut Scope, email: &str) -> Result<()> {
    let isp = scope.isp()?;
    query(
        "UPDATE invitation SET state = 'revoked'
         WHERE isp_id = $1 AND email = $2 AND state = 'pending' AND customer_id IS NULL",
    )
    .bind(isp)
    .bind(email)
    .run(scope)
    .await?;
    Ok(())
}

/// Revokes the open invitation of an address, to the ISP or to this home, if it has expired, or nobody holds a link to it: the mail of its live link was
/// given up. That is the latest mail, and not an earlier one, after which it was sent again; and whoever was passed a link on
/// holds it whatever became of mails.
pub(super) async fn void_dead(scope: &mut Scope, email: &str, home: Option<CustomerId>) -> Result<()> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE invitation SET state = 'revoked' WHERE isp_id = $1 AND email = $2 AND state = 'pending'
         AND (customer_id = $4 OR (customer_id IS NULL AND $4 IS NULL))
         AND (expires_at <= $3 OR (
             'failed' = (
                 SELECT m.state FROM mail m JOIN link l ON l.subject_id = m.about_id AND l.created_at <= m.created_at
                 WHERE m.about_id = invitation.id AND l.state = 'live' AND l.provenance = 'mail'
                 AND l.kind IN ('invitation', 'reset') ORDER BY m.id DESC LIMIT 1)
             AND NOT EXISTS (
                 SELECT 1 FROM link l WHERE l.subject_id = invitation.id AND l.kind = 'invitation' AND l.state = 'live'
                 AND l.provenance <> 'mail')))",
    )
    .bind(isp)
    .bind(email)
    .bind(now)
    .bind(home)
    .run(scope)
    .await?;
    Ok(())
}

/// Whether the way into an open invitation is in a mail that Forgot Password sent, in place of its links of before.
pub(super) async fn is_forgotten(scope: &mut Scope, id: Uuid) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    let row = query(
        "SELECT 1 AS forgotten FROM invitation i JOIN link l ON l.subject_id = i.id
         WHERE i.isp_id = $1 AND i.id = $2 AND i.state = 'pending'
           AND l.kind = 'reset' AND l.state = 'live' AND l.expires_at > $3 LIMIT 1",
    )
    .bind(isp)
    .bind(id)
    .bind(now)
    .optional(scope)
    .await?;
    Ok(row.is_some())
}

/// All open ones, of collaborators or of this home's mobile users. How a mail fares is told of the one that belongs to the live
/// link: what became of those before is history.
pub(super) async fn list(scope: &mut Scope, home: Option<CustomerId>) -> Result<Vec<Listed>> {
    let (isp, now) = (scope.isp()?, scope.now());
    let rows = query(
        "SELECT i.id, i.email_shown, i.role, i.customer_id, i.invited_by, i.expires_at, i.asked_at, m.state AS mail, m.attempts, m.reason,
                i.inviter_id IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM collaborator c WHERE c.person_id = i.inviter_id
                    AND (c.role = 'admin' OR c.role = 'user' AND i.customer_id IS NOT NULL)
                    AND (c.isp_id = $1 OR c.isp_id = (SELECT p.cluster_id FROM isp p WHERE p.id = $1))) AS former,
                EXISTS (SELECT 1 FROM link l WHERE l.subject_id = i.id AND l.kind = 'reset' AND l.state = 'live') AS forgotten
         FROM invitation i
         LEFT JOIN mail m ON m.id = (
             SELECT n.id FROM mail n JOIN link l ON l.subject_id = n.about_id AND l.created_at <= n.created_at
             WHERE n.about_id = i.id AND l.state = 'live' AND l.provenance = 'mail'
             AND l.kind IN ('invitation', 'reset') ORDER BY n.id DESC LIMIT 1)
         WHERE i.isp_id = $1 AND i.state = 'pending' AND (i.customer_id = $2 OR (i.customer_id IS NULL AND $2 IS NULL))
         ORDER BY i.email",
    )
    .bind(isp)
    .bind(home)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            let expires_at: i64 = row.get("expires_at")?;
            Ok(Listed {
                id: InvitationId(row.get("id")?),
                email: row.get("email_shown")?,
                seat: seat(row)?,
                invited_by: row.get("invited_by")?,
                expires_at: at(expires_at),
                expired: expires_at <= now,
                asked_at: row.get::<Option<i64>>("asked_at")?.map(at),
                by_former: row.get("former")?,
                forgotten: row.get("forgotten")?,
                mail: mail_state(row)?,
            })
        })
        .collect()
}

fn mail_state(row: &Row) -> Result<MailState> {
    let reason = row.word_or_none("reason")?.unwrap_or(Reason::Other);
    Ok(match row.get::<Option<String>>("mail")?.as_deref() {
        Some("failed") => MailState::Failed(reason),
        Some("queued") if row.get::<Option<i64>>("attempts")? > Some(0) => MailState::Waits(reason),
        _ => MailState::Fine,
    })
}
