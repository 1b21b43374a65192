//! Adding routers that were typed or pasted.

use super::store;
use crate::access::{Permission, Scope, Tx, may};
use crate::db::RouterId;
use crate::db::live::Topic;
use crate::mac::Mac;
use crate::problem::{Fields, Problem, Result};
use crate::router::{self, tally::Tally};
use crate::term;
use crate::timeline::{self, Happened};
use crate::words::Say;

/// The most MACs in one act; more come as a file, see [`crate::inventory_import`].
pub const MOST: usize = 10_000;

/// Reasons that are given at once; whoever pasted the wrong thing needs no more.
const REASONS: usize = 100;

/// Adds every MAC of a text, one or many, however they are separated; gives how many there were.
pub async fn add(tx: &mut Tx<may::ChangeInventory>, text: &str) -> Result<usize> {
    add_all(tx, text).await
}

/// The same by the operator's word.
pub async fn add_by_operator(tx: &mut Tx<may::Shell>, text: &str) -> Result<usize> {
    add_all(tx, text).await
}

async fn add_all<P: Permission>(tx: &mut Tx<P>, text: &str) -> Result<usize> {
    let macs = parse(text)?;
    let mut refused = Fields::default();
    for mac in &macs {
        if let Some(why) = add_one(tx, mac).await? {
            refused = refused.with("macs", why);
        }
    }
    refused.into_result()?;
    let mut tally = Tally::default();
    tally.added(tx.isp()?, i64::try_from(macs.len()).map_err(Problem::broken)?);
    tally.write(tx).await?;
    timeline::note(tx, Happened::new("inventory-added").with("count", macs.len())).await?;
    tx.tell(Topic::Inventory);
    Ok(macs.len())
}

/// Adds one; gives why not.
async fn add_one(scope: &mut Scope, mac: &Mac) -> Result<Option<Say>> {
    let id = RouterId(scope.id());
    if store::claim_mac(scope, mac, id).await? {
        store::insert(scope, id, mac).await?;
        term::add(scope, id, router::terms(mac, None)).await?;
        return Ok(None);
    }
    let key = if store::is_ours(scope, mac).await? { "mac-already-here" } else { "mac-elsewhere" };
    Ok(Some(Say::new(key).with("mac", mac)))
}

fn parse(text: &str) -> Result<Vec<Mac>> {
    let mut fields = Fields::default();
    let mut macs = Vec::new();
    'text: for (line, content) in text.lines().enumerate() {
        for word in content.split([' ', '\t', ',', ';']).filter(|word| !word.is_empty()) {
            match Mac::parse(word) {
                Ok(mac) => macs.push(mac),
                Err(why) => fields = fields.with("macs", why.with("line", line + 1)),
            }
            if fields.iter().count() >= REASONS {
                break 'text;
            }
        }
    }
    fields.into_result()?;
    // A MAC that was pasted twice is meant once.
    macs.sort();
    macs.dedup();
    match macs.len() {
        0 => Err(Problem::field("macs", Say::new("missing-macs"))),
        n if n > MOST => Err(Problem::field("macs", Say::new("too-many-macs").with("most", MOST))),
        _ => Ok(macs),
    }
}
