//! The inventory as a table, with the page's filter and in its order.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use care::Problem;
use care::access::may;
use care::inventory::{self, Item, Key};

use super::super::file::{self, harmless, table};
use super::filter::Asked;
use crate::app::App;
use crate::form::Query;
use crate::may::May;
use crate::problem::Refusal;

/// The table's columns; times are UTC.
const COLUMNS: [&str; 9] =
    ["mac", "state", "connectivity", "model", "firmware", "customer", "last_report", "added", "id"];

pub(crate) async fn csv(
    May(permit): May<may::ViewTabs>,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let (wanted, wrong) = asked.read();
    wrong.into_result()?;
    let name = format!("inventory-{}.csv", permit.staff()?.isp.slug);
    let head = table(|it| it.write_record(COLUMNS))?;
    let list = Arc::new((permit, app.clone(), wanted));
    let read = move |from: Option<Key>| {
        let list = Arc::clone(&list);
        async move {
            let (permit, app, wanted) = &*list;
            let mut tx = permit.read(&app.db).await?;
            let page = inventory::list(&mut tx, &wanted.filter, wanted.order(), from.as_ref()).await?;
            Ok((rows(&page.rows)?, page.next.map(Some)))
        }
    };
    Ok(file::send(&app, (&name, file::CSV), head, None, read))
}

fn rows(items: &[Item]) -> Result<Vec<u8>, Problem> {
    table(|table| {
        items.iter().try_for_each(|it| {
            let connectivity = match (it.online, it.last_report) {
                (true, _) => "online",
                (false, Some(_)) => "offline",
                (false, None) => "never",
            };
            let cells = [
                it.mac.clone(),
                if it.customer.is_some() { "enabled" } else { "stock" }.to_owned(),
                connectivity.to_owned(),
                it.hardware.clone().unwrap_or_default(),
                it.firmware.clone().unwrap_or_default(),
                it.customer.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
                it.last_report.map(|at| at.to_string()).unwrap_or_default(),
                it.added_at.to_string(),
                it.id.to_string(),
            ];
            table.write_record(cells.map(harmless))
        })
    })
}
