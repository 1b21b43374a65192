//! Presence: at which home somebody stands who cannot say more than "I'm already connected".
//!
//! What they show is where their request comes from: the public address is that of a router which reports. That is proof that
//! they are in its Wi-Fi, or at its cable, and so of nothing more than what a visitor has: it lets them *ask* for access, and
//! *claim* a home that nobody uses yet only where the customer's own mailbox is theirs (room `claim`).
//!
//! Where several homes are behind one address, by the translation of a provider (carrier NAT), the name of the Wi-Fi tells them
//! apart. Candidates are never listed, and who stands elsewhere learns nothing but that.

#[cfg(test)]
mod tests;

use crate::access::{IspCard, Scope, Tx, may};
use crate::customer;
use crate::db::CustomerId;
use crate::isp;
use crate::mobile_user;
use crate::person::{self, Identity};
use crate::problem::{Problem, Result};
use crate::router;
use crate::throttle;
use crate::words::Say;

/// What is seen from where somebody stands.
#[derive(Debug, Clone)]
pub enum Sight {
    /// No home.
    Nobody,
    /// Several, which the name of the Wi-Fi has to tell apart, and has not yet.
    Several,
    /// One.
    Home(Present),
}

/// The home where somebody stands.
#[derive(Debug, Clone)]
pub struct Present {
    /// Whose customer.
    pub isp: IspCard,
    /// Which home.
    pub home: CustomerId,
    /// What it is to them.
    pub standing: Standing,
}

/// What a home is to somebody who stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// They use it already.
    User,
    /// Others do: its primary user decides.
    Claimed,
    /// Nobody does, and the customer's mailbox is theirs.
    Own,
    /// Nobody does: the ISP's staff decide.
    Unclaimed,
}

/// Looks where the transaction's person stands; `network` is the name of the Wi-Fi as they read it, empty where it was not
/// asked. Leaves the transaction at the home's ISP.
pub async fn look(tx: &mut Tx<may::Oneself>, network: &str) -> Result<Sight> {
    let me = me(tx).await?;
    see(tx, &me, network).await
}

/// The home where the transaction's person stands: [`Problem::Conflict`] where none or no single one is seen. Nothing follows from
/// it for somebody who never proved that their address is theirs.
pub(crate) async fn must_be_at_one(scope: &mut Scope, network: &str) -> Result<(Identity, Present)> {
    let me = proven(scope).await?;
    match see(scope, &me, network).await? {
        Sight::Home(present) => Ok((me, present)),
        Sight::Several => Err(Problem::Conflict(Say::new("presence-several"))),
        Sight::Nobody => Err(Problem::Conflict(Say::new("presence-nobody"))),
    }
}

/// The transaction's person.
pub(crate) async fn me(scope: &mut Scope) -> Result<Identity> {
    let id = scope.actor().person().ok_or(Problem::Anonymous)?;
    person::by_id(scope, id).await?.ok_or(Problem::Anonymous)
}

/// The same; [`Problem::Conflict`] where they never proved that their address is theirs.
pub(crate) async fn proven(scope: &mut Scope) -> Result<Identity> {
    let me = me(scope).await?;
    if me.verified {
        return Ok(me);
    }
    Err(Problem::Conflict(Say::new("presence-unproven").with("email", me.email.shown())))
}

/// What a home of the transaction's ISP is to a person.
pub(crate) async fn standing(scope: &mut Scope, me: &Identity, home: CustomerId) -> Result<Standing> {
    let customer = customer::look(scope, home).await?;
    let mailbox = customer.account.information.mailbox();
    Ok(if mobile_user::is_one(scope, home, me.email.canonical()).await? {
        Standing::User
    } else if mobile_user::primary(scope, home).await?.is_some() {
        Standing::Claimed
    } else if me.verified && mailbox.as_deref() == Some(me.email.canonical()) {
        Standing::Own
    } else {
        Standing::Unclaimed
    })
}

async fn see(scope: &mut Scope, me: &Identity, network: &str) -> Result<Sight> {
    let Some(place) = scope.from().map(throttle::place_of) else { return Ok(Sight::Nobody) };
    let mut near = router::near(scope, &place).await?;
    if near.is_empty() {
        return Ok(Sight::Nobody);
    }
    if near.len() > 1 {
        let network = network.trim();
        near.retain(|it| it.networks.iter().any(|name| name == network));
    }
    let [one] = &near[..] else { return Ok(Sight::Several) };
    scope.enter(one.isp).await?;
    let standing = standing(scope, me, one.home).await?;
    Ok(Sight::Home(Present { isp: isp::card(scope).await?, home: one.home, standing }))
}
