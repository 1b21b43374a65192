//! The headers that every answer carries, whatever it says.

use axum::body::Body;
use axum::http::Method;
use care::db::{Db, Site};
use care::testing::{Database, PASSWORD, World, tell};
use web::page_doors;

use crate::app::{TestApp, Who};
use crate::browser::{Browser, Reply, request};

care::stories![every_answer_carries_the_headers_that_keep_browsers_safe];

/// By hand, each as it must be.
const ALWAYS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
         connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    // Not no-referrer: see `guard.rs`.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

fn check(what: &str, reply: &Reply) {
    for (name, value) in ALWAYS {
        assert_eq!(reply.header(name), Some(*value), "{what}");
    }
    let kept = ["/assets/", "/brand/"].iter().any(|files| what.contains(files)) && reply.status == 200;
    let cache = if kept { "public, max-age=31536000, immutable" } else { "no-store" };
    assert_eq!(reply.header("cache-control"), Some(cache), "{what}");
}

async fn every_answer_carries_the_headers_that_keep_browsers_safe(world: &World) {
    let app = TestApp::new(world).await;
    let mut statuses = std::collections::BTreeSet::new();
    for who in [Who::Admin, Who::ReadOnly, Who::Nobody] {
        let browser = app.of(who).await;
        for door in page_doors().into_iter().filter(|door| !door.path.contains("sign-out")) {
            let path =
                door.path.replace("{slug}", "bar-net").replace("{customer}", &app.one.customer.to_string());
            let path = path.replace("{router}", &app.one.stock.to_string()).replace("{colour}", "0f766e");
            let reply = match door.method {
                Method::GET => browser.get(&path).await,
                _ => browser.post(&path, &[]).await,
            };
            check(&format!("{who:?} {} {path}", door.method), &reply);
            statuses.insert(reply.status.as_u16());
        }
        for reply in others(&browser).await {
            check(&format!("{who:?}, {}", reply.status), &reply);
            statuses.insert(reply.status.as_u16());
        }
    }
    for status in [200, 303, 401, 403, 404, 405, 410, 413, 422] {
        assert!(statuses.contains(&status), "no answer with {status} was looked at: {statuses:?}");
    }
    world.mails().await;
}

/// Answers that no handler gives.
async fn others(browser: &Browser) -> Vec<Reply> {
    let cross = request(Method::POST, "/account").body(Body::empty()).unwrap();
    let options = request(Method::OPTIONS, "/account").body(Body::empty()).unwrap();
    let head = request(Method::HEAD, "/sign-in").body(Body::empty()).unwrap();
    vec![
        browser.get("/nowhere").await,
        browser.send(cross).await,
        browser.send(options).await,
        browser.send(head).await,
        browser.post_raw("/forgot", vec![b'a'; 600 * 1024]).await,
    ]
}

#[test]
fn over_tls_the_cookie_is_bound_to_the_host_and_the_browser_is_told_to_stay_on_tls() {
    // What the database does is no part of this.
    tell(Database::Sqlite, async |world| {
        let file = world.folder.path().join("portico.sqlite");
        let site = Site::new("https://care.example.net");
        let db = Db::sqlite(&file, world.db.clock().clone(), site).await.unwrap();
        let app = TestApp::with(world, |parts| web::Parts { db: db.clone(), ..parts }).await;
        let browser = app.browser();
        browser.set_cookie("__Host-device", &browser.cookie("device").unwrap());
        let email = app.one.admin.email.shown();
        let reply = browser.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
        let cookie = reply.header("set-cookie").unwrap();
        assert!(
            cookie.starts_with("__Host-portico=")
                && cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure")
        );
        for path in
            ["/", "/account", "/isps/bar-net/overview", "/nowhere", "/health", "/isps/far-net/overview"]
        {
            let reply = browser.get(path).await;
            check(path, &reply);
            let strict = Some("max-age=31536000");
            assert_eq!(reply.header("strict-transport-security"), strict, "{path}");
        }
        assert_eq!(browser.get("/account").await.status, 200);
        let plain = app.browser();
        plain.set_cookie("portico", &browser.cookie("__Host-portico").unwrap());
        assert_eq!(plain.get("/account").await.status, 303, "a cookie without the prefix is nobody's");
        db.close().await;
    });
}

#[test]
fn without_tls_nothing_is_said_of_tls() {
    tell(Database::Sqlite, async |world| {
        let app = TestApp::new(world).await;
        assert_eq!(app.admin().await.get("/account").await.header("strict-transport-security"), None);
    });
}
