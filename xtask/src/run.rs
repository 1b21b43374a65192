//! Other programs: started from the root of the tree, with the environment that a hand at a shell would give them.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::LazyLock;
use std::thread;

/// The root of the tree.
pub(crate) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Where cargo puts what it builds; one folder for every step, so that nothing is built twice.
pub(crate) fn target() -> Result<PathBuf> {
    let named = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| root().join("target"));
    std::path::absolute(&folder).with_context(|| format!("no such place: {}", folder.display()))
}

/// Whether the product was never built here, as on a machine that builds once: what a second build would reuse then costs time and disk
/// for nothing.
static BUILDS_ONCE: LazyLock<bool> = LazyLock::new(|| {
    let built = target().ok().and_then(|target| target.join("debug/incremental").read_dir().ok());
    !built
        .into_iter()
        .flatten()
        .flatten()
        .any(|entry| entry.file_name().to_string_lossy().starts_with("care-"))
});

/// A program to be run at the root of the tree.
///
/// `cargo run` gives this process variables about the package `xtask`. Build scripts downstream watch some of them, and
/// would build again on every change between "by hand" and "through xtask"; so they are taken away.
pub(crate) fn program(name: impl AsRef<std::ffi::OsStr>) -> Result<Command> {
    let mut command = Command::new(name);
    command.current_dir(root()).env("CARGO_TARGET_DIR", target()?);
    if *BUILDS_ONCE {
        command.env("CARGO_INCREMENTAL", "0");
    }
    for (key, _) in std::env::vars_os() {
        let about_xtask = key.to_str().is_some_and(|key| {
            key.starts_with("CARGO_PKG_") || key.starts_with("CARGO_MANIFEST_") || key == "CARGO_BIN_NAME"
        });
        if about_xtask {
            command.env_remove(key);
        }
    }
    Ok(command)
}

/// Cargo with these arguments.
pub(crate) fn cargo(args: &[&str]) -> Result<Command> {
    let mut command = program("cargo")?;
    command.args(args);
    Ok(command)
}

/// The command as one would type it.
pub(crate) fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// Runs it with its output on this terminal.
///
/// # Errors
/// When it cannot start or ends with anything but 0.
pub(crate) fn run(mut command: Command) -> Result<()> {
    let words = shown(&command);
    let status = command.status().with_context(|| format!("cannot start `{words}`"))?;
    expect_success(status, &words)
}

/// Says which command failed and how.
pub(crate) fn expect_success(status: ExitStatus, words: &str) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    bail!("`{words}` ended with {status}")
}

/// Runs it with its output on this terminal, and hands back how it ended and what it printed, both streams together.
pub(crate) fn tee(mut command: Command) -> Result<(ExitStatus, String)> {
    let words = shown(&command);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("cannot start `{words}`"))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let text = thread::scope(|scope| {
        let errors = scope.spawn(|| copy(err, std::io::stderr()));
        let mut text = copy(out, std::io::stdout());
        text.push_str(&errors.join().unwrap_or_default());
        text
    });
    let status = child.wait().with_context(|| format!("lost sight of `{words}`"))?;
    Ok((status, text))
}

fn copy(from: Option<impl Read>, mut to: impl Write) -> String {
    let mut text = String::new();
    let Some(from) = from else { return text };
    for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        // A terminal that went away takes nothing from the count.
        let _ = writeln!(to, "{line}");
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// Where this program is on the `PATH`, if anywhere.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
