//! A customer's header, and the tabs beside its Overview.

use askama::Template;

use super::Fact;
use crate::ui::{Chrome, Control, Input, Pager, State, When, Words};

/// The header above every tab of a customer.
#[derive(Clone, Debug)]
pub(crate) struct CustomerHead {
    /// The tabs as (address, word, whether it is this one).
    pub(crate) tabs: Vec<(String, String, bool)>,
    /// That the account is deactivated.
    pub(crate) closed: Option<ClosedNote>,
    /// The customer's name.
    pub(crate) name: String,
    /// The install address.
    pub(crate) address: String,
    /// To write to.
    pub(crate) email: Option<String>,
    /// To call.
    pub(crate) phone: Option<String>,
    /// Online or offline; deactivated, or without a router.
    pub(crate) state: State,
    /// The list that this customer is in now.
    pub(crate) list_href: String,
    /// That list's name.
    pub(crate) list_word: String,
}

/// What there is to know of a deactivated customer.
#[derive(Clone, Debug)]
pub(crate) struct ClosedNote {
    /// Who deactivated them.
    pub(crate) by: Option<String>,
    /// When.
    pub(crate) when: When,
    /// The day on which their data is erased.
    pub(crate) erased_on: String,
    /// Their router, while nobody else has it.
    pub(crate) router: Option<String>,
    /// Until when it can be taken back, where the customer is.
    pub(crate) undo_until: Option<String>,
    /// Takes it back. Posts.
    pub(crate) undo: Option<Control>,
}

/// The Overview of a customer without a router: deactivated, or had back after the router was given away.
#[derive(Template)]
#[template(path = "staff/customer_closed.html")]
pub(crate) struct ClosedCustomer {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The header.
    pub(crate) customer: CustomerHead,
    /// What is so.
    pub(crate) title: String,
    /// And what can be done.
    pub(crate) text: String,
    /// Gives them a router, unless they are deactivated. Leads to the page of [`super::Replace`].
    pub(crate) replace: Option<Control>,
}

/// `GET …/timeline`, with `what`, `who` and `after`. Live topic: `customers`.
#[derive(Template)]
#[template(path = "staff/customer_timeline.html")]
pub(crate) struct CustomerTimeline {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The header.
    pub(crate) customer: CustomerHead,
    /// The tab without a filter.
    pub(crate) href: String,
    /// What is looked for.
    pub(crate) filter: TimelineFilter,
    /// Whether anything is left out.
    pub(crate) filtered: bool,
    /// The same as a table.
    pub(crate) csv_href: String,
    /// In which zone the times are.
    pub(crate) zone: String,
    /// This page's entries, newest first.
    pub(crate) rows: Vec<TimelineRow>,
    /// The pages around this one.
    pub(crate) pager: Pager,
}

/// The filter as a form.
#[derive(Clone, Debug)]
pub(crate) struct TimelineFilter {
    /// What kind of thing, and what can be chosen as (value, word).
    pub(crate) what: (Input, Vec<(String, String)>),
    /// Who did it, and who can be chosen.
    pub(crate) who: (Input, Vec<(String, String)>),
}

/// An entry.
#[derive(Clone, Debug)]
pub(crate) struct TimelineRow {
    /// RFC 3339 in UTC, for the machine.
    pub(crate) iso: String,
    /// The day where the customer is.
    pub(crate) day: String,
    /// The time of day there, with the zone's short name at that moment.
    pub(crate) time: String,
    /// What happened, as a sentence.
    pub(crate) text: String,
    /// What the sentence does not say: names and values, before and after.
    pub(crate) facts: Vec<Fact>,
    /// Who did it.
    pub(crate) who: String,
    /// What else they did here.
    pub(crate) who_href: Option<String>,
}

/// `GET …/settings`, the tab User Settings; posts the fields and `version` to itself.
#[derive(Template)]
#[template(path = "staff/customer_settings.html")]
pub(crate) struct CustomerSettings {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The header.
    pub(crate) customer: CustomerHead,
    /// Where the form goes.
    pub(crate) action: String,
    /// Which version of the account the form shows.
    pub(crate) version: i64,
    /// That version, as JSON.
    pub(crate) seen: String,
    /// Name.
    pub(crate) name: Input,
    /// Install address.
    pub(crate) address: Input,
    /// Email.
    pub(crate) email: Input,
    /// It is the reader's own, so that somebody else has to change it.
    pub(crate) own_email: bool,
    /// Phone.
    pub(crate) phone: Input,
    /// The plan, and which there are as (id, word).
    pub(crate) plan: (Input, Vec<(String, String)>),
    /// The time zone, empty for the ISP's.
    pub(crate) timezone: Input,
    /// The ISP's time zone.
    pub(crate) isp_zone: String,
    /// All zones' names.
    pub(crate) zones: &'static [String],
    /// The day on which the billing cycle begins.
    pub(crate) billing_day: Input,
    /// Whether reports are sent, and what can be chosen.
    pub(crate) reports: (Input, Vec<(String, String)>),
    /// Why nothing can be changed, if nothing can.
    pub(crate) why: Option<String>,
    /// The reader's access is the reason, so that the page tells where to read more.
    pub(crate) read_only: bool,
    /// Deactivates the customer. Leads to a page that is a dialog; none when they are deactivated.
    pub(crate) deactivate: Option<Control>,
}
