//! Any bytes as the body of a radios request.
#![no_main]

mod storable;

libfuzzer_sys::fuzz_target!(|body: &[u8]| {
    if let Ok(wifi) = wire::unum::decode_wifi(body) {
        storable::check(wifi);
    }
});
