//! Decision records: numbered without gaps, named for what was decided, short.

use super::Complaint;
use super::tree::Tree;

const FOLDER: &str = "docs/decisions/";
/// "Half a page": a record that needs more is a design.
const LINES: usize = 60;

pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (number, file) in (1..).zip(tree.under(FOLDER, &[".md"])) {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let name = file.name().trim_end_matches(".md");
        let title = name.strip_prefix(&format!("{number:04}-"));
        if !title.is_some_and(|title| !title.is_empty() && title.chars().all(plain)) {
            complaints.push(Complaint::new(
                &file.path,
                0,
                format!("name it {number:04}-what-was-decided.md"),
            ));
        }
        if !file.text.starts_with("# ") {
            complaints.push(Complaint::new(&file.path, 1, "begin with the decision as a heading"));
        }
        if file.text.lines().count() > LINES {
            complaints.push(Complaint::new(
                &file.path,
                0,
                "half a page: what was decided, why, and what was refused",
            ));
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_numbered_and_titled() {
        let good = ("docs/decisions/0001-one-sql.md", "# One SQL\n");
        assert!(check(&Tree::of(&[good])).is_empty());
        assert_eq!(check(&Tree::of(&[good, ("docs/decisions/0003-gap.md", "# Gap\n")])).len(), 1);
        assert_eq!(check(&Tree::of(&[("docs/decisions/0001-One_SQL.md", "One SQL\n")])).len(), 2);
    }
}
