//! What staff do: pages with a hundred rows, signing in, inviting.

use super::noop;
use crate::http::{Asked, KeepAlive};
use crate::load::{self, Outcome};
use crate::portico::Portico;
use crate::report::Report;
use crate::stock::{PASSWORD, SLUG, STAFF, Stock, address};
use crate::{Bench, per_request};
use anyhow::Result;
use http_body_util::Full;
use hyper::{Request, StatusCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const LANES: usize = 8;
/// Each Admin may send thirty invitations an hour.
const INVITATIONS: u64 = 25 * STAFF as u64;

pub(crate) fn case(bench: &Bench, report: &mut Report) -> Result<()> {
    let stock = bench.stock()?;
    let portico = Portico::serve(stock)?;
    portico.rest()?;
    bench.runtime.block_on(stock.hear())?;
    let pages = [
        // First, while the homes that have reported still count as online.
        ("customers online, 100 rows", format!("/isps/{SLUG}/online")),
        ("customers offline, 100 rows", format!("/isps/{SLUG}/offline")),
        ("customer page", format!("/isps/{SLUG}/customers/{}", stock.customer)),
        ("inventory, 100 rows", format!("/isps/{SLUG}/inventory")),
        ("collaborators, 100 rows", format!("/isps/{SLUG}/settings")),
    ];
    for (name, path) in pages {
        let session = stock.sessions.first().cloned().unwrap_or_default();
        let ask = move |_| {
            let request = Request::get(&path)
                .header("host", "localhost")
                .header("cookie", format!("portico={session}"));
            Ok(request.body(Full::default())?)
        };
        measure(bench, report, &portico, name, None, StatusCode::OK, ask)?;
    }
    let origin = portico.origin();
    let sign_in = move |number: usize| {
        let form = format!("email={}&password={}", address(number % STAFF), PASSWORD.replace(' ', "+"));
        Ok(posted("/sign-in", &origin, number).body(Full::from(form))?)
    };
    measure(bench, report, &portico, "sign-in", None, StatusCode::SEE_OTHER, sign_in)?;
    measure(
        bench,
        report,
        &portico,
        "invitation",
        Some(INVITATIONS),
        StatusCode::SEE_OTHER,
        invite(stock, &portico),
    )
}

fn invite(stock: &Stock, portico: &Portico) -> impl Fn(usize) -> Result<Asked> + Send + Sync + 'static {
    let (sessions, origin) = (stock.sessions.clone(), portico.origin());
    move |number| {
        let session = sessions.get(number % sessions.len()).cloned().unwrap_or_default();
        let form = format!("email=guest{number}@mail.example&role=user");
        let request = posted(&format!("/isps/{SLUG}/invitations"), &origin, number);
        Ok(request.header("cookie", format!("portico={session}")).body(Full::from(form))?)
    }
}

/// A form from our own pages, sent from a place of its own.
pub(super) fn posted(path: &str, origin: &str, number: usize) -> hyper::http::request::Builder {
    let from = format!("10.{}.{}.{}", number >> 16 & 255, number >> 8 & 255, number & 255);
    Request::post(path)
        .header("host", "localhost")
        .header("origin", origin)
        .header("x-forwarded-for", from)
        .header("content-type", "application/x-www-form-urlencoded")
}

/// Adds rate and CPU of one kind of request, for the usual time, or until this many were served.
fn measure(
    bench: &Bench,
    report: &mut Report,
    portico: &Portico,
    name: &str,
    most: Option<u64>,
    good: StatusCode,
    ask: impl Fn(usize) -> Result<Asked> + Send + Sync + 'static,
) -> Result<()> {
    let ask = Arc::new(ask);
    let number = Arc::new(AtomicUsize::new(0));
    let before = portico.server.cpu()?;
    let outcome: Outcome = bench.runtime.block_on(async {
        let mut lanes = Vec::with_capacity(LANES);
        for _ in 0..LANES {
            let (ask, number) = (ask.clone(), number.clone());
            let next = move || ask(number.fetch_add(1, Ordering::Relaxed));
            lanes.push(KeepAlive::connect(portico.pages, next).await?.expecting(good));
        }
        match most {
            None => load::closed(lanes, bench.time).await,
            Some(most) => load::first(lanes, most).await,
        }
    })?;
    anyhow::ensure!(outcome.refused == 0, "{} of `{name}` were refused", outcome.refused);
    let cpu = per_request(portico.server.cpu()? - before, outcome.served);
    report.compare(name, outcome.rate(), "/s", noop::RATE)?;
    report.compare(format!("{name}, CPU"), cpu, "ms", noop::CPU)
}
