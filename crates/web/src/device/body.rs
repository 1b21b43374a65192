//! What routers send, limited in size before and after it is unpacked.

use std::io::Read as _;

use axum::body::{Bytes, HttpBody as _};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use care::Problem;
use flate2::read::GzDecoder;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use super::answer::Refused;
use crate::app::App;
use crate::guard::ROUTER_BYTES;

/// A body as the router meant it: unpacked when it came packed. Its content type is not looked at, since agents send JSON as
/// form data. Source: agent protocol 1.1 and 1.5.
#[derive(Debug)]
pub(crate) struct Sent(pub(super) Bytes);

impl FromRequest<App> for Sent {
    type Rejection = Refused;

    async fn from_request(request: Request, _: &App) -> Result<Self, Refused> {
        let packed = is_packed(request.headers())?;
        let body = request.into_body();
        // What says that it is too large need not be read.
        if body.size_hint().lower() > ROUTER_BYTES as u64 {
            return Err(too_large());
        }
        let body = Limited::new(body, ROUTER_BYTES).collect().await.map_err(|error| {
            // Otherwise the router went away in the middle, and hears nothing.
            if error.is::<LengthLimitError>() {
                too_large()
            } else {
                Refused::Bare(StatusCode::REQUEST_TIMEOUT)
            }
        })?;
        let body = body.to_bytes();
        if !packed {
            return Ok(Sent(body));
        }
        let unpacked = tokio::task::spawn_blocking(move || unpack(&body, ROUTER_BYTES));
        unpacked.await.map_err(Problem::broken)?.map(|body| Sent(body.into()))
    }
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
