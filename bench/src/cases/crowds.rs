//! The pages of the desk at very many customers, beside the same pages at ten thousand: what a page costs must not grow with the
//! crowd. The ratio is the result. On PostgreSQL the time of its own processes counts too. What the server does by itself meanwhile,
//! which of a million homes never ends (it walks over all of them once an hour), is measured before each page and taken off.

use crate::crowd::Crowd;
use crate::http::KeepAlive;
use crate::load;
use crate::portico::Portico;
use crate::process::cpu_of;
use crate::report::Report;
use crate::stock::SLUG;
use crate::{Bench, per_request, say};
use anyhow::{Context, Result};
use http_body_util::Full;
use hyper::{Request, StatusCode};
use sqlx::Connection;
use sqlx::postgres::PgConnection;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The crowd that others are compared with.
const SMALL: usize = 10_000;
/// As many at once as a small desk.
const LANES: usize = 2;

/// Pages by the name of their row, each with its address; `{n}` in it is another number each time, `{home}` a customer.
const PAGES: [(&str, &str); 11] = [
    ("inventory", "inventory"),
    ("online", "online"),
    ("online-by-name", "online?sort=name-down"),
    ("offline", "offline"),
    ("offline-by-model", "offline?sort=model"),
    ("known-issues", "known-issues"),
    ("known-issues-by-kind", "known-issues?kind=offline"),
    ("search", "search?q=garcia+{n}"),
    ("overview", "overview"),
    ("customer", "customers/{home}"),
    ("timeline", "customers/{home}/timeline"),
];

pub(crate) fn case(bench: &Bench, report: &mut Report) -> Result<()> {
    for server in [None, bench.postgres.as_deref()] {
        if server.is_none() || bench.postgres.is_some() {
            on(bench, report, server)?;
        } else {
            say("  PostgreSQL is left out: --postgres names no server");
        }
    }
    Ok(())
}

fn on(bench: &Bench, report: &mut Report, server: Option<&str>) -> Result<()> {
    let small = bench.runtime.block_on(Crowd::make(SMALL, server))?;
    let large = bench.runtime.block_on(Crowd::make(bench.customers, server))?;
    let measured = measure_both(bench, report, &small, &large);
    bench.runtime.block_on(async {
        small.remove().await?;
        large.remove().await
    })?;
    measured
}

fn measure_both(bench: &Bench, report: &mut Report, small: &Crowd, large: &Crowd) -> Result<()> {
    let database = if small.postgres().is_some() { ", PostgreSQL" } else { "" };
    let served = [small, large]
        .map(|crowd| anyhow::Ok((crowd, Portico::serve_from(&crowd.data(), crowd.database().as_deref())?)));
    let [small, large] = served;
    let (small, large) = (small?, large?);
    let size = called(bench.customers);
    for (name, path) in PAGES {
        let [few, many] = [format!("page-{name}-10k{database}"), format!("page-{name}-{size}{database}")];
        let (few_cpu, p99) = measure(bench, &small, path)?;
        report.add(format!("{few}, CPU"), few_cpu, "ms");
        report.add(format!("{few}, p99"), p99, "ms");
        let (cpu, p99) = measure(bench, &large, path)?;
        report.compare(format!("{many}, CPU"), cpu, "ms", &format!("{few}, CPU"))?;
        report.compare(format!("{many}, p99"), p99, "ms", &format!("{few}, p99"))?;
        // It takes long: whoever waits, or has to end it, sees what there is.
        say(&format!("  {name}{database}: {few_cpu:.2} ms, and {cpu:.2} ms at {size}"));
    }
    Ok(())
}

/// CPU of a request, and the time within which 99 of 100 are answered, both in milliseconds.
fn measure(bench: &Bench, (crowd, portico): &(&Crowd, Portico), path: &str) -> Result<(f64, f64)> {
    let address = format!("/isps/{SLUG}/{}", path.replace("{home}", &crowd.home));
    let number = Arc::new(AtomicUsize::new(0));
    let cookie = format!("portico={}", crowd.session);
    let load = |time: Duration| {
        let (address, cookie, number) = (address.clone(), cookie.clone(), Arc::clone(&number));
        async move {
            let mut lanes = Vec::with_capacity(LANES);
            for _ in 0..LANES {
                let (address, cookie, number) = (address.clone(), cookie.clone(), Arc::clone(&number));
                let ask = move || {
                    let n = number.fetch_add(1, Ordering::Relaxed) % 100;
                    let request = Request::get(address.replace("{n}", &n.to_string()));
                    Ok(request.header("host", "localhost").header("cookie", &cookie).body(Full::default())?)
                };
                lanes.push(KeepAlive::connect(portico.pages, ask).await?.expecting(StatusCode::OK));
            }
            load::closed(lanes, time).await
        }
    };
    bench.runtime.block_on(async {
        // Statements are prepared and pages of the database read once; that is no request's doing.
        load(bench.time / 4).await?;
        let idle = used(crowd, portico).await?;
        tokio::time::sleep(bench.time).await;
        let before = used(crowd, portico).await?;
        let by_itself = before.saturating_sub(idle);
        let outcome = load(bench.time).await?;
        let cpu = used(crowd, portico).await?.saturating_sub(before).saturating_sub(by_itself);
        anyhow::Ok((per_request(cpu, outcome.served), outcome.within(0.99)))
    })
}

/// The CPU time that the server and its database's processes have used.
async fn used(crowd: &Crowd, portico: &Portico) -> Result<Duration> {
    let mut sum = portico.server.cpu()?;
    if let Some((server, name)) = crowd.postgres() {
        let mut connection = PgConnection::connect(server).await.context("no PostgreSQL there")?;
        let backends: Vec<i32> = sqlx::query_scalar("SELECT pid FROM pg_stat_activity WHERE datname = $1")
            .bind(name)
            .fetch_all(&mut connection)
            .await?;
        connection.close().await?;
        for pid in backends {
            sum += cpu_of(pid)?;
        }
    }
    Ok(sum)
}

/// 1m, 100k.
fn called(customers: usize) -> String {
    match customers {
        n if n % 1_000_000 == 0 => format!("{}m", n / 1_000_000),
        n if n % 1000 == 0 => format!("{}k", n / 1000),
        n => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_is_called_as_people_say_it() {
        assert_eq!([1_000_000, 100_000, 1500].map(called), ["1m", "100k", "1500"]);
    }
}
