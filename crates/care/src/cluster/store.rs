//! The rows of clusters, which are rows of `isp`.

use crate::access::{Role, Scope};
use crate::db::{IspId, PersonId, query};
use crate::email::Email;
use crate::problem::Result;

/// A cluster in the operator's list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its name in paths.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// How many accepted Admins it has.
    pub admins: i64,
    /// How many ISPs are in it.
    pub isps: i64,
}

/// How many people an ISP has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Staffing {
    /// Collaborators of its own.
    pub collaborators: i64,
    /// Invitations that can still be accepted.
    pub invitations: i64,
}

/// One of a cluster's collaborators, as they are at one of its ISPs.
pub(super) struct Reach {
    pub(super) email: Email,
    /// By the cluster.
    pub(super) through: Role,
    /// By a membership of the ISP itself.
    pub(super) own: Option<Role>,
}

/// A cluster's collaborators at the transaction's ISP, whether it is in that cluster or was until now. Row-level security shows
/// the cluster's to a transaction that was told so.
pub(super) async fn reach(scope: &mut Scope, cluster: IspId) -> Result<Vec<Reach>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT p.email, p.email_shown, c.role AS through, o.role AS own
         FROM collaborator c JOIN person p ON p.id = c.person_id
         LEFT JOIN collaborator o ON o.isp_id = $1 AND o.person_id = c.person_id
         WHERE c.isp_id = $2 ORDER BY p.email",
    )
    .bind(isp)
    .bind(cluster)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Reach {
                email: Email::stored(row.get("email")?, row.get("email_shown")?),
                through: row.word("through")?,
                own: row.word_or_none("own")?,
            })
        })
        .collect()
}

pub(super) async fn list(scope: &mut Scope) -> Result<Vec<Listed>> {
    let rows = query(
        "SELECT g.slug, g.name, g.admins, (SELECT COUNT(*) FROM isp i WHERE i.cluster_id = g.id) AS isps FROM isp g
         WHERE g.kind = 'cluster' ORDER BY g.slug",
    )
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Listed {
                slug: row.get("slug")?,
                name: row.get("name")?,
                admins: row.get("admins")?,
                isps: row.get("isps")?,
            })
        })
        .collect()
}

/// Puts the transaction's ISP into a cluster, unless it is in one. Only an ISP is put in, and only into a cluster.
pub(super) async fn put_in(scope: &mut Scope, cluster: IspId) -> Result<bool> {
    let isp = scope.isp()?;
    query(
        "UPDATE isp SET cluster_id = $2 WHERE id = $1 AND kind = 'isp' AND cluster_id IS NULL
         AND EXISTS (SELECT 1 FROM isp g WHERE g.id = $2 AND g.kind = 'cluster')",
    )
    .bind(isp)
    .bind(cluster)
    .changed(scope)
    .await
}

/// Takes the transaction's ISP out of this cluster, if it is in it still.
pub(super) async fn take_out(scope: &mut Scope, cluster: IspId) -> Result<bool> {
    let isp = scope.isp()?;
    query("UPDATE isp SET cluster_id = NULL WHERE id = $1 AND cluster_id = $2")
        .bind(isp)
        .bind(cluster)
        .changed(scope)
        .await
}

/// Since when somebody belongs to this place itself.
pub(super) async fn member_since(scope: &mut Scope, person: PersonId) -> Result<i64> {
    let isp = scope.isp()?;
    query("SELECT since FROM collaborator WHERE isp_id = $1 AND person_id = $2")
        .bind(isp)
        .bind(person)
        .one(scope)
        .await?
        .get("since")
}

/// Since when the transaction's own place has required a second factor.
pub(super) async fn two_factor_since(scope: &mut Scope) -> Result<Option<i64>> {
    let isp = scope.isp()?;
    query("SELECT two_factor_since FROM isp WHERE id = $1")
        .bind(isp)
        .one(scope)
        .await?
        .get("two_factor_since")
}

pub(super) async fn staffing(scope: &mut Scope) -> Result<Staffing> {
    let (isp, now) = (scope.isp()?, scope.now());
    let row = query(
        "SELECT (SELECT COUNT(*) FROM collaborator WHERE isp_id = $1) AS collaborators,
                (SELECT COUNT(*) FROM invitation WHERE isp_id = $1 AND state = 'pending' AND expires_at > $2
                   AND customer_id IS NULL)
                    AS invitations",
    )
    .bind(isp)
    .bind(now)
    .one(scope)
    .await?;
    Ok(Staffing { collaborators: row.get("collaborators")?, invitations: row.get("invitations")? })
}
