//! Who is at the routers' door, told by the certificate it offered.
//!
//! The TLS listener asks for a certificate, checks only that the peer holds its key, and lets everybody in: routers of the
//! dead cloud offer foreign or expired ones for ever, and must reach the one answer (400) that makes them ask for a new one.
//! So chain, dates and name are judged here.

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::parse_x509_certificate;

use super::ca::Ca;

/// The certificate in DER that the peer of a connection offered and proved to hold the key of, if any. The listener puts it
/// into each request's extensions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeerCertificate(pub Option<Vec<u8>>);

/// What a certificate says about a router that claims a MAC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeerVerdict {
    /// None was offered: the router has not been provisioned.
    Absent,
    /// Not a router's certificate of our CA: another cloud's, something self-signed, or no certificate at all.
    Foreign,
    /// Ours, but not valid at this time.
    Expired,
    /// Ours and valid, but another router's.
    OtherMac,
    /// Ours, valid, and this router's. Whether it is the one issued last is for the product to say.
    Good {
        /// SHA-256 of the certificate, as in [`super::ca::Issued::fingerprint`].
        fingerprint: [u8; 32],
    },
}

/// Judges what a peer offered. `mac` is the claimed one in canonical form (lower case, colons), as it was issued.
pub fn judge(peer_der: Option<&[u8]>, ca: &Ca, mac: &str, now: Timestamp) -> PeerVerdict {
    let Some(der) = peer_der else { return PeerVerdict::Absent };
    let Ok(([], certificate)) = parse_x509_certificate(der) else { return PeerVerdict::Foreign };
    if !ca.signed(&certificate) || !is_a_clients(&certificate) {
        return PeerVerdict::Foreign;
    }
    if !is_current(&certificate, now) {
        return PeerVerdict::Expired;
    }
    let mut names = certificate.subject().iter_common_name();
    match (names.next().and_then(|name| name.as_str().ok()), names.next()) {
        (Some(name), None) if name == mac => PeerVerdict::Good { fingerprint: Sha256::digest(der).into() },
        _ => PeerVerdict::OtherMac,
    }
}

/// SHA-256 of a certificate in DER, as in [`super::ca::Issued::fingerprint`], if it is valid at this time; who signed it is
/// not asked.
pub fn fingerprint_if_current(der: &[u8], now: Timestamp) -> Option<[u8; 32]> {
    let ([], certificate) = parse_x509_certificate(der).ok()? else { return None };
    is_current(&certificate, now).then(|| Sha256::digest(der).into())
}

fn is_current(certificate: &X509Certificate<'_>, now: Timestamp) -> bool {
    let validity = certificate.validity();
    (validity.not_before.timestamp()..=validity.not_after.timestamp()).contains(&now.as_second())
}

/// The public key of a certificate, with which the listener checks that its peer holds the private one.
pub struct PublicKey {
    /// The SubjectPublicKeyInfo in DER: the key and its kind.
    pub info: Vec<u8>,
    /// The key alone.
    pub bits: Vec<u8>,
}

/// The public key of any certificate in DER, or `None` when it is no certificate. Reads version 1 and unknown critical
/// extensions too, since it is not the listener that judges.
pub fn public_key(certificate_der: &[u8]) -> Option<PublicKey> {
    let (_, certificate) = parse_x509_certificate(certificate_der).ok()?;
    let key = certificate.public_key();
    Some(PublicKey { info: key.raw.to_vec(), bits: key.subject_public_key.data.to_vec() })
}

/// Our listener's own certificate, signed by the same CA, must not open the door.
fn is_a_clients(certificate: &X509Certificate<'_>) -> bool {
    matches!(certificate.extended_key_usage(), Ok(Some(usage)) if usage.value.client_auth)
}
