//! The floor of durability: the same rows, written in batches into bare SQLite that flushes every commit, and nothing else.

use crate::Bench;
use crate::process::cpu_of_this;
use crate::report::Report;
use anyhow::Result;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use std::time::Instant;

/// The rows that others compare themselves with.
pub(crate) const RATE: &str = "bare SQLite, batched durable inserts";
pub(crate) const CPU: &str = "bare SQLite, CPU a row";

/// Rows in a batch: as many as there are routers waiting in the case `reports`.
const BATCH: usize = super::reports::LANES;

const TABLE: &str =
    "CREATE TABLE report (isp BLOB NOT NULL, router BLOB NOT NULL, at BIGINT NOT NULL, status TEXT NOT NULL)";
const INSERT: &str = "INSERT INTO report (isp, router, at, status)
     SELECT unhex(value ->> 'isp'), unhex(value ->> 'router'), $2, value -> 'patch' FROM json_each($1)";

pub(crate) fn case(bench: &Bench, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let options = SqliteConnectOptions::new()
        .filename(folder.path().join("rows.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let (rows, elapsed, used) = bench.runtime.block_on(async {
        let mut connection = options.connect().await?;
        sqlx::query(TABLE).execute(&mut connection).await?;
        let (begun, before) = (Instant::now(), cpu_of_this()?);
        let mut rows = 0_u64;
        while begun.elapsed() < bench.time {
            let mut tx = connection.begin().await?;
            sqlx::query(INSERT).bind(batch(rows)).bind(rows as i64).execute(&mut *tx).await?;
            tx.commit().await?;
            rows += BATCH as u64;
        }
        let found = (rows, begun.elapsed(), cpu_of_this()? - before);
        connection.close().await?;
        anyhow::Ok(found)
    })?;
    report.add(RATE, rows as f64 / elapsed.as_secs_f64(), "/s");
    report.add(CPU, used.as_secs_f64() * 1000.0 / rows as f64, "ms");
    Ok(())
}

fn batch(first: u64) -> String {
    let row = |n: u64| {
        format!(
            r#"{{"isp":"0198c0de0000700080000000000000aa","router":"{n:032x}","patch":{{"memory_free_percent":{},"cpu_percent":12,"sequence":{n}}}}}"#,
            n % 100
        )
    };
    let rows: Vec<String> = (first..first + BATCH as u64).map(row).collect();
    format!("[{}]", rows.join(","))
}
