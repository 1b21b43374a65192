//! Taking access away, and leaving.

use super::{mine, one_admin_fewer, store, tell};
use crate::access::{Role, Scope, Tx, may};
use crate::db::PersonId;
use crate::isp;
use crate::mail::{self, Notice};
use crate::person;
use crate::problem::{Problem, Result};
use crate::session;
use crate::timeline::{self, Happened};
use crate::words::Say;

/// Revokes all access of a collaborator to the transaction's ISP; they are told by mail.
///
/// [`Problem::Conflict`] where fewer than two are listed, and for the last Admin.
pub async fn remove(tx: &mut Tx<may::ChangeCollaborators>, person: PersonId) -> Result<()> {
    tx.must_be_fresh()?;
    let who = person::by_id(tx, person).await?.ok_or(Problem::NotFound("collaborator"))?;
    let role = part(tx, person, 2).await?;
    let happened = Happened::new("collaborator-removed")
        .about(person.0)
        .with("email", who.email.shown())
        .with("before", role.as_str());
    timeline::note(tx, happened).await?;

    let isp = isp::card(tx).await?;
    let actor = tx.actor().name().unwrap_or_default().to_owned();
    let text = |key| Say::new(key).with("actor", actor).with("isp", &isp.name);
    let notice = match store::remains(tx, person).await? {
        None => Notice {
            to: &who.email,
            isp: Some(&isp),
            subject: Say::new("notice-revoked-subject").with("isp", &isp.name),
            text: text("notice-revoked-text"),
            next: Say::new("notice-revoked-next"),
            page: "/account",
        },
        Some(left) => Notice {
            to: &who.email,
            isp: Some(&isp),
            subject: Say::new("notice-revoked-own-subject").with("isp", &isp.name),
            text: text("notice-revoked-own-text"),
            next: Say::new("notice-through-next")
                .with("cluster", left.cluster)
                .with_words("role", left.role.key()),
            page: &isp.path(),
        },
    };
    mail::tell(tx, &notice).await
}

/// Leaves an ISP or a cluster of one's own, by its slug. The last Admin stays.
pub async fn leave(tx: &mut Tx<may::Oneself>, slug: &str) -> Result<()> {
    tx.must_be_fresh()?;
    let person = mine::enter(tx, slug).await?;
    tx.take_turn().await?;
    let role = part(tx, person, 1).await?;
    timeline::note(tx, Happened::new("collaborator-left").with("before", role.as_str())).await
}

/// Ends a membership, where so many are listed at least, and gives the role that it was. A link that would let them in
/// again dies with it.
async fn part(scope: &mut Scope, person: PersonId, least: i64) -> Result<Role> {
    let Some(role) = store::delete(scope, person, least).await? else {
        return Err(match store::role(scope, person).await? {
            Some(_) => Problem::Conflict(Say::new("remove-alone")),
            None => Problem::NotFound("collaborator"),
        });
    };
    if role == Role::Admin {
        one_admin_fewer(scope).await?;
    }
    store::revoke_invitation(scope, person).await?;
    scope.look_as(Some(person)).await?;
    session::end_where_no_access_is_left(scope, person).await?;
    scope.look_as(scope.actor().person()).await?;
    tell(scope).await?;
    Ok(role)
}
