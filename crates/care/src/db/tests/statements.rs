//! Every statement in the source, prepared on both migrated databases: what a compile-time check would do, without a
//! database at compile time.

use std::path::{Path, PathBuf};

use sqlx::{AssertSqlSafe, Executor as _, Row as _};
use syn::buffer::{Cursor, TokenBuffer};

use super::tables_of_an_isp;
use crate::db::{Connection, Mode};
use crate::testing::{Database, World, tell};

/// Statements that touch an ISP's table without `isp_id = $n`, each with the reason why it may.
const WITHOUT_A_PLACE: &[(&str, &str)] = &[
    (
        "through.person_id = $1\n         WHERE i.slug = $2",
        "the door asks what a person is at the ISP of a slug",
    ),
    ("WHERE c.person_id = $1)", "whether a person belongs anywhere still"),
    ("FROM mobile_user m WHERE m.person_id = $1)", "whether a person has a home anywhere still"),
    ("FROM mobile_user m JOIN isp i ON i.id = m.isp_id", "a person's own homes, over all ISPs"),
    ("FROM access_request a JOIN isp i ON i.id = a.isp_id", "what a person asked for, over all ISPs"),
    ("WHERE i.email = $1 AND i.state = 'pending'", "the service looks where an address was invited"),
    ("JOIN isp i ON i.id = c.isp_id OR", "where a person was last, over all ISPs"),
    ("FROM collaborator c JOIN isp i ON i.id = c.isp_id", "a person's own memberships, over all ISPs"),
    ("isp_id = unhex(e.value ->> 'isp')", "a batch of the service's own; each report carries its ISP"),
    ("isp_id = e.isp", "the same on PostgreSQL"),
    ("(isp_id, id) IN (", "the service takes silent routers of all ISPs offline"),
    ("JOIN collaborator c ON c.isp_id = g.id AND c.person_id", "what somebody is at the ISP's own cluster"),
    ("SELECT DISTINCT isp_id FROM audit_unsealed", "the sealer looks where rows wait, over all places"),
    ("SELECT p.isp_id, i.slug FROM (SELECT isp_id FROM audit UNION", "verification goes over all places"),
    ("UPDATE audit SET personal = NULL", "what is personal is erased over all places"),
    ("DELETE FROM audit_subject WHERE subject_id", "the same, of what is told of others"),
    ("AS due FROM router WHERE online", "the service looks when the first may fall silent"),
    (
        "WHERE flapping_since IS NOT NULL AND since < $1 LIMIT",
        "the service looks for those that are steady again",
    ),
    ("unhex(e.value ->> 'isp'), unhex", "a batch of the service's own; each span carries its ISP"),
    ("SELECT e.isp, e.customer, e.router", "the same on PostgreSQL"),
    (
        "c.closed_at + i.retention_days * 86400000 <= $1",
        "the service looks whose time is over, over all ISPs",
    ),
    (
        "WHERE undo_until IS NOT NULL AND undo_until < $1",
        "the service looks who cannot be had back any longer, over all ISPs",
    ),
    ("LEFT JOIN router_tally t ON t.isp_id = i.id", "the operator asks what all ISPs keep"),
    (
        "FROM inventory_import WHERE state IN ('running'",
        "the worker looks for imports to go on with, of all ISPs",
    ),
];

/// A statement and where it may run.
#[derive(Debug)]
struct Statement {
    file: String,
    sql: String,
    sqlite: bool,
    postgres: bool,
}

#[test]
fn every_statement_is_prepared_on_sqlite() {
    tell(Database::Sqlite, async |world| prepare_all(world, |it| it.sqlite).await);
}

#[test]
fn every_statement_is_prepared_on_postgres() {
    tell(Database::Postgres, async |world| prepare_all(world, |it| it.postgres).await);
}

