//! The schema, forward only, from the files in `migrations/`.
//!
//! The files use one vocabulary of types, translated here per database; a `.sqlite.sql` / `.postgres.sql` pair stands
//! only where the databases must differ.

use std::borrow::Cow;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

use super::{Db, Pools};
use crate::problem::{Problem, Result};

/// Versions of released schemas that an upgrade is tested from. Nothing is released yet.
pub const PREVIOUS: &[i64] = &[];

struct File {
    version: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! both {
    ($version:literal, $name:literal) => {
        File {
            version: $version,
            name: $name,
            sqlite: include_str!(concat!("../../../../migrations/", $name, ".sql")),
            postgres: include_str!(concat!("../../../../migrations/", $name, ".sql")),
        }
    };
}
macro_rules! pair {
    ($version:literal, $name:literal) => {
        File {
            version: $version,
            name: $name,
            sqlite: include_str!(concat!("../../../../migrations/", $name, ".sqlite.sql")),
            postgres: include_str!(concat!("../../../../migrations/", $name, ".postgres.sql")),
        }
    };
}

const FILES: &[File] = &[
    both!(1, "0001_first"),
    pair!(2, "0002_isolation"),
    both!(3, "0003_places_and_sessions"),
    both!(4, "0004_factors"),
    both!(5, "0005_account"),
    both!(6, "0006_audit"),
    pair!(7, "0007_isolation"),
    pair!(8, "0008_subjects_and_mail"),
    pair!(9, "0009_isolation"),
    pair!(10, "0010_search"),
    pair!(11, "0011_inventory"),
    pair!(12, "0012_customer"),
    both!(13, "0013_history"),
    pair!(14, "0014_isolation"),
    both!(15, "0015_given"),
    both!(16, "0016_known_issue"),
    pair!(17, "0017_isolation"),
    pair!(18, "0018_lists"),
    both!(19, "0019_retention"),
    both!(20, "0020_language"),
    both!(21, "0021_plan_version"),
    pair!(22, "0022_undo"),
    pair!(23, "0023_without_router"),
    pair!(24, "0024_mobile_user"),
    pair!(25, "0025_access_request"),
    pair!(26, "0026_agreement"),
    both!(27, "0027_push"),
    both!(28, "0028_counts"),
    pair!(29, "0029_place"),
];

/// The words of the files' vocabulary that SQLite calls otherwise.
const SQLITE_TYPES: &[(&str, &str)] = &[(" UUID", " BLOB"), (" BYTEA", " BLOB"), (" BIGINT", " INTEGER")];

/// The version that this Portico's schema has.
pub(super) fn latest() -> i64 {
    FILES.iter().map(|file| file.version).max().unwrap_or(0)
}

pub(super) async fn run(db: &Db) -> Result<()> {
    let done = match &db.pools {
        Pools::Sqlite { write, .. } => migrator(|file| translate(file.sqlite)).run(write).await,
        Pools::Postgres(pool) => migrator(|file| Cow::Borrowed(file.postgres)).run(pool).await,
    };
    done.map_err(Problem::broken)
}

/// What the migrations say, as a short digest: tests keep a migrated database by this name.
#[cfg(any(test, feature = "testing"))]
pub(crate) fn digest() -> String {
    use sha2::{Digest as _, Sha256};
    let mut digest = Sha256::new();
    for file in FILES {
        digest.update(file.version.to_be_bytes());
        digest.update(translate(file.sqlite).as_bytes());
        digest.update(file.postgres);
    }
    digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn translate(sql: &'static str) -> Cow<'static, str> {
    SQLITE_TYPES.iter().fold(Cow::Borrowed(sql), |sql, (from, to)| sql.replace(from, to).into())
}

fn migrator(text: impl Fn(&File) -> Cow<'static, str>) -> Migrator {
    Migrator::with_migrations(
        FILES
            .iter()
            .map(|file| {
                // Our own files, compiled in: nothing else can reach this text.
                let sql = AssertSqlSafe(text(file).into_owned()).into_sql_str();
                Migration::new(file.version, file.name.into(), MigrationType::Simple, sql, false)
            })
            .collect(),
    )
}
