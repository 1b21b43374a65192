//! The link of an accepted invitation, opened again: a double click, a page that is loaded once more, a mail from last month.
//!
//! Whoever accepted by it gets what they got the first time. Anybody else is told that it is gone, as of any link that was used.

use super::store;
use crate::access::{Tx, may};
use crate::link::{self, Token};
use crate::problem::{Problem, Result};

/// The page where a used link led, for the very person who accepted its invitation and has still what they got by it; none for
/// anybody else, and none of a link that was not used. Changes nothing, and leaves the transaction at that place.
pub async fn accepted_by_me(tx: &mut Tx<may::Oneself>, token: &Token) -> Result<Option<String>> {
    let me = tx.actor().person().ok_or(Problem::Anonymous)?;
    let Some((link, state)) = link::find(tx, token).await? else { return Ok(None) };
    let (Some(isp), Some(invitation), "used") = (link.isp, link.subject, state.as_str()) else {
        return Ok(None);
    };
    tx.enter(isp).await?;
    match store::is_in_by(tx, invitation, me).await? {
        Some(seat) => seat.landing(tx).await.map(Some),
        None => Ok(None),
    }
}
