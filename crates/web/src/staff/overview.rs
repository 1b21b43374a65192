//! The Overview tab.

use axum::extract::State;
use axum::response::{Redirect, Response};
use care::access::{Ability, may};
use care::page::After;
use care::{connectivity, isp, known_issue, router, timeline};
use serde::Deserialize;

use super::connectivity::row;
use super::fleet::{fleet, stock};
use super::known_issues::telling::{outage, tally};
use super::told::activity;
use super::views::{FirstSteps, Overview};
use crate::app::App;
use crate::form::Query;
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;

const FEW: i64 = 5;
const RECENT: i64 = 12;

/// The ISP's or cluster's address without a tab.
pub(crate) async fn front(May(permit): May<may::ViewTabs>) -> Result<Redirect, Refusal> {
    Ok(Redirect::to(&format!("{}/overview", permit.staff()?.isp.path())))
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    over: Option<String>,
    /// The list that is wanted as a whole.
    all: Option<String>,
}

pub(crate) async fn page(
    May(permit): May<may::ViewTabs>,
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = permit.read(&app.db).await?;
    let counts = router::counts(&mut tx).await?;
    let longest = connectivity::longest_offline(&mut tx, FEW).await?;
    let entries = timeline::recent(&mut tx, RECENT).await?;
    let has_inventory = counts.all() > 0;
    let has_customer = counts.online + counts.offline > 0;
    let has_colleague = care::collaborator::has_company(&mut tx).await?;
    let prefix = format!("/isps/{}", staff.isp.slug);
    let steps_left =
        !(has_inventory && has_customer && has_colleague) && staff.role.may(Ability::ChangeInventory);
    let stock = stock(&mut tx, &counts, &prefix).await?;
    let zone = isp::zone(&mut tx).await?;
    let fleet = fleet(&mut tx, (asked.over.as_deref(), asked.all.as_deref()), &zone, (&prefix, w)).await?;
    let now = tx.time();
    let page = Overview {
        w,
        chrome: reader.portal(&mut tx, staff, w.t("tab-overview"), "overview").await?,
        first_steps: steps_left.then(|| FirstSteps {
            has_inventory,
            has_customer,
            has_colleague,
            inventory_href: format!("{prefix}/inventory"),
            invite_href: format!("{prefix}/settings#collaborators"),
        }),
        online: counts.online.unsigned_abs(),
        offline: counts.offline.unsigned_abs(),
        in_stock: counts.in_stock.unsigned_abs(),
        outages: known_issue::outages(&mut tx).await?.iter().map(|it| outage(it, &prefix, now, w)).collect(),
        issues: known_issue::tally(&mut tx).await?.iter().map(|it| tally(it, &prefix, now, w)).collect(),
        stock: has_inventory.then_some(stock),
        fleet,
        longest_offline: longest.into_iter().map(|it| row(it, false, &prefix, now, w)).collect(),
        activity: entries.iter().map(|entry| activity(entry, &staff.isp.slug, now, w)).collect(),
    };
    reader.show(&app, &page)
}

/// The `after` of a list's address; anything that is not one of ours starts at the top.
pub(super) fn after(text: Option<&str>) -> After {
    text.and_then(|text| After::parse(text).ok()).unwrap_or(After::START)
}
