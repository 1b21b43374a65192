//! An open transaction with its place, its actor and its time.

use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicU16, Ordering};

use jiff::Timestamp;
use uuid::Uuid;

use super::{Audience, Permission, Role};
use crate::db::live::Topic;
use crate::db::{Connection, CustomerId, Db, IspId, PersonId, RouterId, Site, dialect};
use crate::problem::{Problem, Result};

/// Who does it, as the timeline tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A collaborator, in their role at this ISP.
    Staff {
        /// Who.
        person: PersonId,
        /// Their name or address, as it was then.
        name: String,
        /// As what.
        role: Role,
    },
    /// A signed-in person in their own account.
    Person {
        /// Who.
        person: PersonId,
        /// Their name or address, as it was then.
        name: String,
        /// Of which audience they are signed in; none of somebody who is known by the proof in their hand.
        audience: Option<Audience>,
    },
    /// A mobile user, at the home that the transaction is about.
    Subscriber {
        /// Who.
        person: PersonId,
        /// Their name or address, as it was then.
        name: String,
        /// Which home.
        home: CustomerId,
        /// Whether they are its primary user.
        primary: bool,
    },
    /// A router.
    Router(RouterId),
    /// Somebody with no more than a link, or nothing.
    Anyone,
    /// The service itself.
    System,
    /// Whoever runs the server, from its command line.
    Shell,
}

impl Actor {
    /// The word in the database.
    pub fn kind(&self) -> &'static str {
        match self {
            Actor::Staff { .. } => "staff",
            Actor::Person { .. } => "person",
            Actor::Subscriber { .. } => "subscriber",
            Actor::Router(_) => "router",
            Actor::Anyone => "anyone",
            Actor::System => "system",
            Actor::Shell => "shell",
        }
    }

    /// As what, at this ISP.
    pub fn role(&self) -> Option<Role> {
        match self {
            Actor::Staff { role, .. } => Some(*role),
            _ => None,
        }
    }

    /// The person behind it.
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Actor::Staff { person, .. } | Actor::Person { person, .. } | Actor::Subscriber { person, .. } => {
                Some(*person)
            }
            _ => None,
        }
    }

    /// Their name, as it was then.
    pub fn name(&self) -> Option<&str> {
        match self {
            Actor::Staff { name, .. } | Actor::Person { name, .. } | Actor::Subscriber { name, .. } => {
                Some(name)
            }
            _ => None,
        }
    }
}

/// A transaction as rooms below a verb take it: with its place, but without the permission.
#[derive(Debug)]
pub struct Scope {
    connection: Connection,
    isp: Option<IspId>,
    actor: Actor,
    /// Whether the actor proved who they are lately.
    fresh: bool,
    from: Option<String>,
    now: i64,
    db: Db,
    topics: Vec<(IspId, Topic)>,
    homes: Vec<CustomerId>,
    ids: AtomicU16,
}

impl Scope {
    pub(super) fn new(
        connection: Connection,
        isp: Option<IspId>,
        (actor, fresh): (Actor, bool),
        from: Option<String>,
        db: &Db,
    ) -> Self {
        Scope {
            connection,
            isp,
            actor,
            fresh,
            from,
            now: db.clock().millis(),
            db: db.clone(),
            topics: Vec::new(),
            homes: Vec::new(),
            ids: AtomicU16::new(0),
        }
    }

    /// The ISP this transaction is in. A verb at no ISP has none, which is a bug of ours when it asks.
    pub fn isp(&self) -> Result<IspId> {
        self.isp.ok_or_else(|| Problem::broken("this transaction is at no ISP"))
    }

    /// The home that a mobile user's transaction is at. Others have none, which is a bug of ours when it asks.
    pub fn home(&self) -> Result<CustomerId> {
        match self.actor {
            Actor::Subscriber { home, .. } => Ok(home),
            _ => Err(Problem::broken("this transaction is at no home")),
        }
    }

    /// Whether it is the primary user of a home who does it, at that home.
    pub fn is_primary(&self) -> bool {
        matches!(self.actor, Actor::Subscriber { primary: true, .. })
    }

    /// Of which audience a person in their own account is signed in.
    pub(crate) fn audience(&self) -> Option<Audience> {
        match self.actor {
            Actor::Person { audience, .. } => audience,
            _ => None,
        }
    }

    /// Who does it.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The address that it was asked for from, where a request asked.
    pub fn from(&self) -> Option<&str> {
        self.from.as_deref()
    }

