//! What each page of the app shows.

use askama::Template;
use care::presence::Standing;

use crate::staff::views::SessionRow;
use crate::ui::markdown::Rendered;
use crate::ui::{Chrome, Input, Pager, State, When, Words};

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
    /// What the reader asked for, and what became of it.
    pub(crate) asked: Vec<AskedRow>,
}

/// A request for access of the reader's own.
#[derive(Clone, Debug)]
pub(crate) struct AskedRow {
    /// Whose customer's home.
    pub(crate) isp: String,
    /// What became of it.
    pub(crate) state: State,
    /// What that means, and what to do.
    pub(crate) text: String,
    /// When it was made.
    pub(crate) asked: When,
    /// Until when it waits, while it does, and where taking it back posts to.
    pub(crate) waits: Option<(When, String)>,
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
    /// Requests that wait for the reader, who is the primary user.
    pub(crate) requests: Vec<RequestRow>,
    /// Who has access, the primary user first.
    pub(crate) users: Vec<PersonRow>,
    /// What the reader accepted.
    pub(crate) agreements: String,
    /// Where the reader leaves the home.
    pub(crate) leave_href: String,
    /// What the ISP's staff looked at and changed, newest first.
    pub(crate) log: Vec<LogRow>,
    /// Where all of it is, if there is more.
    pub(crate) log_href: Option<String>,
}

/// Somebody who asks for access.
#[derive(Clone, Debug)]
pub(crate) struct RequestRow {
    /// Where it is decided.
    pub(crate) href: String,
    /// Who.
    pub(crate) who: String,
    pub(crate) asked: When,
}

