//! Pages about staff: the ISP's settings with its collaborators, and the demonstration's mail.

use askama::Template;

use super::{Security, SettingsLink, ThroughCluster};
use crate::ui::{Chrome, Control, Input, State, When, Words};

/// `GET /isps/{slug}/settings`. The profile posts `name` and `brand` to the same address. `?invite&email=…&role=…` opens
/// the dialog for readers without script; it posts `email` and `role` to `/isps/{slug}/invitations`.
/// Live topic: `collaborators`.
#[derive(Template)]
#[template(path = "staff/settings.html")]
pub(crate) struct Settings {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The ISP's name.
    pub(crate) name: Input,
    /// The ISP's colour as `#rrggbb`.
    pub(crate) brand: Input,
    /// The pages under the settings.
    pub(crate) links: Vec<SettingsLink>,
    /// Whether two-factor is required.
    pub(crate) security: Security,
    /// The dialog is open: asked for by `?invite`, or its form had errors.
    pub(crate) invite_open: bool,
    /// Whom to invite.
    pub(crate) invite_email: Input,
    /// `admin` or `user`: Read Only exists only after acceptance.
    pub(crate) invite_role: Input,
    /// Members and open invitations.
    pub(crate) collaborators: Vec<CollaboratorRow>,
    /// The cluster that the ISP is in, with its people.
    pub(crate) through_cluster: Option<ThroughCluster>,
}

/// A member or an invitation.
#[derive(Clone, Debug)]
pub(crate) struct CollaboratorRow {
    /// Unique on the page, fit for an element's id.
    pub(crate) key: String,
    /// The address, as it was invited.
    pub(crate) email: String,
    /// Known once the invitation is accepted.
    pub(crate) name: Option<String>,
    /// The access level, and whether it can be changed here.
    pub(crate) level: Level,
    /// The reader's own row.
    pub(crate) you: bool,
    /// What stands under Last Seen.
    pub(crate) last_seen: LastSeen,
    /// What the reader should know of it: its mail did not go, a new one was asked for.
    pub(crate) notes: Vec<String>,
    /// The envelope: two ways to invite again. Leads to a page that is a dialog.
    pub(crate) reinvite: Option<Control>,
    /// The red X: revokes access. Leads to a page that is a dialog.
    pub(crate) remove: Option<Control>,
    /// The key: resets a colleague's two-factor, where they have some. Leads to a page that is a dialog.
    pub(crate) reset_factor: Option<Control>,
}

/// The access level in a row.
#[derive(Clone, Debug)]
pub(crate) enum Level {
    /// A drop-down that posts `role` to `action`: options as (value, word, whether it is the present one).
    Choice { action: String, options: Vec<(&'static str, String, bool)> },
    /// It cannot be changed, and why.
    Fixed { word: String, why: String },
    /// What an invitation offers; it can be changed once that is accepted.
    Offered(String),
}

/// A page that is one question: whether one really wants to. Posts `hidden` to `action`.
#[derive(Template)]
#[template(path = "staff/confirm.html")]
pub(crate) struct Confirm {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// Where one comes from, as (address, word).
    pub(crate) back: (String, String),
    /// The question's heading.
    pub(crate) title: String,
    /// What will happen, in paragraphs.
    pub(crate) text: Vec<String>,
    /// Where the answer goes.
    pub(crate) action: String,
    /// What goes with it.
    pub(crate) hidden: Vec<(&'static str, String)>,
    /// The word on the button.
    pub(crate) label: String,
    /// Whether it takes something away.
    pub(crate) danger: bool,
}

/// The envelope of a collaborator or of a mobile user: two ways to invite again, each a form of its own.
#[derive(Template)]
#[template(path = "staff/envelope.html")]
pub(crate) struct Envelope {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The list they are in, as (address, word).
    pub(crate) back: (String, String),
    /// Whom it is about.
    pub(crate) title: String,
    /// Why the mail could not be sent again.
    pub(crate) problem: Option<String>,
    /// Where Generate Invitation posts to.
    pub(crate) generate: String,
    /// The word on the button that sends the mail again.
    pub(crate) label: String,
    /// Where that posts to.
    pub(crate) reinvite: String,
}

/// The answer to Generate Invitation: the link, shown this once.
#[derive(Template)]
#[template(path = "staff/generated.html")]
pub(crate) struct Generated {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The list they are in, as (address, word).
    pub(crate) back: (String, String),
    /// For whom it is.
    pub(crate) email: String,
    /// The link itself.
    pub(crate) link: String,
}

/// The column Last Seen, which in the seeds also tells an invitation's state.
#[derive(Clone, Debug, Default)]
pub(crate) enum LastSeen {
    /// A member's last request in this ISP.
    Seen(When),
    /// Invitation Pending or Invitation Expired.
    Invited(State),
    /// A member who has not come yet.
    #[default]
    Never,
}

/// `GET /mailbox`, only while no mail leaves the machine: every mail that would have been sent.
#[derive(Template)]
#[template(path = "staff/mailbox.html")]
pub(crate) struct Mailbox {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// Newest first.
    pub(crate) letters: Vec<Letter>,
    /// The one being read.
    pub(crate) open: Option<OpenLetter>,
}

/// A mail in the list.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    /// The page with this mail open.
    pub(crate) href: String,
    /// Its subject.
    pub(crate) subject: String,
    /// Whom it went to.
    pub(crate) to: String,
    /// When it was sent.
    pub(crate) sent: When,
    /// The one being read.
    pub(crate) current: bool,
}

/// A mail being read. The policy allows no frames, so its HTML part is a page of its own.
#[derive(Clone, Debug)]
pub(crate) struct OpenLetter {
    /// Its subject.
    pub(crate) subject: String,
    /// Who sent it.
    pub(crate) from: String,
    /// Whom it went to.
    pub(crate) to: String,
    /// When it was sent.
    pub(crate) sent: When,
    /// The plain-text part.
    pub(crate) text: String,
    /// The links in it that lead to this server.
    pub(crate) links: Vec<String>,
    /// The HTML part as a page.
    pub(crate) html_href: String,
    /// The whole message as it would go over the wire.
    pub(crate) source_href: String,
}
