//! An ISP or cluster that requires two-factor. Sessions that begin after it was switched on are let in only with a factor;
//! those that were open go on until they end, so that nobody is thrown out in the middle of a call.

use jiff::Timestamp;

use super::store;
use crate::access::{Tx, may};
use crate::db::{PersonId, at};
use crate::problem::Result;
use crate::timeline::{self, Happened};

/// What holds at a place.
#[derive(Debug, Clone)]
pub struct Requirement {
    /// Since when the place itself requires it.
    pub since: Option<Timestamp>,
    /// The cluster that requires it of all its ISPs, by name.
    pub cluster: Option<String>,
    /// How many of its collaborators have no factor, and will be asked.
    pub without: i64,
}

/// Whether the place requires a factor, and whom that would concern.
pub async fn requirement(tx: &mut Tx<may::ManageSettings>) -> Result<Requirement> {
    let (since, cluster) = store::requirement(tx).await?;
    Ok(Requirement { since: since.map(at), cluster, without: store::without(tx).await? })
}

/// Which of the place's collaborators have a factor.
pub async fn having(tx: &mut Tx<may::ManageSettings>) -> Result<Vec<PersonId>> {
    store::having(tx).await
}

/// Switches it on or off; a second time changes nothing.
pub async fn require(tx: &mut Tx<may::ManageSettings>, on: bool) -> Result<()> {
    tx.must_be_fresh()?;
    if !store::require(tx, on).await? {
        return Ok(());
    }
    let happened =
        if on { Happened::new("two-factor-required") } else { Happened::new("two-factor-not-required") };
    timeline::note(tx, happened).await
}
