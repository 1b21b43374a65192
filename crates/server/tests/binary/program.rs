//! A program that runs: what it says, line by line, and how it ends.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Nothing that works takes so long, on a machine that does much else.
pub(crate) const PATIENCE: Duration = Duration::from_secs(180);

/// Waits for what a test wants to see; fails when it does not come.
pub(crate) async fn soon<T>(what: &str, wanted: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, wanted).await.unwrap_or_else(|_| panic!("it took too long: {what}"))
}

/// A program of which both outputs are read together. It is killed when this is dropped.
pub(crate) struct Program {
    child: Child,
    lines: UnboundedReceiver<String>,
    said: String,
}

impl Program {
    pub(crate) fn start(command: &mut Command) -> Program {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
        let (tell, lines) = unbounded_channel();
        tokio::spawn(read(child.stdout.take().unwrap(), tell.clone()));
        tokio::spawn(read(child.stderr.take().unwrap(), tell));
        Program { child, lines, said: String::new() }
    }

    /// The next line that has this in it.
    pub(crate) async fn says(&mut self, mark: &str) -> String {
        let line = async {
            while let Some(line) = self.lines.recv().await {
                self.said.push_str(&line);
                self.said.push('\n');
                if line.contains(mark) {
                    return line;
                }
            }
            panic!("it ended before it said {mark:?}:\n{}", self.said)
        };
        match tokio::time::timeout(PATIENCE, line).await {
            Ok(line) => line,
            Err(_) => panic!("it does not say {mark:?}, but:\n{}", self.said),
        }
    }

    /// What it said until the line that was last waited for.
    pub(crate) fn said(&self) -> &str {
        &self.said
    }

    /// SIGKILL: no last words.
    pub(crate) async fn kill(mut self) {
        soon("being killed", self.child.kill()).await.unwrap();
    }

    /// SIGTERM, as service managers send it.
    pub(crate) fn terminate(&self) {
        let id = self.child.id().expect("it has ended already").to_string();
        let sent = std::process::Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until it has ended by itself: how, and all it said.
    pub(crate) async fn ended(mut self) -> (ExitStatus, String) {
        let status = soon("its end", self.child.wait()).await.unwrap();
        while let Some(line) = self.lines.recv().await {
            self.said.push_str(&line);
            self.said.push('\n');
        }
        (status, self.said)
    }

    /// Waits for its end no longer than this; kills it then. Says whether it had to.
    pub(crate) async fn killed_after(mut self, time: Duration) -> bool {
        if tokio::time::timeout(time, self.child.wait()).await.is_ok() {
            return false;
        }
        self.kill().await;
        true
    }
}

async fn read(output: impl AsyncRead + Unpin, tell: UnboundedSender<String>) {
    let mut lines = BufReader::new(output).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        if tell.send(line).is_err() {
            return;
        }
    }
}

/// `portico` with these arguments, in this folder (where it finds its portico.toml, if there is one), without the
/// settings of whoever runs the tests.
pub(crate) fn portico(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
    command.args(args).current_dir(folder);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PORTICO_")) {
        command.env_remove(name);
    }
    command
}

/// Runs `portico` to its end: whether it succeeded, and all it said.
pub(crate) async fn run(folder: &Path, args: &[&str]) -> (bool, String) {
    let (status, said) = Program::start(&mut portico(folder, args)).ended().await;
    (status.success(), said)
}

/// A `portico` that serves, ready.
pub(crate) struct Portico {
    pub(crate) program: Program,
    /// Its data folder.
    pub(crate) data: PathBuf,
    /// The origin of its pages.
    pub(crate) origin: String,
    /// Where its pages are.
    pub(crate) pages: SocketAddr,
    /// Where its routers' door is.
    pub(crate) routers: SocketAddr,
}

impl Portico {
    /// Serves from `data` in this folder, on free ports.
    pub(crate) async fn serve(folder: &Path) -> Portico {
        Portico::serve_with(folder, &[]).await
    }

    /// The same, with more arguments.
    pub(crate) async fn serve_with(folder: &Path, more: &[&str]) -> Portico {
        let mut args =
            vec!["serve", "--data", "data", "--listen", "127.0.0.1:0", "--router-listen", "127.0.0.1:0"];
        args.extend(more);
        let mut program = Program::start(&mut portico(folder, &args));
        program.says("Ready.").await;
        let origin = after(program.said(), "Pages ");
        let pages = port_of(&origin);
        let routers = port_of(&after(program.said(), "Routers "));
        Portico { program, data: folder.join("data"), origin, pages, routers }
    }

    /// The set-up link that it printed, if it did.
    pub(crate) fn set_up_link(&self) -> Option<&str> {
        self.program.said().split_whitespace().find(|word| word.contains("/setup#"))
    }
}

/// The rest of the line that begins with this word.
pub(crate) fn after(said: &str, word: &str) -> String {
    let rest = said.lines().find_map(|line| line.trim_start().strip_prefix(word));
    rest.unwrap_or_else(|| panic!("no line begins with {word:?}:\n{said}")).trim().to_owned()
}

/// `http://anything:PORT` as an address on the loopback.
pub(crate) fn port_of(origin: &str) -> SocketAddr {
    let port = origin.rsplit_once(':').and_then(|(_, port)| port.parse().ok());
    ([127, 0, 0, 1], port.unwrap_or_else(|| panic!("no port in {origin:?}"))).into()
}
