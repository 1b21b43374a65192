//! One's own account, its dialogs, and the pages of the links that change its address.

use askama::Template;

use super::Fact;
use crate::ui::{Chrome, Control, Input, Pager, When, Words};

/// `GET /account`. Posts `name` to itself; everything else has a page or a form of its own.
#[derive(Template)]
#[template(path = "staff/account.html")]
pub(crate) struct Account {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The person's name.
    pub(crate) name: Input,
    /// The address that waits to be confirmed.
    pub(crate) waiting_email: Option<String>,
    /// Leads to the dialog that asks for another address.
    pub(crate) change_email: Control,
    /// Leads to the dialog that asks for another password.
    pub(crate) change_password: Control,
    /// Invitations that can be accepted now.
    pub(crate) offers: Vec<Offer>,
    /// Where the person has access.
    pub(crate) memberships: Vec<MembershipRow>,
    /// Where the app is, for those who have a home to use by it.
    pub(crate) app_href: Option<String>,
    /// Ends every session of this person, this one too. Posts.
    pub(crate) everywhere: Control,
    /// Open sessions, the last used first.
    pub(crate) sessions: Vec<SessionRow>,
}

/// An invitation that waits.
#[derive(Clone, Debug)]
pub(crate) struct Offer {
    /// Unique on the page, fit for an element's id.
    pub(crate) key: String,
    /// Who invites, and as what.
    pub(crate) title: String,
    /// The colleague who invited.
    pub(crate) invited_by: String,
    /// Until when.
    pub(crate) until: When,
    /// Accepts. Posts.
    pub(crate) accept: Control,
}

/// A place where the person has access.
#[derive(Clone, Debug)]
pub(crate) struct MembershipRow {
    /// Unique on the page, fit for an element's id.
    pub(crate) key: String,
    /// Its name.
    pub(crate) name: String,
    /// Its front page.
    pub(crate) href: String,
    /// Whether it is a cluster.
    pub(crate) cluster: bool,
    /// The cluster by which it is reached.
    pub(crate) through: Option<String>,
    /// The role's word.
    pub(crate) role: String,
    /// When they were last there.
    pub(crate) last_seen: Option<When>,
    /// Leads to the dialog that asks whether to leave; none where access comes through a cluster.
    pub(crate) leave: Option<Control>,
}

/// A browser that is signed in.
#[derive(Clone, Debug)]
pub(crate) struct SessionRow {
    /// Whether it is of the app, and not of the portal.
    pub(crate) app: bool,
    /// Unique on the page, fit for an element's id.
    pub(crate) key: String,
    /// Browser and system, as far as they told.
    pub(crate) device: String,
    /// The address of its last request.
    pub(crate) address: String,
    /// When it signed in.
    pub(crate) since: When,
    /// Its last request.
    pub(crate) last_used: When,
    /// The one that reads this page.
    pub(crate) current: bool,
    /// Signs it out. Posts.
    pub(crate) end: Control,
}

/// `GET /account/activity`: what was done in and to one's account, newest first.
#[derive(Template)]
#[template(path = "staff/account_activity.html")]
pub(crate) struct AccountActivity {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// This page's entries.
    pub(crate) rows: Vec<ActivityRow>,
    /// The pages around this one.
    pub(crate) pager: Pager,
}

/// Something that was done.
#[derive(Clone, Debug)]
pub(crate) struct ActivityRow {
    /// When; said exactly.
    pub(crate) when: When,
    /// What, in a few words.
    pub(crate) text: String,
    /// What the words do not say.
    pub(crate) facts: Vec<Fact>,
    /// By whom.
    pub(crate) who: String,
    /// Where, if it was at an ISP or cluster.
    pub(crate) place: Option<String>,
    /// By which way.
    pub(crate) way: String,
    /// The address it came from.
    pub(crate) from: Option<String>,
}

/// `GET /account/password`: a dialog; posts `current` and `password` to itself.
#[derive(Template)]
#[template(path = "staff/account_password.html")]
pub(crate) struct AccountPassword {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// Only ever an error; the value stays empty.
    pub(crate) current: Input,
    /// Only ever an error; the value stays empty.
    pub(crate) password: Input,
    /// The least length of a password, in characters.
    pub(crate) least: usize,
}

/// `GET /account/address`: a dialog; posts `email` to itself.
#[derive(Template)]
#[template(path = "staff/account_address.html")]
pub(crate) struct AccountAddress {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The new address as typed.
    pub(crate) email: Input,
}

/// `GET /account/memberships/{slug}/departure`: a dialog; posts to itself.
#[derive(Template)]
#[template(path = "staff/account_leave.html")]
pub(crate) struct Leave {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// What is left.
    pub(crate) name: String,
    /// Where the form posts.
    pub(crate) action: String,
    /// Why it cannot be left.
    pub(crate) why: Option<String>,
}

/// What has to be done to confirm a new address.
#[derive(Clone, Debug)]
pub(crate) enum AddressStep {
    /// Signed in as the one who asked, whose address it is now: one click.
    Confirm(String),
    /// Signed in as nobody: sign in first, as this masked address.
    SignIn(String),
    /// Signed in as somebody else: sign out first.
    OtherAccount,
}

/// The answer to `POST /address`; posts `token` to `/addresses`.
#[derive(Template)]
#[template(path = "staff/address.html")]
pub(crate) struct Address {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The link's secret, carried on.
    pub(crate) token: String,
    /// The new address.
    pub(crate) to: String,
    /// What is to be done.
    pub(crate) step: AddressStep,
    /// What is wrong with the form as a whole.
    pub(crate) problem: Option<String>,
}

/// The answer to `POST /undo`; posts `token` to `/undos`.
#[derive(Template)]
#[template(path = "staff/undo.html")]
pub(crate) struct Undo {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The link's secret, carried on.
    pub(crate) token: String,
    /// The address that comes back.
    pub(crate) back: String,
    /// The one that goes.
    pub(crate) away: String,
    /// What is wrong with the form as a whole.
    pub(crate) problem: Option<String>,
}
