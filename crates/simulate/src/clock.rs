//! The two clocks of a simulated router: how fast its time passes, and what it believes the time of day to be.

use std::time::{Duration, SystemTime};
use tokio::time::Instant;

/// How much faster than a real router a simulated one lives.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace(f64);

impl Pace {
    /// A pace of 1 is real time, 10 makes every wait ten times shorter. Nonsense counts as 1.
    pub(crate) fn new(speed: f64) -> Self {
        Self(if speed.is_finite() && speed > 0.0 { speed } else { 1.0 })
    }

    /// How long a wait of the real agent lasts here.
    pub(crate) fn wait(self, real: Duration) -> Duration {
        real.div_f64(self.0)
    }

    /// [`Pace::wait`] for whole seconds, the unit of every period of the agent.
    pub(crate) fn seconds(self, real: u64) -> Duration {
        self.wait(Duration::from_secs(real))
    }
}

/// The time of day, read once and then carried on by the runtime's clock, so that a test that pauses time pauses
/// this clock too.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WallClock {
    unix_ms: i64,
    since: Instant,
}

impl WallClock {
    /// A clock that shows `unix_ms` (milliseconds since 1970, UTC) now.
    pub(crate) fn showing(unix_ms: i64) -> Self {
        Self { unix_ms, since: Instant::now() }
    }

    #[expect(clippy::disallowed_methods, reason = "a simulated router has a clock of its own; this is it")]
    pub(crate) fn of_this_machine() -> Self {
        let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self::showing(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX))
    }

    /// Milliseconds since 1970, UTC.
    pub(crate) fn unix_ms(self) -> i64 {
        self.unix_ms + i64::try_from(self.since.elapsed().as_millis()).unwrap_or(i64::MAX)
    }
}
