//! Forgot Password: for who has one, and for who was invited and never came.

use super::{Flaw, Invitation, Isp, Life, Link, Parties, Purpose, Rules, State, mint, spend, void};
use crate::Party;
use crate::state::Proof;

impl Rules {
    /// Anybody may ask; what comes of it is mailed to the owner. For somebody without a password, the link stands for the
    /// invitations that wait, and replaces theirs.
    pub(super) fn forget(self, state: &mut State) {
        let waiting = self.waiting(state);
        let days = if state.person.password.is_some() {
            1
        } else {
            let Some(days) = waiting.iter().map(|(_, days)| *days).max() else { return };
            if !self.has(Flaw::RecoveryBesideTheInvitation) {
                // The operator's word stands until it is used: a stranger who types an address must not void it.
                void(state, |link| match link.purpose {
                    Purpose::Accept(isp, Proof::Mail | Proof::Link) => {
                        waiting.iter().any(|(it, _)| *it == isp)
                    }
                    Purpose::Accept(_, Proof::Operator) | Purpose::Reset => false,
                });
            }
            days
        };
        mint(state, Purpose::Reset, Parties::only(Party::Owner), days);
    }

    /// Proves the mailbox, sets the password, and accepts the one invitation that waits; several wait for a click each.
    pub(super) fn choose(self, state: &mut State, party: Party, link: Link) {
        if !matches!(link.life, Life::Live(1..)) {
            return;
        }
        let waiting = self.waiting(state);
        spend(state, link);
        self.set_password(state, party);
        state.person.verified = true;
        if waiting.len() == 1 || self.has(Flaw::RecoveryAcceptsAll) {
            for (isp, _) in waiting {
                if let Invitation::Pending { role, .. } = state.seat(isp).invitation {
                    self.accept(state, link, isp, role);
                }
            }
        }
    }

    /// Where an invitation waits, and for how many days more.
    fn waiting(self, state: &State) -> Vec<(Isp, u8)> {
        let days = |isp: Isp| match state.seat(isp).invitation {
            Invitation::Pending { days, .. } if days > 0 || self.has(Flaw::RecoveryAcceptsTheExpired) => {
                Some((isp, days.max(1)))
            }
            _ => None,
        };
        Isp::BOTH.into_iter().filter_map(days).collect()
    }
}

/// The owner asks for a new invitation in place of one that has expired. It gives nothing but a note for the Admins.
pub(super) fn ask(state: &mut State, isp: Isp) {
    if let Invitation::Pending { days: 0, asked, .. } = &mut state.seat_mut(isp).invitation {
        *asked = true;
    }
}
