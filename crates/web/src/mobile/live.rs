//! The stream of live events that the app's page of a home listens to. As the portal's ([`crate::live`]), it says only that
//! something changed, and reads the right to listen again before it does.
//!
//! There may be as many of these as there are phones. Each hears at which homes something changes, and looks at its own alone: when
//! that did, and once a minute, since ordinary reports tell nobody. Where so much happened that some was missed, they do not all look at once.

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

/// How much less often than the portal's it looks again when nothing happens.
const SELDOM: u32 = 12;
/// Within how long those look again who missed something.
const SPREAD_MS: u64 = 30_000;
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
    loop {
        tokio::select! {
            () = app.stop.cancelled() => return,
            () = events.closed() => return,
            () = heard(&mut changes, home, app.look_again * SELDOM) => {},
        }
        // Opening a transaction reads the right again; who lost it hears no more, and their page finds out by asking.
        if permit.read(&app.db).await.is_err() {
            return;
        }
        if events.send(Ok(Event::default().event("changed").data("home"))).await.is_err() {
            return;
        }
    }
}

/// Returns when something changed at this home, or may have, or nothing did for a while.
async fn heard(changes: &mut Receiver<HomeChange>, home: CustomerId, patience: Duration) {
    let missed = tokio::time::timeout(patience, async {
        loop {
            match changes.recv().await {
                Ok(Some(other)) if other != home => {}
                Ok(Some(_)) => return false,
                // Perhaps of this one.
                Ok(None) | Err(_) => return true,
            }
        }
    });
    match missed.await {
        // Ids end in random bits.
        Ok(true) => tokio::time::sleep(Duration::from_millis(home.0.as_u64_pair().1 % SPREAD_MS)).await,
        Ok(false) => tokio::time::sleep(GATHER).await,
        Err(_) => {}
    }
    while changes.try_recv().is_ok() {}
}
