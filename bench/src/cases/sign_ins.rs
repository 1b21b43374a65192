//! Signing in, beside the one thing in it that must cost: argon2id with the same parameters, bare, on all cores.

use super::pages::posted;
use crate::Bench;
use crate::http::KeepAlive;
use crate::load;
use crate::portico::Portico;
use crate::report::Report;
use crate::stock::{PASSWORD, STAFF, Stock, address};
use anyhow::{Context, Result};
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use http_body_util::Full;
use hyper::StatusCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const BARE: &str = "argon2id alone, all cores";
const LANES: usize = 8;

pub(crate) fn case(bench: &Bench, report: &mut Report) -> Result<()> {
    report.add(BARE, bare(bench.time)?, "/s");
    let stock = bench.runtime.block_on(Stock::make(1, false))?;
    let portico = Portico::serve(&stock)?;
    portico.rest()?;
    let (origin, number) = (portico.origin(), Arc::new(AtomicUsize::new(0)));
    let outcome = bench.runtime.block_on(async {
        let mut lanes = Vec::with_capacity(LANES);
        for _ in 0..LANES {
            let (origin, number) = (origin.clone(), number.clone());
            let ask = move || {
                let number = number.fetch_add(1, Ordering::Relaxed);
                let password = PASSWORD.replace(' ', "+");
                let form = format!("email={}&password={password}", address(number % STAFF));
                Ok(posted("/sign-in", &origin, number).body(Full::from(form))?)
            };
            lanes.push(KeepAlive::connect(portico.pages, ask).await?.expecting(StatusCode::SEE_OTHER));
        }
        load::closed(lanes, bench.time).await
    })?;
    anyhow::ensure!(outcome.refused == 0, "{} sign-ins were refused", outcome.refused);
    report.compare("sign-ins, all cores", outcome.rate(), "/s", BARE)
}

/// Checks a second of one password, one thread a core, with the product's parameters.
fn bare(time: Duration) -> Result<f64> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| anyhow::anyhow!(error.to_string()))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let made =
        argon2.hash_password(PASSWORD.as_bytes()).map_err(|error| anyhow::anyhow!(error.to_string()))?;
    let kept = made.to_string();
    let threads = std::thread::available_parallelism().context("cannot count the cores")?.get();
    let start = Instant::now();
    let checked: u64 = std::thread::scope(|scope| {
        let work = || {
            let mut count = 0;
            while start.elapsed() < time {
                let right = PasswordHash::new(&kept)
                    .is_ok_and(|hash| argon2.verify_password(PASSWORD.as_bytes(), &hash).is_ok());
                count += u64::from(right);
            }
            count
        };
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running.into_iter().map(|thread| thread.join().unwrap_or_default()).sum()
    });
    anyhow::ensure!(checked > 0, "argon2id did not verify its own hash");
    Ok(checked as f64 / start.elapsed().as_secs_f64())
}
