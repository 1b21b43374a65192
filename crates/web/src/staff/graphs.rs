//! The graphs of a customer's Overview: how the router did, and how much of the time the home was online.

mod available;

use care::access::{Tx, may};
use care::customer::Customer;
use care::history::{self, Length, Point};
use care::router::{self, Router};
use care::words::{Words, calendar};
use care::{Problem, Result};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use self::available::Known;
use super::views::{ChartView, Graphs, NumberTable, Range, Shape};
use crate::ui::chart::{self, Window};

/// How many days the availability bar has.
const DAYS: i32 = 30;
/// Times under a chart.
const TICKS: i64 = 5;

/// How far back the graphs go, as the address says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Over {
    word: &'static str,
    key: &'static str,
    hours: i64,
    /// What a point of a line is.
    line: Length,
    /// What a row of the table is.
    table: Length,
}

const RANGES: [Over; 3] = [
    Over { word: "day", key: "over-day", hours: 24, line: Length::Minutes, table: Length::Hour },
    Over { word: "week", key: "over-week", hours: 7 * 24, line: Length::Hour, table: Length::Day },
    Over { word: "month", key: "over-month", hours: 30 * 24, line: Length::Hour, table: Length::Day },
];

/// By then the first points are there: a span of five minutes, begun and over, and the time until it is written.
const FIRST: SignedDuration = SignedDuration::from_mins(11);

/// Where to look when nothing was heard in this time, as (message key, word in the address).
fn longer(over: Over) -> Option<(&'static str, &'static str)> {
    match over.word {
        "day" => Some(("graphs-week", "week")),
        "week" => Some(("graphs-month", "month")),
        _ => None,
    }
}

/// What the graphs of a home show; none before its router was ever heard. `over` is as the address has it: what is none of ours is a day.
pub(super) async fn graphs(
    tx: &mut Tx<may::ViewCustomers>,
    customer: &Customer,
    router: &Router,
    over: Option<&str>,
    zone: &TimeZone,
    (href, w): (&str, Words),
) -> Result<Option<Graphs>> {
    let Some(heard_at) = router.heard_at else { return Ok(None) };
    let over = RANGES.into_iter().find(|it| Some(it.word) == over).unwrap_or(RANGES[0]);
    let to = tx.time();
    let from = to.checked_sub(SignedDuration::from_hours(over.hours)).map_err(Problem::broken)?;
    let window = Window { from, to }.begun(Some(heard_at));
    let points = history::points(tx, customer.id, over.line, from).await?;
    let rows = rows(tx, customer, over.table, from, (zone, w)).await?;
    let boots = router::boots(tx, customer.id, router.id, from).await?;
    let days = history::availability(tx, customer.id, heard_at, zone, DAYS).await?;
    let known = Known { since: heard_at.to_zoned(zone.clone()), today: to.to_zoned(zone.clone()).date() };
    let ticks = window.ticks(zone, TICKS, w);
    let percent = |lines: [Line; 2]| ChartView {
        width: window.width(),
        shapes: lines.into_iter().map(|(class, of)| shape(class, window, &points, of, over.line)).collect(),
        side: ["100 %", "50 %", "0 %"].map(str::to_owned).to_vec(),
        ticks: ticks.clone(),
    };
    Ok(Some(Graphs {
        ranges: RANGES
            .iter()
            .map(|it| Range {
                word: w.t(it.key),
                href: format!("{href}?over={}", it.word),
                current: *it == over,
            })
            .collect(),
        zone: zone.iana_name().unwrap_or("UTC").to_owned(),
        cpu: percent([("chart-peak", |it| it.cpu_max), ("chart-line", |it| it.cpu)]),
        memory: percent([("chart-peak", |it| it.memory_max), ("chart-line", |it| it.memory)]),
        uptime: uptime(window, router, &boots, ticks.clone(), w),
        numbers: numbers(rows, w),
        known: !points.is_empty(),
        soon: to.duration_since(heard_at) < FIRST,
        longer: longer(over).map(|(key, word)| (w.t(key), format!("{href}?over={word}"))),
        availability: known.summary(&days, w),
        days: days.iter().map(|day| known.cell(day, w)).collect(),
        first_day: days.first().map(|it| calendar::said("%-d %b", it.day, w)).unwrap_or_default(),
    }))
}

