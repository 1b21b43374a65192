//! One SQL text on two databases.
//!
//! SQLite (embedded, WAL) is the default; `postgres://…` moves the same binary to PostgreSQL. [`Db`], [`Connection`]
//! and [`Query`] are two-armed enums over sqlx's drivers; nothing above this room knows which arm is in use, except the
//! few statements of `dialect.rs`.
//!
//! SQLite has exactly one writer connection: with many, they fight over the lock (176 times slower, measured), and
//! deferred transactions fail when they try to upgrade. Reads have a pool of their own.

mod clock;
pub(crate) mod dialect;
mod id;
pub mod live;
mod migrate;
mod query;
mod site;
#[cfg(test)]
pub(crate) mod tests;

use std::path::Path;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};

pub use clock::{Clock, at};
pub use id::{
    AccessRequestId, CustomerId, ImportId, InvitationId, IspId, IssueId, LinkHash, MailId, NoticeId,
    OutageId, PasskeyId, PersonId, PlanId, RouterId, SessionId,
};
pub use migrate::PREVIOUS as RELEASED_SCHEMAS;
#[cfg(any(test, feature = "testing"))]
pub(crate) use migrate::digest as schema_digest;
pub(crate) use query::{Query, Row, hex, query};
pub use site::Site;

use crate::problem::{Problem, Result};
use live::Live;

/// The database, with the clock, the live channel and the public address that its transactions use. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    pools: Pools,
    clock: Clock,
    live: Live,
    site: Site,
}

#[derive(Clone, Debug)]
enum Pools {
    Sqlite { read: SqlitePool, write: SqlitePool },
    Postgres(PgPool),
}

/// An open transaction on either database; rolled back when dropped.
#[derive(Debug)]
pub enum Connection {
    /// On the embedded database.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

/// Whether a transaction may change anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Only looks.
    Read,
    /// May write.
    Write,
}

/// How long a request waits for a connection before the service says that it is busy.
const PATIENCE: Duration = Duration::from_secs(10);

impl Db {
    /// Opens (and creates) the embedded database in this file.
    pub async fn sqlite(file: &Path, clock: Clock, site: Site) -> Result<Db> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // FULL, not NORMAL: an acknowledged report must survive a power cut, not only a crash.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE);
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .connect_with(options.clone());
        let write = write.await?;
        let read = SqlitePoolOptions::new()
            .max_connections(8)
            .acquire_timeout(PATIENCE)
            .connect_with(options.pragma("query_only", "on"))
            .await?;
        Ok(Db { pools: Pools::Sqlite { read, write }, clock, live: Live::new(), site })
    }

    /// Connects to PostgreSQL.
    pub async fn postgres(url: &str, clock: Clock, site: Site) -> Result<Db> {
        let options: PgConnectOptions = url.parse().map_err(Problem::from)?;
        // A statement or a transaction that is stuck must not hold its connection, and with it everybody, for ever.
        let options = options.options([
            ("statement_timeout", "30s"),
            ("lock_timeout", "10s"),
            ("idle_in_transaction_session_timeout", "60s"),
            // Many small questions at once: helpers would cost more than they save.
            ("max_parallel_workers_per_gather", "0"),
        ]);
        let pool =
            PgPoolOptions::new().max_connections(24).acquire_timeout(PATIENCE).connect_with(options).await?;
        Ok(Db { pools: Pools::Postgres(pool), clock, live: Live::new(), site })
    }

    /// Brings the schema to this version's, forward only.
    pub async fn migrate(&self) -> Result<()> {
        // A role that may only read and write rows can serve a database that another one has brought up to date.
        match self.schema().await {
            Ok(version) if version == migrate::latest() => Ok(()),
            _ => migrate::run(self).await,
        }
    }

    async fn schema(&self) -> Result<i64> {
        let mut connection = self.begin(Mode::Read).await?;
        let row = query("SELECT MAX(version) AS version FROM _sqlx_migrations").one(&mut connection).await?;
        Ok(row.get::<Option<i64>>("version")?.unwrap_or(0))
    }

    /// The clock of its transactions.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Where people reach this service.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// What open pages listen to.
    pub fn live(&self) -> &Live {
        &self.live
    }

    /// Whether the database answers, and which one it is.
    pub async fn ping(&self) -> Result<&'static str> {
        let mut connection = self.begin(Mode::Read).await?;
        query("SELECT 1 AS one").one(&mut connection).await?.get::<i32>("one")?;
        Ok(match self.pools {
            Pools::Sqlite { .. } => "SQLite",
            Pools::Postgres(_) => "PostgreSQL",
        })
    }

    /// What an operator wants to know of the database: whether its schema is this version's, and whether it keeps what
    /// it acknowledges. Changes nothing.
    pub async fn examine(&self) -> Result<String> {
        // Without the table there is no schema at all.
        let version = self.schema().await.unwrap_or(0);
        if version != migrate::latest() {
            return Err(Problem::broken(format!(
                "its schema is version {version}, this Portico's is {}; run: portico migrate",
                migrate::latest()
            )));
        }
        let durable = dialect::durability(self.begin(Mode::Write).await?).await?;
        Ok(format!("schema {version}, {durable}"))
    }

    /// Closes all connections; SQLite folds its log back into the file.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }

    /// The pool that listens and notifies across processes; none on the embedded database, which has one process.
    pub(crate) fn postgres_pool(&self) -> Option<&PgPool> {
        match &self.pools {
            Pools::Sqlite { .. } => None,
            Pools::Postgres(pool) => Some(pool),
        }
    }

    /// Opens a transaction without any permit: only `access` and the workers below it may.
    pub(crate) async fn begin(&self, mode: Mode) -> Result<Connection> {
        Ok(match (&self.pools, mode) {
            (Pools::Sqlite { read, .. }, Mode::Read) => Connection::Sqlite(read.begin().await?),
            (Pools::Sqlite { write, .. }, Mode::Write) => {
                Connection::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?)
            }
            (Pools::Postgres(pool), Mode::Read) => {
                Connection::Postgres(pool.begin_with("BEGIN READ ONLY").await?)
            }
            (Pools::Postgres(pool), Mode::Write) => Connection::Postgres(pool.begin().await?),
        })
    }
}

impl Connection {
    pub(crate) async fn commit(self) -> Result<()> {
        match self {
            Connection::Sqlite(tx) => tx.commit().await?,
            Connection::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}
