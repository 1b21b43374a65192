//! Where a router is heard from: how somebody who stands at a home, and knows no more of it, is told to be there.
//!
//! What comes out of a home over IPv4 has one address, the router's own reports too. Over IPv6 each device has its own in the
//! home's network. All are kept as [`throttle::place`] writes them. Many homes can be behind one address of a provider's
//! translation (carrier NAT); they are told apart by what else is known of the home.
//!
//! The address is that of the connection, unless a proxy that is trusted brought it. Only the network that a router has at home it
//! says itself; so a place that another router is heard from is that one's.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::store;
use crate::access::Scope;
use crate::db::{CustomerId, IspId};
use crate::problem::Result;
use crate::throttle;

/// Where a router is heard from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Stands {
    /// The IPv4 address that its statuses come from.
    pub(super) v4: Option<String>,
    /// The IPv6 network that they come from.
    pub(super) v6: Option<String>,
    /// The place that its home's own IPv6 network is.
    pub(super) lan: Option<String>,
}

impl Stands {
    /// Notes that a status came from this place. One that is new of its kind makes the other one doubtful: the line may be another.
    pub(super) fn hear(&mut self, place: &str) {
        let (this, other) =
            if place.contains(':') { (&mut self.v6, &mut self.v4) } else { (&mut self.v4, &mut self.v6) };
        if this.as_deref() != Some(place) {
            if this.is_some() {
                *other = None;
            }
            *this = Some(place.to_owned());
        }
    }

    /// All places, each once.
    pub(super) fn places(&self) -> BTreeSet<&str> {
        self.v4.iter().chain(&self.v6).chain(&self.lan).map(String::as_str).collect()
    }
}

/// The place of a home's network, from the router's address in it with a prefix length; none of one that is no public network.
pub(super) fn place_of_lan(text: &str) -> Option<String> {
    let address = text.split('/').next()?.parse().ok()?;
    match address {
        // Global unicast, RFC 4291 2.4: others are of no use outside of the home.
        IpAddr::V6(public) if public.segments()[0] & 0xe000 == 0x2000 => Some(throttle::place(address)),
        _ => None,
    }
}

/// A home whose router is heard from a place.
#[derive(Debug, Clone)]
pub(crate) struct Near {
    pub(crate) isp: IspId,
    pub(crate) home: CustomerId,
    /// The names of its Wi-Fi networks.
    pub(crate) networks: Vec<String>,
    /// Whether its router is heard from there, or only says that its network is there.
    pub(super) heard: bool,
}

/// The homes, over all ISPs, whose routers are online and heard from this place; none that is closed. Nothing where they are too
/// many to tell apart. Leaves the transaction at an ISP.
pub(crate) async fn near(scope: &mut Scope, place: &str) -> Result<Option<Vec<Near>>> {
    let mut near = Vec::new();
    let Some(isps) = store::place::isps_at(scope, place).await? else { return Ok(None) };
    for isp in isps {
        // A row of the directory of places is the proof in hand.
        scope.enter(isp).await?;
        let Some(homes) = store::place::homes_at(scope, isp, place).await? else { return Ok(None) };
        near.extend(homes);
    }
    if near.iter().any(|it| it.heard) {
        near.retain(|it| it.heard);
    }
    Ok(Some(near))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_network_is_a_place_where_it_is_a_public_one() {
        assert_eq!(place_of_lan("2001:db8:1:2::1/64").as_deref(), Some("2001:db8:1:2::"));
        assert_eq!(place_of_lan("2001:db8:1:2:ffff::1").as_deref(), Some("2001:db8:1:2::"));
        for none in ["fe80::1/64", "fd00::1/64", "192.0.2.1/24", "", "/64", "nonsense", "::1"] {
            assert_eq!(place_of_lan(none), None, "{none}");
        }
    }

    #[test]
    fn a_place_that_is_both_is_one() {
        let one = Some("2001:db8:1:2::".to_owned());
        assert_eq!(Stands { v6: one.clone(), lan: one, v4: None }.places().len(), 1);
        assert!(Stands::default().places().is_empty());
    }

    #[test]
    fn a_line_has_an_address_of_each_kind_and_another_of_one_makes_the_other_doubtful() {
        let mut it = Stands::default();
        for _ in 0..2 {
            it.hear("192.0.2.1");
            it.hear("2001:db8:1:2::");
            assert_eq!((it.v4.as_deref(), it.v6.as_deref()), (Some("192.0.2.1"), Some("2001:db8:1:2::")));
        }
        it.hear("192.0.2.9");
        assert_eq!((it.v4.as_deref(), it.v6.as_deref()), (Some("192.0.2.9"), None));
        it.hear("2001:db8:1:9::");
        it.hear("2001:db8:1:a::");
        assert_eq!((it.v4.as_deref(), it.v6.as_deref()), (None, Some("2001:db8:1:a::")));
    }
}
