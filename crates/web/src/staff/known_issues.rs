//! The Known Issues tab: the list, an issue's own page, and what is done about one.

pub(super) mod acts;
pub(super) mod detail;
pub(super) mod export;
mod filter;
pub(super) mod telling;

use axum::extract::State;
use axum::response::Response;
use care::access::{Ability, may};
use care::known_issue::{self, Kind, Order, Outage, State as Standing, Tally};
use care::words::Words;

use super::views::{IssueFilter, KnownIssues};
use super::wanted::{choice, picked};
use crate::app::App;
use crate::form::Query;
use crate::frame::{Reader, why_not};
use crate::may::May;
use crate::problem::Refusal;
use crate::ui::{Choice, Pager};
use filter::Asked;
use telling::{Around, outage, row};

pub(crate) async fn page(
    May(permit): May<may::ViewTabs>,
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let isp = staff.isp.path();
    let href = format!("{isp}/known-issues");
    let (wanted, after) = (asked.read(), asked.after());
    let mut tx = permit.read(&app.db).await?;
    let why = why_not(&mut tx, staff.role, Ability::AddressDetections, w).await?;
    let page = known_issue::list(&mut tx, wanted, after.as_ref()).await?;
    let tallies = known_issue::tally(&mut tx).await?;
    let outages = known_issue::outages(&mut tx).await?;
    let folded: i64 = outages.iter().map(|it| it.offline).sum();
    // They stand above the homes that they took, on the first page of a list that could hold those.
    let shown: &[Outage] = if after.is_none() && wanted.filter.holds_outages() { &outages } else { &[] };
    let (now, query) = (tx.time(), filter::query(wanted, None));
    // What is done about an issue of a later page leads back to that page.
    let here = filter::query(wanted, after.as_ref());
    let around = Around { isp: &isp, query: &here, why: why.as_deref(), now, w };
    let waiting: i64 = tallies.iter().map(|it| it.open).sum();
    let view = KnownIssues {
        w,
        chrome: reader.portal(&mut tx, staff, w.t("tab-known-issues"), "known-issues").await?,
        read_only: why.clone(),
        total: (waiting + folded).unsigned_abs(),
        filter: form(wanted, &tallies, folded, w),
        filtered: wanted.filter != known_issue::Filter::default(),
        csv_href: format!("{href}.csv{query}"),
        outages: shown.iter().map(|it| outage(it, &isp, now, w)).collect(),
        beside: (!shown.is_empty()).then(|| w.t2("issues-beside", "homes", folded, "outages", shown.len())),
        over: page.rows.is_empty() && after.is_some(),
        first_href: format!("{href}{query}"),
        rows: page.rows.iter().map(|it| row(it, &around)).collect(),
        pager: Pager {
            newer: after.is_some().then(|| format!("{href}{query}")),
            older: page.next.map(|next| format!("{href}{}", filter::query(wanted, Some(&next)))),
        },
        href,
    };
    reader.show(&app, &view)
}

/// `folded` are the homes in outages: they are offline too.
fn form(wanted: known_issue::Wanted, tallies: &[Tally], folded: i64, w: Words) -> IssueFilter {
    let named = |kind: Kind| {
        let alone = tallies.iter().find(|it| it.kind == kind).map_or(0, |it| it.open);
        let open = if kind == Kind::Offline { alone + folded } else { alone };
        let name = w.t(kind.key());
        (kind.as_str().to_owned(), if open > 0 { format!("{name} ({open})") } else { name })
    };
    let states = Standing::ALL.map(|it| (it.as_str().to_owned(), w.t(telling::standing(it))));
    let orders = Order::ALL.map(|it| {
        let key = match it {
            Order::Newest => "sort-newest",
            Order::Oldest => "sort-oldest",
            Order::Kind => "sort-kind",
        };
        (it.as_str().to_owned(), w.t(key))
    });
    let since = [(filter::DAY.to_owned(), w.t("issues-within-day"))];
    IssueFilter {
        since: choice(if wanted.filter.fresh { filter::DAY } else { "" }, w.t("issues-any-time"), since),
        kind: choice(wanted.filter.kind.map_or("", Kind::as_str), w.t("any-kind"), Kind::ALL.map(named)),
        state: choice(wanted.filter.state.map_or("", Standing::as_str), w.t("issues-waiting"), states),
        sort: Choice(picked(wanted.order.as_str()), orders.to_vec()),
    }
}
