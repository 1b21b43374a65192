//! Random requests: whatever is asked, the answer is a page or a redirect, and the fault is never ours.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use care::testing::World;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use tokio::runtime::Handle;
use web::page_doors;

use crate::app::TestApp;
use crate::browser::{Browser, escaped, request};

care::stories![no_request_at_all_breaks_anything];

const REQUESTS: u32 = 400;

#[derive(Debug, Clone)]
struct Asked {
    method: Method,
    path: String,
    body: Vec<u8>,
    /// Whether the Admin asks.
    signed_in: bool,
}

async fn no_request_at_all_breaks_anything(world: &World) {
    let app = TestApp::new(world).await;
    let (admin, nobody) = (app.admin().await, app.nobody());
    let things = [app.one.stock.to_string(), app.one.customer.to_string(), app.two.customer.to_string()];
    // A file of failures beside the source would make runs differ between machines; the shrunken request is printed.
    let mut runner =
        TestRunner::new(Config { cases: REQUESTS, failure_persistence: None, ..Config::default() });
    let handle = Handle::current();
    let ask = |asked: Asked| {
        let browser = if asked.signed_in { &admin } else { &nobody };
        // Cookies that answers set are not taken: a random sign-in must not end the Admin's session.
        let browser = browser.fork();
        tokio::task::block_in_place(|| handle.block_on(answered(&browser, asked)))
    };
    runner.run(&asked(things.to_vec()), ask).unwrap_or_else(|failure| panic!("{failure}"));
    world.mails().await;
}

async fn answered(browser: &Browser, asked: Asked) -> Result<(), TestCaseError> {
    let request = request(asked.method, &asked.path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let Ok(request) = request.body(Body::from(asked.body)) else { return Ok(()) };
    let reply = browser.send(request).await;
    let status = reply.status;
    prop_assert!(status.as_u16() < 500, "{status}: {}", reply.text);
    let page =
        reply.header("content-type") == Some("text/html; charset=utf-8") && reply.text.contains("<h1>");
    let head = reply.text.is_empty();
    prop_assert!(!status.is_client_error() || page || head, "{status}: {}", reply.text);
    prop_assert!(status != StatusCode::BAD_REQUEST, "a bare refusal of the framework's: {}", reply.text);
    Ok(())
}

fn asked(things: Vec<String>) -> impl Strategy<Value = Asked> {
    let method = prop_oneof![
        4 => Just(Method::GET),
        4 => Just(Method::POST),
        1 => prop::sample::select(vec![Method::HEAD, Method::PUT, Method::DELETE, Method::OPTIONS, Method::TRACE]),
    ];
    (method, path(things), query(), body(), prop::bool::weighted(0.8)).prop_map(
        |(method, path, query, body, signed_in)| Asked {
            method,
            path: format!("{path}{query}"),
            body,
            signed_in,
        },
    )
}

/// The path of some door with its names filled in, rightly or not; or any path.
fn path(things: Vec<String>) -> impl Strategy<Value = String> {
    // Signing out is no part of this: it would leave nobody signed in.
    let doors: Vec<&'static str> =
        page_doors().iter().map(|door| door.path).filter(|path| !path.contains("sign-out")).collect();
    let thing = prop_oneof![prop::sample::select(things), any_text()];
    let slug = prop_oneof![4 => Just("bar-net".to_owned()), 1 => Just("far-net".to_owned()), 1 => any_text()];
    let filled = (prop::sample::select(doors), slug, thing).prop_map(|(door, slug, thing)| {
        let parts = door.split('/').map(|part| match part {
            "{slug}" => slug.as_str(),
            part if part.starts_with('{') => thing.as_str(),
            part => part,
        });
        parts.collect::<Vec<_>>().join("/")
    });
    prop_oneof![5 => filled, 1 => any_text().prop_map(|text| format!("/{text}"))]
}

/// Bytes, escaped as an address carries them.
fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<u8>(), 0..40).prop_map(|bytes| escaped(&bytes))
}

fn query() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "after", "add", "invite", "email", "role", "x", "state", "contact", "model", "firmware", "mac",
        "sort",
    ]);
    let pair = (name, prop_oneof![any_text(), "[0-9]{1,20}_[0-9a-f-]{1,36}_?"])
        .prop_map(|(name, value)| format!("{name}={value}"));
    prop_oneof![2 => Just(String::new()), 1 => prop::collection::vec(pair, 1..4).prop_map(|all| format!("?{}", all.join("&")))]
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    let names = [
        "email", "password", "token", "name", "isp", "address", "phone", "macs", "brand", "role", "good",
        "left_out",
    ];
    let value = prop_oneof![
        any_text(),
        any::<String>().prop_map(|text| escaped(text.as_bytes())),
        Just("ada%40example.net".to_owned()),
        Just("4e%3A5f%3A09%3A00%3A00%3A01".to_owned()),
        Just("user".to_owned()),
        Just("%00".to_owned()),
    ];
    let pair =
        (prop::sample::select(names.to_vec()), value).prop_map(|(name, value)| format!("{name}={value}"));
    let fields = prop::collection::vec(pair, 0..8).prop_map(|all| all.join("&").into_bytes());
    prop_oneof![4 => fields, 1 => prop::collection::vec(any::<u8>(), 0..200)]
}
