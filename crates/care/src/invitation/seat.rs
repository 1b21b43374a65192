//! What an invitation is for: what accepting it makes of somebody, and where they are that from then on.

use std::str::FromStr;

use crate::access::{Audience, Role, Scope};
use crate::collaborator;
use crate::db::live::Topic;
use crate::db::{CustomerId, PersonId};
use crate::isp;
use crate::mobile_user;
use crate::problem::Result;
use crate::timeline::Happened;

/// The access level that an invitation can carry. Read Only exists only after acceptance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InviteRole {
    /// Admin.
    Admin,
    /// User.
    User,
}

impl InviteRole {
    /// The role it becomes.
    pub fn role(self) -> Role {
        match self {
            InviteRole::Admin => Role::Admin,
            InviteRole::User => Role::User,
        }
    }
}

impl FromStr for InviteRole {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "admin" => Ok(InviteRole::Admin),
            "user" => Ok(InviteRole::User),
            _ => Err(format!("an invitation cannot be for {text:?}")),
        }
    }
}

/// What accepting makes of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// A collaborator of the ISP or cluster, at this access level.
    Collaborator(InviteRole),
    /// A mobile user of this home.
    MobileUser(CustomerId),
}

impl Seat {
    /// Where they sign in.
    pub fn audience(self) -> Audience {
        match self {
            Seat::Collaborator(_) => Audience::Portal,
            Seat::MobileUser(_) => Audience::App,
        }
    }

    /// The message key of what they become.
    pub fn key(self) -> &'static str {
        match self {
            Seat::Collaborator(role) => role.role().key(),
            Seat::MobileUser(_) => "mobile-user",
        }
    }

    /// The home, where it is at one.
    pub(crate) fn home(self) -> Option<CustomerId> {
        match self {
            Seat::Collaborator(_) => None,
            Seat::MobileUser(home) => Some(home),
        }
    }

    /// The word in the database.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Seat::Collaborator(role) => role.role().as_str(),
            Seat::MobileUser(_) => "mobile_user",
        }
    }

    /// Whether the person of this canonical address has it, or, of collaborators, has it at another level.
    pub(super) async fn is_taken(self, scope: &mut Scope, email: &str) -> Result<bool> {
        match self {
            Seat::Collaborator(_) => Ok(collaborator::role_of(scope, email).await?.is_some()),
            Seat::MobileUser(home) => mobile_user::is_one(scope, home, email).await,
        }
    }

    /// Gives it to somebody who is not asked first; false where they had it already.
    pub(super) async fn give(self, scope: &mut Scope, person: PersonId) -> Result<bool> {
        match self {
            Seat::Collaborator(role) => collaborator::give(scope, person, role.role()).await,
            Seat::MobileUser(home) => mobile_user::join(scope, person, home).await,
        }
    }

    /// Gives it to whoever accepts; false where they had it already.
    pub(super) async fn take(self, scope: &mut Scope, person: PersonId) -> Result<bool> {
        match self {
            Seat::Collaborator(role) => collaborator::join(scope, person, role.role()).await,
            Seat::MobileUser(home) => mobile_user::join(scope, person, home).await,
        }
    }

    /// Of what happens to either, that which happened to this one.
    pub(super) fn happened(self, collaborator: Happened, mobile_user: Happened) -> Happened {
        match self {
            Seat::Collaborator(_) => collaborator,
            Seat::MobileUser(home) => mobile_user.customer(home),
        }
    }

    /// Tells the open pages that show its list.
    pub(super) fn tell(self, scope: &mut Scope) {
        scope.tell(match self {
            Seat::Collaborator(_) => Topic::Collaborators,
            Seat::MobileUser(_) => Topic::MobileUsers,
        });
    }

    /// Where they land who have just got it.
    pub(super) async fn landing(self, scope: &mut Scope) -> Result<String> {
        Ok(match self {
            Seat::Collaborator(_) => format!("{}/overview", isp::card(scope).await?.path()),
            Seat::MobileUser(home) => mobile_user::path(home),
        })
    }
}
