//! A collaborator: a person's membership at an ISP or a cluster, in one of three roles.
//!
//! This room has the one verb that makes a membership ([`join`]) and the ones that end it ([`remove`], [`leave`]), and keeps
//! the place's count of Admins with them: the last one can be neither removed nor demoted, nor leave.
//!
//! *Listed* is whoever has accepted or was invited, expired invitations included; people who have access through the
//! cluster are not. Somebody can be removed only while at least two are listed. What was taken away is gone with the next
//! request, and open pages hear of it within a second; a person's sessions end only when no membership is left to them.

mod change;
mod given;
mod mine;
mod remove;
mod store;
#[cfg(test)]
mod tests;

use crate::access::{IspCard, Role, Scope, Tx, may};
use crate::db::live::Topic;
use crate::db::{PersonId, dialect};
use crate::email::Email;
use crate::isp;
use crate::person;
use crate::problem::{Problem, Result};
use crate::words::{Say, Words};

pub use change::change;
pub use given::{Given, acknowledge, given};
pub use mine::{Membership, mine};
pub use remove::{leave, remove};
pub use store::Listed;
pub(crate) use store::{own_invitations, role_of};

/// How many people are named to somebody who needs one.
const A_FEW: i64 = 3;

/// Makes a person a collaborator of the transaction's ISP. Whoever is one already stays what they are: an old invitation
/// must not give back a role.
pub(crate) async fn join(scope: &mut Scope, person: PersonId, role: Role) -> Result<bool> {
    admit(scope, person, role, None).await
}

/// The same for somebody who is not asked first: who gave them the access is told on the place's pages until they
/// [`acknowledge`] it.
pub(crate) async fn give(scope: &mut Scope, person: PersonId, role: Role) -> Result<bool> {
    let by = scope.actor().person();
    admit(scope, person, role, by).await
}

async fn admit(scope: &mut Scope, person: PersonId, role: Role, given_by: Option<PersonId>) -> Result<bool> {
    let joined = store::insert(scope, person, role, given_by).await?;
    store::own_invitations(scope, person).await?;
    if joined {
        if role == Role::Admin {
            isp::change_admins(scope, 1).await?;
        }
        tell(scope).await?;
    }
    Ok(joined)
}

/// Holds the membership of whoever has this canonical address, if there is one, until the transaction ends: before the person.
pub(crate) async fn hold(scope: &mut Scope, email: &str) -> Result<()> {
    store::hold(scope, email).await
}

/// The operator's word makes a lost Admin an Admin again; their mailbox hears of it, since whoever holds the link may be
/// another.
pub(crate) async fn raise_to_admin(scope: &mut Scope, person: PersonId) -> Result<bool> {
    let before = store::role(scope, person).await?.ok_or(Problem::NotFound("collaborator"))?;
    let raised = store::raise(scope, person).await?;
    if raised {
        isp::change_admins(scope, 1).await?;
        tell(scope).await?;
        let operator = Words::english().t("operator");
        let who = person::by_id(scope, person).await?.ok_or(Problem::NotFound("collaborator"))?;
        change::tell_changed(scope, &who, &operator, (before, Role::Admin)).await?;
    }
    Ok(raised)
}

/// One Admin fewer. The CHECK on the ISP's row refuses to lose the last one; its lock makes two who try at once take turns.
async fn one_admin_fewer(scope: &mut Scope) -> Result<()> {
    isp::change_admins(scope, -1).await.map_err(|problem| {
        if problem.is_check() { Problem::Conflict(Say::new("last-admin")) } else { problem }
    })
}

/// Open pages ask whether they still may, and the list is shown anew; at a cluster also those of its ISPs.
async fn tell(scope: &mut Scope) -> Result<()> {
    isp::tell_place(scope, Topic::Access).await?;
    isp::tell_place(scope, Topic::Collaborators).await
}

/// Everybody who has access to the ISP by a membership of its own, by address.
pub async fn list(tx: &mut Tx<may::ManageSettings>) -> Result<Vec<Listed>> {
    let isp = tx.isp()?;
    store::list(tx, isp).await
}

/// One of them, for the pages that change or remove them.
pub async fn find(tx: &mut Tx<may::ChangeCollaborators>, person: PersonId) -> Result<Listed> {
    let isp = tx.isp()?;
    let listed = store::list(tx, isp).await?;
    listed.into_iter().find(|it| it.person == person).ok_or(Problem::NotFound("collaborator"))
}

/// A cluster's collaborators, as an ISP in it sees them: they have access, and nobody can change that here.
#[derive(Debug, Clone)]
pub struct Through {
    /// The cluster.
    pub cluster: IspCard,
    /// Its collaborators, by address.
    pub people: Vec<Listed>,
}

/// What a person is at an ISP by its cluster, whatever becomes of their own membership there.
#[derive(Debug, Clone)]
pub struct Remains {
    /// The cluster's name.
    pub cluster: String,
    /// Their role by it.
    pub role: Role,
}

/// What would remain of somebody's access if they were removed here: nothing, unless they also come through the cluster.
pub async fn remains(tx: &mut Tx<may::ChangeCollaborators>, person: PersonId) -> Result<Option<Remains>> {
    store::remains(tx, person).await
}

/// Everybody who has access to the ISP through the cluster that it is in, if it is in one.
pub async fn through_cluster(tx: &mut Tx<may::ManageSettings>) -> Result<Option<Through>> {
    let Some(cluster) = isp::cluster_of(tx).await? else { return Ok(None) };
    let people = store::list(tx, cluster.id).await?;
    Ok(Some(Through { cluster, people }))
}

/// Whom to ask for what one may not do: the ISP's Admins, the latest seen first, a few of them; where it has none of its
/// own, its cluster's.
pub async fn admins(tx: &mut Tx<may::ViewTabs>) -> Result<Vec<String>> {
    let isp = tx.isp()?;
    let own = store::admins(tx, isp, A_FEW).await?;
    if !own.is_empty() {
        return Ok(own);
    }
    match isp::cluster_of(tx).await? {
        Some(cluster) => store::admins(tx, cluster.id, A_FEW).await,
        None => Ok(own),
    }
}

/// The addresses of the ISP's Admins, the latest seen first, a few of them: for what they alone can answer. Where it has none
/// of its own, its cluster's.
pub(crate) async fn admin_addresses(scope: &mut Scope) -> Result<Vec<Email>> {
    let isp = scope.isp()?;
    let own = store::admin_addresses(scope, isp, A_FEW).await?;
    if !own.is_empty() {
        return Ok(own);
    }
    match isp::cluster_of(scope).await? {
        Some(cluster) => {
            dialect::set_cluster(scope, cluster.id).await?;
            store::admin_addresses(scope, cluster.id, A_FEW).await
        }
        None => Ok(own),
    }
}

/// Whether anybody but one has access, or was invited.
pub async fn has_company(tx: &mut Tx<may::ViewTabs>) -> Result<bool> {
    Ok(store::listed(tx).await? > 1)
}
