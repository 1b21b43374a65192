//! Pages before and around signing in: bare, with one thing to do.

use askama::Template;

use crate::ui::{Chrome, Input, Words};

/// `GET /sign-in`; posts `email` and `password` to itself, and a passkey's answer to `/sign-in/passkeys`.
#[derive(Template)]
#[template(path = "staff/sign_in.html")]
pub(crate) struct SignIn {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The address as typed.
    pub(crate) email: Input,
    /// Only ever an error; the value stays empty.
    pub(crate) password: Input,
    /// Whether browsers offer passkeys at this address.
    pub(crate) passkeys: bool,
    /// The page that they were going to; empty for none.
    pub(crate) next: String,
    /// Why signing in failed, the same sentence whether or not the account exists.
    pub(crate) problem: Option<String>,
}

/// `GET /forgot`; posts `email` to itself and then says the same to everybody.
#[derive(Template)]
#[template(path = "staff/forgot.html")]
pub(crate) struct Forgot {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The address as typed.
    pub(crate) email: Input,
    /// The address was taken; whether it is known is not told.
    pub(crate) sent: bool,
}

/// What a mailed or printed link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkKind {
    /// An invitation to an ISP.
    Join,
    /// A forgotten password.
    Reset,
    /// Asking for a new invitation.
    Renew,
    /// The first start of this server.
    SetUp,
    /// A new mail address.
    Address,
    /// Taking a change of mail address back.
    Undo,
    /// Creating an account in the app.
    SignUp,
    /// The label of a router.
    Claim,
}

impl LinkKind {
    /// Where the page is, and where its form posts `token` to be shown the next page. That request only reads.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Join => "/join",
            Self::Reset => "/reset",
            Self::Renew => "/renew",
            Self::SetUp => "/setup",
            Self::Address => "/address",
            Self::Undo => "/undo",
            Self::SignUp => "/confirm",
            Self::Claim => "/claim",
        }
    }

    /// The message key of the heading.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Join => "link-join-title",
            Self::Reset => "link-reset-title",
            Self::Renew => "renew-title",
            Self::SetUp => "link-setup-title",
            Self::Address => "link-address-title",
            Self::Undo => "link-undo-title",
            Self::SignUp => "link-sign-up-title",
            Self::Claim => "set-up-router",
        }
    }
}

/// `GET /join`, `/reset`, `/setup`, `/address`, `/undo`, `/app/confirm`, `/app/claim`: script takes the code from behind the `#` and sends it; without script it is pasted.
#[derive(Template)]
#[template(path = "staff/link_open.html")]
pub(crate) struct LinkOpen {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// What the link is for.
    pub(crate) kind: LinkKind,
    /// The code as pasted.
    pub(crate) token: Input,
    /// Why the link is no good, and how to get another.
    pub(crate) problem: Option<String>,
    /// What the holder of an expired invitation may do: ask for a new one, with this token.
    pub(crate) ask: Option<String>,
}

/// The answer to `POST /renew`, and to `POST /renewals` once it was asked.
#[derive(Template)]
#[template(path = "staff/renew.html")]
pub(crate) struct Renew {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The link's secret, carried on; none when it was asked for already.
    pub(crate) token: Option<String>,
}

/// The answer to `POST /setup`; posts `token`, `isp`, `name`, `email`, `password` to `/setups`.
#[derive(Template)]
#[template(path = "staff/setup.html")]
pub(crate) struct Setup {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The link's secret, carried on.
    pub(crate) token: String,
    /// The first ISP's name.
    pub(crate) isp: Input,
    /// The first admin's name.
    pub(crate) name: Input,
    /// The first admin's address.
    pub(crate) email: Input,
    /// Only ever an error; the value stays empty.
    pub(crate) password: Input,
    /// The least length of a password, in characters.
    pub(crate) least: usize,
    /// What is wrong with the form as a whole.
    pub(crate) problem: Option<String>,
}

/// What an invitee has to do to accept. Source: access.md A3.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// No password yet: give a name and create one.
    CreatePassword,
    /// Signed in as the invited address: one click.
    Confirm,
    /// The address has an account: sign in first, then open the link again. A link never signs in.
    SignIn,
    /// Signed in as somebody else, whose masked address this is: sign out first.
    OtherAccount(String),
}

/// The answer to `POST /join`; posts `token`, and with [`Step::CreatePassword`] `name` and `password`, to `/acceptances`.
/// The ISP's name and colour are in `chrome`.
#[derive(Template)]
#[template(path = "staff/accept.html")]
pub(crate) struct Accept {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The link's secret, carried on.
    pub(crate) token: String,
    /// The invited address.
    pub(crate) email: String,
    /// The word for the role offered.
    pub(crate) role: String,
    /// What kind of word that is.
    pub(crate) as_what: String,
    /// The colleague who invited, if a colleague did.
    pub(crate) invited_by: Option<String>,
    /// What is to be done.
    pub(crate) step: Step,
    /// The invitee's name.
    pub(crate) name: Input,
    /// Only ever an error; the value stays empty.
    pub(crate) password: Input,
    /// The least length of a password, in characters.
    pub(crate) least: usize,
    /// What is wrong with the form as a whole.
    pub(crate) problem: Option<String>,
}

/// The answer to `POST /reset`; posts `token` and `password` to `/passwords`.
#[derive(Template)]
#[template(path = "staff/reset.html")]
pub(crate) struct Reset {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The link's secret, carried on.
    pub(crate) token: String,
    /// Whose password it is.
    pub(crate) email: String,
    /// The invitation that setting it accepts: the ISP's name and the word for the role.
    pub(crate) accepts: Option<(String, String)>,
    /// Only ever an error; the value stays empty.
    pub(crate) password: Input,
    /// The least length of a password, in characters.
    pub(crate) least: usize,
    /// What is wrong with the form as a whole.
    pub(crate) problem: Option<String>,
}

/// Any refusal: not found, not allowed, gone, too many, broken. The heading is `chrome.title`.
#[derive(Template)]
#[template(path = "staff/problem.html")]
pub(crate) struct Problem {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// What happened and what to do.
    pub(crate) sentence: String,
    /// The next step as (address, word).
    pub(crate) next: Option<(String, String)>,
    /// The request's id, to tell the operator when the server failed.
    pub(crate) reference: Option<String>,
}
