//! What erasing takes away. Digests stay, so nothing of this shows in the chain.

use crate::access::Scope;
use crate::db::{CustomerId, PersonId, query};
use crate::problem::Result;

/// What is personal in all that somebody did.
pub(in super::super) async fn acts(scope: &mut Scope, person: PersonId) -> Result<u64> {
    query("UPDATE audit SET personal = NULL, salt = NULL WHERE actor_id = $1 AND personal IS NOT NULL")
        .bind(person)
        .run(scope)
        .await
}

/// What is told of a person, and of invitations that were theirs: under whatever address they accepted, or under the one that
/// is theirs now. Where nobody in particular did it, by a link that was theirs, from where goes too.
pub(in super::super) async fn subject(scope: &mut Scope, person: PersonId) -> Result<u64> {
    query(
        "UPDATE audit SET personal = NULL, salt = NULL WHERE actor_kind = 'anyone' AND id IN (
             SELECT s.audit_id FROM audit_subject s JOIN invitation i ON i.id = s.subject_id
             JOIN person p ON p.id = i.person_id OR (i.person_id IS NULL AND p.email = i.email) WHERE p.id = $1)",
    )
    .bind(person)
    .run(scope)
    .await?;
    query(
        "DELETE FROM audit_subject WHERE subject_id = $1 OR subject_id IN (
             SELECT i.id FROM invitation i JOIN person p ON p.id = i.person_id OR (i.person_id IS NULL AND p.email = i.email)
             WHERE p.id = $1)",
    )
    .bind(person)
    .run(scope)
    .await
}

/// The same of invitations to an address that never were anybody's.
pub(in super::super) async fn invited(scope: &mut Scope, address: &str) -> Result<u64> {
    query(
        "UPDATE audit SET personal = NULL, salt = NULL WHERE actor_kind = 'anyone' AND id IN (
             SELECT s.audit_id FROM audit_subject s JOIN invitation i ON i.id = s.subject_id
             WHERE i.email = $1 AND i.person_id IS NULL)",
    )
    .bind(address)
    .run(scope)
    .await?;
    query(
        "DELETE FROM audit_subject WHERE subject_id IN (
             SELECT i.id FROM invitation i WHERE i.email = $1 AND i.person_id IS NULL)",
    )
    .bind(address)
    .run(scope)
    .await
}

/// What is told of a customer, and of invitations to their home.
pub(in super::super) async fn customer(scope: &mut Scope, customer: CustomerId) -> Result<u64> {
    query(
        "UPDATE audit SET personal = NULL, salt = NULL WHERE actor_kind = 'anyone' AND id IN (
             SELECT s.audit_id FROM audit_subject s JOIN invitation i ON i.id = s.subject_id WHERE i.customer_id = $1)",
    )
    .bind(customer)
    .run(scope)
    .await?;
    query(
        "DELETE FROM audit_subject WHERE subject_id = $1 OR subject_id IN (
             SELECT i.id FROM invitation i WHERE i.customer_id = $1)",
    )
    .bind(customer)
    .run(scope)
    .await
}

/// Whom an address is of, and whether they belong anywhere still.
pub(in super::super) async fn known(scope: &mut Scope, address: &str) -> Result<Option<(PersonId, bool)>> {
    let row = query("SELECT id FROM person WHERE email = $1").bind(address).optional(scope).await?;
    let Some(row) = row else { return Ok(None) };
    let person = PersonId(row.get("id")?);
    let here = query(
        "SELECT 1 AS here FROM person p WHERE p.id = $1
         AND (EXISTS (SELECT 1 FROM collaborator c WHERE c.person_id = $1)
              OR EXISTS (SELECT 1 FROM mobile_user m WHERE m.person_id = $1))",
    );
    let here = here.bind(person).exists(scope).await?;
    Ok(Some((person, here)))
}

/// The address of a person, canonical and as they write it.
pub(in super::super) async fn address(
    scope: &mut Scope,
    person: PersonId,
) -> Result<Option<(String, String)>> {
    let row =
        query("SELECT email, email_shown FROM person WHERE id = $1").bind(person).optional(scope).await?;
    row.map(|row| Ok((row.get("email")?, row.get("email_shown")?))).transpose()
}

/// All that is personal in entries that name an address and have no subject: those from before there were subjects, and
/// those of others who wanted this very address for themselves. It reads the whole log, which is no matter: people are seldom
/// erased.
pub(in super::super) async fn mentions(scope: &mut Scope, canonical: &str, shown: &str) -> Result<u64> {
    query(
        "UPDATE audit SET personal = NULL, salt = NULL WHERE subject_digest IS NULL
         AND (LOWER(personal) LIKE $1 ESCAPE '!' OR LOWER(personal) LIKE LOWER($2) ESCAPE '!')",
    )
    .bind(naming(canonical))
    .bind(naming(shown))
    .run(scope)
    .await
}

/// The pattern of an entry's text whose details name this address.
fn naming(address: &str) -> String {
    let text = serde_json::Value::from(address).to_string();
    let text: String = text
        .chars()
        .flat_map(|c| matches!(c, '%' | '_' | '!').then_some('!').into_iter().chain([c]))
        .collect();
    format!("%\"email\":{text}%")
}
