//! Pages about second factors: showing one, setting them up, requiring and resetting them.

use askama::Template;

use crate::ui::qr::Qr;
use crate::ui::{Chrome, Control, Input, When, Words};

/// `GET /sign-in/factor`; posts `code`, or `question` and `answer`, to itself.
#[derive(Template)]
#[template(path = "staff/second.html")]
pub(crate) struct Second {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// An authenticator app counts.
    pub(crate) app: bool,
    /// There are passkeys, and browsers offer them here.
    pub(crate) passkeys: bool,
    /// Only ever an error; the value stays empty.
    pub(crate) code: Input,
    /// The page that they were going to; empty for none.
    pub(crate) next: String,
    /// Back to the first step, on the way to the same page.
    pub(crate) back: String,
    /// What helps whoever has lost all of their factors, by its key.
    pub(crate) lost: &'static str,
    /// What is wrong with the form as a whole.
    pub(crate) problem: Option<String>,
}

/// `GET /account/proof`; posts `password`, or `code`, or `question` and `answer`, with `next`, to itself.
#[derive(Template)]
#[template(path = "staff/proof.html")]
pub(crate) struct Proof {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// Whose account it is.
    pub(crate) email: String,
    /// The page that is shown afterwards.
    pub(crate) next: String,
    /// Only ever an error; the value stays empty. None where the person has a second factor, which it cannot stand in for.
    pub(crate) password: Option<Input>,
    /// The same for a code, where they have one.
    pub(crate) code: Input,
    /// An authenticator app counts.
    pub(crate) app: bool,
    /// There are passkeys, and browsers offer them here.
    pub(crate) passkeys: bool,
    /// What is wrong with the form as a whole.
    pub(crate) problem: Option<String>,
}

/// `GET /account/two-factor`. A new passkey posts `name`, `question`, `answer` and `next`.
#[derive(Template)]
#[template(path = "staff/two_factor.html")]
pub(crate) struct TwoFactor {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// Which ISPs require it, when nothing is set up.
    pub(crate) required: Option<String>,
    /// Whether anything is set up.
    pub(crate) any: bool,
    /// Since when an authenticator app counts.
    pub(crate) app: Option<When>,
    /// Whether browsers offer passkeys at this address.
    pub(crate) passkeys_work: bool,
    /// The passkeys.
    pub(crate) passkeys: Vec<PasskeyRow>,
    /// What a new passkey is to be called.
    pub(crate) name: Input,
    /// How many recovery codes are left.
    pub(crate) codes: i64,
    /// The page that is shown once something is set up.
    pub(crate) next: String,
}

/// A passkey in the list.
#[derive(Clone, Debug)]
pub(crate) struct PasskeyRow {
    /// How its owner calls it.
    pub(crate) name: String,
    /// Since when.
    pub(crate) added: When,
    /// When it was last used.
    pub(crate) used: Option<When>,
    /// Leads to a page that is a dialog.
    pub(crate) remove: String,
}

/// `GET /account/two-factor/app`; posts `code` and `next` to `/account/two-factor/app/confirmations`.
#[derive(Template)]
#[template(path = "staff/app_set_up.html")]
pub(crate) struct AppSetUp {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// What the app scans.
    pub(crate) qr: Qr,
    /// The same to be typed.
    pub(crate) secret: String,
    /// Only ever an error; the value stays empty.
    pub(crate) code: Input,
    /// The page that is shown afterwards.
    pub(crate) next: String,
}

/// The answer to what made recovery codes: the one time that they are shown.
#[derive(Template)]
#[template(path = "staff/recovery_codes.html")]
pub(crate) struct RecoveryCodes {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// Each of them.
    pub(crate) codes: Vec<String>,
    /// All of them, to be copied.
    pub(crate) all: String,
    /// The next page.
    pub(crate) next: String,
}

/// The section *Sign-in security* of the Settings page.
#[derive(Clone, Debug)]
pub(crate) struct Security {
    /// Since when the place requires two-factor.
    pub(crate) since: Option<When>,
    /// The cluster that requires it.
    pub(crate) cluster: Option<String>,
    /// Switches it. Leads to a page that is a dialog.
    pub(crate) change: Control,
}

/// `GET …/collaborators/{person}/factor-reset`; posts to itself.
#[derive(Template)]
#[template(path = "staff/factor_reset.html")]
pub(crate) struct FactorReset {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The colleague's name.
    pub(crate) called: String,
    /// Their address.
    pub(crate) email: String,
    /// Where it posts.
    pub(crate) action: String,
}
