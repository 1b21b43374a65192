//! Forms and addresses that no page of ours would send: each is answered by a page, and the fault is never ours.

use std::fmt::Write as _;

use axum::body::Body;
use axum::http::Method;
use care::testing::{PASSWORD, World};
use web::page_doors;

use crate::app::TestApp;
use crate::browser::{Browser, Reply, encoded, form, request};
use crate::net::nth_mac;

care::stories![
    a_form_that_is_too_large_is_refused_with_a_sentence,
    ten_thousand_macs_are_added_at_once,
    a_form_that_cannot_be_read_is_refused_with_a_sentence,
    no_text_in_any_field_breaks_anything,
    an_address_that_names_nothing_leads_to_a_page,
];

fn is_refused(reply: &Reply, what: &str) {
    assert!(reply.status.is_client_error(), "{what}: {}", reply.status);
    reply.is_a_page(what);
}

async fn a_form_that_is_too_large_is_refused_with_a_sentence(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    for path in ["/isps/bar-net/inventory", "/sign-in", "/join"] {
        let reply = admin.post_raw(path, format!("macs={}", "a".repeat(512 * 1024))).await;
        is_refused(&reply, path);
        assert_eq!(reply.status, 413, "{path}");
        assert!(
            reply.text.contains("That is more than fits in one go. Send it in smaller parts."),
            "{}",
            reply.text
        );
    }
    let endless = futures_util::stream::repeat(Ok::<_, std::convert::Infallible>("a".repeat(1024)));
    let reply = admin.send(admin.own("/forgot").body(Body::from_stream(endless)).unwrap()).await;
    assert_eq!(reply.status, 413, "one that does not say its size is cut off");
}

async fn ten_thousand_macs_are_added_at_once(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let mut macs = String::new();
    for n in 0..10_000 {
        writeln!(macs, "{}\r", nth_mac(9, n)).unwrap();
    }
    let form = encoded(&[("macs", &macs)]);
    assert!(form.len() < 512 * 1024, "the limit of a form must leave room for {} bytes", form.len());
    let reply = admin.post_raw("/isps/bar-net/inventory", form.clone()).await;
    assert_eq!(reply.status, 303, "{}", reply.text);
    assert!(admin.get("/isps/bar-net/inventory").await.text.contains("10,000 routers were added"));
    let again = admin.post_raw("/isps/bar-net/inventory", form).await;
    assert_eq!(again.status, 422);
    assert!(again.text.contains("And 9,995 more."));
}

async fn a_form_that_cannot_be_read_is_refused_with_a_sentence(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let bodies: [&[u8]; 10] = [
        b"",
        b"%",
        b"macs=%zz&email=%&name=%c3%28",
        b"email=\xff\xfe&macs=\xff",
        b"email=a&email=b&macs=1&macs=2&name=x&name=y&token=1&token=2&password=1&password=2",
        b"email[]=a%40b.example&macs[]=1&email[0]=x",
        b"{\"email\":[\"a@b.example\",\"c@d.example\"]}",
        b"&&&===&=&",
        b"%00=%00",
        b"email=%00%00&macs=%00&name=%00&address=%00&token=%00&password=%00",
    ];
    for door in page_doors().into_iter().filter(|door| changes_little(door.path, &door.method)) {
        let path = door.path.replace("{slug}", "bar-net").replace("{router}", &app.one.stock.to_string());
        let path = path.replace("{person}", &app.one.user.id.to_string());
        for body in bodies {
            let what = format!("{path} {}", String::from_utf8_lossy(body));
            let reply = admin.post_raw(&path, body).await;
            assert!(reply.status.as_u16() < 500, "{what}: {}", reply.status);
            if !reply.status.is_redirection() && !path.ends_with("/questions") {
                reply.is_a_page(&what);
            }
        }
        for kind in ["application/json", "multipart/form-data", "text/plain", ""] {
            let odd = form(&path).header("sec-fetch-site", "same-origin");
            let mut odd = odd.body(Body::from("email=a%40b.example")).unwrap();
            odd.headers_mut().insert("content-type", kind.parse().unwrap());
            if !is_a_button(door.path) {
                is_refused(&admin.send(odd).await, &format!("{path} as {kind:?}"));
            }
        }
    }
    world.mails().await;
}

/// Whether there is nothing in its form, so that nothing in it can be wrong.
fn is_a_button(path: &str) -> bool {
    ["/certificate-windows", "/questions", "/removal", "/recovery-codes", "/factor-reset"]
        .iter()
        .any(|end| path.ends_with(end))
}

/// Whether it is a form that does not end the Admin's session.
fn changes_little(path: &str, method: &Method) -> bool {
    *method == Method::POST && !path.contains("sign-out")
}

