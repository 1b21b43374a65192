//! What must hold of every step, whatever the rules are. Each law is one question about a step, and is written from how
//! access must behave, without a look at how the rules do it.

use crate::act::Act;
use crate::state::{Invitation, Isp, Link, Parties, Party, Proof, Purpose, State};

/// One law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Law {
    /// The attacker never enters the honest ISP as the person.
    NoTakeover,
    /// Once the mailbox was proven, the identity is its owner's alone.
    VerifiedIsTheOwners,
    /// An identity that was never proven has access nowhere but at one ISP, which vouched for it.
    UnverifiedStaysWhereItCameFrom,
    /// Of an invitation, one link lives at most.
    OneLiveLink,
    /// Whatever makes a new way in, or takes one away, leaves no other: re-inviting, revoking, recovering.
    OneWayIn,
    /// A link that is used, void, expired or of an earlier invitation changes nothing.
    DeadLinksDoNothing,
    /// A link in a browser where somebody else is signed in changes nothing.
    AnotherPersonsBrowserDoesNothing,
    /// What is accepted was pending and in time, and is not accepted again.
    AcceptedOnceAndInTime,
    /// One act accepts one invitation.
    OneAtATime,
    /// Accepting never changes what a collaborator is already. The operator's word may make them an Admin again.
    AcceptingKeepsTheRole,
    /// Who was removed, or whose invitation was taken back, stays out until invited anew.
    RemovedStaysOut,
    /// A link to an invitation never sets the password of a verified person. The operator's may.
    LinksSetNoPasswordOfTheVerified,
    /// Inviting gives access at once to the verified only.
    OnlyTheVerifiedComeInAtOnce,
    /// Asking, for a password or for a new invitation, gives nobody anything.
    AskingGivesNothing,
    /// Nobody becomes unproven again.
    VerifiedForGood,
    /// A new password by proof of the mailbox ends every session of before.
    TakingOverEndsSessions,
}

impl Law {
    /// All of them.
    pub const ALL: [Law; 16] = [
        Law::NoTakeover,
        Law::VerifiedIsTheOwners,
        Law::UnverifiedStaysWhereItCameFrom,
        Law::OneLiveLink,
        Law::OneWayIn,
        Law::DeadLinksDoNothing,
        Law::AnotherPersonsBrowserDoesNothing,
        Law::AcceptedOnceAndInTime,
        Law::OneAtATime,
        Law::AcceptingKeepsTheRole,
        Law::RemovedStaysOut,
        Law::LinksSetNoPasswordOfTheVerified,
        Law::OnlyTheVerifiedComeInAtOnce,
        Law::AskingGivesNothing,
        Law::VerifiedForGood,
        Law::TakingOverEndsSessions,
    ];

    /// The laws that a step breaks.
    #[must_use]
    pub fn broken(before: &State, act: Act, after: &State) -> Vec<Law> {
        Law::ALL.into_iter().filter(|law| !law.holds(before, act, after)).collect()
    }

