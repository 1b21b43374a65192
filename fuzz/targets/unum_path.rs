//! Any text as the method and target of a request, with a space between them.
#![no_main]

use wire::unum::Endpoint;

libfuzzer_sys::fuzz_target!(|line: &str| {
    let (method, target) = line.split_once(' ').unwrap_or(("GET", line));
    if let Some(endpoint) = Endpoint::parse(method, target) {
        let written = endpoint.to_string();
        assert!(written.eq_ignore_ascii_case(target), "{target} was read as {written}");
        assert_eq!(Endpoint::parse(endpoint.method(), &written), Some(endpoint));
    }
});
