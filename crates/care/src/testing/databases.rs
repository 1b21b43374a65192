//! Databases by the dozen: migrated once, then copied.
//!
//! Every test may be a process of its own, so the template is named by a digest of the migrations, and it gets its name
//! only when it is complete: whoever finds the name finds a whole schema.

use std::path::{Path, PathBuf};

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::db::{Clock, Db, Site, hex, schema_digest};
use crate::link::random;

/// A migrated database in this folder.
pub(super) async fn sqlite(folder: &Path, clock: Clock, site: Site) -> Db {
    let file = folder.join("portico.sqlite");
    std::fs::copy(sqlite_template(&clock, &site).await, &file).unwrap();
    Db::sqlite(&file, clock, site).await.unwrap()
}

async fn sqlite_template(clock: &Clock, site: &Site) -> PathBuf {
    // This program is target/PROFILE/deps/NAME.
    let program = std::env::current_exe().unwrap();
    let folder = program.ancestors().nth(3).unwrap().join("tmp");
    std::fs::create_dir_all(&folder).unwrap();
    let template = folder.join(format!("portico-{}.sqlite", schema_digest()));
    if !template.exists() {
        // Two that make it at once make the same; the later name replaces the earlier, and copies in progress do not care.
        let workshop = tempfile::tempdir_in(&folder).unwrap();
        let file = workshop.path().join("portico.sqlite");
        let db = Db::sqlite(&file, clock.clone(), site.clone()).await.unwrap();
        db.migrate().await.unwrap();
        db.close().await;
        assert!(
            !workshop.path().join("portico.sqlite-wal").exists(),
            "the copy would lack what is in the log"
        );
        std::fs::rename(file, &template).unwrap();
    }
    template
}

/// A migrated database of its own on the tests' server. It goes when the server goes: dropping one costs more than it
/// frees.
pub(super) async fn postgres(clock: Clock, site: Site) -> Db {
    let server = std::env::var("PORTICO_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!("PORTICO_TEST_POSTGRES is not set; `cargo xtask test` starts a PostgreSQL server and runs every test")
    });
    let mut connection = PgConnection::connect(&server).await.unwrap();
    let template = postgres_template(&mut connection, &server, &clock, &site).await;
    let name = format!("story_{}", hex(&random::<12>()));
    run(&mut connection, format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")).await;
    connection.close().await.unwrap();
    Db::postgres(&beside(&server, &name), clock, site).await.unwrap()
}

async fn postgres_template(
    connection: &mut PgConnection,
    server: &str,
    clock: &Clock,
    site: &Site,
) -> String {
    /// Any number, but one for all processes: whoever holds it makes the template, and the others wait for it.
    const TURN: i64 = 0x706f_7274_6963_6f00;
    let name = format!("template_{}", schema_digest());
    sqlx::query("SELECT pg_advisory_lock($1)").bind(TURN).execute(&mut *connection).await.unwrap();
    let there = sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1")
        .bind(&name)
        .fetch_optional(&mut *connection);
    if there.await.unwrap().is_none() {
        // One that was killed while it made the template left half of it.
        let half = format!("{name}_half");
        run(connection, format!("DROP DATABASE IF EXISTS {half}")).await;
        run(connection, format!("CREATE DATABASE {half}")).await;
        let db = Db::postgres(&beside(server, &half), clock.clone(), site.clone()).await.unwrap();
        db.migrate().await.unwrap();
        db.close().await;
        run(connection, format!("ALTER DATABASE {half} RENAME TO {name}")).await;
    }
    sqlx::query("SELECT pg_advisory_unlock($1)").bind(TURN).execute(connection).await.unwrap();
    name
}

/// The same server, another database.
fn beside(server: &str, name: &str) -> String {
    format!("{}/{name}", server.rsplit_once('/').unwrap().0)
}

/// Database names cannot be bound; these are ours.
async fn run(connection: &mut PgConnection, sql: String) {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await.unwrap();
}
