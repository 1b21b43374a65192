//! The stream of live events that the app's page of a home listens to. As the portal's ([`crate::live`]), it says only that
//! something changed, and reads the right to listen again before it does.
//!
//! There may be as many of these as there are phones, so each hears of its own home alone, and looks by itself once a minute.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use care::access::{Permit, may};
use care::db::CustomerId;
use care::db::live::HomeChange;
use tokio::sync::broadcast::Receiver;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use crate::app::App;
use crate::may::AtHome;
use crate::problem::Refusal;

/// How much less often than the portal's the right to listen is read again when nothing happens: whatever ends it is an event.
const SELDOM: u32 = 12;
/// How long changes are gathered.
const GATHER: Duration = Duration::from_millis(250);

pub(crate) async fn stream(
    AtHome(permit): AtHome,
    State(app): State<App>,
) -> Result<impl IntoResponse, Refusal> {
    let home = permit.subscriber()?.home;
    let changes = app.db.live().listen_to_homes();
    let (events, said) = mpsc::channel::<Result<Event, Infallible>>(4);
    tokio::spawn(watch(app, permit, home, changes, events));
    let stream =
        Sse::new(ReceiverStream::new(said)).keep_alive(KeepAlive::new().interval(Duration::from_secs(20)));
    // Without this it would say "no-cache", which lets caches keep it.
    Ok(([(header::CACHE_CONTROL, "no-store")], stream))
}

/// Ends when the page goes, the right does, or the service does.
async fn watch(
    app: App,
    permit: Permit<may::UseHome>,
    home: CustomerId,
    mut changes: Receiver<HomeChange>,
    events: mpsc::Sender<Result<Event, Infallible>>,
) {
    let mut changed = false;
    loop {
        // Opening a transaction reads the right again; who lost it hears no more, and their page finds out by asking.
        if permit.read(&app.db).await.is_err() {
            return;
        }
        if changed && events.send(Ok(Event::default().event("changed").data("home"))).await.is_err() {
            return;
        }
        changed = tokio::select! {
            () = app.stop.cancelled() => return,
            () = events.closed() => return,
            changed = heard(&mut changes, home, app.look_again * SELDOM) => changed,
        };
    }
}

/// Whether something changed at this home; not, when nothing did for a while.
async fn heard(changes: &mut Receiver<HomeChange>, home: CustomerId, patience: Duration) -> bool {
    let first = tokio::time::timeout(patience, async {
        loop {
            match changes.recv().await {
                Ok(Some(other)) if other != home => {}
                // Of this one, perhaps of any, or some were missed.
                Ok(_) | Err(_) => return,
            }
        }
    });
    if first.await.is_err() {
        return false;
    }
    tokio::time::sleep(GATHER).await;
    while changes.try_recv().is_ok() {}
    true
}
