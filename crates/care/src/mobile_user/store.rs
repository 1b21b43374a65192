//! The rows of mobile users, and what a customer's row says of them.

use jiff::Timestamp;
use uuid::Uuid;

use crate::access::{IspCard, Scope};
use crate::db::{CustomerId, PersonId, at, query};
use crate::email::Email;
use crate::person;
use crate::problem::Result;

/// A mobile user in the list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Who.
    pub person: PersonId,
    /// Their address, as they write it.
    pub email: String,
    /// Their name; empty until they gave one.
    pub name: String,
    /// Whether they are the primary user.
    pub primary: bool,
    /// Since when.
    pub since: Timestamp,
    /// The mailbox's owner took the identity over after it had been given access: the one who was let in may be another.
    pub taken_over: bool,
    /// When they last used this home by the app.
    pub last_seen: Option<Timestamp>,
}

impl Listed {
    /// As others know them: by name and address, or by address alone.
    pub fn called(&self) -> String {
        person::called(&self.name, &self.email)
    }
}

pub(super) async fn insert(scope: &mut Scope, home: CustomerId, person: PersonId) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "INSERT INTO mobile_user (isp_id, customer_id, person_id, since) VALUES ($1, $2, $3, $4)
         ON CONFLICT (isp_id, customer_id, person_id) DO NOTHING",
    )
    .bind(isp)
    .bind(home)
    .bind(person)
    .bind(now)
    .changed(scope)
    .await
}

/// Counts a user more of an open home; the first one is the primary user.
pub(super) async fn count_one_more(scope: &mut Scope, home: CustomerId, person: PersonId) -> Result<bool> {
    let isp = scope.isp()?;
    query(
        "UPDATE customer SET users = users + 1, primary_person_id = COALESCE(primary_person_id, $3)
         WHERE isp_id = $1 AND id = $2 AND closed_at IS NULL",
    )
    .bind(isp)
    .bind(home)
    .bind(person)
    .changed(scope)
    .await
}

/// Counts the first user of an open home that has none, who is its primary user; false where it has any.
pub(super) async fn count_first(scope: &mut Scope, home: CustomerId, person: PersonId) -> Result<bool> {
    let isp = scope.isp()?;
    query(
        "UPDATE customer SET users = 1, primary_person_id = $3
         WHERE isp_id = $1 AND id = $2 AND users = 0 AND closed_at IS NULL",
    )
    .bind(isp)
    .bind(home)
    .bind(person)
    .changed(scope)
    .await
}

/// What somebody asked for who has it now.
pub(super) async fn settle_request(scope: &mut Scope, home: CustomerId, person: PersonId) -> Result<()> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE access_request SET state = 'approved', decided_at = $4, declines = 0
         WHERE isp_id = $1 AND customer_id = $2 AND person_id = $3 AND state <> 'approved'",
    )
    .bind(isp)
    .bind(home)
    .bind(person)
    .bind(now)
    .run(scope)
    .await?;
    Ok(())
}

pub(super) async fn addresses(scope: &mut Scope, home: CustomerId) -> Result<Vec<Email>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT p.email, p.email_shown FROM mobile_user m JOIN person p ON p.id = m.person_id
         WHERE m.isp_id = $1 AND m.customer_id = $2 ORDER BY p.email",
    )
    .bind(isp)
    .bind(home)
    .all(scope)
    .await?;
    rows.iter().map(|row| Ok(Email::stored(row.get("email")?, row.get("email_shown")?))).collect()
}

/// Counts a user fewer. Where that was the primary one, the next is, if that is a user.
pub(super) async fn count_one_fewer(
    scope: &mut Scope,
    home: CustomerId,
    person: PersonId,
    next: Option<PersonId>,
) -> Result<()> {
    let isp = scope.isp()?;
    query(
        "UPDATE customer SET users = users - 1,
             primary_person_id = CASE WHEN primary_person_id <> $3 THEN primary_person_id ELSE (
                 SELECT m.person_id FROM mobile_user m
                 WHERE m.isp_id = $1 AND m.customer_id = $2 AND m.person_id = $4) END
         WHERE isp_id = $1 AND id = $2",
    )
    .bind(isp)
    .bind(home)
    .bind(person)
    .bind(next)
    .run(scope)
    .await?;
    Ok(())
}

pub(super) async fn primary(scope: &mut Scope, home: CustomerId) -> Result<Option<PersonId>> {
    let isp = scope.isp()?;
    let row = query("SELECT primary_person_id FROM customer WHERE isp_id = $1 AND id = $2")
        .bind(isp)
        .bind(home)
        .optional(scope)
        .await?;
    row.map_or(Ok(None), |row| Ok(row.get::<Option<Uuid>>("primary_person_id")?.map(PersonId)))
}

