//! The open invitations of one address, over all ISPs, for what proves the mailbox without being an invitation's own link.

use super::accept::admit;
use super::{Seat, renew, store};
use crate::access::{IspCard, Scope};
use crate::db::{CustomerId, InvitationId, IspId, PersonId};
use crate::email::Email;
use crate::isp;
use crate::link::{self, Kind, Provenance};
use crate::problem::Result;

/// An invitation that was neither accepted nor revoked; it may have expired.
#[derive(Debug, Clone)]
pub(crate) struct Open {
    pub(crate) id: InvitationId,
    pub(crate) isp: IspId,
    pub(crate) isp_name: String,
    pub(crate) email: Email,
    pub(crate) seat: Seat,
    pub(crate) expires_at: i64,
}

/// All of an address. Only for the service's own work, which sees every ISP.
pub(crate) async fn open_for(scope: &mut Scope, email: &str) -> Result<Vec<Open>> {
    store::open_for(scope, email).await
}

/// The same for a transaction that is at no ISP: each is looked up where a link to it says that it is.
pub(crate) async fn open_along_links(scope: &mut Scope, email: &str) -> Result<Vec<Open>> {
    let mut open = Vec::new();
    for (isp, id) in link::trail(scope, Kind::Invitation, email).await? {
        scope.enter(isp).await?;
        open.extend(store::open(scope, id, email).await?);
    }
    Ok(open)
}

/// The ISP of one of them; the transaction is there from then on.
pub(crate) async fn card_of(scope: &mut Scope, open: &Open) -> Result<IspCard> {
    scope.enter(open.isp).await?;
    isp::card(scope).await
}

/// Accepts one for the person who has just proven the mailbox and is the transaction's actor; gone if it was answered meanwhile. The
/// transaction has the ISP's turn.
pub(crate) async fn accept_recovered(scope: &mut Scope, person: PersonId, open: &Open) -> Result<()> {
    scope.enter(open.isp).await?;
    let pending = store::pending(scope, open.id.0).await?.ok_or_else(|| link::gone(Kind::Invitation))?;
    if !store::accept(scope, open.id).await? {
        return Err(link::gone(Kind::Invitation));
    }
    renew::void_links(scope, open.id, open.email.canonical()).await?;
    admit(scope, person, &pending, Provenance::Mail).await.map(|_| ())
}

/// Forgets all invitations of a home that is erased.
pub(crate) async fn erase_of_home(scope: &mut Scope, home: CustomerId) -> Result<()> {
    store::erase_of_home(scope, home).await
}
