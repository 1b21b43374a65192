//! What graphs of a home are drawn from, and the numbers beside them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Length, Span, store};
use crate::access::{Tx, may};
use crate::db::{CustomerId, at};
use crate::problem::{Problem, Result};

/// A point of a graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// When its span began.
    pub at: Timestamp,
    /// How busy the processors were, in percent, on average.
    pub cpu: u8,
    /// At most.
    pub cpu_max: u8,
    /// Memory in use, in percent, on average.
    pub memory: u8,
    /// At most.
    pub memory_max: u8,
}

impl Point {
    fn of(span: &Span) -> Point {
        Point {
            at: at(span.at),
            cpu: percent(span.cpu().unwrap_or_default()),
            cpu_max: percent(span.cpu_max),
            memory: 100 - percent(span.memory().unwrap_or(100)),
            memory_max: 100 - percent(span.memory_min),
        }
    }
}

fn percent(value: i64) -> u8 {
    u8::try_from(value.clamp(0, 100)).unwrap_or(100)
}

/// The points of a customer's home since a time, by spans of this length, oldest first. Spans in which nothing was known are
/// missing.
pub async fn points(
    tx: &mut Tx<may::ViewCustomers>,
    customer: CustomerId,
    length: Length,
    since: Timestamp,
) -> Result<Vec<Point>> {
    let spans = store::spans(tx, customer, length, since.as_millisecond()).await?;
    Ok(spans.iter().map(Point::of).collect())
}

/// The days of a customer's home from the one in which this time lies, by the calendar of this time zone, oldest first; made of
/// hours, so for as long as those are kept. An hour in which a midnight lies counts to the day in which it begins. Days of which
/// nothing is known are missing.
pub async fn days(
    tx: &mut Tx<may::ViewCustomers>,
    customer: CustomerId,
    zone: &TimeZone,
    since: Timestamp,
) -> Result<Vec<(Date, Point)>> {
    let midnight = since.to_zoned(zone.clone()).start_of_day().map_err(Problem::broken)?.timestamp();
    // The first whole hour: of one that midnight divides there would be a half.
    let first = Length::Hour.begin(midnight.as_millisecond() + Length::Hour.ms() - 1);
    let mut days: Vec<(Date, Span)> = Vec::new();
    for span in store::spans(tx, customer, Length::Hour, first).await? {
        let day = at(span.at).to_zoned(zone.clone()).date();
        match days.last_mut() {
            Some((last, sum)) if *last == day => sum.merge(&span),
            _ => days.push((day, span)),
        }
    }
    Ok(days.iter().map(|(day, span)| (*day, Point::of(span))).collect())
}
