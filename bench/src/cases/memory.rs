//! Memory, idle and with ten thousand homes that report as real ones do: a fresh connection each time.

use crate::portico::{Portico, binary};
use crate::process::Server;
use crate::report::Report;
use crate::{Bench, HOMES, say};
use anyhow::Result;
use std::process::Command;
use std::time::Instant;

const IDLE: &str = "memory, idle";
/// Homes switched on in a second.
const RAMP: u32 = 250;
/// Lines of the simulator to wait for when all homes are on; one comes every five seconds.
const SETTLED: u32 = 6;

pub(crate) fn case(bench: &Bench, report: &mut Report) -> Result<()> {
    let stock = bench.stock()?;
    let portico = Portico::serve(stock)?;
    portico.rest()?;
    report.add(IDLE, portico.server.memory()?, "MiB");
    let mut command = Command::new(binary()?);
    command.args(["simulate", "--homes", &HOMES.to_string(), "--ramp", &RAMP.to_string()]);
    command.arg("--server").arg(format!("https://localhost:{}", portico.routers.port()));
    command.arg("--ca").arg(stock.data().join("ca/ca.pem")).arg("--state").arg(stock.homes());
    let mut homes = Server::start(&mut command)?;
    homes.after(&format!("of {HOMES} started"))?;
    let (begun, before) = (Instant::now(), portico.server.cpu()?);
    let mut most = 0.0_f64;
    let mut said = String::new();
    for _ in 0..SETTLED {
        said = homes.after(&format!("of {HOMES} started; "))?;
        most = most.max(portico.server.memory()?);
    }
    let used = (portico.server.cpu()? - before).as_secs_f64() / begun.elapsed().as_secs_f64();
    say(&format!("  the homes say: {said}"));
    report.compare("memory, 10,000 homes", most, "MiB", IDLE)?;
    report.add("cores in use, 10,000 homes", used, "cores");
    Ok(())
}
