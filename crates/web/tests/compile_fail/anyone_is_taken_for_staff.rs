//! error[E0308]: mismatched types

use care::access::{Tx, may};

fn invite(tx: &mut Tx<may::Anyone>) {
    let _ = care::invitation::invite(tx, "bo@barnet.example", "admin");
}

fn main() {}
