//! Every dependency has one sentence that says why it is here.

use super::Complaint;
use super::arrows::dependencies;
use super::tree::Tree;

pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let manifest = tree.get("Cargo.toml").unwrap_or_default();
    let lines: Vec<&str> = manifest.lines().collect();
    dependencies(manifest)
        .filter_map(|(number, name)| {
            let line = lines.get(number - 1)?;
            let reason = line.split_once('#').map_or("", |(_, reason)| reason.trim());
            // Ours need no reason to be here.
            let unexplained = reason.split_whitespace().count() < 2 && !line.contains("path =");
            unexplained.then(|| {
                Complaint::new(
                    "Cargo.toml",
                    number,
                    format!("say after a # in one sentence why `{name}` is here"),
                )
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_without_its_sentence_is_told() {
        let manifest = "[workspace.dependencies]\n# Ours\ncare = { path = \"crates/care\" }\n\
                        a = \"1\" # Keeps the time.\nb = \"1\"\nc = \"1\" # why\n[profile.dev]\ndebug = 1\n";
        let complaints = check(&Tree::of(&[("Cargo.toml", manifest)]));
        assert_eq!(complaints.iter().map(|c| c.line).collect::<Vec<_>>(), [5, 6]);
    }
}
