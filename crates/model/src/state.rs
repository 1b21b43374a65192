//! What there is at one moment.

use std::fmt;

/// The two ISPs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Isp {
    /// Its Admin is hostile.
    Hostile,
    /// Its Admin is honest.
    Honest,
}

impl Isp {
    /// Both.
    pub const BOTH: [Isp; 2] = [Isp::Hostile, Isp::Honest];

    /// Into whose hands a link comes that this ISP's Admin copied: an honest one passes it on to the invited person.
    #[must_use]
    pub fn copied_to(self) -> Parties {
        match self {
            Isp::Hostile => Parties::only(Party::Attacker),
            Isp::Honest => Parties::only(Party::Owner),
        }
    }
}

/// The two who may act as the invited person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// Whoever reads the mailbox.
    Owner,
    /// The hostile Admin.
    Attacker,
}

impl Party {
    /// Both.
    pub const BOTH: [Party; 2] = [Party::Owner, Party::Attacker];
}

/// Which of the two: who knows a password, holds a link, is signed in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Parties(u8);

impl Parties {
    /// One of them.
    #[must_use]
    pub fn only(party: Party) -> Parties {
        Parties(1 << party as u8)
    }

    /// Whether this one is among them.
    #[must_use]
    pub fn has(self, party: Party) -> bool {
        self.0 & (1 << party as u8) != 0
    }

    /// And this one.
    pub fn add(&mut self, party: Party) {
        self.0 |= 1 << party as u8;
    }

    /// But not this one.
    pub fn drop(&mut self, party: Party) {
        self.0 &= !(1 << party as u8);
    }
}

impl fmt::Debug for Parties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(Party::BOTH.into_iter().filter(|party| self.has(*party))).finish()
    }
}

/// Access levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Admin.
    Admin,
    /// User.
    User,
    /// Read Only; nobody is invited as that.
    ReadOnly,
}

impl Role {
    /// All three.
    pub const ALL: [Role; 3] = [Role::Admin, Role::User, Role::ReadOnly];
}

/// The identity of the one address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Person {
    /// Who knows its password; none: there is no such identity yet.
    pub password: Option<Parties>,
    /// Whether control of the mailbox was proven, or the operator vouched.
    pub verified: bool,
    /// Who is signed in as it.
    pub sessions: Parties,
}

/// The latest invitation of the address at one ISP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Invitation {
    /// Never invited.
    #[default]
    Never,
    /// Waiting for its answer.
    Pending {
        /// As what.
        role: Role,
        /// Days until it can no longer be accepted; 0: it has expired.
        days: u8,
        /// The invited person asked for a new one.
        asked: bool,
    },
    /// Accepted, once.
    Accepted,
    /// Taken back.
    Revoked,
}

/// The address at one ISP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Seat {
    /// Its invitation.
    pub invitation: Invitation,
    /// Its membership.
    pub member: Option<Role>,
    /// A ghost, for the laws alone: taken away or taken back, and not invited since.
    pub barred: bool,
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Accepting the invitation of this ISP, with what holding the link proves.
    Accept(Isp, Proof),
    /// Choosing a new password, for who has one.
    Reset,
    /// Choosing the first password, for who was invited and never came; it accepts the one invitation that waits.
    Recover,
}

/// What holding a link to an invitation proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Proof {
    /// Control of the mailbox.
    Mail,
    /// That an Admin copied it.
    Link,
    /// The operator's word.
    Operator,
}

/// Whether a link can still be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Life {
    /// For so many days more; 0: it has expired.
    Live(u8),
    /// It was used.
    Used,
    /// A later link, or what became of its invitation, has voided it.
    Void,
}

/// A link, and in whose hands it is. Two that differ in nothing are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// What for.
    pub purpose: Purpose,
    /// Who holds it.
    pub held: Parties,
    /// Whether it lives.
    pub life: Life,
    /// Whether it is of an earlier invitation than the seat's latest.
    pub former: bool,
}

impl Link {
    /// The ISP whose invitation it accepts.
    #[must_use]
    pub fn isp(self) -> Option<Isp> {
        match self.purpose {
            Purpose::Accept(isp, _) => Some(isp),
            Purpose::Reset | Purpose::Recover => None,
        }
    }
}

/// Everything.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct State {
    /// The identity of the address.
    pub person: Person,
    /// The address at each ISP.
    pub seats: [Seat; 2],
    /// The links that people hold, the dead ones too: they are tried as well. In order, without doubles.
    pub links: Vec<Link>,
    /// Laws that the last step broke; no step follows it.
    pub broken: Vec<crate::Law>,
}

impl State {
    /// The seat at an ISP.
    #[must_use]
    pub fn seat(&self, isp: Isp) -> &Seat {
        &self.seats[isp as usize]
    }

    /// The same, to be changed.
    pub fn seat_mut(&mut self, isp: Isp) -> &mut Seat {
        &mut self.seats[isp as usize]
    }

    /// Whether a link can be used now: it lives, and so does what it is for.
    #[must_use]
    pub fn is_live(&self, link: Link) -> bool {
        let lives = matches!(link.life, Life::Live(1..)) && !link.former;
        lives
            && match link.purpose {
                Purpose::Accept(isp, _) => self.is_open(isp),
                Purpose::Reset => true,
                Purpose::Recover => {
                    self.person.password.is_none() && Isp::BOTH.iter().any(|isp| self.is_open(*isp))
                }
            }
    }

    /// Whether an ISP's invitation can be accepted now.
    #[must_use]
    pub fn is_open(&self, isp: Isp) -> bool {
        matches!(self.seat(isp).invitation, Invitation::Pending { days: 1.., .. })
    }

    /// Whether an ISP's invitation waits and has expired.
    #[must_use]
    pub fn is_expired(&self, isp: Isp) -> bool {
        matches!(self.seat(isp).invitation, Invitation::Pending { days: 0, .. })
    }

    /// Whether a party can act as the person at an ISP: the person is a collaborator there, and the party is signed in
    /// as them, or knows how to be.
    #[must_use]
    pub fn can_enter(&self, party: Party, isp: Isp) -> bool {
        let person = &self.person;
        let knows = person.password.is_some_and(|known| known.has(party)) || person.sessions.has(party);
        self.seat(isp).member.is_some() && knows
    }
}
