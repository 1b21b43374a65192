//! The Online and Offline tabs.

pub(super) mod export;
mod filter;

use axum::extract::State;
use axum::response::Response;
use care::access::{Permit, Tx, may};
use care::connectivity::{self, Filter, Home, MANY, Manner, Order};
use care::problem::Fields;
use care::words::Words;
use care::{inventory, known_issue, plan, router};
use jiff::Timestamp;

use super::told::{connectivity as state, input, when};
use super::views::{Connectivity, HomeFilter, HomeRow};
use super::wanted::{choice, head, picked, said};
use crate::app::App;
use crate::form::Query;
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;
use crate::ui::{Choice, Head, Pager, State as Shown, Tone};

pub(crate) use filter::Asked;
use filter::Wanted;

pub(crate) async fn online(
    May(permit): May<may::ViewTabs>,
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    list(&permit, &app, &reader, true, asked).await
}

pub(crate) async fn offline(
    May(permit): May<may::ViewTabs>,
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    list(&permit, &app, &reader, false, asked).await
}

async fn list(
    permit: &Permit<may::ViewTabs>,
    app: &App,
    reader: &Reader,
    online: bool,
    asked: Asked,
) -> Result<Response, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let (tab, title) = if online { ("online", w.t("tab-online")) } else { ("offline", w.t("tab-offline")) };
    let isp = staff.isp.path();
    let href = format!("{isp}/{tab}");
    let (wanted, wrong) = asked.read();
    let after = asked.after();
    let mut tx = permit.read(&app.db).await?;
    let counts = router::counts(&mut tx).await?;
    let page = connectivity::list(&mut tx, online, &wanted.filter, wanted.order(), after.as_ref()).await?;
    let homes: Vec<_> = page.rows.iter().map(|it| it.customer).collect();
    let issues = known_issue::open_of(&mut tx, &homes).await?;
    let count = |it: &Home| issues.get(&it.customer).copied().unwrap_or_default();
    let total = if online { counts.online } else { counts.offline }.unsigned_abs();
    let counted = if wanted.filter == Filter::default() {
        total.to_string()
    } else {
        let (homes, more) = match (&after, &page.next) {
            (None, None) => (page.rows.len(), false),
            _ => connectivity::met(&mut tx, online, &wanted.filter).await?,
        };
        w.t2(if more { "homes-more-of" } else { "homes-of" }, "n", homes, "all", total)
    };
    let now = tx.time();
    let here = wanted.query(None);
    let also = if online { Vec::new() } else { also(&mut tx, &wanted, (&isp, &href), w).await? };
    let view = Connectivity {
        w,
        chrome: reader.portal(&mut tx, staff, title, tab).await?,
        online,
        total,
        counted,
        filter: form(&mut tx, online, &asked, (&wanted, &wrong), w).await?,
        filtered: wanted.filter != Filter::default(),
        csv_href: format!("{href}.csv{here}"),
        heads: heads(&wanted, &href, w),
        rows: page
            .rows
            .into_iter()
            .map(|it| HomeRow { issues: count(&it), ..row(it, online, &isp, now, w) })
            .collect(),
        pager: Pager {
            newer: after.map(|_| format!("{href}{here}")),
            older: page.next.map(|next| format!("{href}{}", wanted.query(Some(&next)))),
        },
        also,
        href,
    };
    match wrong.into_result() {
        Ok(()) => reader.show(app, &view),
        Err(problem) => reader.show_again(app, &problem, &view),
    }
}

