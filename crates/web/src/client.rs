//! The address a request comes from, as far as it can be believed.

mod from;
#[cfg(test)]
mod tests;

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use axum::http::HeaderMap;

pub(crate) use from::{From, believed};

/// The other end of the TCP connection. The listener puts it into each request's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerAddr(pub SocketAddr);

/// A range of addresses, written `10.0.0.0/8`, `fd00::/8` or `192.0.2.7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    base: IpAddr,
    prefix: u8,
}

/// The text is not an address, nor an address and a prefix length that fits it. Reads well after "expected".
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an address or a network such as 10.0.0.0/8")]
pub struct NotANetwork;

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Network, NotANetwork> {
        let (base, prefix) = text.split_once('/').map_or((text, None), |(base, prefix)| (base, Some(prefix)));
        let base: IpAddr = base.parse().map_err(|_| NotANetwork)?;
        let longest = if base.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Ok(longest), str::parse).map_err(|_| NotANetwork)?;
        if prefix > longest { Err(NotANetwork) } else { Ok(Network { base, prefix }) }
    }
}

impl Network {
    /// Whether the address lies in this range. An IPv4 address written as IPv6 (`::ffff:a.b.c.d`) counts as IPv4.
    pub fn contains(&self, address: IpAddr) -> bool {
        let same = match (self.base, address.to_canonical()) {
            (IpAddr::V4(base), IpAddr::V4(address)) => (base.to_bits() ^ address.to_bits()).leading_zeros(),
            (IpAddr::V6(base), IpAddr::V6(address)) => (base.to_bits() ^ address.to_bits()).leading_zeros(),
            _ => return false,
        };
        same >= u32::from(self.prefix)
    }
}

/// The address of the client, for rate limits and for the record.
///
/// `X-Forwarded-For` is whatever the client made up, followed by what our own proxies appended. So it is read from its right
/// end, and only as long as the address that reported a hop is a trusted proxy. The first hop that is not trusted is the
/// client; a hop that is no address ends the reading at the proxy that passed it on.
pub fn client_address(peer: SocketAddr, headers: &HeaderMap, trusted_proxies: &[Network]) -> IpAddr {
    let trusted = |address: IpAddr| trusted_proxies.iter().any(|network| network.contains(address));
    let mut hops = headers
        .get_all("x-forwarded-for")
        .iter()
        .rev()
        .flat_map(|line| line.to_str().unwrap_or("unreadable").rsplit(','));
    let mut client = peer.ip().to_canonical();
    while trusted(client) {
        match hops.next().and_then(address_of_hop) {
            Some(hop) => client = hop,
            None => break,
        }
    }
    client
}

/// Some proxies append the port too.
fn address_of_hop(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let address = hop.parse::<IpAddr>().or_else(|_| hop.parse::<SocketAddr>().map(|socket| socket.ip()));
    address.ok().map(|address| address.to_canonical())
}
