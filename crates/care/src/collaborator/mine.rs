//! Where a person belongs: their own memberships, and the ISPs that they reach through a cluster.

use jiff::Timestamp;

use super::store;
use crate::access::{IspCard, Role, Tx, may};
use crate::db::PersonId;
use crate::isp;
use crate::problem::{Problem, Result};

/// One way in which a person has access to a place.
#[derive(Debug, Clone)]
pub struct Membership {
    /// Where.
    pub place: IspCard,
    /// As what.
    pub role: Role,
    /// When they were last seen there; where they come through a cluster it is told of the cluster alone.
    pub last_seen: Option<Timestamp>,
    /// The cluster by which they have access; none where the membership is of the place itself and can be left.
    pub through: Option<String>,
    /// Whether nobody else is Admin there, so that they cannot leave.
    pub last_admin: bool,
}

/// All of them, clusters first.
pub async fn mine(tx: &mut Tx<may::Oneself>) -> Result<Vec<Membership>> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    store::of_person(tx, person).await
}

/// Enters a place of one's own by its slug, and says who one is.
pub(super) async fn enter(tx: &mut Tx<may::Oneself>, slug: &str) -> Result<PersonId> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    let place = isp::mine(tx).await?.into_iter().find(|it| it.slug == slug);
    tx.enter(place.ok_or(Problem::NotFound("isp"))?.id).await?;
    Ok(person)
}
