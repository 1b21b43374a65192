//! Who may do what, and the only place where a transaction can come from.
//!
//! The matrix ([`Ability`], [`Role`]) is the seeds' table. A *permit* is the right to one ability at one place: a
//! session joined with its membership of an ISP or of a home, a router's certificate joined with its inventory row, or one of
//! the few openings for people without any. A permit opens a transaction, [`Tx`], and **reads the right again inside it**, so that a
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

use std::str::FromStr;

pub use matrix::{Ability, Permission, Role, may};
pub(crate) use permit::is_let_in;
pub use permit::{Permit, anyone, cluster, home, person, router, shell, staff, system};
pub use scope::{Actor, Scope, Tx};
pub use who::{FRESH_MS, IspCard, Place, Session, Staff, Subscriber};

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

    /// What the paths of its pages begin with.
    pub fn root(self) -> &'static str {
        match self {
            Audience::Portal => "",
            Audience::App => "/app",
        }
    }

    /// A session ends after this long without a request, in milliseconds. A phone in a pocket is its owner's.
    pub const fn idle_ms(self) -> i64 {
        match self {
            Audience::Portal => 30 * MINUTE_MS,
            Audience::App => 30 * DAY_MS,
        }
    }

    /// A session ends after this long in any case, in milliseconds.
    pub const fn session_ms(self) -> i64 {
        match self {
            Audience::Portal => DAY_MS / 2,
            Audience::App => 180 * DAY_MS,
        }
    }
}

impl FromStr for Audience {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        [Audience::Portal, Audience::App]
            .into_iter()
            .find(|known| known.as_str() == text)
            .ok_or_else(|| format!("no audience {text:?}"))
    }
}

const MINUTE_MS: i64 = 60 * 1000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
