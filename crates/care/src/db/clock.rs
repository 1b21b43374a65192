//! The clock that transactions read. Tests hold their own and move it by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

/// Where `tx.now()` comes from. Never runs backwards within a process, so that nothing expired comes back to life.
#[derive(Clone, Debug)]
pub struct Clock {
    /// The latest time anyone was told, in milliseconds UTC.
    latest: Arc<AtomicI64>,
    fixed: bool,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Clock { latest: Arc::new(AtomicI64::new(0)), fixed: false }
    }

    /// A clock that stands still until it is moved.
    pub fn fixed(start: Timestamp) -> Self {
        Clock { latest: Arc::new(AtomicI64::new(start.as_millisecond())), fixed: true }
    }

    /// Moves a fixed clock on.
    pub fn advance(&self, span: std::time::Duration) {
        self.latest.fetch_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX), Ordering::SeqCst);
    }

    /// Milliseconds UTC.
    pub fn millis(&self) -> i64 {
        if self.fixed {
            return self.latest.load(Ordering::SeqCst);
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the one place where the machine's clock is read"
        )]
        let now = Timestamp::now().as_millisecond();
        self.latest.fetch_max(now, Ordering::SeqCst).max(now)
    }

    /// What the machine's clock says right now, even if it ran backwards: what is told to others as the time, and what
    /// certificates are dated by. A wrong clock that was set right again must not live on there.
    pub fn wall(&self) -> Timestamp {
        if self.fixed {
            return self.now();
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "this file is the one place where the machine's clock is read"
        )]
        Timestamp::now()
    }

    /// The same as a timestamp.
    pub fn now(&self) -> Timestamp {
        at(self.millis())
    }
}

/// The timestamp of a stored time. Out-of-range values, which nothing of ours writes, become the epoch.
pub fn at(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH)
}
