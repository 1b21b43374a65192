//! A server under test: a process of its own, so that its CPU time and memory are its own.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// A running server; dropped, its standard input closes, and if that does not end it, it is killed.
pub(crate) struct Server {
    child: Child,
    input: Option<ChildStdin>,
    /// What it prints, line by line; closed when it ends.
    lines: Receiver<String>,
}

/// This program, and somebody beside it who ends it when its standard input is closed: however we end, no server goes on and spoils
/// what is measured next. The shell becomes the program, so that its CPU time is the program's.
pub(crate) fn guarded(program: &Path) -> Command {
    // What a shell puts into the background reads nothing from descriptor 0.
    let guard = r#"exec 3<&0; { read -r _ <&3; kill "$$"; } >/dev/null 2>&1 & exec "$@" </dev/null 3<&-"#;
    let mut command = Command::new("sh");
    command.args(["-c", guard, "sh"]).arg(program);
    command
}

/// How long it may take to say something that is waited for: an upgrade of a million homes is done by then.
const PATIENCE: Duration = Duration::from_secs(10 * 60);

impl Server {
    /// Starts it; what it prints on standard error comes through.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().display()))?;
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().context("the server has no standard output")?);
        let (said, lines) = channel();
        std::thread::spawn(move || {
            // Whoever listens may have gone.
            output.lines().map_while(Result::ok).try_for_each(|line| said.send(line))
        });
        Ok(Self { child, input, lines })
    }

    /// Reads what it prints until a line has `mark` in it, and hands back the rest of that line.
    ///
    /// # Errors
    /// When it ends, or closes its output, before it said so, or says nothing for ten minutes.
    pub(crate) fn after(&mut self, mark: &str) -> Result<String> {
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) => {
                    if let Some((_, rest)) = line.split_once(mark) {
                        return Ok(rest.trim().to_owned());
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    bail!("the server has not said `{mark}` for {} s", PATIENCE.as_secs())
                }
                Err(RecvTimeoutError::Disconnected) => bail!("the server ended before it said `{mark}`"),
            }
        }
    }

    /// The CPU time it has used since it started, in user and kernel mode, all threads, to a hundredth of a second.
    pub(crate) fn cpu(&self) -> Result<Duration> {
        cpu_time(&self.read("stat")?).context("cannot read the server's CPU time")
    }

    /// Its resident memory now, in MiB.
    pub(crate) fn memory(&self) -> Result<f64> {
        resident(&self.read("status")?).context("cannot read the server's memory")
    }

    fn read(&self, file: &str) -> Result<String> {
        let path = format!("/proc/{}/{file}", self.child.id());
        std::fs::read_to_string(&path).with_context(|| format!("cannot read {path}; has the server ended?"))
    }
}

/// The CPU time that another process of this machine has used; none once it has ended.
pub(crate) fn cpu_of(pid: i32) -> Result<Duration> {
    match std::fs::read_to_string(format!("/proc/{pid}/stat")) {
        Ok(stat) => cpu_time(&stat).with_context(|| format!("cannot read the CPU time of process {pid}")),
        Err(_) => Ok(Duration::ZERO),
    }
}

/// The CPU time that this program itself has used, as [`Server::cpu`] counts it.
pub(crate) fn cpu_of_this() -> Result<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").context("cannot read /proc/self/stat")?;
    cpu_time(&stat).context("cannot read the CPU time of this program")
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.input.take());
        // It has nothing to lose: whatever was to be measured has been.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Fields 14 and 15 of `/proc/PID/stat`, in clock ticks; Linux fixes the tick of this file at 1/100 s for user space.
/// Source: proc_pid_stat(5). The name in field 2 may itself contain spaces and parentheses.
fn cpu_time(stat: &str) -> Option<Duration> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let kernel: u64 = fields.next()?.parse().ok()?;
    Some(Duration::from_millis((user + kernel) * 10))
}

/// The `VmRSS` line of `/proc/PID/status`, in MiB. Source: proc_pid_status(5).
fn resident(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_time_is_read_past_a_name_with_parentheses() {
        let stat = "42 (a) b (c) S 1 42 42 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 3 0 1234 1000 200";
        assert_eq!(cpu_time(stat), Some(Duration::from_secs(3)));
    }

    #[test]
    fn memory_is_in_mebibytes() {
        assert_eq!(resident("Name:\tx\nVmPeak:\t  9000 kB\nVmRSS:\t    2048 kB\n"), Some(2.0));
    }

    #[test]
    fn a_guarded_server_serves_until_nobody_holds_its_input() {
        let mut server =
            Server::start(guarded(Path::new("sh")).args(["-c", "echo hello 7; exec sleep 600"])).unwrap();
        assert_eq!(server.after("hello").unwrap(), "7");
        assert!(server.child.try_wait().unwrap().is_none());
        drop(server.input.take());
        assert!(!server.child.wait().unwrap().success(), "it was ended");
    }

    #[test]
    fn a_server_that_ends_too_early_is_told() {
        let mut server = Server::start(Command::new("echo").arg("hello 7")).unwrap();
        assert_eq!(server.after("hello").unwrap(), "7");
        assert!(server.after("listening").is_err());
    }
}
