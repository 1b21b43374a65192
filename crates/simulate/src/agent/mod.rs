//! What the agent says: one file for each kind of message, types in and bytes out.
//!
//! The order of the fields is the order of the keys on the wire. In tests every type can also be read back, unknown
//! keys refused: a capture that survives the round trip unchanged proves keys, types and order at once.

pub(crate) mod activate;
pub(crate) mod calls;
pub(crate) mod commands;
pub(crate) mod config;
pub(crate) mod devices;
pub(crate) mod firewall;
pub(crate) mod json;
pub(crate) mod neighbours;
pub(crate) mod radios;
pub(crate) mod settings;
pub(crate) mod speedtest;
pub(crate) mod telemetry;

use serde::Serialize;

/// Compact JSON, as release builds send it. Source: agent protocol 1.1.
pub(crate) fn compact(message: &impl Serialize) -> Vec<u8> {
    // Fails only for maps with keys that are no text; no message here has one.
    serde_json::to_vec(message).unwrap_or_default()
}

/// Lower-case hexadecimal, the agent's form of raw bytes.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
