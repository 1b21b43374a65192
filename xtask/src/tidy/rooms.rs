//! A room of `care` uses only rooms that stand before it in ARCHITECTURE.md's list.

use super::Complaint;
use super::rust::{self, is_word};
use super::tree::Tree;

const PAGE: &str = "ARCHITECTURE.md";
const SENTENCE: &str = "A room uses only rooms before it in this list:";
const FOLDER: &str = "crates/care/src/";

pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let Some(order) = tree.get(PAGE).and_then(order) else {
        return vec![Complaint::new(PAGE, 0, format!("has no list of rooms after \"{SENTENCE}\""))];
    };
    let mut complaints = Vec::new();
    for file in tree.under(FOLDER, &[".rs"]) {
        let inner = file.path.get(FOLDER.len()..).unwrap_or_default();
        let module = module(inner);
        let Some(room) = module.first() else { continue };
        let Some(place) = order.iter().position(|name| name == room) else {
            complaints.push(Complaint::new(
                &file.path,
                0,
                format!("name the room `{room}` in the list of {PAGE}"),
            ));
            continue;
        };
        // A room's stories need the rooms above it too: an invitation has to be accepted by somebody.
        if rust::is_test_file(&file.path) {
            continue;
        }
        let code = rust::code(rust::shipped_and_tests(&file.text).0);
        for (line, used) in uses(&code, module.len()) {
            if order.iter().position(|name| *name == used).is_some_and(|used| used > place) {
                let text = format!(
                    "`{room}` stands before `{used}` in {PAGE} and may not use it: \
                     let it write a row that `{used}` reads, or move what both need down"
                );
                complaints.push(Complaint::new(&file.path, line, text));
            }
        }
    }
    complaints
}

/// The names in the first code span after the sentence.
fn order(page: &str) -> Option<Vec<String>> {
    let span = page.split_once(SENTENCE)?.1.split('`').nth(1)?;
    let names = span.split(',').map(|name| name.trim().trim_end_matches('.').to_owned());
    Some(names.filter(|name| !name.is_empty()).collect())
}

/// The module path of a file under `src/`: `mail/store.rs` is `mail::store`, `mail/mod.rs` is `mail`, `lib.rs` is none.
fn module(path: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    if parts.last().is_some_and(|last| *last == "mod" || *last == "lib") {
        parts.pop();
    }
    parts
}

/// The first names of all paths that start at the crate's root: `crate::x`, `crate::{x, y::z}`, and `super::` often enough.
fn uses(code: &str, depth: usize) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (line, after) in rust::find_word(code, "crate") {
        if let Some(path) = after.strip_prefix("::") {
            found.extend(heads(path).into_iter().map(|name| (line, name)));
        }
    }
    for (line, after) in rust::find_word(code, "super") {
        let ups = after.split("::").skip(1).take_while(|part| *part == "super").count() + 1;
        let path = after.splitn(ups + 1, "::").last().unwrap_or_default();
        if ups >= depth && after.starts_with("::") {
            found.extend(heads(path).into_iter().map(|name| (line, name)));
        }
    }
    found
}

/// `x::y` gives x; `{a, b::{c, d}, e}` gives a, b, e.
fn heads(path: &str) -> Vec<String> {
    let path = path.trim_start();
    let Some(group) = path.strip_prefix('{') else {
        let name: String = path.chars().take_while(|c| is_word(*c)).collect();
        return if name.is_empty() { Vec::new() } else { vec![name] };
    };
    let (mut names, mut depth, mut item) = (Vec::new(), 0_u32, String::new());
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => names.extend(heads(&std::mem::take(&mut item))),
            '{' => depth += 1,
            '}' => depth -= 1,
            _ if depth == 0 => item.push(c),
            _ => {}
        }
    }
    names.extend(heads(&item));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: (&str, &str) = (PAGE, "A room uses only rooms before it in this list:\n`db, mail,\nisp`.\n");

    fn complaints(path: &str, text: &str) -> usize {
        check(&Tree::of(&[LIST, (path, text)])).len()
    }

    #[test]
    fn a_room_may_look_down_and_not_up() {
        assert_eq!(
            complaints("crates/care/src/mail/mod.rs", "use crate::db::Db;\nuse crate::mail::Mail;"),
            0
        );
        assert_eq!(complaints("crates/care/src/mail/mod.rs", "use crate::isp::Isp;"), 1);
        assert_eq!(complaints("crates/care/src/db.rs", "fn f() { crate::mail::send() }"), 1);
    }

    #[test]
    fn groups_and_supers_are_looked_through() {
        assert_eq!(
            complaints("crates/care/src/db/mod.rs", "use crate::{db::{isp, x}, mail::Mail,\n isp};"),
            2
        );
        assert_eq!(complaints("crates/care/src/db/query.rs", "use super::super::isp;"), 1);
        assert_eq!(complaints("crates/care/src/db/query.rs", "use super::isp;"), 0);
        assert_eq!(complaints("crates/care/src/db/mod.rs", "use super::isp;"), 1);
    }

    #[test]
    fn words_about_a_room_are_not_a_use_of_it() {
        assert_eq!(
            complaints("crates/care/src/db.rs", "//! See [`crate::isp`].\nconst A: &str = \"crate::isp\";"),
            0
        );
    }

    #[test]
    fn stories_may_use_every_room() {
        assert_eq!(complaints("crates/care/src/db/tests.rs", "use crate::isp;"), 0);
        assert_eq!(complaints("crates/care/src/db.rs", "#[cfg(test)]\nmod tests {\n use crate::isp;\n}"), 0);
    }

    #[test]
    fn a_room_that_the_list_does_not_name_is_told() {
        assert_eq!(complaints("crates/care/src/attic.rs", ""), 1);
        assert_eq!(complaints("crates/care/src/lib.rs", "mod isp;"), 0);
    }
}
