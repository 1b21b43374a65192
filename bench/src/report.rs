//! The table that a run ends with, for people and as JSON.

use anyhow::{Context, Result};
use serde::Serialize;
use std::fmt;
use std::path::Path;

/// One number.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Row {
    /// What was measured.
    pub(crate) name: String,
    /// How much of it.
    pub(crate) value: f64,
    /// Of what: `requests/s`, `ms`, `MiB`.
    pub(crate) unit: &'static str,
    /// The row of the same run that it is compared with.
    pub(crate) against: Option<String>,
    /// `value` divided by that row's value.
    pub(crate) ratio: Option<f64>,
}

/// All rows, in the order in which they were measured.
#[derive(Debug, Default)]
pub(crate) struct Report(Vec<Row>);

impl Report {
    /// Adds a number that stands for itself.
    pub(crate) fn add(&mut self, name: impl Into<String>, value: f64, unit: &'static str) {
        self.0.push(Row { name: name.into(), value, unit, against: None, ratio: None });
    }

    /// Adds a number with its ratio to a row that is already there.
    ///
    /// # Errors
    /// When that row is missing or has another unit: such a ratio would mean nothing.
    pub(crate) fn compare(
        &mut self,
        name: impl Into<String>,
        value: f64,
        unit: &'static str,
        against: &str,
    ) -> Result<()> {
        let other = self.0.iter().find(|row| row.name == against && row.unit == unit);
        let other = other.with_context(|| format!("no row `{against}` in {unit} was measured before"))?;
        let ratio = Some(value / other.value);
        self.0.push(Row { name: name.into(), value, unit, against: Some(against.to_owned()), ratio });
        Ok(())
    }

    /// Writes the rows as a JSON array.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let json = serde_json::to_string_pretty(&self.0).context("cannot write JSON")?;
        std::fs::write(path, json + "\n").with_context(|| format!("cannot write {}", path.display()))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.0.iter().map(|row| row.name.chars().count()).max().unwrap_or_default();
        for row in &self.0 {
            write!(f, "{:<width$} {:>12} {:<12}", row.name, number(row.value), row.unit)?;
            if let (Some(against), Some(ratio)) = (&row.against, row.ratio) {
                write!(f, " {ratio:.2} × {against}")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// Three significant digits for what is small, none after the point for what is large.
fn number(value: f64) -> String {
    match value.abs() {
        100.0.. => format!("{value:.0}"),
        1.0..100.0 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_needs_a_row_of_the_same_unit() {
        let mut report = Report::default();
        report.add("noop", 200.0, "requests/s");
        report.compare("reports", 50.0, "requests/s", "noop").unwrap();
        assert_eq!(report.0[1].ratio, Some(0.25));
        assert!(report.compare("reports", 50.0, "ms", "noop").is_err());
        assert!(report.compare("reports", 50.0, "requests/s", "nothing").is_err());
    }

    #[test]
    fn columns_stand_under_each_other() {
        let mut report = Report::default();
        report.add("a", 12345.6, "requests/s");
        report.add("longer", 0.012_345, "ms");
        assert_eq!(
            report.to_string(),
            "a             12346 requests/s  \nlonger       0.0123 ms          \n"
        );
    }
}
