//! An invitation: an ISP's offer to one mail address to become a collaborator, as Admin or User, or a mobile user of a home.
//!
//! It is *pending* for two days (48 hours) from when it was sent, and *expired* from then on: that is read from the clock
//! whenever it matters and never stored. The person gets a mail with a link; the link's row is a child of the
//! invitation's, and a new link voids the earlier ones. Accepting takes the link, and the invitation must still be pending:
//! each is one conditional statement, so of any number of acceptances, revocations and renewals at once there is one
//! outcome.
//!
//! Whether the address is known elsewhere is nobody's business here. A person with a *verified* identity is given access
//! at once and is told by mail; everybody else is invited as if for the first time, also one whose identity was never
//! proven by their own mailbox. Otherwise an Admin of one ISP could set somebody's password by a copied link and wait for
//! another ISP to let that person in.

mod accept;
mod again;
mod ask;
mod invite;
mod letter;
mod mine;
mod mobile;
mod open;
mod renew;
mod seat;
mod store;
#[cfg(test)]
mod tests;

use jiff::Timestamp;

use crate::access::{Tx, may};
use crate::db::InvitationId;
use crate::mail::Reason;
use crate::problem::{Problem, Result};

pub use accept::{Accepted, Opened, accept_new, accept_signed_in, open};
pub use again::accepted_by_me;
pub use ask::{ask_again, look_expired};
pub use invite::{Invited, invite, invite_admin};
pub use mine::{Waiting, accept_waiting, waiting};
pub use mobile::{
    find_mobile_user, generate_for_mobile_user, invite_mobile_user, list_mobile_users,
    may_invite_mobile_user, reinvite_mobile_user, revoke_mobile_user,
};
pub(crate) use open::{Open, accept_recovered, card_of, erase_of_home, open_along_links, open_for};
pub use renew::{generate, reinvite, revoke};
pub use seat::{InviteRole, Seat};

/// An open invitation in the list of collaborators, or of a home's mobile users.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its id.
    pub id: InvitationId,
    /// The address, as the Admin typed it.
    pub email: String,
    /// As what.
    pub seat: Seat,
    /// Who invited.
    pub invited_by: String,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
    /// Whether that has passed.
    pub expired: bool,
    /// When the invitee asked for a new one, after this one had expired.
    pub asked_at: Option<Timestamp>,
    /// Whoever invited may invite nobody here any more. It can still be accepted; who may invite now may revoke it.
    pub by_former: bool,
    /// Its links of before are void: Forgot Password was used, and the way in is in that mail.
    pub forgotten: bool,
    /// How the mail of its link fares.
    pub mail: MailState,
}

/// How the mail of an invitation fares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailState {
    /// Sent, about to be sent, or there is none since a link was passed on.
    Fine,
    /// It did not go at the first attempt, for this reason, and is tried again.
    Waits(Reason),
    /// It was given up, for this reason.
    Failed(Reason),
}

/// One that was not accepted yet, for the pages that renew or revoke it.
pub async fn find(tx: &mut Tx<may::InviteCollaborators>, id: InvitationId) -> Result<Listed> {
    store::list(tx, None).await?.into_iter().find(|it| it.id == id).ok_or(Problem::NotFound("invitation"))
}

/// Invitations that were not accepted yet, expired ones included, by address.
pub async fn list(tx: &mut Tx<may::ManageSettings>) -> Result<Vec<Listed>> {
    store::list(tx, None).await
}
