//! Requests and answers as values, before they become bytes.

use crate::identity::Identity;
use std::future::Future;
use std::sync::Arc;

/// The request methods of the agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Put,
    Post,
}

/// Which headers a request carries, in the agent's order. There are no others, not even a `User-Agent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Headers {
    /// `Accept: */*` and no body. Source: captures/01, 02, 42.
    Plain,
    /// `Accept: application/json` and no body. Source: captures/50.
    AsksJson,
    /// A JSON body. Source: captures/04, 10, 22.
    Json,
    /// A compressed JSON body. Source: captures/23.
    GzipJson,
    /// A body of bytes. Source: captures/41.
    Bytes,
    /// A compressed body of bytes. Judgement: as 23 and 41 together; no capture shows it.
    GzipBytes,
    /// Bytes under libcurl's default type. Source: captures/51.
    FormAsksJson,
    /// The same from a caller that accepts anything. Source: captures/54.
    Form,
}

/// One request of one router.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) headers: Headers,
    pub(crate) body: Vec<u8>,
    /// Offered in the handshake. None before provisioning and for the certificate request itself.
    pub(crate) identity: Option<Arc<Identity>>,
}

/// An answer, whatever its status.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// Any 2xx is a success. Source: agent protocol 1.3.
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// The other end of the line: the real server over TLS, or a script in a test.
pub(crate) trait Cloud: Send + Sync + 'static {
    /// One attempt. An error means that no HTTP answer came.
    fn exchange(&self, call: &Call) -> impl Future<Output = anyhow::Result<Reply>> + Send;
}
