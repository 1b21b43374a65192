//! A router's certificate: when it may get one, and when a new one.

use super::store;
use crate::access::{self, Tx, may};
use crate::audit::Details;
use crate::db::live::Topic;
use crate::db::{CustomerId, Db, RouterId};
use crate::known_issue::{self, Found, Kind, Subject};
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

/// A router came without a certificate that is valid for it, and cannot have one: it is not heard until staff open a window. Its MAC is
/// all that it showed, so this is believed only of a home that is offline.
pub async fn turned_away(db: &Db, mac: &Mac) -> Result<()> {
    let mut tx = access::system().read(db).await?;
    let Some((isp, router)) = store::by_mac(&mut tx, mac).await? else { return Ok(()) };
    tx.enter(isp).await?;
    let Some(customer) = store::unheard(&mut tx, router).await? else { return Ok(()) };
    drop(tx);
    let mut tx = access::system().write(db).await?;
    tx.enter(isp).await?;
    let (at, since, evidence) = (Subject { customer, router }, tx.now(), Details::new());
    known_issue::found(&mut tx, &Found { kind: Kind::Certificate, at, since, evidence }).await?;
    tx.commit().await
}
