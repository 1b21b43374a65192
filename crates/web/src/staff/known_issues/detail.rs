//! An issue's own page.

use axum::extract::State;
use axum::response::Response;
use care::access::{Ability, may};
use care::db::IssueId;
use care::known_issue;
use uuid::Uuid;

use super::filter::DETAIL;
use super::telling::{Around, ending, name, row};
use crate::app::App;
use crate::form::Path;
use crate::frame::{Reader, why_not};
use crate::may::May;
use crate::problem::Refusal;
use crate::staff::told::when;
use crate::staff::views::IssuePage;

pub(crate) async fn page(
    May(permit): May<may::ViewTabs>,
    State(app): State<App>,
    Path((_, id)): Path<(String, Uuid)>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = permit.read(&app.db).await?;
    let issue = known_issue::find(&mut tx, IssueId(id)).await?;
    let why = why_not(&mut tx, staff.role, Ability::AddressDetections, w).await?;
    let (isp, now) = (staff.isp.path(), tx.time());
    let around = Around { isp: &isp, query: DETAIL, why: why.as_deref(), now, w };
    let title = format!("{} · {}", name(&issue, w), issue.name);
    let page = IssuePage {
        w,
        chrome: reader.portal(&mut tx, staff, title, "known-issues").await?,
        list_href: format!("{isp}/known-issues"),
        closed: issue.closed.map(|(at, how)| (w.t(ending(how)), when(at, now, w))),
        outage: issue.outage.map(|id| format!("{isp}/outages/{id}")),
        returns: w.t1("issue-returns", "minutes", issue.kind.lasting_ms() / 60_000),
        issue: row(&issue, &around),
        read_only: why,
    };
    reader.show(&app, &page)
}
