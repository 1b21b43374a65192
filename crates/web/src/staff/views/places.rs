//! The pages under an ISP's settings.

use askama::Template;

use crate::ui::{Chrome, Input, Words};

/// A page under Settings, with what is settled there now.
#[derive(Clone, Debug)]
pub(crate) struct SettingsLink {
    /// Where it is.
    pub(crate) href: String,
    /// What it is called.
    pub(crate) title: String,
    /// What is settled now.
    pub(crate) now: String,
}

/// `GET …/settings/support`; posts its fields to itself.
#[derive(Template)]
#[template(path = "staff/settings_support.html")]
pub(crate) struct SupportPage {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// Where the form goes.
    pub(crate) action: String,
    /// The ISP's time zone.
    pub(crate) timezone: Input,
    /// All zones' names.
    pub(crate) zones: &'static [String],
    /// Where customers write to.
    pub(crate) email: Input,
    /// Where they call.
    pub(crate) phone: Input,
    /// Where they read.
    pub(crate) web: Input,
}

/// `GET …/settings/customers`; posts its fields to itself.
#[derive(Template)]
#[template(path = "staff/settings_rules.html")]
pub(crate) struct RulesPage {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// Where the form goes.
    pub(crate) action: String,
    /// `on` or `off`.
    pub(crate) reports: Input,
    /// For how many days.
    pub(crate) retention_days: Input,
    /// Which numbers may be chosen.
    pub(crate) retention_hint: String,
    /// For how many days.
    pub(crate) history_days: Input,
    /// Which numbers may be chosen.
    pub(crate) history_hint: String,
}

/// `GET …/settings/agreements`.
#[derive(Template)]
#[template(path = "staff/settings_agreements.html")]
pub(crate) struct AgreementsPage {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// A form for each page.
    pub(crate) forms: Vec<AgreementForm>,
}

/// A page's own text; posts `text` and `version` to `action`.
#[derive(Clone, Debug)]
pub(crate) struct AgreementForm {
    pub(crate) title: String,
    pub(crate) action: String,
    /// Which page it is, as the form says it.
    pub(crate) page: &'static str,
    /// Of the text's field.
    pub(crate) id: String,
    /// The one that is shown now.
    pub(crate) version: i64,
    /// Whether the ISP wrote one.
    pub(crate) own: bool,
    /// What stands there now, where that is not what the field holds.
    pub(crate) published: Option<String>,
    /// Portico's own, to write from.
    pub(crate) porticos: String,
    pub(crate) text: Input,
}

/// `GET …/settings/logo`; posts the file `logo` to itself.
#[derive(Template)]
#[template(path = "staff/settings_logo.html")]
pub(crate) struct LogoPage {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// Where the form goes.
    pub(crate) action: String,
    /// The logo there is now.
    pub(crate) logo: Option<String>,
    /// What is wrong with the file.
    pub(crate) file: Input,
    /// Takes the logo away. Posts.
    pub(crate) remove: String,
}

/// `GET …/settings/plans`, `?add` with the dialog that adds one; `…/plans/{plan}` with the dialog that changes that one.
/// Live topic: `settings`.
#[derive(Template)]
#[template(path = "staff/settings_plans.html")]
pub(crate) struct Plans {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The same page with the dialog that adds one.
    pub(crate) add_href: String,
    /// That dialog, while it is open.
    pub(crate) add: Option<PlanForm>,
    /// The dialog that changes one, while it is open.
    pub(crate) edit: Option<PlanForm>,
    /// All plans, the fastest first.
    pub(crate) rows: Vec<PlanRow>,
}

/// A plan as a form.
#[derive(Clone, Debug)]
pub(crate) struct PlanForm {
    /// Where it goes.
    pub(crate) action: String,
    /// Name.
    pub(crate) name: Input,
    /// Mbit/s towards the home.
    pub(crate) down: Input,
    /// Mbit/s from it.
    pub(crate) up: Input,
    /// The version that is changed; empty for a new one.
    pub(crate) version: String,
    /// What is wrong with the form as a whole.
    pub(crate) problem: Option<String>,
}

/// A plan in the list.
#[derive(Clone, Debug)]
pub(crate) struct PlanRow {
    /// Unique on the page, fit for an element's id.
    pub(crate) key: String,
    /// Name.
    pub(crate) name: String,
    /// Mbit/s towards the home.
    pub(crate) down: String,
    /// Mbit/s from it.
    pub(crate) up: String,
    /// How many customers have it.
    pub(crate) customers: i64,
    /// The page with its form, which is a dialog.
    pub(crate) edit: String,
    /// Asks whether to delete it. A page that is a dialog.
    pub(crate) remove: String,
}
