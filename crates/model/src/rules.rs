//! What comes of an act.
//!
//! An act that the portal refuses leaves everything as it was. Each rule is one function; where a [`Flaw`] can be planted,
//! its name stands beside the rule that it breaks.

mod accepting;
mod admins;
mod recovering;

use crate::act::Act;
use crate::flaw::Flaw;
use crate::state::{Invitation, Isp, Life, Link, Parties, Purpose, Role, State};

/// Days that an invitation can be accepted.
pub const TWO_DAYS: u8 = 2;

/// The rules, with a mistake planted or without.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rules {
    /// The mistake.
    pub flaw: Option<Flaw>,
}

impl Rules {
    /// The state after an act.
    #[must_use]
    pub fn after(self, before: &State, act: Act) -> State {
        let mut state = before.clone();
        self.apply(&mut state, act);
        state.links.sort_unstable();
        state.links.dedup();
        state
    }

    /// Does it. Links keep their places, and new ones come last.
    pub fn apply(self, state: &mut State, act: Act) {
        match act {
            Act::Invite(isp, role) => self.invite(state, isp, role),
            Act::Generate(isp) => self.generate(state, isp),
            Act::Reinvite(isp) => self.reinvite(state, isp),
            Act::Revoke(isp) => self.revoke(state, isp),
            Act::Remove(isp) => self.remove(state, isp),
            Act::Change(isp, role) => admins::change(state, isp, role),
            Act::Operator(isp) => self.operator(state, isp),
            Act::HandOver(link) => hand_over(state, link),
            Act::TellPassword => tell_password(state),
            Act::Create(party, link) => self.create(state, party, link),
            Act::Confirm(party, link) => self.confirm(state, party, link),
            Act::ConfirmAsOther(_, link) => self.confirm_as_other(state, link),
            Act::Forget => self.forget(state),
            Act::Choose(party, link) => self.choose(state, party, link),
            Act::Ask(_, link) => recovering::ask(state, link),
            Act::SignIn(party) => sign_in(state, party),
            Act::SignOut(party) => state.person.sessions.drop(party),
            Act::Leave(party, isp) => {
                if state.person.sessions.has(party) {
                    self.remove(state, isp);
                }
            }
            Act::Day => day(state),
        }
    }

    fn has(self, flaw: Flaw) -> bool {
        self.flaw == Some(flaw)
    }
}

/// Gives a link to whoever it is for, and voids the earlier ones of the same purpose.
fn mint(state: &mut State, purpose: Purpose, held: Parties, days: u8) {
    void(state, |link| same_subject(link.purpose, purpose));
    state.links.push(Link { purpose, held, life: Life::Live(days), former: false });
}

/// Whether two links are of one invitation, or both for a password.
fn same_subject(one: Purpose, other: Purpose) -> bool {
    match (one, other) {
        (Purpose::Accept(one, _), Purpose::Accept(other, _)) => one == other,
        (Purpose::Accept(..), _) | (_, Purpose::Accept(..)) => false,
        // Whoever asks for a new password gets one link for it.
        _ => true,
    }
}

/// Voids the live links that these are.
fn void(state: &mut State, which: impl Fn(&Link) -> bool) {
    for link in state.links.iter_mut().filter(|link| which(link)) {
        if matches!(link.life, Life::Live(_)) {
            link.life = Life::Void;
        }
    }
}

/// Uses a link up.
fn spend(state: &mut State, link: Link) {
    for it in state.links.iter_mut().filter(|it| **it == link) {
        it.life = Life::Used;
    }
}

/// Makes the person a collaborator; whoever is one already stays what they are.
fn join(state: &mut State, isp: Isp, role: Role) {
    state.seat_mut(isp).member.get_or_insert(role);
}

fn hand_over(state: &mut State, link: Link) {
    for it in state.links.iter_mut().filter(|it| **it == link) {
        it.held.add(crate::Party::Owner);
    }
}

fn tell_password(state: &mut State) {
    if let Some(known) = &mut state.person.password
        && known.has(crate::Party::Attacker)
    {
        known.add(crate::Party::Owner);
    }
}

fn sign_in(state: &mut State, party: crate::Party) {
    if state.person.password.is_some_and(|known| known.has(party)) {
        state.person.sessions.add(party);
    }
}

/// Sessions and links to new passwords live for less than a day.
fn day(state: &mut State) {
    state.person.sessions = Parties::default();
    for seat in &mut state.seats {
        if let Invitation::Pending { days, .. } = &mut seat.invitation {
            *days = days.saturating_sub(1);
        }
    }
    for link in &mut state.links {
        if let Life::Live(days) = &mut link.life {
            *days = days.saturating_sub(1);
        }
    }
}
