//! The page about roles.

use askama::Template;

use crate::ui::{Chrome, Words};

/// `GET /isps/{slug}/roles`, and the same at a cluster: the matrix, row for row.
#[derive(Template)]
#[template(path = "staff/roles.html")]
pub(crate) struct Roles {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The strongest first.
    pub(crate) roles: [RoleCard; 3],
    /// In the seeds' order.
    pub(crate) abilities: Vec<AbilityRow>,
}

/// A role in a few sentences.
#[derive(Clone, Debug)]
pub(crate) struct RoleCard {
    /// Its name.
    pub(crate) name: String,
    /// The same where there is little room.
    pub(crate) short: String,
    /// What it is for.
    pub(crate) text: String,
    /// The reader has it here.
    pub(crate) yours: bool,
}

/// One row of the matrix.
#[derive(Clone, Debug)]
pub(crate) struct AbilityRow {
    /// The ability in the seeds' words.
    pub(crate) words: String,
    /// Whether each of the roles has it, in their order.
    pub(crate) may: [bool; 3],
}
