//! What people do with an import that they have looked at.

use super::{find, store};
use crate::access::{Tx, may};
use crate::db::ImportId;
use crate::db::live::Topic;
use crate::problem::{Problem, Result};
use crate::timeline::{self, Happened};
use crate::words::Say;

/// Imports `good` routers and leaves `left_out` lines out: the numbers that whoever says so was shown. If they are others by
/// now, nothing begins.
pub async fn start(tx: &mut Tx<may::ChangeInventory>, id: ImportId, good: i64, left_out: i64) -> Result<()> {
    if !store::start(tx, id, good, left_out).await? {
        find(tx, id).await?;
        return Err(Problem::Conflict(Say::new("import-changed")));
    }
    let import = find(tx, id).await?;
    let happened =
        Happened::new("inventory-import-started").with("count", import.good).with("file", import.file);
    timeline::note(tx, happened).await?;
    tx.tell(Topic::Imports);
    Ok(())
}

/// Gives an import up; what it has taken already is given back by the worker.
pub async fn cancel(tx: &mut Tx<may::ChangeInventory>, id: ImportId) -> Result<()> {
    if !store::cancel(tx, id).await? {
        find(tx, id).await?;
        return Err(Problem::Conflict(Say::new("import-over")));
    }
    let import = find(tx, id).await?;
    timeline::note(tx, Happened::new("inventory-import-cancelled").with("file", import.file)).await?;
    tx.tell(Topic::Imports);
    Ok(())
}
