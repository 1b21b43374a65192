//! Lists as files.
//!
//! A file is written a page of its list at a time, each in a transaction of its own: a reader who takes an hour holds nothing,
//! and one who loses the right meanwhile gets no more. A task of its own reads, since whoever goes away drops the body at any
//! moment, and a transaction that is dropped while it opens can leave its connection in an unknown state.

use std::io;

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use care::Problem;
use tokio::sync::mpsc::{self, error::SendError};
use tokio_stream::wrappers::ReceiverStream;

use crate::app::App;

/// A piece of a file, and where the next one starts.
pub(super) type Piece<K> = Result<(Vec<u8>, Option<K>), Problem>;

/// What a table is sent as.
pub(super) const CSV: &str = "text/csv; charset=utf-8";

/// Sends a file of this name and kind: its head, and the pieces that `read` gives from `start` on.
pub(super) fn send<K, F>(
    app: &App,
    (name, kind): (&str, &'static str),
    head: Vec<u8>,
    start: K,
    read: impl FnMut(K) -> F + Send + 'static,
) -> Response
where
    K: Send + 'static,
    F: Future<Output = Piece<K>> + Send,
{
    let disposition = format!("attachment; filename=\"{name}\"");
    let (pieces, file) = mpsc::channel::<io::Result<Vec<u8>>>(2);
    let stop = app.stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            () = stop.cancelled() => {}
            // Whoever went away wants no more.
            _ = write_all(head, start, read, &pieces) => {}
        }
    });
    let body = Body::from_stream(ReceiverStream::new(file));
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition.as_str())], body)
        .into_response()
}

async fn write_all<K, F: Future<Output = Piece<K>>>(
    head: Vec<u8>,
    start: K,
    mut read: impl FnMut(K) -> F,
    pieces: &mpsc::Sender<io::Result<Vec<u8>>>,
) -> Result<(), SendError<io::Result<Vec<u8>>>> {
    if !head.is_empty() {
        pieces.send(Ok(head)).await?;
    }
    let mut after = Some(start);
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
