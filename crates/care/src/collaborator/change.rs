//! Changing an access level.

use super::{one_admin_fewer, store, tell};
use crate::access::{Role, Scope, Tx, may};
use crate::db::PersonId;
use crate::isp;
use crate::mail::{self, Notice};
use crate::person::{self, Identity};
use crate::problem::{Problem, Result};
use crate::throttle;
use crate::timeline::{self, Happened};
use crate::words::Say;

/// Changes a collaborator's access level, effective with their next request; they are told by mail. The last Admin stays
/// one. One may lower oneself, while another Admin remains. [`Problem::TooManyMails`] when it was changed too often lately.
pub async fn change(tx: &mut Tx<may::ChangeCollaborators>, person: PersonId, role: Role) -> Result<()> {
    tx.must_be_fresh()?;
    let before = store::role(tx, person).await?.ok_or(Problem::NotFound("collaborator"))?;
    if before == role {
        return Ok(());
    }
    throttle::count_change(tx, person).await?;
    if before == Role::Admin {
        one_admin_fewer(tx).await?;
    } else if role == Role::Admin {
        isp::change_admins(tx, 1).await?;
    }
    if !store::change(tx, person, before, role).await? {
        // Somebody else changed it between the read and this: nothing of ours is kept.
        return Err(Problem::Conflict(Say::new("changed-meanwhile")));
    }
    let who = person::by_id(tx, person).await?.ok_or(Problem::NotFound("collaborator"))?;
    let happened = Happened::new("collaborator-changed")
        .about(person.0)
        .with("email", who.email.shown())
        .with("before", before.as_str())
        .with("role", role.as_str());
    timeline::note(tx, happened).await?;
    tell(tx).await?;

    let actor = tx.actor().name().unwrap_or_default().to_owned();
    tell_changed(tx, &who, &actor, (before, role)).await
}

/// Tells somebody that their access level is another from now on.
pub(super) async fn tell_changed(
    scope: &mut Scope,
    who: &Identity,
    actor: &str,
    (before, role): (Role, Role),
) -> Result<()> {
    let isp = isp::card(scope).await?;
    // The stronger of the two counts, and it is not always this one.
    let left = store::remains(scope, who.id).await?.filter(|it| it.role.is_above(role));
    let next = match &left {
        None => Say::new("notice-role-next"),
        Some(left) => Say::new("notice-through-next")
            .with("cluster", &*left.cluster)
            .with_words("role", left.role.key()),
    };
    let counts = left.map_or(role, |left| left.role);
    let notice = Notice {
        to: &who.email,
        isp: Some(&isp),
        subject: Say::new("notice-role-subject").with("isp", &isp.name).with_words("role", counts.key()),
        text: Say::new("notice-role-text")
            .with("actor", actor)
            .with("isp", &isp.name)
            .with_words("before", before.key())
            .with_words("role", role.key()),
        next,
        page: &isp.path(),
    };
    mail::tell(scope, &notice).await
}
