//! What the search shows.

use askama::Template;
use care::search::Part;

use crate::ui::{Chrome, State, Words};

/// `GET /isps/{slug}/search` and `GET /clusters/{cluster}/search`; the field itself is in the frame.
#[derive(Template)]
#[template(path = "staff/search.html")]
pub(crate) struct Search {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// What was found; nothing while nothing was asked.
    pub(crate) results: Option<SearchResults>,
}

/// The same with `part=list`: what the field shows below itself while somebody types. No frame.
#[derive(Template)]
#[template(path = "staff/search_list.html")]
pub(crate) struct SearchList {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    pub(crate) results: SearchResults,
}

/// The same of what cannot be looked for.
#[derive(Template)]
#[template(path = "staff/search_refused.html")]
pub(crate) struct SearchRefused {
    /// What is wrong with it, and what to type instead.
    pub(crate) refused: String,
}

/// What was found, place by place.
#[derive(Clone, Debug)]
pub(crate) struct SearchResults {
    /// As it was typed.
    pub(crate) text: String,
    /// The address of the page with all of them.
    pub(crate) href: String,
    /// Only places where something was found; the own ISP first.
    pub(crate) groups: Vec<SearchGroup>,
    /// Whether there is more than is shown.
    pub(crate) more: bool,
    /// Places that want a second factor which the reader has not shown, by name.
    pub(crate) locked: Option<String>,
    /// How many of the reader's other ISPs were searched, where that is not all of them.
    pub(crate) of_many: Option<usize>,
    /// Whether everything can be found yet.
    pub(crate) complete: bool,
}

impl SearchResults {
    /// How many are shown.
    pub(crate) fn count(&self) -> usize {
        self.groups.iter().map(|group| group.hits.len()).sum()
    }

    /// How many there are, as a sentence.
    pub(crate) fn said(&self, w: &Words) -> String {
        match self.count() {
            0 => w.t1("search-none", "text", &self.text),
            n if self.more => w.t1("search-count-more", "n", n),
            n => w.t1("search-count", "n", n),
        }
    }
}

/// What was found in one ISP.
#[derive(Clone, Debug)]
pub(crate) struct SearchGroup {
    /// Where, unless it is the ISP that the page is in.
    pub(crate) heading: Option<String>,
    /// What was found there.
    pub(crate) hits: Vec<SearchHit>,
}

/// A customer, or a router in stock.
#[derive(Clone, Debug)]
pub(crate) struct SearchHit {
    /// Its page.
    pub(crate) href: String,
    /// The drawing of the sprite.
    pub(crate) glyph: &'static str,
    /// The customer's name, or the router's MAC.
    pub(crate) title: Vec<Part>,
    /// Online, offline, without a router, in stock or deactivated.
    pub(crate) state: State,
    /// The install address, or the router's model.
    pub(crate) under: Vec<Part>,
    /// What else it was found by, as (word, value).
    pub(crate) facts: Vec<(String, Vec<Part>)>,
}
