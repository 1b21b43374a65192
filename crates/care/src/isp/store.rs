//! The rows of ISPs.

pub(super) mod settings;

use super::DEFAULT_COLOUR;
use crate::access::{IspCard, Place, Scope};
use crate::db::{IspId, PersonId, query};
use crate::problem::Result;

/// An ISP in the operator's list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its name in paths.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// How many accepted Admins it has.
    pub admins: i64,
    /// The cluster it is in, by its name in paths.
    pub cluster: Option<String>,
}

pub(super) async fn insert(scope: &mut Scope, id: IspId, place: Place, name: &str, slug: &str) -> Result<()> {
    let now = scope.now();
    query(
        "INSERT INTO isp (id, slug, name, colour, timezone, state, admins, created_at, kind)
         VALUES ($1, $2, $3, $4, 'UTC', 'new', 0, $5, $6)",
    )
    .bind(id)
    .bind(slug)
    .bind(name)
    .bind(DEFAULT_COLOUR)
    .bind(now)
    .bind(place.as_str())
    .run(scope)
    .await?;
    Ok(())
}

/// Keeps the count of Admins; the CHECK on the row refuses to let an active ISP lose its last one. The update also
/// locks the row, so that two who remove each other take turns.
pub(crate) async fn change_admins(scope: &mut Scope, by: i64) -> Result<()> {
    let isp = scope.isp()?;
    query("UPDATE isp SET admins = admins + $2, state = CASE WHEN admins + $2 > 0 THEN 'active' ELSE state END WHERE id = $1")
        .bind(isp)
        .bind(by)
        .run(scope)
        .await?;
    Ok(())
}

pub(super) async fn list(scope: &mut Scope) -> Result<Vec<Listed>> {
    let rows = query(
        "SELECT i.slug, i.name, i.admins, g.slug AS cluster FROM isp i LEFT JOIN isp g ON g.id = i.cluster_id
         WHERE i.kind = 'isp' ORDER BY i.slug",
    )
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Listed {
                slug: row.get("slug")?,
                name: row.get("name")?,
                admins: row.get("admins")?,
                cluster: row.get("cluster")?,
            })
        })
        .collect()
}

pub(super) async fn by_slug(scope: &mut Scope, place: Place, slug: &str) -> Result<Option<IspId>> {
    let row = query("SELECT id FROM isp WHERE slug = $1 AND kind = $2")
        .bind(slug)
        .bind(place.as_str())
        .optional(scope)
        .await?;
    row.map(|row| Ok(IspId(row.get("id")?))).transpose()
}

pub(super) async fn any(scope: &mut Scope) -> Result<bool> {
    query("SELECT 1 AS there FROM isp WHERE kind = 'isp' LIMIT 1").exists(scope).await
}

pub(super) async fn all(scope: &mut Scope) -> Result<Vec<IspId>> {
    let rows = query("SELECT id FROM isp WHERE kind = 'isp' ORDER BY id").all(scope).await?;
    rows.iter().map(|row| Ok(IspId(row.get("id")?))).collect()
}

/// What a page or a mail shows of the transaction's ISP.
pub(crate) async fn card(scope: &mut Scope) -> Result<IspCard> {
    let isp = scope.isp()?;
    let row = query("SELECT id, kind, slug, name, colour, logo FROM isp WHERE id = $1")
        .bind(isp)
        .one(scope)
        .await?;
    IspCard::of(&row)
}

/// The cluster that the transaction's ISP is in.
pub(crate) async fn cluster_of(scope: &mut Scope) -> Result<Option<IspCard>> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT g.id, g.kind, g.slug, g.name, g.colour, g.logo FROM isp i JOIN isp g ON g.id = i.cluster_id WHERE i.id = $1",
    )
    .bind(isp)
    .optional(scope)
    .await?;
    row.as_ref().map(IspCard::of).transpose()
}

/// The ISPs of a cluster, by name; an ISP has none.
pub(crate) async fn members(scope: &mut Scope, cluster: IspId) -> Result<Vec<IspCard>> {
    let rows =
        query("SELECT id, kind, slug, name, colour, logo FROM isp WHERE cluster_id = $1 ORDER BY name, slug")
            .bind(cluster)
            .all(scope)
            .await?;
    rows.iter().map(IspCard::of).collect()
}

pub(super) async fn of_person(scope: &mut Scope, person: PersonId) -> Result<Vec<IspCard>> {
    let rows = query(
        "SELECT i.id, i.kind, i.slug, i.name, i.colour, i.logo FROM collaborator c JOIN isp i ON i.id = c.isp_id
         WHERE c.person_id = $1
         UNION SELECT i.id, i.kind, i.slug, i.name, i.colour, i.logo FROM collaborator c JOIN isp i ON i.cluster_id = c.isp_id
         WHERE c.person_id = $1 ORDER BY kind, name",
    )
    .bind(person)
    .all(scope)
    .await?;
    rows.iter().map(IspCard::of).collect()
}

pub(super) async fn update(scope: &mut Scope, name: &str, colour: &str) -> Result<()> {
    let isp = scope.isp()?;
    query("UPDATE isp SET name = $2, colour = $3 WHERE id = $1")
        .bind(isp)
        .bind(name)
        .bind(colour)
        .run(scope)
        .await?;
    Ok(())
}
