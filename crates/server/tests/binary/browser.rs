//! A browser, as far as Portico can tell: it keeps the session cookie and says where a form comes from.

use std::net::SocketAddr;
use std::sync::Arc;

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{CONTENT_TYPE, COOKIE, HeaderMap, LOCATION, ORIGIN, SET_COOKIE};
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::program::{Portico, soon};

/// A browser at one origin.
pub(crate) struct Browser {
    address: SocketAddr,
    origin: String,
    tls: Option<Arc<ClientConfig>>,
    /// The session, as `name=value`.
    pub(crate) session: Option<String>,
}

/// What came back.
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Page {
    /// The header of this name; empty when there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Browser {
    /// At the pages of a server.
    pub(crate) fn at(portico: &Portico) -> Browser {
        Browser::new(portico.pages, &portico.origin, None)
    }

    pub(crate) fn new(address: SocketAddr, origin: &str, tls: Option<Arc<ClientConfig>>) -> Browser {
        Browser { address, origin: origin.to_owned(), tls, session: None }
    }

    /// The cookie's value.
    pub(crate) fn cookie(&self) -> &str {
        self.session.as_deref().and_then(|pair| pair.split_once('=')).expect("nobody is signed in").1
    }

    pub(crate) async fn get(&mut self, path: &str) -> Page {
        self.load(Method::GET, path, (FORM, String::new())).await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let pairs = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
        self.load(Method::POST, path, (FORM, pairs.collect::<Vec<_>>().join("&"))).await
    }

    /// Posts, and expects to be sent on.
    pub(crate) async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> String {
        sent_on(path, &self.post(path, fields).await)
    }

    /// Uploads a CSV file, and expects to be sent on.
    pub(crate) async fn upload(&mut self, path: &str, text: &str) -> String {
        let head =
            "content-disposition: form-data; name=\"file\"; filename=\"macs.csv\"\r\ncontent-type: text/csv";
        let body = format!("--piece\r\n{head}\r\n\r\n{text}\r\n--piece--\r\n");
        let page = self.load(Method::POST, path, ("multipart/form-data; boundary=piece", body)).await;
        sent_on(path, &page)
    }

    async fn load(&mut self, method: Method, path: &str, body: (&str, String)) -> Page {
        let response = soon(path, self.ask(method, path, body)).await;
        let (head, body) = response.into_parts();
        for set in head.headers.get_all(SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap_or_default();
            if pair.contains("portico=") {
                self.session = Some(pair.to_owned());
            }
        }
        let body = soon(path, body.collect()).await.unwrap().to_bytes();
        Page { status: head.status, headers: head.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    /// Opens the stream of live events of Bar Net.
    pub(crate) async fn listen(&self) -> Events {
        let response =
            soon("live events", self.ask(Method::GET, "/isps/bar-net/live", (FORM, String::new()))).await;
        assert_eq!(response.status(), StatusCode::OK);
        Events { body: response.into_body(), heard: String::new() }
    }

    async fn ask(&self, method: Method, path: &str, (kind, body): (&str, String)) -> Response<Incoming> {
        let stream = TcpStream::connect(self.address).await.unwrap();
        let mut sender = match &self.tls {
            None => speak_http(stream).await,
            Some(tls) => speak_http(shake_hands(stream, tls.clone()).await).await,
        };
        let mut request = Request::builder().method(method).uri(path).header("host", "localhost");
        request = request.header(ORIGIN, &self.origin).header(CONTENT_TYPE, kind);
        if let Some(session) = &self.session {
            request = request.header(COOKIE, session);
        }
        sender.send_request(request.body(Full::from(body)).unwrap()).await.unwrap()
    }
}

/// How ordinary forms are sent.
const FORM: &str = "application/x-www-form-urlencoded";

fn sent_on(path: &str, page: &Page) -> String {
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{path}: {}", page.body);
    page.headers[LOCATION].to_str().unwrap().to_owned()
}

/// A stream of live events.
pub(crate) struct Events {
    body: Incoming,
    heard: String,
}

impl Events {
    /// Waits until it has said this, and forgets all up to there.
    pub(crate) async fn hear(&mut self, mark: &str) {
        while !self.heard.contains(mark) {
            let frame = soon(mark, self.body.frame()).await.expect("the stream ended").unwrap();
            self.heard.push_str(&String::from_utf8_lossy(frame.data_ref().unwrap()));
        }
        let (_, rest) = self.heard.split_once(mark).unwrap();
        self.heard = rest.to_owned();
    }

    /// Waits for its end, which must be in good order.
    pub(crate) async fn ended(mut self) {
        while let Some(frame) = soon("the end of the stream", self.body.frame()).await {
            frame.expect("the stream broke off");
        }
    }
}

/// HTTP/1.1 over an open stream.
pub(crate) async fn speak_http(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
) -> SendRequest<Full<Bytes>> {
    let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
    // Whoever asks hears of a broken connection through `sender`.
    tokio::spawn(connection);
    sender
}

/// TLS with a server that calls itself localhost.
pub(crate) async fn shake_hands(
    stream: TcpStream,
    tls: Arc<ClientConfig>,
) -> tokio_rustls::client::TlsStream<TcpStream> {
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(tls).connect(name, stream).await.unwrap()
}

fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}
