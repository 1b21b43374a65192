//! `portico simulate`.

use std::time::Duration;

use simulate::{Counts, Homes, Mac, Mix, Options, Ramp, Simulation, TrustedCa};
use tokio_util::sync::CancellationToken;

use crate::cli::SimulateArgs;
use crate::say;

/// The first of the simulated MACs.
pub(crate) const FIRST: Mac = Mac([0x60, 0x6c, 0x63, 0x00, 0x00, 0x01]);
/// How often the counts are printed.
const TELL: Duration = Duration::from_secs(5);

pub(crate) async fn run(args: &SimulateArgs) -> anyhow::Result<()> {
    let count = usize::try_from(args.homes.get())?;
    let mut options =
        Options::new(args.server.parse()?, TrustedCa::File(args.ca.clone()), args.state.clone());
    options.homes = Homes::Numbered { first: FIRST, count };
    options.ramp = Ramp { first: 1, within: Duration::ZERO, then_per_second: f64::from(args.ramp.get()) };
    options.mix = Mix::Troubled(0.1);
    let last = options.homes.macs().last().map(ToString::to_string).unwrap_or_default();
    let simulation = Simulation::prepare(options).await?;
    say::line(&format!("{count} homes, {FIRST} to {last}, against {}. Ctrl-C ends.", args.server));
    let progress = simulation.progress();
    let stop = CancellationToken::new();
    let run = tokio::spawn(simulation.run(stop.clone()));
    let interrupted = tokio::signal::ctrl_c();
    tokio::pin!(interrupted);
    loop {
        tokio::select! {
            _ = &mut interrupted => break,
            () = tokio::time::sleep(TELL) => say::line(&told(&progress.counts())),
        }
    }
    stop.cancel();
    say::line(&told(&run.await??));
    Ok(())
}

fn told(it: &Counts) -> String {
    let refused: u64 = it.refused.values().sum();
    let millis = |time: Duration| format!("{:.1}", time.as_secs_f64() * 1e3);
    format!(
        "{} up of {} started; {} sent, {} acknowledged, {refused} refused, {} lost, {} missed; p50 {} ms, p99 {} ms",
        it.up,
        it.started,
        it.sent,
        it.acknowledged,
        it.lost,
        it.missed,
        millis(it.p50),
        millis(it.p99),
    )
}
