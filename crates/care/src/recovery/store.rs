//! The rows of what was asked for.

use uuid::Uuid;

use crate::access::{Audience, Scope};
use crate::db::query;
use crate::email::Email;
use crate::problem::Result;

pub(super) async fn insert(scope: &mut Scope, email: &Email, audience: Audience) -> Result<()> {
    let (id, now) = (scope.id(), scope.now());
    query(
        "INSERT INTO recovery_request (id, email, email_shown, created_at, audience) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(id)
    .bind(email.canonical())
    .bind(email.shown())
    .bind(now)
    .bind(audience.as_str())
    .run(scope)
    .await?;
    Ok(())
}

/// The oldest requests.
pub(super) async fn due(scope: &mut Scope, limit: i64) -> Result<Vec<Uuid>> {
    let rows = query("SELECT id FROM recovery_request ORDER BY id LIMIT $1").bind(limit).all(scope).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// Takes one; of several workers one gets it.
pub(super) async fn take(scope: &mut Scope, id: Uuid) -> Result<Option<(Email, Audience)>> {
    let row = query("DELETE FROM recovery_request WHERE id = $1 RETURNING email, email_shown, audience")
        .bind(id)
        .optional(scope)
        .await?;
    row.map(|row| Ok((Email::stored(row.get("email")?, row.get("email_shown")?), row.word("audience")?)))
        .transpose()
}
