//! Pages about routers and the homes they stand in.

use askama::Template;

use super::{CustomerHead, Fleet, Graphs, IssueRow, IssueTally, OutageRow, ShareRow};
use crate::ui::{Choice, Chrome, Control, Head, Input, Pager, State, When, Words};

/// `GET /isps/{slug}/overview`. Live topics: `customers`, `inventory`, `issues`.
#[derive(Template)]
#[template(path = "staff/overview.html")]
pub(crate) struct Overview {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// Shown until all are done.
    pub(crate) first_steps: Option<FirstSteps>,
    /// Customers whose router reports.
    pub(crate) online: u64,
    /// Customers whose router does not.
    pub(crate) offline: u64,
    /// Routers that wait for a customer.
    pub(crate) in_stock: u64,
    /// What waits for a customer; none while there is no inventory at all.
    pub(crate) stock: Option<StockView>,
    /// The outages that are not over.
    pub(crate) outages: Vec<OutageRow>,
    /// What is wrong, by kind.
    pub(crate) issues: Vec<IssueTally>,
    /// The homes over time.
    pub(crate) fleet: Fleet,
    /// A few homes, the longest offline first.
    pub(crate) longest_offline: Vec<HomeRow>,
    /// A few entries, newest first.
    pub(crate) activity: Vec<Activity>,
}

/// What is in stock.
#[derive(Clone, Debug)]
pub(crate) struct StockView {
    /// A few models, the most frequent first.
    pub(crate) models: Vec<ShareRow>,
    /// Those that never reported, as (how many, the list of them).
    pub(crate) new: Option<(i64, String)>,
}

/// What a new ISP has done so far.
#[derive(Clone, Debug)]
pub(crate) struct FirstSteps {
    /// A router was added.
    pub(crate) has_inventory: bool,
    /// A router was enabled for a customer.
    pub(crate) has_customer: bool,
    /// A second person was invited.
    pub(crate) has_colleague: bool,
    /// The inventory.
    pub(crate) inventory_href: String,
    /// The page with the invitation.
    pub(crate) invite_href: String,
}

/// One line of recent activity.
#[derive(Clone, Debug)]
pub(crate) struct Activity {
    /// When it happened.
    pub(crate) when: When,
    /// Who did what, as a sentence.
    pub(crate) text: String,
    /// The page of the home that it is about.
    pub(crate) href: Option<String>,
}

/// Activate customer: a page of its own, which the inventory shows as a dialog. Posts `name`, `address`, `email`, `phone`.
#[derive(Template)]
#[template(path = "staff/activate.html")]
pub(crate) struct Activate {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The router that the customer gets.
    pub(crate) mac: String,
    /// Where the form posts to.
    pub(crate) action: String,
    /// The customer's name.
    pub(crate) name: Input,
    /// Where the router will stand.
    pub(crate) address: Input,
    /// May stay empty.
    pub(crate) email: Input,
    /// May stay empty.
    pub(crate) phone: Input,
}

/// Replace router: a page of its own, which a customer's Overview shows as a dialog. Posts `mac`.
#[derive(Template)]
#[template(path = "staff/replace.html")]
pub(crate) struct Replace {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The customer's page.
    pub(crate) back: String,
    /// The customer's name.
    pub(crate) name: String,
    /// The router that they have, as (model, MAC).
    pub(crate) router: Option<(String, String)>,
    /// Where the form posts to.
    pub(crate) action: String,
    /// The MAC of the one that they get.
    pub(crate) mac: Input,
}

/// `GET /isps/{slug}/online` and `…/offline`, with `text`, `manner`, `model`, `firmware`, `plan`, `sort` and `after`; the heading is
/// `chrome.title`. Live topic: `customers`.
#[derive(Template)]
#[template(path = "staff/connectivity.html")]
pub(crate) struct Connectivity {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// Which of the two lists.
    pub(crate) online: bool,
    /// The list without a filter.
    pub(crate) href: String,
    /// All homes in this state, not only this page's.
    pub(crate) total: u64,
    /// The same in words; with a filter, how many of them meet it.
    pub(crate) counted: String,
    /// The filter as it was asked for.
    pub(crate) filter: HomeFilter,
    /// Whether anything is left out by it.
    pub(crate) filtered: bool,
    /// The same list as a file.
    pub(crate) csv_href: String,
    /// The heads of the columns, in their order.
    pub(crate) heads: Vec<Head>,
    /// This page's homes.
    pub(crate) rows: Vec<HomeRow>,
    /// The pages around this one.
    pub(crate) pager: Pager,
    /// What is in no list of homes, as (word, address).
    pub(crate) also: Vec<(String, String)>,
}

