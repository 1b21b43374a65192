//! Worlds for stories: a migrated database of its own, a clock that is moved by hand, and people who came in by the
//! real doors.
//!
//! A story is an async function that takes a [`World`]; [`stories!`] makes two tests of it, `sqlite::NAME` and
//! `postgres::NAME`. A story that is not named there is dead code, and the compiler says so. When a story ends, no mail
//! may be left in the outbox unless the story took it ([`World::mails`]): a mail that nobody expected is a mistake. And the tally of
//! routers says what counting would.
#![expect(clippy::unwrap_used, reason = "only tests use this, and a panic is how a test fails")]

mod authenticator;
mod databases;
mod factors;
mod homes;
mod people;
mod picture;
mod seat;
mod standing;
mod store;
mod subscribers;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::access::{self, Permission, Permit, Place, Tx, may};
use crate::db::{Clock, Db, IspId, Mode, Site};
use crate::problem::{Problem, Result};

pub use authenticator::Authenticator;
pub use factors::{Phone, shown_by_app};
pub use homes::PNG;
#[cfg(test)]
pub(crate) use people::wanted;
pub use people::{DEVICE, Isp, PASSWORD, Person, called, from, password};
pub use picture::Picture;
pub use seat::{Identity, Invited};
pub use store::Letter;
pub use subscribers::from_the_app;

/// Makes two tests of every story that it names, one on each database.
#[macro_export]
macro_rules! stories {
    ($($story:ident),* $(,)?) => {
        mod sqlite {
            $(#[test]
            fn $story() {
                $crate::testing::tell($crate::testing::Database::Sqlite, super::$story);
            })*
        }
        mod postgres {
            $(#[test]
            fn $story() {
                $crate::testing::tell($crate::testing::Database::Postgres, super::$story);
            })*
        }
    };
}

/// On which database a story plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// The embedded one.
    Sqlite,
    /// The server that `PORTICO_TEST_POSTGRES` names.
    Postgres,
}

/// Plays one story in a new world.
pub fn tell(database: Database, story: impl AsyncFnOnce(&World)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let world = World::new(database).await;
        story(&world).await;
        let left: Vec<String> =
            world.mails().await.into_iter().map(|it| format!("{}: {}", it.to, it.subject)).collect();
        assert!(left.is_empty(), "mails that the story did not expect: {left:?}");
        assert_eq!(world.miscounted().await, 0, "kinds of routers in a wrong number");
        world.db.close().await;
    });
}

/// All that one story plays in.
#[derive(Debug)]
pub struct World {
    /// The database, empty but for its schema.
    pub db: Db,
    /// Which one it is.
    pub database: Database,
    /// A folder of the story's own, gone with it.
    pub folder: tempfile::TempDir,
}

impl World {
    async fn new(database: Database) -> World {
        let start: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        let (clock, site) = (Clock::fixed(start), Site::new("http://localhost:8080"));
        let folder = tempfile::tempdir().unwrap();
        let db = match database {
            Database::Sqlite => databases::sqlite(folder.path(), clock, site).await,
            Database::Postgres => databases::postgres(clock, site).await,
        };
        World { db, database, folder }
    }

    /// Moves the clock on.
    pub fn advance(&self, span: Duration) {
        self.db.clock().advance(span);
    }

    /// Moves the clock on by so many minutes.
    pub fn minutes(&self, minutes: u64) {
        self.advance(Duration::from_secs(60 * minutes));
    }

    /// One act of a collaborator: asks for the permit, opens the transaction, and commits what succeeds.
    pub async fn by<P: Permission, T>(
        &self,
        isp: &Isp,
        who: &Person,
        act: impl AsyncFnOnce(&mut Tx<P>) -> Result<T>,
    ) -> Result<T> {
        let permit = self.permit(isp, who).await?;
        finish(permit.write(&self.db).await?, act).await
    }

    /// What this collaborator is given at the door of an ISP or cluster.
    pub async fn permit<P: Permission>(&self, isp: &Isp, who: &Person) -> Result<Permit<P>> {
        match isp.place {
            Place::Isp => access::staff(&self.db, &who.hash(), &isp.slug).await,
            Place::Cluster => access::cluster(&self.db, &who.hash(), &isp.slug).await,
        }
    }

    /// One act of somebody who is not signed in.
    pub async fn anyone<T>(&self, act: impl AsyncFnOnce(&mut Tx<may::Anyone>) -> Result<T>) -> Result<T> {
        finish(access::anyone().write(&self.db).await?, act).await
    }

    /// One act of a person in their own account.
    pub async fn oneself<T>(
        &self,
        who: &Person,
        act: impl AsyncFnOnce(&mut Tx<may::Oneself>) -> Result<T>,
    ) -> Result<T> {
        let permit = access::person(&self.db, who.audience, &who.hash()).await?;
        finish(permit.write(&self.db).await?, act).await
    }

    /// One act of the service itself.
    pub async fn system<T>(&self, act: impl AsyncFnOnce(&mut Tx<may::System>) -> Result<T>) -> Result<T> {
        finish(access::system().write(&self.db).await?, act).await
    }

    /// One act of whoever runs the server.
    pub async fn shell<T>(
        &self,
        isp: Option<IspId>,
        act: impl AsyncFnOnce(&mut Tx<may::Shell>) -> Result<T>,
    ) -> Result<T> {
        finish(access::shell(isp).write(&self.db).await?, act).await
    }

    /// Does the same thing many times at once, each in a task of its own that waits until all are there; gives what came of each, in
    /// the order of their numbers.
    pub async fn race<T, F>(&self, times: usize, each: impl Fn(usize) -> F) -> Vec<T>
    where
        T: Send + 'static,
        F: Future<Output = T> + Send + 'static,
    {
        // Opening a connection takes longer than most acts: with none in stock, they would come one after the other.
        let mut connections = Vec::new();
        for _ in 0..times.min(8) {
            connections.push(self.db.begin(Mode::Read).await.unwrap());
        }
        drop(connections);
        let start = Arc::new(Barrier::new(times));
        let mut racers = JoinSet::new();
        for n in 0..times {
            let (start, run) = (Arc::clone(&start), each(n));
            racers.spawn(async move {
                start.wait().await;
                (n, run.await)
            });
        }
        let mut outcomes = racers.join_all().await;
        outcomes.sort_by_key(|(n, _)| *n);
        outcomes.into_iter().map(|(_, outcome)| outcome).collect()
    }
}

async fn finish<P: Permission, T>(
    mut tx: Tx<P>,
    act: impl AsyncFnOnce(&mut Tx<P>) -> Result<T>,
) -> Result<T> {
    let done = act(&mut tx).await?;
    tx.commit().await?;
    Ok(done)
}

/// Why one field was refused: its message key.
pub fn why<T: std::fmt::Debug>(result: Result<T>, field: &str) -> &'static str {
    match result {
        Err(Problem::Invalid(fields)) => fields.why(field).map_or("another field", |say| say.key),
        other => panic!("not refused for what was typed: {other:?}"),
    }
}

/// The message key of a conflict or of what is gone.
pub fn said<T: std::fmt::Debug>(result: Result<T>) -> &'static str {
    match result {
        Err(Problem::Conflict(say) | Problem::Gone(say)) => say.key,
        other => panic!("neither a conflict nor gone: {other:?}"),
    }
}
