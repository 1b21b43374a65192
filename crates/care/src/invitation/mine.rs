//! Invitations that wait for somebody who is signed in: who closed the tab, or lost the mail, finds them under Your account.
//!
//! Only for a *verified* identity, which has proven that the mailbox is theirs as well as the mailed link would. Row-level
//! security hides other ISPs' invitations, so they are found by the links that are bound to the address.

use jiff::Timestamp;

use super::accept::{admit, pending, take};
use crate::access::{IspCard, Role, Scope, Tx, may};
use crate::db::InvitationId;
use crate::isp;
use crate::link::{self, Kind, Link};
use crate::person::{self, Identity};
use crate::problem::{Problem, Result};

/// An invitation as the invited person sees it.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Its id.
    pub id: InvitationId,
    /// To where.
    pub isp: IspCard,
    /// As what.
    pub role: Role,
    /// Who invited.
    pub invited_by: String,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
}

/// All invitations that the person can accept now. Leaves the transaction at an ISP, so it is to be asked last.
pub async fn waiting(tx: &mut Tx<may::Oneself>) -> Result<Vec<Waiting>> {
    let (_, links) = mine(tx).await?;
    let mut waiting: Vec<Waiting> = Vec::new();
    for link in links {
        let pending = match pending(tx, &link).await {
            // Revoked, or answered another way: its link says nothing of that.
            Err(Problem::Gone(_)) => continue,
            other => other?,
        };
        if waiting.iter().any(|it| it.id == pending.id) {
            continue;
        }
        waiting.push(Waiting {
            id: pending.id,
            isp: isp::card(tx).await?,
            role: pending.role.role(),
            invited_by: pending.invited_by,
            expires_at: crate::db::at(link.expires_at),
        });
    }
    waiting.sort_by(|a, b| a.isp.name.cmp(&b.isp.name));
    Ok(waiting)
}

/// Accepts one of them: the same decision as by its link, which is void from then on. One that is not the person's is not found.
pub async fn accept_waiting(tx: &mut Tx<may::Oneself>, id: InvitationId) -> Result<IspCard> {
    let (me, links) = mine(tx).await?;
    let link = links.into_iter().find(|link| link.subject == Some(id.0));
    let link = link.ok_or(Problem::NotFound("invitation"))?;
    // The link before the invitation, as whoever holds the link does: two who come from both sides would wait for each other.
    link::void(tx, Kind::Invitation, link.subject).await?;
    let pending = take(tx, &link).await?;
    admit(tx, me.id, me.called(), &pending, link.provenance).await?;
    isp::card(tx).await
}

/// Who asks, and the live links of invitations for their address; none while they are not verified.
async fn mine(scope: &mut Scope) -> Result<(Identity, Vec<Link>)> {
    let id = scope.actor().person().ok_or(Problem::Anonymous)?;
    let me = person::by_id(scope, id).await?.ok_or(Problem::Anonymous)?;
    let links = if me.verified {
        link::of_address(scope, Kind::Invitation, me.email.canonical()).await?
    } else {
        Vec::new()
    };
    Ok((me, links))
}
