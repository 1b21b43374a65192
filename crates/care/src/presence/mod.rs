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
use crate::router::{self, Near};
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
    Ok(match find(tx, network).await? {
        Place::Nobody => Sight::Nobody,
        Place::Several => Sight::Several,
        Place::Home(one) => {
            tx.enter(one.isp).await?;
            Sight::Home(present(tx, &me, one.home).await?)
        }
    })
}

/// The home where the transaction's person stands, in the turn of its ISP, so that what it is to them stays so: [`Problem::Conflict`]
/// where none or no single one is seen. Nothing follows from it for somebody who never proved that their address is theirs.
pub(crate) async fn take_turn_at(scope: &mut Scope, network: &str) -> Result<(Identity, Present)> {
    let me = proven(scope).await?;
    let one = match find(scope, network).await? {
        Place::Home(one) => one,
        Place::Several => return Err(Problem::Conflict(Say::new("presence-several"))),
        Place::Nobody => return Err(Problem::Conflict(Say::new("presence-nobody"))),
    };
    scope.enter(one.isp).await?;
    scope.take_turn().await?;
    let present = present(scope, &me, one.home).await?;
    Ok((me, present))
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

/// Which homes are at the place that was asked from.
enum Place {
    Nobody,
    Several,
    Home(Near),
}

async fn find(scope: &mut Scope, network: &str) -> Result<Place> {
    let Some(place) = scope.from().map(throttle::place_of) else { return Ok(Place::Nobody) };
    // Of more than are looked at, a name that one of them has may be another's too.
    let Some(mut near) = router::near(scope, &place).await? else { return Ok(Place::Several) };
    if near.is_empty() {
        return Ok(Place::Nobody);
    }
    // Who was asked for a name means that home, also when the others are not heard of any more.
    let network = plain(network);
    if near.len() > 1 || !network.is_empty() {
        near.retain(|it| it.networks.iter().any(|name| plain(name) == network));
    }
    Ok(if near.len() == 1 { Place::Home(near.remove(0)) } else { Place::Several })
}

/// A name as it is compared: phones write an apostrophe in their own way.
fn plain(name: &str) -> String {
    name.trim().replace(['\u{2018}', '\u{2019}'], "'")
}

async fn present(scope: &mut Scope, me: &Identity, home: CustomerId) -> Result<Present> {
    let standing = standing(scope, me, home).await?;
    Ok(Present { isp: isp::card(scope).await?, home, standing })
}
