//! Erasing what is personal, without breaking the chain.
//!
//! Somebody is in the log in two ways: by what they did, and by what others did that concerned them. Of the first, name,
//! address and details go; of the second, what the entry says of them, while it still says who did it. That something of
//! that kind was done at that time stays, under ids that no longer lead to anybody. The erasing is an entry itself.

use super::{Details, note, store};
use crate::access::{Scope, Tx, may};
use crate::db::{CustomerId, PersonId};
use crate::problem::Result;

/// Erases a person from all entries, everywhere; gives from how many.
pub async fn erase_personal(tx: &mut Tx<may::System>, person: PersonId) -> Result<u64> {
    let mut erased = store::erase::acts(tx, person).await? + store::erase::subject(tx, person).await?;
    if let Some((canonical, shown)) = store::erase::address(tx, person).await? {
        erased += store::erase::mentions(tx, &canonical, &shown).await?;
    }
    told(tx, erased).await
}

/// Erases somebody who was invited and never came, and so is known by an address alone (the canonical one).
pub async fn erase_invited(tx: &mut Tx<may::System>, address: &str) -> Result<u64> {
    let erased =
        store::erase::invited(tx, address).await? + store::erase::mentions(tx, address, address).await?;
    told(tx, erased).await
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
