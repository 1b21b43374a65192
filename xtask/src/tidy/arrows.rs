//! Which crate may know which, read from the manifests; and no SQL driver in `web`.

use super::Complaint;
use super::tree::Tree;

/// A crate and those of ours that it may know.
const ARROWS: &[(&str, &[&str])] = &[
    ("care", &[]),
    ("wire", &[]),
    ("simulate", &[]),
    ("web", &["care", "wire"]),
    ("server", &["web", "care", "simulate"]),
    ("model", &["care"]),
];

pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in tree.under("crates/", &["/Cargo.toml"]) {
        let folder = file.path.split('/').nth(1).unwrap_or_default();
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == folder) else {
            let text = "a new crate: say in ARCHITECTURE.md and in this check what it may know";
            complaints.push(Complaint::new(&file.path, 0, text));
            continue;
        };
        for (line, name) in dependencies(&file.text) {
            if ARROWS.iter().any(|(ours, _)| *ours == name) && !allowed.contains(&name) {
                let text = format!("`{folder}` may not know `{name}` (ARCHITECTURE.md, Crates)");
                complaints.push(Complaint::new(&file.path, line, text));
            }
            if folder == "web" && name.starts_with("sqlx") {
                let text = "`web` runs no SQL: ask a verb of `care`";
                complaints.push(Complaint::new(&file.path, line, text));
            }
        }
    }
    complaints
}

/// Lines and names of all tables that end in `dependencies`.
pub(super) fn dependencies(manifest: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut inside = false;
    manifest.lines().enumerate().filter_map(move |(at, line)| {
        if line.starts_with('[') {
            inside = line.trim_end().ends_with("dependencies]");
            return None;
        }
        let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
        let named = inside && !name.is_empty() && !name.starts_with(['#', '"', ']', ' ']);
        named.then_some((at + 1, name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_point_one_way() {
        let tree = Tree::of(&[
            ("crates/web/Cargo.toml", "[dependencies]\ncare.workspace = true\nserde = \"1\"\n"),
            (
                "crates/care/Cargo.toml",
                "[dependencies]\nserde = \"1\"\n[dev-dependencies]\nwire.workspace = true\n",
            ),
        ]);
        let complaints = check(&tree);
        assert_eq!(complaints.len(), 1);
        assert_eq!((complaints[0].path.as_str(), complaints[0].line), ("crates/care/Cargo.toml", 4));
    }

    #[test]
    fn web_has_no_sql_driver_not_even_for_tests() {
        let manifest = "[package]\nname = \"web\"\n[dev-dependencies]\nsqlx = { workspace = true }\n";
        assert_eq!(check(&Tree::of(&[("crates/web/Cargo.toml", manifest)])).len(), 1);
    }

    #[test]
    fn a_crate_that_nobody_spoke_of_is_told() {
        assert_eq!(check(&Tree::of(&[("crates/utils/Cargo.toml", "")])).len(), 1);
    }
}
