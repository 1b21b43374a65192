//! The tab Users of a customer and its dialogs.

use askama::Template;

use super::{CustomerHead, LastSeen};
use crate::ui::{Chrome, Control, Input, When, Words};

/// `GET …/users`. Live topic: `mobile-users`.
#[derive(Template)]
#[template(path = "staff/users.html")]
pub(crate) struct Users {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The header.
    pub(crate) customer: CustomerHead,
    /// The primary user first, then the others, then open invitations.
    pub(crate) rows: Vec<UserRow>,
    /// Requests for access that wait.
    pub(crate) requests: Vec<AccessRow>,
    /// Invite Mobile User; none at a home that is closed. Leads to a page that is a dialog.
    pub(crate) invite: Option<Control>,
}

/// Somebody who asks for access.
#[derive(Clone, Debug)]
pub(crate) struct AccessRow {
    /// Unique on the page, fit for an element's id.
    pub(crate) key: String,
    /// The address.
    pub(crate) email: String,
    pub(crate) name: Option<String>,
    pub(crate) asked: When,
    /// Until when it can be decided.
    pub(crate) until: When,
    /// Approving or declining, which is the staff's while nobody is the primary user. Leads to a page that is a dialog.
    pub(crate) decide: Option<Control>,
}

/// `GET …/users/requests/{request}`; posts to `action` with `/approval` or `/decline` after it.
#[derive(Template)]
#[template(path = "staff/access_request.html")]
pub(crate) struct DecideAccess {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The tab.
    pub(crate) back: String,
    /// The request.
    pub(crate) action: String,
    pub(crate) email: String,
    pub(crate) name: Option<String>,
    /// The browser and system that they asked with, where known.
    pub(crate) device: Option<String>,
    pub(crate) asked: When,
    /// Until when it can be decided.
    pub(crate) until: When,
}

/// A mobile user or an invitation.
#[derive(Clone, Debug, Default)]
pub(crate) struct UserRow {
    /// Unique on the page, fit for an element's id.
    pub(crate) key: String,
    /// The address.
    pub(crate) email: String,
    /// Known once the invitation is accepted.
    pub(crate) name: Option<String>,
    /// The primary user's row.
    pub(crate) primary: bool,
    /// What stands under Last Seen.
    pub(crate) last_seen: LastSeen,
    /// What the reader should know of it: its mail did not go, a new one was asked for.
    pub(crate) notes: Vec<String>,
    /// Makes them the primary user. Leads to a page that is a dialog.
    pub(crate) make_primary: Option<Control>,
    /// The envelope: two ways to invite again. Leads to a page that is a dialog.
    pub(crate) reinvite: Option<Control>,
    /// The red X. Leads to a page that is a dialog.
    pub(crate) remove: Option<Control>,
}

/// `GET …/users/invitation`; posts `email` to `action`.
#[derive(Template)]
#[template(path = "staff/invite_user.html")]
pub(crate) struct InviteUser {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The tab.
    pub(crate) back: String,
    /// Where it goes.
    pub(crate) action: String,
    /// Whom to invite.
    pub(crate) email: Input,
    /// What is wrong with the form as a whole.
    pub(crate) problem: Option<String>,
}

/// `GET …/users/{person}/removal`; posts `next` to `action`.
#[derive(Template)]
#[template(path = "staff/remove_user.html")]
pub(crate) struct RemoveUser {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The tab.
    pub(crate) back: String,
    /// Where it goes.
    pub(crate) action: String,
    /// Who is removed.
    pub(crate) email: String,
    /// Who is the primary user from then on, as it was chosen.
    pub(crate) next: Input,
    /// Where that is to be chosen: who may be it, as (value, name).
    pub(crate) others: Vec<(String, String)>,
    /// What is wrong with the form as a whole.
    pub(crate) problem: Option<String>,
}
