//! What routers send, limited in size before and after it is unpacked.

use std::io::Read as _;
use std::sync::Arc;

use axum::body::{Bytes, HttpBody as _};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use care::Problem;
use flate2::read::GzDecoder;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use tokio::sync::OwnedSemaphorePermit;

use super::answer::Refused;
use crate::app::App;
use crate::guard::ROUTER_BYTES;

/// A body as the router meant it: unpacked when it came packed. Its content type is not looked at, since agents send JSON as
/// form data. Source: agent protocol 1.1 and 1.5.
///
/// While it is there it holds its share of the memory that all bodies may take together.
#[derive(Debug)]
pub(crate) struct Sent(pub(super) Bytes, pub(super) OwnedSemaphorePermit);

/// The same for what is never large: a router's start and its status.
#[derive(Debug)]
pub(crate) struct Brief(pub(super) Bytes);

/// A status has some hundred bytes. Source: captures/10 to 14.
const BRIEF_BYTES: usize = 64 * 1024;
/// What all bodies may take together, in KiB. When it is taken, routers are told to come back.
pub(crate) const BODIES_KIB: usize = 96 * 1024;

impl FromRequest<App> for Sent {
    type Rejection = Refused;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refused> {
        read(request, app, ROUTER_BYTES).await.map(|(body, share)| Sent(body, share))
    }
}

impl FromRequest<App> for Brief {
    type Rejection = Refused;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refused> {
        read(request, app, BRIEF_BYTES).await.map(|(body, _)| Brief(body))
    }
}

async fn read(request: Request, app: &App, most: usize) -> Result<(Bytes, OwnedSemaphorePermit), Refused> {
    let packed = is_packed(request.headers())?;
    let body = request.into_body();
    // What says that it is too large need not be read.
    if body.size_hint().lower() > most as u64 {
        return Err(too_large());
    }
    // A body whose size is not said, and a packed one, may come to be as large as any.
    let expected = match body.size_hint().exact() {
        Some(size) if !packed => usize::try_from(size).unwrap_or(most),
        _ => most,
    };
    let kib = u32::try_from(expected / 1024 + 1).map_err(Problem::broken)?;
    let share = Arc::clone(&app.bodies).try_acquire_many_owned(kib).map_err(|_| Problem::Busy)?;
    let body = Limited::new(body, most).collect().await.map_err(|error| {
        // Otherwise the router went away in the middle, and hears nothing.
        if error.is::<LengthLimitError>() { too_large() } else { Refused::Bare(StatusCode::REQUEST_TIMEOUT) }
    })?;
    let body = body.to_bytes();
    if !packed {
        return Ok((body, share));
    }
    let unpacked = tokio::task::spawn_blocking(move || unpack(&body, most));
    unpacked.await.map_err(Problem::broken)?.map(|body| (body.into(), share))
}

fn too_large() -> Refused {
    Refused::Bare(StatusCode::PAYLOAD_TOO_LARGE)
}

fn is_packed(headers: &HeaderMap) -> Result<bool, Refused> {
    let Some(coding) = headers.get(header::CONTENT_ENCODING) else { return Ok(false) };
    match coding.as_bytes() {
        coding if coding.eq_ignore_ascii_case(b"gzip") => Ok(true),
        coding if coding.eq_ignore_ascii_case(b"identity") => Ok(false),
        _ => Err(Refused::Bare(StatusCode::UNSUPPORTED_MEDIA_TYPE)),
    }
}

/// Unpacks gzip, but never more than `most` bytes: a kilobyte may stand for a megabyte of zeros.
fn unpack(packed: &[u8], most: usize) -> Result<Vec<u8>, Refused> {
    let mut body = Vec::new();
    match GzDecoder::new(packed).take(most as u64 + 1).read_to_end(&mut body) {
        Ok(_) if body.len() > most => Err(too_large()),
        Ok(_) => Ok(body),
        Err(error) => {
            tracing::debug!(%error, "a compressed body could not be unpacked");
            Err(Refused::Bare(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn pack(body: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    }

    fn refused(packed: &[u8], most: usize) -> StatusCode {
        match unpack(packed, most) {
            Err(Refused::Bare(status)) => status,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_fits_to_the_byte_is_unpacked_and_one_byte_more_is_refused() {
        let packed = pack(&[b'a'; 1000]);
        assert_eq!(unpack(&packed, 1000).unwrap(), [b'a'; 1000]);
        assert_eq!(refused(&packed, 999), StatusCode::PAYLOAD_TOO_LARGE);
    }

    #[test]
    fn a_cut_or_damaged_body_is_refused() {
        let packed = pack(b"a body that is whole");
        assert_eq!(refused(&packed[..packed.len() - 9], 1000), StatusCode::UNPROCESSABLE_ENTITY);
        let mut damaged = packed;
        let last = damaged.len() - 5;
        damaged[last] ^= 1;
        assert_eq!(refused(&damaged, 1000), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused(b"{}", 1000), StatusCode::UNPROCESSABLE_ENTITY);
    }
}
