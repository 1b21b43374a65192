//! TLS over loopback as routers do it: without a certificate, with ours, and with everything the dead cloud left behind.

use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp};
use rcgen::{CertificateParams, CustomExtension, KeyPair};
use rustls::client::ResolvesClientCert;
use rustls::pki_types::{PrivatePkcs1KeyDer, ServerName};
use rustls::sign::CertifiedKey;
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, RootCertStore, SignatureScheme, SupportedProtocolVersion};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use web::device::ca::{Ca, ROUTER_LIFETIME};
use web::device::key_stock::RsaKey;

use super::*;
use crate::listen::Limits;
use crate::listen::tests::{LAST_GET, SOON, Served, patient, rest, who};

const NOW: Timestamp = Timestamp::constant(1_800_000_000, 0);
const BOTH: [&SupportedProtocolVersion; 2] = [&TLS12, &TLS13];

static CA: LazyLock<Ca> = LazyLock::new(new_ca);
static KEY: LazyLock<RsaKey> = LazyLock::new(|| RsaKey::generate().unwrap());

fn new_ca() -> Ca {
    Ca::open_or_create(tempfile::tempdir().unwrap().path(), NOW).unwrap()
}

async fn routers_door() -> Served {
    let tls = for_routers(CA.server_certificate(&[], NOW).unwrap().into()).unwrap();
    Served::start(Some(tls), Limits { drain: SOON, ..patient() }, who()).await
}

fn issued_by(ca: &Ca, not_before: Timestamp, lifetime: SignedDuration) -> Identity {
    let issued = ca.issue("4e:00:00:12:34:56", &KEY, [1; 16], not_before, lifetime).unwrap();
    let chain =
        CertificateDer::pem_slice_iter(issued.certificate_pem.as_bytes()).map(Result::unwrap).collect();
    Identity { chain, key: PrivatePkcs1KeyDer::from(KEY.pkcs1_der().to_vec()).into() }
}

/// Offers a certificate without asking whether the key belongs to it, as a thief would.
#[derive(Debug)]
struct Offers(Arc<CertifiedKey>);

impl ResolvesClientCert for Offers {
    fn resolve(&self, _hints: &[&[u8]], _schemes: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        Some(self.0.clone())
    }

    fn has_certs(&self) -> bool {
        true
    }
}

fn client(version: &'static SupportedProtocolVersion, offers: Option<Identity>) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(CA.certificate_pem().as_bytes()).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(provider()).with_protocol_versions(&[version]).unwrap();
    let config = config.with_root_certificates(roots);
    match offers {
        None => config.with_no_client_auth(),
        Some(Identity { chain, key }) => {
            let key = provider().key_provider.load_private_key(key).unwrap();
            config.with_client_cert_resolver(Arc::new(Offers(Arc::new(CertifiedKey::new(chain, key)))))
        }
    }
}

async fn connect(
    door: &Served,
    client: ClientConfig,
) -> std::io::Result<tokio_rustls::client::TlsStream<TcpStream>> {
    let socket = TcpStream::connect(door.address).await?;
    let host = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(client)).connect(host, socket).await
}

/// What the door answers to a GET; in TLS 1.3 a refused certificate shows only now, as an empty answer.
async fn answer(door: &Served, client: ClientConfig) -> String {
    let Ok(mut stream) = connect(door, client).await else { return String::new() };
    let _ = stream.write_all(LAST_GET).await;
    rest(stream).await
}

#[tokio::test]
async fn a_router_without_a_certificate_is_let_in() {
    let door = routers_door().await;
    for version in BOTH {
        assert!(answer(&door, client(version, None)).await.ends_with("with 0 bytes"));
    }
}

#[tokio::test]
async fn a_routers_certificate_comes_with_its_requests() {
    let door = routers_door().await;
    for version in BOTH {
        let identity = issued_by(&CA, NOW, ROUTER_LIFETIME);
        let expected = format!("with {} bytes", identity.chain[0].len());
        assert!(answer(&door, client(version, Some(identity))).await.ends_with(&expected));
    }
}

