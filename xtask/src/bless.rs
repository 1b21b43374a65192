//! Accepting what changed on purpose.

use crate::run::{cargo, run};
use anyhow::Result;

/// Rewrites the snapshots of what `wire` makes of the captured router traffic.
///
/// The golden table of access rights is not among them and never will be: it was typed by hand from the product's
/// description, and an expectation that is copied from the code proves nothing.
pub(crate) fn bless() -> Result<()> {
    let mut test = cargo(&["test", "--package", "wire"])?;
    test.env("INSTA_UPDATE", "always").env("INSTA_FORCE_PASS", "1");
    run(test)?;
    println!("blessed the snapshots of `wire`: read `git diff` before you commit them.");
    println!("the golden table of access rights is only ever changed by hand.");
    Ok(())
}
