//! Permits: made here from a session, a certificate or an opening, and nowhere else.

use std::marker::PhantomData;

use super::matrix::may::{Anyone, BeRouter, Oneself, Shell, System, UseHome};
use super::store::{self, Standing};
use super::who::{Place, Session, Staff, Subscriber, signed_in};
use super::{Ability, Actor, Audience, MINUTE_MS, Permission, Role, Scope, Tx};
use crate::db::{CustomerId, Db, IspId, LinkHash, Mode, PersonId, RouterId, dialect};
use crate::problem::{Problem, Result};

/// The right to do `P` at one place, proven at the door and proven again by every transaction it opens.
#[derive(Debug)]
pub struct Permit<P: Permission> {
    ticket: Ticket,
    /// The address that the request came from, for the record.
    from: Option<String>,
    permission: PhantomData<P>,
}

/// What the right rests on.
#[derive(Debug)]
enum Ticket {
    Staff(Box<Staff>),
    Person(Box<Session>),
    Subscriber(Box<Subscriber>),
    Router { isp: IspId, router: RouterId, certificate: Vec<u8> },
    Anyone,
    System,
    Shell(Option<IspId>),
}

impl<P: Permission> Permit<P> {
    fn new(ticket: Ticket) -> Self {
        Permit { ticket, from: None, permission: PhantomData }
    }

    /// The same, as asked for from this address; what is done with it is recorded as done from there.
    #[must_use]
    pub fn from_address(self, address: String) -> Self {
        Permit { from: Some(address), ..self }
    }

