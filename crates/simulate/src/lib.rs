//! Homes that do not exist: thousands of simulated routers that speak the agent's protocol to a real server.
//!
//! A simulated router does on the wire what the real agent does, bugs included: a fresh connection for every
//! request, the agent's headers in the agent's order, delta-encoded telemetry, one report of a kind underway at a
//! time, commands from a queue. Behind it lives an invented household with phones, televisions and neighbours. Some
//! homes have a trouble ([`Behaviour`]), so that those who look after homes have something to look at.
//!
//! Everything here was written from captures of the real agent, and the tests compare with those captures
//! (`fixtures/`). Nothing is shared with the server's codec: a simulator that borrows the server's understanding of
//! the protocol proves only that the server agrees with itself.
//!
//! Load is open: a home reports when its report is due, however slow the server, and latencies count from that
//! moment. So a server that falls behind shows long times and missed reports, not a quieter simulator.
//!
//! ```no_run
//! # async fn example() -> anyhow::Result<()> {
//! use simulate::{Mix, Options, Simulation, TrustedCa};
//!
//! let ca = TrustedCa::File("ca.pem".into());
//! let mut options = Options::new("https://127.0.0.1:8443".parse()?, ca, "homes".into());
//! options.mix = Mix::Troubled(0.5);
//! let simulation = Simulation::prepare(options).await?;
//! let progress = simulation.progress();
//! let summary = simulation.run(tokio_util::sync::CancellationToken::new()).await?;
//! # Ok(()) }
//! ```
//!
//! | module | what |
//! |---|---|
//! | `options`, `behaviour`, `stats` | what a caller says and reads |
//! | `home` | the life of one home as a state machine |
//! | `household` | who lives there and what they own |
//! | `agent` | messages: types in, bytes out |
//! | `transport`, `tls`, `http`, `identity` | the line to the server |

mod agent;
mod behaviour;
mod call;
mod clock;
mod dice;
mod histogram;
mod home;
mod household;
mod http;
mod identity;
mod mac;
mod options;
mod stats;
mod tls;
mod transport;

pub use agent::settings::Periods;
pub use behaviour::{Behaviour, Mix};
pub use mac::Mac;
pub use options::{Homes, Options, Ramp, Server, TrustedCa};
pub use stats::{Counts, Progress, Summary};

use anyhow::Context;
use clock::{Pace, WallClock};
use home::{Home, World};
use identity::Store;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;
use transport::{Line, Target};

/// A run that is ready to start.
#[derive(Debug)]
pub struct Simulation {
    world: Arc<World>,
    target: Arc<Target>,
    macs: Vec<Mac>,
    ramp: Ramp,
}

impl Simulation {
    /// Reads the trusted CA, looks the server up and makes the folder for certificates. No request is made yet.
    ///
    /// # Errors
    /// When one of these fails, or when the server's name cannot stand in a certificate.
    pub async fn prepare(options: Options) -> anyhow::Result<Self> {
        let Server { host, port } = &options.server;
        let trust = tls::Trust::in_bundle(&options.trusted_ca.read()?)?;
        let found = tokio::net::lookup_host((host.as_str(), *port)).await;
        let addresses: Vec<SocketAddr> = found.with_context(|| format!("cannot find {host}"))?.collect();
        let name = host.clone().try_into().with_context(|| format!("{host} is not a host name"))?;
        let authority = options.server.authority();
        let target = Target { addresses, name, host: authority, trust, keep_alive: options.keep_alive };
        let world = World {
            pace: Pace::new(options.speed),
            clock: WallClock::of_this_machine(),
            store: Store::open(&options.state_dir)?,
            progress: Arc::default(),
            periods: options.periods,
            mix: options.mix,
            seed: options.seed,
        };
        let (world, target) = (Arc::new(world), Arc::new(target));
        Ok(Self { world, target, macs: options.homes.macs(), ramp: options.ramp })
    }

    /// The counters of this run, to be read at any time.
    #[must_use]
    pub fn progress(&self) -> Arc<Progress> {
        self.world.progress.clone()
    }

    /// Switches the homes on, one after the other, and lets them live until `stop` is cancelled or the last home
    /// has gone offline for good.
    ///
    /// # Errors
    /// When a home panicked, which would be a bug of the simulator. A server that refuses or does not answer is no
    /// error: that is what the counters are for.
    pub async fn run(self, stop: CancellationToken) -> anyhow::Result<Summary> {
        let begun = Instant::now();
        let mut homes = JoinSet::new();
        for (index, mac) in self.macs.into_iter().enumerate() {
            let (world, target, stop) = (self.world.clone(), self.target.clone(), stop.clone());
            let start = begun + self.ramp.start(index);
            homes.spawn(async move {
                let life = async {
                    sleep_until(start).await;
                    // Boxed: until it starts, a home costs a timer and no more.
                    Box::pin(Home::new(world, Line::new(target, index), mac, index).live()).await;
                };
                stop.run_until_cancelled(life).await;
            });
        }
        while let Some(home) = homes.join_next().await {
            home.context("a simulated home broke down")?;
        }
        Ok(self.world.progress.counts())
    }
}

/// [`Simulation::prepare`] and [`Simulation::run`] in one, for callers that need no progress.
///
/// # Errors
/// Those of both.
pub async fn run(options: Options, stop: CancellationToken) -> anyhow::Result<Summary> {
    Simulation::prepare(options).await?.run(stop).await
}
