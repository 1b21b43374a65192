//! All that a database holds, as text: for stories in which nothing may change.

use std::collections::BTreeMap;

use sqlx::AssertSqlSafe;

use super::World;
use crate::db::Connection;

/// Tables by name, each with its rows as text. A row that was written again with the same values is no change.
pub type Picture = BTreeMap<String, Vec<String>>;

impl World {
    /// What the database holds now, in all tables and over all ISPs.
    pub async fn picture(&self) -> Picture {
        let mut picture = Picture::new();
        match &mut self.everywhere().await {
            Connection::Sqlite(tx) => {
                let tables =
                    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
                for table in names(sqlx::query(tables).fetch_all(&mut **tx).await.unwrap()) {
                    let columns = sqlx::query("SELECT name FROM pragma_table_info($1)").bind(&table);
                    let columns = names(columns.fetch_all(&mut **tx).await.unwrap());
                    let row: Vec<String> =
                        columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
                    let rows = format!("SELECT {} FROM \"{table}\" ORDER BY 1", row.join("||'|'||"));
                    let rows = sqlx::query(AssertSqlSafe(rows)).fetch_all(&mut **tx).await.unwrap();
                    picture.insert(table, names(rows));
                }
            }
            Connection::Postgres(tx) => {
                let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'";
                for table in names(sqlx::query(tables).fetch_all(&mut **tx).await.unwrap()) {
                    let rows = format!("SELECT t::text FROM \"{table}\" t ORDER BY 1");
                    let rows = sqlx::query(AssertSqlSafe(rows)).fetch_all(&mut **tx).await.unwrap();
                    picture.insert(table, names(rows));
                }
            }
        }
        picture
    }
}

/// The one column of these rows.
fn names<R: sqlx::Row>(rows: Vec<R>) -> Vec<String>
where
    usize: sqlx::ColumnIndex<R>,
    for<'r> String: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
{
    rows.iter().map(|row| row.get(0)).collect()
}
