//! The ceiling: an axum handler that does nothing, on this machine, in this run.

use crate::http::{Asked, KeepAlive};
use crate::process::Server;
use crate::report::Report;
use crate::{Bench, load};
use anyhow::{Context, Result};
use axum::Router;
use http_body_util::Full;
use hyper::{Request, StatusCode};
use std::io::Read;
use std::net::SocketAddr;
use std::process::Command;
use tokio::net::TcpListener;

/// The rows that others compare themselves with.
pub(crate) const RATE: &str = "no-op axum, keep-alive";
pub(crate) const CPU: &str = "no-op axum, CPU a request";
pub(crate) const HALF: &str = "no-op axum, half answered within";

/// Connections: enough to keep two cores busy.
const LANES: usize = 16;
/// Requests a second of the open load: far from the limit, so that its times are not those of a queue.
const GENTLE: f64 = 2_000.0;

/// The server's side, in a process of its own; ends when standard input does.
pub(crate) async fn serve() -> Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.context("no port on loopback")?;
    println!("listening {}", listener.local_addr()?);
    let closed = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
    tokio::select! {
        served = axum::serve(listener, Router::new().fallback(async || StatusCode::NO_CONTENT)) => served?,
        _ = closed => {}
    }
    Ok(())
}

/// Its rate and CPU time under all the load it takes, and its times under a little.
pub(crate) fn case(bench: &Bench, report: &mut Report) -> Result<()> {
    let mut server = Server::start(Command::new(std::env::current_exe()?).arg("--noop-server"))?;
    let address: SocketAddr = server.after("listening ")?.parse()?;
    let before = server.cpu()?;
    let full = bench.runtime.block_on(async { load::closed(lanes(address).await?, bench.time).await })?;
    let used = server.cpu()? - before;
    report.add(RATE, full.rate(), "requests/s");
    report.add(CPU, used.as_secs_f64() * 1000.0 / full.served as f64, "ms");
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
