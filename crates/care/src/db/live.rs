//! What open pages listen to.
//!
//! A verb says *that* something changed (a [`Topic`] at an ISP), never what: a page that hears of it asks again, with
//! its own session, and is shown only what it may see. Told after the commit. Between processes the word goes over
//! PostgreSQL's NOTIFY, gathered for a fifth of a second, since each NOTIFY takes a lock that all commits share.
//!
//! The app's page of a home listens to that home alone: it would have to look again with every change at the ISP otherwise.

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{CustomerId, Db, IspId};

/// What kind of thing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Who may do what here: pages must ask whether they still may.
    Access,
    /// The list of collaborators and invitations.
    Collaborators,
    /// Homes' mobile users and their invitations.
    MobileUsers,
    /// The list of routers that the ISP owns.
    Inventory,
    /// How far imports into the inventory have come.
    Imports,
    /// Customers, and which of them are online.
    Customers,
    /// Known issues and outages.
    Issues,
    /// The ISP's name, colour or other settings.
    Settings,
    /// Some changes may have been missed, at any ISP: pages ask for all that they show.
    Everything,
}

impl Topic {
    const ALL: [Topic; 9] = [
        Topic::Access,
        Topic::Collaborators,
        Topic::MobileUsers,
        Topic::Inventory,
        Topic::Imports,
        Topic::Customers,
        Topic::Issues,
        Topic::Settings,
        Topic::Everything,
    ];

    /// Its name in events and in pages' `data-live`.
    pub fn as_str(self) -> &'static str {
        match self {
            Topic::Access => "access",
            Topic::Collaborators => "collaborators",
            Topic::MobileUsers => "mobile-users",
            Topic::Inventory => "inventory",
            Topic::Imports => "imports",
            Topic::Customers => "customers",
            Topic::Issues => "issues",
            Topic::Settings => "settings",
            Topic::Everything => "*",
        }
    }
}

/// Something changed at an ISP; with [`Topic::Everything`], perhaps at any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Change {
    /// Where.
    pub isp: IspId,
    /// What kind.
    pub topic: Topic,
}

/// A home at which something changed; none: perhaps at any.
pub type HomeChange = Option<CustomerId>;

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Said {
    Of(Change),
    OfHome(CustomerId),
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Said::Of(change) => write!(f, "{} {}", change.isp, change.topic.as_str()),
            Said::OfHome(home) => write!(f, "{HOME} {home}"),
        }
    }
}

/// Begins a line about a home.
const HOME: &str = "home";

/// The channel of this process.
#[derive(Debug, Clone)]
pub struct Live {
    sender: broadcast::Sender<Change>,
    homes: broadcast::Sender<HomeChange>,
    /// What this process said, for the other processes.
    outward: broadcast::Sender<Said>,
    /// Names this process in its notes, so that it does not hear itself.
    me: u64,
}

/// Some changes may have been missed.
const MISSED: Change = Change { isp: IspId(Uuid::nil()), topic: Topic::Everything };

/// Enough that a page which reads at once never misses; one that lags is told to ask for everything.
const BACKLOG: usize = 4096;
const CHANNEL: &str = "portico_live";
/// A note must stay under PostgreSQL's 8,000 bytes; a line is under 60.
const PER_NOTE: usize = 100;
const GATHER: Duration = Duration::from_millis(200);

impl Live {
    pub(crate) fn new() -> Self {
        Live {
            sender: broadcast::channel(BACKLOG).0,
            homes: broadcast::channel(BACKLOG).0,
            outward: broadcast::channel(BACKLOG).0,
            me: rand::random(),
        }
    }

    /// Hears what changes from now on.
    pub fn listen(&self) -> broadcast::Receiver<Change> {
        self.sender.subscribe()
    }

    /// Hears at which homes something changes from now on.
    pub fn listen_to_homes(&self) -> broadcast::Receiver<HomeChange> {
        self.homes.subscribe()
    }

    pub(crate) fn publish(&self, isp: IspId, topic: Topic) {
        self.say(Said::Of(Change { isp, topic }));
    }

    pub(crate) fn publish_home(&self, home: CustomerId) {
        self.say(Said::OfHome(home));
    }

    fn say(&self, said: Said) {
        self.hear(said);
        // An error only says that nobody listens.
        let _ = self.outward.send(said);
    }

    /// Tells this process's pages.
    fn hear(&self, said: Said) {
        match said {
            Said::Of(change) => drop(self.sender.send(change)),
            Said::OfHome(home) => drop(self.homes.send(Some(home))),
        }
    }

    /// Tells them that they may have missed something.
    fn missed(&self) {
        let _ = self.sender.send(MISSED);
        let _ = self.homes.send(None);
    }
}

/// Carries changes between the processes that share a PostgreSQL; returns when cancelled, at once on SQLite.
pub async fn relay(db: Db, stop: CancellationToken) {
    let Some(pool) = db.postgres_pool().cloned() else { return };
    let (mut outward, me) = (db.live().outward.subscribe(), db.live().me);
    let speak = async {
        loop {
            let first = outward.recv().await.unwrap_or(Said::Of(MISSED));
            tokio::time::sleep(GATHER).await;
            let mut changes = HashSet::from([first]);
            while let Ok(change) = outward.try_recv() {
                changes.insert(change);
            }
            let lines: Vec<String> = changes.iter().map(Said::to_string).collect();
            for text in lines.chunks(PER_NOTE).map(|lines| format!("{me}\n{}", lines.join("\n"))) {
                let told =
                    sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(text).execute(&pool).await;
                if let Err(error) = told {
                    tracing::warn!(%error, "other processes were not told of a change");
                }
            }
        }
    };
    let hear = async {
        loop {
            if let Err(error) = hear_until_lost(&db, &pool).await {
                tracing::warn!(%error, "the channel between processes was lost; opening it again");
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    };
    tokio::select! { () = stop.cancelled() => {}, () = speak => {}, () = hear => {} }
}

async fn hear_until_lost(db: &Db, pool: &sqlx::PgPool) -> Result<(), sqlx::Error> {
    let mut listener = sqlx::postgres::PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    loop {
        // None: the connection was lost and made again, and what was said meanwhile is not repeated.
        let Some(note) = listener.try_recv().await? else {
            db.live().missed();
            continue;
        };
        let (from, lines) = note.payload().split_once('\n').unwrap_or_default();
        if from == db.live().me.to_string() {
            continue;
        }
        for said in lines.lines().filter_map(parse) {
            match said {
                Said::Of(MISSED) => db.live().missed(),
                said => db.live().hear(said),
            }
        }
    }
}

fn parse(text: &str) -> Option<Said> {
    let (at, what) = text.split_once(' ')?;
    if at == HOME {
        return Some(Said::OfHome(CustomerId(Uuid::from_str(what).ok()?)));
    }
    let topic = Topic::ALL.into_iter().find(|known| known.as_str() == what)?;
    Some(Said::Of(Change { isp: IspId(Uuid::from_str(at).ok()?), topic }))
}
