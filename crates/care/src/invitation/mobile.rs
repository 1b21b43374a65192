//! Inviting mobile users: the same machine, for a seat at a customer's home. Users of the ISP may do it as well as Admins.
//!
//! Whoever accepts first is the home's primary user (room `mobile_user`).

use super::renew;
use super::{Invited, Listed, Seat, invite, store};
use crate::access::{Tx, may};
use crate::customer;
use crate::db::{CustomerId, InvitationId};
use crate::email::Email;
use crate::link::Token;
use crate::problem::{Problem, Result};

/// Whether anybody can be invited to a home: [`Problem::Conflict`] where the customer was deactivated.
pub async fn may_invite_mobile_user(tx: &mut Tx<may::ManageMobileUsers>, home: CustomerId) -> Result<()> {
    customer::must_be_open(tx, home).await
}

/// Invites an address to be a mobile user of a home, and mails it; refused as [`super::invite`] is, and with
/// [`Problem::Conflict`] where the customer was deactivated.
pub async fn invite_mobile_user(
    tx: &mut Tx<may::ManageMobileUsers>,
    home: CustomerId,
    email: &str,
) -> Result<Invited> {
    tx.must_be_fresh()?;
    customer::must_be_open(tx, home).await?;
    let email = Email::parse(email).map_err(|why| Problem::field("email", why))?;
    invite::invite_to(tx, email, Seat::MobileUser(home)).await
}

/// A home's invitations that were not accepted yet, expired ones included, by address.
pub async fn list_mobile_users(tx: &mut Tx<may::ViewCustomers>, home: CustomerId) -> Result<Vec<Listed>> {
    store::list(tx, Some(home)).await
}

/// One of them, for the pages that renew or revoke it.
pub async fn find_mobile_user(
    tx: &mut Tx<may::ManageMobileUsers>,
    home: CustomerId,
    id: InvitationId,
) -> Result<Listed> {
    let listed = store::list(tx, Some(home)).await?;
    listed.into_iter().find(|it| it.id == id).ok_or(Problem::NotFound("invitation"))
}

/// Re-invite Mobile User: as [`super::reinvite`].
pub async fn reinvite_mobile_user(
    tx: &mut Tx<may::ManageMobileUsers>,
    home: CustomerId,
    id: InvitationId,
) -> Result<Invited> {
    tx.must_be_fresh()?;
    customer::must_be_open(tx, home).await?;
    renew::reinvite_to(tx, Some(home), id).await
}

/// Generate Invitation: as [`super::generate`]. Holding the link lets somebody into this home and nowhere else.
pub async fn generate_for_mobile_user(
    tx: &mut Tx<may::ManageMobileUsers>,
    home: CustomerId,
    id: InvitationId,
) -> Result<Token> {
    tx.must_be_fresh()?;
    customer::must_be_open(tx, home).await?;
    renew::generate_to(tx, Some(home), id).await
}

/// Revokes an invitation that was not accepted, expired or not, where at least two users are listed; its links die with it.
pub async fn revoke_mobile_user(
    tx: &mut Tx<may::ManageMobileUsers>,
    home: CustomerId,
    id: InvitationId,
) -> Result<()> {
    tx.must_be_fresh()?;
    renew::revoke_at(tx, Some(home), id).await
}
