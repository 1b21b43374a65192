//! What the other verbs need, installed where it is missing and never touched where it is there.

use crate::postgres::{is_root, programs};
use crate::run::{cargo, on_path, program, root, run, target};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

/// Something from Debian's packages, and how to see that it is there, whoever installed it.
struct Need {
    packages: &'static [&'static str],
    there: fn() -> bool,
}

const NEEDS: &[Need] = &[
    Need { packages: &["gcc", "libc6-dev"], there: || on_path("cc").is_some() },
    Need { packages: &["git"], there: || on_path("git").is_some() },
    Need { packages: &["postgresql"], there: || programs().is_some() },
    Need { packages: &["nodejs", "npm"], there: || on_path("node").is_some() && on_path("npm").is_some() },
    Need { packages: &["chromium"], there: || on_path("chromium").is_some() },
    // Journeys let two days pass in the database of a running server.
    Need { packages: &["sqlite3"], there: || on_path("sqlite3").is_some() },
    // Without a font Chromium draws boxes.
    Need {
        packages: &["fonts-liberation"],
        there: || Path::new("/usr/share/fonts/truetype/liberation").exists(),
    },
];

/// The policy check of dependencies, at one version so that its verdict changes only with a commit.
const CARGO_DENY: &str = "0.20.2";

/// Installs all of it.
///
/// # Errors
/// When a Debian package is missing and this is not root: it names the one command to run. When a registry stays out of
/// reach for about ten minutes.
pub(crate) fn all() -> Result<()> {
    debian()?;
    node_version()?;
    node_packages()?;
    cargo_deny()?;
    Ok(())
}

fn debian() -> Result<()> {
    let missing: Vec<&str> =
        NEEDS.iter().filter(|need| !(need.there)()).flat_map(|need| need.packages.iter().copied()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages = missing.join(" ");
    if !is_root()? {
        bail!(
            "missing: {packages}. Run this once, then try again:\n\n    \
             sudo sh -c 'apt-get update && apt-get install --yes --no-install-recommends {packages}'\n"
        )
    }
    println!("installing {packages}");
    patiently(|| {
        let mut update = program("apt-get")?;
        update.args(["update", "--quiet"]);
        run(update)?;
        let mut install = program("apt-get")?;
        install.env("DEBIAN_FRONTEND", "noninteractive");
        install.args(["install", "--quiet", "--yes", "--no-install-recommends"]).args(&missing);
        run(install)
    })?;
    match NEEDS.iter().find(|need| !(need.there)()) {
        None => Ok(()),
        Some(need) => bail!("{} is installed and still not found", need.packages.join(" ")),
    }
}

/// Debian 12 carries Node.js 18, which Playwright no longer supports.
fn node_version() -> Result<()> {
    let output = Command::new("node").arg("--version").output().context("cannot start node")?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(20..) => Ok(()),
        _ => {
            bail!("the browser journeys need Node.js 20 or later and found `{version}`: install a newer one")
        }
    }
}

/// The packages of `e2e/`, exactly as its lock says. A copy of the lock stays beside what it installed.
fn node_packages() -> Result<()> {
    let folder = root().join("e2e");
    let (lock, stamp) = (folder.join("package-lock.json"), folder.join("node_modules/.installed-from"));
    let wanted = std::fs::read(&lock).context("e2e/package-lock.json is missing")?;
    if std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    patiently(|| {
        let mut npm = program("npm")?;
        npm.current_dir(&folder).args(["ci", "--no-audit", "--no-fund"]);
        run(npm)
    })?;
    std::fs::write(stamp, wanted).context("cannot write into e2e/node_modules")
}

/// Where `cargo-deny` is; it is built (about a minute, unoptimised: it has little to do) if this version is not there yet.
pub(crate) fn cargo_deny() -> Result<PathBuf> {
    tool("cargo-deny", CARGO_DENY, &["--debug", "--config", "profile.dev.debug=0"])
}

/// A cargo tool of one version: on the `PATH`, or under `target/tools`, or built there from crates.io.
pub(crate) fn tool(name: &str, version: &str, flags: &[&str]) -> Result<PathBuf> {
    let tools = target()?.join("tools");
    let ours = tools.join("bin").join(name);
    let candidates = on_path(name).into_iter().chain([ours.clone()]);
    if let Some(found) = candidates.into_iter().find(|file| is_version(file, name, version)) {
        return Ok(found);
    }
    println!("building {name} {version}");
    let build = tools.join("build");
    patiently(|| {
        let mut install = cargo(&["install", "--quiet", "--locked", "--force"])?;
        install.args(flags).arg("--root").arg(&tools).arg(format!("{name}@{version}"));
        // A folder of its own, removed afterwards: nothing in it serves another build.
        install.env("CARGO_TARGET_DIR", &build);
        run(install)
    })?;
    std::fs::remove_dir_all(&build).with_context(|| format!("cannot remove {}", build.display()))?;
    Ok(ours)
}

/// Asks as cargo does, which says a subcommand's name twice: some answer nobody else.
fn is_version(file: &Path, name: &str, version: &str) -> bool {
    let said = Command::new(file).args([name.trim_start_matches("cargo-"), "--version"]).output();
    said.is_ok_and(|said| {
        String::from_utf8_lossy(&said.stdout).split_whitespace().any(|word| word == version)
    })
}

/// Registries drop out for minutes. Tries again with growing waits, about ten minutes in all.
fn patiently(attempt: impl Fn() -> Result<()>) -> Result<()> {
    for seconds in [5, 10, 20, 40, 80, 160, 280] {
        match attempt() {
            Ok(()) => return Ok(()),
            Err(error) => println!("{error}; trying again in {seconds} s"),
        }
        thread::sleep(Duration::from_secs(seconds));
    }
    attempt().context("gave up after ten minutes; is the network there?")
}
