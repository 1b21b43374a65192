//! Routers at customers, with certificates, which say how they are.

use std::path::Path;
use std::sync::Arc;

use care::access::{self, may};
use care::customer::Information;
use care::db::{CustomerId, Db};
use care::inventory::{self, Filter, Order};
use care::mac::Mac;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::SendRequest;
use hyper::{Request, StatusCode};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use web::device::ca::{Ca, Issued, ROUTER_LIFETIME};
use web::device::key_stock::RsaKey;

use super::browser::{Browser, shake_hands, speak_http};
use super::isp::permit;
use super::program::Portico;

/// A router at a customer.
#[derive(Clone)]
pub(crate) struct Router {
    pub(crate) mac: String,
    pub(crate) customer: CustomerId,
    tls: Arc<ClientConfig>,
}

/// A router's line to a server, kept open.
pub(crate) struct Line {
    mac: String,
    sender: SendRequest<Full<Bytes>>,
}

/// Adds this many routers to the inventory, enables each for a customer, and gives each its certificate, all by the verbs
/// that pages and routers use. One key serves all, since a key takes long to make.
pub(crate) async fn fleet(db: &Db, data: &Path, admin: &Browser, count: usize) -> Vec<Router> {
    let macs: Vec<Mac> =
        (0..count).map(|n| Mac::parse(&format!("4e:00:00:00:00:{n:02x}")).unwrap()).collect();
    let mut tx = permit::<may::ChangeInventory>(db, admin).await.write(db).await.unwrap();
    let text: Vec<&str> = macs.iter().map(Mac::as_str).collect();
    inventory::add(&mut tx, &text.join(" ")).await.unwrap();
    tx.commit().await.unwrap();
    let (everything, mut tx) = (Filter::default(), permit(db, admin).await.read(db).await.unwrap());
    let stock = inventory::list(&mut tx, &everything, Order::usual(&everything), None).await.unwrap();
    drop(tx);

    let ca = Ca::open_or_create(&data.join("ca"), db.clock().now()).unwrap();
    let key = tokio::task::spawn_blocking(RsaKey::generate).await.unwrap().unwrap();
    let mut routers = Vec::new();
    for (n, mac) in macs.iter().enumerate() {
        let serial = (n as u128 + 1).to_be_bytes();
        let issued = ca.issue(mac.as_str(), &key, serial, db.clock().now(), ROUTER_LIFETIME).unwrap();
        let mut tx = access::anyone().write(db).await.unwrap();
        care::router::certify(&mut tx, mac, &issued.fingerprint).await.unwrap();
        tx.commit().await.unwrap();

        let router = stock.rows.iter().find(|item| item.mac == mac.as_str()).unwrap().id;
        let who = Information::parse(&format!("Customer {n}"), "1 Elm Street", "", "").unwrap();
        let mut tx = permit::<may::ChangeInventory>(db, admin).await.write(db).await.unwrap();
        let customer = inventory::enable(&mut tx, router, &who).await.unwrap();
        tx.commit().await.unwrap();
        routers.push(Router { mac: mac.to_string(), customer, tls: tls(&ca, &issued) });
    }
    routers
}

fn tls(ca: &Ca, issued: &Issued) -> Arc<ClientConfig> {
    let chain =
        CertificateDer::pem_slice_iter(issued.certificate_pem.as_bytes()).map(Result::unwrap).collect();
    let key = PrivateKeyDer::from_pem_slice(issued.private_key_pem.as_bytes()).unwrap();
    Arc::new(trusting(ca.certificate_pem()).with_client_auth_cert(chain, key).unwrap())
}

/// A client that trusts this certificate and no other.
pub(crate) fn trusting(pem: &str) -> rustls::ConfigBuilder<ClientConfig, rustls::client::WantsClientCert> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(pem.as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    builder.unwrap().with_root_certificates(roots)
}

impl Router {
    /// Calls the server.
    pub(crate) async fn call(&self, portico: &Portico) -> Line {
        let stream = TcpStream::connect(portico.routers).await.unwrap();
        let sender = speak_http(shake_hands(stream, self.tls.clone()).await).await;
        Line { mac: self.mac.clone(), sender }
    }
}

impl Line {
    /// Says how it is, in its report of this number; none when the line is dead.
    pub(crate) async fn report(&mut self, number: u64) -> Option<StatusCode> {
        let body = format!(r#"{{"mem_free":{},"seq_num":{number}}}"#, number % 100);
        let request = Request::post(format!("/v3/unums/{}/telemetry", self.mac)).header("host", "localhost");
        self.sender.ready().await.ok()?;
        let answer = self.sender.send_request(request.body(Full::from(body)).unwrap()).await.ok()?;
        let status = answer.status();
        answer.into_body().collect().await.ok()?;
        Some(status)
    }
}
