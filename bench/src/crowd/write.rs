//! Many rows at once, on either database: a JSON array a statement, as the product writes its batches.

use anyhow::Result;
use serde_json::Value;
use sqlx::postgres::PgConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use std::fmt::Write as _;
use std::path::Path;

/// Rows of one statement.
const MANY: usize = 20_000;

/// What a column holds; ids are hex.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Id,
    Text,
    Int,
    Bool,
}

/// A table's name and the columns that are written.
pub(super) struct Table(pub(super) &'static str, pub(super) &'static [(&'static str, Kind)]);

/// A connection that is in no hurry to flush: a crowd that is lost is made anew.
pub(super) enum Writer {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Writer {
    pub(super) async fn sqlite(file: &Path) -> Result<Writer> {
        let options = SqliteConnectOptions::new().filename(file).synchronous(SqliteSynchronous::Off);
        Ok(Writer::Sqlite(options.pragma("cache_size", "-262144").connect().await?))
    }

    pub(super) async fn postgres(url: &str) -> Result<Writer> {
        let mut connection = PgConnection::connect(url).await?;
        for setting in ["SET app.isp = 'all'", "SET synchronous_commit = off"] {
            sqlx::query(setting).execute(&mut connection).await?;
        }
        Ok(Writer::Postgres(connection))
    }

    /// Writes rows, each with a value for every column.
    pub(super) async fn write(&mut self, table: &Table, rows: &[Vec<Value>]) -> Result<()> {
        let sql = match self {
            Writer::Sqlite(_) => {
                insert(table, |at, kind| match kind {
                    Kind::Id => format!("unhex(e.value ->> {at})"),
                    Kind::Text | Kind::Int | Kind::Bool => format!("e.value ->> {at}"),
                }) + " FROM json_each($1) e"
            }
            Writer::Postgres(_) => {
                insert(table, |at, kind| {
                    let cast = match kind {
                        Kind::Id => "uuid",
                        Kind::Text => "text",
                        Kind::Int => "bigint",
                        Kind::Bool => "boolean",
                    };
                    format!("(e.value ->> {at})::{cast}")
                }) + " FROM jsonb_array_elements($1::jsonb) e (value)"
            }
        };
        for rows in rows.chunks(MANY) {
            let batch = serde_json::to_string(rows)?;
            let query = AssertSqlSafe(sql.clone());
            match self {
                Writer::Sqlite(connection) => {
                    sqlx::query(query).bind(batch).execute(connection).await?;
                }
                Writer::Postgres(connection) => {
                    sqlx::query(query).bind(batch).execute(connection).await?;
                }
            }
        }
        Ok(())
    }

    /// Leaves the database as one that has been served for a while.
    pub(super) async fn finish(self) -> Result<()> {
        match self {
            Writer::Sqlite(mut connection) => {
                sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await?;
                connection.close().await?;
            }
            Writer::Postgres(mut connection) => {
                sqlx::query("VACUUM ANALYZE").execute(&mut connection).await?;
                connection.close().await?;
            }
        }
        Ok(())
    }
}

fn insert(Table(name, columns): &Table, value: impl Fn(usize, Kind) -> String) -> String {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let mut sql = format!("INSERT INTO {name} ({}) SELECT ", names.join(", "));
    for (at, (_, kind)) in columns.iter().enumerate() {
        let comma = if at > 0 { ", " } else { "" };
        let _ = write!(sql, "{comma}{}", value(at, *kind));
    }
    sql
}
