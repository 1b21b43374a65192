//! The homes as a table, with the page's filter and in its order.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use care::Problem;
use care::access::{Permit, may};
use care::connectivity::{self, Home};
use care::db::CustomerId;
use care::known_issue;
use care::page::Key;

use super::super::file::{self, harmless, table};
use super::filter::Asked;
use crate::app::App;
use crate::form::Query;
use crate::may::May;
use crate::problem::Refusal;

/// The table's columns; times are UTC.
const COLUMNS: [&str; 13] = [
    "customer",
    "address",
    "state",
    "since",
    "flapping",
    "model",
    "firmware",
    "agent",
    "mac",
    "wan_address",
    "plan",
    "known_issues",
    "id",
];

pub(crate) async fn online(
    May(permit): May<may::ViewTabs>,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    csv(permit, app, true, &asked)
}

pub(crate) async fn offline(
    May(permit): May<may::ViewTabs>,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    csv(permit, app, false, &asked)
}

fn csv(permit: Permit<may::ViewTabs>, app: App, online: bool, asked: &Asked) -> Result<Response, Refusal> {
    let (wanted, wrong) = asked.read();
    wrong.into_result()?;
    let which = if online { "online" } else { "offline" };
    let name = format!("{which}-{}.csv", permit.staff()?.isp.slug);
    let head = table(|it| it.write_record(COLUMNS))?;
    let list = Arc::new((permit, app.clone(), wanted));
    let read = move |from: Option<Key>| {
        let list = Arc::clone(&list);
        async move {
            let (permit, app, wanted) = &*list;
            let mut tx = permit.read(&app.db).await?;
            let page =
                connectivity::list(&mut tx, online, &wanted.filter, wanted.order(), from.as_ref()).await?;
            let homes: Vec<_> = page.rows.iter().map(|it| it.customer).collect();
            let issues = known_issue::open_of(&mut tx, &homes).await?;
            Ok((rows(&page.rows, &issues, which)?, page.next.map(Some)))
        }
    };
    Ok(file::send(&app, (&name, file::CSV), head, None, read))
}

fn rows(homes: &[Home], issues: &HashMap<CustomerId, i64>, which: &str) -> Result<Vec<u8>, Problem> {
    table(|table| {
        homes.iter().try_for_each(|it| {
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            let cells = [
                it.name.clone(),
                it.address.clone(),
                match (&it.mac, it.ever) {
                    (None, _) => "no-router",
                    (_, false) => "never",
                    _ => which,
                }
                .to_owned(),
                if it.ever { it.since.to_string() } else { String::new() },
                if it.flapping { "yes" } else { "no" }.to_owned(),
                text(&it.hardware),
                text(&it.firmware),
                text(&it.agent_version),
                text(&it.mac),
                text(&it.wan),
                text(&it.plan),
                issues.get(&it.customer).copied().unwrap_or_default().to_string(),
                it.customer.to_string(),
            ];
            table.write_record(cells.map(harmless))
        })
    })
}