    /// For sensitive acts: [`Problem::Prove`] unless the actor proved who they are within the last ten minutes.
    pub(crate) fn must_be_fresh(&self) -> Result<()> {
        if self.fresh { Ok(()) } else { Err(Problem::Prove) }
    }

    /// When it happens, in milliseconds UTC; the same throughout the transaction.
    pub fn now(&self) -> i64 {
        self.now
    }

    /// When it happens.
    pub fn time(&self) -> Timestamp {
        crate::db::at(self.now)
    }

    /// Where people reach this service, for links in mails.
    pub fn site(&self) -> Site {
        self.db.site().clone()
    }

    /// A new row id; ordered by time, within a transaction by when it was asked for, and never a secret.
    pub fn id(&self) -> Uuid {
        let millis = u64::try_from(self.now).unwrap_or_default();
        let mut random = [0u8; 10];
        rand::Rng::fill_bytes(&mut rand::rng(), &mut random);
        // A UUIDv7 has 12 bits for this before its random part (RFC 9562, 6.2); time stands still in a transaction.
        let nth = self.ids.fetch_add(1, Ordering::Relaxed).min(0x0fff);
        random[..2].copy_from_slice(&nth.to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// Tells open pages of this ISP, once the transaction has committed.
    pub(crate) fn tell(&mut self, topic: Topic) {
        if let Some(isp) = self.isp {
            self.tell_at(isp, topic);
        }
    }

    /// Tells open pages of another ISP than the transaction's own: the service's own work crosses ISPs.
    pub(crate) fn tell_at(&mut self, isp: IspId, topic: Topic) {
        if !self.topics.contains(&(isp, topic)) {
            self.topics.push((isp, topic));
        }
    }

    /// Tells the app's open pages of this home, once the transaction has committed.
    pub(crate) fn tell_home(&mut self, home: CustomerId) {
        if !self.homes.contains(&home) {
            self.homes.push(home);
        }
    }

    /// Enters the ISP that a *proof in hand* names: a link's row, or a router's directory row. Nothing a request says
    /// may reach this.
    pub(crate) async fn enter(&mut self, isp: IspId) -> Result<()> {
        dialect::set_isp(&mut self.connection, Some(isp)).await?;
        self.isp = Some(isp);
        Ok(())
    }

    /// Takes the ISP's turn to change memberships; a permit that may change them has taken it already.
    ///
    /// What is held for a change is held in one order, so that no two ever wait for each other: the turn of the ISP,
    /// memberships, the person, sessions. An ISP's invitations and their links are under its turn and may come anywhere
    /// after it; links of a person's own come after the person.
    pub(crate) async fn take_turn(&mut self) -> Result<()> {
        let isp = self.isp()?;
        dialect::hold_isp(&mut self.connection, isp).await
    }

    /// Lets the statements that follow find this person's memberships over all ISPs, as their own transactions do.
    pub(crate) async fn look_as(&mut self, person: Option<PersonId>) -> Result<()> {
        match person {
            Some(person) => dialect::set_person(&mut self.connection, person).await,
            None => Ok(()),
        }
    }

    /// Becomes the person that a proof in hand names.
    pub(crate) async fn become_person(&mut self, person: PersonId, name: String) -> Result<()> {
        dialect::set_person(&mut self.connection, person).await?;
        self.actor = Actor::Person { person, name, audience: None };
        Ok(())
    }

    /// Becomes the router whose directory row is in hand.
    pub(crate) fn become_router(&mut self, router: RouterId) {
        self.actor = Actor::Router(router);
    }

    async fn commit(self) -> Result<()> {
        self.connection.commit().await?;
        for (isp, topic) in self.topics {
            self.db.live().publish(isp, topic);
        }
        for home in self.homes {
            self.db.live().publish_home(home);
        }
        Ok(())
    }
}

impl Deref for Scope {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl DerefMut for Scope {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

/// A transaction that holds the permission `P`. Rolled back unless it is committed.
#[derive(Debug)]
pub struct Tx<P: Permission> {
    scope: Scope,
    permission: PhantomData<P>,
}

impl<P: Permission> Tx<P> {
    pub(super) fn new(scope: Scope) -> Self {
        Tx { scope, permission: PhantomData }
    }

    /// Makes it so, then tells the open pages.
    pub async fn commit(self) -> Result<()> {
        self.scope.commit().await
    }
}

impl<P: Permission> Deref for Tx<P> {
    type Target = Scope;
    fn deref(&self) -> &Scope {
        &self.scope
    }
}

impl<P: Permission> DerefMut for Tx<P> {
    fn deref_mut(&mut self) -> &mut Scope {
        &mut self.scope
    }
}
