//! The openings that ask nobody for a right stay where they belong: what serves a request may not act as the service
//! itself, or as whoever runs the server.

use super::tree::Tree;
use super::{Complaint, rust};

/// A page for development, which shows what no permit covers; it exists only where no mail leaves the machine.
const MAY: [&str; 1] = ["crates/web/src/staff/mailbox.rs"];

pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let shipped = |path: &str| !rust::is_test_file(path) && !MAY.contains(&path);
    for file in tree.under("crates/web/src/", &[".rs"]).filter(|file| shipped(&file.path)) {
        let code = rust::code(rust::shipped_and_tests(&file.text).0);
        for name in ["system", "shell"] {
            for (line, _) in rust::find_word(&code, name).filter(|(_, after)| after.starts_with('(')) {
                let text = format!("a request needs a permit of its own, not `access::{name}`");
                complaints.push(Complaint::new(&file.path, line, text));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handler_does_not_act_as_the_service() {
        let acts = "async fn page() { access::system().read(&db).await }";
        let tree = Tree::of(&[
            ("crates/web/src/staff/a.rs", acts),
            ("crates/web/src/staff/mailbox.rs", acts),
            ("crates/web/src/device/tests/b.rs", acts),
            ("crates/server/src/demo.rs", acts),
        ]);
        let paths: Vec<String> = check(&tree).into_iter().map(|complaint| complaint.path).collect();
        assert_eq!(paths, ["crates/web/src/staff/a.rs"]);
    }
}
