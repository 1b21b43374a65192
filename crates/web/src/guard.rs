//! The layers around the doors.
//!
//! Outermost first: a request's span; headers that every page has; a panic or an error becomes a page; the size of a body is
//! limited before it is read; a request that changes something must come from our own pages; and the handler runs in a task
//! that a client who hangs up cannot cancel halfway, since a transaction dropped in the middle of opening can leave its
//! connection in an unknown state.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use care::Problem;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::timeout::DeadlineBody;

use crate::app::App;
use crate::problem::{Refusal, Refused};
use crate::{frame, lead, may};

/// The largest form: ten thousand MACs fit.
const FORM_BYTES: usize = 512 * 1024;
/// The largest post of a router. Full tables of devices come to several hundred kilobytes. Source: agent protocol 16.
pub(crate) const ROUTER_BYTES: usize = 2 * 1024 * 1024;

/// A body that is not here by then is given up; the listener has such limits for the rest of a request.
const TRICKLE: Duration = Duration::from_secs(60);

/// No script or style but our own files, no frames, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

pub(crate) fn around_pages(doors: Router<App>, app: App) -> Router {
    doors
        .fallback(nothing_here)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn(detached))
        .layer(from_fn_with_state(app.clone(), same_origin))
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(from_fn(no_trickling))
        .layer(from_fn_with_state(app.clone(), errors_as_pages))
        .layer(from_fn_with_state(app.clone(), page_headers))
        .layer(
            CompressionLayer::new()
                .gzip(true)
                .br(true)
                .compress_when(SizeAbove::new(512).and(NotForContentType::new("text/event-stream"))),
        )
        .layer(from_fn(traced))
        .with_state(app)
}

pub(crate) fn around_routers(doors: Router<App>, app: App) -> Router {
    doors
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(from_fn(detached))
        .layer(DefaultBodyLimit::max(ROUTER_BYTES))
        .layer(from_fn(no_trickling))
        .layer(from_fn(traced))
        .with_state(app)
}

async fn nothing_here() -> Refusal {
    Refusal(Problem::NotFound("page"))
}

async fn wrong_method() -> Response {
    let mut response = Refusal(Problem::NotFound("page")).into_response();
    *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    response
}

/// Runs the rest in a task of its own: it ends even if the client hangs up.
async fn detached(request: Request, next: Next) -> Response {
    let work = tokio::spawn(next.run(request));
    match work.await {
        Ok(response) => response,
        Err(panic) => Refusal(Problem::broken(panic)).into_response(),
    }
}

async fn no_trickling(request: Request, next: Next) -> Response {
    next.run(request.map(|body| Body::new(DeadlineBody::new(TRICKLE, body)))).await
}

/// Requests that may change something are taken from our own pages only: browsers say where a request comes from, and one
/// that says nothing is refused. `SameSite=Lax` on the cookie stands behind this.
async fn same_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method().is_safe() || is_from_our_pages(&request, app.db.site().origin()) {
        next.run(request).await
    } else {
        Refusal(Problem::Forbidden("same-origin")).into_response()
    }
}

fn is_from_our_pages(request: &Request, own: &str) -> bool {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    match (header("sec-fetch-site"), header("origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => origin == own,
        (None, None) => false,
    }
}

/// Turns what a handler refused into a page, and logs what is our own fault, once, here.
async fn errors_as_pages(State(app): State<App>, request: Request, next: Next) -> Response {
    let (method, uri, headers) = (request.method().clone(), request.uri().clone(), request.headers().clone());
    let path = uri.path();
    let live = may::is_asked_by_a_live_page(&request);
    let response = next.run(request).await;
    let Some(Refused(problem)) = response.extensions().get::<Refused>().cloned() else { return response };
    if let Problem::Broken(error) = &*problem {
        tracing::error!(%method, path = shape(path), %error, "a request could not be answered");
    }
    if !live && let Some(to) = lead::elsewhere(&app, (&method, &uri, &headers), &problem).await {
        return Redirect::to(&to).into_response();
    }
    let mut page = frame::problem_page(&app, &headers, path, &problem).await;
    *page.status_mut() = response.status();
    for name in [header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = response.headers().get(&name) {
            page.headers_mut().insert(name, value.clone());
        }
    }
    page
}

/// What a page may ask of the device.
pub(crate) const PERMISSIONS_POLICY: header::HeaderName =
    header::HeaderName::from_static("permissions-policy");
/// The camera, for the page itself.
pub(crate) const WITH_CAMERA: HeaderValue =
    HeaderValue::from_static("camera=(self), geolocation=(), microphone=(), payment=(), usb=()");

async fn page_headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: header::HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    // Not "no-referrer": with that, browsers say `Origin: null` when they send our own forms, and where they do not say
    // `Sec-Fetch-Site` either (on plain HTTP) no form could be told from a stranger's. Links' secrets are in fragments,
    // which no referrer carries.
    set(header::REFERRER_POLICY, "same-origin");
    set(header::CACHE_CONTROL, "no-store");
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(PERMISSIONS_POLICY, "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    if app.db.site().is_secure() {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

async fn traced(request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), shape(request.uri().path()));
    let response = next.run(request).await;
    tracing::debug!(%method, path, status = response.status().as_u16(), "answered");
    response
}

/// A path without what may name somebody: ids, MACs and tokens are left out of logs.
fn shape(path: &str) -> String {
    let part = |part: &str| {
        let plain = part.len() <= 24 && !part.contains(':') && !part.chars().any(|c| c.is_ascii_digit());
        if plain { part.to_owned() } else { "…".to_owned() }
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}