async fn prepare_all(world: &World, here: impl Fn(&Statement) -> bool) {
    let statements: Vec<Statement> = statements().into_iter().filter(here).collect();
    assert!(statements.len() > 70, "only {} statements were found", statements.len());
    let mut wrong = Vec::new();
    for (n, Statement { file, sql, .. }) in statements.into_iter().enumerate() {
        // One transaction each, since PostgreSQL's is over with its first error; names last as long as the connection.
        let prepared = match world.db.begin(Mode::Write).await.unwrap() {
            Connection::Sqlite(mut tx) => {
                tx.execute(AssertSqlSafe(format!("EXPLAIN {sql}"))).await.map(|_| ())
            }
            Connection::Postgres(mut tx) => {
                tx.execute(AssertSqlSafe(format!("PREPARE it_{n} AS {sql}"))).await.map(|_| ())
            }
        };
        if let Err(error) = prepared {
            wrong.push(format!("{file}: {error}\n{sql}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Each order has an index that is in that order, so that a page costs the same wherever it is.
#[test]
fn no_page_of_a_list_is_sorted() {
    tell(Database::Sqlite, async |world| {
        let lists = [
            ("inventory/store/pages.rs", 10, "SEARCH r USING INDEX router_"),
            ("connectivity/store/walks.rs", 8, "SEARCH r USING INDEX router_home_"),
        ];
        for (file, many, index) in lists {
            let is_page = |it: &Statement| it.file == file && it.sql.contains("ORDER BY");
            let pages: Vec<String> = statements().into_iter().filter(is_page).map(|it| it.sql).collect();
            assert_eq!(pages.len(), many, "{file}");
            for sql in pages {
                let steps = plan(world, &sql).await;
                assert!(steps[0].starts_with(index), "{steps:?}: {sql}");
                assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "{steps:?}: {sql}");
            }
        }
    });
}

/// Homes that few filters find are gathered by those filters' own indexes: nothing is read from one end to the other.
#[test]
fn no_list_of_homes_is_scanned() {
    tell(Database::Sqlite, async |world| {
        let of_homes = |it: &Statement| it.file.starts_with("connectivity/store");
        for Statement { sql, .. } in statements().into_iter().filter(of_homes) {
            let steps = plan(world, &sql).await;
            // The few that were found, and what was typed, are a handful.
            let few =
                |step: &str| [" f", " whole", " word", " CONSTANT ROW"].iter().any(|it| step.ends_with(it));
            let scans = |step: &&String| step.starts_with("SCAN") && !few(step) && !step.contains("counted");
            assert_eq!(steps.iter().find(scans), None, "{steps:?}: {sql}");
            assert!(!steps.iter().any(|step| step.contains("AUTOMATIC")), "{steps:?}: {sql}");
        }
    });
}

/// Who was deactivated lately is one range of an index, among however many customers.
#[test]
fn those_who_can_be_had_back_are_one_range() {
    tell(Database::Sqlite, async |world| {
        let of_them =
            |it: &Statement| it.file == "deactivation/store.rs" && it.sql.contains("undo_until >= $2");
        let lists: Vec<String> = statements().into_iter().filter(of_them).map(|it| it.sql).collect();
        assert_eq!(lists.len(), 2);
        for sql in lists {
            let steps = plan(world, &sql).await;
            let index = "USING COVERING INDEX customer_undo (isp_id=? AND undo_until>";
            let found = |step: &String| step.replace("USING INDEX", "USING COVERING INDEX").contains(index);
            assert!(steps.iter().any(found), "{steps:?}: {sql}");
            assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "{steps:?}: {sql}");
        }
    });
}

async fn plan(world: &World, sql: &str) -> Vec<String> {
    let Connection::Sqlite(mut tx) = world.db.begin(Mode::Read).await.unwrap() else { unreachable!() };
    let plan = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")));
    plan.fetch_all(&mut *tx).await.unwrap().iter().map(|row| row.get("detail")).collect()
}

#[test]
fn every_statement_at_an_isps_table_names_its_place() {
    let tables = tables_of_an_isp();
    assert!(tables.iter().any(|it| it == "router") && tables.len() >= 6, "{tables:?}");
    let mut wrong = Vec::new();
    for Statement { file, sql, .. } in statements() {
        let mut words = sql.split(|c: char| !c.is_alphanumeric() && c != '_');
        let touches = words.any(|word| tables.iter().any(|table| table == word));
        let named = sql.contains("isp_id = $") || sql.contains("(isp_id, ") && sql.starts_with("INSERT INTO");
        let excused = WITHOUT_A_PLACE.iter().any(|(part, _)| sql.contains(part));
        if touches && !named && !excused {
            wrong.push(format!("{file}: {sql}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_excuse_is_still_needed() {
    let all: Vec<String> = statements().into_iter().map(|it| it.sql).collect();
    for (part, reason) in WITHOUT_A_PLACE {
        assert!(all.iter().any(|sql| sql.contains(part)), "{part} ({reason})");
    }
}

#[test]
fn only_the_dialect_and_the_migrations_make_sql_out_of_text() {
    let makers: Vec<String> =
        sources().into_iter().filter(|(_, text)| text.contains("AssertSqlSafe")).map(|it| it.0).collect();
    assert_eq!(makers, ["db/dialect.rs", "db/migrate.rs"]);
}

/// All statements of what ships. Fails on a `query(` whose text is not a literal.
fn statements() -> Vec<Statement> {
    let mut found = Vec::new();
    for (file, source) in sources() {
        if file == "db/query.rs" {
            // Where `query` is made, and runs what it was given.
            continue;
        }
        let tokens = TokenBuffer::new2(syn::parse_str(&source).unwrap());
        // These speak to PostgreSQL alone, but for pairs.
        let postgres_only = file == "db/dialect.rs" || file == "db/live.rs";
        collect(tokens.begin(), &mut |name, sql| {
            let sql = sql.unwrap_or_else(|| panic!("{file}: {name} is not given a literal"));
            let (sqlite, postgres) = match name {
                "sqlite" => (true, false),
                "postgres" => (false, true),
                _ => (!postgres_only, true),
            };
            found.push(Statement { file: file.clone(), sql, sqlite, postgres });
        });
    }
    found
}

/// Finds `query(…)` that is no method and no definition, and the two sides of a pair, at any depth, in macros too.
fn collect(mut cursor: Cursor<'_>, found: &mut impl FnMut(&str, Option<String>)) {
    // The token before: a full stop or `fn` make a `query` something else.
    let mut before = String::new();
    while !cursor.eof() {
        if let Some((inside, _, _, after)) = cursor.any_group() {
            collect(inside, found);
            before.clear();
            cursor = after;
        } else if let Some((ident, after)) = cursor.ident() {
            let name = ident.to_string();
            match after.any_group() {
                Some((inside, ..)) if name == "query" && before != "." && before != "fn" => {
                    found(&name, literal(inside));
                }
                _ => {}
            }
            let value = after.punct().filter(|(punct, _)| punct.as_char() == ':').map(|(_, value)| value);
            if (name == "sqlite" || name == "postgres")
                && let Some(sql) = value.and_then(literal)
            {
                found(&name, Some(sql));
            }
            before = name;
            cursor = after;
        } else {
            let (token, after) = cursor.token_tree().unwrap();
            before = token.to_string();
            cursor = after;
        }
    }
}

fn literal(cursor: Cursor<'_>) -> Option<String> {
    let (literal, _) = cursor.literal()?;
    Some(syn::parse_str::<syn::LitStr>(&literal.to_string()).ok()?.value())
}

/// The path below `src` and the text of all that ships, by path.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files =
        walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    let relative = |file: &PathBuf| file.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
    files
        .filter(|file| file.extension().is_some_and(|it| it == "rs"))
        .map(|file| (relative(&file), file))
        .filter(|(name, _)| {
            !name.contains("tests/") && !name.ends_with("tests.rs") && !name.starts_with("testing/")
        })
        .map(|(name, file)| (name, std::fs::read_to_string(file).unwrap()))
        .collect()
}
