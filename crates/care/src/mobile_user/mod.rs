//! A mobile user: a person who may use a customer's home by the app.
//!
//! One of them is the *primary user*: the first who came to be one. A home that has users has a primary user, which the
//! customer's row keeps with their number. Staff remove users, while at least two are listed, invitations counted; removing the
//! primary user names the next one in the same act. Users do not remove each other, and leave by themselves, unless they are the
//! last.
//!
//! Deactivating the customer ends all access at once, since no permit is given for a home that is closed; for the day in which that
//! can be taken back the users stay written down, and are there again with the home.

mod change;
mod homes;
mod store;
#[cfg(test)]
mod tests;

use crate::access::{Scope, Tx, may};
use crate::collaborator;
use crate::db::live::Topic;
use crate::db::{CustomerId, PersonId};
use crate::email::Email;
use crate::isp;
use crate::link::{self, Kind};
use crate::person;
use crate::problem::{Problem, Result};
use crate::push;
use crate::words::Say;

pub(crate) use change::must_be_anothers;
pub use change::{leave, make_primary, remove};
pub use homes::{Home, address, homes};
pub use store::Listed;

/// Where the app shows a home.
pub fn path(home: CustomerId) -> String {
    format!("/app/homes/{home}")
}

/// Makes a person a mobile user of a home; false where they are one already. The first one is the primary user.
pub(crate) async fn join(scope: &mut Scope, person: PersonId, home: CustomerId) -> Result<bool> {
    let joined = store::insert(scope, home, person).await?;
    settle(scope, person, home).await?;
    if joined {
        if !store::count_one_more(scope, home, person).await? {
            // Deactivated a moment ago.
            return Err(link::gone(Kind::Invitation));
        }
        tell(scope, home);
        tell_others(scope, person, home).await?;
    }
    Ok(joined)
}

/// Those who used the home before hear on their phones who came, but for who let them in.
async fn tell_others(scope: &mut Scope, person: PersonId, home: CustomerId) -> Result<()> {
    let who = person::by_id(scope, person).await?.ok_or(Problem::NotFound("mobile-user"))?;
    let but: Vec<PersonId> = scope.actor().person().into_iter().chain([person]).collect();
    let (isp, page) = (isp::card(scope).await?, path(home));
    let notice = push::Notice {
        kind: push::Kind::Access,
        isp: &isp,
        home: Some(home),
        topic: &format!("joined-{home}-{person}"),
        text: Say::new("push-joined").with("email", &who.email),
        page: &page,
    };
    push::tell_home(scope, home, &but, &notice).await
}

/// Makes a person the first mobile user of a home, and so its primary user; false where it has any.
pub(crate) async fn claim(scope: &mut Scope, person: PersonId, home: CustomerId) -> Result<bool> {
    if !store::count_first(scope, home, person).await? {
        return Ok(false);
    }
    store::insert(scope, home, person).await?;
    settle(scope, person, home).await?;
    tell(scope, home);
    Ok(true)
}

/// Whoever uses the home neither waits for an invitation to it nor asks for access.
async fn settle(scope: &mut Scope, person: PersonId, home: CustomerId) -> Result<()> {
    collaborator::own_invitations(scope, person).await?;
    store::settle_request(scope, home, person).await
}

/// The primary user of a home, if it has one.
pub(crate) async fn primary(scope: &mut Scope, home: CustomerId) -> Result<Option<PersonId>> {
    store::primary(scope, home).await
}

/// The addresses of all who use a home.
pub(crate) async fn addresses(scope: &mut Scope, home: CustomerId) -> Result<Vec<Email>> {
    store::addresses(scope, home).await
}

/// Whether the person of this canonical address is a mobile user of a home.
pub(crate) async fn is_one(scope: &mut Scope, home: CustomerId, email: &str) -> Result<bool> {
    store::is_one(scope, home, email).await
}

/// Forgets who used a home that is erased.
pub(crate) async fn erase(scope: &mut Scope, home: CustomerId) -> Result<()> {
    store::erase(scope, home).await
}

/// The mobile users of a home, the primary user first.
pub async fn list(tx: &mut Tx<may::ViewCustomers>, home: CustomerId) -> Result<Vec<Listed>> {
    store::list(tx, home).await
}

/// The same, for one of them.
pub async fn with_access(tx: &mut Tx<may::UseHome>) -> Result<Vec<Listed>> {
    let home = tx.home()?;
    store::list(tx, home).await
}

/// One of them, and the others, for the pages that remove or change them.
pub async fn find(
    tx: &mut Tx<may::ManageMobileUsers>,
    home: CustomerId,
    person: PersonId,
) -> Result<(Listed, Vec<Listed>)> {
    let mut others = store::list(tx, home).await?;
    let at = others.iter().position(|it| it.person == person).ok_or(Problem::NotFound("mobile-user"))?;
    let found = others.remove(at);
    Ok((found, others))
}

/// Open pages ask whether they still may, and lists are shown anew.
fn tell(scope: &mut Scope, home: CustomerId) {
    scope.tell_home(home);
    scope.tell(Topic::Access);
    scope.tell(Topic::MobileUsers);
}
