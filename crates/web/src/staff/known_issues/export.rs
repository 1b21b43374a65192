//! The issues as a table, with the page's filter and in its order. Homes in an outage come first, as it stands above the list.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use care::Problem;
use care::access::may;
use care::known_issue::{self, Issue, Key, Outage};
use care::page::After;
use care::words::Words;

use super::filter::Asked;
use super::telling::{evidence, remedy};
use crate::app::App;
use crate::form::Query;
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;
use crate::staff::file::{self, harmless, table};

/// The table's columns; times are UTC.
const COLUMNS: [&str; 14] = [
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
    "outage",
    "id",
];

/// Where a piece of the table starts.
enum From {
    /// In the homes of one of the outages, counted as they are listed.
    Outage(usize, After),
    /// In the list.
    List(Option<Key>),
}

pub(crate) async fn csv(
    May(permit): May<may::ViewTabs>,
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let name = format!("known-issues-{}.csv", permit.staff()?.isp.slug);
    let head = table(|it| it.write_record(COLUMNS))?;
    let wanted = asked.read();
    let outages = if wanted.filter.holds_outages() {
        known_issue::outages(&mut permit.read(&app.db).await?).await?
    } else {
        Vec::new()
    };
    let start = begin(&outages, 0);
    let list = Arc::new((permit, app.clone(), outages, reader.w));
    let read = move |from: From| {
        let list = Arc::clone(&list);
        async move {
            let (permit, app, outages, w) = &*list;
            let mut tx = permit.read(&app.db).await?;
            match from {
                From::Outage(at, after) => {
                    let page = known_issue::of_outage(&mut tx, outages[at].id, after).await?;
                    let folded: Vec<Issue> = page
                        .rows
                        .into_iter()
                        .filter(|it| wanted.filter.holds_folded(it, tx.time()))
                        .collect();
                    let next =
                        page.next.map_or_else(|| begin(outages, at + 1), |next| From::Outage(at, next));
                    Ok((rows(&folded, *w)?, Some(next)))
                }
                From::List(after) => {
                    let page = known_issue::list(&mut tx, wanted, after.as_ref()).await?;
                    Ok((rows(&page.rows, *w)?, page.next.map(|next| From::List(Some(next)))))
                }
            }
        }
    };
    Ok(file::send(&app, (&name, file::CSV), head, start, read))
}

/// The start of an outage's homes, or of the list behind the last one's.
fn begin(outages: &[Outage], at: usize) -> From {
    if at < outages.len() { From::Outage(at, After::START) } else { From::List(None) }
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
                remedy(it, w),
                it.handled_by.clone().unwrap_or_default(),
                it.note.clone(),
                it.snoozed_until.map(|at| at.to_string()).unwrap_or_default(),
                it.closed.map(|(at, _)| at.to_string()).unwrap_or_default(),
                it.closed.map(|(_, how)| how.as_str().to_owned()).unwrap_or_default(),
                it.outage.map(|id| id.to_string()).unwrap_or_default(),
                it.id.to_string(),
            ];
            table.write_record(cells.map(harmless))
        })
    })
}
