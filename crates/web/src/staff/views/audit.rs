//! The audit log as a page.

use askama::Template;

use crate::ui::{Chrome, Input, Pager, When, Words};

/// `GET …/settings/audit`. The filter is a form that asks for the same address with `area`, `person`, `way`, `from`, `to`.
#[derive(Template)]
#[template(path = "staff/audit.html")]
pub(crate) struct Audit {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The page without a filter.
    pub(crate) href: String,
    /// What is looked for.
    pub(crate) filter: AuditFilter,
    /// Whether anything is left out.
    pub(crate) filtered: bool,
    /// The same as a table.
    pub(crate) csv_href: String,
    /// The same as one JSON object a line.
    pub(crate) json_href: String,
    /// This page's entries, newest first.
    pub(crate) rows: Vec<AuditRow>,
    /// The pages around this one.
    pub(crate) pager: Pager,
}

/// The filter as a form.
#[derive(Clone, Debug)]
pub(crate) struct AuditFilter {
    /// What it is about, and what can be chosen as (value, word).
    pub(crate) area: (Input, Vec<(String, String)>),
    /// Who did it, and who can be chosen.
    pub(crate) person: (Input, Vec<(String, String)>),
    /// By which way, and which there are.
    pub(crate) way: (Input, Vec<(String, String)>),
    /// The first day, `2026-03-02`.
    pub(crate) from: Input,
    /// The last day.
    pub(crate) to: Input,
}

/// An entry.
#[derive(Clone, Debug)]
pub(crate) struct AuditRow {
    /// When it happened; said exactly.
    pub(crate) when: When,
    /// Its number in the chain, or that it has none yet.
    pub(crate) seal: String,
    /// Who did it.
    pub(crate) who: String,
    /// What else they did.
    pub(crate) who_href: Option<String>,
    /// As what.
    pub(crate) who_kind: String,
    /// What was done, as a sentence.
    pub(crate) text: String,
    /// What the sentence does not say: names and values, before and after.
    pub(crate) facts: Vec<Fact>,
    /// The address it came from.
    pub(crate) from: Option<String>,
    /// By which way.
    pub(crate) way: String,
}

/// A name and its value, or both of its values when it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fact {
    /// What it is.
    pub(crate) name: String,
    /// What it was.
    pub(crate) before: Option<String>,
    /// What it is now.
    pub(crate) value: String,
}
