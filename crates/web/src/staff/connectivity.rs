//! The Online and Offline tabs.

use axum::extract::State;
use axum::response::Response;
use care::access::{Permit, may};
use care::router::{self, Connected};
use care::words::Words;
use jiff::Timestamp;
use serde::Deserialize;

use super::overview::after;
use super::told::{connectivity, when};
use super::views::{Connectivity, Home};
use crate::app::App;
use crate::form::Query;
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;
use crate::ui::Pager;

#[derive(Deserialize)]
pub(crate) struct Asked {
    after: Option<String>,
}

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
    let mut tx = permit.read(&app.db).await?;
    let counts = router::counts(&mut tx).await?;
    let page = router::list(&mut tx, online, after(asked.after.as_deref())).await?;
    let prefix = format!("/isps/{}", staff.isp.slug);
    let now = tx.time();
    let view = Connectivity {
        w,
        chrome: reader.portal(&mut tx, staff, title, tab).await?,
        online,
        total: if online { counts.online } else { counts.offline }.unsigned_abs(),
        rows: page.rows.into_iter().map(|it| home(it, online, &prefix, now, w)).collect(),
        pager: Pager {
            newer: asked.after.map(|_| format!("{prefix}/{tab}")),
            older: page.next.map(|next| format!("{prefix}/{tab}?after={next}")),
        },
    };
    reader.show(app, &view)
}

/// A customer in a list.
pub(super) fn home(it: Connected, online: bool, prefix: &str, now: Timestamp, w: Words) -> Home {
    Home {
        href: format!("{prefix}/customers/{}", it.customer),
        name: it.name,
        address: it.address,
        state: connectivity(online, it.flapping, w),
        since: it.ever.then(|| when(it.since, now, w)),
        model: it.hardware,
        mac: it.mac,
        wan_address: it.wan,
        agent_version: it.agent_version,
    }
}
