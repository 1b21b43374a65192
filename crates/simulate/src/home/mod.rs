//! The life of a home: its router starts, its agent reports until something ends it, and starts again.
//!
//! ```text
//! boot -> connectivity check -> certificate -> activate -> reports, commands
//!  ^             ^                  (kept)                     |
//!  |             +---- agent ends: 400, restart_agent, crash --+
//!  +------------------ router ends: reboot, power -------------+
//! ```
//!
//! The life is one future. Whoever drops it pulls the plug.

mod agenda;
mod follow_up;
mod reporting;
mod startup;
#[cfg(test)]
mod tests;
mod uplink;

use crate::agent::activate::StartReason;
use crate::behaviour::Behaviour;
use crate::call::Cloud;
use crate::clock::{Pace, WallClock};
use crate::dice::Dice;
use crate::household::Household;
use crate::identity::{Identity, Store};
use crate::mac::Mac;
use crate::stats::{Progress, count};
use crate::{Mix, Periods};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep};
use uplink::Uplink;

/// What all homes of a run share.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) pace: Pace,
    pub(crate) clock: WallClock,
    pub(crate) store: Store,
    pub(crate) progress: Arc<Progress>,
    /// Periods that the server cannot change.
    pub(crate) periods: Option<Periods>,
    pub(crate) mix: Mix,
    pub(crate) seed: u64,
}

/// Why an agent stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// The agent alone starts anew.
    Restart(StartReason),
    /// The whole router does.
    Reboot(StartReason),
    /// The router forgets everything and starts anew.
    FactoryReset,
    /// The server refused the certificate with a 400: drop it, start anew.
    Provision,
    /// Nobody will ever hear of this home again.
    Gone,
}

/// The monitor process needs a moment to start the agent again.
const AGENT_START: Duration = Duration::from_secs(1);
/// With a 400 from the server a real agent comes around eight to ten times a second. Source: agent protocol 3.4.
const AGENT_START_AFTER_400: Duration = Duration::from_millis(100);
const ROUTER_START: Duration = Duration::from_secs(45);
/// How far off a clock is that nobody set, in milliseconds: three years.
const UNSET_CLOCK_MS: i64 = -3 * 365 * 86_400_000;

/// One simulated home.
pub(crate) struct Home<C> {
    world: Arc<World>,
    uplink: Uplink<C>,
    house: Household,
    dice: Dice,
    identity: Option<Arc<Identity>>,
    booted: Instant,
    /// The router's clock minus the true time, in milliseconds.
    clock_error_ms: i64,
}

impl<C: Cloud> Home<C> {
    /// Home number `index`, not yet switched on.
    pub(crate) fn new(world: Arc<World>, cloud: C, mac: Mac, index: usize) -> Self {
        let behaviour = world.mix.behaviour(index, world.seed);
        Self {
            uplink: Uplink::new(cloud, world.progress.clone()),
            house: Household::new(mac, index, behaviour, world.seed),
            // Other dice than the household's: what a home owns must not depend on what happens to it.
            dice: Dice::new(world.seed.rotate_left(32), mac.to_u64()),
            identity: None,
            booted: Instant::now(),
            clock_error_ms: 0,
            world,
        }
    }

    /// Lives until the home goes offline for good.
    pub(crate) async fn live(mut self) {
        count(&self.world.progress.started);
        self.boot();
        let mut reason = StartReason::NormalStart;
        loop {
            let ending = match self.start_up(reason).await {
                Ok(started) => self.report(started).await,
                Err(ending) => ending,
            };
            tracing::debug!(mac = %self.house.mac, ?ending, "the agent stopped");
            let pause;
            (reason, pause) = match ending {
                Ending::Gone => return,
                Ending::Restart(reason) => (reason, AGENT_START),
                Ending::Reboot(reason) => (reason, ROUTER_START),
                Ending::FactoryReset => (StartReason::NormalStart, ROUTER_START),
                Ending::Provision => (StartReason::Provision, AGENT_START_AFTER_400),
            };
            if matches!(ending, Ending::Provision | Ending::FactoryReset) {
                self.forget_identity();
            }
            sleep(self.world.pace.wait(pause)).await;
            if matches!(ending, Ending::Reboot(_) | Ending::FactoryReset) {
                self.boot();
            }
        }
    }

    fn boot(&mut self) {
        self.booted = Instant::now();
        if self.house.behaviour == Behaviour::WrongClock {
            self.clock_error_ms = UNSET_CLOCK_MS;
        }
    }

    fn forget_identity(&mut self) {
        self.identity = None;
        if let Err(error) = self.world.store.drop(self.house.mac) {
            tracing::warn!(%error, "a certificate stays behind");
        }
    }

    /// The router's own idea of the time of day.
    fn unix_ms(&self) -> i64 {
        self.world.clock.unix_ms() + self.clock_error_ms
    }
}
