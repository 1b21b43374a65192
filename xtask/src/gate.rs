//! The whole gate. What passes here may land; what is not checked here is not checked.

use crate::counts::Counts;
use crate::matrix::Matrix;
use crate::postgres::{Postgres, cargo_with};
use crate::run::{cargo, expect_success, on_path, program, run, shown, target, tee};
use crate::{matrix, setup, tidy};
use anyhow::{Result, anyhow};
use std::time::{Duration, Instant};

/// The steps that have run, with their times, the tests that they counted, and how much of the matrix was tried.
#[derive(Default)]
struct Gate {
    times: Vec<(&'static str, Duration)>,
    counts: Counts,
    matrix: Option<Matrix>,
}

/// Runs every step in order and stops at the first that fails.
///
/// The checks that take seconds come first. Tests and journeys share one profile and one target folder, so that each
/// dependency is built once.
pub(crate) fn test() -> Result<()> {
    let mut gate = Gate::default();
    let result = steps(&mut gate);
    println!();
    for (name, time) in &gate.times {
        println!("{name:>20} {:>8.1} s", time.as_secs_f64());
    }
    let total: Duration = gate.times.iter().map(|(_, time)| *time).sum();
    println!("{:>20} {:>8.1} s\n", "all", total.as_secs_f64());
    println!("{}", gate.counts);
    if let Some(matrix) = &gate.matrix {
        println!("{matrix}");
    }
    result
}

fn steps(gate: &mut Gate) -> Result<()> {
    gate.step("setup", "do what it asks for, then run `cargo xtask test` again", |_| setup::all())?;
    gate.step("format", "run `cargo fmt --all` and look at what it changed", |_| {
        run(cargo(&["fmt", "--all", "--check"])?)
    })?;
    gate.step("tidy", "each line says what to do; `cargo xtask tidy` runs only this", |_| tidy::tidy())?;
    gate.step("clippy", "each warning links to its reason", |_| {
        run(cargo(&["clippy", "--locked", "--workspace", "--all-targets", "--", "--deny", "warnings"])?)
    })?;
    matrix::forget()?;
    gate.step("tests", "`cargo test -p CRATE NAME` runs one of them, on SQLite alone", tests)?;
    gate.matrix = Some(matrix::read()?);
    gate.step("journeys", "`node e2e/run.mjs NAME` runs one; pictures are in target/shots", journeys)?;
    gate.step("dependency policy", "deny.toml says why each rule is there", |_| policy())
}

impl Gate {
    fn step(
        &mut self,
        name: &'static str,
        next: &'static str,
        work: impl FnOnce(&mut Counts) -> Result<()>,
    ) -> Result<()> {
        println!("\n== {name}");
        let start = Instant::now();
        let result = work(&mut self.counts);
        let time = start.elapsed();
        self.times.push((name, time));
        println!("== {name}: {:.1} s", time.as_secs_f64());
        result.map_err(|error| anyhow!("{name} failed: {error:#}\nnext: {next}"))
    }
}

/// Every test of the workspace, with both databases there.
fn tests(counts: &mut Counts) -> Result<()> {
    let server = Postgres::start()?;
    // nextest runs the binaries of a workspace side by side; without it, cargo's own runner says the same.
    let runner: &[&str] = if on_path("cargo-nextest").is_some() {
        &["nextest", "run", "--locked", "--workspace", "--no-fail-fast"]
    } else {
        &["test", "--locked", "--workspace", "--no-fail-fast", "--lib", "--bins", "--tests"]
    };
    // Neither of those runs the examples in documentation.
    let examples = &["test", "--locked", "--workspace", "--no-fail-fast", "--doc"];
    for args in [runner, examples] {
        let command = cargo_with(&server, args)?;
        let words = shown(&command);
        let (status, output) = tee(command)?;
        *counts += Counts::read(&output);
        expect_success(status, &words)?;
    }
    Ok(())
}

/// A browser, the binary, and no mocks between them. The tests have built that binary; alone, it would be built with other features of
/// half of its dependencies, and so would these.
fn journeys(counts: &mut Counts) -> Result<()> {
    let mut command = program("node")?;
    command.arg("e2e/run.mjs").env("PORTICO_BIN", target()?.join("debug/portico"));
    let words = shown(&command);
    let (status, output) = tee(command)?;
    *counts += Counts::read(&output);
    expect_success(status, &words)
}

/// Licences, sources and banned crates. Advisories are left out: their database is a repository that has to be fetched,
/// and the gate needs no more network than the package registries.
fn policy() -> Result<()> {
    let mut command = program(setup::cargo_deny()?)?;
    command.args(["--locked", "--log-level", "error", "check", "bans", "licenses", "sources"]);
    run(command)
}
