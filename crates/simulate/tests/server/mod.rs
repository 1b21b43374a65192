//! A tiny server for routers, over TLS on the loopback, that answers by a script.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, PKCS_RSA_SHA256};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// A request as it came in.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// `PUT activate`: the method and what stands after the MAC.
    pub(crate) what: String,
    /// The MAC in the path.
    pub(crate) mac: Option<String>,
    /// The common name in the client's certificate.
    pub(crate) name: Option<String>,
    /// Which connection it came on, counted from 1.
    pub(crate) connection: usize,
    /// From where.
    pub(crate) from: SocketAddr,
    pub(crate) body: Vec<u8>,
}

/// Status for a request, given how many of its kind came before; none is the usual answer.
pub(crate) type Rule = fn(what: &str, before: usize) -> Option<u16>;

/// A running server. It ends with the test's runtime.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) ca_pem: String,
    pub(crate) requests: UnboundedReceiver<Seen>,
}

struct Authority {
    issuer: Issuer<'static, KeyPair>,
    /// One pair for all routers: making RSA keys is slow.
    router_key: KeyPair,
}

impl Authority {
    /// A certificate for `mac` and its key in PKCS#1, as routers want it.
    fn issue(&self, mac: &str) -> String {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, mac);
        let certificate = params.signed_by(&self.router_key, &self.issuer).unwrap();
        // PKCS#8 of a 2048-bit RSA key is 26 bytes of frame around PKCS#1.
        let pkcs8 = self.router_key.serialize_der();
        let key = STANDARD.encode(&pkcs8[26..]);
        let key: Vec<&str> =
            key.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
        let key = key.join("\n");
        format!(
            "{}-----BEGIN RSA PRIVATE KEY-----\n{key}\n-----END RSA PRIVATE KEY-----\n",
            certificate.pem()
        )
    }
}

impl Server {
    pub(crate) async fn start(rule: Rule) -> Self {
        let ca_key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let ca = params.self_signed(&ca_key).unwrap();
        let issuer = Issuer::new(params, ca_key);
        let router_key = KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap();

        let key = KeyPair::generate().unwrap();
        let own = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(ca.der().clone()).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let clients = WebPkiClientVerifier::builder_with_provider(roots.into(), provider.clone());
        let clients = clients.allow_unauthenticated().build().unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_client_cert_verifier(clients)
            .with_single_cert(vec![own.der().clone()], key)
            .unwrap();

        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, requests) = unbounded_channel();
        let door = Door {
            acceptor: TlsAcceptor::from(Arc::new(config)),
            authority: Arc::new(Authority { issuer, router_key }),
            rule,
            told: Arc::default(),
            connections: Arc::default(),
            sender,
        };
        tokio::spawn(door.open(listener));
        Self { address, ca_pem: ca.pem(), requests }
    }

    /// Waits until `enough` says that what came so far will do, and gives it.
    pub(crate) async fn wait_for(&mut self, enough: impl Fn(&[Seen]) -> bool) -> Vec<Seen> {
        let mut seen = Vec::new();
        while !enough(&seen) {
            seen.push(self.requests.recv().await.expect("the server runs"));
        }
        seen
    }
}

#[derive(Clone)]
struct Door {
    acceptor: TlsAcceptor,
    authority: Arc<Authority>,
    rule: Rule,
    told: Arc<std::sync::Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
    sender: UnboundedSender<Seen>,
}

impl Door {
    async fn open(self, listener: TcpListener) {
        while let Ok((tcp, from)) = listener.accept().await {
            // Else an answer waits behind the handshake's last packets for the client's delayed acknowledgement.
            tcp.set_nodelay(true).unwrap();
            let door = self.clone();
            let connection = self.connections.fetch_add(1, Relaxed) + 1;
            tokio::spawn(async move {
                let Ok(mut stream) = door.acceptor.accept(tcp).await else { return };
                while let Some((head, body)) = request(&mut stream).await {
                    let answer = door.answer(&stream, connection, from, &head, body);
                    if stream.write_all(answer.as_bytes()).await.is_err() {
                        return;
                    }
                }
            });
        }
    }

    fn answer(
        &self,
        stream: &TlsStream<tokio::net::TcpStream>,
        connection: usize,
        from: SocketAddr,
        head: &str,
        body: Vec<u8>,
    ) -> String {
        let mut words = head.split(' ');
        let (method, path) = (words.next().unwrap(), words.next().unwrap());
        let (mac, rest) = match path.strip_prefix("/v3/unums/").and_then(|rest| rest.split_once('/')) {
            Some((mac, rest)) => (Some(mac.to_owned()), rest),
            None => (None, path),
        };
        let what = format!("{method} {rest}");
        let before = {
            let mut told = self.told.lock().unwrap();
            told.push(what.clone());
            told.iter().filter(|told| **told == what).count() - 1
        };
        let status = (self.rule)(&what, before).unwrap_or(200);
        let text = match (status, what.as_str()) {
            (200, "GET /time") => unix_time().to_string(),
            (200, "GET certificate") => self.authority.issue(mac.as_deref().unwrap()),
            _ => "{}".to_owned(),
        };
        let name = stream.get_ref().1.peer_certificates().map(|chain| common_name(&chain[0]));
        self.sender.send(Seen { what, mac, name, connection, from, body }).ok();
        format!("HTTP/1.1 {status} Whatever\r\nContent-Length: {}\r\n\r\n{text}", text.len())
    }
}

/// One request: its head and its body.
async fn request(stream: &mut TlsStream<tokio::net::TcpStream>) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    loop {
        if let Some(end) = bytes.windows(4).position(|four: &[u8]| four == b"\r\n\r\n") {
            let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
            let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
            let length: usize = length.map_or(0, |length| length.parse().unwrap());
            if bytes.len() >= end + 4 + length {
                return Some((head, bytes[end + 4..end + 4 + length].to_vec()));
            }
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}

/// The MAC in a router's certificate: the text after the object identifier of the common name (2.5.4.3). The
/// issuer's name has no MAC, so the last one is the subject's.
fn common_name(der: &[u8]) -> String {
    let at = der.windows(3).rposition(|three| three == [0x55, 0x04, 0x03]).unwrap();
    String::from_utf8(der[at + 5..at + 5 + 17].to_vec()).unwrap()
}

#[expect(clippy::disallowed_methods, reason = "routers compare it with the machine's clock")]
fn unix_time() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs()
}
