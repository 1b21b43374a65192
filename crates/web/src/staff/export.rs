//! A list as a file.
//!
//! It is written a page of the list at a time, each in a transaction of its own: a reader who takes an hour holds nothing, and
//! one who loses the right meanwhile gets no more. A task of its own reads, since whoever goes away drops the body at any
//! moment, and a transaction that is dropped while it opens can leave its connection in an unknown state.

use std::io;

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use care::Problem;
use care::page::After;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use crate::app::App;

/// A piece of the file, and where the next one starts.
pub(super) type Piece = (Vec<u8>, Option<After>);

/// What a file is called and what it is.
pub(super) struct Named {
    /// Its name, of characters that a header can carry.
    pub(super) name: String,
    /// Its media type.
    pub(super) kind: &'static str,
}

/// A table that spreadsheets open.
pub(super) const CSV: &str = "text/csv; charset=utf-8";

/// Sends `head`, and then what `read` gives, from the start of the list to its end.
pub(super) fn send<F>(
    app: App,
    named: Named,
    head: Vec<u8>,
    read: impl Fn(After) -> F + Send + Sync + 'static,
) -> Response
where
    F: Future<Output = Result<Piece, Problem>> + Send,
{
    let (pieces, file) = mpsc::channel::<io::Result<Vec<u8>>>(2);
    tokio::spawn(async move {
        tokio::select! {
            () = app.stop.cancelled() => {}
            // Whoever went away wants no more.
            _ = write_all(head, read, &pieces) => {}
        }
    });
    let body = Body::from_stream(ReceiverStream::new(file));
    let name = format!("attachment; filename=\"{}\"", named.name);
    ([(header::CONTENT_TYPE, named.kind), (header::CONTENT_DISPOSITION, name.as_str())], body).into_response()
}

async fn write_all<F>(
    head: Vec<u8>,
    read: impl Fn(After) -> F,
    pieces: &mpsc::Sender<io::Result<Vec<u8>>>,
) -> Result<(), mpsc::error::SendError<io::Result<Vec<u8>>>>
where
    F: Future<Output = Result<Piece, Problem>>,
{
    if !head.is_empty() {
        pieces.send(Ok(head)).await?;
    }
    let mut after = Some(After::START);
    while let Some(from) = after {
        match read(from).await {
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

/// A table by RFC 4180, written by `fill`.
pub(super) fn table(
    fill: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> Result<(), csv::Error>,
) -> Result<Vec<u8>, Problem> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    fill(&mut table).map_err(Problem::broken)?;
    table.into_inner().map_err(|error| Problem::broken(error.to_string()))
}

/// A spreadsheet takes a cell that begins like this for a formula, and does what somebody's name says.
pub(super) fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
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
