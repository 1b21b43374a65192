//! An ISP or cluster that requires two-factor. Sessions that begin after it was switched on are let in only with a factor;
//! those that were open go on until they end, so that nobody is thrown out in the middle of a call.

use std::collections::BTreeSet;

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
}

/// Whether the place requires a factor, by its own word or its cluster's.
pub async fn requirement(tx: &mut Tx<may::ManageSettings>) -> Result<Requirement> {
    let (since, cluster) = store::requirement(tx).await?;
    Ok(Requirement { since: since.map(at), cluster })
}

/// How many people have no factor and will be asked where the place requires one: whoever has access here, by a membership of
/// the place or of its cluster; and of a cluster, whoever has access to one of its ISPs. Each counts once.
pub async fn without(tx: &mut Tx<may::ManageSettings>) -> Result<usize> {
    let place = tx.isp()?;
    let mut people: BTreeSet<PersonId> = store::without(tx, place).await?.into_iter().collect();
    if let Some(cluster) = store::cluster_of(tx).await? {
        // An ISP sees its cluster's people, and nothing else of the cluster.
        people.extend(store::without(tx, cluster).await?);
    }
    for isp in store::isps_of(tx).await? {
        // The cluster's own rows say that it is one of its ISPs.
        tx.enter(isp).await?;
        people.extend(store::without(tx, isp).await?);
    }
    tx.enter(place).await?;
    Ok(people.len())
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
