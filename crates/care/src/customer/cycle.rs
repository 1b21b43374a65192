//! The billing cycle: a month that begins on the customer's billing day, at midnight where the customer is.
//!
//! Midnight is a matter of the place. Where the clocks change on that day, the day is an hour shorter or longer, and so is the
//! cycle; where they change at midnight itself, there is no midnight that day and the cycle begins at the first moment there is.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use super::BillingDay;

/// One cycle: from `start` on, until just before `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cycle {
    /// Its first day.
    pub first: Date,
    /// The first day of the next one.
    pub next: Date,
    /// When the first day begins.
    pub start: Timestamp,
    /// When the next cycle's first day begins.
    pub end: Timestamp,
}

impl Cycle {
    /// The cycle that a moment is in.
    pub fn at(moment: Timestamp, zone: &TimeZone, day: BillingDay) -> Result<Cycle, jiff::Error> {
        let today = moment.to_zoned(zone.clone()).date();
        let in_this_month = today.with().day(day.day()).build()?;
        let first =
            if in_this_month <= today { in_this_month } else { in_this_month.checked_sub(1.month())? };
        Cycle::beginning(first, zone)
    }

    /// The one before.
    pub fn before(&self, zone: &TimeZone) -> Result<Cycle, jiff::Error> {
        Cycle::beginning(self.first.checked_sub(1.month())?, zone)
    }

    fn beginning(first: Date, zone: &TimeZone) -> Result<Cycle, jiff::Error> {
        let next = first.checked_add(1.month())?;
        Ok(Cycle { first, next, start: day_starts(first, zone)?, end: day_starts(next, zone)? })
    }
}

/// The first moment of a day: midnight, or what comes where midnight would be.
pub fn day_starts(day: Date, zone: &TimeZone) -> Result<Timestamp, jiff::Error> {
    Ok(day.to_zoned(zone.clone())?.start_of_day()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::Zone;

    fn zone(name: &str) -> TimeZone {
        Zone::parse(name).unwrap().time_zone()
    }

    fn at(moment: &str, place: &str, day: &str) -> Cycle {
        Cycle::at(moment.parse().unwrap(), &zone(place), BillingDay::parse(day).unwrap()).unwrap()
    }

    fn bounds(cycle: Cycle) -> (String, String, i64) {
        let hours = (cycle.end.as_second() - cycle.start.as_second()) / 3600;
        (cycle.start.to_string(), cycle.end.to_string(), hours)
    }

    #[test]
    fn a_cycle_begins_at_the_customers_own_midnight() {
        // Eleven in the evening of February 28th in New York is March 1st in Berlin.
        let moment = "2026-03-01T04:00:00Z";
        assert_eq!(at(moment, "America/New_York", "1").first.to_string(), "2026-02-01");
        assert_eq!(at(moment, "Europe/Berlin", "1").first.to_string(), "2026-03-01");
        assert_eq!(at("2026-03-01T05:00:00Z", "America/New_York", "1").first.to_string(), "2026-03-01");
    }

    #[test]
    fn the_billing_day_is_in_the_cycle_that_it_begins_and_the_day_before_is_not() {
        assert_eq!(at("2026-03-14T12:00:00Z", "UTC", "15").first.to_string(), "2026-02-15");
        assert_eq!(at("2026-03-15T00:00:00Z", "UTC", "15").first.to_string(), "2026-03-15");
        let january = at("2026-01-02T00:00:00Z", "UTC", "28");
        assert_eq!(
            (january.first.to_string(), january.next.to_string()),
            ("2025-12-28".into(), "2026-01-28".into())
        );
        assert_eq!(january.before(&TimeZone::UTC).unwrap().end, january.start);
    }

    #[test]
    fn a_cycle_in_which_the_clocks_change_is_an_hour_shorter_or_longer() {
        let spring = bounds(at("2026-03-20T12:00:00Z", "America/New_York", "1"));
        assert_eq!(spring, ("2026-03-01T05:00:00Z".into(), "2026-04-01T04:00:00Z".into(), 31 * 24 - 1));
        let autumn = bounds(at("2026-10-20T12:00:00Z", "Europe/Berlin", "1"));
        assert_eq!(autumn, ("2026-09-30T22:00:00Z".into(), "2026-10-31T23:00:00Z".into(), 31 * 24 + 1));
    }

    #[test]
    fn a_cycle_may_begin_on_the_very_day_on_which_the_clocks_change() {
        // March 8th in New York and October 25th in Berlin, both at two or three in the morning.
        let spring = at("2026-03-08T12:00:00Z", "America/New_York", "8");
        assert_eq!(
            bounds(spring),
            ("2026-03-08T05:00:00Z".into(), "2026-04-08T04:00:00Z".into(), 31 * 24 - 1)
        );
        let autumn = at("2026-10-25T12:00:00Z", "Europe/Berlin", "25");
        assert_eq!(
            bounds(autumn),
            ("2026-10-24T22:00:00Z".into(), "2026-11-24T23:00:00Z".into(), 31 * 24 + 1)
        );
    }

    #[test]
    fn where_there_is_no_midnight_that_day_the_cycle_begins_at_one() {
        // Chile's clocks went from 24:00 on the 7th of September 2024 to 01:00 on the 8th.
        let santiago = at("2024-09-20T12:00:00Z", "America/Santiago", "8");
        assert_eq!(santiago.start.to_string(), "2024-09-08T04:00:00Z");
        let local = santiago.start.to_zoned(zone("America/Santiago"));
        assert_eq!((local.date(), local.hour()), (santiago.first, 1));
        // Lebanon's from 24:00 on the 28th of March 2026 to 01:00 on the 29th, which no cycle begins on; the day does.
        let beirut = zone("Asia/Beirut");
        let start = day_starts(jiff::civil::date(2026, 3, 29), &beirut).unwrap();
        assert_eq!(start.to_zoned(beirut).hour(), 1);
    }

    #[test]
    fn where_midnight_comes_twice_the_first_one_counts() {
        // Cuba's clocks go back from one to midnight: the 2nd of November 2025 has 00:30 twice.
        let havana = at("2025-11-02T06:00:00Z", "America/Havana", "2");
        assert_eq!(havana.start.to_string(), "2025-11-02T04:00:00Z");
        assert_eq!(
            at("2025-11-02T04:30:00Z", "America/Havana", "2").start,
            havana.start,
            "an hour before, the same half hour"
        );
    }

    #[test]
    fn cycles_follow_each_other_without_a_gap_everywhere() {
        for name in Zone::names() {
            let (zone, day) = (zone(name), BillingDay::parse("28").unwrap());
            let mut cycle = Cycle::at("2027-01-01T00:00:00Z".parse().unwrap(), &zone, day).unwrap();
            for _ in 0..36 {
                let before = cycle.before(&zone).unwrap();
                assert_eq!(before.end, cycle.start, "{name}");
                assert_eq!(
                    Cycle::at(cycle.start, &zone, day).unwrap(),
                    cycle,
                    "{name}: its first moment is in it"
                );
                cycle = before;
            }
        }
    }
}
