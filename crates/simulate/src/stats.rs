//! What a run counts. Every counter is atomic: a caller prints while ten thousand homes write.

use crate::histogram::Histogram;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// Counters of a run, all rising except [`Counts::up`]. Read them with [`Progress::counts`].
#[derive(Debug)]
pub struct Progress {
    pub(crate) started: AtomicU64,
    pub(crate) up: AtomicU64,
    pub(crate) certificates: AtomicU64,
    pub(crate) activations: AtomicU64,
    pub(crate) sent: AtomicU64,
    pub(crate) acknowledged: AtomicU64,
    pub(crate) lost: AtomicU64,
    pub(crate) missed: AtomicU64,
    pub(crate) commands: AtomicU64,
    pub(crate) transport_errors: AtomicU64,
    refused: Box<[AtomicU64]>,
    latency: Histogram,
}

/// The counters of one moment. At the end of a run this is its summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Homes that were switched on.
    pub started: u64,
    /// Homes whose agent is activated right now.
    pub up: u64,
    /// Certificates received.
    pub certificates: u64,
    /// Activations accepted.
    pub activations: u64,
    /// Reports (telemetry, devices, radios, scans, firewall, configuration) that left.
    pub sent: u64,
    /// Reports answered with a 2xx.
    pub acknowledged: u64,
    /// Answers other than 2xx to any request, by status.
    pub refused: BTreeMap<u16, u64>,
    /// Reports given up without any answer.
    pub lost: u64,
    /// Reports not made because the one before was still on its way. Source: agent protocol 5.
    pub missed: u64,
    /// Commands received and carried out.
    pub commands: u64,
    /// Attempts of any request that ended without an HTTP answer.
    pub transport_errors: u64,
    /// Half of the acknowledged reports took no longer, from the moment they were due to the last byte of the answer.
    pub p50: Duration,
    /// 99 of 100 acknowledged reports took no longer.
    pub p99: Duration,
}

/// The counts of a whole run.
pub type Summary = Counts;

const STATUSES: usize = 600;

impl Default for Progress {
    fn default() -> Self {
        let zero = || AtomicU64::new(0);
        Self {
            started: zero(),
            up: zero(),
            certificates: zero(),
            activations: zero(),
            sent: zero(),
            acknowledged: zero(),
            lost: zero(),
            missed: zero(),
            commands: zero(),
            transport_errors: zero(),
            refused: (0..STATUSES).map(|_| zero()).collect(),
            latency: Histogram::default(),
        }
    }
}

impl Progress {
    /// All counters now. They are read one after the other, so a running total may be off by the few that moved.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let refused = (0u16..).zip(&self.refused).map(|(status, count)| (status, count.load(Relaxed)));
        Counts {
            started: self.started.load(Relaxed),
            up: self.up.load(Relaxed),
            certificates: self.certificates.load(Relaxed),
            activations: self.activations.load(Relaxed),
            sent: self.sent.load(Relaxed),
            acknowledged: self.acknowledged.load(Relaxed),
            refused: refused.filter(|(_, count)| *count > 0).collect(),
            lost: self.lost.load(Relaxed),
            missed: self.missed.load(Relaxed),
            commands: self.commands.load(Relaxed),
            transport_errors: self.transport_errors.load(Relaxed),
            p50: self.latency.quantile(0.50),
            p99: self.latency.quantile(0.99),
        }
    }

    /// Counts an answer that was not 2xx. A status beyond 599 counts as 599.
    pub(crate) fn refused(&self, status: u16) {
        if let Some(count) = self.refused.get(usize::from(status).min(STATUSES - 1)) {
            count.fetch_add(1, Relaxed);
        }
    }

    pub(crate) fn acknowledged(&self, after: Duration) {
        self.acknowledged.fetch_add(1, Relaxed);
        self.latency.record(after);
    }
}

/// Adds one to a counter.
pub(crate) fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Relaxed);
}
