//! Whom a router trusts, and whom it says it is.

use crate::identity::Identity;
use anyhow::Context;
use rustls::client::{Resumption, WebPkiServerVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs1KeyDer};
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, client::WantsClientCert};
use std::sync::Arc;

/// The trust anchors of a run, shared by all homes.
#[derive(Debug)]
pub(crate) struct Trust {
    provider: Arc<CryptoProvider>,
    verifier: Arc<WebPkiServerVerifier>,
    /// Without a certificate of the router's own; one for all homes.
    anonymous: Arc<ClientConfig>,
}

impl Trust {
    /// Trusts the certificates in a PEM bundle and nothing else, as `trusted-ca` does. Source: agent protocol 1.4.
    pub(crate) fn in_bundle(pem: &[u8]) -> anyhow::Result<Self> {
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            roots.add(certificate.context("the trusted CA is not readable PEM")?)?;
        }
        anyhow::ensure!(!roots.is_empty(), "the trusted CA holds no certificate");
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let verifier = WebPkiServerVerifier::builder_with_provider(roots.into(), provider.clone()).build()?;
        let anonymous = finished(builder(&provider, &verifier)?.with_no_client_auth());
        Ok(Self { provider, verifier, anonymous })
    }

    /// The TLS settings for a request. A pair of certificate and key that does not fit fails here, on every
    /// request, as it does in the agent.
    pub(crate) fn settings(&self, identity: Option<&Identity>) -> anyhow::Result<Arc<ClientConfig>> {
        let Some(identity) = identity else { return Ok(self.anonymous.clone()) };
        if let Some(settings) = identity.tls.get() {
            return Ok(settings.clone());
        }
        let pem = identity.pem().as_bytes();
        let chain = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>()?;
        let key = PrivateKeyDer::Pkcs1(PrivatePkcs1KeyDer::from_pem_slice(pem)?);
        let settings = builder(&self.provider, &self.verifier)?.with_client_auth_cert(chain, key)?;
        Ok(identity.tls.get_or_init(|| finished(settings)).clone())
    }
}

fn builder(
    provider: &Arc<CryptoProvider>,
    verifier: &Arc<WebPkiServerVerifier>,
) -> anyhow::Result<ConfigBuilder<ClientConfig, WantsClientCert>> {
    Ok(ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()?
        .with_webpki_verifier(verifier.clone()))
}

/// No session is ever resumed: every request of the agent is a full handshake. Source: agent protocol 1.1.
fn finished(mut settings: ClientConfig) -> Arc<ClientConfig> {
    settings.resumption = Resumption::disabled();
    settings.alpn_protocols = vec![b"http/1.1".to_vec()];
    Arc::new(settings)
}
