//! The stream of live events that open pages listen to.
//!
//! It says only that something changed; the page asks again with its own session. Before it says anything, and every few
//! seconds, the right to listen is read again: a stream ends within a second of its listener's removal, and one whose level
//! changed is told so. It renews neither idle time nor *Last Seen*.
//!
//! The watching is done by a task of its own and not by the response's body: a page that is left drops the body at any
//! moment, and a transaction that is dropped while it opens can leave its connection in an unknown state.

use std::collections::{BTreeSet, HashSet};
use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use care::access::{Permit, Place, Role, Tx, may};
use care::cluster;
use care::db::IspId;
use care::db::live::{Change, Topic};
use serde::Deserialize;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use crate::app::App;
use crate::form::Query;
use crate::may::May;
use crate::problem::Refusal;

/// How often the right to listen is read again when nothing happens. Whatever changes it is an event, so this is for changes
/// behind the product's back.
pub const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// How long changes are gathered: a thousand homes that come back together are one event to a page, not a thousand.
const GATHER: Duration = Duration::from_millis(250);

struct Listener {
    app: App,
    permit: Permit<may::ViewTabs>,
    changes: Receiver<Change>,
    isp: IspId,
    /// The ISPs of the cluster, when it is one that is listened to.
    members: HashSet<IspId>,
    role: Role,
}

/// What a page says of itself when it begins to listen.
#[derive(Deserialize)]
pub(crate) struct Shown {
    /// The access level that it was made for. It decides nothing: one that changed since is told at once.
    #[serde(rename = "as")]
    role: Option<String>,
}

pub(crate) async fn stream(
    May(permit): May<may::ViewTabs>,
    State(app): State<App>,
    Query(shown): Query<Shown>,
) -> Result<impl IntoResponse, Refusal> {
    let (isp, now) = (permit.staff()?.isp.id, permit.staff()?.role);
    let role = shown.role.and_then(|role| role.parse().ok()).unwrap_or(now);
    let changes = app.db.live().listen();
    let (events, said) = mpsc::channel::<Result<Event, Infallible>>(8);
    let listener = Listener { app, permit, changes, isp, members: HashSet::new(), role };
    tokio::spawn(listener.watch(events));
    let stream =
        Sse::new(ReceiverStream::new(said)).keep_alive(KeepAlive::new().interval(Duration::from_secs(20)));
    // Without this it would say "no-cache", which lets caches keep it.
    Ok(([(header::CACHE_CONTROL, "no-store")], stream))
}

impl Listener {
    /// Ends when the page goes, the right does, or the service does.
    async fn watch(mut self, events: mpsc::Sender<Result<Event, Infallible>>) {
        let stop = self.app.stop.clone();
        // Between the page and its stream there is a moment in which nobody listened.
        let mut topics = BTreeSet::new();
        loop {
            // Opening a transaction reads the right again; who lost it hears no more.
            let Ok(mut tx) = self.permit.read(&self.app.db).await else { return };
            let role = tx.actor().role();
            // An ISP may have come or gone.
            if self.look_around(&mut tx).await.is_err() {
                return;
            }
            drop(tx);
            let mut said: Vec<Event> =
                topics.iter().map(|topic| Event::default().event("changed").data(topic)).collect();
            if let Some(role) = role.filter(|role| *role != self.role) {
                self.role = role;
                // Browsers drop an event without data.
                said.push(Event::default().event("access").data("level"));
            }
            for event in said {
                if events.send(Ok(event)).await.is_err() {
                    return;
                }
            }
            topics = tokio::select! {
                () = stop.cancelled() => return,
                () = events.closed() => return,
                topics = self.gather() => topics,
            };
        }
    }

    /// A cluster's page shows its ISPs, so it hears what changes at each of them.
    async fn look_around(&mut self, tx: &mut Tx<may::ViewTabs>) -> care::Result<()> {
        if self.permit.staff()?.isp.place == Place::Cluster {
            self.members = cluster::isps(tx).await?.into_iter().map(|isp| isp.id).collect();
        }
        Ok(())
    }

    /// What changed here since the last time; nothing, when nothing did for a while.
    async fn gather(&mut self) -> BTreeSet<&'static str> {
        let mut topics = BTreeSet::new();
        let first = tokio::time::timeout(self.app.look_again, async {
            loop {
                let heard = self.changes.recv().await;
                if self.note(heard, &mut topics) {
                    return;
                }
            }
        });
        if first.await.is_ok() {
            tokio::time::sleep(GATHER).await;
            while let Ok(change) = self.changes.try_recv() {
                self.note(Ok(change), &mut topics);
            }
        }
        topics
    }

    /// Notes what was heard, and tells whether it is about this ISP, or one of this cluster.
    fn note(&self, heard: Result<Change, RecvError>, topics: &mut BTreeSet<&'static str>) -> bool {
        match heard {
            Ok(change) if change.topic == Topic::Everything => topics.insert(Topic::Everything.as_str()),
            Ok(change) if change.isp != self.isp && !self.members.contains(&change.isp) => return false,
            // Who may do what is read again in any case; only those whom it concerns are told.
            Ok(change) if change.topic == Topic::Access => true,
            Ok(change) => topics.insert(change.topic.as_str()),
            // Some were missed: the page asks for everything. The channel closes only with the service.
            Err(_) => topics.insert(Topic::Everything.as_str()),
        };
        true
    }
}
