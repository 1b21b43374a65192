//! What each page of the app shows.

use askama::Template;

use crate::ui::{Chrome, Input, State, When, Words};

/// `GET /app` of somebody with no home, or with several.
#[derive(Template)]
#[template(path = "mobile/front.html")]
pub(crate) struct Front {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// By address.
    pub(crate) homes: Vec<HomeLink>,
    /// Invitations to homes that wait for an answer.
    pub(crate) offers: Vec<HomeOffer>,
}

/// An invitation to a home that waits.
#[derive(Clone, Debug)]
pub(crate) struct HomeOffer {
    /// Whose customer's home.
    pub(crate) isp: String,
    pub(crate) invited_by: String,
    pub(crate) until: When,
    /// Where accepting posts to.
    pub(crate) accept: String,
}

/// A home as one picks it.
#[derive(Clone, Debug)]
pub(crate) struct HomeLink {
    pub(crate) href: String,
    /// Where it is.
    pub(crate) address: String,
    /// Whose customer.
    pub(crate) isp: String,
}

/// `GET /app/homes/{home}`.
#[derive(Template)]
#[template(path = "mobile/home.html")]
pub(crate) struct HomePage {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// When all this was so.
    pub(crate) now: When,
    /// Where it is.
    pub(crate) address: String,
    /// The person's other homes.
    pub(crate) others: Vec<HomeLink>,
    /// Online, Offline or Flapping; none without a router.
    pub(crate) state: Option<State>,
    /// Whether it is online.
    pub(crate) online: bool,
    /// Since when it is either; none while the router was never heard.
    pub(crate) since: Option<When>,
    pub(crate) model: Option<String>,
    pub(crate) firmware: Option<String>,
    /// When the router was last heard.
    pub(crate) last_report: Option<When>,
    /// The ISP's support.
    pub(crate) contacts: Vec<Contact>,
    /// Who has access, the primary user first.
    pub(crate) users: Vec<PersonRow>,
    /// Where the reader leaves the home.
    pub(crate) leave_href: String,
    /// What the ISP's staff looked at and changed, newest first.
    pub(crate) log: Vec<LogRow>,
}

/// `GET /app/homes/{home}/departure`; posts `next` to itself.
#[derive(Template)]
#[template(path = "mobile/departure.html")]
pub(crate) struct Departure {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The home.
    pub(crate) back: String,
    /// Nobody else uses the home.
    pub(crate) alone: bool,
    /// Who is the primary user from then on, as it was chosen.
    pub(crate) next: Input,
    /// Where that is to be chosen: who may be it, as (value, name).
    pub(crate) others: Vec<(String, String)>,
    /// What is wrong with the form as a whole.
    pub(crate) problem: Option<String>,
}

/// A way to reach the ISP's support.
#[derive(Clone, Debug)]
pub(crate) struct Contact {
    pub(crate) glyph: &'static str,
    /// What way it is.
    pub(crate) word: String,
    pub(crate) href: String,
    pub(crate) text: String,
}

/// Somebody with access.
#[derive(Clone, Debug)]
pub(crate) struct PersonRow {
    /// Their name, or their address while they have none.
    pub(crate) name: String,
    pub(crate) primary: bool,
    /// The reader.
    pub(crate) you: bool,
}

/// Something that staff did.
#[derive(Clone, Debug)]
pub(crate) struct LogRow {
    pub(crate) text: String,
    pub(crate) when: When,
}
