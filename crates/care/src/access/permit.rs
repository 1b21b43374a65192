//! Permits: made here from a session, a certificate or an opening, and nowhere else.

use std::marker::PhantomData;

use super::matrix::may::{Anyone, BeRouter, Oneself, Shell, System};
use super::{Ability, Actor, Permission, Role, Scope, Tx, store};
use crate::db::{Connection, Db, IspId, LinkHash, Mode, PersonId, RouterId, SessionId, dialect};
use crate::problem::{Problem, Result};

const MINUTE_MS: i64 = 60 * 1000;

/// The right to do `P` at one place, proven at the door and proven again by every transaction it opens.
#[derive(Debug)]
pub struct Permit<P: Permission> {
    ticket: Ticket,
    permission: PhantomData<P>,
}

/// What the right rests on.
#[derive(Debug)]
enum Ticket {
    Staff(Box<Staff>),
    Person(Box<Session>),
    Router { isp: IspId, router: RouterId, certificate: Vec<u8> },
    Anyone,
    System,
    Shell(Option<IspId>),
}

/// A signed-in person.
#[derive(Debug, Clone)]
pub struct Session {
    /// The session, as its owner may name it.
    pub id: SessionId,
    /// Whose it is.
    pub person: PersonId,
    /// Their name; empty until they gave one.
    pub name: String,
    /// Their mail address, as they write it.
    pub email: String,
    hash: LinkHash,
    used_at: i64,
}

impl Session {
    /// Their name, or their address while they have none.
    pub fn called(&self) -> &str {
        if self.name.is_empty() { &self.email } else { &self.name }
    }
}

/// A signed-in collaborator at one ISP.
#[derive(Debug, Clone)]
pub struct Staff {
    /// Their session.
    pub session: Session,
    /// The ISP they are at now.
    pub isp: IspCard,
    /// What they are there.
    pub role: Role,
    last_seen: Option<i64>,
}

/// An ISP as a page's header shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IspCard {
    /// Its id.
    pub id: IspId,
    /// Its name in paths.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its colour, `#rrggbb`.
    pub colour: String,
}

impl<P: Permission> Permit<P> {
    fn new(ticket: Ticket) -> Self {
        Permit { ticket, permission: PhantomData }
    }

    /// The collaborator behind it; only permits made from a collaborator's session have one.
    pub fn staff(&self) -> Result<&Staff> {
        match &self.ticket {
            Ticket::Staff(staff) => Ok(staff),
            _ => Err(Problem::Anonymous),
        }
    }

    /// The signed-in person behind it.
    pub fn session(&self) -> Result<&Session> {
        match &self.ticket {
            Ticket::Staff(staff) => Ok(&staff.session),
            Ticket::Person(session) => Ok(session),
            _ => Err(Problem::Anonymous),
        }
    }

    /// A transaction that may write.
    pub async fn write(&self, db: &Db) -> Result<Tx<P>> {
        self.open(db, Mode::Write).await
    }

    /// A transaction that only looks.
    pub async fn read(&self, db: &Db) -> Result<Tx<P>> {
        self.open(db, Mode::Read).await
    }

    /// Notes that the session is in use, and that its owner is at the ISP: for idle time and *Last Seen*, both to the
    /// minute, so that most requests write nothing. Live streams, which ask by themselves, must not call this.
    pub async fn note_use(&self, db: &Db) -> Result<()> {
        let now = db.clock().millis();
        let stale = |then: i64| then <= now - MINUTE_MS;
        let (session, staff) = match &self.ticket {
            Ticket::Staff(staff) => (&staff.session, Some(staff)),
            Ticket::Person(session) => (&**session, None),
            _ => return Ok(()),
        };
        let unseen = staff.filter(|staff| staff.last_seen.is_none_or(stale));
        if !stale(session.used_at) && unseen.is_none() {
            return Ok(());
        }
        let mut connection = db.begin(Mode::Write).await?;
        store::touch_session(&mut connection, &session.hash, now).await?;
        if let Some(staff) = unseen {
            dialect::set_isp(&mut connection, Some(staff.isp.id)).await?;
            store::touch_membership(&mut connection, staff.isp.id, session.person, now).await?;
        }
        connection.commit().await
    }

