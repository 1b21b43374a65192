//! A person: one identity, by mail address, over all ISPs, in the portal and in the app.
//!
//! A person is *verified* once control of the mailbox was proven (a mailed link was used) or the server's operator
//! vouched. A person without a password has never accepted an invitation.

mod change;
mod name;
mod password;
mod sign_in;
mod store;
#[cfg(test)]
mod tests;

pub use change::change_password;
pub(crate) use change::{PasswordChanged, password_changed};
pub use name::Name;
pub(crate) use password::dummy;
pub use password::{Hashed, Password, SHORTEST, verify};
pub use sign_in::{Home, home, prove_by_password, sign_in};
pub(crate) use store::{
    Identity, by_email, by_id, create, hold, prove, set_email, set_name, set_password, take_over,
    void_address_change,
};

use crate::access::{Tx, may};
use crate::audit::{self, Details};
use crate::problem::{Problem, Result};

/// As others know somebody: by name and address, or by address alone.
pub(crate) fn called(name: &str, email: &str) -> String {
    if name.is_empty() { email.to_owned() } else { format!("{name} ({email})") }
}

/// Changes the name by which a person is called.
pub async fn rename(tx: &mut Tx<may::Oneself>, name: &str) -> Result<()> {
    let name = Name::parse(name).map_err(|why| Problem::field("name", why))?;
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    let me = by_id(tx, person).await?.ok_or(Problem::Anonymous)?;
    if me.name == name.as_str() {
        return Ok(());
    }
    set_name(tx, person, &name).await?;
    let mut details = Details::new();
    details.insert("name".to_owned(), audit::change(&me.name, name.as_str()));
    audit::note_at_no_place(tx, "person-renamed", &details).await
}
