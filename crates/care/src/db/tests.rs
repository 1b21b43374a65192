//! Stories of the schema, and every statement of the source on both databases.

mod statements;

use std::collections::BTreeSet;

use super::*;
use crate::stories;
use crate::testing::{Database, World, tell};

stories![
    migrating_twice_changes_nothing,
    a_row_without_its_parent_is_refused,
    a_database_that_answers_says_which_it_is,
    a_list_that_is_walked_is_not_sorted_and_what_comes_after_may_be,
];

/// The tables of one ISP: those whose primary key leads with `isp_id`. Read from the migrations.
pub(crate) fn tables_of_an_isp() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text: String = files.map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let tables = text.split("CREATE TABLE ").skip(1).filter(|table| {
        let body = table.split(";\n").next().unwrap_or(table);
        body.contains("PRIMARY KEY (isp_id,")
    });
    // One that each database has in its own file is there twice.
    let names = tables.map(|table| table.split_whitespace().next().unwrap());
    // One that was made to take another's place bears its name.
    let tables: BTreeSet<String> = names.map(|name| name.trim_end_matches("_next").to_owned()).collect();
    tables.into_iter().collect()
}

async fn migrating_twice_changes_nothing(world: &World) {
    let isp = world.first_isp().await;
    let applied = "SELECT COUNT(*) AS n FROM _sqlx_migrations";
    let before = world.count(applied).await;
    world.db.migrate().await.unwrap();
    assert_eq!(world.count(applied).await, before);
    assert!(before >= 2);
    assert!(
        crate::access::person(&world.db, crate::access::Audience::Portal, &isp.admin.hash()).await.is_ok()
    );
}

async fn a_row_without_its_parent_is_refused(world: &World) {
    let mut tx = world.everywhere().await;
    let orphan = query(
        "INSERT INTO session (hash, id, person_id, audience, created_at, used_at, ends_at, address, agent)
                        VALUES ($1, $2, $2, 'portal', 0, 0, 0, '', '')",
    );
    let orphan = orphan.bind(vec![1_u8]).bind(uuid::Uuid::nil()).run(&mut tx).await;
    assert!(orphan.is_err());
}

async fn a_list_that_is_walked_is_not_sorted_and_what_comes_after_may_be(world: &World) {
    if matches!(world.database, Database::Sqlite) {
        // It walks by itself.
        return;
    }
    let may_sort = || query("SELECT current_setting('enable_sort') AS may");
    let mut tx = world.everywhere().await;
    let walked = may_sort().walk(&mut tx).await.unwrap();
    assert_eq!(walked[0].get::<String>("may").unwrap(), "off");
    assert_eq!(may_sort().one(&mut tx).await.unwrap().get::<String>("may").unwrap(), "on");
}

async fn a_database_that_answers_says_which_it_is(world: &World) {
    let name = match world.database {
        Database::Sqlite => "SQLite",
        Database::Postgres => "PostgreSQL",
    };
    assert_eq!(world.db.ping().await.unwrap(), name);
}

/// FULL, not NORMAL: an acknowledged report must survive a power cut.
#[test]
fn every_connection_to_the_embedded_database_is_durable_and_keeps_references() {
    tell(Database::Sqlite, async |world| {
        let mut connections = vec![(0, world.db.begin(Mode::Write).await.unwrap())];
        // All the connections there can be for reading, at once.
        for _ in 0..8 {
            connections.push((1, world.db.begin(Mode::Read).await.unwrap()));
        }
        for (only_reads, mut tx) in connections {
            assert_eq!(number(&mut tx, "PRAGMA synchronous", "synchronous").await, 2, "FULL");
            assert_eq!(number(&mut tx, "PRAGMA foreign_keys", "foreign_keys").await, 1);
            assert_eq!(number(&mut tx, "PRAGMA query_only", "query_only").await, only_reads);
            let journal: String =
                query("PRAGMA journal_mode").one(&mut tx).await.unwrap().get("journal_mode").unwrap();
            assert_eq!(journal, "wal");
        }
    });
}

async fn number(tx: &mut Connection, pragma: &'static str, name: &str) -> i64 {
    query(pragma).one(tx).await.unwrap().get(name).unwrap()
}
