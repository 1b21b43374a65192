//! The rows of collaborators.

use jiff::Timestamp;

use super::{Given, Membership, Remains};
use crate::access::{IspCard, Role, Scope};
use crate::db::{IspId, PersonId, at, query};
use crate::email::Email;
use crate::problem::Result;

/// A collaborator in the list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Who.
    pub person: PersonId,
    /// Their address, as they write it.
    pub email: String,
    /// Their name; empty until they gave one.
    pub name: String,
    /// Their role here.
    pub role: Role,
    /// Since when, in milliseconds UTC.
    pub since: Timestamp,
    /// The mailbox's owner took the identity over after it had been given access: the one who was let in may be another.
    pub taken_over: bool,
    /// When they were last seen here.
    pub last_seen: Option<Timestamp>,
}

pub(super) async fn insert(
    scope: &mut Scope,
    person: PersonId,
    role: Role,
    given_by: Option<PersonId>,
) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "INSERT INTO collaborator (isp_id, person_id, role, since, given_by) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (isp_id, person_id) DO NOTHING",
    )
    .bind(isp)
    .bind(person)
    .bind(role.as_str())
    .bind(now)
    .bind(given_by)
    .changed(scope)
    .await
}

/// Who gave somebody access here, as they are called now, and when; none once that was acknowledged.
pub(super) async fn given(scope: &mut Scope, person: PersonId) -> Result<Option<Given>> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT c.since, COALESCE(NULLIF(p.name, ''), p.email_shown) AS giver
         FROM collaborator c LEFT JOIN person p ON p.id = c.given_by
         WHERE c.isp_id = $1 AND c.person_id = $2 AND c.given_by IS NOT NULL",
    )
    .bind(isp)
    .bind(person)
    .optional(scope)
    .await?;
    row.map(|row| Ok(Given { by: row.get("giver")?, at: at(row.get("since")?) })).transpose()
}

pub(super) async fn acknowledge(scope: &mut Scope, person: PersonId) -> Result<bool> {
    let isp = scope.isp()?;
    query("UPDATE collaborator SET given_by = NULL WHERE isp_id = $1 AND person_id = $2")
        .bind(isp)
        .bind(person)
        .changed(scope)
        .await
}

/// The invitations to somebody's address are theirs from now on, under whatever address they have later.
pub(crate) async fn own_invitations(scope: &mut Scope, person: PersonId) -> Result<()> {
    let isp = scope.isp()?;
    query(
        "UPDATE invitation SET person_id = $2 WHERE isp_id = $1 AND person_id IS NULL
         AND email = (SELECT p.email FROM person p WHERE p.id = $2)",
    )
    .bind(isp)
    .bind(person)
    .run(scope)
    .await?;
    Ok(())
}

pub(super) async fn raise(scope: &mut Scope, person: PersonId) -> Result<bool> {
    let isp = scope.isp()?;
    query("UPDATE collaborator SET role = 'admin' WHERE isp_id = $1 AND person_id = $2 AND role <> 'admin'")
        .bind(isp)
        .bind(person)
        .changed(scope)
        .await
}

pub(super) async fn role(scope: &mut Scope, person: PersonId) -> Result<Option<Role>> {
    let isp = scope.isp()?;
    let row = query("SELECT role FROM collaborator WHERE isp_id = $1 AND person_id = $2")
        .bind(isp)
        .bind(person)
        .optional(scope)
        .await?;
    row.map(|row| row.word("role")).transpose()
}

pub(super) async fn change(scope: &mut Scope, person: PersonId, before: Role, after: Role) -> Result<bool> {
    let isp = scope.isp()?;
    query("UPDATE collaborator SET role = $4 WHERE isp_id = $1 AND person_id = $2 AND role = $3")
        .bind(isp)
        .bind(person)
        .bind(before.as_str())
        .bind(after.as_str())
        .changed(scope)
        .await
}

/// Ends a membership where so many are listed at least; gives the role that it was.
pub(super) async fn delete(scope: &mut Scope, person: PersonId, least: i64) -> Result<Option<Role>> {
    let isp = scope.isp()?;
    let row = query(
        "DELETE FROM collaborator WHERE isp_id = $1 AND person_id = $2
         AND (SELECT COUNT(*) FROM collaborator c WHERE c.isp_id = $1)
           + (SELECT COUNT(*) FROM invitation i
              WHERE i.isp_id = $1 AND i.state = 'pending' AND i.customer_id IS NULL) >= $3
         RETURNING role",
    )
    .bind(isp)
    .bind(person)
    .bind(least)
    .optional(scope)
    .await?;
    row.map(|row| row.word("role")).transpose()
}

/// Revokes what would let somebody in again: an invitation that waits for their answer, of the operator's making.
pub(super) async fn revoke_invitation(scope: &mut Scope, person: PersonId) -> Result<()> {
    let isp = scope.isp()?;
    query(
        "UPDATE invitation SET state = 'revoked' WHERE isp_id = $1 AND state = 'pending' AND customer_id IS NULL
         AND email = (SELECT p.email FROM person p WHERE p.id = $2)",
    )
    .bind(isp)
    .bind(person)
    .run(scope)
    .await?;
    Ok(())
}

