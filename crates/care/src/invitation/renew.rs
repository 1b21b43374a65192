//! The envelope: inviting the same address again, by mail or by a link to pass on.

use super::invite::{self, Letter};
use super::store;
use crate::access::{Scope, Tx, may};
use crate::db::InvitationId;
use crate::db::live::Topic;
use crate::isp;
use crate::link::{self, Kind, Provenance, Token};
use crate::mail;
use crate::person;
use crate::problem::{Problem, Result};
use crate::throttle;
use crate::timeline::{self, Happened};
use crate::words::Say;

/// Re-invite: sends the mail again, with a new link. Renews the two days and voids every earlier link.
pub async fn reinvite(tx: &mut Tx<may::InviteCollaborators>, id: InvitationId) -> Result<super::Invited> {
    let (renewed, token) = renew(tx, id, Provenance::Mail).await?;
    let (isp, link) = (isp::card(tx).await?, token.address(&tx.site()));
    let inviter = tx.actor().name().unwrap_or_default().to_owned();
    // Since they were first invited they may have come to an account elsewhere.
    let known = person::by_email(tx, renewed.email.canonical()).await?;
    let signs_in = known.is_some_and(|known| known.verified && known.password.is_some());
    let how = if signs_in { invite::SIGN_IN } else { invite::CREATE };
    let letter = Letter { isp: &isp, inviter: &inviter, role: renewed.role.role(), how, link: &link };
    throttle::count_invitation(tx, &renewed.email).await?;
    let mail = letter.to(tx, &renewed.email, id.0).await?;
    mail::post(tx, mail).await?;
    let happened = Happened::new("collaborator-reinvited").about(id.0).with("email", renewed.email.shown());
    timeline::note(tx, happened).await?;
    Ok(super::Invited { email: renewed.email })
}

/// Generate Invitation: a new link, shown this once, to be passed on. Renews the two days and voids every earlier link.
///
/// Holding it proves the Admin's word and no mailbox: it lets somebody into this ISP and no other.
pub async fn generate(tx: &mut Tx<may::InviteCollaborators>, id: InvitationId) -> Result<Token> {
    let (renewed, token) = renew(tx, id, Provenance::Link).await?;
    let happened =
        Happened::new("collaborator-link-generated").about(id.0).with("email", renewed.email.shown());
    timeline::note(tx, happened).await?;
    Ok(token)
}

async fn renew(
    tx: &mut Tx<may::InviteCollaborators>,
    id: InvitationId,
    provenance: Provenance,
) -> Result<(store::Pending, Token)> {
    tx.must_be_fresh()?;
    let inviter = tx.actor().name().unwrap_or_default().to_owned();
    let Some(renewed) = store::renew(tx, id, &inviter).await? else {
        return Err(no_longer_open(tx, id).await?);
    };
    void_links(tx, id, renewed.email.canonical()).await?;
    let token = link::mint(tx, Kind::Invitation, provenance, Some(id.0), renewed.email.canonical()).await?;
    tx.tell(Topic::Collaborators);
    Ok((renewed, token))
}

/// Revokes an invitation that was not accepted, expired or not; its links die with it.
///
/// [`Problem::Conflict`] where fewer than two are listed, and when it was accepted meanwhile.
pub async fn revoke(tx: &mut Tx<may::InviteCollaborators>, id: InvitationId) -> Result<()> {
    tx.must_be_fresh()?;
    let Some(email) = store::revoke(tx, id).await? else {
        return Err(no_longer_open(tx, id).await?);
    };
    void_links(tx, id, email.canonical()).await?;
    let happened = Happened::new("invitation-revoked").about(id.0).with("email", email.shown());
    timeline::note(tx, happened).await?;
    tx.tell(Topic::Collaborators);
    Ok(())
}

/// Voids what would still let somebody in by this invitation: its own links, the ones to ask for it again, and a recovery
/// that replaced them. A person with a password has resets of their own, which are none of this.
pub(super) async fn void_links(scope: &mut Scope, id: InvitationId, email: &str) -> Result<()> {
    link::void(scope, Kind::Invitation, Some(id.0)).await?;
    link::void(scope, Kind::Renewal, Some(id.0)).await?;
    if person::by_email(scope, email).await?.is_none_or(|person| person.password.is_none()) {
        link::void_of_address(scope, Kind::Reset, email).await?;
    }
    Ok(())
}

async fn no_longer_open(tx: &mut Tx<may::InviteCollaborators>, id: InvitationId) -> Result<Problem> {
    Ok(match store::state(tx, id.0).await?.as_deref() {
        Some("accepted") => Problem::Conflict(Say::new("invitation-accepted-meanwhile")),
        Some("pending") => Problem::Conflict(Say::new("remove-alone")),
        _ => Problem::NotFound("invitation"),
    })
}
