//! A person: one identity, by mail address, over all ISPs, in the portal and in the app.
//!
//! A person is *verified* once control of the mailbox was proven (a mailed link was used) or the server's operator
//! vouched. A person without a password has never accepted an invitation.

mod forgot;
mod password;
mod sign_in;
mod store;

pub use forgot::{Asked, ask, choose, look};
pub use sign_in::{Home, home, sign_in};
pub use password::{Hashed, Password, verify};
pub(crate) use password::dummy;
pub(crate) use store::{Identity, by_email, by_id, create, last_isp, prove, set_password};
