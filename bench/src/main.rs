//! How fast Portico is, beside what this machine could do at best, both measured in one run.
//!
//! Rates wander with the neighbours of a shared machine; ratios and CPU time per request hardly do. So every row that can
//! is given as a ratio against another row of the same run.
#![expect(clippy::print_stdout, reason = "a command-line tool: its standard output is its product")]

mod cases;
mod crowd;
mod http;
mod load;
mod portico;
mod process;
mod report;
mod stock;
mod tls;

use anyhow::{Context, Result, bail};
use cases::{authorised, crowds, enumeration, inserts, memory, noop, pages, reports, sign_ins, start};
use clap::Parser;
use report::Report;
use std::cell::OnceCell;
use std::path::PathBuf;
use std::time::Duration;
use stock::Stock;
use tokio::runtime::Runtime;

/// Homes of the stock that most cases share.
const HOMES: usize = 10_000;

/// Measure Portico; prints a table and writes target/bench.json.
#[derive(Parser)]
#[command(name = "cargo xtask bench --")]
struct Cli {
    /// Cases to run; all of them without any.
    cases: Vec<String>,
    /// How long each load is kept up.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// How many customers the case `crowds` has at most.
    #[arg(long, default_value_t = 1_000_000)]
    customers: usize,
    /// A PostgreSQL server for the case `crowds`: the address of a database on it, as a role that may create others.
    #[arg(long)]
    postgres: Option<String>,
    /// Serve the no-op handler until standard input closes: the other side of the case `noop`.
    #[arg(long, hide = true)]
    noop_server: bool,
    /// The same over TLS, with the certificate authority of this data folder.
    #[arg(long, hide = true, requires = "noop_server")]
    tls: Option<PathBuf>,
    /// The same with this file as its one page: the other side of the case `authorised`.
    #[arg(long, hide = true, requires = "noop_server", conflicts_with = "tls")]
    page: Option<PathBuf>,
}

/// What a case is given to work with.
struct Bench {
    runtime: Runtime,
    /// How long each load is kept up.
    time: Duration,
    stock: OnceCell<Stock>,
    /// How many customers the larger crowd has.
    customers: usize,
    /// Where a crowd can be on PostgreSQL.
    postgres: Option<String>,
}

impl Bench {
    /// The stock that most cases share; made when the first of them asks.
    fn stock(&self) -> Result<&Stock> {
        if self.stock.get().is_none() {
            let made = self.runtime.block_on(Stock::make(HOMES, true))?;
            // It is empty: nobody else can have filled it meanwhile, as a cell has one thread.
            let _ = self.stock.set(made);
        }
        self.stock.get().context("the stock was not kept")
    }
}

/// CPU milliseconds a request.
fn per_request(used: Duration, requests: u64) -> f64 {
    used.as_secs_f64() * 1000.0 / requests as f64
}

/// A line about what is going on.
fn say(text: &str) {
    println!("{text}");
}

/// A case: it measures, and adds its rows.
type Case = fn(&Bench, &mut Report) -> Result<()>;

const CASES: &[(&str, Case)] = &[
    ("noop", noop::case),
    ("inserts", inserts::case),
    ("reports", reports::case),
    ("pages", pages::case),
    ("crowds", crowds::case),
    ("sign-ins", sign_ins::case),
    ("authorised", authorised::case),
    ("enumeration", enumeration::case),
    ("memory", memory::case),
    ("start", start::case),
];
/// Cases that others are compared with: they always run.
const FLOORS: [&str; 2] = ["noop", "inserts"];

fn main() -> Result<()> {
    let cli = Cli::parse();
    let runtime = Runtime::new().context("cannot start the runtime")?;
    if cli.noop_server {
        return runtime.block_on(noop::serve(cli.tls.as_deref(), cli.page.as_deref()));
    }
    if let Some(unknown) = cli.cases.iter().find(|name| CASES.iter().all(|(case, _)| case != name)) {
        let known: Vec<&str> = CASES.iter().map(|(name, _)| *name).collect();
        bail!("there is no case `{unknown}`; there are: {}", known.join(", "))
    }
    let bench = Bench {
        runtime,
        time: Duration::from_secs(cli.seconds),
        stock: OnceCell::new(),
        customers: cli.customers,
        postgres: cli.postgres,
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    say(&format!("{cores} cores, shared by server and load; {} s a load", cli.seconds));
    let mut report = Report::default();
    for (name, case) in CASES {
        let wanted = cli.cases.is_empty() || cli.cases.iter().any(|wanted| wanted == name);
        if wanted || FLOORS.contains(name) {
            say(&format!("{name} …"));
            if let Err(error) = case(&bench, &mut report) {
                // What was measured until then took minutes, too.
                print!("\n{report}");
                return Err(error.context(format!("the case `{name}` failed")));
            }
        }
    }
    print!("\n{report}");
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    report.write(&target.join("bench.json"))
}