/// The class of a line, and what of each point it shows.
type Line = (&'static str, fn(&Point) -> u8);

fn shape(
    class: &'static str,
    window: Window,
    points: &[Point],
    of: fn(&Point) -> u8,
    length: Length,
) -> Shape {
    let points: Vec<_> = points.iter().map(|it| (it.at, i64::from(of(it)))).collect();
    // A span that is missing is a gap; the last one may not be over yet.
    Shape { class, path: chart::line(window, &points, length.ms() * 2), href: None }
}

/// How long the router has been up, at each moment: it rises until the router boots again.
fn uptime(
    window: Window,
    router: &Router,
    boots: &[Timestamp],
    ticks: Vec<String>,
    w: Words,
) -> Option<ChartView> {
    let first = boots.first().copied().or(router.booted_at)?.min(router.booted_at?);
    let seconds = |from: Timestamp, to: Timestamp| to.as_second() - from.as_second();
    let mut corners: Vec<(Timestamp, i64)> =
        vec![(window.from.max(first), seconds(first, window.from).max(0))];
    let mut up_since = first;
    for boot in boots.iter().filter(|boot| **boot > window.from && **boot > first) {
        corners.extend([(*boot, seconds(up_since, *boot)), (*boot, 0)]);
        up_since = *boot;
    }
    corners.push((window.to, seconds(up_since, window.to)));
    let most = corners.iter().map(|(_, seconds)| *seconds).max().unwrap_or(0).max(1);
    let points: Vec<_> = corners.iter().map(|(at, it)| (*at, it * chart::HEIGHT / most)).collect();
    Some(ChartView {
        width: window.width(),
        shapes: vec![Shape { class: "chart-line", path: chart::line(window, &points, i64::MAX), href: None }],
        side: vec![lasting(most, w), lasting(most / 2, w), "0".to_owned()],
        ticks,
    })
}

/// The rows of the table: hours or days, as the home's own clocks and calendar have them.
async fn rows(
    tx: &mut Tx<may::ViewCustomers>,
    customer: &Customer,
    length: Length,
    from: Timestamp,
    (zone, w): (&TimeZone, Words),
) -> Result<Vec<(String, Point)>> {
    if length == Length::Day {
        let days = history::days(tx, customer.id, zone, from).await?;
        return Ok(days.into_iter().map(|(day, it)| (calendar::whole_day(day, w), it)).collect());
    }
    let points = history::points(tx, customer.id, length, from).await?;
    Ok(points.into_iter().map(|it| (hour(it.at, zone, w), it)).collect())
}

/// An hour by the home's clocks; one that they show twice is told apart.
fn hour(at: Timestamp, zone: &TimeZone, w: Words) -> String {
    let at = at.to_zoned(zone.clone());
    let twice = zone.to_ambiguous_zoned(at.datetime()).is_ambiguous();
    let form = if twice { "%-d %b %H:%M %Z" } else { "%-d %b %H:%M" };
    calendar::said_at(form, &at, w)
}

fn numbers(rows: Vec<(String, Point)>, w: Words) -> NumberTable {
    let heads = ["numbers-from", "cpu-average", "cpu-peak", "memory-average", "memory-peak"];
    let percent =
        |it: Point| [it.cpu, it.cpu_max, it.memory, it.memory_max].map(|it| format!("{it} %")).to_vec();
    NumberTable {
        heads: heads.into_iter().map(|key| w.t(key)).collect(),
        rows: rows.into_iter().map(|(at, it)| (at, percent(it))).collect(),
    }
}

/// How long something lasted, in its two largest units.
fn lasting(seconds: i64, w: Words) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    let of = |key: &str, n: i64| w.t1(key, "n", n);
    match (days, hours, minutes) {
        (0, 0, 0) => of("lasting-seconds", seconds),
        (0, 0, minutes) => of("lasting-minutes", minutes),
        (0, hours, 0) => of("lasting-hours", hours),
        (0, hours, minutes) => format!("{} {}", of("lasting-hours", hours), of("lasting-minutes", minutes)),
        (days, 0, _) => of("lasting-days", days),
        (days, hours, _) => format!("{} {}", of("lasting-days", days), of("lasting-hours", hours)),
    }
}

#[cfg(test)]
mod tests {
    use care::words::Language;

    use super::*;

    #[test]
    fn an_hour_that_clocks_show_twice_is_told_apart() {
        let zone = TimeZone::get("America/Los_Angeles").unwrap();
        let told = |at: &str| hour(at.parse().unwrap(), &zone, Words::of(Language::English));
        assert_eq!(told("2026-11-01T08:00Z"), "1 Nov 01:00 PDT");
        assert_eq!(told("2026-11-01T09:00Z"), "1 Nov 01:00 PST");
        assert_eq!(told("2026-11-01T10:00Z"), "1 Nov 02:00");
    }
}
