//! Who was deactivated in the last day: found by search and here until it cannot be taken back any longer.

use axum::extract::State;
use axum::response::Response;
use care::access::{Ability, Tx, may};
use care::deactivation::{self, Lately, MANY};
use care::words::Words;
use jiff::Timestamp;
use serde::Deserialize;

use super::overview::after;
use super::told::when;
use super::views::{Deactivated, DeactivatedRow};
use crate::app::App;
use crate::form::Query;
use crate::frame::{Reader, why_not};
use crate::may::May;
use crate::problem::Refusal;
use crate::ui::{Control, Pager};

#[derive(Deserialize)]
pub(crate) struct Asked {
    after: Option<String>,
}

pub(crate) async fn page(
    May(permit): May<may::ViewTabs>,
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = permit.read(&app.db).await?;
    let why = why_not(&mut tx, staff.role, Ability::DeactivateCustomer, w).await?;
    let page = deactivation::lately(&mut tx, after(asked.after.as_deref())).await?;
    let (isp, now) = (staff.isp.path(), tx.time());
    let href = format!("{isp}/deactivated");
    let view = Deactivated {
        w,
        chrome: reader.portal(&mut tx, staff, w.t("lately-title"), "offline").await?,
        list_href: format!("{isp}/offline"),
        rows: page.rows.into_iter().map(|it| row(it, &isp, why.clone(), now, w)).collect(),
        read_only: why,
        pager: Pager {
            newer: asked.after.map(|_| href.clone()),
            older: page.next.map(|next| format!("{href}?after={next}")),
        },
    };
    reader.show(&app, &view)
}

fn row(it: Lately, isp: &str, why: Option<String>, now: Timestamp, w: Words) -> DeactivatedRow {
    let href = format!("{isp}/customers/{}", it.id);
    DeactivatedRow {
        key: it.id.to_string(),
        undo: Control { href: format!("{href}/restoration"), why },
        href,
        name: it.name,
        address: it.address,
        when: when(it.closed_at, now, w),
        until: when(it.undo_until, now, w),
    }
}

/// The way there from another list, as (word, address), while there is anybody.
pub(super) async fn link(
    tx: &mut Tx<may::ViewTabs>,
    isp: &str,
    w: Words,
) -> Result<Option<(String, String)>, Refusal> {
    let href = format!("{isp}/deactivated");
    Ok(match deactivation::how_many_lately(tx).await? {
        0 => None,
        n if n > MANY => Some((w.t1("lately-link-many", "n", MANY), href)),
        n => Some((w.t1("lately-link", "n", n), href)),
    })
}
