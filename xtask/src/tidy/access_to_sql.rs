//! A room's SQL is in its `store.rs`; everything else asks in the room's own words.

use super::tree::{File, Tree};
use super::{Complaint, rust};

const QUERIES: [&str; 6] = ["query", "query_with", "query_as", "query_as_with", "query_scalar", "raw_sql"];

pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in tree.under("crates/care/src/", &[".rs"]).filter(|file| !may_query(file)) {
        let code = rust::code(rust::shipped_and_tests(&file.text).0);
        for name in QUERIES {
            let calls = rust::find_word(&code, name).filter(|(_, after)| after.starts_with(['(', '!']));
            for (line, _) in calls.filter(|(line, _)| !defines(&code, *line, name)) {
                complaints.push(Complaint::new(
                    &file.path,
                    line,
                    "move this statement into the room's store.rs",
                ));
            }
        }
    }
    complaints
}

fn may_query(file: &File) -> bool {
    file.name() == "store.rs"
        || file.path.contains("/store/")
        || file.path.starts_with("crates/care/src/db/")
        || rust::is_test_file(&file.path)
}

fn defines(code: &str, line: usize, name: &str) -> bool {
    code.lines().nth(line - 1).is_some_and(|text| text.contains(&format!("fn {name}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_store_runs_statements() {
        let sql = "pub fn a() { query(\"SELECT 1\").run() }";
        let tree = Tree::of(&[
            ("crates/care/src/mail/store.rs", sql),
            ("crates/care/src/db/mod.rs", sql),
            ("crates/care/src/mail/tests.rs", sql),
            (
                "crates/care/src/mail/mod.rs",
                "//! query( is what\nfn subquery() {}\nlet q = sqlx::query_as::<_, X>();",
            ),
            ("crates/care/src/mail/send.rs", "fn f() {}\nfn g() { sqlx::query_scalar(\"SELECT 1\") }"),
        ]);
        let complaints = check(&tree);
        assert_eq!(complaints.len(), 1);
        assert_eq!((complaints[0].path.as_str(), complaints[0].line), ("crates/care/src/mail/send.rs", 2));
    }
}
