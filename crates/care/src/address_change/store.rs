//! The rows of changes of address.

use uuid::Uuid;

use super::Waiting;
use crate::access::Scope;
use crate::db::{PersonId, Row, at, query};
use crate::email::Email;
use crate::problem::Result;

/// As long as the link that confirms it lives.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// From which address to which.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) id: Uuid,
    pub(super) old: Email,
    pub(super) new: Email,
}

pub(super) async fn insert(scope: &mut Scope, person: PersonId, old: &Email, new: &Email) -> Result<()> {
    let (id, now) = (scope.id(), scope.now());
    query(
        "INSERT INTO address_change (id, person_id, old_email, old_shown, new_email, new_shown, state, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'asked', $7)",
    )
    .bind(id)
    .bind(person)
    .bind(old.canonical())
    .bind(old.shown())
    .bind(new.canonical())
    .bind(new.shown())
    .bind(now)
    .run(scope)
    .await?;
    Ok(())
}

/// The change to this address that a person asked for.
pub(super) async fn asked(scope: &mut Scope, person: PersonId, to: &str) -> Result<Option<Change>> {
    let row = query(
        "SELECT id, old_email, old_shown, new_email, new_shown FROM address_change
         WHERE person_id = $1 AND new_email = $2 AND state = 'asked'",
    )
    .bind(person)
    .bind(to)
    .optional(scope)
    .await?;
    row.as_ref().map(change).transpose()
}

pub(super) async fn waiting(scope: &mut Scope, person: PersonId) -> Result<Option<Waiting>> {
    let since = scope.now() - DAY_MS;
    let row = query(
        "SELECT a.new_email, a.new_shown, a.created_at FROM address_change a JOIN person p ON p.id = a.person_id
         WHERE a.person_id = $1 AND a.state = 'asked' AND a.created_at > $2 AND a.old_email = p.email",
    )
    .bind(person)
    .bind(since)
    .optional(scope)
    .await?;
    row.map(|row| {
        let to = Email::stored(row.get("new_email")?, row.get("new_shown")?);
        Ok(Waiting { to, until: at(row.get::<i64>("created_at")? + DAY_MS) })
    })
    .transpose()
}

pub(super) async fn confirm(scope: &mut Scope, id: Uuid) -> Result<bool> {
    let now = scope.now();
    query(
        "UPDATE address_change SET state = 'confirmed', confirmed_at = $2 WHERE id = $1 AND state = 'asked'",
    )
    .bind(id)
    .bind(now)
    .changed(scope)
    .await
}

/// A change that was made and not taken back, and whose it is.
pub(super) async fn confirmed(scope: &mut Scope, id: Uuid) -> Result<Option<(PersonId, Change)>> {
    let row = query(
        "SELECT id, person_id, old_email, old_shown, new_email, new_shown FROM address_change
         WHERE id = $1 AND state = 'confirmed'",
    )
    .bind(id)
    .optional(scope)
    .await?;
    row.map(|row| Ok((PersonId(row.get("person_id")?), change(&row)?))).transpose()
}

pub(super) async fn undo(scope: &mut Scope, id: Uuid) -> Result<bool> {
    query("UPDATE address_change SET state = 'undone' WHERE id = $1 AND state = 'confirmed'")
        .bind(id)
        .changed(scope)
        .await
}

/// Voids whatever a person asked for or confirmed after this change, and gives the ids. Ids are ordered by time.
pub(super) async fn void_since(scope: &mut Scope, person: PersonId, id: Uuid) -> Result<Vec<Uuid>> {
    let rows = query(
        "UPDATE address_change SET state = 'void'
         WHERE person_id = $1 AND id > $2 AND state IN ('asked', 'confirmed') RETURNING id",
    )
    .bind(person)
    .bind(id)
    .all(scope)
    .await?;
    rows.iter().map(|row| row.get("id")).collect()
}

pub(super) async fn sweep(scope: &mut Scope, older_ms: i64) -> Result<()> {
    let before = scope.now() - older_ms;
    query("DELETE FROM address_change WHERE created_at < $1").bind(before).run(scope).await?;
    Ok(())
}

fn change(row: &Row) -> Result<Change> {
    Ok(Change {
        id: row.get("id")?,
        old: Email::stored(row.get("old_email")?, row.get("old_shown")?),
        new: Email::stored(row.get("new_email")?, row.get("new_shown")?),
    })
}
