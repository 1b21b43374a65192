//! Everything that is done to Portico rather than by it: `cargo xtask --help` lists the verbs.
#![expect(clippy::print_stdout, reason = "a command-line tool: its standard output is its product")]

mod bench;
mod bless;
mod counts;
mod dev;
mod gate;
mod matrix;
mod mutants;
mod postgres;
mod prove;
mod run;
mod setup;
mod tidy;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Set up, run, test and measure Portico.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Install what the other verbs need; as root it installs Debian packages too, else it prints the command.
    Setup,
    /// Run Portico and start it again whenever a source file changes.
    Dev {
        /// Arguments for `portico serve`, after `--`.
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// The whole gate: formatting, lints, tidy, tests on both databases, browser journeys, dependency policy.
    Test,
    /// The same gate under the name that continuous integration uses.
    Ci,
    /// Only the house rules that no compiler holds: room order, file sizes, one place for SQL and for words.
    Tidy,
    /// Measure, print a table and write target/bench.json.
    Bench {
        /// Arguments for the bench program, after `--`: names of cases, `--seconds`.
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Rewrite the snapshots of decoded router traffic; read the difference before you commit it.
    Bless,
    /// Break the rooms that decide about access, one place at a time: a test has to notice each.
    Mutants {
        /// The rooms; without any, those that `prove` takes.
        rooms: Vec<String>,
        /// Goes on after a run that was ended: what a test has noticed is not tried again.
        #[arg(long)]
        iterate: bool,
    },
    /// What takes long: mutants of the rooms that decide about access, many more random cases, fuzzing.
    Prove {
        /// Minutes for each fuzz target.
        #[arg(long, default_value_t = 10)]
        minutes: u32,
    },
}

fn main() -> ExitCode {
    match run_verb(Cli::parse().verb) {
        Ok(()) => ExitCode::SUCCESS,
        // The chain of reasons and no stack: it is read by people who look for their next step.
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run_verb(verb: Verb) -> Result<()> {
    match verb {
        Verb::Setup => setup::all(),
        Verb::Dev { args } => dev::dev(&args),
        Verb::Test | Verb::Ci => gate::test(),
        Verb::Tidy => tidy::tidy(),
        Verb::Bench { args } => bench::bench(&args),
        Verb::Bless => bless::bless(),
        Verb::Mutants { rooms, iterate } => mutants::mutants(&rooms, iterate),
        Verb::Prove { minutes } => prove::prove(minutes),
    }
}