    /// Opens a transaction and reads the right again in it, so that one withdrawn meanwhile is not used.
    async fn open(&self, db: &Db, mode: Mode) -> Result<Tx<P>> {
        let mut connection = db.begin(mode).await?;
        let (isp, actor) = match &self.ticket {
            Ticket::Staff(staff) => {
                let (isp, person) = (staff.isp.id, staff.session.person);
                store::session(&mut connection, &staff.session.hash, db.clock().millis())
                    .await?
                    .ok_or(Problem::Anonymous)?;
                dialect::set_isp(&mut connection, Some(isp)).await?;
                // So that the header's switcher finds their other ISPs.
                dialect::set_person(&mut connection, person).await?;
                if mode == Mode::Write {
                    if P::ABILITY.is_some_and(Ability::changes_memberships) {
                        dialect::hold_isp(&mut connection, isp).await?;
                    }
                    dialect::hold_membership(&mut connection, isp, person).await?;
                }
                let role =
                    store::role(&mut connection, isp, person).await?.ok_or(Problem::NotFound("isp"))?;
                allow::<P>(role)?;
                (Some(isp), Actor::Staff { person, name: staff.session.called().to_owned(), role })
            }
            Ticket::Person(session) => {
                store::session(&mut connection, &session.hash, db.clock().millis())
                    .await?
                    .ok_or(Problem::Anonymous)?;
                dialect::set_person(&mut connection, session.person).await?;
                (None, Actor::Person { person: session.person, name: session.called().to_owned() })
            }
            Ticket::Router { isp, router, certificate } => {
                dialect::set_isp(&mut connection, Some(*isp)).await?;
                if store::certificate(&mut connection, *isp, *router).await?.as_ref() != Some(certificate) {
                    return Err(Problem::Forbidden(P::NAME));
                }
                (Some(*isp), Actor::Router(*router))
            }
            Ticket::Anyone => (None, Actor::Anyone),
            Ticket::System => {
                dialect::set_isp(&mut connection, None).await?;
                (None, Actor::System)
            }
            Ticket::Shell(isp) => {
                dialect::set_isp(&mut connection, *isp).await?;
                (*isp, Actor::Shell)
            }
        };
        Ok(Tx::new(Scope::new(connection, isp, actor, db)))
    }
}

fn allow<P: Permission>(role: Role) -> Result<()> {
    match P::ABILITY {
        Some(ability) if role.may(ability) => Ok(()),
        Some(ability) => Err(Problem::Forbidden(ability.key())),
        // An opening beside the matrix is never reached through a membership.
        None => Err(Problem::Forbidden(P::NAME)),
    }
}

/// The permit of a signed-in collaborator at the ISP of this slug.
///
/// Not signed in: [`Problem::Anonymous`]. Not a collaborator there, or no such ISP: [`Problem::NotFound`], which look the
/// same. A collaborator without the ability: [`Problem::Forbidden`]; but the settings of an ISP do not exist for those
/// who may not use them, so the doors show that as not found where only looking was asked.
pub async fn staff<P: Permission>(db: &Db, session: &LinkHash, slug: &str) -> Result<Permit<P>> {
    let mut connection = db.begin(Mode::Read).await?;
    let session = signed_in(&mut connection, db, session).await?;
    dialect::set_person(&mut connection, session.person).await?;
    let (isp, role, last_seen) =
        store::membership(&mut connection, session.person, slug).await?.ok_or(Problem::NotFound("isp"))?;
    allow::<P>(role)?;
    Ok(Permit::new(Ticket::Staff(Box::new(Staff { session, isp, role, last_seen }))))
}

/// The permit of a signed-in person for their own account.
pub async fn person(db: &Db, session: &LinkHash) -> Result<Permit<Oneself>> {
    let mut connection = db.begin(Mode::Read).await?;
    let session = signed_in(&mut connection, db, session).await?;
    Ok(Permit::new(Ticket::Person(Box::new(session))))
}

async fn signed_in(connection: &mut Connection, db: &Db, hash: &LinkHash) -> Result<Session> {
    let row = store::session(connection, hash, db.clock().millis()).await?.ok_or(Problem::Anonymous)?;
    Ok(Session {
        id: row.id,
        person: row.person,
        name: row.name,
        email: row.email,
        hash: hash.clone(),
        used_at: row.used_at,
    })
}

/// The permit of a router whose certificate was judged at the door. The fingerprint must be the one last issued for
/// this MAC: a certificate that was replaced opens nothing.
pub async fn router(db: &Db, mac: &str, fingerprint: &[u8]) -> Result<Permit<BeRouter>> {
    let mut connection = db.begin(Mode::Read).await?;
    let (isp, router) =
        store::router_by_mac(&mut connection, mac).await?.ok_or(Problem::NotFound("router"))?;
    dialect::set_isp(&mut connection, Some(isp)).await?;
    let refused = || Problem::Forbidden(BeRouter::NAME);
    // None issued is not an empty one.
    let issued = store::certificate(&mut connection, isp, router).await?.ok_or_else(refused)?;
    if bool::from(subtle::ConstantTimeEq::ct_eq(issued.as_slice(), fingerprint)) {
        Ok(Permit::new(Ticket::Router { isp, router, certificate: issued }))
    } else {
        Err(refused())
    }
}

/// The opening for people who are not signed in.
pub fn anyone() -> Permit<Anyone> {
    Permit::new(Ticket::Anyone)
}

/// The service's own work, over all ISPs: only for its background workers.
pub fn system() -> Permit<System> {
    Permit::new(Ticket::System)
}

/// The word of whoever runs the server, at no ISP or at this one: only for its command line and its first start.
pub fn shell(isp: Option<IspId>) -> Permit<Shell> {
    Permit::new(Ticket::Shell(isp))
}

impl Permit<BeRouter> {
    /// The router itself, and the fingerprint of the certificate it showed.
    pub fn router(&self) -> Result<(IspId, RouterId, &[u8])> {
        match &self.ticket {
            Ticket::Router { isp, router, certificate } => Ok((*isp, *router, certificate)),
            _ => Err(Problem::Anonymous),
        }
    }
}
