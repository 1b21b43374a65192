//! The ceiling: an axum handler that does nothing, on this machine, in this run.

use crate::http::{Asked, KeepAlive};
use crate::process::Server;
use crate::report::Report;
use crate::{Bench, load, per_request, say, tls};
use anyhow::{Context, Result};
use axum::Router;
use axum::body::Bytes;
use http_body_util::Full;
use hyper::{Request, StatusCode};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use hyper_util::service::TowerToHyperService;
use std::io::Read;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// The rows that others compare themselves with.
pub(crate) const RATE: &str = "no-op axum, keep-alive";
pub(crate) const CPU: &str = "no-op axum, CPU a request";
const HALF: &str = "no-op axum, half answered within";
/// The same over TLS with client certificates; measured by the case `reports`, under its load.
pub(crate) const TLS_RATE: &str = "no-op axum, keep-alive TLS";
pub(crate) const TLS_CPU: &str = "no-op axum, CPU a request, keep-alive TLS";
pub(crate) const FRESH_RATE: &str = "no-op axum, fresh TLS each";
pub(crate) const FRESH_CPU: &str = "no-op axum, CPU a request, fresh TLS each";

/// Connections: enough to keep two cores busy.
const LANES: usize = 16;
/// Requests a second of the open load: far from the limit, so that its times are not those of a queue.
const GENTLE: f64 = 2_000.0;

/// The server's side, in a process of its own; ends when standard input does.
pub(crate) async fn serve(tls: Option<&Path>, page: Option<&Path>) -> Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.context("no port on loopback")?;
    say(&format!("listening {}", listener.local_addr()?));
    let closed = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
    let nothing = match page {
        None => Router::new().fallback(async || StatusCode::NO_CONTENT),
        Some(file) => {
            let page: Bytes = std::fs::read(file)?.into();
            Router::new().fallback(async move || ([("content-type", "text/html; charset=utf-8")], page))
        }
    };
    let serve = async {
        match tls {
            None => axum::serve(listener, nothing).await.map_err(Into::into),
            Some(data) => serve_tls(listener, nothing, tls::server(data)?).await,
        }
    };
    tokio::select! {
        served = serve => served?,
        _ = closed => {}
    }
    Ok(())
}

async fn serve_tls(listener: TcpListener, nothing: Router, config: Arc<rustls::ServerConfig>) -> Result<()> {
    let acceptor = TlsAcceptor::from(config);
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let (acceptor, service) = (acceptor.clone(), TowerToHyperService::new(nothing.clone()));
        tokio::spawn(async move {
            let stream = TokioIo::new(acceptor.accept(stream).await?);
            let served =
                auto::Builder::new(TokioExecutor::new()).http1_only().serve_connection(stream, service).await;
            served.map_err(|error| anyhow::anyhow!(error))
        });
    }
}

/// The same server over TLS, and where it is.
pub(crate) fn over_tls(data: &Path) -> Result<(Server, SocketAddr)> {
    let mut command = Command::new(std::env::current_exe()?);
    let mut server = Server::start(command.arg("--noop-server").arg("--tls").arg(data))?;
    let address = server.after("listening ")?.parse()?;
    Ok((server, address))
}

/// Its rate and CPU time under all the load it takes, and its times under a little.
pub(crate) fn case(bench: &Bench, report: &mut Report) -> Result<()> {
    let mut server = Server::start(Command::new(std::env::current_exe()?).arg("--noop-server"))?;
    let address: SocketAddr = server.after("listening ")?.parse()?;
    let before = server.cpu()?;
    let full = bench.runtime.block_on(async { load::closed(lanes(address).await?, bench.time).await })?;
    let used = server.cpu()? - before;
    report.add(RATE, full.rate(), "/s");
    report.add(CPU, per_request(used, full.served), "ms");
    let little =
        bench.runtime.block_on(async { load::open(lanes(address).await?, GENTLE, bench.time).await })?;
    report.add(HALF, little.within(0.5), "ms");
    report.compare("no-op axum, 99 of 100 answered within", little.within(0.99), "ms", HALF)?;
    report.add("no-op axum, memory", server.memory()?, "MiB");
    Ok(())
}

async fn lanes(
    address: SocketAddr,
) -> Result<Vec<KeepAlive<impl FnMut() -> Result<Asked> + Send + 'static>>> {
    let mut lanes = Vec::with_capacity(LANES);
    for _ in 0..LANES {
        let ask = move || Ok(Request::post("/").header("host", "localhost").body(Full::default())?);
        lanes.push(KeepAlive::connect(address, ask).await?);
    }
    Ok(lanes)
}
