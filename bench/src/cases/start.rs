//! How long a start takes, from the command to ready.

use crate::portico::Portico;
use crate::report::Report;
use crate::stock::Stock;
use crate::{Bench, HOMES};
use anyhow::Result;
use std::time::Instant;

const MANY: usize = 100_000;
const TIMES: usize = 5;
const FEW_NAME: &str = "start with 10,000 customers";

pub(crate) fn case(bench: &Bench, report: &mut Report) -> Result<()> {
    debug_assert_eq!(HOMES, 10_000, "the row's name says so");
    report.add(FEW_NAME, median(bench.stock()?)?, "ms");
    let stock = bench.runtime.block_on(Stock::make(MANY, false))?;
    report.compare("start with 100,000 customers", median(&stock)?, "ms", FEW_NAME)
}

fn median(stock: &Stock) -> Result<f64> {
    let mut times = [0.0; TIMES];
    for time in &mut times {
        let begun = Instant::now();
        let portico = Portico::serve(stock)?;
        *time = begun.elapsed().as_secs_f64() * 1000.0;
        drop(portico);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[TIMES / 2])
}
