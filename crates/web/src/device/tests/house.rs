//! What the stories have in common: the routers' door with its own CA, and routers that know nothing but HTTP.

use std::io::Write as _;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::OnceLock;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use care::access::may;
use care::db::CustomerId;
use care::router::{Intake, Router};
use care::testing::{Isp, World};
use flate2::Compression;
use flate2::write::GzEncoder;
use http_body_util::BodyExt as _;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use crate::client::PeerAddr;
use crate::device::ca::Ca;
use crate::device::key_stock::{KeyStock, RsaKey};
use crate::device::peer::PeerCertificate;
use crate::{App, Parts, plain_time, router_door};

/// The agent's own, as in the captures.
pub(super) const MAC: &str = "60:6c:63:00:aa:01";
/// Another one.
pub(super) const NEIGHBOUR: &str = "60:6c:63:00:aa:02";

/// A certificate that nobody offered.
pub(super) const NONE: PeerCertificate = PeerCertificate(None);

/// One key is enough for all routers of the tests: it guards nothing.
pub(super) fn key() -> RsaKey {
    static KEY: OnceLock<RsaKey> = OnceLock::new();
    KEY.get_or_init(|| RsaKey::generate().unwrap()).clone()
}

/// A stock that never has a key.
pub(super) fn no_keys() -> KeyStock {
    let stopped = CancellationToken::new();
    stopped.cancel();
    KeyStock::fill(NonZeroUsize::MIN, stopped)
}

/// The routers' door.
#[derive(Clone)]
pub(super) struct Door {
    pub(super) app: App,
}

/// What a router gets to read.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Door {
    pub(super) fn open(world: &World) -> Door {
        Door::with(world, KeyStock::shared(key()), world.intake())
    }

    pub(super) fn with(world: &World, keys: KeyStock, intake: Intake) -> Door {
        Door { app: App::new(parts(world, keys, intake)) }
    }

    /// The door behind proxies that are believed.
    pub(super) fn behind(world: &World, trusted: &[&str]) -> Door {
        let trusted_proxies = trusted.iter().map(|network| network.parse().unwrap()).collect();
        let parts = parts(world, KeyStock::shared(key()), world.intake());
        Door { app: App::new(Parts { trusted_proxies, ..parts }) }
    }

    /// One request over TLS, with the certificate that was offered.
    pub(super) async fn send(&self, by: &PeerCertificate, mut request: Request<Body>) -> Reply {
        let address: SocketAddr = "192.0.2.33:40000".parse().unwrap();
        request.extensions_mut().insert(PeerAddr(address));
        request.extensions_mut().insert(by.clone());
        reply(router_door(self.app.clone()), request).await
    }

    /// The same, said shortly.
    pub(super) async fn ask(
        &self,
        by: &PeerCertificate,
        method: &str,
        path: &str,
        body: impl Into<Body>,
    ) -> Reply {
        self.send(by, request(method, path, body)).await
    }

    /// A request on the port without TLS.
    pub(super) async fn plainly(&self, path: &str) -> Reply {
        reply(plain_time(self.app.clone()), request("GET", path, "")).await
    }

    /// Asks for a certificate, as a router does that has none.
    pub(super) async fn certificate(&self, mac: &str) -> Reply {
        self.ask(&NONE, "GET", &format!("/v3/unums/{mac}/certificate"), "").await
    }

    /// Gets a certificate and offers it from then on.
    pub(super) async fn provision(&self, mac: &str) -> PeerCertificate {
        let reply = self.certificate(mac).await;
        assert_eq!(reply.status, StatusCode::OK);
        offered(&reply.body)
    }

    /// The status of a telemetry post.
    pub(super) async fn telemetry(&self, by: &PeerCertificate, mac: &str, body: &str) -> StatusCode {
        self.ask(by, "POST", &format!("/v3/unums/{mac}/telemetry"), body.to_owned()).await.status
    }
}

fn parts(world: &World, keys: KeyStock, intake: Intake) -> Parts {
    Parts {
        db: world.db.clone(),
        intake,
        ca: ca(world, world.folder.path()),
        keys,
        trusted_proxies: Vec::new(),
        push_services: care::push::Services::default(),
        mailbox: false,
        look_again: crate::LOOK_AGAIN,
        stop: CancellationToken::new(),
    }
}

/// The CA that is kept in this folder.
pub(super) fn ca(world: &World, folder: &Path) -> Ca {
    Ca::open_or_create(folder, world.db.clock().now()).unwrap()
}

pub(super) fn request(method: &str, path: &str, body: impl Into<Body>) -> Request<Body> {
    Request::builder().method(method).uri(path).body(body.into()).unwrap()
}

/// A request with a compressed body.
pub(super) fn packed(method: &str, path: &str, body: &[u8]) -> Request<Body> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).unwrap();
    let mut request = request(method, path, Bytes::from(encoder.finish().unwrap()));
    request.headers_mut().insert(header::CONTENT_ENCODING, "gzip".parse().unwrap());
    request
}

/// The certificate that a router offers after it got this reply: the first in the text.
pub(super) fn offered(pem_text: &str) -> PeerCertificate {
    let parts = pem::parse_many(pem_text).unwrap();
    let first = parts.into_iter().find(|part| part.tag() == "CERTIFICATE").unwrap();
    PeerCertificate(Some(first.into_contents()))
}

async fn reply(door: axum::Router, request: Request<Body>) -> Reply {
    let (parts, body) = door.oneshot(request).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Reply { status: parts.status, headers: parts.headers, body: String::from_utf8(body.into()).unwrap() }
}

/// A router of this MAC, at a customer.
pub(super) async fn home(world: &World, isp: &Isp, mac: &str) -> CustomerId {
    let router = world.stock(isp, mac).await;
    world.enable(isp, router, "Ana").await
}

/// What the customer's page tells of the router.
pub(super) async fn seen(world: &World, isp: &Isp, customer: CustomerId) -> Router {
    let look =
        async |tx: &mut care::access::Tx<may::ViewCustomers>| care::router::of_customer(tx, customer).await;
    world.by(isp, &isp.admin, look).await.unwrap().unwrap()
}
