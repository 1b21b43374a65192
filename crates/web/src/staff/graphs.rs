//! The graphs of a customer's Overview: how the router did, and how much of the time the home was online.

use care::access::{Tx, may};
use care::customer::Customer;
use care::history::{self, Availability, Length, Point};
use care::router::{self, Router};
use care::words::Words;
use care::{Problem, Result};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::views::{ChartView, DayCell, Graphs, NumberTable, Range, Shape};
use crate::ui::calendar;
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
    let rows = history::points(tx, customer.id, over.table, from).await?;
    let boots = router::boots(tx, router.id, from).await?;
    let days = history::availability(tx, customer.id, heard_at, zone, DAYS).await?;
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
        numbers: numbers(&rows, over.table, zone, w),
        known: !points.is_empty(),
        soon: to.duration_since(heard_at) < FIRST,
        longer: longer(over).map(|(key, word)| (w.t(key), format!("{href}?over={word}"))),
        availability: summary(&days, w),
        days: days.iter().map(|day| cell(day, w)).collect(),
        first_day: days.first().map(|it| said("%-d %b", it.day, w)).unwrap_or_default(),
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

fn numbers(rows: &[Point], length: Length, zone: &TimeZone, w: Words) -> NumberTable {
    let form = if length == Length::Hour { "%-d %b %H:%M" } else { "%-d %b %Y" };
    let heads = ["numbers-from", "cpu-average", "cpu-peak", "memory-average", "memory-peak"];
    NumberTable {
        heads: heads.into_iter().map(|key| w.t(key)).collect(),
        rows: rows
            .iter()
            .map(|it| {
                let cells = [it.cpu, it.cpu_max, it.memory, it.memory_max];
                let at = it.at.to_zoned(zone.clone());
                (
                    at.strftime(&calendar::form(form, at.date(), w)).to_string(),
                    cells.into_iter().map(|percent| format!("{percent} %")).collect(),
                )
            })
            .collect(),
    }
}

/// All days in one sentence.
fn summary(days: &[Availability], w: Words) -> String {
    let (seconds, offline, times) = days.iter().fold((0, 0, 0), |(seconds, offline, times), it| {
        (seconds + it.seconds, offline + it.offline, times + it.times)
    });
    let all = Availability { day: jiff::civil::Date::MIN, seconds, offline, times };
    let share = share(&all).unwrap_or_default();
    if offline == 0 {
        return w.t1("availability-full", "share", share);
    }
    w.told(
        "availability-part",
        &[
            ("share".to_owned(), share),
            ("times".to_owned(), times.to_string()),
            ("lasting".to_owned(), lasting(offline, w)),
        ],
    )
}

fn said(form: &str, day: jiff::civil::Date, w: Words) -> String {
    day.strftime(&calendar::form(form, day, w)).to_string()
}

fn cell(it: &Availability, w: Words) -> DayCell {
    let day = said("%a %-d %b", it.day, w);
    let (class, text) = match (it.basis_points(), it.offline) {
        (None, _) => ("", w.t1("day-unknown", "day", day)),
        (Some(_), 0) => ("full", w.t1("day-full", "day", day)),
        (Some(share), offline) => {
            let args = [
                ("day".to_owned(), day),
                ("lasting".to_owned(), lasting(offline, w)),
                ("times".to_owned(), it.times.to_string()),
            ];
            (if share < 5_000 { "most" } else { "part" }, w.told("day-part", &args))
        }
    };
    DayCell { class, text }
}

/// "99.87 %".
fn share(it: &Availability) -> Option<String> {
    it.basis_points().map(|share| format!("{}.{:02} %", share / 100, share % 100))
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
