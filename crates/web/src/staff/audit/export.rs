//! The log as a file: a table, or one JSON object a line, with the page's filter.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use care::Problem;
use care::access::{Permit, may};
use care::audit::{self, Entry};
use care::page::After;
use care::words::Words;

use super::super::file::{self, harmless, table};
use super::filter::Asked;
use super::telling;
use crate::app::App;
use crate::form::Query;
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;

/// How a piece of the file is written.
type Write = fn(&[Entry], Words) -> Result<Vec<u8>, Problem>;

/// The table's columns.
const COLUMNS: [&str; 12] = [
    "number", "time", "area", "kind", "what", "who", "who_kind", "who_id", "way", "address", "details", "id",
];

pub(crate) async fn csv(
    May(permit): May<may::ManageSettings>,
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let head = table(|it| it.write_record(COLUMNS))?;
    send(permit, app, reader.w, &asked, ("csv", file::CSV), (head, rows))
}

pub(crate) async fn json_lines(
    May(permit): May<may::ManageSettings>,
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    send(permit, app, reader.w, &asked, ("jsonl", "application/jsonl"), (Vec::new(), lines))
}

fn send(
    permit: Permit<may::ManageSettings>,
    app: App,
    w: Words,
    asked: &Asked,
    (ending, kind): (&str, &'static str),
    (head, write): (Vec<u8>, Write),
) -> Result<Response, Refusal> {
    let (wanted, wrong) = asked.read();
    wrong.into_result()?;
    let name = format!("audit-{}.{ending}", permit.staff()?.isp.slug);
    let log = Arc::new((permit, app.clone(), wanted.filter));
    let read = move |from: After| {
        let log = Arc::clone(&log);
        async move {
            let (permit, app, filter) = &*log;
            let mut tx = permit.read(&app.db).await?;
            let page = audit::list(&mut tx, filter, from).await?;
            Ok((write(&page.rows, w)?, page.next))
        }
    };
    Ok(file::send(&app, (&name, kind), head, After::START, read))
}

fn rows(entries: &[Entry], w: Words) -> Result<Vec<u8>, Problem> {
    table(|table| {
        entries.iter().try_for_each(|it| {
            let personal = it.personal.as_ref();
            let details = it.details.clone().map(|it| serde_json::Value::Object(it).to_string());
            let cells = [
                it.sealed.map(|number| number.to_string()).unwrap_or_default(),
                it.at.to_string(),
                it.area.as_str().to_owned(),
                it.kind.clone(),
                telling::sentence(it, w),
                telling::who(it, w),
                it.actor_kind.clone(),
                it.actor.map(|id| id.to_string()).unwrap_or_default(),
                it.way.as_str().to_owned(),
                personal.and_then(|it| it.from.clone()).unwrap_or_default(),
                details.unwrap_or_default(),
                it.id.to_string(),
            ];
            table.write_record(cells.map(harmless))
        })
    })
}

fn lines(entries: &[Entry], w: Words) -> Result<Vec<u8>, Problem> {
    let mut text = Vec::new();
    for it in entries {
        let personal = it.personal.as_ref();
        let line = serde_json::json!({
            "number": it.sealed,
            "time": it.at.to_string(),
            "area": it.area.as_str(),
            "kind": it.kind,
            "what": telling::sentence(it, w),
            "who": personal.and_then(|it| it.actor.as_deref()),
            "who_kind": it.actor_kind,
            "who_id": it.actor,
            "way": it.way.as_str(),
            "address": personal.and_then(|it| it.from.as_deref()),
            "details": it.details,
            "id": it.id,
        });
        serde_json::to_writer(&mut text, &line).map_err(Problem::broken)?;
        text.push(b'\n');
    }
    Ok(text)
}
