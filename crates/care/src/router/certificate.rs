//! A router's certificate: when it may get one, and when a new one.

use super::store;
use crate::access::{Tx, may};
use crate::db::live::Topic;
use crate::db::{CustomerId, RouterId};
use crate::mac::Mac;
use crate::problem::{Problem, Result};
use crate::timeline::{self, Happened};

/// How long staff's window for a new certificate stays open.
pub(super) const WINDOW_MS: i64 = 60 * 60 * 1000;

/// Whether this MAC may be given a certificate now: its first, or one inside a window. Whoever asks proves nothing, so
/// nothing else is told: not whether it is known, nor whose it is.
pub async fn may_certify(tx: &mut Tx<may::Anyone>, mac: &Mac) -> Result<bool> {
    let Some((isp, router)) = store::by_mac(tx, mac).await? else { return Ok(false) };
    tx.enter(isp).await?;
    store::may_certify(tx, router).await
}

/// Notes the fingerprint of the certificate that is about to be handed out. Of two requests at once, one wins.
pub async fn certify(tx: &mut Tx<may::Anyone>, mac: &Mac, fingerprint: &[u8]) -> Result<()> {
    let refused = || Problem::Forbidden("certificate");
    let (isp, router) = store::by_mac(tx, mac).await?.ok_or_else(refused)?;
    tx.enter(isp).await?;
    if !store::certify(tx, router, fingerprint).await? {
        return Err(refused());
    }
    tx.become_router(router);
    let customer = store::customer_of(tx, router).await?;
    timeline::note(tx, Happened::new("router-certified").router(router).customer(customer)).await?;
    tx.tell(Topic::Inventory);
    Ok(())
}

/// Opens the window for a new certificate, and voids the one the router has. Gives the customer it is at.
pub async fn open_window(
    tx: &mut Tx<may::ChangeRouterSettings>,
    router: RouterId,
) -> Result<Option<CustomerId>> {
    if !store::open_window(tx, router).await? {
        return Err(Problem::NotFound("router"));
    }
    let customer = store::customer_of(tx, router).await?;
    timeline::note(tx, Happened::new("certificate-window-opened").router(router).customer(customer)).await?;
    tx.tell(Topic::Inventory);
    tx.tell(Topic::Customers);
    Ok(customer)
}
