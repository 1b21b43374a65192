//! Small pieces that many pages are made of.

/// A field of a form as it goes back to the reader.
#[derive(Clone, Debug, Default)]
pub(crate) struct Input {
    /// What was typed. Passwords are never sent back.
    pub(crate) value: String,
    /// What is wrong with it and how to put it right.
    pub(crate) error: Option<String>,
}

/// A choice of a filter: what is chosen, and what there is, as (value, word).
#[derive(Clone, Debug)]
pub(crate) struct Choice(pub(crate) Input, pub(crate) Vec<(String, String)>);

/// The head of a column.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    /// What stands in the column.
    pub(crate) word: String,
    /// Sorts the list by it; empty where it cannot be.
    pub(crate) href: String,
    /// Whether the list is sorted by it, and falling.
    pub(crate) down: Option<bool>,
}

impl Head {
    /// One by which nothing is sorted.
    pub(crate) fn plain(word: String) -> Head {
        Head { word, href: String::new(), down: None }
    }
}

/// Something the reader may do, or may see and not do.
#[derive(Clone, Debug)]
pub(crate) struct Control {
    /// Where it leads or posts to.
    pub(crate) href: String,
    /// Greyed out when present: why, and who could help.
    pub(crate) why: Option<String>,
}

/// A moment, for readers with and without script.
#[derive(Clone, Debug)]
pub(crate) struct When {
    /// RFC 3339 in UTC, for the machine.
    pub(crate) iso: String,
    /// Date and time in UTC, shown on hover until script says it in the reader's zone.
    pub(crate) exact: String,
    /// As people say it: "3 minutes ago".
    pub(crate) said: String,
}

/// A state as readers see it.
#[derive(Clone, Debug)]
pub(crate) struct State {
    /// The word; it alone would do.
    pub(crate) word: String,
    /// Its shape and colour.
    pub(crate) tone: Tone,
}

/// A shape and a colour. Each shape is used for one tone, so that nobody needs to see the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// As it should be: a green disc.
    Good,
    /// Down: a red ring, the disc with nothing in it.
    Bad,
    /// Needs somebody soon: an amber triangle.
    Warning,
    /// On its way: a half-filled disc.
    Waiting,
    /// Neither good nor bad: a grey square.
    Plain,
}

impl Tone {
    /// The class of `badge.css`.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Warning => "warn",
            Self::Waiting => "accent",
            Self::Plain => "plain",
        }
    }

    /// The shape in the sprite.
    pub(crate) fn shape(self) -> &'static str {
        match self {
            Self::Good => "state-disc",
            Self::Bad => "state-ring",
            Self::Warning => "state-triangle",
            Self::Waiting => "state-half",
            Self::Plain => "state-square",
        }
    }
}

/// The pages before and after this one of a list, newest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pager {
    /// The page with newer rows.
    pub(crate) newer: Option<String>,
    /// The page with older rows.
    pub(crate) older: Option<String>,
}
