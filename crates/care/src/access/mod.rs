//! Who may do what, and the only place where a transaction can come from.
//!
//! The matrix ([`Ability`], [`Role`]) is the seeds' table. A *permit* is the right to one ability at one place: a
//! session joined with its membership, a router's certificate joined with its inventory row, or one of the few openings
//! for people without either. A permit opens a transaction, [`Tx`], and **reads the right again inside it**, so that a
//! removal that commits first always wins. The transaction carries the place; a verb has no other source for it.
//!
//! A permit cannot be made elsewhere: its fields are private, and it is neither `Clone` nor deserialisable.

mod matrix;
mod permit;
mod scope;
mod store;
#[cfg(test)]
mod tests;
mod who;

pub use matrix::{Ability, Permission, Role, may};
pub use permit::{Permit, anyone, cluster, person, router, shell, staff, system};
pub use scope::{Actor, Scope, Tx};
pub use who::{FRESH_MS, IspCard, Place, Session, Staff};

/// Whose session it is: the Care Portal's and the app's never stand in for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The Care Portal, for collaborators.
    Portal,
    /// The app, for subscribers.
    App,
}

impl Audience {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Audience::Portal => "portal",
            Audience::App => "app",
        }
    }
}

/// A portal session ends after this long without a request.
pub const IDLE_MS: i64 = 30 * 60 * 1000;
/// A portal session ends after this long in any case.
pub const SESSION_MS: i64 = 12 * 60 * 60 * 1000;
