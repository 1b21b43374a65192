//! History: how a home's router did over time.
//!
//! **Spans.** What a router says is added up over five minutes: how often it reported, how busy its processors were, how much
//! memory could be had. The span that still runs stands in the router's own row ([`Span`]); once it is over it becomes a row by
//! *customer*, so that whoever gets the router next sees nothing of the home before. As rows age, hours are made of five
//! minutes, and days of hours ([`roll_up`]): what a home costs is bounded, however long it has been there. What is older than the ISP keeps history goes: spans, downtimes, and the timeline.
//!
//! **Downtimes.** From when to when a home was offline. Availability is worked out of them, and not of reports: a lost report is no
//! outage.

mod availability;
mod points;
mod rollup;
mod store;
#[cfg(test)]
mod tests;

use crate::access::Scope;
use crate::db::{CustomerId, IspId, RouterId};
use crate::problem::Result;

pub use availability::{Availability, Downtime, availability};
pub use points::{Point, days, points};
pub use rollup::{KEPT, roll_up, watch};

/// The length of a span, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Length {
    /// Five minutes.
    Minutes,
    /// An hour.
    Hour,
    /// A day of UTC.
    Day,
}

impl Length {
    /// In milliseconds.
    pub const fn ms(self) -> i64 {
        match self {
            Length::Minutes => 5 * 60 * 1000,
            Length::Hour => 60 * 60 * 1000,
            Length::Day => 24 * 60 * 60 * 1000,
        }
    }

    /// When the span began in which this time lies; both in milliseconds UTC.
    pub const fn begin(self, at: i64) -> i64 {
        at - at.rem_euclid(self.ms())
    }
}

/// What a router said during one span, added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    /// When it began, in milliseconds UTC; 0 for none.
    pub(crate) at: i64,
    /// Reports.
    pub(crate) reports: i64,
    /// How many of them came while processor and memory were known.
    pub(crate) known: i64,
    /// Percent, over the known.
    pub(crate) cpu_sum: i64,
    /// Percent.
    pub(crate) cpu_max: i64,
    /// Percent that could be had, over the known.
    pub(crate) memory_sum: i64,
    /// Percent.
    pub(crate) memory_min: i64,
}

impl Span {
    /// One of which nothing is known, begun at this time.
    pub(crate) const fn begun(at: i64) -> Span {
        Span { at, reports: 0, known: 0, cpu_sum: 0, cpu_max: 0, memory_sum: 0, memory_min: 100 }
    }

    /// How busy the processors were, in percent, on average; none where nothing is known.
    pub(crate) fn cpu(&self) -> Option<i64> {
        (self.known > 0).then(|| (self.cpu_sum + self.known / 2) / self.known)
    }

    /// How much memory could be had, in percent, on average; none where nothing is known.
    pub(crate) fn memory(&self) -> Option<i64> {
        (self.known > 0).then(|| (self.memory_sum + self.known / 2) / self.known)
    }

    /// Adds so many reports that came at this load.
    pub(crate) fn add(&mut self, reports: i64, cpu: Option<i64>, memory: Option<i64>) {
        self.reports += reports;
        if let (Some(cpu), Some(memory)) = (cpu, memory) {
            self.known += reports;
            self.cpu_sum += reports * cpu;
            self.cpu_max = self.cpu_max.max(cpu);
            self.memory_sum += reports * memory;
            self.memory_min = self.memory_min.min(memory);
        }
    }

    /// Takes in another, which lies in the same longer one.
    fn merge(&mut self, other: &Span) {
        self.reports += other.reports;
        self.known += other.known;
        self.cpu_sum += other.cpu_sum;
        self.cpu_max = self.cpu_max.max(other.cpu_max);
        self.memory_sum += other.memory_sum;
        self.memory_min = self.memory_min.min(other.memory_min);
    }
}

/// A span that is over, and whose it was.
pub(crate) struct Over {
    pub(crate) isp: IspId,
    pub(crate) customer: CustomerId,
    pub(crate) router: RouterId,
    pub(crate) span: Span,
}

/// Keeps spans that are over.
pub(crate) async fn keep(scope: &mut Scope, over: &[Over]) -> Result<()> {
    if over.is_empty() { Ok(()) } else { store::keep(scope, over).await }
}

/// A home went offline; in milliseconds UTC.
pub(crate) async fn went_offline(
    scope: &mut Scope,
    customer: CustomerId,
    router: RouterId,
    at: i64,
) -> Result<()> {
    store::begin_downtime(scope, customer, router, at).await
}

/// A router is heard again, and the home's downtime is over.
pub(crate) async fn came_online(scope: &mut Scope, router: RouterId) -> Result<()> {
    store::end_downtime(scope, router).await
}

/// Erases all that is known of a home, with the home itself.
pub(crate) async fn erase(scope: &mut Scope, customer: CustomerId) -> Result<()> {
    store::erase(scope, customer).await
}
