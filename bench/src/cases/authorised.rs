//! A page that only an Admin may see, with two hundred rows from the database, beside a bare axum that sends the same bytes
//! from memory to anybody.

use crate::http::{Asked, KeepAlive};
use crate::load;
use crate::portico::Portico;
use crate::process::Server;
use crate::report::Report;
use crate::stock::{SLUG, STAFF, Stock};
use crate::{Bench, per_request, say};
use anyhow::{Context, Result};
use axum::body::Bytes;
use care::email::Email;
use care::{access, invitation, isp};
use http_body_util::{BodyExt as _, Full};
use hyper::Request;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use std::process::Command;
use tokio::net::TcpStream;

const ROWS: usize = 200;
const LANES: usize = 8;
const STATIC_RATE: &str = "static page of that size, bare axum";
const STATIC_CPU: &str = "static page of that size, bare axum, CPU";

pub(crate) fn case(bench: &Bench, report: &mut Report) -> Result<()> {
    let stock = bench.runtime.block_on(stock())?;
    let portico = Portico::serve(&stock)?;
    portico.rest()?;
    let session = stock.sessions.first().context("nobody is signed in")?.clone();
    let ask = move || {
        let request = Request::get(format!("/isps/{SLUG}/settings"));
        let request = request.header("host", "localhost").header("cookie", format!("portico={session}"));
        Ok(request.body(Full::default())?)
    };
    let page = bench.runtime.block_on(fetch(portico.pages, ask()?))?;
    let rows = String::from_utf8_lossy(&page).matches("<th scope=\"row\"").count();
    anyhow::ensure!(rows == ROWS, "the page has {rows} rows");
    say(&format!("  the page has {rows} rows and {} KiB", page.len() / 1024));

    let file = tempfile::NamedTempFile::new()?;
    std::fs::write(file.path(), &page)?;
    let mut command = Command::new(std::env::current_exe()?);
    let mut bare = Server::start(command.args(["--noop-server", "--page"]).arg(file.path()))?;
    let address = bare.after("listening ")?.parse()?;

    let (rate, cpu) = measure(bench, &bare, address, ask.clone())?;
    report.add(STATIC_RATE, rate, "/s");
    report.add(STATIC_CPU, cpu, "ms");
    let (rate, cpu) = measure(bench, &portico.server, portico.pages, ask)?;
    report.compare("collaborators, 200 rows", rate, "/s", STATIC_RATE)?;
    report.compare("collaborators, 200 rows, CPU", cpu, "ms", STATIC_CPU)
}

/// An ISP with so many rows: half have joined, half are invited.
async fn stock() -> Result<Stock> {
    let wrong = |why: care::words::Say| anyhow::anyhow!(why.key);
    let stock = Stock::make(1, false).await?;
    let db = stock.open().await?;
    let isp = isp::find(&mut access::shell(None).read(&db).await?, SLUG).await?;
    for number in STAFF..ROWS {
        let email = Email::parse(&format!("guest{number}@mail.example")).map_err(wrong)?;
        let mut tx = access::shell(Some(isp)).write(&db).await?;
        invitation::invite_admin(&mut tx, &email).await?;
        tx.commit().await?;
    }
    db.close().await;
    Ok(stock)
}

async fn fetch(address: SocketAddr, asked: Asked) -> Result<Bytes> {
    let (mut sender, connection) = http1::handshake(TokioIo::new(TcpStream::connect(address).await?)).await?;
    tokio::spawn(connection);
    let answer = sender.send_request(asked).await?;
    anyhow::ensure!(answer.status().is_success(), "the server answered {}", answer.status());
    Ok(answer.into_body().collect().await?.to_bytes())
}

/// Requests a second, and CPU milliseconds of the server for each.
fn measure(
    bench: &Bench,
    server: &Server,
    address: SocketAddr,
    ask: impl FnMut() -> Result<Asked> + Clone + Send + 'static,
) -> Result<(f64, f64)> {
    let before = server.cpu()?;
    let outcome = bench.runtime.block_on(async {
        let mut lanes = Vec::with_capacity(LANES);
        for _ in 0..LANES {
            lanes.push(KeepAlive::connect(address, ask.clone()).await?);
        }
        load::closed(lanes, bench.time).await
    })?;
    anyhow::ensure!(outcome.refused == 0, "{} requests were refused", outcome.refused);
    Ok((outcome.rate(), per_request(server.cpu()? - before, outcome.served)))
}
