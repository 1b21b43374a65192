//! Routers' reports, each acknowledged only when it is durable.

use super::{inserts, noop};
use crate::http::{Asked, KeepAlive};
use crate::load::{self, Outcome};
use crate::portico::Portico;
use crate::process::Server;
use crate::report::Report;
use crate::tls::{self, Fresh};
use crate::{Bench, per_request};
use anyhow::Result;
use http_body_util::Full;
use hyper::Request;
use rustls::ClientConfig;
use std::net::SocketAddr;
use std::sync::Arc;

/// Routers that report at the same time.
pub(crate) const LANES: usize = 64;
/// Reports a second of the open load: what 15,000 homes send.
const STEADY: f64 = 1_000.0;

const KEPT: &str = "reports acknowledged, keep-alive TLS";
const KEPT_CPU: &str = "CPU a report, keep-alive TLS";
const FRESH: &str = "reports acknowledged, fresh TLS each";
const FRESH_CPU: &str = "CPU a report, fresh TLS each";
const HALF: &str = "1,000 reports/s: half acknowledged within";

/// Somebody that routers report to.
struct Door<'a> {
    server: &'a Server,
    address: SocketAddr,
}

pub(crate) fn case(bench: &Bench, report: &mut Report) -> Result<()> {
    let stock = bench.stock()?;
    let mut routers = Vec::with_capacity(LANES);
    for mac in stock.macs.iter().take(LANES) {
        routers.push((mac.clone(), tls::client(&stock.ca_pem, &stock.identity(mac)?)?));
    }
    let nothing = noop::over_tls(&stock.data())?;
    let door = Door { server: &nothing.0, address: nothing.1 };
    let (rate, cpu) = kept(bench, &door, &routers)?;
    report.add(noop::TLS_RATE, rate, "/s");
    report.add(noop::TLS_CPU, cpu, "ms");
    let (rate, cpu) = fresh(bench, &door, &routers)?;
    report.add(noop::FRESH_RATE, rate, "/s");
    report.add(noop::FRESH_CPU, cpu, "ms");
    drop(nothing);

    let portico = Portico::serve(stock)?;
    portico.rest()?;
    let door = Door { server: &portico.server, address: portico.routers };
    let (rate, cpu) = kept(bench, &door, &routers)?;
    report.compare(KEPT, rate, "/s", noop::TLS_RATE)?;
    report.compare(format!("{KEPT}, the same"), rate, "/s", inserts::RATE)?;
    report.compare(KEPT_CPU, cpu, "ms", noop::TLS_CPU)?;
    report.compare(format!("{KEPT_CPU}, the same"), cpu, "ms", inserts::CPU)?;
    let (rate, cpu) = fresh(bench, &door, &routers)?;
    report.compare(FRESH, rate, "/s", noop::FRESH_RATE)?;
    report.compare(FRESH_CPU, cpu, "ms", noop::FRESH_CPU)?;
    let steady = bench.runtime.block_on(async {
        load::open(kept_lanes(portico.routers, &routers).await?, STEADY, bench.time).await
    })?;
    report.add(HALF, steady.within(0.5), "ms");
    report.compare("1,000 reports/s: 99 of 100 acknowledged within", steady.within(0.99), "ms", HALF)
}

type Routers = [(String, Arc<ClientConfig>)];

fn kept(bench: &Bench, door: &Door<'_>, routers: &Routers) -> Result<(f64, f64)> {
    measured(door.server, || {
        bench
            .runtime
            .block_on(async { load::closed(kept_lanes(door.address, routers).await?, bench.time).await })
    })
}

async fn kept_lanes(
    address: SocketAddr,
    routers: &Routers,
) -> Result<Vec<KeepAlive<impl FnMut() -> Result<Asked> + Send + 'static>>> {
    let mut lanes = Vec::with_capacity(routers.len());
    for (lane, (mac, config)) in (1_u8..).zip(routers) {
        let stream = tls::dial(address, lane, config.clone()).await?;
        lanes.push(KeepAlive::over(stream, telemetry(mac)).await?);
    }
    Ok(lanes)
}

fn fresh(bench: &Bench, door: &Door<'_>, routers: &Routers) -> Result<(f64, f64)> {
    let lanes = (1_u8..).zip(routers).map(|(lane, (mac, config))| Fresh {
        address: door.address,
        lane,
        config: config.clone(),
        ask: telemetry(mac),
    });
    measured(door.server, || bench.runtime.block_on(load::closed(lanes.collect(), bench.time)))
}

/// Rate, and CPU milliseconds a request.
fn measured(server: &Server, load: impl FnOnce() -> Result<Outcome>) -> Result<(f64, f64)> {
    let before = server.cpu()?;
    let outcome = load()?;
    anyhow::ensure!(outcome.refused == 0, "{} reports were refused", outcome.refused);
    Ok((outcome.rate(), per_request(server.cpu()? - before, outcome.served)))
}

/// What an ordinary router says: little, and a number.
fn telemetry(mac: &str) -> impl FnMut() -> Result<Asked> + Send + 'static {
    let path = format!("/v3/unums/{mac}/telemetry");
    let mut number = 0_u64;
    move || {
        number += 1;
        let body = format!(r#"{{"mem_free":{},"cpu_usage":12,"seq_num":{number}}}"#, number % 100);
        let request =
            Request::post(&path).header("host", "localhost").header("content-type", "application/json");
        Ok(request.body(Full::from(body))?)
    }
}
