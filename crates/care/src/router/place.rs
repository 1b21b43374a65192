//! Where a router is heard from: how somebody who stands at a home, and knows no more of it, is told to be there.
//!
//! What comes out of a home over IPv4 has one address, the router's own reports too. Over IPv6 each device has its own in the
//! home's network, which the router tells. Both are kept as [`throttle::place`] writes them. Many homes can be behind one
//! address of a provider's translation (carrier NAT); they are told apart by what else is known of the home.
//!
//! The address is that of the connection, never a router's word, unless a proxy that is trusted brought it.

use std::net::IpAddr;

use super::store;
use crate::access::Scope;
use crate::db::{CustomerId, IspId};
use crate::problem::Result;
use crate::throttle;

/// Where a router is heard from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Stands {
    /// The place that its last status came from.
    pub(super) heard_from: Option<String>,
    /// The place that its home's own IPv6 network is.
    pub(super) lan: Option<String>,
}

impl Stands {
    /// All places, each once.
    pub(super) fn places(&self) -> Vec<&str> {
        let mut places: Vec<&str> = self.heard_from.iter().chain(&self.lan).map(String::as_str).collect();
        places.dedup();
        places
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
}

/// The homes, over all ISPs, whose routers are online and heard from this place; none that is closed. Leaves the transaction at an ISP.
pub(crate) async fn near(scope: &mut Scope, place: &str) -> Result<Vec<Near>> {
    let mut near = Vec::new();
    for isp in store::place::isps_at(scope, place).await? {
        // A row of the directory of places is the proof in hand.
        scope.enter(isp).await?;
        near.extend(store::place::homes_at(scope, isp, place).await?);
    }
    Ok(near)
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
        assert_eq!(Stands { heard_from: one.clone(), lan: one }.places().len(), 1);
        assert!(Stands::default().places().is_empty());
    }
}