    /// The address that was asked from, where a request asked.
    pub(crate) fn from(&self) -> Option<&str> {
        self.from.as_deref()
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
            Ticket::Subscriber(subscriber) => Ok(&subscriber.session),
            _ => Err(Problem::Anonymous),
        }
    }

    /// For the pages before a sensitive act: [`Problem::Prove`] unless its person proved who they are within the last ten
    /// minutes. So nobody fills in what would then be refused; the verb itself asks again.
    pub fn must_be_fresh(&self, db: &Db) -> Result<()> {
        if self.session()?.is_fresh(db.clock().millis()) { Ok(()) } else { Err(Problem::Prove) }
    }

    /// A transaction that may write.
    pub async fn write(&self, db: &Db) -> Result<Tx<P>> {
        self.open(db, Mode::Write).await
    }

    /// A transaction that only looks.
    pub async fn read(&self, db: &Db) -> Result<Tx<P>> {
        self.open(db, Mode::Read).await
    }

    /// Notes that the session is in use and from where, and that its owner is at the ISP: for idle time, for *Last Seen*
    /// and for where signing in leads, all to the minute, so that most requests write nothing. Live streams, which ask by
    /// themselves, must not call this.
    pub async fn note_use(&self, db: &Db) -> Result<()> {
        let now = db.clock().millis();
        let stale = |then: i64| then <= now - MINUTE_MS;
        let (session, staff, subscriber) = match &self.ticket {
            Ticket::Staff(staff) => (&staff.session, Some(staff), None),
            Ticket::Person(session) => (&**session, None, None),
            Ticket::Subscriber(subscriber) => (&subscriber.session, None, Some(subscriber)),
            _ => return Ok(()),
        };
        let unseen = staff.filter(|staff| staff.last_seen.is_none_or(stale));
        let unseen_at_home = subscriber.filter(|subscriber| subscriber.last_seen.is_none_or(stale));
        if !stale(session.used_at) && unseen.is_none() && unseen_at_home.is_none() {
            return Ok(());
        }
        let mut connection = db.begin(Mode::Write).await?;
        if let Some(staff) = unseen {
            // Memberships, then the person, then the session, as whoever takes access away or changes a password: two who come
            // from both sides would wait for each other. Memberships are touched in the order in which writers hold them.
            let mut places: Vec<IspId> = [Some(staff.isp.id), staff.cluster].into_iter().flatten().collect();
            places.sort_unstable();
            for place in places {
                // A membership's row may be changed at its own place only: the cluster's is touched at the cluster.
                dialect::set_isp(&mut connection, Some(place)).await?;
                store::touch_membership(&mut connection, place, session.person, now).await?;
            }
            store::touch_person(&mut connection, session.person, staff.isp.id).await?;
        }
        if let Some(Subscriber { isp, home, .. }) = unseen_at_home.map(Box::as_ref) {
            dialect::set_isp(&mut connection, Some(isp.id)).await?;
            store::touch_mobile_user(&mut connection, isp.id, *home, session.person, now).await?;
        }
        store::touch_session(&mut connection, &session.hash, now, self.from.as_deref()).await?;
        connection.commit().await
    }

    /// Opens a transaction and reads the right again in it, so that one withdrawn meanwhile is not used.
    async fn open(&self, db: &Db, mode: Mode) -> Result<Tx<P>> {
        let mut connection = db.begin(mode).await?;
        let now = db.clock().millis();
        let (isp, actor) = match &self.ticket {
            Ticket::Staff(staff) => {
                let (isp, session) = (staff.isp.id, &staff.session);
                let alive = store::session(&mut connection, session.audience, &session.hash, now).await?;
                let session = alive.ok_or(Problem::Anonymous)?;
                dialect::set_isp(&mut connection, Some(isp)).await?;
                // So that the header's switcher finds their other ISPs.
                dialect::set_person(&mut connection, session.person).await?;
                if mode == Mode::Write {
                    if P::ABILITY.is_some_and(Ability::takes_turns) {
                        dialect::hold_isp(&mut connection, isp).await?;
                    }
                    dialect::hold_membership(&mut connection, isp, session.person).await?;
                }
                let standing = store::standing(&mut connection, session.person, &staff.isp.slug).await?;
                let standing = standing.filter(|it| it.isp.id == isp);
                let (standing, role) = admitted(standing, &session, staff.isp.place)?;
                allow::<P>(role)?;
                if let Some(cluster) = standing.cluster {
                    dialect::set_cluster(&mut connection, cluster).await?;
                }
                let name = session.called().to_owned();
                let actor = Actor::Staff { person: session.person, name, role };
                (Some(isp), (actor, session.is_fresh(now)))
            }
            Ticket::Person(session) => {
                let alive = store::session(&mut connection, session.audience, &session.hash, now).await?;
                let session = alive.ok_or(Problem::Anonymous)?;
                dialect::set_person(&mut connection, session.person).await?;
                let name = session.called().to_owned();
                let actor = Actor::Person { person: session.person, name, audience: Some(session.audience) };
                (None, (actor, session.is_fresh(now)))
            }
            Ticket::Subscriber(subscriber) => {
                let (isp, home, session) = (subscriber.isp.id, subscriber.home, &subscriber.session);
                let alive = store::session(&mut connection, session.audience, &session.hash, now).await?;
                let session = alive.ok_or(Problem::Anonymous)?;
                dialect::set_isp(&mut connection, Some(isp)).await?;
                dialect::set_person(&mut connection, session.person).await?;
                if mode == Mode::Write {
                    // Who uses a home changes in its ISP's turn.
                    dialect::hold_isp(&mut connection, isp).await?;
                }
                let at_home = store::at_home(&mut connection, isp, session.person, home).await?;
                let store::AtHome { primary, accepted, .. } = at_home.ok_or(Problem::NotFound("home"))?;
                if !accepted {
                    return Err(Problem::Unaccepted { isp: subscriber.isp.slug.clone() });
                }
                let name = session.called().to_owned();
                let actor = Actor::Subscriber { person: session.person, name, home, primary };
                (Some(isp), (actor, session.is_fresh(now)))
            }
            Ticket::Router { isp, router, certificate } => {
                dialect::set_isp(&mut connection, Some(*isp)).await?;
                if store::certificate(&mut connection, *isp, *router).await?.as_ref() != Some(certificate) {
                    return Err(Problem::Forbidden(P::NAME));
                }
                (Some(*isp), (Actor::Router(*router), false))
            }
            Ticket::Anyone => (None, (Actor::Anyone, false)),
            Ticket::System => {
                dialect::set_isp(&mut connection, None).await?;
                (None, (Actor::System, true))
            }
            Ticket::Shell(isp) => {
                dialect::set_isp(&mut connection, *isp).await?;
                (*isp, (Actor::Shell, true))
            }
        };
        Ok(Tx::new(Scope::new(connection, isp, actor, self.from.clone(), db)))
    }
}

