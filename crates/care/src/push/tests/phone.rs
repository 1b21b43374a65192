//! A push service on this machine, and phones that read what it got.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http_body_util::{BodyExt as _, Empty};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{HeaderMap, Request, Response};
use hyper_util::rt::TokioIo;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;
use web_push_native::Auth;
use web_push_native::p256::SecretKey;
use web_push_native::p256::elliptic_curve::sec1::ToEncodedPoint as _;

use super::super::*;
use crate::db::Site;
use crate::link::random;

/// What came in.
#[derive(Debug, Clone)]
pub(super) struct Taken {
    pub(super) path: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Taken {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A status, and a header.
type Said = (u16, &'static str, String);

/// Takes everything, unless it was told what to answer.
#[derive(Clone)]
pub(super) struct PushService {
    pub(super) origin: String,
    taken: Arc<Mutex<Vec<Taken>>>,
    answers: Arc<Mutex<VecDeque<Said>>>,
}

impl PushService {
    pub(super) async fn open() -> PushService {
        let (service, listener) = PushService::bind("http").await;
        let each = service.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(each.clone().serve(stream));
            }
        });
        service
    }

    /// One that is reached by TLS; gives the certificate of its own authority too, PEM.
    pub(super) async fn open_with_tls() -> (PushService, String) {
        let (service, listener) = PushService::bind("https").await;
        let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let provider = Arc::new(tokio_rustls::rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key.into())
            .unwrap();
        let (each, acceptor) = (service.clone(), TlsAcceptor::from(Arc::new(config)));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (one, acceptor) = (each.clone(), acceptor.clone());
                tokio::spawn(async move {
                    // Whoever does not trust it hangs up.
                    if let Ok(stream) = acceptor.accept(stream).await {
                        one.serve(stream).await;
                    }
                });
            }
        });
        (service, made.cert.pem())
    }

    async fn bind(scheme: &str) -> (PushService, TcpListener) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("{scheme}://{}", listener.local_addr().unwrap());
        (PushService { origin, taken: Arc::default(), answers: Arc::default() }, listener)
    }

    async fn serve(self, stream: impl AsyncRead + AsyncWrite + Unpin) {
        let take = service_fn(move |request| self.clone().take(request));
        let serving = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), take);
        // The client ends it.
        let _ = serving.await;
    }

    async fn take(self, request: Request<Incoming>) -> hyper::Result<Response<Empty<Bytes>>> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await?.to_bytes().to_vec();
        self.taken.lock().unwrap().push(Taken {
            path: parts.uri.path().to_owned(),
            headers: parts.headers,
            body,
        });
        let (status, name, value) =
            self.answers.lock().unwrap().pop_front().unwrap_or((201, "ttl", "0".to_owned()));
        let response = Response::builder().status(status).header(name, value);
        Ok(response.body(Empty::new()).unwrap())
    }

    /// What it says the next time.
    pub(super) fn answers(&self, status: u16, header: &'static str, value: &str) {
        self.answers.lock().unwrap().push_back((status, header, value.to_owned()));
    }

    /// What came in since it was asked last.
    pub(super) fn taken(&self) -> Vec<Taken> {
        std::mem::take(&mut self.taken.lock().unwrap())
    }

    pub(super) fn trusted(&self) -> Services {
        Services::new(vec![self.origin.parse().unwrap()])
    }

    pub(super) fn sender(&self, site: &Site) -> Sender {
        Sender::new(client(None).unwrap(), self.trusted(), key(), site, None)
    }
}

pub(super) fn key() -> Key {
    Key::derived(b"a key of the service's").unwrap()
}

/// A browser that subscribed.
pub(super) struct Phone {
    secret: SecretKey,
    auth: [u8; 16],
    pub(super) path: String,
}

impl Phone {
    pub(super) fn new(name: &str) -> Phone {
        let bytes: [u8; 32] = random();
        Phone {
            secret: SecretKey::from_slice(&bytes).unwrap(),
            auth: random(),
            path: format!("/send/{name}"),
        }
    }

    /// As `PushSubscription.toJSON()` writes them.
    pub(super) fn keys(&self) -> (String, String) {
        let point = self.secret.public_key().to_encoded_point(false);
        (URL_SAFE_NO_PAD.encode(point), URL_SAFE_NO_PAD.encode(self.auth))
    }

    pub(super) fn subscription(&self, service: &PushService) -> Subscription {
        let (p256dh, auth) = self.keys();
        let endpoint = format!("{}{}", service.origin, self.path);
        Subscription::parse(&service.trusted(), &endpoint, &p256dh, &auth).unwrap()
    }

    pub(super) fn reads(&self, taken: &Taken) -> Value {
        let auth = Auth::from(self.auth);
        let text = web_push_native::decrypt(taken.body.clone(), &self.secret, &auth).unwrap();
        serde_json::from_slice(&text).unwrap()
    }
}

/// What a push service reads of who sends: it checks the signature with the very key that the browser subscribed with.
pub(super) fn signed(taken: &Taken, audience: &str, now: i64) -> Value {
    let (token, public) =
        taken.header("authorization").strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    assert_eq!(public, key().public());
    let point = URL_SAFE_NO_PAD.decode(public).unwrap();
    let mut wanted = Validation::new(Algorithm::ES256);
    wanted.set_audience(&[audience]);
    // By the clock of the story.
    wanted.validate_exp = false;
    let read = jsonwebtoken::decode::<Value>(token, &DecodingKey::from_ec_der(&point), &wanted).unwrap();
    let until = read.claims["exp"].as_i64().unwrap();
    assert!(until > now / 1000 && until <= now / 1000 + 24 * 60 * 60, "{until}");
    read.claims
}
