//! Links that people hold: whatever opens them by itself (scanners, previews, prefetching browsers) does no harm.

use axum::body::Body;
use axum::http::Method;
use care::link::{Kind, Token};
use care::setup;
use care::testing::{PASSWORD, Picture, World};
use web::pages;

use crate::app::{TestApp, parts};
use crate::browser::{Browser, request};

care::stories![
    looking_at_a_links_page_changes_nothing_and_sets_no_cookie,
    opening_a_link_changes_nothing_however_often,
    an_invitation_is_accepted_once,
    a_forgotten_password_is_replaced_by_mail_and_ends_every_session,
    the_first_start_is_set_up_once,
];

async fn looking_at_a_links_page_changes_nothing_and_sets_no_cookie(world: &World) {
    let app = TestApp::new(world).await;
    let browser = app.admin().await;
    let token = app.one.invitation.reveal();
    let before = world.picture().await;
    for page in ["/join", "/reset", "/setup", "/address", "/undo"] {
        for path in [page.to_owned(), format!("{page}?token={token}")] {
            for method in [Method::GET, Method::HEAD] {
                for purpose in ["", "prefetch", "prefetch;prerender"] {
                    let request = request(method.clone(), &path).header("sec-purpose", purpose);
                    let reply = browser.send(request.body(Body::empty()).unwrap()).await;
                    assert_eq!(reply.status, 200, "{method} {path}");
                    assert_eq!(reply.header("set-cookie"), None, "{method} {path}");
                }
            }
        }
    }
    assert!(world.picture().await == before, "something changed");
}

/// The database without the counts of attempts.
async fn picture(world: &World) -> Picture {
    let mut picture = world.picture().await;
    assert!(picture.remove("throttle").is_some_and(|counts| !counts.is_empty()), "nothing was counted");
    picture
}

async fn opening_a_link_changes_nothing_however_often(world: &World) {
    let app = TestApp::new(world).await;
    let browser = app.browser();
    let reset = reset_link(&app, &browser).await;
    let links =
        [("/join", app.one.invitation.clone(), "Join Net"), ("/reset", reset, "Choose a new password")];
    let before = picture(world).await;
    for (path, token, title) in links {
        for _ in 0..3 {
            let reply = browser.post(path, &[("token", token.reveal())]).await;
            assert_eq!(reply.status, 200);
            assert_eq!(reply.header("set-cookie"), None);
            assert!(reply.text.contains(title), "{}", reply.text);
        }
    }
    assert!(picture(world).await == before, "something changed");
}

async fn reset_link(app: &TestApp<'_>, browser: &Browser) -> Token {
    let email = &app.one.user.email;
    assert_eq!(browser.post("/forgot", &[("email", email.shown())]).await.status, 200);
    app.world.mail_to(email.canonical()).await.token(Kind::Reset)
}

async fn an_invitation_is_accepted_once(world: &World) {
    let app = TestApp::new(world).await;
    let browser = app.pending();
    let token = app.one.invitation.reveal();
    let short = browser.post("/acceptances", &[("token", token), ("password", "too short")]).await;
    assert_eq!(short.status, 422);
    assert!(short.text.contains("Use at least 15 characters"), "{}", short.text);
    for name in ["P\u{0}ia", &"Pia ".repeat(30)] {
        let refused =
            browser.post("/acceptances", &[("token", token), ("name", name), ("password", PASSWORD)]).await;
        assert_eq!(refused.status, 422, "{name:?}");
        assert!(refused.text.contains("Use at most 80 characters on one line."), "{}", refused.text);
    }
    let fields = [("token", token), ("name", "Pia"), ("password", PASSWORD)];
    let accepted = browser.post("/acceptances", &fields).await;
    assert_eq!((accepted.status.as_u16(), accepted.location()), (303, "/isps/bar-net/overview"));
    assert_eq!(browser.get("/isps/bar-net/overview").await.status, 200);
    let again = app.browser().post("/acceptances", &fields).await;
    assert_eq!(again.status, 410);
    assert_eq!(again.header("set-cookie"), None);
}

async fn a_forgotten_password_is_replaced_by_mail_and_ends_every_session(world: &World) {
    let app = TestApp::new(world).await;
    let (here, there) = (app.user().await, app.user().await);
    let token = reset_link(&app, &here).await;
    let new = "seven lamps over a slow river";
    let set = here.post("/passwords", &[("token", token.reveal()), ("password", new)]).await;
    assert_eq!((set.status.as_u16(), set.location()), (303, "/sign-in"));
    assert!(here.get("/sign-in").await.text.contains("Your password is set"));
    for browser in [&here, &there] {
        assert_eq!(browser.get("/isps/bar-net/overview").await.location(), "/sign-in");
    }
    let again = here.post("/passwords", &[("token", token.reveal()), ("password", PASSWORD)]).await;
    assert_eq!(again.status, 410);
    let email = app.one.user.email.shown();
    assert_eq!(here.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await.status, 422);
    assert_eq!(here.post("/sign-in", &[("email", email), ("password", new)]).await.status, 303);
    world.mail_to(app.one.user.email.canonical()).await;
}

async fn the_first_start_is_set_up_once(world: &World) {
    let token = world.system(setup::offer).await.unwrap().unwrap();
    let browser = Browser::new(pages(web::App::new(parts(world))), world.db.site().origin());
    let opened = browser.post("/setup", &[("token", token.reveal())]).await;
    assert_eq!(opened.status, 200);
    let fields = [
        ("token", token.reveal()),
        ("isp", "Bar Net"),
        ("name", "Ada"),
        ("email", "ada@barnet.example"),
        ("password", PASSWORD),
    ];
    let mut unusable = fields;
    unusable[2] = ("name", "A\u{1b}da");
    let refused = browser.post("/setups", &unusable).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("Use at most 80 characters on one line."), "{}", refused.text);
    let made = browser.post("/setups", &fields).await;
    assert_eq!((made.status.as_u16(), made.location()), (303, "/isps/bar-net/overview"));
    assert!(browser.get("/isps/bar-net/overview").await.text.contains("First steps"));
    assert_eq!(browser.post("/setups", &fields).await.status, 410);
    assert_eq!(browser.post("/setup", &fields[..1]).await.status, 410);
}
