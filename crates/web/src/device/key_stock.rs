//! RSA keys for routers, made ahead of time.
//!
//! The server makes a router's key pair (agent protocol 3.4), and one RSA-2048 pair costs tenths of a second of a core. So
//! keys are made in the background and a request only takes one. When a whole fleet arrives at once the shelf runs empty,
//! and the door answers 503: the agent comes back within half a minute by itself.

#[cfg(test)]
mod tests;

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa;
use aws_lc_rs::signature::KeyPair as _;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use x509_parser::der_parser::der::parse_der;

/// An RSA-2048 key pair in the forms that routers read. Never printed.
#[derive(Clone)]
pub struct RsaKey {
    pkcs1: Vec<u8>,
    public: Vec<u8>,
}

/// The system could not make a key: no randomness, or no memory.
#[derive(Debug, thiserror::Error)]
#[error("an RSA key could not be made")]
pub struct NoKey;

impl RsaKey {
    /// Makes a key. Takes tenths of a second, so not on a thread that others wait for.
    ///
    /// # Errors
    /// [`NoKey`], which no input causes.
    pub fn generate() -> Result<RsaKey, NoKey> {
        let pair = rsa::KeyPair::generate(rsa::KeySize::Rsa2048).map_err(|_| NoKey)?;
        let pkcs8: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| NoKey)?;
        let pkcs1 = pkcs1_inside(pkcs8.as_ref()).ok_or(NoKey)?;
        Ok(RsaKey { pkcs1, public: pair.public_key().as_ref().to_vec() })
    }

    /// The key as PKCS#1 in DER.
    pub fn pkcs1_der(&self) -> &[u8] {
        &self.pkcs1
    }

    /// The key as PKCS#1 in PEM, the only form that the agent finds (agent protocol 3.4).
    pub fn pkcs1_pem(&self) -> String {
        let unix_lines = pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF);
        pem::encode_config(&pem::Pem::new("RSA PRIVATE KEY", self.pkcs1.as_slice()), unix_lines)
    }
}

impl std::fmt::Debug for RsaKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RsaKey").finish_non_exhaustive()
    }
}

impl rcgen::PublicKeyData for RsaKey {
    fn der_bytes(&self) -> &[u8] {
        &self.public
    }

    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        &rcgen::PKCS_RSA_SHA256
    }
}

/// PKCS#8 is `SEQUENCE { version, algorithm, OCTET STRING }`, and the octets of an RSA key are its PKCS#1 form (RFC 5208,
/// RFC 8017).
fn pkcs1_inside(pkcs8: &[u8]) -> Option<Vec<u8>> {
    let (_, key) = parse_der(pkcs8).ok()?;
    Some(key.as_sequence().ok()?.get(2)?.as_slice().ok()?.to_vec())
}

/// A bounded stock of fresh keys. Clones share it.
#[derive(Clone, Debug)]
pub struct KeyStock(Source);

#[derive(Clone, Debug)]
enum Source {
    Shelf(Arc<Mutex<mpsc::Receiver<RsaKey>>>),
    Always(Arc<RsaKey>),
}

impl KeyStock {
    /// Starts filling a stock of `capacity` keys, and refills it after each [`take`](Self::take) until `stop`. One core is
    /// left to the requests, and every maker rests as long as it worked, so that a newcomer fleet cannot slow the homes
    /// that are online.
    ///
    /// Must be called on the Tokio runtime.
    pub fn fill(capacity: NonZeroUsize, stop: CancellationToken) -> KeyStock {
        let (shelf, keys) = mpsc::channel(capacity.get());
        let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        for _ in 0..cores.saturating_sub(1).max(1) {
            let (shelf, stop) = (shelf.clone(), stop.clone());
            tokio::spawn(async move { stop.run_until_cancelled(make_keys(shelf)).await });
        }
        KeyStock(Source::Shelf(Arc::new(Mutex::new(keys))))
    }

    /// A stock that hands out the same key for ever: for tests and the demo, where keys guard nothing.
    pub fn shared(key: RsaKey) -> KeyStock {
        KeyStock(Source::Always(Arc::new(key)))
    }

    /// Takes a key that nobody else gets, or `None` while the stock is empty: say "try again later" then.
    pub fn take(&self) -> Option<RsaKey> {
        match &self.0 {
            Source::Shelf(keys) => keys.lock().unwrap_or_else(PoisonError::into_inner).try_recv().ok(),
            Source::Always(key) => Some(key.as_ref().clone()),
        }
    }
}

/// Fills each free place on the shelf, until nobody is left to take.
async fn make_keys(shelf: mpsc::Sender<RsaKey>) {
    while let Ok(place) = shelf.reserve().await {
        let started = Instant::now();
        match tokio::task::spawn_blocking(RsaKey::generate).await {
            Ok(Ok(key)) => {
                place.send(key);
                tokio::time::sleep(started.elapsed()).await;
            }
            Ok(Err(error)) => {
                tracing::error!(%error, "no key for a router's certificate");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            // The runtime is shutting down.
            Err(_) => return,
        }
    }
}