/// `GET /isps/{slug}/deactivated`, with `after`. Live topic: `customers`.
#[derive(Template)]
#[template(path = "staff/deactivated.html")]
pub(crate) struct Deactivated {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The list that leads here.
    pub(crate) list_href: String,
    /// For a Read Only reader: that nothing can be changed here, and whom to ask.
    pub(crate) read_only: Option<String>,
    /// This page's customers, the latest first.
    pub(crate) rows: Vec<DeactivatedRow>,
    /// The pages around this one.
    pub(crate) pager: Pager,
}

/// A customer who was deactivated and can be had back.
#[derive(Clone, Debug)]
pub(crate) struct DeactivatedRow {
    /// Unique on the page, fit for an element's id.
    pub(crate) key: String,
    /// The customer's page.
    pub(crate) href: String,
    /// Their name.
    pub(crate) name: String,
    /// The install address.
    pub(crate) address: String,
    /// When they were deactivated.
    pub(crate) when: When,
    /// Until when that can be taken back.
    pub(crate) until: When,
    /// Takes it back. Posts.
    pub(crate) undo: Control,
}

/// The filter of a list of homes.
#[derive(Clone, Debug)]
pub(crate) struct HomeFilter {
    /// What the customer or the router is found by.
    pub(crate) text: Input,
    /// How steady it is.
    pub(crate) manner: Choice,
    /// As routers told.
    pub(crate) model: Choice,
    /// As routers told.
    pub(crate) firmware: Choice,
    /// The customer's plan.
    pub(crate) plan: Choice,
    /// The order.
    pub(crate) sort: Choice,
}

/// A home in a list.
#[derive(Clone, Debug)]
pub(crate) struct HomeRow {
    /// The customer's page.
    pub(crate) href: String,
    /// The customer's name.
    pub(crate) name: String,
    /// The install address.
    pub(crate) address: String,
    /// Online, offline, or without a router.
    pub(crate) state: State,
    /// Since when it is in that state; never for a router that has not reported yet.
    pub(crate) since: Option<When>,
    /// As the router told.
    pub(crate) model: Option<String>,
    /// The router's label; none where there is no router.
    pub(crate) mac: Option<String>,
    /// The home's address on the internet, as last reported.
    pub(crate) wan_address: Option<String>,
    /// The firmware on it, as it told.
    pub(crate) firmware: Option<String>,
    /// The customer's plan.
    pub(crate) plan: Option<String>,
    /// How many known issues are open, in lists that show it.
    pub(crate) issues: i64,
}

/// A customer's Overview. Live topics: `customers`, `issues`.
#[derive(Template)]
#[template(path = "staff/customer.html")]
pub(crate) struct Customer {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The header.
    pub(crate) customer: CustomerHead,
    /// Since when it is online or offline.
    pub(crate) since: Option<When>,
    /// The router's last report of any kind.
    pub(crate) last_report: Option<When>,
    /// When the router last started, by its own uptime.
    pub(crate) booted: Option<When>,
    /// Load of its processors, in percent.
    pub(crate) cpu: Option<u8>,
    /// Memory that could be had, in percent.
    pub(crate) memory_available: Option<u8>,
    /// What the router itself complains of.
    pub(crate) warnings: Vec<State>,
    /// The home's address on the internet.
    pub(crate) wan_address: Option<String>,
    /// The router's own address in the home.
    pub(crate) lan_address: Option<String>,
    /// As the router told.
    pub(crate) model: Option<String>,
    /// The firmware on it.
    pub(crate) firmware: Option<String>,
    /// The router's label.
    pub(crate) mac: String,
    /// The version of the agent on the router.
    pub(crate) agent_version: Option<String>,
    /// When the customer was made.
    pub(crate) activated: When,
    /// The networks it offers.
    pub(crate) wifi: Vec<WifiRow>,
    /// What is wrong with the home.
    pub(crate) issues: Vec<IssueRow>,
    /// How it did over time.
    pub(crate) graphs: Option<Graphs>,
    /// Until when it may fetch a new certificate, if staff let it.
    pub(crate) window_until: Option<When>,
    /// Lets this router fetch a new certificate for a while. Posts.
    pub(crate) new_certificate: Option<Control>,
    /// Gives this home another router. Leads to the page of [`Replace`].
    pub(crate) replace: Control,
}

/// A Wi-Fi network that the router offers.
#[derive(Clone, Debug)]
pub(crate) struct WifiRow {
    /// Its name.
    pub(crate) name: String,
    /// Its band.
    pub(crate) band: String,
    /// Its channel.
    pub(crate) channel: Option<u16>,
    /// How many devices are connected.
    pub(crate) devices: usize,
}
