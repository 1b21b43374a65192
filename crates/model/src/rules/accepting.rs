//! Opening an invitation's link, and accepting it.

use super::{Flaw, Invitation, Isp, Life, Link, Parties, Purpose, Role, Rules, State, join, spend, void};
use crate::Party;
use crate::state::{Proof, Seat};

impl Rules {
    /// By creating a password: somebody new, or whoever the mailbox says an unproven identity belongs to.
    pub(super) fn create(self, state: &mut State, party: Party, link: Link) {
        let Some((isp, proof, role)) = self.usable(state, link) else { return };
        let (exists, verified) = (state.person.password.is_some(), state.person.verified);
        let signs_in = exists && verified && proof != Proof::Operator;
        if signs_in && !self.has(Flaw::ALinkResetsPasswords) {
            return;
        }
        let vouched_elsewhere = exists && !verified && proof == Proof::Link;
        if vouched_elsewhere && !self.has(Flaw::ACopiedLinkAddsToTheUnproven) {
            return;
        }
        let kept = state.person.sessions;
        self.set_password(state, party);
        if self.has(Flaw::TakingOverKeepsSessions) {
            state.person.sessions = kept;
        }
        state.person.verified |= proof != Proof::Link;
        state.person.sessions.add(party);
        self.accept(state, link, isp, role);
        if proof == Proof::Operator {
            state.seat_mut(isp).member = Some(Role::Admin);
        }
    }

    /// As the person whom the link names, signed in. Who never proved the mailbox creates a password instead: theirs
    /// may be known to whoever made their identity.
    pub(super) fn confirm(self, state: &mut State, party: Party, link: Link) {
        let Some((isp, proof, role)) = self.usable(state, link) else { return };
        if !state.person.sessions.has(party) {
            return;
        }
        let proves = self.has(Flaw::ConfirmingVerifiesWhatOthersKnow) && proof != Proof::Link;
        if !state.person.verified && !proves {
            return;
        }
        state.person.verified = proof != Proof::Link || !self.has(Flaw::TheLastLinkDecidesWhatIsProven);
        self.accept(state, link, isp, role);
        if proof == Proof::Operator {
            state.seat_mut(isp).member = Some(Role::Admin);
        }
    }

    /// In a browser where somebody else is signed in: the link stays whole. With the flaw the other person joins, which
    /// uses up what was not theirs.
    pub(super) fn confirm_as_other(self, state: &mut State, link: Link) {
        if self.has(Flaw::TheAddressIsNotCompared) && self.usable(state, link).is_some() {
            spend(state, link);
        }
    }

    /// Takes the invitation, uses the link up, and lets the person in.
    pub(super) fn accept(self, state: &mut State, link: Link, isp: Isp, role: Role) {
        if !self.has(Flaw::ALinkIsNotUsedUp) {
            spend(state, link);
            void(state, |other| other.isp() == Some(isp));
        }
        state.seat_mut(isp).invitation = Invitation::Accepted;
        join(state, isp, role);
        if self.has(Flaw::AcceptingChangesTheRole) {
            state.seat_mut(isp).member = Some(role);
        }
    }

    /// A new password ends all that rested on the old one.
    pub(super) fn set_password(self, state: &mut State, party: Party) {
        state.person.password = Some(Parties::only(party));
        state.person.sessions = Parties::default();
        void(state, |link| link.isp().is_none());
    }

    /// The ISP, the proof and the role of a link that can be used.
    fn usable(self, state: &State, link: Link) -> Option<(Isp, Proof, Role)> {
        let Purpose::Accept(isp, proof) = link.purpose else { return None };
        let lives = match link.life {
            Life::Live(days) => days > 0 || self.has(Flaw::ExpiryIsNotChecked),
            Life::Used | Life::Void => false,
        };
        let Seat { invitation, .. } = *state.seat(isp);
        let role = match invitation {
            Invitation::Pending { days, role, .. } if !link.former => {
                (days > 0 || self.has(Flaw::ExpiryIsNotChecked)).then_some(role)
            }
            // The flaws below look at the link alone.
            Invitation::Revoked if self.has(Flaw::RevokingLeavesTheLink) => Some(Role::User),
            Invitation::Accepted if self.has(Flaw::ALinkIsNotUsedUp) => Some(Role::User),
            _ => None,
        };
        let proof =
            if self.has(Flaw::ProvenanceIsIgnored) && proof == Proof::Link { Proof::Mail } else { proof };
        role.filter(|_| lives).map(|role| (isp, proof, role))
    }
}