/// What somebody is at a place of this kind: nothing without a membership there or at its cluster, and nothing yet where a
/// second factor is required and this session has not shown one.
fn admitted(standing: Option<Standing>, session: &Session, place: Place) -> Result<(Standing, Role)> {
    let standing = standing.filter(|it| it.isp.place == place).ok_or(Problem::NotFound(place.as_str()))?;
    let role = standing.role().ok_or(Problem::NotFound(place.as_str()))?;
    if session.lacks_factor(standing.two_factor_since, standing.since) {
        return Err(Problem::NoFactor);
    }
    Ok((standing, role))
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
/// same. A second factor is required there and was not shown: [`Problem::NoFactor`]. A collaborator without the ability:
/// [`Problem::Forbidden`]; but the settings of an ISP do not exist for those who may not use them, so the doors show that as
/// not found where only looking was asked.
pub async fn staff<P: Permission>(db: &Db, session: &LinkHash, slug: &str) -> Result<Permit<P>> {
    at_place(db, session, slug, Place::Isp).await
}

/// The permit of a signed-in collaborator at the cluster of this slug; refused as [`staff`] is.
pub async fn cluster<P: Permission>(db: &Db, session: &LinkHash, slug: &str) -> Result<Permit<P>> {
    at_place(db, session, slug, Place::Cluster).await
}

async fn at_place<P: Permission>(db: &Db, session: &LinkHash, slug: &str, place: Place) -> Result<Permit<P>> {
    let mut connection = db.begin(Mode::Read).await?;
    let session = signed_in(&mut connection, db, Audience::Portal, session).await?;
    dialect::set_person(&mut connection, session.person).await?;
    let standing = store::standing(&mut connection, session.person, slug).await?;
    let (standing, role) = admitted(standing, &session, place)?;
    allow::<P>(role)?;
    let Standing { isp, cluster, own, given, last_seen, .. } = standing;
    let staff = Staff { session, isp, role, own: own.is_some(), given, cluster, last_seen };
    Ok(Permit::new(Ticket::Staff(Box::new(staff))))
}

/// The permit of a person who is signed in to the portal or to the app, for their own account.
pub async fn person(db: &Db, audience: Audience, session: &LinkHash) -> Result<Permit<Oneself>> {
    let mut connection = db.begin(Mode::Read).await?;
    let session = signed_in(&mut connection, db, audience, session).await?;
    Ok(Permit::new(Ticket::Person(Box::new(session))))
}

/// The permit of a person who is signed in to the app, at a home of theirs. A home that is not theirs, that was deactivated or
/// that does not exist is [`Problem::NotFound`]; where the ISP's agreements were not accepted in their present versions, it is
/// [`Problem::Unaccepted`].
pub async fn home(db: &Db, session: &LinkHash, home: CustomerId) -> Result<Permit<UseHome>> {
    let mut connection = db.begin(Mode::Read).await?;
    let session = signed_in(&mut connection, db, Audience::App, session).await?;
    dialect::set_person(&mut connection, session.person).await?;
    let not_theirs = || Problem::NotFound("home");
    let isp = store::isp_of_home(&mut connection, session.person, home).await?.ok_or_else(not_theirs)?;
    dialect::set_isp(&mut connection, Some(isp.id)).await?;
    let at_home = store::at_home(&mut connection, isp.id, session.person, home).await?;
    let store::AtHome { primary, last_seen, accepted } = at_home.ok_or_else(not_theirs)?;
    if !accepted {
        return Err(Problem::Unaccepted { isp: isp.slug });
    }
    Ok(Permit::new(Ticket::Subscriber(Box::new(Subscriber { session, isp, home, primary, last_seen }))))
}

/// Whether a person is let in at a home, as [`home`] would let them in, and if so whether they are its primary user. Only for the
/// service's own work, which has no place.
pub(crate) async fn is_let_in(scope: &mut Scope, person: PersonId, home: CustomerId) -> Result<Option<bool>> {
    let Some(isp) = store::isp_of_home(scope, person, home).await? else { return Ok(None) };
    let at_home = store::at_home(scope, isp.id, person, home).await?;
    Ok(at_home.filter(|it| it.accepted).map(|it| it.primary))
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

impl Permit<UseHome> {
    /// The mobile user behind it.
    pub fn subscriber(&self) -> Result<&Subscriber> {
        match &self.ticket {
            Ticket::Subscriber(subscriber) => Ok(subscriber),
            _ => Err(Problem::Anonymous),
        }
    }
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
