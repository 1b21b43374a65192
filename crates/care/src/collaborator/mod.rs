//! A collaborator: a person's membership at an ISP, in one of three roles.
//!
//! This room has the one verb that makes a membership ([`join`]) and keeps the ISP's count of Admins with it.

mod mine;
mod store;
#[cfg(test)]
mod tests;

use crate::access::{Role, Scope, Tx, may};
use crate::db::PersonId;
use crate::db::live::Topic;
use crate::isp;
use crate::problem::{Problem, Result};
use crate::timeline::{self, Happened};
use crate::words::Say;

pub use mine::{Membership, mine};
pub use store::Listed;
pub(crate) use store::role_of;

/// Makes a person a collaborator of the transaction's ISP. Whoever is one already stays what they are: an old invitation
/// must not give back a role.
pub(crate) async fn join(scope: &mut Scope, person: PersonId, role: Role) -> Result<bool> {
    let joined = store::insert(scope, person, role).await?;
    if joined {
        if role == Role::Admin {
            isp::change_admins(scope, 1).await?;
        }
        scope.tell(Topic::Collaborators);
    }
    Ok(joined)
}

/// The operator's word makes a lost Admin an Admin again.
pub(crate) async fn raise_to_admin(scope: &mut Scope, person: PersonId) -> Result<bool> {
    let raised = store::raise(scope, person).await?;
    if raised {
        isp::change_admins(scope, 1).await?;
        scope.tell(Topic::Access);
        scope.tell(Topic::Collaborators);
    }
    Ok(raised)
}

/// Changes a collaborator's access level, effective with their next request. The last Admin stays one.
pub async fn change(tx: &mut Tx<may::ChangeCollaborators>, person: PersonId, role: Role) -> Result<()> {
    tx.must_be_fresh()?;
    let before = store::role(tx, person).await?.ok_or(Problem::NotFound("collaborator"))?;
    if before == role {
        return Ok(());
    }
    if before == Role::Admin {
        // The CHECK on the ISP's row refuses to lose the last one; its lock makes two who try at once take turns.
        isp::change_admins(tx, -1).await.map_err(|problem| {
            if problem.is_check() { Problem::Conflict(Say::new("last-admin")) } else { problem }
        })?;
    } else if role == Role::Admin {
        isp::change_admins(tx, 1).await?;
    }
    if !store::change(tx, person, before, role).await? {
        // Somebody else changed it between the read and this: nothing of ours is kept.
        return Err(Problem::Conflict(Say::new("changed-meanwhile")));
    }
    let happened =
        Happened::new("collaborator-changed").with("before", before.as_str()).with("role", role.as_str());
    timeline::note(tx, happened).await?;
    tx.tell(Topic::Access);
    tx.tell(Topic::Collaborators);
    Ok(())
}

/// Everybody who has access to the ISP, by name.
pub async fn list(tx: &mut Tx<may::ManageSettings>) -> Result<Vec<Listed>> {
    store::list(tx).await
}

/// Whom to ask for what one may not do: the ISP's Admins, the latest seen first, a few of them.
pub async fn admins(tx: &mut Tx<may::ViewTabs>) -> Result<Vec<String>> {
    store::admins(tx, 3).await
}

/// Whether anybody but one has access, or was invited.
pub async fn has_company(tx: &mut Tx<may::ViewTabs>) -> Result<bool> {
    store::has_company(tx).await
}
