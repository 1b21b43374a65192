//! How much of the matrix was tried: every kind of visitor, every door, everything that an address can name. The tests of the portal
//! leave their counts in the target folder, since a test that passes is not heard; here they are added up and said.

use crate::run::target;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::PathBuf;

/// What the tests left.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Matrix {
    /// Cells by table, over both databases.
    tables: BTreeMap<String, u64>,
    /// Rows of the seeds' table whose doors come later, in its words.
    later: Vec<String>,
}

/// Forgets what an earlier run left.
pub(crate) fn forget() -> Result<()> {
    for file in files()? {
        fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))?;
    }
    Ok(())
}

/// Reads what this run left.
pub(crate) fn read() -> Result<Matrix> {
    let mut matrix = Matrix::default();
    for file in files()? {
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        matrix.add(&text)?;
    }
    ensure!(!matrix.tables.is_empty(), "no table of the matrix was tried");
    Ok(matrix)
}

fn files() -> Result<Vec<PathBuf>> {
    // Where cargo gives integration tests a place of their own.
    let folder = target()?.join("tmp");
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(Vec::new()) };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("matrix-")) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

impl Matrix {
    fn add(&mut self, text: &str) -> Result<()> {
        for line in text.lines() {
            match line.split('\t').collect::<Vec<_>>()[..] {
                ["cells", table, _, count] => {
                    *self.tables.entry(table.to_owned()).or_default() +=
                        count.parse::<u64>().context("no count")?;
                }
                ["later", _, words] => self.later.push(words.to_owned()),
                _ => anyhow::bail!("no line of the matrix: {line}"),
            }
        }
        Ok(())
    }
}

impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: u64 = self.tables.values().sum();
        let tables: Vec<String> =
            self.tables.iter().map(|(table, count)| format!("{table} {count}")).collect();
        writeln!(f, "matrix: {all} distinct cells over both databases ({})", tables.join(", "))?;
        write!(f, "matrix: {} rows of the table of roles have no door yet", self.later.len())?;
        self.later.iter().try_for_each(|words| write!(f, "\n        {words}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_summed_over_databases_and_what_comes_later_is_told() {
        let mut matrix = Matrix::default();
        matrix.add("cells\tdoors\tsqlite\t40\n").unwrap();
        matrix.add("cells\tdoors\tpostgres\t40\n").unwrap();
        matrix.add("cells\tclusters\tsqlite\t2\n").unwrap();
        matrix.add("later\tscore\tAbility to reset\n").unwrap();
        let told = "matrix: 82 distinct cells over both databases (clusters 2, doors 80)\n\
                    matrix: 1 rows of the table of roles have no door yet\n        Ability to reset";
        assert_eq!(matrix.to_string(), told);
        assert!(matrix.add("cells\tdoors").is_err());
    }
}
