//! How much of the time a home was online.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::store;
use crate::access::{Tx, may};
use crate::db::CustomerId;
use crate::problem::{Problem, Result};

/// Downtimes that are looked at, at most; a home with more of them in a month is flapping, and the latest tell enough.
const MOST: i64 = 5_000;

/// A time in which a home was offline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Downtime {
    /// From when.
    pub began: Timestamp,
    /// To when; none: it still is.
    pub ended: Option<Timestamp>,
}

/// A day, as the customer's calendar has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Availability {
    /// Which.
    pub day: Date,
    /// Seconds of it that have passed and count: not those before the home was first heard of, nor those to come. A day on which
    /// clocks change has an hour more or less.
    pub seconds: i64,
    /// Of those, how many it was offline.
    pub offline: i64,
    /// How often it went offline.
    pub times: usize,
}

impl Availability {
    /// In hundredths of a percent; none where nothing counts.
    pub fn basis_points(&self) -> Option<i64> {
        (self.seconds > 0).then(|| (self.seconds - self.offline) * 10_000 / self.seconds)
    }
}

/// The last so many days of a home, today included, oldest first; by the calendar of this time zone.
pub async fn availability(
    tx: &mut Tx<may::ViewCustomers>,
    customer: CustomerId,
    known_since: Timestamp,
    zone: &TimeZone,
    days: i32,
) -> Result<Vec<Availability>> {
    let now = tx.time();
    let today = now.to_zoned(zone.clone()).date();
    let first = (0..days - 1).try_fold(today, |day, _| day.yesterday()).map_err(Problem::broken)?;
    let since = first.to_zoned(zone.clone()).map_err(Problem::broken)?.timestamp();
    let downtimes = store::downtimes(tx, customer, since.as_millisecond(), MOST).await?;
    (0..days)
        .scan(first, |day, _| {
            let this = *day;
            *day = day.tomorrow().ok()?;
            Some(this)
        })
        .map(|day| of_day(day, zone, known_since..now, &downtimes))
        .collect()
}

/// One day, of the time that counts.
fn of_day(
    day: Date,
    zone: &TimeZone,
    counts: std::ops::Range<Timestamp>,
    downtimes: &[Downtime],
) -> Result<Availability> {
    let midnight = |day: Date| -> Result<Timestamp> {
        Ok(day.to_zoned(zone.clone()).map_err(Problem::broken)?.timestamp().max(counts.start))
    };
    let begin = midnight(day)?.min(counts.end);
    let end = midnight(day.tomorrow().map_err(Problem::broken)?)?.min(counts.end);
    let mut it = Availability { day, seconds: seconds(begin, end), offline: 0, times: 0 };
    for downtime in downtimes {
        let (from, to) = (downtime.began.max(begin), downtime.ended.unwrap_or(counts.end).min(end));
        it.offline += seconds(from, to);
        it.times += usize::from(begin <= downtime.began && downtime.began < end);
    }
    it.offline = it.offline.min(it.seconds);
    Ok(it)
}

fn seconds(from: Timestamp, to: Timestamp) -> i64 {
    (to.as_second() - from.as_second()).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn day(day: &str, zone: &str, downtimes: &[(&str, Option<&str>)]) -> Availability {
        let zone = TimeZone::get(zone).unwrap();
        let downtimes: Vec<_> = downtimes
            .iter()
            .map(|(began, ended)| Downtime { began: at(began), ended: ended.map(at) })
            .collect();
        of_day(day.parse().unwrap(), &zone, at("2026-01-01T00:00Z")..at("2026-12-01T00:00Z"), &downtimes)
            .unwrap()
    }

    #[test]
    fn a_day_on_which_clocks_go_forward_has_23_hours_and_one_on_which_they_go_back_25() {
        let hours = |it: Availability| it.seconds / 3600;
        assert_eq!(hours(day("2026-03-08", "America/New_York", &[])), 23);
        assert_eq!(hours(day("2026-11-01", "America/New_York", &[])), 25);
        assert_eq!(hours(day("2026-03-29", "Europe/Berlin", &[])), 23);
        assert_eq!(hours(day("2026-10-25", "Europe/Berlin", &[])), 25);
        assert_eq!(hours(day("2026-06-01", "Europe/Berlin", &[])), 24);
    }

    #[test]
    fn a_day_without_a_midnight_begins_when_it_begins() {
        // In Santiago the clocks went from 24:00 on the 5th to 1:00 on the 6th.
        let it = day("2026-09-06", "America/Santiago", &[]);
        assert_eq!(it.seconds, 23 * 3600);
    }

    #[test]
    fn a_downtime_over_midnight_is_of_both_days_and_began_on_one() {
        let down = [("2026-06-01T21:00Z", Some("2026-06-01T23:30Z"))];
        let (first, second) =
            (day("2026-06-01", "Europe/Berlin", &down), day("2026-06-02", "Europe/Berlin", &down));
        assert_eq!((first.offline, first.times), (3600, 1));
        assert_eq!((second.offline, second.times), (5400, 0));
        assert_eq!(second.basis_points(), Some(9375));
    }

    #[test]
    fn what_is_not_over_counts_up_to_now_and_the_time_to_come_does_not() {
        let it = day("2026-11-30", "UTC", &[("2026-11-30T18:00Z", None)]);
        assert_eq!((it.seconds, it.offline), (86_400, 6 * 3600));
        let it = day("2026-12-01", "UTC", &[("2026-11-30T18:00Z", None)]);
        assert_eq!((it.seconds, it.offline, it.basis_points()), (0, 0, None));
    }
}
