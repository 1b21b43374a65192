//! The stream of live events that open pages listen to.
//!
//! It says only that something changed; the page asks again with its own session. Before each word, and every few seconds,
//! the right to listen is read again: a stream ends within a second of its listener's removal, which is itself announced as a
//! change of access. It renews neither idle time nor *Last Seen*.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use care::access::{Permit, may};
use care::db::live::{Change, Topic};
use futures_util::stream::unfold;
use tokio::sync::broadcast::{Receiver, error::RecvError};

use crate::app::App;
use crate::may::May;
use crate::problem::Refusal;

/// How often the right to listen is read again when nothing happens.
const AGAIN: Duration = Duration::from_secs(5);

struct Listener {
    app: App,
    permit: Permit<may::ViewTabs>,
    changes: Receiver<Change>,
    isp: care::db::IspId,
}

pub(crate) async fn stream(
    May(permit): May<may::ViewTabs>,
    State(app): State<App>,
) -> Result<impl IntoResponse, Refusal> {
    let isp = permit.staff()?.isp.id;
    let changes = app.db.live().listen();
    let listener = Listener { app, permit, changes, isp };
    let stream = Sse::new(unfold(listener, next)).keep_alive(KeepAlive::new().interval(Duration::from_secs(20)));
    // Without this it would say "no-cache", which lets caches keep it.
    Ok(([(header::CACHE_CONTROL, "no-store")], stream))
}

/// The next event, or the end.
async fn next(mut listener: Listener) -> Option<(Result<Event, Infallible>, Listener)> {
    loop {
        let heard = tokio::select! {
            () = listener.app.stop.cancelled() => return None,
            heard = tokio::time::timeout(AGAIN, listener.changes.recv()) => heard,
        };
        let event = match heard {
            Ok(Ok(change)) if change.isp != listener.isp => continue,
            Ok(Ok(Change { topic: Topic::Access, .. })) => Some(Event::default().event("access").data("")),
            Ok(Ok(change)) => Some(Event::default().event("changed").data(change.topic.as_str())),
            // Some were missed: the page asks for everything.
            Ok(Err(RecvError::Lagged(_))) => Some(Event::default().event("changed").data("*")),
            Ok(Err(RecvError::Closed)) => return None,
            Err(_) => None,
        };
        // Opening a transaction reads the right again; who lost it hears no more.
        listener.permit.read(&listener.app.db).await.ok()?;
        if let Some(event) = event {
            return Some((Ok(event), listener));
        }
    }
}