async fn no_text_in_any_field_breaks_anything(world: &World) {
    let app = TestApp::new(world).await;
    let long = "é".repeat(10_000);
    let texts = [
        "\0",
        "a\0b",
        "\u{202e}gnp.exe",
        "a\r\nBcc: x@y.example",
        "'; DROP TABLE person; --",
        "<b>\"&'</b>",
        &long,
    ];
    let admin = app.admin().await;
    let mut wrong = Vec::new();
    for text in texts {
        let email = format!("{text}@example.net");
        // Fresh ones, since some of these texts are good enough.
        let invited = world.invite(&app.one.isp, &format!("guest{}@example.net", fresh()), "user").await;
        let router = app.one.fresh_router(world, fresh()).await;
        let activation = format!("/isps/bar-net/inventory/{router}/activation");
        let forms: [(&str, &[(&str, &str)]); 14] = [
            ("/sign-in", &[("email", text), ("password", PASSWORD)]),
            ("/sign-in", &[("email", &email), ("password", PASSWORD)]),
            ("/sign-in", &[("email", "a@example.net"), ("password", text)]),
            ("/forgot", &[("email", &email)]),
            ("/join", &[("token", text)]),
            ("/reset", &[("token", text)]),
            ("/passwords", &[("token", text), ("password", text)]),
            ("/account", &[("name", text)]),
            ("/isps/bar-net/inventory", &[("macs", text)]),
            (&activation, &[("name", text), ("address", text), ("email", &email), ("phone", text)]),
            (&activation, &[("name", text), ("address", text)]),
            ("/isps/bar-net/settings", &[("name", text), ("brand", text)]),
            ("/isps/bar-net/settings", &[("name", text), ("brand", "#0f766e")]),
            ("/isps/bar-net/invitations", &[("email", &email), ("role", text)]),
        ];
        for (path, fields) in forms {
            wrong.extend(fault(&admin, path, fields, text).await);
        }
        // What was taken is shown on these.
        for page in
            ["/account", "/isps/bar-net/overview", "/isps/bar-net/settings", "/isps/bar-net/inventory"]
        {
            let shown = admin.get(page).await;
            if shown.status != 200 || shown.text.contains("<b>\"") {
                wrong.push(format!("{page} after {:.20}: {}", text.escape_debug(), shown.status));
            }
        }
        let accept = [("token", invited.reveal()), ("name", text), ("password", PASSWORD)];
        wrong.extend(fault(&app.browser(), "/acceptances", &accept, text).await);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    world.mails().await;
}

/// A number that was not used yet.
fn fresh() -> u16 {
    static NEXT: std::sync::atomic::AtomicU16 = std::sync::atomic::AtomicU16::new(0);
    NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
}

async fn fault(browser: &Browser, path: &str, fields: &[(&str, &str)], text: &str) -> Option<String> {
    let reply = browser.post(path, fields).await;
    (reply.status.as_u16() >= 500)
        .then(|| format!("{path} with {:.20}: {}", text.escape_debug(), reply.status))
}

async fn an_address_that_names_nothing_leads_to_a_page(world: &World) {
    let app = TestApp::new(world).await;
    let long = "a".repeat(20_000);
    let parts =
        ["%00", "%FF", "%C3%28", "%2e%2e", "%", "%zz", "a%2Fb", "..", "%20", "🦦", &long, "bar-net%00"];
    let queries =
        ["?after=%FF", "?after=1&after=2", "?%00=%00", "?after=%00", "?&&&=", "?after=", "?add&add"];
    for browser in [app.admin().await, app.nobody()] {
        let signed_in = browser.cookie("portico").is_some();
        for door in page_doors().into_iter().filter(|door| door.method == Method::GET) {
            for part in parts {
                let own = door.path.replace("{slug}", "bar-net");
                for path in [filled(door.path, part), filled(&own, part), format!("/{part}")] {
                    let Ok(request) = request(Method::GET, &path).body(Body::empty()) else { continue };
                    let reply = browser.send(request).await;
                    assert!(reply.status.as_u16() < 500, "{path}: {}", reply.status);
                    if reply.status.is_client_error() {
                        is_refused(&reply, &path);
                    }
                    if signed_in && path.contains('%') && path.starts_with("/isps/") && path != own {
                        assert_eq!(reply.status, 404, "{path}");
                    }
                }
            }
            for query in queries {
                let path = format!("{}{query}", filled(&door.path.replace("{slug}", "bar-net"), "0f766e"));
                let reply = browser.get(&path).await;
                assert!(reply.status.as_u16() < 500, "{path}: {}", reply.status);
                if reply.status.is_client_error() {
                    is_refused(&reply, &path);
                }
            }
        }
    }
}

fn filled(path: &str, part: &str) -> String {
    path.split('/').map(|it| if it.starts_with('{') { part } else { it }).collect::<Vec<_>>().join("/")
}
