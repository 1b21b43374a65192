//! Forgot Password: for who has one, and for who was invited and never came.

use super::{Flaw, Invitation, Isp, Life, Link, Parties, Purpose, Rules, State, mint, spend, void};
use crate::Party;
use crate::state::Proof;

impl Rules {
    /// Anybody may ask; what comes of it is mailed to the owner.
    pub(super) fn forget(self, state: &mut State) {
        let owner = Parties::only(Party::Owner);
        if state.person.password.is_some() {
            state.person.verified |= self.has(Flaw::AskingProvesTheMailbox);
            return mint(state, Purpose::Reset, owner, 1);
        }
        let waiting = self.waiting(state);
        if let Some(days) = waiting.iter().map(|(_, days)| *days).max() {
            if !self.has(Flaw::RecoveryBesideTheInvitation) {
                // The operator's word stands until it is used: a stranger who types an address must not void it.
                void(state, |link| match link.purpose {
                    Purpose::Accept(isp, Proof::Mail | Proof::Link) => {
                        waiting.iter().any(|(it, _)| *it == isp)
                    }
                    _ => false,
                });
            }
            return mint(state, Purpose::Recover, owner, days);
        }
        for isp in Isp::BOTH {
            note(state, isp);
        }
    }

    /// Sets the password and proves the mailbox. The first password accepts the one invitation that waits; several wait for
    /// a click each.
    pub(super) fn choose(self, state: &mut State, party: Party, link: Link) {
        let waiting = if link.purpose == Purpose::Recover { self.waiting(state) } else { Vec::new() };
        let first = link.purpose == Purpose::Recover;
        let stands = first == state.person.password.is_none() && first != waiting.is_empty();
        if !matches!(link.life, Life::Live(1..)) || !stands {
            return;
        }
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

/// Somebody asks for a new invitation, by the link of one that has expired. It gives nothing but a note for the Admins.
pub(super) fn ask(state: &mut State, link: Link) {
    if let (Some(isp), Life::Live(0), false) = (link.isp(), link.life, link.former) {
        note(state, isp);
    }
}

fn note(state: &mut State, isp: Isp) {
    if let Invitation::Pending { days: 0, asked, .. } = &mut state.seat_mut(isp).invitation {
        *asked = true;
    }
}
