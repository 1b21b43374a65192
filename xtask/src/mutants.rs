//! Mutants: the code of some rooms is broken in one place at a time, and a test has to notice each. One that nobody notices is a
//! rule that no test holds.

use crate::postgres::Postgres;
use crate::run::{on_path, program, root, run, target};
use crate::setup;
use anyhow::{Result, bail};

const CARGO_MUTANTS: &str = "27.1.0";

/// The rooms in which a rule that no test holds would let somebody in.
const GUARDED: [&str; 6] = ["access", "link", "invitation", "collaborator", "session", "recovery"];

/// All mutants of these rooms, or of the guarded ones: hours. `iterate` leaves out what was noticed by the run before, so that
/// several evenings share them.
pub(crate) fn mutants(rooms: &[String], iterate: bool) -> Result<()> {
    if on_path("cargo-nextest").is_none() {
        bail!(
            "mutants want a runner that stops at the first test that fails: `cargo install --locked cargo-nextest`"
        )
    }
    let server = Postgres::start()?;
    let guarded = GUARDED.map(str::to_owned);
    let rooms = if rooms.is_empty() { &guarded[..] } else { rooms };
    println!("== mutants of {}: each survivor is a rule that no test holds", rooms.join(", "));
    let mut command = program(setup::tool("cargo-mutants", CARGO_MUTANTS, &[])?)?;
    command.args(["mutants", "--package", "care", "--profile", "mutants", "--test-tool", "nextest"]);
    // Stories notice mutants; binaries of other tests would only be linked anew for each.
    for argument in ["--lib", "--profile", "mutants"] {
        command.args(["--cargo-test-arg", argument]);
    }
    // Seconds. A mutant that never ends is noticed by this; a machine that does other work besides is slow and not wrong.
    command.args(["--timeout", "600"]);
    for room in rooms {
        if !root().join("crates/care/src").join(room).is_dir() {
            bail!("there is no room `{room}`: see `ls crates/care/src`")
        }
        command.arg("--file").arg(format!("crates/care/src/{room}/**"));
    }
    if iterate {
        command.arg("--iterate");
    }
    // It copies the tree and builds each mutant there; a shared target folder would mix them with ours.
    command.arg("--output").arg(target()?).env_remove("CARGO_TARGET_DIR");
    command.env("PORTICO_TEST_POSTGRES", server.url());
    run(command)
}
