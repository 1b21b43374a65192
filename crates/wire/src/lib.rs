//! Router protocols as pure codecs: bytes in, neutral types out, and replies back to bytes.
//!
//! Nothing here reads a socket, a clock or a database, so every function can be given any bytes at all and be fuzzed.
//!
//! * [`report`] is what a router says about itself and its home, in words that fit a router of any protocol.
//! * [`unum`] is the agent protocol: it reads posts into [`report`] types and writes the replies.
//!
//! Nothing above this crate knows a protocol's keys or paths. A second protocol becomes a second folder beside
//! [`unum`] that gives the same [`report`] types.
//!
//! Two promises hold for every decoder:
//!
//! 1. **A wrong key costs that key and never the report.** Routers in the field cannot be mended from here.
//! 2. **What comes out can be stored.** Text is trimmed, bounded and without control characters (PostgreSQL refuses
//!    a NUL), whole numbers fit a signed 64-bit column, addresses are parsed and written in one form.

mod mac;
mod malformed;
pub mod report;
pub mod unum;

pub use mac::Mac;
pub use malformed::Malformed;
