//! Charts: lines over time and bars, drawn as SVG of one unit a pixel's worth; the style sheet colours and stretches them.
//!
//! A chart is never the only way to know something: beside it stand its numbers as a table for those who do not see it.

use std::fmt::Write as _;

use care::words::calendar;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Words;

/// The height of every chart, in its own units. The width is the time shown, in milliseconds over [`UNIT_MS`].
pub(crate) const HEIGHT: i64 = 100;

/// How many milliseconds one unit to the right is: a minute, so that numbers in paths stay short.
const UNIT_MS: i64 = 60_000;

/// The time that a chart shows, from left to right.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub(crate) from: Timestamp,
    pub(crate) to: Timestamp,
}

/// The shortest time that a chart shows: a few points should not look like a day.
const SHORTEST_MS: i64 = 60 * 60_000;

impl Window {
    /// The same without the time before anything was known, which would be an empty picture.
    pub(crate) fn begun(self, known_since: Option<Timestamp>) -> Window {
        let latest = Timestamp::from_millisecond(self.to.as_millisecond() - SHORTEST_MS).unwrap_or(self.from);
        let from = known_since.map_or(self.from, |since| since.max(self.from).min(latest.max(self.from)));
        Window { from, ..self }
    }

    /// How wide a chart of it is.
    pub(crate) fn width(self) -> i64 {
        self.after(self.to).max(1)
    }

    /// How far to the right a time stands. A span that begins before the chart, or after it, stands at its edge.
    pub(crate) fn place(self, at: Timestamp) -> i64 {
        self.after(at).clamp(0, self.width())
    }

    /// How far a time is behind the left edge.
    fn after(self, at: Timestamp) -> i64 {
        (at.as_millisecond() - self.from.as_millisecond()).div_euclid(UNIT_MS)
    }

    /// The words under the chart: so many times, evenly apart, in this zone; with the day where the chart shows several.
    pub(crate) fn ticks(self, zone: &TimeZone, many: i64, w: Words) -> Vec<String> {
        let span = self.to.as_millisecond() - self.from.as_millisecond();
        let form = if span > 2 * 86_400_000 { "%a %-d %b" } else { "%H:%M" };
        (0..many)
            .filter_map(|n| {
                Timestamp::from_millisecond(self.from.as_millisecond() + span * n / (many - 1)).ok()
            })
            .map(|at| calendar::said_at(form, &at.to_zoned(zone.clone()), w))
            .collect()
    }
}

/// A line through values of 0 to [`HEIGHT`], as the `d` of a path. It has a gap where two points are further apart than `gap_ms`; a point
/// alone becomes a dot.
pub(crate) fn line(window: Window, points: &[(Timestamp, i64)], gap_ms: i64) -> String {
    let mut path = String::new();
    let mut before: Option<i64> = None;
    for (at, value) in points {
        let ms = at.as_millisecond();
        let joins = before.is_some_and(|before| ms - before <= gap_ms);
        let (x, y) = (window.place(*at), HEIGHT - value.clamp(&0, &HEIGHT));
        // A line of no length has round ends, and so is seen.
        let _ = if joins { write!(path, "L{x} {y}") } else { write!(path, "M{x} {y}h0") };
        before = Some(ms);
    }
    path
}

/// The area under a line, from the left to the right end of its points.
pub(crate) fn area(window: Window, points: &[(Timestamp, i64)]) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return String::new() };
    let mut path = format!("M{} {HEIGHT}", window.place(first.0));
    for (at, value) in points {
        let _ = write!(path, "L{} {}", window.place(*at), HEIGHT - value.clamp(&0, &HEIGHT));
    }
    let _ = write!(path, "L{} {HEIGHT}Z", window.place(last.0));
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_millisecond(minutes * UNIT_MS).unwrap()
    }

    const HOUR: i64 = 60 * UNIT_MS;

    #[test]
    fn a_line_has_a_gap_where_nothing_was_heard() {
        let window = Window { from: at(0), to: at(120) };
        let points = [(at(10), 0), (at(15), 50), (at(90), 100)];
        assert_eq!(line(window, &points, 10 * UNIT_MS), "M10 100h0L15 50M90 0h0");
        assert_eq!(window.width(), 120);
        assert_eq!(line(window, &[], HOUR), "");
    }

    #[test]
    fn a_chart_begins_when_something_was_known_and_shows_an_hour_at_least() {
        let day = Window { from: at(0), to: at(1440) };
        let from = |since| day.begun(since).from;
        assert_eq!([from(None), from(Some(at(-5))), from(Some(at(700)))], [at(0), at(0), at(700)]);
        assert_eq!(from(Some(at(1435))), at(1380));
        let short = Window { from: at(0), to: at(30) };
        assert_eq!(short.begun(Some(at(20))).from, at(0));
    }

    #[test]
    fn what_is_out_of_bounds_stays_at_the_edge() {
        let window = Window { from: at(0), to: at(10) };
        assert_eq!(line(window, &[(at(0), 140), (at(1), -3)], HOUR), "M0 0h0L1 100");
        assert_eq!(area(window, &[(at(2), 40), (at(4), 60)]), "M2 100L2 60L4 40L4 100Z");
        assert_eq!(line(window, &[(at(-4), 40), (at(1), 60), (at(11), 60)], HOUR), "M0 60h0L1 40L10 40");
        assert_eq!(area(window, &[(at(-4), 40), (at(11), 60)]), "M0 100L0 60L10 40L10 100Z");
    }

    #[test]
    fn ticks_are_in_the_zone_asked_for_across_a_change_of_its_clocks() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        // On 25 October 2026 the clocks went from 3:00 back to 2:00.
        let from: Timestamp = "2026-10-25T00:00Z".parse().unwrap();
        let window = Window { from, to: "2026-10-25T04:00Z".parse().unwrap() };
        assert_eq!(window.ticks(&berlin, 5, Words::english()), ["02:00", "02:00", "03:00", "04:00", "05:00"]);
        let week = Window { from, to: "2026-11-01T00:00Z".parse().unwrap() };
        assert_eq!(week.ticks(&berlin, 2, Words::english()), ["Sun 25 Oct", "Sun 1 Nov"]);
    }
}
