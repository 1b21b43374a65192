//! What a person sees of the log: what they did in their own account, and what others did that concerns them, at any place.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Details, Way, store};
use crate::access::{Tx, may};
use crate::page::{After, Page};
use crate::problem::{Problem, Result};

/// An entry as the person it belongs to sees it.
#[derive(Debug, Clone)]
pub struct Own {
    /// Its id.
    pub id: Uuid,
    /// When it happened.
    pub at: Timestamp,
    /// What was done; `timeline-KIND` tells it.
    pub kind: String,
    /// By which way.
    pub way: Way,
    /// Who did it.
    pub by: By,
    /// The ISP or cluster where it was done; none in the account itself.
    pub place: Option<String>,
    /// Names and values of what was done; none once they were erased.
    pub details: Option<Details>,
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// The person, from this address. From where others act is none of theirs.
    Oneself(Option<String>),
    /// Somebody else, as they were called then; no name for the operator and the service, or once it was erased.
    Other(Option<String>),
}

/// The person's own entries, newest first.
pub async fn mine(tx: &mut Tx<may::Oneself>, after: After) -> Result<Page<Own>> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    store::mine::list(tx, person, after).await
}
