//! A claim: how the first user of a home comes to be without an invitation. They are its primary user; of two who claim at once
//! one is, and the other asks for access like anybody else (room `access_request`).
//!
//! Two things let somebody claim: standing at the home ([`presence`]) with the customer's own mailbox, by an address that they
//! proved; or the *label* that the ISP printed for the home's router and sent along with it.
//!
//! A label's code is made from the router, a count of its labels and a key that only the service has
//! ([`LabelKey`]): nothing of it is stored, the MAC alone makes none, and printing another, or the router's leaving a home, voids the
//! one before.

mod label;
mod photo;
mod store;
#[cfg(test)]
mod tests;

use crate::access::{IspCard, Scope, Tx, may};
use crate::customer;
use crate::db::{CustomerId, RouterId};
use crate::email::Email;
use crate::isp;
use crate::mail::{self, Notice};
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
    let (me, Present { isp, home, standing }) = presence::take_turn_at(tx, network).await?;
    if standing == Standing::Unclaimed {
        return Err(Problem::Conflict(Say::new("claim-not-yours").with("isp", &isp.name)));
    }
    claim(tx, &me, home, standing).await
}

/// Whose home the router of a label stands in. Changes nothing. [`Problem::Gone`] where the label is no good, and
/// [`Problem::Conflict`] where the router stands in no home.
pub async fn look(tx: &mut Tx<may::Oneself>, key: &LabelKey, code: &Code) -> Result<Labelled> {
    let me = presence::me(tx).await?;
    let found = find(tx, key, code).await?;
    let standing = presence::standing(tx, &me, found.home).await?;
    Ok(Labelled { isp: isp::card(tx).await?, home: found.home, standing })
}

/// Claims that home, and gives it; refused as [`look`] is, where somebody uses it already, and where the person never proved that
/// their address is theirs.
pub async fn by_label(tx: &mut Tx<may::Oneself>, key: &LabelKey, code: &Code) -> Result<CustomerId> {
    tx.must_be_fresh()?;
    let me = presence::proven(tx).await?;
    let Found { router, epoch, home } = find(tx, key, code).await?;
    tx.take_turn().await?;
    let standing = presence::standing(tx, &me, home).await?;
    claim(tx, &me, home, standing).await?;
    // Another label may be printed at this moment, or the router may leave: then this one was no good any more.
    if !store::is_still(tx, router, epoch, home).await? {
        return Err(gone());
    }
    Ok(home)
}

/// What a good label names.
struct Found {
    router: RouterId,
    epoch: i64,
    home: CustomerId,
}

async fn find(scope: &mut Scope, key: &LabelKey, code: &Code) -> Result<Found> {
    let (isp, router) = store::router_of(scope, code.mac()).await?.ok_or_else(gone)?;
    // The directory's row is the proof in hand; what is read there is told to nobody who does not hold the label.
    scope.enter(isp).await?;
    let epoch = store::epoch(scope, router).await?.ok_or_else(gone)?;
    if !code.is_good(key, router, epoch) {
        return Err(gone());
    }
    let home = store::home_of(scope, router).await?;
    let home = home.ok_or_else(|| Problem::Conflict(Say::new("label-at-no-home")))?;
    Ok(Found { router, epoch, home })
}

fn gone() -> Problem {
    Problem::Gone(Say::new("gone-label"))
}

async fn claim(scope: &mut Scope, me: &Identity, home: CustomerId, standing: Standing) -> Result<CustomerId> {
    if standing == Standing::User {
        // Claimed a moment ago, by another click of theirs.
        return Ok(home);
    }
    if !mobile_user::claim(scope, me.id, home).await? {
        return Err(Problem::Conflict(Say::new("claim-claimed")));
    }
    timeline::note(scope, Happened::new("mobile-user-claimed").customer(home)).await?;
    tell_customer(scope, home, me).await?;
    Ok(home)
}

/// Tells the customer's mailbox who the first user of their home is, where that is another's.
pub(crate) async fn tell_customer(scope: &mut Scope, home: CustomerId, who: &Identity) -> Result<()> {
    let customer = customer::look(scope, home).await?;
    let mailbox = Email::parse(&customer.account.information.email).ok();
    let Some(to) = mailbox.filter(|it| it.canonical() != who.email.canonical()) else { return Ok(()) };
    let isp = isp::card(scope).await?;
    let notice = Notice {
        to: &to,
        isp: Some(&isp),
        subject: Say::new("notice-claimed-subject").with("isp", &isp.name),
        text: Say::new("notice-claimed-text").with("email", who.email.shown()).with("isp", &isp.name),
        next: Say::new("notice-claimed-next").with("isp", &isp.name),
        page: "/app",
    };
    mail::tell(scope, &notice).await
}
