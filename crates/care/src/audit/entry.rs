//! An entry as it is read, and what entries are looked for by.

use jiff::Timestamp;
use serde::Deserialize;
use uuid::Uuid;

use super::{Area, Details, Way};
use crate::db::PersonId;

/// Which entries are wanted; all, by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// About this.
    pub area: Option<Area>,
    /// What this person did.
    pub person: Option<PersonId>,
    /// By this way.
    pub way: Option<Way>,
    /// Not before this time, in milliseconds UTC.
    pub from: Option<i64>,
    /// Before this time.
    pub until: Option<i64>,
}

/// An entry of the log.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// When it happened.
    pub at: Timestamp,
    /// What was done; `timeline-KIND` tells it.
    pub kind: String,
    /// What it is about.
    pub area: Area,
    /// By which way.
    pub way: Way,
    /// What kind of actor: staff, person, anyone, shell, system.
    pub actor_kind: String,
    /// Who, where it was a person.
    pub actor: Option<PersonId>,
    /// Who did it and from where; none once that was erased.
    pub personal: Option<Personal>,
    /// Names and values of what was done; none once they were erased.
    pub details: Option<Details>,
    /// Its number in the chain, once it is linked.
    pub sealed: Option<i64>,
}

/// What is personal to who did it.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Personal {
    /// Who did it, as they were called then.
    pub actor: Option<String>,
    /// The address it came from.
    pub from: Option<String>,
}
