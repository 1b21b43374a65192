//! The product under test: the optimised binary beside this program.

use crate::process::{Server, guarded};
use crate::stock::Stock;
use anyhow::{Context, Result, bail};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long it is looked at to tell whether it rests, and the CPU time that it may take meanwhile.
const LOOK: Duration = Duration::from_secs(2);
const IDLE: Duration = Duration::from_millis(40);
/// Making its keys takes a fraction of this on any machine.
const LONGEST: Duration = Duration::from_secs(180);

/// A Portico that serves.
pub(crate) struct Portico {
    pub(crate) server: Server,
    /// Where its pages are.
    pub(crate) pages: SocketAddr,
    /// Where its routers' door is.
    pub(crate) routers: SocketAddr,
}

/// The binary.
pub(crate) fn binary() -> Result<PathBuf> {
    let path = std::env::current_exe()?.with_file_name("portico");
    if !path.is_file() {
        bail!("{} is not there: run `cargo xtask bench`, which builds it", path.display())
    }
    Ok(path)
}

impl Portico {
    /// Serves from this stock, on free ports.
    pub(crate) fn serve(stock: &Stock) -> Result<Portico> {
        Portico::serve_from(&stock.data(), None)
    }

    /// The same from a data folder, and a database that is elsewhere.
    pub(crate) fn serve_from(data: &Path, database: Option<&str>) -> Result<Portico> {
        let mut command = guarded(&binary()?);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--router-listen", "127.0.0.1:0", "--data"])
            .arg(data);
        if let Some(url) = database {
            command.args(["--database", url]);
        }
        // So that many people can come from one machine; errors only, since the log is not what is measured.
        command.env("PORTICO_TRUSTED_PROXIES", "127.0.0.1").env("PORTICO_LOG", "error");
        let mut server = Server::start(&mut command)?;
        let pages = loopback(&server.after("Pages ")?)?;
        let routers = loopback(&server.after("Routers ")?)?;
        server.after("Ready.")?;
        Ok(Portico { server, pages, routers })
    }

    /// Waits until it has nothing to do any more: after a start it makes keys for routers to come, and their cost must not
    /// be counted as that of requests.
    ///
    /// # Errors
    /// When it never rests.
    pub(crate) fn rest(&self) -> Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < LONGEST {
            let before = self.server.cpu()?;
            std::thread::sleep(LOOK);
            if self.server.cpu()? - before <= IDLE {
                return Ok(());
            }
        }
        bail!("the server is still at work {} s after its start", LONGEST.as_secs())
    }

    /// The origin that it takes forms from.
    pub(crate) fn origin(&self) -> String {
        format!("http://localhost:{}", self.pages.port())
    }
}

fn loopback(origin: &str) -> Result<SocketAddr> {
    let port = origin.rsplit_once(':').and_then(|(_, port)| port.parse().ok());
    Ok(([127, 0, 0, 1], port.with_context(|| format!("no port in {origin}"))?).into())
}
