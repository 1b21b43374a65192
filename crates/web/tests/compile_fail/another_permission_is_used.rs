//! error[E0308]: mismatched types

use care::access::{Tx, may};

fn add(tx: &mut Tx<may::ViewTabs>) {
    let _ = care::inventory::add(tx, "60:6c:63:00:aa:01");
}

fn main() {}
