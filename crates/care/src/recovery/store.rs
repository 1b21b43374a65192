//! The rows of what was asked for.

use uuid::Uuid;

use super::Wish;
use crate::access::{Audience, Scope};
use crate::db::query;
use crate::email::Email;
use crate::problem::Result;

pub(super) async fn insert(scope: &mut Scope, email: &Email, audience: Audience, wish: Wish) -> Result<()> {
    let (id, now) = (scope.id(), scope.now());
    query(
        "INSERT INTO recovery_request (id, email, email_shown, created_at, audience, wish)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id)
    .bind(email.canonical())
    .bind(email.shown())
    .bind(now)
    .bind(audience.as_str())
    .bind(wish.as_str())
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
pub(super) async fn take(scope: &mut Scope, id: Uuid) -> Result<Option<(Email, Audience, Wish)>> {
    let row =
        query("DELETE FROM recovery_request WHERE id = $1 RETURNING email, email_shown, audience, wish")
            .bind(id)
            .optional(scope)
            .await?;
    row.map(|row| {
        let email = Email::stored(row.get("email")?, row.get("email_shown")?);
        Ok((email, row.word("audience")?, row.word("wish")?))
    })
    .transpose()
}
