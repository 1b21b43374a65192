//! The life of an invitation as a state machine, small enough to visit every state that it can be in.
//!
//! Two ISPs that know nothing of each other, and one mail address. The Admin of the first ISP is *hostile*: she may do
//! all that an Admin may do, at any moment, and she wants to enter the second ISP as the person whose address it is. The
//! Admin of the second ISP is honest, and so is the owner of the mailbox, but neither is careful: they do anything that
//! the portal lets them do, in any order, also what the hostile Admin talks them into. Nobody but its owner reads the
//! mailbox.
//!
//! - [`state`]: what there is: the person, the invitation and the membership at each ISP, and the links that people hold.
//! - [`act`]: what anybody can do next.
//! - [`rules`]: what comes of it. This is what the rooms `invitation`, `collaborator`, `person` and `link` of `care` do,
//!   said a second time without a database; the tests replay random lives against the real verbs, step by step.
//! - [`law`]: what must hold of every step, written without a look at the rules.
//! - [`flaw`]: mistakes that others made, to be planted in the rules. A checker that does not find each of them is blind.
//! - [`check`]: visits all states.
//!
//! Days are counted whole: an invitation lives for two, and whatever lives for less than a day (a session, a link for a
//! new password) is gone when the next begins.

pub mod act;
pub mod check;
pub mod flaw;
pub mod law;
pub mod rules;
pub mod state;

pub use act::Act;
pub use flaw::Flaw;
pub use law::Law;
pub use state::{Isp, Party, Role, State};
