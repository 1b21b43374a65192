//! Portico while one works on it: built and started again when a source changes.

use crate::run::{cargo, program, root, target};
use anyhow::{Context, Result};
use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, SystemTime};
use walkdir::WalkDir;

/// What a change of starts it again.
const WATCHED: [&str; 4] = ["crates", "locales", "migrations", "portico.toml"];

/// Runs until Ctrl-C. While a change does not compile, the last build that did keeps running.
pub(crate) fn dev(args: &[String]) -> Result<()> {
    let mut running: Option<Child> = None;
    let mut seen = None;
    loop {
        let now = newest(root());
        if now != seen {
            seen = now;
            if cargo(&["build", "--package", "portico"])?.status().context("cannot start cargo")?.success() {
                if let Some(old) = running.take() {
                    stop(old)?;
                }
                running = Some(start(args)?);
            }
        }
        thread::sleep(Duration::from_secs(1));
    }
}

fn start(args: &[String]) -> Result<Child> {
    let mut portico = program(target()?.join("debug/portico"))?;
    portico.args(["serve", "--dev"]).args(args).spawn().context("cannot start portico")
}

/// Asks it to end in good order and waits for that.
fn stop(mut child: Child) -> Result<()> {
    Command::new("kill").arg(child.id().to_string()).status().context("cannot start kill")?;
    child.wait().context("lost sight of portico")?;
    Ok(())
}

/// When anything watched last changed. No notification library: a thousand files are looked at in milliseconds.
fn newest(root: &Path) -> Option<SystemTime> {
    let files = WATCHED.iter().flat_map(|name| WalkDir::new(root.join(name))).filter_map(Result::ok);
    files.filter_map(|file| file.metadata().ok()?.modified().ok()).max()
}
