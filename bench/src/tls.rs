//! TLS as routers speak it: full handshakes, with a client certificate.

use crate::http::{Asked, KeepAlive};
use crate::load::{Answer, Lane};
use anyhow::{Context, Result};
use rustls::client::Resumption;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName};
use rustls::server::{NoServerSessionStorage, WebPkiClientVerifier};
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use tokio::net::{TcpSocket, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use web::device::ca::Ca;

fn roots(pem: &str) -> Result<Arc<RootCertStore>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(pem.as_bytes())?)?;
    Ok(Arc::new(roots))
}

fn provider() -> Arc<rustls::crypto::CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

/// A router's side: it trusts `ca` alone, shows its certificate and resumes nothing.
pub(crate) fn client(ca: &str, identity: &str) -> Result<Arc<ClientConfig>> {
    let chain = CertificateDer::pem_slice_iter(identity.as_bytes()).collect::<Result<Vec<_>, _>>()?;
    let key = PrivateKeyDer::from_pem_slice(identity.as_bytes())?;
    let config = ClientConfig::builder_with_provider(provider()).with_safe_default_protocol_versions()?;
    let mut config = config.with_root_certificates(roots(ca)?).with_client_auth_cert(chain, key)?;
    config.resumption = Resumption::disabled();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// The no-op server's side, from the same authority: asks for a client certificate and checks it, as the library offers it.
pub(crate) fn server(data: &Path) -> Result<Arc<ServerConfig>> {
    let now = care::db::Clock::system().now();
    let ca = Ca::open_or_create(&data.join("ca"), now)?;
    let own = ca.server_certificate(&[], now)?;
    let chain = own.chain.into_iter().map(CertificateDer::from).collect();
    let verifier = WebPkiClientVerifier::builder_with_provider(roots(ca.certificate_pem())?, provider());
    let verifier = verifier.allow_unauthenticated().build()?;
    let config = ServerConfig::builder_with_provider(provider()).with_safe_default_protocol_versions()?;
    let config = config.with_client_cert_verifier(verifier);
    let mut config = config.with_single_cert(chain, PrivatePkcs8KeyDer::from(own.key).into())?;
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// Connects from a loopback address of this lane's own: one address would run out of ports.
pub(crate) async fn dial(
    address: SocketAddr,
    lane: u8,
    config: Arc<ClientConfig>,
) -> Result<TlsStream<TcpStream>> {
    let socket = TcpSocket::new_v4()?;
    socket.bind((Ipv4Addr::new(127, 2, 0, lane), 0).into())?;
    let stream = socket.connect(address).await.with_context(|| format!("nobody listens on {address}"))?;
    stream.set_nodelay(true)?;
    let name = ServerName::try_from("localhost")?;
    TlsConnector::from(config).connect(name, stream).await.context("no TLS session")
}

/// A lane that connects anew for every request, as the agent does.
pub(crate) struct Fresh<F> {
    /// Whom it calls.
    pub(crate) address: SocketAddr,
    /// Its number, which decides from where it calls.
    pub(crate) lane: u8,
    /// As whom it calls.
    pub(crate) config: Arc<ClientConfig>,
    /// Makes each request.
    pub(crate) ask: F,
}

impl<F: FnMut() -> Result<Asked> + Send + 'static> Lane for Fresh<F> {
    async fn call(&mut self) -> Result<Answer> {
        let stream = dial(self.address, self.lane, self.config.clone()).await?;
        let mut asked = Some((self.ask)()?);
        KeepAlive::over(stream, move || asked.take().context("one request a connection")).await?.call().await
    }
}
