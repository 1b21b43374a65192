//! Whether a stranger can find out who is known here: by what is answered, or by how long it takes.
//!
//! At each door, known and unknown are asked for in random order over one connection to one server. (In turns would not do:
//! what one request leaves to the workers slows the next, and the next would always be of the other kind.) Status and bytes
//! must be the same but for what was typed. Of the times, the AUC is given: the chance that a known one took longer than an
//! unknown one. 0.5 is no difference at all, and 0.50 ± 0.02 is what is promised.
//!
//! An AUC of samples is near the true one and not the same, so what is decided by is its interval of 99 % confidence: the case passes
//! when all of it is within the promise. That errs on the stranger's side: of a door that keeps the promise barely, chance fails some runs;
//! of one that breaks it, chance passes one run in two hundred at most. Where there is no difference at all, as there should be none,
//! the interval is 0.0074 to each side, and chance fails one run in seventy thousand.
//!
//! The product's own limits stand. Each request comes from a place of its own, as from a stranger who rents a botnet, and there
//! are accounts enough that none is asked for more often than its limit allows.

mod auc;
mod probe;
mod stock;

use crate::portico::Portico;
use crate::report::Report;
use crate::stock::Stock;
use crate::{Bench, say};
use anyhow::{Result, ensure};
use probe::{Probe, Question};
use rand::seq::SliceRandom as _;

/// How far from 0.5 the AUC may be.
const TOLERANCE: f64 = 0.02;
/// Asked for of each kind. Signing in costs 16 ms of a core whoever asks, so that door takes ten minutes.
const SAMPLES: usize = 20_000;
/// Not counted: connections, caches and the allocator are cold.
const WARM_UP: usize = 200;

pub(crate) fn case(bench: &Bench, report: &mut Report) -> Result<()> {
    bench.runtime.block_on(async {
        let stock = Stock::make(1, false).await?;
        let known = stock::fill(&stock).await?;
        let portico = tokio::task::block_in_place(|| {
            let portico = Portico::serve(&stock)?;
            portico.rest()?;
            Ok::<_, anyhow::Error>(portico)
        })?;
        let mut probe = Probe::connect(portico.pages, portico.origin()).await?;
        for (name, question) in [
            ("sign-in", Question::SignIn),
            ("forgot password", Question::Forgot),
            ("invitation's link", Question::OpenInvitation),
            ("accepting an invitation", Question::Accept),
        ] {
            measure(report, &mut probe, &known, (name, question)).await?;
        }
        Ok(())
    })
}

async fn measure(
    report: &mut Report,
    probe: &mut Probe,
    known: &stock::Known,
    (name, question): (&str, Question),
) -> Result<()> {
    let mut order: Vec<bool> = [vec![true; SAMPLES], vec![false; SAMPLES]].concat();
    order.shuffle(&mut rand::rng());
    let mut times = [Vec::with_capacity(SAMPLES), Vec::with_capacity(SAMPLES)];
    let mut asked = [0; 2];
    let mut expected = None;
    let warm_up = (0..WARM_UP).map(|n| n % 2 == 0);
    for (at, is_known) in warm_up.chain(order).enumerate() {
        let nth = &mut asked[usize::from(is_known)];
        let typed = if is_known { known.nth(question, *nth) } else { stock::unknown(question, *nth) };
        *nth += 1;
        let (time, answer) = probe.ask(question, &typed).await?;
        let expected = expected.get_or_insert_with(|| answer.clone());
        ensure!(
            *expected == answer,
            "`{name}` tells known from unknown:\n{answer:?}\nwhere others were answered\n{expected:?}"
        );
        if at >= WARM_UP {
            times[usize::from(is_known)].push(time);
        }
    }
    let status = expected.map_or(0, |answer| answer.status);
    let [unknown, known] = times;
    let auc = auc::auc(&known, &unknown);
    let (least, most) = auc::interval(auc, SAMPLES);
    say(&format!(
        "  {name}: always the same {status}; AUC {auc:.3} ({least:.3} to {most:.3}) over {SAMPLES} known and {SAMPLES} unknown"
    ));
    report.add(format!("{name}, known against unknown"), auc, "AUC");
    report.add(format!("{name}, its 99 % interval from"), least, "AUC");
    report.add(format!("{name}, its 99 % interval to"), most, "AUC");
    report.add(format!("{name}, samples of each"), SAMPLES as f64, "requests");
    ensure!(
        least >= 0.5 - TOLERANCE && most <= 0.5 + TOLERANCE,
        "time may tell known from unknown at `{name}`: AUC {auc:.3}, with 99 % confidence {least:.3} to {most:.3}"
    );
    Ok(())
}
