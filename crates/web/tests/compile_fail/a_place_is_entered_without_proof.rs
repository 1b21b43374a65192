//! error[E0624]: method `enter` is private

use care::access::{Tx, may};
use care::db::IspId;

async fn enter(tx: &mut Tx<may::Anyone>, isp: IspId) {
    let _ = tx.enter(isp).await;
}

fn main() {}
