//! Measuring: the cases are in the package `bench`.

use crate::run::{cargo, run};
use anyhow::Result;

/// Builds the product and the bench program optimised, and runs it; it prints a table and writes `target/bench.json`.
pub(crate) fn bench(args: &[String]) -> Result<()> {
    run(cargo(&["build", "--locked", "--release", "--package", "portico", "--package", "bench"])?)?;
    let mut command = cargo(&["run", "--quiet", "--locked", "--release", "--package", "bench", "--"])?;
    command.args(args);
    run(command)
}
