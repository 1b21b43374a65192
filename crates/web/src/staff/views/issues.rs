//! Pages about known issues and outages.

use askama::Template;

use crate::ui::{Choice, Chrome, Control, Input, Pager, State, When, Words};

/// `GET /isps/{slug}/known-issues`. Live topic: `issues`.
#[derive(Template)]
#[template(path = "staff/known_issues.html")]
pub(crate) struct KnownIssues {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The list without a filter.
    pub(crate) href: String,
    /// For a Read Only reader: that the page cannot be changed, and whom to ask.
    pub(crate) read_only: Option<String>,
    /// How many wait for somebody, of all kinds.
    pub(crate) total: u64,
    /// The filter as it was asked for.
    pub(crate) filter: IssueFilter,
    /// Whether anything else than the usual is asked for.
    pub(crate) filtered: bool,
    /// The same list as a file.
    pub(crate) csv_href: String,
    /// The outages that are not over.
    pub(crate) outages: Vec<OutageRow>,
    /// How many homes those are that are folded into them; none where they are not shown.
    pub(crate) beside: Option<String>,
    /// This page's issues.
    pub(crate) rows: Vec<IssueRow>,
    /// Whether the list ended before this page.
    pub(crate) over: bool,
    /// The first page of the same list.
    pub(crate) first_href: String,
    /// The pages around this one.
    pub(crate) pager: Pager,
}

/// The filter of the list.
#[derive(Clone, Debug)]
pub(crate) struct IssueFilter {
    /// What kind.
    pub(crate) kind: Choice,
    /// Where it stands.
    pub(crate) state: Choice,
    /// Since when.
    pub(crate) since: Choice,
    /// The order.
    pub(crate) sort: Choice,
}

/// An issue in a list, on its own page or on its home's, or a home of an outage.
#[derive(Clone, Debug)]
pub(crate) struct IssueRow {
    /// Unique on the page, fit for an element's id.
    pub(crate) key: String,
    /// Its own page.
    pub(crate) href: String,
    /// What kind.
    pub(crate) name: String,
    /// How bad it is.
    pub(crate) severity: State,
    /// Whose home, as (name, address of the page).
    pub(crate) customer: (String, String),
    /// Where that is.
    pub(crate) address: String,
    /// What was measured.
    pub(crate) evidence: String,
    /// What to do about it.
    pub(crate) remedy: String,
    /// The outage that it is folded into.
    pub(crate) outage: Option<String>,
    /// When it began.
    pub(crate) since: When,
    /// When it was over.
    pub(crate) over: Option<When>,
    /// Where it stands.
    pub(crate) state: State,
    /// Until when it is put off.
    pub(crate) until: Option<When>,
    /// By whom it was looked after, and with which note.
    pub(crate) handled: Option<String>,
    /// What can be done with it here; nothing with a closed one.
    pub(crate) acts: Option<IssueActs>,
}

/// What can be done with an issue. Each leads to a page of [`IssueAct`].
#[derive(Clone, Debug)]
pub(crate) struct IssueActs {
    /// Not for one that is acknowledged.
    pub(crate) acknowledge: Option<Control>,
    pub(crate) snooze: Control,
    pub(crate) resolve: Control,
}

/// `GET /isps/{slug}/known-issues/{issue}`. Live topic: `issues`.
#[derive(Template)]
#[template(path = "staff/known_issue.html")]
pub(crate) struct IssuePage {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The list.
    pub(crate) list_href: String,
    /// For a Read Only reader: that the page cannot be changed, and whom to ask.
    pub(crate) read_only: Option<String>,
    /// The issue.
    pub(crate) issue: IssueRow,
    /// What came before its end, and how it ended.
    pub(crate) closed: Option<(String, When)>,
    /// The outage that it belongs to.
    pub(crate) outage: Option<String>,
    /// When it comes back if it is resolved and not over.
    pub(crate) returns: String,
}

/// A page that is one dialog: what is done about an issue. Posts `note`, and `hours` where there is a choice.
#[derive(Template)]
#[template(path = "staff/issue_act.html")]
pub(crate) struct IssueAct {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// Where the reader came from, as (address, word).
    pub(crate) back: (String, String),
    /// What is done.
    pub(crate) title: String,
    /// Which issue, and what follows.
    pub(crate) text: Vec<String>,
    /// Where the form posts to.
    pub(crate) action: String,
    /// For how long.
    pub(crate) hours: Input,
    /// For how long it can be, as (value, word); nothing where that is not asked.
    pub(crate) choices: Vec<(String, String)>,
    /// The note.
    pub(crate) note: Input,
    /// Whether it has to be there.
    pub(crate) note_required: bool,
    /// What is wrong with the form as a whole.
    pub(crate) problem: Option<String>,
    /// The word on the button.
    pub(crate) label: String,
}

/// An outage.
#[derive(Clone, Debug)]
pub(crate) struct OutageRow {
    /// Its page.
    pub(crate) href: String,
    /// What it is: how many homes, where.
    pub(crate) name: String,
    /// How many are offline still, or that it is over.
    pub(crate) state: State,
    /// When it began.
    pub(crate) since: When,
}

/// `GET /isps/{slug}/outages/{outage}`. Live topic: `issues`.
#[derive(Template)]
#[template(path = "staff/outage.html")]
pub(crate) struct OutagePage {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// Known Issues.
    pub(crate) list_href: String,
    /// The outage.
    pub(crate) outage: OutageRow,
    /// When it was over.
    pub(crate) ended: Option<When>,
    /// What the homes' addresses begin with.
    pub(crate) prefix: Option<String>,
    /// How many homes it took.
    pub(crate) homes: i64,
    /// How many are offline still.
    pub(crate) offline: i64,
    /// This page's homes.
    pub(crate) rows: Vec<IssueRow>,
    /// The pages around this one.
    pub(crate) pager: Pager,
}

/// How many issues of a kind there are.
#[derive(Clone, Debug)]
pub(crate) struct IssueTally {
    /// The list of them.
    pub(crate) href: String,
    /// The list of those that began within a day.
    pub(crate) new_href: String,
    /// The list of them, the oldest first.
    pub(crate) oldest_href: String,
    /// What kind.
    pub(crate) name: String,
    /// How many began within a day.
    pub(crate) new: i64,
    /// How many there are.
    pub(crate) open: i64,
    /// When the oldest began.
    pub(crate) oldest: When,
}
