//! Load, in both kinds.
//!
//! **Closed**: each lane asks again as soon as it is answered; it finds the highest rate, and hides waiting, since a slow
//! server is asked less often. **Open**: requests fall due at a fixed rate whatever the server does, and each is timed from
//! the moment at which it was due, so a stall is felt by all that it delays.

use anyhow::Result;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It was served.
    Served,
    /// The server was there and said no (503 under load): counted, and not an error.
    Refused,
}

/// One client, with one request under way at a time.
pub(crate) trait Lane: Send + 'static {
    /// Sends a request and waits for the whole answer.
    ///
    /// # Errors
    /// When the connection fails: that ends the run, as nothing measured after it would count.
    fn call(&mut self) -> impl Future<Output = Result<Answer>> + Send;
}

/// What a load found.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Requests that were served.
    pub(crate) served: u64,
    /// Requests that were refused.
    pub(crate) refused: u64,
    /// From the first request to the last answer.
    pub(crate) elapsed: Duration,
    /// How long each served request took, shortest first.
    times: Vec<Duration>,
}

impl Outcome {
    /// Requests served a second.
    pub(crate) fn rate(&self) -> f64 {
        self.served as f64 / self.elapsed.as_secs_f64()
    }

    /// The time in milliseconds within which this share of the served requests were answered: 0.5 is the median.
    pub(crate) fn within(&self, share: f64) -> f64 {
        let last = self.times.len().saturating_sub(1);
        let at = (self.times.len() as f64 * share).ceil() as usize;
        self.times.get(at.saturating_sub(1).min(last)).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
    }

    fn count(&mut self, answer: Answer, time: Duration) {
        match answer {
            Answer::Served => {
                self.served += 1;
                self.times.push(time);
            }
            Answer::Refused => self.refused += 1,
        }
    }

    fn add(&mut self, other: Self) {
        self.served += other.served;
        self.refused += other.refused;
        self.times.extend(other.times);
    }
}

/// Keeps every lane busy for this long.
pub(crate) async fn closed<L: Lane>(lanes: Vec<L>, time: Duration) -> Result<Outcome> {
    let start = Instant::now();
    let end = start + time;
    let work = lanes.into_iter().map(|mut lane| async move {
        let mut outcome = Outcome::default();
        let mut now = Instant::now();
        while now < end {
            let answer = lane.call().await?;
            let asked = std::mem::replace(&mut now, Instant::now());
            outcome.count(answer, now - asked);
        }
        Ok(outcome)
    });
    gather(start, work).await
}

/// Keeps every lane busy until this many requests were made.
pub(crate) async fn first<L: Lane>(lanes: Vec<L>, total: u64) -> Result<Outcome> {
    let start = Instant::now();
    let next = Arc::new(AtomicU64::new(0));
    let work = lanes.into_iter().map(|mut lane| {
        let next = Arc::clone(&next);
        async move {
            let mut outcome = Outcome::default();
            while next.fetch_add(1, Ordering::Relaxed) < total {
                let asked = Instant::now();
                let answer = lane.call().await?;
                outcome.count(answer, asked.elapsed());
            }
            Ok(outcome)
        }
    });
    gather(start, work).await
}

/// Asks at `rate` requests a second for this long. There must be lanes enough to wait for slow answers on: when all are
/// waiting, the next requests start late, and that wait is in their times.
pub(crate) async fn open<L: Lane>(lanes: Vec<L>, rate: f64, time: Duration) -> Result<Outcome> {
    let start = Instant::now();
    let total = (rate * time.as_secs_f64()) as u64;
    let next = Arc::new(AtomicU64::new(0));
    let work = lanes.into_iter().map(|mut lane| {
        let next = Arc::clone(&next);
        async move {
            let mut outcome = Outcome::default();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= total {
                    return Ok(outcome);
                }
                let due = start + Duration::from_secs_f64(number as f64 / rate);
                let mut asked = due;
                if Instant::now() < due {
                    tokio::time::sleep_until(due.into()).await;
                    // The timer wakes up to a millisecond late; that is not the server's doing.
                    asked = Instant::now();
                }
                let answer = lane.call().await?;
                outcome.count(answer, asked.elapsed());
            }
        }
    });
    gather(start, work).await
}

async fn gather<F>(start: Instant, work: impl Iterator<Item = F>) -> Result<Outcome>
where
    F: Future<Output = Result<Outcome>> + Send + 'static,
{
    let mut tasks: JoinSet<Result<Outcome>> = work.collect();
    let mut sum = Outcome::default();
    while let Some(finished) = tasks.join_next().await {
        sum.add(finished??);
    }
    sum.elapsed = start.elapsed();
    sum.times.sort_unstable();
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

    /// Answers at once; refuses every third.
    struct Quick(u64);

    impl Lane for Quick {
        async fn call(&mut self) -> Result<Answer> {
            self.0 += 1;
            tokio::task::yield_now().await;
            Ok(if self.0.is_multiple_of(3) { Answer::Refused } else { Answer::Served })
        }
    }

    struct Broken;

    impl Lane for Broken {
        async fn call(&mut self) -> Result<Answer> {
            bail!("connection reset")
        }
    }

    #[tokio::test]
    async fn an_open_load_asks_as_often_as_it_was_told() {
        let outcome = open(vec![Quick(0)], 30_000.0, Duration::from_millis(10)).await.unwrap();
        assert_eq!((outcome.served, outcome.refused), (200, 100));
        assert!(outcome.within(0.5) <= outcome.within(0.99));
    }

    #[tokio::test]
    async fn a_closed_load_keeps_every_lane_busy_until_the_end() {
        let outcome = closed(vec![Quick(0), Quick(0)], Duration::from_millis(10)).await.unwrap();
        assert!(outcome.served > 2 && outcome.refused > 0);
        assert!(outcome.elapsed >= Duration::from_millis(10));
    }

    #[tokio::test]
    async fn a_counted_load_ends_at_its_count() {
        let outcome = first(vec![Quick(0), Quick(0)], 60).await.unwrap();
        assert_eq!(outcome.served + outcome.refused, 60);
    }

    #[tokio::test]
    async fn a_broken_connection_ends_the_run() {
        assert!(closed(vec![Broken], Duration::from_secs(60)).await.is_err());
    }

    #[test]
    fn the_median_of_four_is_the_second() {
        let times = (1..=4).map(Duration::from_millis).collect();
        let outcome = Outcome { times, ..Outcome::default() };
        assert_eq!(outcome.within(0.5), 2.0);
        assert_eq!(outcome.within(1.0), 4.0);
    }
}
