//! Pages about the inventory.

use askama::Template;

use crate::ui::qr::Qr;
use crate::ui::{Choice, Chrome, Control, Head, Input, Pager, State, When, Words};

/// `GET /isps/{slug}/inventory`; `?add` opens the dialog for readers without script, which posts `macs` to the same
/// address, or `macs` or a `file` to `…/imports`. Live topics: `inventory`, `customers`, `imports`.
#[derive(Template)]
#[template(path = "staff/inventory.html")]
pub(crate) struct Inventory {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The list without a filter.
    pub(crate) href: String,
    /// Add inventory: leads to `?add`.
    pub(crate) add: Control,
    /// Where its form goes, so that it leads back to the same list.
    pub(crate) add_action: String,
    /// The dialog is open: asked for by `?add`, or its form had errors.
    pub(crate) add_open: bool,
    /// The addresses as typed.
    pub(crate) macs: Input,
    /// What is wrong with the file.
    pub(crate) file: Input,
    /// For a Read Only reader: that the page cannot be changed, and whom to ask.
    pub(crate) read_only: Option<String>,
    /// All routers, not only this page's.
    pub(crate) total: u64,
    /// The filter as it was asked for.
    pub(crate) filter: InventoryFilter,
    /// Whether anything is left out by it.
    pub(crate) filtered: bool,
    /// The same list as a file.
    pub(crate) csv_href: String,
    /// Print labels for routers of the same list.
    pub(crate) labels: Control,
    /// Imports that are not over, as (sentence, address of the page).
    pub(crate) imports: Vec<(String, String)>,
    /// The heads of the columns, but for the last.
    pub(crate) heads: Vec<Head>,
    /// This page's routers.
    pub(crate) rows: Vec<InventoryRow>,
    /// The pages around this one.
    pub(crate) pager: Pager,
    /// Whoever had routers until lately, as (word, address).
    pub(crate) also: Vec<(String, String)>,
}

/// The filter of the inventory.
#[derive(Clone, Debug)]
pub(crate) struct InventoryFilter {
    /// In stock, or enabled.
    pub(crate) state: Choice,
    /// Whether it reports.
    pub(crate) contact: Choice,
    /// As routers told.
    pub(crate) model: Choice,
    /// As routers told.
    pub(crate) firmware: Choice,
    /// How the MAC begins.
    pub(crate) mac: Input,
    /// The order.
    pub(crate) sort: Choice,
}

/// A router of the inventory.
#[derive(Clone, Debug)]
pub(crate) struct InventoryRow {
    /// Unique on the page, fit for an element's id.
    pub(crate) key: String,
    /// As on the label, with colons.
    pub(crate) mac: String,
    /// When it was added.
    pub(crate) added: When,
    /// In stock, or enabled.
    pub(crate) state: State,
    /// As the router told.
    pub(crate) model: Option<String>,
    /// As the router told.
    pub(crate) firmware: Option<String>,
    /// The customer it is enabled for, as (name, address of the page).
    pub(crate) customer: Option<(String, String)>,
    /// Online or offline, and its last report; none for one that never reported.
    pub(crate) contact: Option<(State, When)>,
    /// Enable; only for routers in stock. Leads to the page of [`super::Activate`].
    pub(crate) enable: Option<Control>,
    /// Delete; only for routers in stock. Leads to the question.
    pub(crate) delete: Option<Control>,
}

/// `GET /isps/{slug}/inventory/imports/{import}`. Live topic: `imports`.
#[derive(Template)]
#[template(path = "staff/import.html")]
pub(crate) struct ImportPage {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// This page.
    pub(crate) href: String,
    /// The inventory.
    pub(crate) list_href: String,
    /// What the file was called.
    pub(crate) file: String,
    /// How far it is.
    pub(crate) state: State,
    /// What is, and what comes next.
    pub(crate) lead: String,
    /// What was found, as (word, lines).
    pub(crate) tally: Vec<(String, i64)>,
    /// How far the work has come, of how much.
    pub(crate) progress: Option<(i64, i64)>,
    /// Imports what can be, as (address, word on the button). Posts [`Self::agreed`] as `good` and `left_out`.
    pub(crate) start: Option<(String, String)>,
    /// The numbers that are shown: what is imported, and what is not.
    pub(crate) agreed: (i64, i64),
    /// Gives it up. Posts.
    pub(crate) cancel: Option<String>,
    /// Whether something is being done.
    pub(crate) goes_on: bool,
    /// The first of the lines that are left out.
    pub(crate) rows: Vec<LeftOutRow>,
    /// How many more there are.
    pub(crate) more: Option<String>,
    /// All of them as a file.
    pub(crate) file_href: String,
}

/// A line that is left out.
#[derive(Clone, Debug)]
pub(crate) struct LeftOutRow {
    /// Its number in the file.
    pub(crate) line: i64,
    /// What stands there.
    pub(crate) text: Word,
    /// Why it is left out.
    pub(crate) why: String,
}

/// A text of somebody's, or one of ours that stands for it.
#[derive(Clone, Debug)]
pub(crate) enum Word {
    /// Theirs.
    Plain(String),
    /// Ours.
    Muted(String),
}

/// `GET /isps/{slug}/inventory/labels`; posts `router-ID` of each chosen one to `action`.
#[derive(Template)]
#[template(path = "staff/labels.html")]
pub(crate) struct Labels {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The list that they were picked from.
    pub(crate) back: String,
    pub(crate) action: String,
    pub(crate) rows: Vec<PickRow>,
    pub(crate) pager: Pager,
    /// What is wrong with the form as a whole.
    pub(crate) problem: Option<String>,
}

/// A router whose label can be printed.
#[derive(Clone, Debug)]
pub(crate) struct PickRow {
    pub(crate) id: String,
    pub(crate) mac: String,
    pub(crate) model: Option<String>,
    pub(crate) state: State,
    pub(crate) customer: Option<String>,
}

/// `POST /isps/{slug}/inventory/labels`: the sheet, for the printer.
#[derive(Template)]
#[template(path = "staff/label_sheet.html")]
pub(crate) struct Sheet {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The list.
    pub(crate) back: String,
    pub(crate) labels: Vec<LabelRow>,
}

/// A label.
#[derive(Clone, Debug)]
pub(crate) struct LabelRow {
    pub(crate) mac: String,
    pub(crate) model: Option<String>,
    pub(crate) qr: Qr,
    /// For who cannot scan it.
    pub(crate) code: String,
}
