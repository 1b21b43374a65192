//! A browser: it keeps cookies and says of each request what browsers say.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, header};
use care::testing::DEVICE;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use web::client::PeerAddr;
use web::device::peer::PeerCertificate;

/// A form's fields.
pub(crate) type Fields<'a> = &'a [(&'a str, &'a str)];

/// A browser with its jar of cookies. Clones share the jar, as tabs do.
#[derive(Clone)]
pub(crate) struct Browser {
    pages: axum::Router,
    /// The origin of its own pages.
    origin: String,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
    /// From where it comes; from another place each time when none is set, so that no story meets a limit by accident.
    place: Option<Ipv4Addr>,
    /// The client certificate that it shows.
    certificate: Option<&'static [u8]>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    /// Where it sends the browser.
    pub(crate) fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |it| it.to_str().unwrap())
    }

    /// A header that may be there.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|it| it.to_str().unwrap())
    }

    /// Panics unless this is a page that tells a person something.
    pub(crate) fn is_a_page(&self, what: &str) {
        assert_eq!(self.header("content-type"), Some("text/html; charset=utf-8"), "{what}: {}", self.text);
        assert!(self.text.contains("<h1>") && self.text.contains("</html>"), "{what}: {}", self.text);
    }
}

impl Browser {
    pub(crate) fn new(pages: axum::Router, origin: &str) -> Browser {
        // One that everybody signed in from before: a story about new ones takes this cookie away.
        let cookies = BTreeMap::from([("device".to_owned(), DEVICE.to_owned())]);
        let cookies = Arc::new(Mutex::new(cookies));
        Browser { pages, origin: origin.to_owned(), cookies, place: None, certificate: None }
    }

    /// The same browser, which shows this certificate to everybody.
    pub(crate) fn with_certificate(mut self, der: &'static [u8]) -> Browser {
        self.certificate = Some(der);
        self
    }

    /// The same browser with its cookies, before other doors than the pages'.
    pub(crate) fn before(self, doors: axum::Router) -> Browser {
        Browser { pages: doors, ..self }
    }

    /// The same browser in one place.
    pub(crate) fn at(mut self, place: [u8; 4]) -> Browser {
        self.place = Some(place.into());
        self
    }

    /// The same browser with a jar of its own from now on.
    pub(crate) fn fork(&self) -> Browser {
        let cookies = self.cookies.lock().unwrap().clone();
        Browser { cookies: Arc::new(Mutex::new(cookies)), ..self.clone() }
    }

    /// The value of a cookie.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    /// Puts a cookie into the jar, as no page of ours did.
    pub(crate) fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    /// Opens an address.
    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(request(Method::GET, path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form of our own pages.
    pub(crate) async fn post(&self, path: &str, fields: Fields<'_>) -> Reply {
        self.post_raw(path, encoded(fields)).await
    }

    /// Sends these bytes as a form of our own pages.
    pub(crate) async fn post_raw(&self, path: &str, body: impl Into<Body>) -> Reply {
        self.send(self.own(path).body(body.into()).unwrap()).await
    }

    /// Sends a file in a form of our own pages.
    pub(crate) async fn post_file(&self, path: &str, name: &str, file: &[u8]) -> Reply {
        let mut body =
            format!("--part\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"f\"\r\n\r\n")
                .into_bytes();
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--part--\r\n");
        let mut request = self.own(path).body(Body::from(body)).unwrap();
        let kind = "multipart/form-data; boundary=part".parse().unwrap();
        request.headers_mut().insert(header::CONTENT_TYPE, kind);
        self.send(request).await
    }

    /// Sends a file by a form of our own pages.
    pub(crate) async fn upload(&self, path: &str, name: &str, content: &[u8]) -> Reply {
        let mut body = format!(
            "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: text/csv\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--part--\r\n");
        let head = request(Method::POST, path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=part")
            .header("sec-fetch-site", "same-origin");
        self.send(head.body(Body::from(body)).unwrap()).await
    }

    /// The head of a form that one of our own pages sends.
    pub(crate) fn own(&self, path: &str) -> axum::http::request::Builder {
        form(path).header("sec-fetch-site", "same-origin").header(header::ORIGIN, &self.origin)
    }

    /// Sends a request and reads all of the answer.
    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let (head, body) = self.open(request).await.into_parts();
        let stream = head.headers.get(header::CONTENT_TYPE).is_some_and(|it| it == "text/event-stream");
        // A stream of events has no end.
        let bytes = if stream { Vec::new() } else { body.collect().await.unwrap().to_bytes().to_vec() };
        // Pictures are no text, and nobody here reads them.
        let picture = head.headers.get(header::CONTENT_TYPE).is_some_and(|it| it == "image/png");
        let text = if picture { format!("{bytes:02x?}") } else { String::from_utf8(bytes).unwrap() };
        Reply { status: head.status, headers: head.headers, text }
    }

    /// Sends a request and gives the answer as it begins.
    pub(crate) async fn open(&self, mut request: Request<Body>) -> Response<Body> {
        let jar = self.jar();
        if !jar.is_empty() {
            request.headers_mut().insert(header::COOKIE, jar.parse().unwrap());
        }
        let place = self.place.unwrap_or_else(elsewhere);
        request.extensions_mut().insert(PeerAddr(SocketAddr::from((place, 40_000))));
        request.extensions_mut().insert(PeerCertificate(self.certificate.map(<[u8]>::to_vec)));
        let response = self.pages.clone().oneshot(request).await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            self.take(cookie.to_str().unwrap());
        }
        response
    }

    fn jar(&self) -> String {
        let jar = self.cookies.lock().unwrap();
        jar.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn take(&self, cookie: &str) {
        let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
        let mut jar = self.cookies.lock().unwrap();
        if cookie.contains("Max-Age=0") {
            jar.remove(name);
        } else {
            jar.insert(name.to_owned(), value.to_owned());
        }
    }
}

/// A request's head.
pub(crate) fn request(method: Method, path: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(path)
}

/// A form's head, without a word on where it comes from.
pub(crate) fn form(path: &str) -> axum::http::request::Builder {
    request(Method::POST, path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

/// Fields as forms send them.
pub(crate) fn encoded(fields: Fields<'_>) -> String {
    let mut text = String::new();
    for (name, value) in fields {
        let between = if text.is_empty() { "" } else { "&" };
        write!(text, "{between}{}={}", escaped(name.as_bytes()), escaped(value.as_bytes())).unwrap();
    }
    text
}

/// Bytes as addresses and forms carry them.
pub(crate) fn escaped(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for byte in bytes {
        if byte.is_ascii_alphanumeric() {
            text.push(char::from(*byte));
        } else {
            write!(text, "%{byte:02X}").unwrap();
        }
    }
    text
}

/// A place where nobody was before.
fn elsewhere() -> Ipv4Addr {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    // Benchmarks' own network, 198.18.0.0/15 (RFC 2544).
    Ipv4Addr::from_bits(0xC612_0000 + NEXT.fetch_add(1, Ordering::Relaxed) % 0x1_FFFF)
}
