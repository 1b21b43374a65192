//! The TLS side of the two listeners: what they show, and what they make of a peer's certificate.

mod possession;
#[cfg(test)]
pub(crate) mod tests;

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::NoServerSessionStorage;
use web::device::ca::ServerCertificate;

use possession::Possession;

/// A certificate chain, leaf first, and its private key.
pub(crate) struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

impl Identity {
    /// Reads an operator's own certificate (PEM, the whole chain) and key (PEM: PKCS#8, PKCS#1 or SEC1).
    ///
    /// # Errors
    /// Names the file that is missing, or does not hold what it should.
    pub(crate) fn from_files(certificate: &Path, key: &Path) -> anyhow::Result<Identity> {
        let read = || CertificateDer::pem_file_iter(certificate)?.collect::<Result<Vec<_>, _>>();
        let chain =
            read().with_context(|| format!("cannot read certificates from {}", certificate.display()))?;
        anyhow::ensure!(!chain.is_empty(), "{} holds no certificate", certificate.display());
        let key = PrivateKeyDer::from_pem_file(key)
            .with_context(|| format!("cannot read a private key from {}", key.display()))?;
        Ok(Identity { chain, key })
    }
}

impl From<ServerCertificate> for Identity {
    fn from(made: ServerCertificate) -> Identity {
        Identity {
            chain: made.chain.into_iter().map(CertificateDer::from).collect(),
            key: PrivatePkcs8KeyDer::from(made.key).into(),
        }
    }
}

/// TLS for the pages: no client certificates.
///
/// # Errors
/// When the key is not that of the certificate.
pub(crate) fn for_pages(identity: Identity) -> anyhow::Result<Arc<ServerConfig>> {
    let config = ServerConfig::builder_with_provider(provider()).with_safe_default_protocol_versions()?;
    finish(config.with_no_client_auth().with_single_cert(identity.chain, identity.key))
}

/// TLS for routers: a client certificate is asked for, not demanded, and only its possession is checked (see
/// [`web::device::peer`]).
///
/// # Errors
/// When the key is not that of the certificate.
pub(crate) fn for_routers(identity: Identity) -> anyhow::Result<Arc<ServerConfig>> {
    let provider = provider();
    let possession = Possession::new(&provider);
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let config = config.with_client_cert_verifier(Arc::new(possession));
    finish(config.with_single_cert(identity.chain, identity.key).map(|mut config| {
        // The agent never resumes a session (agent protocol 1.1); remembering them is work for nothing.
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        config
    }))
}

/// The one crypto provider of the program.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

fn finish(config: Result<ServerConfig, rustls::Error>) -> anyhow::Result<Arc<ServerConfig>> {
    let mut config = config.context("the certificate and the key do not work together")?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