pub(super) async fn hold(scope: &mut Scope, email: &str) -> Result<()> {
    let isp = scope.isp()?;
    query(
        "UPDATE collaborator SET role = role
         WHERE isp_id = $1 AND person_id = (SELECT p.id FROM person p WHERE p.email = $2)",
    )
    .bind(isp)
    .bind(email)
    .run(scope)
    .await?;
    Ok(())
}

/// What the person of this canonical address is to the ISP.
pub(crate) async fn role_of(scope: &mut Scope, email: &str) -> Result<Option<Role>> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT c.role FROM collaborator c JOIN person p ON p.id = c.person_id WHERE c.isp_id = $1 AND p.email = $2",
    )
    .bind(isp)
    .bind(email)
    .optional(scope)
    .await?;
    row.map(|row| row.word("role")).transpose()
}

/// Those of the transaction's own place, or of the cluster that it is in: row-level security shows no others.
pub(super) async fn list(scope: &mut Scope, place: IspId) -> Result<Vec<Listed>> {
    let rows = query(
        "SELECT p.id, p.email_shown, p.name, p.taken_over_at, c.role, c.since, c.last_seen FROM collaborator c
         JOIN person p ON p.id = c.person_id WHERE c.isp_id = $1 ORDER BY p.email",
    )
    .bind(place)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Listed {
                person: PersonId(row.get("id")?),
                email: row.get("email_shown")?,
                name: row.get("name")?,
                role: row.word("role")?,
                since: at(row.get("since")?),
                taken_over: row.get::<Option<i64>>("taken_over_at")? > Some(row.get("since")?),
                last_seen: row.get::<Option<i64>>("last_seen")?.map(at),
            })
        })
        .collect()
}

/// By name, of the transaction's own place or of the cluster that it is in.
pub(super) async fn admins(scope: &mut Scope, place: IspId, limit: i64) -> Result<Vec<String>> {
    let rows = query(
        "SELECT p.name, p.email_shown FROM collaborator c JOIN person p ON p.id = c.person_id
         WHERE c.isp_id = $1 AND c.role = 'admin' ORDER BY COALESCE(c.last_seen, 0) DESC LIMIT $2",
    )
    .bind(place)
    .bind(limit)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            let name: String = row.get("name")?;
            if name.is_empty() { row.get("email_shown") } else { Ok(name) }
        })
        .collect()
}

/// The same by address.
pub(super) async fn admin_addresses(scope: &mut Scope, place: IspId, limit: i64) -> Result<Vec<Email>> {
    let rows = query(
        "SELECT p.email, p.email_shown FROM collaborator c JOIN person p ON p.id = c.person_id
         WHERE c.isp_id = $1 AND c.role = 'admin' ORDER BY COALESCE(c.last_seen, 0) DESC LIMIT $2",
    )
    .bind(place)
    .bind(limit)
    .all(scope)
    .await?;
    rows.iter().map(|row| Ok(Email::stored(row.get("email")?, row.get("email_shown")?))).collect()
}

/// What somebody is at the transaction's ISP by its cluster.
pub(super) async fn remains(scope: &mut Scope, person: PersonId) -> Result<Option<Remains>> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT g.name, c.role FROM isp i JOIN isp g ON g.id = i.cluster_id
         JOIN collaborator c ON c.isp_id = g.id AND c.person_id = $2 WHERE i.id = $1",
    )
    .bind(isp)
    .bind(person)
    .optional(scope)
    .await?;
    row.map(|row| Ok(Remains { cluster: row.get("name")?, role: row.word("role")? })).transpose()
}

/// How many have accepted or were invited.
pub(super) async fn listed(scope: &mut Scope) -> Result<i64> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT (SELECT COUNT(*) FROM collaborator WHERE isp_id = $1)
              + (SELECT COUNT(*) FROM invitation
                 WHERE isp_id = $1 AND state = 'pending' AND customer_id IS NULL) AS listed",
    )
    .bind(isp)
    .one(scope)
    .await?;
    row.get("listed")
}

pub(super) async fn of_person(scope: &mut Scope, person: PersonId) -> Result<Vec<Membership>> {
    let rows = query(
        "SELECT i.id, i.kind, i.slug, i.name, i.colour, i.logo, i.admins, c.role, c.last_seen,
                (SELECT g.name FROM isp g WHERE g.id = c.isp_id AND g.id <> i.id) AS through
         FROM collaborator c JOIN isp i ON i.id = c.isp_id OR i.cluster_id = c.isp_id
         WHERE c.person_id = $1 ORDER BY i.kind, i.name, through",
    )
    .bind(person)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            let (role, through): (Role, Option<String>) = (row.word("role")?, row.get("through")?);
            Ok(Membership {
                place: IspCard::of(row)?,
                role,
                last_seen: row.get::<Option<i64>>("last_seen")?.filter(|_| through.is_none()).map(at),
                last_admin: through.is_none() && role == Role::Admin && row.get::<i64>("admins")? <= 1,
                through,
            })
        })
        .collect()
}
