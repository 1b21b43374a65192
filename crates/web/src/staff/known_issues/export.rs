//! The issues as a table, with the page's filter and in its order.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use care::Problem;
use care::access::may;
use care::known_issue::{self, Issue, Key};
use care::words::Words;

use super::filter::Asked;
use super::telling::evidence;
use crate::app::App;
use crate::form::Query;
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;
use crate::staff::file::{self, harmless, table};

/// The table's columns; times are UTC.
const COLUMNS: [&str; 13] = [
    "kind",
    "customer",
    "address",
    "since",
    "state",
    "evidence",
    "remedy",
    "handled_by",
    "note",
    "snoozed_until",
    "closed",
    "closed_how",
    "id",
];

pub(crate) async fn csv(
    May(permit): May<may::ViewTabs>,
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let name = format!("known-issues-{}.csv", permit.staff()?.isp.slug);
    let head = table(|it| it.write_record(COLUMNS))?;
    let list = Arc::new((permit, app.clone(), asked.read(), reader.w));
    let read = move |from: Option<Key>| {
        let list = Arc::clone(&list);
        async move {
            let (permit, app, wanted, w) = &*list;
            let mut tx = permit.read(&app.db).await?;
            let page = known_issue::list(&mut tx, *wanted, from.as_ref()).await?;
            Ok((rows(&page.rows, *w)?, page.next.map(Some)))
        }
    };
    Ok(file::send(&app, (&name, file::CSV), head, None, read))
}

fn rows(issues: &[Issue], w: Words) -> Result<Vec<u8>, Problem> {
    table(|table| {
        issues.iter().try_for_each(|it| {
            let cells = [
                it.kind.as_str().to_owned(),
                it.name.clone(),
                it.address.clone(),
                it.since.to_string(),
                it.state.as_str().to_owned(),
                evidence(it, w),
                w.t(it.kind.remedy()),
                it.handled_by.clone().unwrap_or_default(),
                it.note.clone(),
                it.snoozed_until.map(|at| at.to_string()).unwrap_or_default(),
                it.closed.map(|(at, _)| at.to_string()).unwrap_or_default(),
                it.closed.map(|(_, how)| how.as_str().to_owned()).unwrap_or_default(),
                it.id.to_string(),
            ];
            table.write_record(cells.map(harmless))
        })
    })
}
