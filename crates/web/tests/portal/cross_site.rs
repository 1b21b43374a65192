//! Forms come from our own pages, or nothing happens.

use axum::body::Body;
use axum::http::{Method, header};
use care::testing::World;
use web::page_doors;

use crate::app::TestApp;
use crate::browser::{form, request};

care::stories![
    a_form_from_elsewhere_changes_nothing_at_any_door,
    other_methods_from_elsewhere_are_refused_too,
    our_own_pages_may_send_forms_whichever_header_the_browser_knows,
];

/// What browsers say of a request that one of our own pages did not make; and what something says that is no browser.
const ELSEWHERE: &[&[(&str, &str)]] = &[
    &[],
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[("sec-fetch-site", "none")],
    &[("sec-fetch-site", "")],
    &[("sec-fetch-site", "cross-site"), ("origin", "http://localhost:8080")],
    &[("origin", "https://evil.example")],
    &[("origin", "null")],
    &[("origin", "")],
    &[("origin", "http://localhost:8081")],
    &[("origin", "https://localhost:8080")],
    &[("origin", "http://localhost:8080.evil.example")],
    &[("referer", "http://localhost:8080/isps/bar-net/inventory")],
];

async fn a_form_from_elsewhere_changes_nothing_at_any_door(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let before = world.picture().await;
    let mut doors = 0;
    for door in page_doors().into_iter().filter(|door| door.method == Method::POST) {
        doors += 1;
        let path = door.path.replace("{slug}", "bar-net").replace("{router}", &app.one.stock.to_string());
        for headers in ELSEWHERE {
            let mut request = form(&path);
            for (name, value) in *headers {
                request = request.header(*name, *value);
            }
            let fields = "macs=4e%3A5f%3A09%3A00%3A00%3A01&name=Bo&address=x&brand=%23000000&email=a%40b.example&role=user";
            let reply = admin.send(request.body(Body::from(fields)).unwrap()).await;
            assert_eq!(reply.status, 403, "{path} with {headers:?}");
            assert_eq!(reply.header("set-cookie"), None, "{path} with {headers:?}");
            reply.is_a_page(&path);
        }
    }
    assert!(doors > 12, "only {doors} doors");
    assert!(world.picture().await == before, "something changed");
}

async fn other_methods_from_elsewhere_are_refused_too(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        let bare = request(method.clone(), "/isps/bar-net/inventory").body(Body::empty()).unwrap();
        assert_eq!(admin.send(bare).await.status, 403);
        let own = request(method, "/isps/bar-net/inventory").header("sec-fetch-site", "same-origin");
        let reply = admin.send(own.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status, 405);
        assert_eq!(reply.header("allow"), Some("GET,HEAD,POST"));
        reply.is_a_page("a method that is not there");
    }
}

async fn our_own_pages_may_send_forms_whichever_header_the_browser_knows(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    for (name, value) in
        [("sec-fetch-site", "same-origin"), (header::ORIGIN.as_str(), "http://localhost:8080")]
    {
        let own = form("/account").header(name, value).body(Body::from("name=Ada+L")).unwrap();
        assert_eq!(admin.send(own).await.status, 303, "{name}");
    }
    assert!(admin.get("/account").await.text.contains("Ada L"));
}
