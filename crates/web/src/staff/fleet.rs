//! The ISP's homes over time, on its Overview.

use care::access::{Tx, may};
use care::history::Length;
use care::inventory;
use care::router::{self, Restarts, Sample};
use care::words::{Words, calendar};
use care::zone::Zone;
use care::{Problem, Result};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::told::when;
use super::views::{ChartView, Fleet, NumberTable, Range, RestartedRow, Shape, ShareRow, StockView};
use super::wanted::query;
use crate::ui::chart::{self, Window};

/// Rows of each list, and of one that is asked for as a whole.
const FEW: i64 = 6;
const MANY: i64 = 100;
const TICKS: i64 = 5;

/// What the Overview shows over the last day, or week if the address says so. `all` names the list that is wanted as a whole.
pub(super) async fn fleet(
    tx: &mut Tx<may::ViewTabs>,
    (over, all): (Option<&str>, Option<&str>),
    zone: &Zone,
    (prefix, w): (&str, Words),
) -> Result<Fleet> {
    let week = over == Some("week");
    let (hours, length) = if week { (7 * 24, Length::Hour) } else { (24, Length::Minutes) };
    let to = tx.time();
    let from = to.checked_sub(SignedDuration::from_hours(hours)).map_err(Problem::broken)?;
    let (samples, name, zone) =
        (router::samples(tx, length, from).await?, zone.as_str().to_owned(), &zone.time_zone());
    let window = Window { from, to }.begun(samples.first().map(|it| it.at));
    // One row more than is shown tells whether there are more.
    let most = |list: &str| if all == Some(list) { MANY } else { FEW };
    let mut restarted = router::most_restarted(tx, from, most("restarts") + 1).await?;
    let mut spread = router::firmware(tx, most("firmware") + 1).await?;
    let shown = if week { "week" } else { "day" };
    let rest = |list: &str, rows: usize| {
        let more = all != Some(list) && rows > FEW as usize;
        more.then(|| format!("{prefix}/overview?over={shown}&all={list}#{list}"))
    };
    let (more_restarted, more_firmware) = (rest("restarts", restarted.len()), rest("firmware", spread.len()));
    restarted.truncate(most("restarts") as usize);
    spread.truncate(most("firmware") as usize);
    let restarts = router::restarts(tx, from).await?;
    let range = |word: &str, key: &str, current| Range {
        word: w.t(key),
        href: format!("{prefix}/overview?over={word}"),
        current,
    };
    Ok(Fleet {
        ranges: vec![range("day", "over-day", !week), range("week", "over-week", week)],
        known: samples.len() > 1,
        chart: chart_of(&samples, window, zone, prefix, w),
        zone: name,
        numbers: numbers(&samples, zone, w),
        restarts: (restarts.times > 0).then(|| told(&restarts, w)),
        more_restarted,
        more_firmware,
        restarted: restarted
            .into_iter()
            .map(|it| RestartedRow {
                href: format!("{prefix}/customers/{}", it.customer),
                name: it.name,
                times: w.t1("times", "n", it.times),
                last: when(it.last, to, w),
            })
            .collect(),
        firmware: shares(spread.into_iter().map(|it| {
            let told = !it.firmware.is_empty();
            let firmware = if told { it.firmware.as_str() } else { inventory::UNTOLD };
            let wanted = query([("model", Some(it.model.as_str())), ("firmware", Some(firmware))]);
            let version = if told { it.firmware } else { w.t("not-reported") };
            (format!("{prefix}/inventory{wanted}"), it.model, version, it.routers)
        })),
    })
}

/// All restarts in one sentence.
fn told(it: &Restarts, w: Words) -> String {
    w.t2(if it.more { "restarts-more" } else { "restarts-all" }, "times", it.times, "homes", it.homes)
}

/// What waits for a customer, by model.
pub(super) async fn stock(
    tx: &mut Tx<may::ViewTabs>,
    counts: &router::Counts,
    prefix: &str,
) -> Result<StockView> {
    let stocked = router::stock(tx, FEW).await?;
    let models = shares(stocked.into_iter().map(|it| {
        let wanted = query([("state", Some("stock")), ("model", Some(it.model.as_str()))]);
        (format!("{prefix}/inventory{wanted}"), it.model, String::new(), it.routers)
    }));
    let new = (counts.new, format!("{prefix}/inventory?state=stock&contact=never"));
    Ok(StockView { models, new: Some(new).filter(|(routers, _)| *routers > 0) })
}

/// Rows of (address, model, version, how many), each as long as it is large beside the largest.
fn shares(rows: impl Iterator<Item = (String, String, String, i64)>) -> Vec<ShareRow> {
    let rows: Vec<_> = rows.collect();
    let most = rows.iter().map(|it| it.3).max().unwrap_or(1).max(1);
    rows.into_iter()
        .map(|(href, model, version, routers)| ShareRow {
            href,
            model,
            version,
            routers,
            width: routers * 100 / most,
        })
        .collect()
}

/// The offline homes, with the online ones above them: together they are all there are.
fn chart_of(samples: &[Sample], window: Window, zone: &TimeZone, prefix: &str, w: Words) -> ChartView {
    let most = samples.iter().map(|it| it.online + it.offline).max().unwrap_or(0).max(1);
    let points = |of: fn(&Sample) -> i64| -> Vec<(Timestamp, i64)> {
        samples.iter().map(|it| (it.at, of(it) * chart::HEIGHT / most)).collect()
    };
    let area = |class, tab, of| {
        let href = Some(format!("{prefix}/{tab}"));
        Shape { class, path: chart::area(window, &points(of)), href }
    };
    ChartView {
        width: window.width(),
        shapes: vec![
            area("chart-up", "online", |it| it.online + it.offline),
            area("chart-down", "offline", |it| it.offline),
        ],
        side: vec![w.number(most), w.number(most / 2), w.number(0)],
        ticks: window.ticks(zone, TICKS, w),
    }
}

/// One row an hour, or a day, is enough to read.
fn numbers(samples: &[Sample], zone: &TimeZone, w: Words) -> NumberTable {
    let step = samples.len().div_ceil(24).max(1);
    NumberTable {
        heads: ["numbers-at", "tab-online", "tab-offline"].into_iter().map(|key| w.t(key)).collect(),
        rows: samples
            .iter()
            .rev()
            .step_by(step)
            .map(|it| {
                let at = calendar::said_at("%a %-d %b %H:%M", &it.at.to_zoned(zone.clone()), w);
                (at, vec![w.number(it.online), w.number(it.offline)])
            })
            .collect(),
    }
}
