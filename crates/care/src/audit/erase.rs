//! Erasing what is personal, without breaking the chain.
//!
//! Somebody is in the log in two ways: by what they did, and by what others did that concerned them. Of the first, name,
//! address and details go; of the second, what the entry says of them, while it still says who did it. That something of
//! that kind was done at that time stays, under ids that no longer lead to anybody. The erasing is an entry itself.

use super::{Details, note, store};
use crate::access::{Scope, Tx, may};
use crate::db::{CustomerId, PersonId};
use crate::problem::{Problem, Result};
use crate::words::Say;

/// The operator erases somebody who is gone from all entries, everywhere; gives from how many. Whoever can still sign in somewhere is
/// refused, since what they do goes on being told. Somebody who was invited and never came is known by the address alone (the
/// canonical one).
pub async fn erase_by_operator(tx: &mut Tx<may::Shell>, address: &str) -> Result<u64> {
    match store::erase::known(tx, address).await? {
        Some((_, true)) => Err(Problem::Conflict(Say::new("erase-still-here").with("email", address))),
        Some((person, false)) => erase_personal(tx, person).await,
        None => erase_invited(tx, address).await,
    }
}

pub(super) async fn erase_personal(scope: &mut Scope, person: PersonId) -> Result<u64> {
    let mut erased = store::erase::acts(scope, person).await? + store::erase::subject(scope, person).await?;
    if let Some((canonical, shown)) = store::erase::address(scope, person).await? {
        erased += store::erase::mentions(scope, &canonical, &shown).await?;
    }
    told(scope, erased).await
}

pub(super) async fn erase_invited(scope: &mut Scope, address: &str) -> Result<u64> {
    let erased = store::erase::invited(scope, address).await?
        + store::erase::mentions(scope, address, address).await?;
    told(scope, erased).await
}

/// Erases what entries say of a customer whose account has ended; gives from how many. Who did it, and that something of that
/// kind was done then, stays.
pub async fn erase_customer(tx: &mut Tx<may::System>, customer: CustomerId) -> Result<u64> {
    let erased = store::erase::customer(tx, customer).await?;
    told(tx, erased).await
}

async fn told(scope: &mut Scope, erased: u64) -> Result<u64> {
    if erased > 0 {
        let mut details = Details::new();
        details.insert("count".to_owned(), erased.into());
        note(scope, "audit-erased", &details).await?;
    }
    Ok(erased)
}
