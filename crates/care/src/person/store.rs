//! The rows of people.

use uuid::Uuid;

use super::{Hashed, Name};
use crate::access::{Place, Scope};
use crate::audit::{self, Details};
use crate::db::{PersonId, Row, query};
use crate::email::Email;
use crate::factor;
use crate::problem::Result;
use crate::session;

/// What the rooms above need to know of a person.
#[derive(Debug, Clone)]
pub(crate) struct Identity {
    pub(crate) id: PersonId,
    pub(crate) email: Email,
    pub(crate) name: String,
    pub(crate) password: Option<Hashed>,
    pub(crate) verified: bool,
}

impl Identity {
    pub(crate) fn called(&self) -> &str {
        if self.name.is_empty() { self.email.shown() } else { &self.name }
    }
}

pub(crate) async fn by_email(scope: &mut Scope, canonical: &str) -> Result<Option<Identity>> {
    let row =
        query("SELECT id, email, email_shown, name, password, verified_at FROM person WHERE email = $1")
            .bind(canonical)
            .optional(scope)
            .await?;
    row.as_ref().map(identity).transpose()
}

pub(crate) async fn by_id(scope: &mut Scope, id: PersonId) -> Result<Option<Identity>> {
    let row = query("SELECT id, email, email_shown, name, password, verified_at FROM person WHERE id = $1")
        .bind(id)
        .optional(scope)
        .await?;
    row.as_ref().map(identity).transpose()
}

/// The person of this address, made if there is none. Two at once give one row.
pub(crate) async fn create(scope: &mut Scope, email: &Email, name: &Name) -> Result<PersonId> {
    let (id, now) = (scope.id(), scope.now());
    let row = query(
        "INSERT INTO person (id, email, email_shown, name, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (email) DO UPDATE SET email = excluded.email RETURNING id",
    )
    .bind(id)
    .bind(email.canonical())
    .bind(email.shown())
    .bind(name.as_str())
    .bind(now)
    .one(scope)
    .await?;
    Ok(PersonId(row.get("id")?))
}

/// Control of the mailbox was proven, or the operator vouched.
pub(crate) async fn prove(scope: &mut Scope, id: PersonId) -> Result<()> {
    let now = scope.now();
    query("UPDATE person SET verified_at = $2 WHERE id = $1 AND verified_at IS NULL")
        .bind(id)
        .bind(now)
        .run(scope)
        .await?;
    Ok(())
}

/// The mailbox's owner takes over an identity that was in other hands: nothing of what those added stays, neither factors nor
/// known browsers nor the name, and the memberships from before are flagged to their Admins.
pub(crate) async fn take_over(scope: &mut Scope, id: PersonId) -> Result<()> {
    let now = scope.now();
    factor::forget(scope, id).await?;
    session::forget_devices(scope, id).await?;
    audit::note_at_no_place(scope, "person-taken-over", &Details::new()).await?;
    query("UPDATE person SET taken_over_at = $2, name = '' WHERE id = $1")
        .bind(id)
        .bind(now)
        .run(scope)
        .await?;
    Ok(())
}

pub(crate) async fn set_password(scope: &mut Scope, id: PersonId, password: &Hashed) -> Result<()> {
    query("UPDATE person SET password = $2 WHERE id = $1")
        .bind(id)
        .bind(password.0.as_str())
        .run(scope)
        .await?;
    Ok(())
}

pub(crate) async fn set_name(scope: &mut Scope, id: PersonId, name: &Name) -> Result<()> {
    query("UPDATE person SET name = $2 WHERE id = $1").bind(id).bind(name.as_str()).run(scope).await?;
    Ok(())
}

/// Holds a person still until the transaction ends, if this is their password still.
pub(super) async fn hold_password(scope: &mut Scope, id: PersonId, password: &Hashed) -> Result<bool> {
    query("UPDATE person SET password = $2 WHERE id = $1 AND password = $2")
        .bind(id)
        .bind(password.0.as_str())
        .changed(scope)
        .await
}

/// Holds a person still until the transaction ends, before anything else of theirs is held: whoever changes how they prove who they
/// are takes turns here.
pub(crate) async fn hold(scope: &mut Scope, id: PersonId) -> Result<()> {
    query("UPDATE person SET name = name WHERE id = $1").bind(id).run(scope).await?;
    Ok(())
}

/// Sets the password, if the one that was just checked is still theirs.
pub(super) async fn replace_password(
    scope: &mut Scope,
    id: PersonId,
    checked: &Hashed,
    new: &Hashed,
) -> Result<bool> {
    query("UPDATE person SET password = $3 WHERE id = $1 AND password = $2")
        .bind(id)
        .bind(checked.0.as_str())
        .bind(new.0.as_str())
        .changed(scope)
        .await
}

/// Gives a person another address; a duplicate when it is somebody else's.
pub(crate) async fn set_email(scope: &mut Scope, id: PersonId, email: &Email) -> Result<()> {
    query("UPDATE person SET email = $2, email_shown = $3 WHERE id = $1")
        .bind(id)
        .bind(email.canonical())
        .bind(email.shown())
        .run(scope)
        .await?;
    Ok(())
}

/// Voids the change of address that was asked for and not confirmed, and with it the link that would confirm it.
pub(crate) async fn void_address_change(scope: &mut Scope, id: PersonId) -> Result<()> {
    query("UPDATE address_change SET state = 'void' WHERE person_id = $1 AND state = 'asked'")
        .bind(id)
        .run(scope)
        .await?;
    Ok(())
}

/// Which ISP or cluster, by kind and slug, a person is led to: where they were last, if they still may be there; else a
/// place of their own membership, a cluster before an ISP.
pub(super) async fn last_place(scope: &mut Scope, id: PersonId) -> Result<Option<(Place, String)>> {
    let row = query(
        "SELECT i.kind, i.slug, CASE WHEN i.id = p.last_isp_id THEN 0 ELSE 1 END AS other,
                CASE WHEN i.id = c.isp_id THEN 0 ELSE 1 END AS through
         FROM person p JOIN collaborator c ON c.person_id = p.id JOIN isp i ON i.id = c.isp_id OR i.cluster_id = c.isp_id
         WHERE p.id = $1 ORDER BY other, through, i.kind, i.name LIMIT 1",
    )
    .bind(id)
    .optional(scope)
    .await?;
    row.map(|row| Ok((row.word("kind")?, row.get("slug")?))).transpose()
}

fn identity(row: &Row) -> Result<Identity> {
    Ok(Identity {
        id: PersonId(row.get::<Uuid>("id")?),
        email: Email::stored(row.get("email")?, row.get("email_shown")?),
        name: row.get("name")?,
        password: row.get::<Option<String>>("password")?.map(Hashed::stored),
        verified: row.get::<Option<i64>>("verified_at")?.is_some(),
    })
}
