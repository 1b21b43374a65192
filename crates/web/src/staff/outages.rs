//! An outage's own page: when, where, and which homes.

use axum::extract::State;
use axum::response::Response;
use care::access::may;
use care::db::OutageId;
use care::known_issue;
use serde::Deserialize;
use uuid::Uuid;

use super::known_issues::telling::{brief, outage};
use super::overview::after;
use super::told::when;
use super::views::OutagePage;
use crate::app::App;
use crate::form::{Path, Query};
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;
use crate::ui::Pager;

#[derive(Deserialize)]
pub(crate) struct Asked {
    after: Option<String>,
}

pub(crate) async fn page(
    May(permit): May<may::ViewTabs>,
    State(app): State<App>,
    Path((_, id)): Path<(String, Uuid)>,
    Query(asked): Query<Asked>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let (w, staff, id) = (reader.w, permit.staff()?, OutageId(id));
    let mut tx = permit.read(&app.db).await?;
    let it = known_issue::outage(&mut tx, id).await?;
    let page = known_issue::of_outage(&mut tx, id, after(asked.after.as_deref())).await?;
    let (isp, now) = (staff.isp.path(), tx.time());
    let href = format!("{isp}/outages/{id}");
    let view = OutagePage {
        w,
        chrome: reader.portal(&mut tx, staff, w.t("outage"), "known-issues").await?,
        list_href: format!("{isp}/known-issues"),
        outage: outage(&it, &isp, now, w),
        ended: it.ended.map(|at| when(at, now, w)),
        homes: it.homes,
        offline: it.offline,
        prefix: it.prefix,
        rows: page.rows.iter().map(|it| brief(it, &isp, now, w)).collect(),
        pager: Pager {
            newer: asked.after.map(|_| href.clone()),
            older: page.next.map(|next| format!("{href}?after={next}")),
        },
    };
    reader.show(&app, &view)
}
