//! What anybody can do.

use crate::state::{Isp, Link, Party, Purpose, Role, State};

/// One act. Whether it succeeds is for the rules to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// The ISP's Admin invites the address as Admin or User.
    Invite(Isp, Role),
    /// The Admin's *Generate Invitation*: a new link to copy.
    Generate(Isp),
    /// The Admin's *Re-invite*: a new link by mail.
    Reinvite(Isp),
    /// The Admin takes the invitation back.
    Revoke(Isp),
    /// The Admin takes the membership away.
    Remove(Isp),
    /// The Admin changes the access level.
    Change(Isp, Role),
    /// The operator prints a link for an Admin of the ISP, and gives it to the owner of the address.
    Operator(Isp),
    /// The hostile Admin gives the owner a link that she copied.
    HandOver(Link),
    /// The hostile Admin tells the owner the password that she chose.
    TellPassword,
    /// Somebody opens a link and creates a password.
    Create(Party, Link),
    /// Somebody opens a link where the invited person is signed in, and confirms.
    Confirm(Party, Link),
    /// Somebody opens a link in a browser where another person is signed in, and confirms.
    ConfirmAsOther(Party, Link),
    /// Somebody asks for a new password for the address. Anybody may. Where every invitation has expired, the mail only
    /// offers to ask for new ones, and the owner does.
    Forget,
    /// Somebody chooses a new password by the link that came of that.
    Choose(Party, Link),
    /// Somebody asks for a new invitation, by a link that has expired.
    Ask(Party, Link),
    /// Somebody signs in with the password.
    SignIn(Party),
    /// Somebody signs out.
    SignOut(Party),
    /// Somebody leaves an ISP.
    Leave(Party, Isp),
    /// A day passes.
    Day,
}

/// Everything that can be tried in this state. Acts without a point are left out: what nobody holds nobody opens.
pub fn possible(state: &State, acts: &mut Vec<Act>) {
    for isp in Isp::BOTH {
        acts.extend([Act::Invite(isp, Role::Admin), Act::Invite(isp, Role::User)]);
        acts.extend([Act::Generate(isp), Act::Reinvite(isp), Act::Revoke(isp), Act::Remove(isp)]);
        acts.extend(Role::ALL.map(|role| Act::Change(isp, role)));
        acts.push(Act::Operator(isp));
        acts.extend(Party::BOTH.map(|party| Act::Leave(party, isp)));
    }
    for link in &state.links {
        if link.held == Isp::Hostile.copied_to() {
            acts.push(Act::HandOver(*link));
        }
        for party in Party::BOTH.into_iter().filter(|party| link.held.has(*party)) {
            match link.purpose {
                Purpose::Accept(..) => acts.extend([
                    Act::Create(party, *link),
                    Act::Confirm(party, *link),
                    Act::ConfirmAsOther(party, *link),
                    Act::Ask(party, *link),
                ]),
                Purpose::Reset | Purpose::Recover => acts.push(Act::Choose(party, *link)),
            }
        }
    }
    acts.extend(Party::BOTH.map(Act::SignIn));
    acts.extend(Party::BOTH.map(Act::SignOut));
    acts.extend([Act::TellPassword, Act::Forget, Act::Day]);
}
