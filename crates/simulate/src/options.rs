//! What to simulate, and against which server.

use crate::agent::settings::Periods;
use crate::behaviour::Mix;
use crate::mac::Mac;
use anyhow::{Context, bail};
use std::fmt;
use std::net::Ipv6Addr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// Settings of a run. [`Options::new`] gives those of twenty steady homes in real time.
#[derive(Clone, Debug)]
pub struct Options {
    /// The server that plays every role: API and provisioning.
    pub server: Server,
    /// Which homes there are.
    pub homes: Homes,
    /// The certificates that the homes trust, and no others.
    pub trusted_ca: TrustedCa,
    /// Where certificates are kept between runs, one file per MAC. Two runs must not share it.
    pub state_dir: PathBuf,
    /// How much faster than in reality time passes: 1 is real, 10 makes every wait ten times shorter. Timeouts of
    /// the network stay as they are.
    pub speed: f64,
    /// Periods that hold whatever the server says. None: the agent's defaults, which the server may change.
    pub periods: Option<Periods>,
    /// When the homes are switched on.
    pub ramp: Ramp,
    /// Which homes have which trouble.
    pub mix: Mix,
    /// Another seed makes other homes of the same MACs.
    pub seed: u64,
    /// Reuse connections, which no real agent does. For benchmarks of the server's work above TLS.
    pub keep_alive: bool,
}

impl Options {
    /// Twenty steady homes that start within ten seconds.
    #[must_use]
    pub fn new(server: Server, trusted_ca: TrustedCa, state_dir: PathBuf) -> Self {
        Self {
            server,
            homes: Homes::Numbered { first: Mac([0x60, 0x6c, 0x63, 0x00, 0x00, 0x01]), count: 20 },
            trusted_ca,
            state_dir,
            speed: 1.0,
            periods: None,
            ramp: Ramp::default(),
            mix: Mix::Troubled(0.0),
            seed: 1,
            keep_alive: false,
        }
    }
}

/// Which homes there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Homes {
    /// `count` homes with MACs that follow each other from `first`.
    Numbered {
        /// The MAC of the first home.
        first: Mac,
        /// How many.
        count: usize,
    },
    /// Exactly these.
    Listed(Vec<Mac>),
}

impl Homes {
    /// The MACs of all homes, in their order.
    #[must_use]
    pub fn macs(&self) -> Vec<Mac> {
        match self {
            Self::Numbered { first, count } => (0..*count as u64).map(|step| first.plus(step)).collect(),
            Self::Listed(macs) => macs.clone(),
        }
    }
}

/// The trust anchors of the homes, in PEM.
#[derive(Clone, Debug)]
pub enum TrustedCa {
    /// The text itself.
    Pem(Vec<u8>),
    /// A file with it.
    File(PathBuf),
}

impl TrustedCa {
    pub(crate) fn read(&self) -> anyhow::Result<Vec<u8>> {
        match self {
            Self::Pem(pem) => Ok(pem.clone()),
            Self::File(path) => {
                std::fs::read(path).with_context(|| format!("cannot read the trusted CA {}", path.display()))
            }
        }
    }
}

/// When homes are switched on: a few soon, so that there is something to see, the others in a stream.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ramp {
    /// How many start first.
    pub first: usize,
    /// The time over which those are spread evenly.
    pub within: Duration,
    /// How many start in each second from then on.
    pub then_per_second: f64,
}

impl Default for Ramp {
    /// Twenty homes in ten seconds, then ten a second.
    fn default() -> Self {
        Self { first: 20, within: Duration::from_secs(10), then_per_second: 10.0 }
    }
}

impl Ramp {
    /// How long after the beginning of the run home number `index` (from 0) starts.
    #[must_use]
    pub fn start(&self, index: usize) -> Duration {
        if index < self.first {
            return self.within.mul_f64(index as f64 / self.first as f64);
        }
        let later = (index - self.first) as f64 / self.then_per_second.max(0.001);
        self.within + Duration::from_secs_f64(later)
    }
}

/// `https://host:port`, the only form of address a simulated router takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Name or IP address, an IPv6 address without brackets.
    pub host: String,
    /// TCP port.
    pub port: u16,
}

impl FromStr for Server {
    type Err = anyhow::Error;

    /// Reads `https://host` or `https://host:port`, with or without a slash at the end. An IPv6 address stands in
    /// brackets.
    fn from_str(text: &str) -> anyhow::Result<Self> {
        let wrong =
            || format!("{text:?} is not a server's address; write it like https://portico.example:8443");
        let rest = text.strip_prefix("https://").with_context(wrong)?;
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        if rest.contains(['/', '?', '#', '@', ' ']) {
            bail!(wrong());
        }
        let (host, port) = match rest.strip_prefix('[') {
            Some(rest) => {
                let (host, port) = rest.split_once(']').with_context(wrong)?;
                host.parse::<Ipv6Addr>().with_context(wrong)?;
                (host, port)
            }
            None => rest.split_at(rest.find(':').unwrap_or(rest.len())),
        };
        let port = match port.strip_prefix(':') {
            Some(port) => port.parse().with_context(wrong)?,
            None if port.is_empty() => 443,
            None => bail!(wrong()),
        };
        if host.is_empty() {
            bail!(wrong());
        }
        Ok(Self { host: host.to_owned(), port })
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "https://{}", self.authority())
    }
}

impl Server {
    /// Host and port as they stand in a `Host` header: without the port if it is 443.
    pub(crate) fn authority(&self) -> String {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        if self.port == 443 { host } else { format!("{host}:{}", self.port) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_alike() {
        for text in
            ["https://portico.example", "https://127.0.0.1:8443", "https://[::1]:8443", "https://[::1]"]
        {
            assert_eq!(text.parse::<Server>().unwrap().to_string(), text);
        }
        assert_eq!("https://a.example:443/".parse::<Server>().unwrap().authority(), "a.example");
    }

    #[test]
    fn what_a_router_could_not_call_is_refused() {
        for text in
            ["http://a", "a:443", "https://", "https://:1", "https://a/b", "https://a:x", "https://::1"]
        {
            assert!(text.parse::<Server>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_first_homes_share_the_first_seconds_and_the_rest_stream_in() {
        let ramp = Ramp { first: 20, within: Duration::from_secs(10), then_per_second: 4.0 };
        assert_eq!(ramp.start(0), Duration::ZERO);
        assert_eq!(ramp.start(19), Duration::from_millis(9_500));
        assert_eq!(ramp.start(20), Duration::from_secs(10));
        assert_eq!(ramp.start(28), Duration::from_secs(12));
    }

    #[test]
    fn without_first_homes_the_stream_begins_at_once() {
        let ramp = Ramp { first: 0, within: Duration::ZERO, then_per_second: 100.0 };
        assert_eq!(ramp.start(0), Duration::ZERO);
        assert_eq!(ramp.start(50), Duration::from_millis(500));
    }
}