/// Whom a reader may miss among those who are offline, as (word, address).
async fn also(
    tx: &mut Tx<may::ViewTabs>,
    wanted: &Wanted,
    (isp, href): (&str, &str),
    w: Words,
) -> Result<Vec<(String, String)>, Refusal> {
    let without = Manner::NoRouter.as_str();
    let here = wanted.filter.manner == Some(Manner::NoRouter);
    let alone = match connectivity::how_many_alone(tx).await? {
        0 => None,
        _ if here => None,
        n if n > MANY => Some(w.t1("alone-link-many", "n", MANY)),
        n => Some(w.t1("alone-link", "n", n)),
    };
    let alone = alone.map(|word| (word, format!("{href}?manner={without}")));
    Ok(alone.into_iter().chain(super::deactivated::link(tx, isp, w).await?).collect())
}

async fn form(
    tx: &mut Tx<may::ViewTabs>,
    online: bool,
    asked: &Asked,
    (wanted, wrong): (&Wanted, &Fields),
    w: Words,
) -> Result<HomeFilter, Refusal> {
    // A home that is online was online, and by a router.
    let manners =
        Manner::ALL.into_iter().filter(|it| !online || !matches!(it, Manner::Never | Manner::NoRouter));
    let manners: Vec<_> = manners.map(|it| (it.as_str().to_owned(), w.t(manner(it)))).collect();
    let plans = plan::list(tx).await?;
    let plans = plans.into_iter().map(|it| (it.id.to_string(), it.tier.name));
    Ok(HomeFilter {
        text: input(&asked.text, Some(wrong), "text", w),
        manner: choice(&asked.manner, w.t("any-manner"), manners),
        model: said(&asked.model, w.t("any-model"), inventory::models(tx).await?),
        firmware: said(&asked.firmware, w.t("any-firmware"), inventory::firmwares(tx).await?),
        plan: choice(&asked.plan, w.t("any-plan"), plans),
        sort: Choice(
            picked(wanted.order().as_str()),
            Order::ALL.map(|it| (it.as_str().to_owned(), w.t(sorted(it)))).to_vec(),
        ),
    })
}

/// The message key of a manner's name.
fn manner(manner: Manner) -> &'static str {
    match manner {
        Manner::Flapping => "manner-flapping",
        Manner::Steady => "manner-steady",
        Manner::Never => "never-online",
        Manner::NoRouter => "no-router",
    }
}

/// The message key of an order's name.
fn sorted(order: Order) -> &'static str {
    match order.as_str() {
        "latest" => "sort-latest",
        "longest" => "sort-longest",
        "name" => "sort-name",
        "name-down" => "sort-name-down",
        "model" => "sort-model",
        "model-down" => "sort-model-down",
        "firmware" => "sort-firmware",
        _ => "sort-firmware-down",
    }
}

/// The heads of the columns, in their order.
fn heads(wanted: &Wanted, href: &str, w: Words) -> Vec<Head> {
    let now = wanted.order().as_str();
    let address = |order: &'static str| {
        let other = Wanted { filter: wanted.filter.clone(), order: order.parse().ok() };
        format!("{href}{}", other.query(None))
    };
    vec![
        head("customer", [("name", false), ("name-down", true)], now, address, w),
        Head::plain(w.t("state")),
        head("router", [("model", false), ("model-down", true)], now, address, w),
        head("firmware", [("firmware", false), ("firmware-down", true)], now, address, w),
        Head::plain(w.t("wan-address")),
        Head::plain(w.t("plan")),
        Head::plain(w.t("tab-known-issues")),
        head("since", [("latest", true), ("longest", false)], now, address, w),
    ]
}

/// A home in a list.
pub(super) fn row(it: Home, online: bool, isp: &str, now: Timestamp, w: Words) -> HomeRow {
    HomeRow {
        href: format!("{isp}/customers/{}", it.customer),
        name: it.name,
        address: it.address,
        state: match it.mac {
            Some(_) => state(online, it.flapping, w),
            None => Shown { word: w.t("no-router"), tone: Tone::Warning },
        },
        since: it.ever.then(|| when(it.since, now, w)),
        model: it.hardware,
        mac: it.mac,
        firmware: it.firmware,
        wan_address: it.wan,
        plan: it.plan,
        issues: 0,
    }
}
