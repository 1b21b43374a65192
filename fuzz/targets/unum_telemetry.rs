//! Any bytes as the bodies of telemetry requests, one a line, folded from both ends.
#![no_main]

use wire::report::Status;

mod storable;

libfuzzer_sys::fuzz_target!(|bodies: &[u8]| {
    let reports: Vec<Status> = bodies
        .split(|byte| *byte == b'\n')
        .filter_map(|body| wire::unum::decode_status(body).ok())
        .inspect(|status| storable::check(status))
        .collect();
    let merged = |mut older: Status, newer: Status| {
        older.merge(newer);
        older
    };
    let forwards = reports.iter().cloned().reduce(merged);
    let backwards = reports.into_iter().rev().reduce(|newer, older| merged(older, newer));
    assert_eq!(forwards, backwards, "the grouping of reports matters");
});