    fn holds(self, before: &State, act: Act, after: &State) -> bool {
        match self {
            Law::NoTakeover => !after.can_enter(Party::Attacker, Isp::Honest),
            Law::VerifiedIsTheOwners => !after.person.verified || is_owners(after),
            Law::UnverifiedStaysWhereItCameFrom => {
                after.person.verified
                    || Isp::BOTH.into_iter().filter(|isp| is_member(after, *isp)).count() <= 1
            }
            Law::OneLiveLink => Isp::BOTH.into_iter().all(|isp| {
                let own = after.links.iter().filter(|link| link.isp() == Some(isp));
                own.filter(|link| after.is_live(**link)).count() <= 1
            }),
            Law::OneWayIn => Isp::BOTH.into_iter().all(|isp| {
                let ways = after.links.iter().filter(|link| lets_in(after, **link, isp));
                match act {
                    Act::Generate(it) | Act::Reinvite(it) | Act::Revoke(it) if it == isp => ways.count() <= 1,
                    // Nobody voids the operator's word by asking.
                    Act::Forget => ways.filter(|link| !is_operators(**link)).count() <= 1,
                    _ => true,
                }
            }),
            Law::DeadLinksDoNothing => opened(act).is_none_or(|link| before.is_live(link) || before == after),
            Law::AnotherPersonsBrowserDoesNothing => {
                !matches!(act, Act::ConfirmAsOther(..)) || before == after
            }
            Law::AcceptedOnceAndInTime => accepted(before, act, after).all(|isp| before.is_open(isp)),
            Law::OneAtATime => accepted(before, act, after).count() <= 1,
            Law::AcceptingKeepsTheRole => {
                by_operator(act)
                    || !is_acceptance(act)
                    || Isp::BOTH.into_iter().all(|isp| keeps_role(before, after, isp))
            }
            Law::RemovedStaysOut => after.seats.iter().all(|seat| !seat.barred || seat.member.is_none()),
            Law::LinksSetNoPasswordOfTheVerified => {
                let by_link = matches!(act, Act::Create(..) | Act::Confirm(..) | Act::ConfirmAsOther(..));
                !by_link || by_operator(act) || !before.person.verified || same_password(before, after)
            }
            Law::OnlyTheVerifiedComeInAtOnce => {
                !matches!(act, Act::Invite(..)) || before.person.verified || same_members(before, after)
            }
            Law::AskingGivesNothing => {
                let same = same_members(before, after) && before.person == after.person;
                !matches!(act, Act::Forget | Act::Ask(..)) || same
            }
            Law::VerifiedForGood => !before.person.verified || after.person.verified,
            Law::TakingOverEndsSessions => {
                let proven = after.person.verified && !same_password(before, after);
                !proven || !after.person.sessions.has(Party::Attacker)
            }
        }
    }
}

fn is_member(state: &State, isp: Isp) -> bool {
    state.seat(isp).member.is_some()
}

fn is_owners(state: &State) -> bool {
    let person = &state.person;
    let alone = |parties: Parties| !parties.has(Party::Attacker);
    person.password.is_none_or(alone) && alone(person.sessions)
}

/// Whether a link can accept this ISP's invitation now. For somebody without a password, one to the first password does.
fn lets_in(state: &State, link: Link, isp: Isp) -> bool {
    let accepts = match link.purpose {
        Purpose::Accept(it, _) => it == isp,
        Purpose::Recover => state.is_open(isp),
        Purpose::Reset => false,
    };
    accepts && state.is_live(link)
}

/// The link that an act opens.
fn opened(act: Act) -> Option<Link> {
    match act {
        Act::Create(_, link)
        | Act::Confirm(_, link)
        | Act::ConfirmAsOther(_, link)
        | Act::Choose(_, link) => Some(link),
        _ => None,
    }
}

fn is_acceptance(act: Act) -> bool {
    opened(act).is_some()
}

fn by_operator(act: Act) -> bool {
    opened(act).is_some_and(is_operators)
}

fn is_operators(link: Link) -> bool {
    matches!(link.purpose, Purpose::Accept(_, Proof::Operator))
}

/// The ISPs whose invitation an act of the invited person accepted: the invitation says so, or the person is in.
fn accepted(before: &State, act: Act, after: &State) -> impl Iterator<Item = Isp> {
    let became = move |isp: &Isp| {
        let (was, is) = (before.seat(*isp), after.seat(*isp));
        let answered = is.invitation == Invitation::Accepted && was.invitation != Invitation::Accepted;
        let came = is.member.is_some() && was.member.is_none();
        is_acceptance(act) && (answered || came)
    };
    Isp::BOTH.into_iter().filter(became)
}

fn keeps_role(before: &State, after: &State, isp: Isp) -> bool {
    before.seat(isp).member.is_none_or(|role| after.seat(isp).member == Some(role))
}

fn same_password(before: &State, after: &State) -> bool {
    before.person.password == after.person.password
}

fn same_members(before: &State, after: &State) -> bool {
    Isp::BOTH.into_iter().all(|isp| before.seat(isp).member == after.seat(isp).member)
}