#[tokio::test]
async fn expired_foreign_and_odd_certificates_are_let_in_to_be_told_so() {
    let odd = || {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        let mut unknown = CustomExtension::from_oid_content(&[1, 3, 6, 1, 4, 1, 99999, 1], vec![5, 0]);
        unknown.set_criticality(true);
        params.custom_extensions.push(unknown);
        let chain = vec![params.self_signed(&key).unwrap().der().clone()];
        Identity { chain, key: PrivatePkcs8KeyDer::from(key.serialize_der()).into() }
    };
    let door = routers_door().await;
    for version in BOTH {
        let long_ago = Timestamp::constant(1_000_000_000, 0);
        for identity in [
            issued_by(&CA, long_ago, SignedDuration::from_hours(1)),
            issued_by(&new_ca(), NOW, ROUTER_LIFETIME),
            odd(),
        ] {
            let expected = format!("with {} bytes", identity.chain[0].len());
            let answer = answer(&door, client(version, Some(identity))).await;
            assert!(answer.ends_with(&expected), "{version:?}: {answer}");
        }
    }
}

#[tokio::test]
async fn a_certificate_without_its_key_is_refused_in_the_handshake() {
    let door = routers_door().await;
    for version in BOTH {
        let mut stolen = issued_by(&CA, NOW, ROUTER_LIFETIME);
        stolen.key = PrivatePkcs1KeyDer::from(RsaKey::generate().unwrap().pkcs1_der().to_vec()).into();
        assert_eq!(answer(&door, client(version, Some(stolen))).await, "");
    }
}

#[tokio::test]
async fn rubbish_for_a_certificate_is_refused_and_the_next_router_is_served() {
    let door = routers_door().await;
    for version in BOTH {
        let mut rubbish = issued_by(&CA, NOW, ROUTER_LIFETIME);
        rubbish.chain = vec![CertificateDer::from(vec![0x30; 200])];
        assert_eq!(answer(&door, client(version, Some(rubbish))).await, "");
        assert!(answer(&door, client(version, None)).await.contains("200 OK"));
    }
}

#[tokio::test]
async fn pages_ask_for_no_certificate() {
    let tls = for_pages(CA.server_certificate(&[], NOW).unwrap().into()).unwrap();
    let pages = Served::start(Some(tls), Limits { drain: SOON, ..patient() }, who()).await;
    let offers = Some(issued_by(&CA, NOW, ROUTER_LIFETIME));
    assert!(answer(&pages, client(&TLS13, offers)).await.ends_with("with 0 bytes"));
}

/// A request in bare frames (RFC 9113): preface, SETTINGS, then HEADERS in HPACK's static table, ending stream 1.
const H2_GET: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\
    \x00\x00\x00\x04\x00\x00\x00\x00\x00\
    \x00\x00\x0a\x01\x05\x00\x00\x00\x01\x82\x87\x84\x41\x05local";

#[tokio::test]
async fn h2_is_spoken_with_those_who_ask_and_ends_at_the_stop() {
    let door = routers_door().await;
    let mut h2 = client(&TLS13, None);
    h2.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let mut stream = connect(&door, h2).await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    stream.write_all(H2_GET).await.unwrap();
    let mut seen = Vec::new();
    while !String::from_utf8_lossy(&seen).contains("127.0.0.1 with 0 bytes") {
        assert_ne!(stream.read_buf(&mut seen).await.unwrap(), 0, "closed without an answer");
    }
    door.stop().await;
    let farewell = rest(stream).await;
    assert!(farewell.contains("\x07\x00\x00\x00\x00\x00"), "no GOAWAY frame in {farewell:?}");
}

#[test]
fn a_key_that_is_not_the_certificates_is_refused_before_anybody_connects() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    std::fs::write(at("key"), KeyPair::generate().unwrap().serialize_pem()).unwrap();
    std::fs::write(at("certificate"), CA.certificate_pem()).unwrap();
    let identity = Identity::from_files(&at("certificate"), &at("key")).unwrap();
    assert!(for_pages(identity).unwrap_err().to_string().contains("do not work together"));
}

#[test]
fn files_that_are_missing_or_empty_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    std::fs::write(at("empty.pem"), "").unwrap();
    std::fs::write(at("ca.pem"), CA.certificate_pem()).unwrap();
    let why =
        |certificate, key| format!("{:#}", Identity::from_files(&at(certificate), &at(key)).err().unwrap());
    assert!(why("none.pem", "none.key").contains("none.pem"));
    assert!(why("empty.pem", "none.key").contains("empty.pem holds no certificate"));
    assert!(why("ca.pem", "empty.pem").contains("cannot read a private key from"));
}
