//! The key that says to push services who we are (VAPID, RFC 8292).

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;
use web_push_native::p256::SecretKey;
use web_push_native::p256::elliptic_curve::sec1::ToEncodedPoint as _;
use web_push_native::p256::pkcs8::EncodePrivateKey as _;

use crate::link::keyed;
use crate::problem::{Problem, Result};

/// A pair of keys of P-256. `Debug` hides it.
#[derive(Clone)]
pub struct Key {
    signing: EncodingKey,
    public: String,
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// What is signed for a push service.
#[derive(Serialize)]
struct Claims<'a> {
    aud: &'a str,
    exp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    sub: Option<&'a str>,
}

impl Key {
    /// Made from a secret of the service's that lasts: browsers subscribe to this very key. None where that makes no key, which
    /// of a good secret is not to be expected.
    pub fn derived(secret: &[u8]) -> Option<Key> {
        // One seed in 2^32 is no number below the order of the curve.
        let key = (0..4)
            .find_map(|n| SecretKey::from_slice(&keyed(secret, &[b"portico web push 1", &[n]])).ok())?;
        let public = URL_SAFE_NO_PAD.encode(key.public_key().to_encoded_point(false));
        let signing = EncodingKey::from_ec_der(key.to_pkcs8_der().ok()?.as_bytes());
        Some(Key { signing, public })
    }

    /// The public one in unpadded base64url, an uncompressed point: the `applicationServerKey` that browsers subscribe with.
    pub fn public(&self) -> &str {
        &self.public
    }

    /// The `Authorization` for a push service of this origin, good until a time in seconds; `contact` is where its operators reach
    /// ours, an address that begins with `https:` or `mailto:`.
    pub(super) fn authorization(&self, origin: &str, until: i64, contact: Option<&str>) -> Result<String> {
        let claims = Claims { aud: origin, exp: until, sub: contact };
        let token = jsonwebtoken::encode(&Header::new(Algorithm::ES256), &claims, &self.signing);
        Ok(format!("vapid t={}, k={}", token.map_err(Problem::broken)?, self.public))
    }
}
