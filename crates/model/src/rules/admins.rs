//! What Admins and the operator do.

use super::{Flaw, Invitation, Isp, Parties, Purpose, Role, Rules, State, TWO_DAYS, join, mint, void};
use crate::Party;
use crate::state::Proof;

impl Rules {
    pub(super) fn invite(self, state: &mut State, isp: Isp, role: Role) {
        if state.seat(isp).member.is_some() {
            return;
        }
        let known = self.has(Flaw::InstantForAnyIdentity) && state.person.password.is_some();
        if state.person.verified || known {
            // One that waits from before they were verified is answered by this.
            self.close(state, isp, Invitation::Accepted);
            join(state, isp, role);
        } else if state.is_open(isp) {
            return;
        } else {
            offer(state, isp, role, Proof::Mail, Parties::only(Party::Owner));
        }
        state.seat_mut(isp).barred = false;
    }

    pub(super) fn generate(self, state: &mut State, isp: Isp) {
        self.renew(state, isp, Proof::Link, isp.copied_to());
    }

    pub(super) fn reinvite(self, state: &mut State, isp: Isp) {
        self.renew(state, isp, Proof::Mail, Parties::only(Party::Owner));
    }

    /// Both ways of re-inviting renew the two days and void every earlier link.
    fn renew(self, state: &mut State, isp: Isp, proof: Proof, held: Parties) {
        let Invitation::Pending { role, .. } = state.seat(isp).invitation else { return };
        state.seat_mut(isp).invitation = Invitation::Pending { role, days: TWO_DAYS, asked: false };
        let old = state.links.clone();
        mint(state, Purpose::Accept(isp, proof), held, TWO_DAYS);
        void_recovery(state);
        if self.has(Flaw::ReinvitingKeepsTheOldLink) {
            let voided = |link: &crate::state::Link| link.isp() == Some(isp) && !state.links.contains(link);
            let kept: Vec<_> = old.into_iter().filter(voided).collect();
            state.links.extend(kept);
        }
    }

    pub(super) fn revoke(self, state: &mut State, isp: Isp) {
        if matches!(state.seat(isp).invitation, Invitation::Pending { .. }) {
            self.close(state, isp, Invitation::Revoked);
            // One by the operator may be of a collaborator, who stays one.
            state.seat_mut(isp).barred = state.seat(isp).member.is_none();
        }
    }

    /// The invitation gets its answer, and its links die with it.
    pub(super) fn close(self, state: &mut State, isp: Isp, answer: Invitation) {
        if matches!(state.seat(isp).invitation, Invitation::Pending { .. }) {
            state.seat_mut(isp).invitation = answer;
            if !self.has(Flaw::RevokingLeavesTheLink) {
                void(state, |link| link.isp() == Some(isp));
            }
            void_recovery(state);
        }
    }

    /// Of a removal, and of leaving: what waits for them dies too. A session without any membership left has no reason
    /// to be.
    pub(super) fn remove(self, state: &mut State, isp: Isp) {
        if state.seat_mut(isp).member.take().is_none() {
            return;
        }
        if !self.has(Flaw::RemovingLeavesTheInvitation) {
            self.close(state, isp, Invitation::Revoked);
        }
        state.seat_mut(isp).barred = true;
        if state.seats.iter().all(|seat| seat.member.is_none()) {
            state.person.sessions = Parties::default();
        }
    }

    pub(super) fn operator(self, state: &mut State, isp: Isp) {
        offer(state, isp, Role::Admin, Proof::Operator, Parties::only(Party::Owner));
        state.seat_mut(isp).barred = false;
    }
}

/// A recovery stands for the invitations of somebody who has no password; with one of them renewed or gone, it is void.
fn void_recovery(state: &mut State) {
    if state.person.password.is_none() {
        void(state, |link| link.purpose == Purpose::Recover);
    }
}

/// A new invitation; the links of earlier ones are of the past.
fn offer(state: &mut State, isp: Isp, role: Role, proof: Proof, held: Parties) {
    for link in state.links.iter_mut().filter(|link| link.isp() == Some(isp)) {
        link.former = true;
    }
    state.seat_mut(isp).invitation = Invitation::Pending { role, days: TWO_DAYS, asked: false };
    mint(state, Purpose::Accept(isp, proof), held, TWO_DAYS);
}

/// After acceptance only.
pub(super) fn change(state: &mut State, isp: Isp, role: Role) {
    if let Some(member) = &mut state.seat_mut(isp).member {
        *member = role;
    }
}
