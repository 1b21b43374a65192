//! The text of the work tree, in memory.

use anyhow::{Context, Result};
use std::path::Path;
use walkdir::{DirEntry, WalkDir};

/// A text file; its path is relative to the root, with `/`.
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
}

impl File {
    /// The last part of the path.
    pub(super) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// All text files that are the project's own.
pub(super) struct Tree(Vec<File>);

/// Made by tools or by running, and not read.
const SKIPPED: [&str; 6] = [".git", "target", "node_modules", "portico-data", "corpus", "artifacts"];

const KINDS: [&str; 12] = ["rs", "toml", "html", "svg", "txt", "md", "sql", "ftl", "css", "js", "mjs", "sh"];

impl Tree {
    pub(super) fn read(root: &Path) -> Result<Self> {
        let mut files = Vec::new();
        let wanted = |entry: &DirEntry| !SKIPPED.iter().any(|name| entry.file_name() == *name);
        for entry in WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(wanted) {
            let entry = entry?;
            let known = entry.path().extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known));
            if !known || !entry.file_type().is_file() {
                continue;
            }
            let text = std::fs::read_to_string(entry.path())
                .with_context(|| format!("cannot read {}", entry.path().display()))?;
            files.push(File { path: entry.path().strip_prefix(root)?.to_string_lossy().into_owned(), text });
        }
        Ok(Self(files))
    }

    /// The file at this path.
    pub(super) fn get(&self, path: &str) -> Option<&str> {
        self.0.iter().find(|file| file.path == path).map(|file| file.text.as_str())
    }

    /// The files under a folder (`crates/care/src/`) with one of these endings (`.rs`).
    pub(super) fn under<'a>(
        &'a self,
        folder: &'a str,
        endings: &'a [&'a str],
    ) -> impl Iterator<Item = &'a File> {
        self.0.iter().filter(move |file| {
            file.path.starts_with(folder) && endings.iter().any(|ending| file.path.ends_with(ending))
        })
    }

    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(path, text)| File { path: (*path).into(), text: (*text).into() }).collect())
    }
}
