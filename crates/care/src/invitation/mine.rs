//! Invitations that wait for somebody who is signed in: who closed the tab, lost the mail, or came in by Forgot Password with
//! several of them open, finds them under Your account in the portal, and those to homes in the app.
//!
//! Only for a *verified* identity, which has proven that the mailbox is theirs as well as the mailed link would. Row-level
//! security hides other ISPs' invitations, so they are found where links for the address led.

use jiff::Timestamp;

use super::accept::admit;
use super::open::{Open, open_along_links};
use super::{Seat, renew, store};
use crate::access::{IspCard, Scope, Tx, may};
use crate::db::{InvitationId, at};
use crate::isp;
use crate::link::{self, Kind, Provenance};
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
    pub seat: Seat,
    /// Who invited.
    pub invited_by: String,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
}

/// All invitations that the person can accept now, for the audience that they are signed in to. Leaves the transaction at an ISP, so it is to be asked last.
pub async fn waiting(tx: &mut Tx<may::Oneself>) -> Result<Vec<Waiting>> {
    let (_, open) = mine(tx).await?;
    let mut waiting: Vec<Waiting> = Vec::new();
    for it in open {
        tx.enter(it.isp).await?;
        let Some(pending) = store::pending(tx, it.id.0).await? else { continue };
        waiting.push(Waiting {
            id: it.id,
            isp: isp::card(tx).await?,
            seat: it.seat,
            invited_by: pending.invited_by,
            expires_at: at(it.expires_at),
        });
    }
    waiting.sort_by(|a, b| a.isp.name.cmp(&b.isp.name));
    Ok(waiting)
}

/// Accepts one of them, and gives the page where that leads: the same decision as by its link, which is void from then on. One that is not the person's is not found.
///
/// Whoever holds the link has the mailbox, or it from an Admin; here there is a session alone, so who it is has to be fresh.
pub async fn accept_waiting(tx: &mut Tx<may::Oneself>, id: InvitationId) -> Result<(IspCard, String)> {
    tx.must_be_fresh()?;
    let (me, open) = mine(tx).await?;
    let it = open.into_iter().find(|it| it.id == id).ok_or(Problem::NotFound("invitation"))?;
    tx.enter(it.isp).await?;
    tx.take_turn().await?;
    renew::void_links(tx, id, it.email.canonical()).await?;
    let gone = || link::gone(Kind::Invitation);
    let pending = store::pending(tx, id.0).await?.ok_or_else(gone)?;
    if !store::accept(tx, id).await? {
        return Err(gone());
    }
    let (_, path) = admit(tx, me.id, &pending, Provenance::Mail).await?;
    Ok((isp::card(tx).await?, path))
}

/// Who asks, and the live invitations for their address, of those that lead to where they are signed in; none while they are not
/// verified.
async fn mine(scope: &mut Scope) -> Result<(Identity, Vec<Open>)> {
    let id = scope.actor().person().ok_or(Problem::Anonymous)?;
    let me = person::by_id(scope, id).await?.ok_or(Problem::Anonymous)?;
    if !me.verified {
        return Ok((me, Vec::new()));
    }
    let now = scope.now();
    let mut open = open_along_links(scope, me.email.canonical()).await?;
    let audience = scope.audience();
    open.retain(|it| it.expires_at > now && Some(it.seat.audience()) == audience);
    Ok((me, open))
}
