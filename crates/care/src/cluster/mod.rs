//! A cluster: several ISPs under one owner.
//!
//! A cluster is a place as an ISP is: it has a name, a colour, settings and collaborators, who are invited, accept, are given
//! another level and are removed as at an ISP, by the same verbs. What is its own is that **a cluster's collaborators have
//! their role in each of its ISPs**. Nothing is copied for that: the door of an ISP looks for a membership of the ISP and for
//! one of its cluster, and the stronger counts. So whoever joins the cluster is in all its ISPs with their next request, and
//! whoever leaves it is in none of them; an ISP that is moved out takes all of them out at once.
//!
//! It does not go the other way: an ISP's Admin is nobody at the cluster. An ISP is in one cluster at most, and a cluster is
//! in none. Which ISPs form a cluster is the word of whoever runs the server, since it gives access to customers' homes;
//! both places note it, and the people whose access comes or goes by it are told by mail.

mod store;
#[cfg(test)]
mod tests;
mod told;

use crate::access::{IspCard, Place, Session, Tx, may};
use crate::db::IspId;
use crate::db::live::Topic;
use crate::isp::{self, Name, Slug};
use crate::problem::{Problem, Result};
use crate::router::{self, Counts};
use crate::timeline::{self, Happened};
use crate::words::Say;

pub use store::{Listed, Staffing};

/// Makes a cluster, without ISPs and collaborators yet.
pub async fn create(tx: &mut Tx<may::Shell>, name: &Name, slug: &Slug) -> Result<IspId> {
    isp::found_as(tx, Place::Cluster, name, slug).await
}

/// All clusters, for the operator.
pub async fn list(tx: &mut Tx<may::Shell>) -> Result<Vec<Listed>> {
    store::list(tx).await
}

/// The cluster of a slug, for the operator.
pub async fn find(tx: &mut Tx<may::Shell>, slug: &str) -> Result<IspId> {
    isp::find_as(tx, Place::Cluster, slug).await
}

/// Puts an ISP into a cluster: the cluster's collaborators have access to it from now on. One that is in a cluster is taken
/// out of it first, so that nobody loses access by a slip.
pub async fn add(tx: &mut Tx<may::Shell>, cluster: &str, isp: &str) -> Result<()> {
    let cluster = find(tx, cluster).await?;
    let isp = isp::find(tx, isp).await?;
    tx.enter(isp).await?;
    if !store::put_in(tx, cluster).await? {
        return Err(match isp::cluster_of(tx).await? {
            Some(other) => Problem::Conflict(Say::new("isp-in-cluster").with("cluster", other.name)),
            // It was, a moment ago.
            None => Problem::Conflict(Say::new("changed-meanwhile")),
        });
    }
    let kinds = (Happened::new("cluster-joined"), Happened::new("cluster-isp-added"));
    let (isp, cluster) = note_both(tx, isp, cluster, kinds).await?;
    told::joined(tx, &isp, &cluster).await
}

/// Takes an ISP out of its cluster: whoever had access to it only through the cluster has none any more.
pub async fn remove(tx: &mut Tx<may::Shell>, isp: &str) -> Result<()> {
    let isp = isp::find(tx, isp).await?;
    tx.enter(isp).await?;
    let none = || Problem::Conflict(Say::new("isp-in-no-cluster"));
    let cluster = isp::cluster_of(tx).await?.ok_or_else(none)?.id;
    if !store::take_out(tx, cluster).await? {
        return Err(none());
    }
    let kinds = (Happened::new("cluster-left"), Happened::new("cluster-isp-removed"));
    let (isp, cluster) = note_both(tx, isp, cluster, kinds).await?;
    told::left(tx, &isp, &cluster).await
}

/// Notes at both places what happened to them, and tells the pages that are open there; gives what they are called. The
/// transaction is at the ISP from then on.
async fn note_both(
    tx: &mut Tx<may::Shell>,
    isp: IspId,
    cluster: IspId,
    (at_isp, at_cluster): (Happened, Happened),
) -> Result<(IspCard, IspCard)> {
    let isp_card = isp::card(tx).await?;
    tx.enter(cluster).await?;
    let cluster_card = isp::card(tx).await?;
    timeline::note(tx, at_cluster.with("name", &*isp_card.name)).await?;
    tx.enter(isp).await?;
    timeline::note(tx, at_isp.with("name", &*cluster_card.name)).await?;
    for place in [isp, cluster] {
        tx.tell_at(place, Topic::Access);
        tx.tell_at(place, Topic::Collaborators);
        tx.tell_at(place, Topic::Settings);
    }
    Ok((isp_card, cluster_card))
}

/// The ISPs of the transaction's cluster, by name: what open pages of the cluster listen to.
pub async fn isps(tx: &mut Tx<may::ViewTabs>) -> Result<Vec<IspCard>> {
    let cluster = tx.isp()?;
    isp::members(tx, cluster).await
}

/// An ISP beside the others.
#[derive(Debug, Clone)]
pub struct SideBySide {
    /// Which ISP.
    pub isp: IspCard,
    /// Whether it requires a second factor, by its own word or its cluster's.
    pub two_factor: bool,
    /// How it is; nothing where it requires a second factor and the reader's session has not shown one.
    pub figures: Option<Figures>,
}

/// How an ISP is, in numbers.
#[derive(Debug, Clone)]
pub struct Figures {
    /// Its customers and routers.
    pub homes: Counts,
    /// Its people.
    pub staff: Staffing,
}

/// The cluster's ISPs with how they are, by name. What a cluster's collaborator sees here of an ISP they would see at it: their
/// role there is at least the one they have here.
pub async fn side_by_side(tx: &mut Tx<may::ViewTabs>, reader: &Session) -> Result<Vec<SideBySide>> {
    let cluster = tx.isp()?;
    let cluster_since = store::two_factor_since(tx).await?;
    let member_since = store::member_since(tx, reader.person).await?;
    let mut beside = Vec::new();
    for isp in isp::members(tx, cluster).await? {
        // The cluster's own rows say that it is one of its ISPs.
        tx.enter(isp.id).await?;
        let since = store::two_factor_since(tx).await?;
        let figures = if reader.lacks_factor(since, member_since) {
            None
        } else {
            Some(Figures { homes: router::counts(tx).await?, staff: store::staffing(tx).await? })
        };
        beside.push(SideBySide { isp, two_factor: since.or(cluster_since).is_some(), figures });
    }
    tx.enter(cluster).await?;
    Ok(beside)
}
