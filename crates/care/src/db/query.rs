//! A statement with its values, and the rows it gives, on either database.

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, ColumnIndex, Decode, Postgres, Row as _, Sqlite, Type};
use uuid::Uuid;

use super::{Connection, dialect};
use crate::problem::{Problem, Result};

/// A statement. The text is `&'static str`: nothing that a person typed can become part of it.
pub(crate) struct Query {
    sql: &'static str,
    values: Vec<Value>,
}

/// A bound value. Each arm knows its type even when it is NULL, since PostgreSQL wants to.
pub(crate) enum Value {
    Uuid(Option<Uuid>),
    Text(Option<String>),
    Int(Option<i64>),
    Bool(Option<bool>),
    Bytes(Option<Vec<u8>>),
}

/// Starts a statement.
pub(crate) fn query(sql: &'static str) -> Query {
    Query { sql, values: Vec::new() }
}

/// A statement of `dialect.rs`, chosen by database. Apart from [`query`], so that a check can hold that all others are
/// literals.
pub(super) fn query_of(sql: &'static str) -> Query {
    Query { sql, values: Vec::new() }
}

impl Query {
    /// Binds the next `$n`.
    pub(crate) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Runs it and says how many rows it changed.
    pub(crate) async fn run(self, connection: &mut Connection) -> Result<u64> {
        Ok(match connection {
            Connection::Sqlite(tx) => {
                let args = sqlite_arguments(self.values)?;
                sqlx::query_with(self.sql, args).execute(&mut **tx).await?.rows_affected()
            }
            Connection::Postgres(tx) => {
                let args = postgres_arguments(self.values)?;
                sqlx::query_with(self.sql, args).execute(&mut **tx).await?.rows_affected()
            }
        })
    }

    /// Runs a conditional write and says whether its condition held, that is, whether it changed a row.
    pub(crate) async fn changed(self, connection: &mut Connection) -> Result<bool> {
        Ok(self.run(connection).await? > 0)
    }

    /// Whether there is a row.
    pub(crate) async fn exists(self, connection: &mut Connection) -> Result<bool> {
        Ok(self.optional(connection).await?.is_some())
    }

    /// All rows.
    pub(crate) async fn all(self, connection: &mut Connection) -> Result<Vec<Row>> {
        Ok(match connection {
            Connection::Sqlite(tx) => {
                let args = sqlite_arguments(self.values)?;
                let rows = sqlx::query_with(self.sql, args).fetch_all(&mut **tx).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Connection::Postgres(tx) => {
                let args = postgres_arguments(self.values)?;
                let rows = sqlx::query_with(self.sql, args).fetch_all(&mut **tx).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// All rows of a page of a list that an index has in its very order. PostgreSQL guesses that filters leave next to nothing, and
    /// would read all that there is to sort it; so it walks the index until the page is full.
    pub(crate) async fn walk(self, connection: &mut Connection) -> Result<Vec<Row>> {
        dialect::allow_sorting(connection, false).await?;
        let rows = self.all(connection).await?;
        dialect::allow_sorting(connection, true).await?;
        Ok(rows)
    }

    /// The first row, if there is one.
    pub(crate) async fn optional(self, connection: &mut Connection) -> Result<Option<Row>> {
        Ok(match connection {
            Connection::Sqlite(tx) => {
                let args = sqlite_arguments(self.values)?;
                sqlx::query_with(self.sql, args).fetch_optional(&mut **tx).await?.map(Row::Sqlite)
            }
            Connection::Postgres(tx) => {
                let args = postgres_arguments(self.values)?;
                sqlx::query_with(self.sql, args).fetch_optional(&mut **tx).await?.map(Row::Postgres)
            }
        })
    }

    /// The one row that must be there.
    pub(crate) async fn one(self, connection: &mut Connection) -> Result<Row> {
        let sql = self.sql;
        self.optional(connection).await?.ok_or_else(|| Problem::broken(format!("no row from: {sql}")))
    }
}

fn sqlite_arguments(values: Vec<Value>) -> Result<SqliteArguments> {
    let mut args = SqliteArguments::default();
    for value in values {
        match value {
            Value::Uuid(v) => args.add(v),
            Value::Text(v) => args.add(v),
            Value::Int(v) => args.add(v),
            Value::Bool(v) => args.add(v),
            Value::Bytes(v) => args.add(v),
        }
        .map_err(Problem::Broken)?;
    }
    Ok(args)
}

fn postgres_arguments(values: Vec<Value>) -> Result<PgArguments> {
    let mut args = PgArguments::default();
    for value in values {
        match value {
            Value::Uuid(v) => args.add(v),
            Value::Text(v) => args.add(v),
            Value::Int(v) => args.add(v),
            Value::Bool(v) => args.add(v),
            Value::Bytes(v) => args.add(v),
        }
        .map_err(Problem::Broken)?;
    }
    Ok(args)
}

macro_rules! into_value {
    ($($from:ty => $arm:ident by $how:expr;)*) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                Value::$arm(Some($how(value)))
            }
        }
        impl From<Option<$from>> for Value {
            fn from(value: Option<$from>) -> Self {
                Value::$arm(value.map($how))
            }
        }
    )*};
}

/// PostgreSQL's text has no NUL. It becomes the replacement character, so that both databases keep and find the same, and
/// nothing that a browser or a router sends is a fault of ours.
fn without_nul(text: impl Into<String>) -> String {
    let text = text.into();
    if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text }
}

into_value! {
    Uuid => Uuid by std::convert::identity;
    String => Text by without_nul;
    &str => Text by without_nul;
    i64 => Int by std::convert::identity;
    bool => Bool by std::convert::identity;
    Vec<u8> => Bytes by std::convert::identity;
    &[u8] => Bytes by <[u8]>::to_vec;
}

/// A row of either database.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// A type that both databases can read.
pub(crate) trait Column:
    for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>
{
}
impl<T> Column for T where
    T: for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>
{
}

impl Row {
    /// The column of this name.
    pub(crate) fn get<T: Column>(&self, name: &str) -> Result<T>
    where
        for<'a> &'a str: ColumnIndex<SqliteRow> + ColumnIndex<PgRow>,
    {
        Ok(match self {
            Row::Sqlite(row) => row.try_get(name)?,
            Row::Postgres(row) => row.try_get(name)?,
        })
    }

    /// A text column that is one of our own words, such as a role.
    pub(crate) fn word<T>(&self, name: &str) -> Result<T>
    where
        T: std::str::FromStr,
        T::Err: std::fmt::Display,
    {
        self.word_or_none(name)?.ok_or_else(|| Problem::broken(format!("column {name} is empty")))
    }

    /// The same where there may be none.
    pub(crate) fn word_or_none<T>(&self, name: &str) -> Result<Option<T>>
    where
        T: std::str::FromStr,
        T::Err: std::fmt::Display,
    {
        let text: Option<String> = self.get(name)?;
        text.map(|text| text.parse().map_err(|why| Problem::broken(format!("column {name}: {why}"))))
            .transpose()
    }
}

/// Bytes as they stand in the JSON of a batch.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
