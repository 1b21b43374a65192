//! Who a permit rests on, and the place they are at.

use super::{Audience, Role, store};
use crate::db::{Connection, CustomerId, Db, IspId, LinkHash, PersonId, Row, SessionId};
use crate::problem::{Problem, Result};

/// How long a proof of who one is counts as fresh for a sensitive act.
pub const FRESH_MS: i64 = 10 * 60 * 1000;

/// A signed-in person.
#[derive(Debug, Clone)]
pub struct Session {
    /// The session, as its owner may name it.
    pub id: SessionId,
    /// Whose it is.
    pub person: PersonId,
    /// Of the portal or of the app.
    pub audience: Audience,
    /// Their name; empty until they gave one.
    pub name: String,
    /// Their mail address, as they write it.
    pub email: String,
    /// When it began, in milliseconds UTC.
    pub created_at: i64,
    /// When they last proved who they are in it.
    pub proved_at: i64,
    /// When they last showed a second factor in it, if they have.
    pub factor_at: Option<i64>,
    pub(super) hash: LinkHash,
    pub(super) used_at: i64,
}

impl Session {
    /// Their name, or their address while they have none.
    pub fn called(&self) -> &str {
        if self.name.is_empty() { &self.email } else { &self.name }
    }

    /// Whether they proved who they are lately enough for a sensitive act.
    pub fn is_fresh(&self, now: i64) -> bool {
        now - self.proved_at < FRESH_MS
    }

    /// Whether a place that has required a second factor since then wants one that was not shown in this session. Who was there
    /// already, signed in, when the place began to require it goes on until they sign in again; who joined later does not.
    pub(crate) fn lacks_factor(&self, required_since: Option<i64>, member_since: i64) -> bool {
        required_since.is_some_and(|since| self.created_at >= since || member_since >= since)
            && self.factor_at.is_none()
    }
}

/// A signed-in collaborator at one ISP or cluster.
#[derive(Debug, Clone)]
pub struct Staff {
    /// Their session.
    pub session: Session,
    /// The ISP or cluster they are at now.
    pub isp: IspCard,
    /// What they are there, by the stronger of their own membership and their cluster's.
    pub role: Role,
    /// Whether they have a membership of this place itself, rather than only through its cluster.
    pub own: bool,
    /// Whether that membership was given to them without asking, and they have not said yet that they saw it.
    pub given: bool,
    pub(super) cluster: Option<IspId>,
    pub(super) last_seen: Option<i64>,
}

/// A signed-in mobile user at one home.
#[derive(Debug, Clone)]
pub struct Subscriber {
    /// Their session, of the app.
    pub session: Session,
    /// The ISP whose customer the home is.
    pub isp: IspCard,
    /// The home.
    pub home: CustomerId,
    /// Whether they are its primary user.
    pub primary: bool,
    pub(super) last_seen: Option<i64>,
}

/// What kind of place collaborators belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// An ISP, with customers.
    Isp,
    /// A group of ISPs, with settings and collaborators and no customers of its own.
    Cluster,
}

impl Place {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Place::Isp => "isp",
            Place::Cluster => "cluster",
        }
    }
}

impl std::str::FromStr for Place {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        [Place::Isp, Place::Cluster]
            .into_iter()
            .find(|known| known.as_str() == text)
            .ok_or_else(|| format!("no place is a {text:?}"))
    }
}

/// An ISP or cluster as a page's header shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IspCard {
    /// Its id.
    pub id: IspId,
    /// Which of the two it is.
    pub place: Place,
    /// Its name in paths.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its colour, `#rrggbb`.
    pub colour: String,
    /// The digest of its logo, if it has one.
    pub logo: Option<String>,
}

impl IspCard {
    /// From a row with the columns `id`, `kind`, `slug`, `name`, `colour` and `logo`.
    pub(crate) fn of(row: &Row) -> Result<IspCard> {
        Ok(IspCard {
            id: IspId(row.get("id")?),
            place: row.word("kind")?,
            slug: row.get("slug")?,
            name: row.get("name")?,
            colour: row.get("colour")?,
            logo: row.get("logo")?,
        })
    }

    /// Where its pages are: `/isps/bar-net`, `/clusters/bar-group`.
    pub fn path(&self) -> String {
        match self.place {
            Place::Isp => format!("/isps/{}", self.slug),
            Place::Cluster => format!("/clusters/{}", self.slug),
        }
    }
}

/// The session behind a cookie, if it is alive and past its second factor.
pub(super) async fn signed_in(
    connection: &mut Connection,
    db: &Db,
    audience: Audience,
    hash: &LinkHash,
) -> Result<Session> {
    store::session(connection, audience, hash, db.clock().millis()).await?.ok_or(Problem::Anonymous)
}
