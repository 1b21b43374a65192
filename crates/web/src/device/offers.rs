//! What routers may ask of us: their configuration, a command's details, how to measure the line, new firmware.

use axum::extract::Path;
use axum::http::StatusCode;

use super::answer::Refused;
use super::who::{ByRouter, Claimed};
use crate::may::Public;

/// There is none. Routers ask for these only when a command told them to, and drop the command at this answer.
/// Source: agent protocol 8 to 10; captures/42, 50, 60 and 65.
pub(super) async fn nothing(_: ByRouter) -> StatusCode {
    StatusCode::NOT_FOUND
}

/// There is no other firmware than the one it has. Any version that differs from its own would be flashed, so this word is
/// all that is said. The updater asks without a certificate. Source: agent protocol 11.
pub(super) async fn firmware(
    _: Public,
    _: Claimed,
    Path((_, firmware)): Path<(String, String)>,
) -> Result<&'static str, Refused> {
    match firmware.strip_suffix("_firmware") {
        Some(product) if !product.is_empty() => Ok("UNKNOWN\n"),
        _ => Err(Refused::Bare(StatusCode::NOT_FOUND)),
    }
}
