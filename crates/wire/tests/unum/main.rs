//! The agent protocol, held against captures of a real agent and against input that no agent would send.
#![expect(clippy::unwrap_used, reason = "a test whose input cannot be read has to fail there")]

mod captures;
mod fixture;
mod generate;
mod laws;
mod paths;
mod settings_seen;
