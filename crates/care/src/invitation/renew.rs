//! The envelope: inviting the same address again, by mail or by a link to pass on.

use super::letter::{CREATE, Letter, SIGN_IN};
use super::{Invited, Seat, store};
use crate::access::{Scope, Tx, may};
use crate::db::{CustomerId, InvitationId};
use crate::isp;
use crate::link::{self, Kind, Provenance, Token};
use crate::mail;
use crate::person;
use crate::problem::{Problem, Result};
use crate::throttle;
use crate::timeline::{self, Happened};
use crate::words::Say;

/// Re-invite: sends the mail again, with a new link. Renews the two days and voids every earlier link.
pub async fn reinvite(tx: &mut Tx<may::InviteCollaborators>, id: InvitationId) -> Result<Invited> {
    tx.must_be_fresh()?;
    reinvite_to(tx, None, id).await
}

/// The same for a collaborator, or for a mobile user of this home.
pub(super) async fn reinvite_to(
    scope: &mut Scope,
    home: Option<CustomerId>,
    id: InvitationId,
) -> Result<Invited> {
    let (store::Pending { email, seat, .. }, token) = renew(scope, home, id, Provenance::Mail).await?;
    let (isp, link) = (isp::card(scope).await?, token.address(seat.audience(), &scope.site()));
    let inviter = scope.actor().name().unwrap_or_default().to_owned();
    // Since they were first invited they may have come to an account elsewhere.
    let known = person::by_email(scope, email.canonical()).await?;
    let signs_in = known.is_some_and(|known| known.verified && known.password.is_some());
    let how = if signs_in { SIGN_IN } else { CREATE };
    let letter = Letter { isp: &isp, inviter: &inviter, seat, how, link: &link };
    throttle::count_invitation(scope, &email).await?;
    let mail = letter.to(scope, &email, id.0).await?;
    mail::post(scope, mail).await?;
    let happened =
        seat.happened(Happened::new("collaborator-reinvited"), Happened::new("mobile-user-reinvited"));
    timeline::note(scope, happened.about(id.0).with("email", email.shown())).await?;
    Ok(Invited { email })
}

/// Generate Invitation: a new link, shown this once, to be passed on. Renews the two days and voids every earlier link.
///
/// Holding it proves the Admin's word and no mailbox: it lets somebody into this ISP and no other.
pub async fn generate(tx: &mut Tx<may::InviteCollaborators>, id: InvitationId) -> Result<Token> {
    tx.must_be_fresh()?;
    generate_to(tx, None, id).await
}

/// The same for a collaborator, or for a mobile user of this home.
pub(super) async fn generate_to(
    scope: &mut Scope,
    home: Option<CustomerId>,
    id: InvitationId,
) -> Result<Token> {
    let (renewed, token) = renew(scope, home, id, Provenance::Link).await?;
    let happened = renewed
        .seat
        .happened(Happened::new("collaborator-link-generated"), Happened::new("mobile-user-link-generated"));
    timeline::note(scope, happened.about(id.0).with("email", renewed.email.shown())).await?;
    Ok(token)
}

async fn renew(
    scope: &mut Scope,
    home: Option<CustomerId>,
    id: InvitationId,
    provenance: Provenance,
) -> Result<(store::Pending, Token)> {
    let inviter = scope.actor().name().unwrap_or_default().to_owned();
    let Some(renewed) = store::renew(scope, home, id, &inviter).await? else {
        return Err(no_longer_open(scope, home, id).await?);
    };
    void_links(scope, id, renewed.email.canonical()).await?;
    let token =
        link::mint(scope, Kind::Invitation, provenance, Some(id.0), renewed.email.canonical()).await?;
    renewed.seat.tell(scope);
    Ok((renewed, token))
}

/// Revokes an invitation that was not accepted, expired or not; its links die with it.
///
/// [`Problem::Conflict`] where fewer than two are listed, and when it was accepted meanwhile.
pub async fn revoke(tx: &mut Tx<may::InviteCollaborators>, id: InvitationId) -> Result<()> {
    tx.must_be_fresh()?;
    revoke_at(tx, None, id).await
}

/// The same for a collaborator, or for a mobile user of this home.
pub(super) async fn revoke_at(scope: &mut Scope, home: Option<CustomerId>, id: InvitationId) -> Result<()> {
    let revoked = match home {
        None => store::revoke(scope, id).await?,
        Some(home) => store::revoke_at_home(scope, home, id).await?,
    };
    let Some(store::Revoked { email, seat }) = revoked else {
        return Err(no_longer_open(scope, home, id).await?);
    };
    void_links(scope, id, email.canonical()).await?;
    let happened =
        seat.happened(Happened::new("invitation-revoked"), Happened::new("mobile-user-invitation-revoked"));
    timeline::note(scope, happened.about(id.0).with("email", email.shown())).await?;
    seat.tell(scope);
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

async fn no_longer_open(scope: &mut Scope, home: Option<CustomerId>, id: InvitationId) -> Result<Problem> {
    let found = store::state(scope, id.0).await?.filter(|(_, seat)| seat.home() == home);
    Ok(match found {
        Some((state, _)) if state == "accepted" => {
            Problem::Conflict(Say::new("invitation-accepted-meanwhile"))
        }
        Some((state, Seat::Collaborator(_))) if state == "pending" => {
            Problem::Conflict(Say::new("remove-alone"))
        }
        Some((state, Seat::MobileUser(_))) if state == "pending" => {
            Problem::Conflict(Say::new("remove-mobile-user-alone"))
        }
        _ => Problem::NotFound("invitation"),
    })
}
