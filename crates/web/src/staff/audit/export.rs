//! The log as a file: a table, or one JSON object a line, with the page's filter.
//!
//! It is written a page of the log at a time, each in a transaction of its own: a reader who takes an hour holds nothing, and
//! one who loses the right meanwhile gets no more. A task of its own reads, since whoever goes away drops the body at any
//! moment, and a transaction that is dropped while it opens can leave its connection in an unknown state.

use std::io;

use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use care::Problem;
use care::access::{Permit, may};
use care::audit::{self, Entry, Filter};
use care::page::After;
use care::words::Words;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

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
    send(permit, app, reader.w, &asked, ("csv", "text/csv; charset=utf-8"), (head, rows))
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
    let name = format!("attachment; filename=\"audit-{}.{ending}\"", permit.staff()?.isp.slug);
    let (pieces, file) = mpsc::channel::<io::Result<Vec<u8>>>(2);
    tokio::spawn(async move {
        let stop = app.stop.clone();
        tokio::select! {
            () = stop.cancelled() => {}
            // Whoever went away wants no more.
            _ = write_all(&permit, &app, w, &wanted.filter, (head, write), &pieces) => {}
        }
    });
    let body = Body::from_stream(ReceiverStream::new(file));
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name.as_str())], body).into_response())
}

async fn write_all(
    permit: &Permit<may::ManageSettings>,
    app: &App,
    w: Words,
    filter: &Filter,
    (head, write): (Vec<u8>, Write),
    pieces: &mpsc::Sender<io::Result<Vec<u8>>>,
) -> Result<(), mpsc::error::SendError<io::Result<Vec<u8>>>> {
    if !head.is_empty() {
        pieces.send(Ok(head)).await?;
    }
    let mut after = Some(After::START);
    while let Some(from) = after {
        let read = async {
            let mut tx = permit.read(&app.db).await?;
            let page = audit::list(&mut tx, filter, from).await?;
            Ok::<_, Problem>((write(&page.rows, w)?, page.next))
        };
        match read.await {
            Ok((piece, next)) => {
                pieces.send(Ok(piece)).await?;
                after = next;
            }
            // The file ends in the middle, and the connection with it: nobody takes a part for the whole.
            Err(problem) => return pieces.send(Err(io::Error::other(problem))).await,
        }
    }
    Ok(())
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

/// A table by RFC 4180, written by `fill`.
fn table(fill: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> Result<(), csv::Error>) -> Result<Vec<u8>, Problem> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    fill(&mut table).map_err(Problem::broken)?;
    table.into_inner().map_err(|error| Problem::broken(error.to_string()))
}

/// A spreadsheet takes a cell that begins like this for a formula, and does what somebody's name says.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_text_and_quotes_survive() {
        let cells = ["=1+1", "+1 603", "-2", "@SUM(A1)", "\tx", "a \"b\", c", "two\r\nlines", "plain"];
        let bytes = table(|it| it.write_record(cells.map(|cell| harmless(cell.to_owned())))).unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "'=1+1,'+1 603,'-2,'@SUM(A1),'\tx,\"a \"\"b\"\", c\",\"two\r\nlines\",plain\r\n"
        );
    }
}
