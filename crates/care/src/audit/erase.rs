//! Erasing what is personal, without breaking the chain.

use super::{Details, note, store};
use crate::access::{Tx, may};
use crate::db::PersonId;
use crate::problem::Result;

/// Erases names, addresses and details from all that a person did, everywhere; gives from how many entries. That they did
/// something of that kind at that time stays, under an id that no longer leads to anybody. The erasing is an entry itself.
pub async fn erase_personal(tx: &mut Tx<may::System>, person: PersonId) -> Result<u64> {
    let erased = store::erase(tx, person).await?;
    if erased > 0 {
        let mut details = Details::new();
        details.insert("count".to_owned(), erased.into());
        let scope = &mut **tx;
        note(scope, "audit-erased", &details).await?;
    }
    Ok(erased)
}
