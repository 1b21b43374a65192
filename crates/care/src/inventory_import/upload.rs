//! Writing a file's lines down.

use super::store;
use super::{Sheet, TURN};
use crate::access::{Permit, may};
use crate::db::{Db, ImportId};
use crate::mail::one_line;
use crate::problem::{Problem, Result};
use crate::throttle;
use crate::words::Say;

/// How much of a file's name is kept.
const NAME: usize = 80;

/// Writes a file down, to be looked at; in short turns, each of which reads the right to do so again.
pub async fn upload(
    db: &Db,
    permit: &Permit<may::ChangeInventory>,
    file: &str,
    sheet: &Sheet,
) -> Result<ImportId> {
    throttle::take(db, throttle::IMPORT_ISP, &permit.staff()?.isp.id.to_string()).await?;
    let name: String = one_line(file).trim().chars().take(NAME).collect();
    let mut tx = permit.write(db).await?;
    let id = store::insert(&mut tx, &name, sheet.0.len()).await?;
    tx.commit().await?;
    let cancelled = || Problem::Conflict(Say::new("import-was-cancelled"));
    for (turn, lines) in sheet.0.chunks(TURN).enumerate() {
        let mut tx = permit.write(db).await?;
        if !store::stage(&mut tx, id, turn * TURN, lines).await? {
            return Err(cancelled());
        }
        tx.commit().await?;
    }
    let mut tx = permit.write(db).await?;
    if !store::make_ready(&mut tx, id).await? {
        return Err(cancelled());
    }
    tx.commit().await?;
    Ok(id)
}
