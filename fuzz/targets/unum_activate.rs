//! Any bytes as the body of an activate request.
#![no_main]

mod storable;

libfuzzer_sys::fuzz_target!(|body: &[u8]| {
    if let Ok(start) = wire::unum::decode_start(body) {
        storable::check(start);
    }
});
