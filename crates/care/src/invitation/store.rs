//! The rows of invitations.

use uuid::Uuid;

use super::{InviteRole, Listed};
use crate::access::Scope;
use crate::db::{InvitationId, at, query};
use crate::email::Email;
use crate::problem::Result;

const TWO_DAYS_MS: i64 = 48 * 60 * 60 * 1000;

/// An invitation that can be accepted.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    pub(super) id: InvitationId,
    pub(super) email: Email,
    pub(super) role: InviteRole,
    pub(super) invited_by: String,
}

pub(super) async fn insert(
    scope: &mut Scope,
    email: &Email,
    role: InviteRole,
    inviter: &str,
) -> Result<InvitationId> {
    let (isp, id, now) = (scope.isp()?, InvitationId(scope.id()), scope.now());
    query(
        "INSERT INTO invitation (isp_id, id, email, email_shown, role, state, invited_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, 'pending', $6, $7, $8)",
    )
    .bind(isp)
    .bind(id)
    .bind(email.canonical())
    .bind(email.shown())
    .bind(role.role().as_str())
    .bind(inviter)
    .bind(now)
    .bind(now + TWO_DAYS_MS)
    .run(scope)
    .await?;
    Ok(id)
}

pub(super) async fn pending(scope: &mut Scope, id: Uuid) -> Result<Option<Pending>> {
    let (isp, now) = (scope.isp()?, scope.now());
    let row = query(
        "SELECT id, email, email_shown, role, invited_by FROM invitation
         WHERE isp_id = $1 AND id = $2 AND state = 'pending' AND expires_at > $3",
    )
    .bind(isp)
    .bind(id)
    .bind(now)
    .optional(scope)
    .await?;
    row.map(|row| {
        Ok(Pending {
            id: InvitationId(row.get("id")?),
            email: Email::stored(row.get("email")?, row.get("email_shown")?),
            role: row.word("role")?,
            invited_by: row.get("invited_by")?,
        })
    })
    .transpose()
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

/// Closes the open invitation of an address that was given access another way.
pub(super) async fn answer(scope: &mut Scope, email: &str) -> Result<()> {
    let isp = scope.isp()?;
    query("UPDATE invitation SET state = 'accepted' WHERE isp_id = $1 AND email = $2 AND state = 'pending'")
        .bind(isp)
        .bind(email)
        .run(scope)
        .await?;
    Ok(())
}

/// Makes room for a new one: the open invitation of an address is revoked, which kills its links.
pub(super) async fn void_pending(scope: &mut Scope, email: &str) -> Result<()> {
    let isp = scope.isp()?;
    query("UPDATE invitation SET state = 'revoked' WHERE isp_id = $1 AND email = $2 AND state = 'pending'")
        .bind(isp)
        .bind(email)
        .run(scope)
        .await?;
    Ok(())
}

/// Revokes the open invitation of an address if it has expired or its mail was given up.
pub(super) async fn void_dead(scope: &mut Scope, email: &str) -> Result<()> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE invitation SET state = 'revoked' WHERE isp_id = $1 AND email = $2 AND state = 'pending'
         AND (expires_at <= $3 OR EXISTS (SELECT 1 FROM mail m WHERE m.about_id = invitation.id AND m.state = 'failed'))",
    )
    .bind(isp)
    .bind(email)
    .bind(now)
    .run(scope)
    .await?;
    Ok(())
}

pub(super) async fn list(scope: &mut Scope) -> Result<Vec<Listed>> {
    let (isp, now) = (scope.isp()?, scope.now());
    let rows = query(
        "SELECT i.id, i.email_shown, i.role, i.invited_by, i.expires_at,
                (SELECT m.error FROM mail m WHERE m.about_id = i.id AND m.state = 'failed' ORDER BY m.id DESC LIMIT 1)
                    AS mail_error
         FROM invitation i WHERE i.isp_id = $1 AND i.state = 'pending' ORDER BY i.email",
    )
    .bind(isp)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            let expires_at: i64 = row.get("expires_at")?;
            Ok(Listed {
                id: InvitationId(row.get("id")?),
                email: row.get("email_shown")?,
                role: row.word("role")?,
                invited_by: row.get("invited_by")?,
                expires_at: at(expires_at),
                expired: expires_at <= now,
                mail_failed: row.get("mail_error")?,
            })
        })
        .collect()
}
