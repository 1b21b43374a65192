//! The reply that gives a router its identity. Source: agent protocol 3.4; captures/02.

use std::fmt;

use crate::Malformed;

const CERTIFICATE: (&str, &str) = ("-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----");
const KEY: (&str, &str) = ("-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----");

/// A certificate chain and its private key as the PEM text that an agent can take apart.
///
/// The agent searches for the marks and stores what is between them unread, so a text that it cannot use takes the
/// router off line for good. Only the framing is checked here: whether the key fits is known where it is made.
/// It finds a key in PKCS#1 (`RSA PRIVATE KEY`) only; PKCS#8 and elliptic curves do not exist for it.
#[derive(Clone, PartialEq, Eq)]
pub struct CertificateReply(String);

impl CertificateReply {
    /// Checks that an agent finds one or more certificates and exactly one PKCS#1 key in `pem`, in either order.
    ///
    /// # Errors
    ///
    /// [`Malformed::Certificate`] with what the agent would miss.
    pub fn new(pem: String) -> Result<Self, Malformed> {
        let certificates = span(&pem, CERTIFICATE).ok_or(Malformed::Certificate("no whole certificate"))?;
        let key = span(&pem, KEY).ok_or(Malformed::Certificate("no whole PKCS#1 RSA key"))?;
        if pem.matches(KEY.0).count() != 1 || pem.matches(KEY.1).count() != 1 {
            return Err(Malformed::Certificate("more than one key"));
        }
        if pem.matches(CERTIFICATE.0).count() != pem.matches(CERTIFICATE.1).count() {
            return Err(Malformed::Certificate("a certificate without its begin or end"));
        }
        // The agent takes everything from the first begin to the last end, a key in between included.
        if key.start < certificates.end && certificates.start < key.end {
            return Err(Malformed::Certificate("the key stands among the certificates"));
        }
        Ok(Self(pem))
    }

    /// The body of the reply.
    pub fn into_body(self) -> String {
        self.0
    }
}

/// From the first begin mark to the end of the last end mark.
fn span(pem: &str, (begin, end): (&str, &str)) -> Option<std::ops::Range<usize>> {
    let start = pem.find(begin)?;
    let stop = pem.rfind(end)?;
    (start + begin.len() <= stop).then_some(start..stop + end.len())
}

/// Without the key, so that it cannot slip into a log.
impl fmt::Debug for CertificateReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CertificateReply(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n";
    const RSA: &str = "-----BEGIN RSA PRIVATE KEY-----\nAA==\n-----END RSA PRIVATE KEY-----\n";

    fn check(parts: &[&str]) -> Result<CertificateReply, String> {
        CertificateReply::new(parts.concat()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_chain_and_its_key_are_found_in_either_order() {
        assert!(check(&[ONE, RSA]).is_ok());
        assert!(check(&[RSA, ONE, ONE]).is_ok());
    }

    #[test]
    fn a_key_in_pkcs8_is_refused_because_agents_do_not_see_it() {
        let pkcs8 = RSA.replace("RSA PRIVATE", "PRIVATE");
        assert!(check(&[ONE, &pkcs8]).unwrap_err().contains("no whole PKCS#1 RSA key"));
    }

    #[test]
    fn what_would_leave_a_router_with_broken_files_is_refused() {
        assert!(check(&[RSA]).unwrap_err().contains("no whole certificate"));
        assert!(check(&[ONE, RSA, RSA]).unwrap_err().contains("more than one key"));
        assert!(
            check(&[ONE, "-----BEGIN RSA PRIVATE KEY-----\n", RSA])
                .unwrap_err()
                .contains("more than one key")
        );
        assert!(check(&[ONE, RSA, ONE]).unwrap_err().contains("among the certificates"));
        assert!(
            check(&[ONE, "-----BEGIN CERTIFICATE-----\n", RSA])
                .unwrap_err()
                .contains("without its begin or end")
        );
        assert!(check(&["-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\n", RSA]).is_err());
    }

    #[test]
    fn a_key_never_shows_in_a_log() {
        assert_eq!(format!("{:?}", check(&[ONE, RSA]).unwrap()), "CertificateReply(..)");
    }
}