/// `GET /app/homes/{home}/requests/{request}`; posts to `action` with `/approval` or `/decline` after it.
#[derive(Template)]
#[template(path = "mobile/decide.html")]
pub(crate) struct Decide {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The home.
    pub(crate) back: String,
    /// The request.
    pub(crate) action: String,
    /// Where the home is.
    pub(crate) address: String,
    /// Who asks.
    pub(crate) name: Option<String>,
    pub(crate) email: String,
    /// The browser and system that they asked with, where known.
    pub(crate) device: Option<String>,
    pub(crate) asked: When,
    /// Until when it can be decided.
    pub(crate) until: When,
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
    /// It is the reader's only home, so that they are signed out when they leave it.
    pub(crate) only: bool,
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
    /// Their address beside a name, which is whatever they typed.
    pub(crate) address: Option<String>,
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

/// `GET /app/offline`, kept by the worker.
#[derive(Template)]
#[template(path = "mobile/offline.html")]
pub(crate) struct Offline {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
}

/// `GET /app/homes/{home}/log`.
#[derive(Template)]
#[template(path = "mobile/log.html")]
pub(crate) struct LogPage {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The home.
    pub(crate) back: String,
    /// A part of what staff did, newest first.
    pub(crate) log: Vec<LogRow>,
    pub(crate) pager: Pager,
}

/// `GET /app/sign-up`; posts `email` to itself.
#[derive(Template)]
#[template(path = "mobile/sign_up.html")]
pub(crate) struct SignUp {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    pub(crate) email: Input,
    /// Whether it was sent: the same for every address there is.
    pub(crate) sent: bool,
}

/// `POST /app/confirm`; posts `token`, `name` and `password` to `/app/people`.
#[derive(Template)]
#[template(path = "mobile/create_account.html")]
pub(crate) struct CreateAccount {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    pub(crate) token: String,
    /// Whose account it is.
    pub(crate) email: String,
    pub(crate) name: Input,
    pub(crate) password: Input,
    /// How long a password is at least.
    pub(crate) least: usize,
    /// What is wrong with the form as a whole.
    pub(crate) problem: Option<String>,
}

/// `GET /app/set-up`: whether one has a QR code.
#[derive(Template)]
#[template(path = "mobile/set_up_question.html")]
pub(crate) struct Question {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
}

/// `GET /app/set-up/router`: what one needs.
#[derive(Template)]
#[template(path = "mobile/set_up_router.html")]
pub(crate) struct SetUpRouter {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
}

/// `GET /app/set-up/wi-fi`; posts to `/app/set-up/home`, with `network` where that is asked.
#[derive(Template)]
#[template(path = "mobile/set_up_wifi.html")]
pub(crate) struct SetUpWifi {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// No home is seen from there.
    pub(crate) not_seen: bool,
    /// The name of the Wi-Fi, where it is asked.
    pub(crate) network: Option<Input>,
    /// What is wrong with the form as a whole.
    pub(crate) problem: Option<String>,
}

/// `POST /app/set-up/home` at a home; posts `network` to `/app/requests` or `/app/claims`.
#[derive(Template)]
#[template(path = "mobile/set_up_found.html")]
pub(crate) struct Claimed {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// What the home is to the reader.
    pub(crate) standing: Standing,
    /// Whether they asked already, and nobody answered yet.
    pub(crate) waits: bool,
    /// The name of the Wi-Fi, where it was asked.
    pub(crate) network: String,
    /// What is wrong with the form as a whole.
    pub(crate) problem: Option<String>,
}

/// `GET /app/set-up/code`; posts `photo` to itself, or `token` to `/app/claim`.
#[derive(Template)]
#[template(path = "mobile/scan_code.html")]
pub(crate) struct ScanCode {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// What is wrong with the photo.
    pub(crate) photo: Input,
    pub(crate) code: Input,
    /// What is wrong with the code.
    pub(crate) problem: Option<String>,
}

/// `GET /app/claim` of somebody who is not signed in.
#[derive(Template)]
#[template(path = "mobile/sign_in_first.html")]
pub(crate) struct SignInFirst {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
}

/// `POST /app/claim`; posts `code` to `/app/claims`.
#[derive(Template)]
#[template(path = "mobile/labelled.html")]
pub(crate) struct Labelled {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// Somebody uses the home already.
    pub(crate) claimed: bool,
    pub(crate) code: String,
    /// What is wrong with the form as a whole.
    pub(crate) problem: Option<String>,
}

/// `GET /app/agreements/{slug}` while one is to be accepted; posts `page`, `version` and `next` to `action`. And one that is read.
#[derive(Template)]
#[template(path = "mobile/agreement.html")]
pub(crate) struct Agreement {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    pub(crate) action: String,
    /// Which page it is, as the form says it.
    pub(crate) page: &'static str,
    pub(crate) title: String,
    pub(crate) version: i64,
    /// The how manieth of how many.
    pub(crate) nth: usize,
    pub(crate) of: usize,
    pub(crate) text: Rendered,
    /// Only to be read.
    pub(crate) accepted: bool,
    /// Where it leads when all are accepted.
    pub(crate) next: String,
    /// Why it is shown again.
    pub(crate) problem: Option<String>,
}

/// `GET /app/agreements/{slug}` when all are accepted.
#[derive(Template)]
#[template(path = "mobile/agreements.html")]
pub(crate) struct Agreements {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    pub(crate) pages: Vec<AgreementLink>,
}

/// A page that was accepted.
#[derive(Clone, Debug)]
pub(crate) struct AgreementLink {
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) accepted: Option<When>,
}

/// `GET /app/account`; posts `name` to itself.
#[derive(Template)]
#[template(path = "mobile/account.html")]
pub(crate) struct Account {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    pub(crate) name: Input,
    /// Where the reader is signed in, this browser first.
    pub(crate) sessions: Vec<SessionRow>,
    /// Notices on phones, where the service sends any.
    pub(crate) notices: Option<Notices>,
    /// What is wrong with the form as a whole.
    pub(crate) problem: Option<String>,
}

/// How the reader hears notices. Its forms post `endpoint`, `p256dh` and `auth`, nothing, and the words of kinds.
pub(crate) struct Notices {
    /// With which browsers subscribe.
    pub(crate) key: String,
    /// Whether this browser does, as far as is known here.
    pub(crate) here: bool,
    /// Each kind: its word in the form, the message key of its name, and whether it is wanted.
    pub(crate) kinds: Vec<(&'static str, &'static str, bool)>,
}

/// `GET /app/account/password`; posts `current` and `password` to itself.
#[derive(Template)]
#[template(path = "mobile/account_password.html")]
pub(crate) struct AccountPassword {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    pub(crate) current: Input,
    pub(crate) password: Input,
    /// How long a password is at least.
    pub(crate) least: usize,
    /// What is wrong with the form as a whole.
    pub(crate) problem: Option<String>,
}
