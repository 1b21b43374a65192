//! The audit log: who did what to whom, when, from where, by which way.
//!
//! A row is written in the transaction of what it tells, and never changed: no verb updates or deletes one, and PostgreSQL
//! lets nobody do so. What is personal in a row (names, addresses, before and after) is kept as one text beside a random
//! salt, and the row's digest is over the digest of both; so it can be erased one day and the rest still be proven.

mod store;

use crate::access::{Actor, Scope};
use crate::problem::{Problem, Result};

/// Names and values of what was done; never a secret.
pub type Details = serde_json::Map<String, serde_json::Value>;

/// By which way something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By a person in a browser.
    Portal,
    /// By whoever runs the server, from its command line.
    Shell,
    /// By the service itself.
    System,
}

impl Way {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Way::Portal => "portal",
            Way::Shell => "shell",
            Way::System => "system",
        }
    }

    fn of(actor: &Actor) -> Way {
        match actor {
            Actor::Staff { .. } | Actor::Person { .. } | Actor::Anyone => Way::Portal,
            Actor::Shell => Way::Shell,
            Actor::System | Actor::Router(_) => Way::System,
        }
    }
}

/// Notes what the transaction's actor did, at its ISP or, where it is at none, at none.
pub(crate) async fn note(scope: &mut Scope, kind: &'static str, details: &Details) -> Result<()> {
    let personal = serde_json::json!({
        "actor": scope.actor().name(),
        "from": scope.from(),
        "details": details,
    });
    let personal = serde_json::to_string(&personal).map_err(Problem::broken)?;
    let way = Way::of(scope.actor());
    store::insert(scope, kind, way, personal).await
}
