//! Latencies in a few kilobytes, whatever their number.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// Sixteen buckets for each doubling of the time: a quantile is at most one sixteenth too high.
const STEPS: u32 = 16;
/// Up to 2^36 microseconds, 19 hours.
const BUCKETS: usize = (STEPS * 34) as usize;

/// A log-linear histogram of durations.
#[derive(Debug)]
pub(crate) struct Histogram(Box<[AtomicU64]>);

impl Default for Histogram {
    fn default() -> Self {
        Self((0..BUCKETS).map(|_| AtomicU64::new(0)).collect())
    }
}

impl Histogram {
    pub(crate) fn record(&self, duration: Duration) {
        let micros = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX);
        if let Some(bucket) = self.0.get(bucket(micros).min(BUCKETS - 1)) {
            bucket.fetch_add(1, Relaxed);
        }
    }

    /// The time that this share (0 to 1) of the recorded durations did not exceed; zero if none was recorded.
    pub(crate) fn quantile(&self, share: f64) -> Duration {
        let counts: Vec<u64> = self.0.iter().map(|bucket| bucket.load(Relaxed)).collect();
        let wanted = (counts.iter().sum::<u64>() as f64 * share).ceil() as u64;
        let mut seen = 0;
        for (index, count) in counts.iter().enumerate() {
            seen += count;
            if wanted > 0 && seen >= wanted {
                return Duration::from_micros(highest(index));
            }
        }
        Duration::ZERO
    }
}

/// Times below 16 µs have a bucket each; above, the four bits after the leading one choose among sixteen.
fn bucket(micros: u64) -> usize {
    if micros < u64::from(STEPS) {
        return micros as usize;
    }
    let doubling = micros.ilog2() - 4;
    (doubling * STEPS) as usize + (micros >> doubling) as usize
}

/// The longest time in microseconds that falls into a bucket.
fn highest(index: usize) -> u64 {
    let steps = STEPS as usize;
    if index < steps {
        return index as u64;
    }
    let doubling = index / steps - 1;
    let low = (index - doubling * steps) as u64;
    ((low + 1) << doubling) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_time_lies_in_a_bucket_whose_end_is_at_most_a_sixteenth_later() {
        for micros in (0..5_000).chain([123_456, 30_000_000, 3_600_000_000]) {
            let end = highest(bucket(micros));
            assert!(end >= micros && end - micros <= micros / 16, "{micros} -> {end}");
        }
    }

    #[test]
    fn the_median_and_the_slowest_hundredth_are_found() {
        let times = Histogram::default();
        (0..980).for_each(|_| times.record(Duration::from_micros(1_000)));
        (0..20).for_each(|_| times.record(Duration::from_secs(2)));
        assert!((1_000..1_070).contains(&(times.quantile(0.5).as_micros() as u64)));
        assert!((2_000..2_130).contains(&(times.quantile(0.99).as_millis() as u64)));
    }

    #[test]
    fn without_a_single_record_every_quantile_is_zero() {
        assert_eq!(Histogram::default().quantile(0.99), Duration::ZERO);
    }
}
