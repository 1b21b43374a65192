//! A claim: how the first user of a home comes to be without an invitation. They are its primary user; of two who claim at once
//! one is, and the other asks for access like anybody else (room `access_request`).
//!
//! Two things let somebody claim: standing at the home ([`presence`]) with the customer's own mailbox, by an address that they
//! proved; or the *label* that the ISP printed for the home's router and sent along with it.
//!
//! A label's code is made from the router's MAC, a count of the router's labels and a key that only the service has
//! ([`LabelKey`]): nothing of it is stored, the MAC alone makes none, and printing another, or the router's leaving a home, voids the
//! one before.

mod label;
mod photo;
mod store;
#[cfg(test)]
mod tests;

use crate::access::{IspCard, Scope, Tx, may};
use crate::db::CustomerId;
use crate::mobile_user;
use crate::person::Identity;
use crate::presence::{self, Present, Standing};
use crate::problem::{Problem, Result};
use crate::timeline::{self, Happened};
use crate::words::Say;

pub use label::{Code, Label, LabelKey, MOST, print};
pub use photo::{PHOTO_BYTES, read_photo};

/// The home of a label.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// Whose customer.
    pub isp: IspCard,
    /// Which home.
    pub home: CustomerId,
    /// What it is to whoever shows the label.
    pub standing: Standing,
}

/// Claims the home where the transaction's person stands, and gives it. [`Problem::Conflict`] where they stand at none, where
/// somebody uses it already, and where another mailbox is the customer's.
pub async fn by_presence(tx: &mut Tx<may::Oneself>, network: &str) -> Result<CustomerId> {
    tx.must_be_fresh()?;
    let (me, Present { isp, home, standing }) = presence::must_be_at_one(tx, network).await?;
    if standing == Standing::Unclaimed {
        return Err(Problem::Conflict(Say::new("claim-not-yours").with("isp", &isp.name)));
    }
    claim(tx, &me, home, standing).await
}

/// Whose home the router of a label stands in. Changes nothing. [`Problem::Gone`] where the label is no good, and
/// [`Problem::Conflict`] where the router stands in no home.
pub async fn look(tx: &mut Tx<may::Oneself>, key: &LabelKey, code: &Code) -> Result<Labelled> {
    let me = presence::me(tx).await?;
    labelled(tx, &me, key, code).await
}

/// Claims that home, and gives it; refused as [`look`] is, where somebody uses it already, and where the person never proved that
/// their address is theirs.
pub async fn by_label(tx: &mut Tx<may::Oneself>, key: &LabelKey, code: &Code) -> Result<CustomerId> {
    tx.must_be_fresh()?;
    let me = presence::proven(tx).await?;
    let Labelled { home, standing, .. } = labelled(tx, &me, key, code).await?;
    claim(tx, &me, home, standing).await
}

async fn labelled(scope: &mut Scope, me: &Identity, key: &LabelKey, code: &Code) -> Result<Labelled> {
    let gone = || Problem::Gone(Say::new("gone-label"));
    let (isp, router) = store::router_of(scope, code.mac()).await?.ok_or_else(gone)?;
    // The directory's row is the proof in hand; what is read there is told to nobody who does not hold the label.
    scope.enter(isp).await?;
    let epoch = store::epoch(scope, router).await?.ok_or_else(gone)?;
    if !code.is_good(key, epoch) {
        return Err(gone());
    }
    let home = store::home_of(scope, router).await?;
    let home = home.ok_or_else(|| Problem::Conflict(Say::new("label-at-no-home")))?;
    let standing = presence::standing(scope, me, home).await?;
    Ok(Labelled { isp: crate::isp::card(scope).await?, home, standing })
}

async fn claim(scope: &mut Scope, me: &Identity, home: CustomerId, standing: Standing) -> Result<CustomerId> {
    scope.take_turn().await?;
    if standing == Standing::User {
        // Claimed a moment ago, by another click of theirs.
        return Ok(home);
    }
    if !mobile_user::claim(scope, me.id, home).await? {
        return Err(Problem::Conflict(Say::new("claim-claimed")));
    }
    timeline::note(scope, Happened::new("mobile-user-claimed").customer(home)).await?;
    Ok(home)
}