/// Makes one of a home's users the primary one; false where they are it already.
pub(super) async fn make_primary(scope: &mut Scope, home: CustomerId, person: PersonId) -> Result<bool> {
    let isp = scope.isp()?;
    query(
        "UPDATE customer SET primary_person_id = $3
         WHERE isp_id = $1 AND id = $2 AND primary_person_id <> $3 AND closed_at IS NULL
           AND EXISTS (SELECT 1 FROM mobile_user m WHERE m.isp_id = $1 AND m.customer_id = $2 AND m.person_id = $3)",
    )
    .bind(isp)
    .bind(home)
    .bind(person)
    .changed(scope)
    .await
}

/// Where nobody uses the home any more, the label of its router is not good any more.
pub(super) async fn void_label_of_unused(scope: &mut Scope, home: CustomerId) -> Result<()> {
    let isp = scope.isp()?;
    query(
        "UPDATE router SET label_epoch = label_epoch + 1 WHERE isp_id = $1 AND customer_id = $2
         AND NOT EXISTS (SELECT 1 FROM mobile_user m WHERE m.isp_id = $1 AND m.customer_id = $2)",
    )
    .bind(isp)
    .bind(home)
    .run(scope)
    .await?;
    Ok(())
}

/// Ends somebody's access where so many are listed at least, invitations counted.
pub(super) async fn delete(
    scope: &mut Scope,
    home: CustomerId,
    person: PersonId,
    least: i64,
) -> Result<bool> {
    let isp = scope.isp()?;
    query(
        "DELETE FROM mobile_user WHERE isp_id = $1 AND customer_id = $2 AND person_id = $3
         AND (SELECT COUNT(*) FROM mobile_user m WHERE m.isp_id = $1 AND m.customer_id = $2)
           + (SELECT COUNT(*) FROM invitation i
              WHERE i.isp_id = $1 AND i.customer_id = $2 AND i.state = 'pending') >= $4",
    )
    .bind(isp)
    .bind(home)
    .bind(person)
    .bind(least)
    .changed(scope)
    .await
}

/// Revokes what would let somebody in again: an invitation to this home that waits for the address they have now.
pub(super) async fn revoke_invitation(scope: &mut Scope, home: CustomerId, person: PersonId) -> Result<()> {
    let isp = scope.isp()?;
    query(
        "UPDATE invitation SET state = 'revoked' WHERE isp_id = $1 AND customer_id = $2 AND state = 'pending'
         AND email = (SELECT p.email FROM person p WHERE p.id = $3)",
    )
    .bind(isp)
    .bind(home)
    .bind(person)
    .run(scope)
    .await?;
    Ok(())
}

pub(super) async fn count(scope: &mut Scope, home: CustomerId) -> Result<i64> {
    let isp = scope.isp()?;
    let row = query("SELECT users FROM customer WHERE isp_id = $1 AND id = $2")
        .bind(isp)
        .bind(home)
        .one(scope)
        .await?;
    row.get("users")
}

pub(super) async fn is_one(scope: &mut Scope, home: CustomerId, email: &str) -> Result<bool> {
    let isp = scope.isp()?;
    query(
        "SELECT 1 AS there FROM mobile_user m JOIN person p ON p.id = m.person_id
         WHERE m.isp_id = $1 AND m.customer_id = $2 AND p.email = $3",
    )
    .bind(isp)
    .bind(home)
    .bind(email)
    .exists(scope)
    .await
}

pub(super) async fn list(scope: &mut Scope, home: CustomerId) -> Result<Vec<Listed>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT p.id, p.email_shown, p.name, p.taken_over_at, m.since, m.last_seen, c.primary_person_id = m.person_id AS is_primary
         FROM mobile_user m JOIN person p ON p.id = m.person_id
         JOIN customer c ON c.isp_id = m.isp_id AND c.id = m.customer_id
         WHERE m.isp_id = $1 AND m.customer_id = $2
         ORDER BY CASE WHEN c.primary_person_id = m.person_id THEN 0 ELSE 1 END, p.email",
    )
    .bind(isp)
    .bind(home)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Listed {
                person: PersonId(row.get("id")?),
                email: row.get("email_shown")?,
                name: row.get("name")?,
                primary: row.get("is_primary")?,
                since: at(row.get("since")?),
                taken_over: row.get::<Option<i64>>("taken_over_at")? > Some(row.get("since")?),
                last_seen: row.get::<Option<i64>>("last_seen")?.map(at),
            })
        })
        .collect()
}

/// The homes of the transaction's own person.
pub(super) async fn of_person(scope: &mut Scope, person: PersonId) -> Result<Vec<(IspCard, CustomerId)>> {
    let rows = query(
        "SELECT m.customer_id, i.id, i.kind, i.slug, i.name, i.colour, i.logo
         FROM mobile_user m JOIN isp i ON i.id = m.isp_id WHERE m.person_id = $1",
    )
    .bind(person)
    .all(scope)
    .await?;
    rows.iter().map(|row| Ok((IspCard::of(row)?, CustomerId(row.get("customer_id")?)))).collect()
}

pub(super) async fn erase(scope: &mut Scope, home: CustomerId) -> Result<()> {
    let isp = scope.isp()?;
    query("DELETE FROM mobile_user WHERE isp_id = $1 AND customer_id = $2")
        .bind(isp)
        .bind(home)
        .run(scope)
        .await?;
    Ok(())
}
