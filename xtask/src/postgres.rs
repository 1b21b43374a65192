//! A throw-away PostgreSQL server for the tests: made, used and removed within one run.

use crate::run;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The server; it is gone when this is dropped, or when this process ends in any other way (see `postgres.sh`).
pub(crate) struct Postgres {
    keeper: Child,
    port: u16,
}

impl Postgres {
    /// Starts it and waits until it answers.
    ///
    /// # Errors
    /// When no server is installed, or it does not start; its own words are on standard error then.
    pub(crate) fn start() -> Result<Self> {
        let bin = programs().context("no PostgreSQL server is installed; run `cargo xtask setup`")?;
        // Free a moment ago. Should another process take it now, the server says so and the run ends.
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        // PostgreSQL refuses to be run by root; Debian's package made a user for it.
        let mut command = if is_root()? {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--", "sh"]);
            command
        } else {
            Command::new("sh")
        };
        let script = include_str!("postgres.sh");
        command.args(["-c", script, "postgres.sh"]).arg(&bin).arg(port.to_string());
        // Its user need not be able to read the work tree.
        command.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped());
        // A group of its own: Ctrl-C ends us, and the closing pipe ends the server in good order.
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut keeper = command.spawn().context("cannot start the PostgreSQL server")?;
        let mut said = String::new();
        if let Some(out) = keeper.stdout.take() {
            BufReader::new(out).read_line(&mut said)?;
        }
        let server = Self { keeper, port };
        if said.trim() != "ready" {
            bail!("the PostgreSQL server did not start; its log is above")
        }
        Ok(server)
    }

    /// Where the tests' unprivileged role, which may create databases, connects.
    pub(crate) fn url(&self) -> String {
        format!("postgres://portico_test@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// The folder of the newest installed server's programs.
pub(crate) fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?.filter_map(Result::ok);
    let bins = versions.map(|version| version.path().join("bin")).filter(|bin| bin.join("initdb").is_file());
    bins.max_by_key(|bin| version(bin))
}

fn version(bin: &Path) -> Option<u32> {
    bin.parent()?.file_name()?.to_str()?.parse().ok()
}

/// Whether this process is root.
pub(crate) fn is_root() -> Result<bool> {
    Ok(std::fs::metadata("/proc/self")?.uid() == 0)
}

/// Cargo with these arguments and the tests' server in its environment.
pub(crate) fn cargo_with(server: &Postgres, args: &[&str]) -> Result<Command> {
    let mut command = run::cargo(args)?;
    command.env("PORTICO_TEST_POSTGRES", server.url());
    Ok(command)
}
