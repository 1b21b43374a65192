//! How fast Portico is, beside what this machine could do at best, both measured in one run.
//!
//! Rates wander with the neighbours of a shared machine; ratios and CPU time per request hardly do. So every row that can
//! is given as a ratio against another row of the same run.
#![expect(clippy::print_stdout, reason = "a command-line tool: its standard output is its product")]

mod http;
mod load;
mod noop;
mod process;
mod report;

use anyhow::{Context, Result, bail};
use clap::Parser;
use report::Report;
use std::path::PathBuf;
use std::time::Duration;
use tokio::runtime::Runtime;

/// Measure Portico; prints a table and writes target/bench.json.
#[derive(Parser)]
#[command(name = "cargo xtask bench --")]
struct Cli {
    /// Cases to run; all of them without any.
    cases: Vec<String>,
    /// How long each load is kept up.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Serve the no-op handler until standard input closes: the other side of the case `noop`.
    #[arg(long, hide = true)]
    noop_server: bool,
}

/// What a case is given to work with.
struct Bench {
    runtime: Runtime,
    /// How long each load is kept up.
    time: Duration,
}

/// A case: it measures, and adds its rows.
type Case = fn(&Bench, &mut Report) -> Result<()>;

const CASES: &[(&str, Case)] = &[("noop", noop::case)];

fn main() -> Result<()> {
    let cli = Cli::parse();
    let runtime = Runtime::new().context("cannot start the runtime")?;
    if cli.noop_server {
        return runtime.block_on(noop::serve());
    }
    if let Some(unknown) = cli.cases.iter().find(|name| CASES.iter().all(|(case, _)| case != name)) {
        let known: Vec<&str> = CASES.iter().map(|(name, _)| *name).collect();
        bail!("there is no case `{unknown}`; there are: {}", known.join(", "))
    }
    let bench = Bench { runtime, time: Duration::from_secs(cli.seconds) };
    let mut report = Report::default();
    for (name, case) in CASES {
        if cli.cases.is_empty() || cli.cases.iter().any(|wanted| wanted == name) {
            println!("{name} …");
            case(&bench, &mut report).with_context(|| format!("the case `{name}` failed"))?;
        }
    }
    print!("\n{report}");
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    report.write(&target.join("bench.json"))
}
