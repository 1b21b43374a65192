//! That a colleague looked at a home: noted on its timeline, for whoever asks one day who has seen it.
//!
//! A person who clicks through a home's tabs has looked at it once. So the first page they open is noted, and none of the next
//! quarter of an hour. It is noted on the timeline alone, not in the audit log: that one is of acts, each sealed and kept for
//! good, and looks would bury them; a home's timeline is erased with the home.

use super::store;
use crate::access::{Tx, may};
use crate::db::CustomerId;
use crate::problem::Result;
use crate::timeline::{self, Happened};

/// For so long, what the same person opens of a home is the same visit.
pub const VISIT_MS: i64 = 15 * 60 * 1000;

/// Whether a look of this person's would be noted now. Only a question, so that most looks write nothing.
pub async fn is_new_visit(tx: &mut Tx<may::ViewCustomers>, id: CustomerId) -> Result<bool> {
    let since = tx.now() - VISIT_MS;
    Ok(!store::visited_since(tx, id, since).await?)
}

/// Notes that the transaction's person looked at the home, unless their visit is on its timeline already.
pub async fn note_visit(tx: &mut Tx<may::ViewCustomers>, id: CustomerId) -> Result<()> {
    let since = tx.now() - VISIT_MS;
    if store::visit(tx, id, since).await? {
        timeline::note_look(tx, Happened::new("customer-viewed").customer(id)).await?;
    }
    Ok(())
}
