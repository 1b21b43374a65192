//! Links that people hold: whatever opens them by itself (scanners, previews, prefetching browsers) does no harm.

use axum::body::Body;
use axum::http::Method;
use care::access::Role;
use care::link::{Kind, Token};
use care::testing::{PASSWORD, Picture, World};
use care::{access_request, collaborator, invitation, mobile_user, setup};
use web::pages;

use crate::app::{TestApp, parts};
use crate::browser::{Browser, request};
use crate::labels;

care::stories![
    looking_at_a_links_page_changes_nothing_and_sets_no_cookie,
    looking_at_the_apps_link_pages_changes_nothing_and_sets_no_cookie,
    opening_a_link_changes_nothing_however_often,
    opening_a_link_of_the_app_changes_nothing_however_often,
    an_invitation_is_accepted_once,
    whoever_accepted_by_a_link_is_let_through_by_it_again_and_nobody_else,
    a_forgotten_password_is_replaced_by_mail_and_ends_every_session,
    the_first_start_is_set_up_once,
];

async fn looking_at_a_links_page_changes_nothing_and_sets_no_cookie(world: &World) {
    let app = TestApp::new(world).await;
    let browser = app.admin().await;
    let token = app.one.invitation.reveal();
    let before = world.picture().await;
    for page in ["/join", "/reset", "/setup", "/renew", "/address", "/undo"] {
        look_at(&browser, page, token).await;
    }
    assert!(world.picture().await == before, "something changed");
}

/// Looks at a link's page in each of the ways in which browsers and scanners do.
async fn look_at(browser: &Browser, page: &str, token: &str) {
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

async fn looking_at_the_apps_link_pages_changes_nothing_and_sets_no_cookie(world: &World) {
    let app = TestApp::new(world).await;
    let home = app.one.customer;
    let token = world.invite_home(&app.one.isp, home, "ana@mail.example").await;
    // The mail of a request leads to a page that decides nothing by itself.
    let request = access_request::path(home, app.one.fresh_request_at_home(world, 1).await);
    let primary = app.in_the_app(&app.one.primary.email).await;
    // That they were there is noted once a minute, and so no more in what follows.
    assert_eq!(primary.get(&mobile_user::path(home)).await.status, 200);
    let before = world.picture().await;
    for browser in [&app.nobody(), &primary] {
        for page in ["/app/join", "/app/reset", "/app/renew", "/app/confirm", "/app/claim"] {
            look_at(browser, page, token.reveal()).await;
        }
    }
    look_at(&primary, &request, token.reveal()).await;
    assert!(world.picture().await == before, "something changed");
    let decides = primary.get(&request).await.text;
    assert!(decides.contains("q1.kq7xwv@example.net") && decides.contains("Approve"), "{decides}");
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
    let links = [
        ("/join", app.one.invitation.clone(), "Join Net"),
        ("/reset", reset, "Choose a new password"),
        ("/renew", app.one.expired.clone(), "Ask for a new invitation"),
    ];
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

async fn opening_a_link_of_the_app_changes_nothing_however_often(world: &World) {
    let app = TestApp::new(world).await;
    let (one, late) = (&app.one, "late@mail.example");
    let expired = world.invite_home(&one.isp, one.customer, late).await;
    world.expire(late).await;
    let invited = world.invite_home(&one.isp, one.customer, "ana@mail.example").await;
    let signs_up = world.ask_to_sign_up("eve@mail.example").await;
    let phone = app.in_the_app(&one.primary.email).await;
    assert_eq!(phone.post("/app/forgot", &[("email", one.primary.email.shown())]).await.status, 200);
    let reset = world.mail_to(one.primary.email.canonical()).await.token(Kind::Reset);
    let router = one.fresh_router(world, 61).await;
    let label = labels::printed(&app.admin().await, one, router).await;
    world.enable(&one.isp, router, "Bo Berg").await;
    let links = [
        ("/app/join", invited.reveal(), "Join Net"),
        ("/app/reset", reset.reveal(), "Choose a new password"),
        ("/app/renew", expired.reveal(), "Ask for a new invitation"),
        ("/app/confirm", signs_up.reveal(), "eve@mail.example"),
        ("/app/claim", &label, "Claim this home"),
    ];
    let before = picture(world).await;
    for (path, token, title) in links {
        for _ in 0..3 {
            let reply = phone.post(path, &[("token", token)]).await;
            assert_eq!(reply.status, 200, "{path}: {}", reply.text);
            assert_eq!(reply.header("set-cookie"), None, "{path}");
            assert!(reply.text.contains(title), "{path}: {}", reply.text);
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

/// A double click, a page that is loaded once more, the mail of last month.
async fn whoever_accepted_by_a_link_is_let_through_by_it_again_and_nobody_else(world: &World) {
    let app = TestApp::new(world).await;
    let (isp, token) = (&app.one.isp, app.one.invitation.reveal());
    let fields = [("token", token), ("name", "Pia"), ("password", PASSWORD)];
    let pia = app.pending();
    assert_eq!(pia.post("/acceptances", &fields).await.status, 303);
    let id = world.identity("pia.kq7xwv@example.net").await.unwrap().id;
    let change =
        async |role| world.by(isp, &isp.admin, async |tx| collaborator::change(tx, id, role).await).await;
    change(Role::ReadOnly).await.unwrap();
    world.mails().await;
    // Without the throttle and the note of when she was seen, nothing moves by it.
    let collaborators = async || world.picture().await["collaborator"].len();
    let before = (collaborators().await, world.picture().await["link"].clone());
    for door in ["/join", "/acceptances"] {
        let again = pia.post(door, &fields).await;
        assert_eq!((again.status.as_u16(), again.location()), (303, "/isps/bar-net/overview"), "{door}");
        for other in [app.nobody(), app.user().await, app.admin().await, app.stranger().await] {
            let gone = other.post(door, &fields).await;
            assert_eq!(gone.status, 410, "{door}");
            assert!(!gone.text.contains("Net kq7xwv"), "{door}: {}", gone.text);
        }
    }
    assert_eq!((collaborators().await, world.picture().await["link"].clone()), before);
    assert_eq!(world.seat(isp, "pia.kq7xwv@example.net").await.1, Some(Role::ReadOnly), "as what she is now");

    // Whoever was removed is as gone as the link, also where they can still sign in.
    let far = &app.two.isp;
    let invited =
        world.by(far, &far.admin, async |tx| invitation::invite(tx, "pia.kq7xwv@example.net", "user").await);
    invited.await.unwrap();
    world.by(isp, &isp.admin, async |tx| collaborator::remove(tx, id).await).await.unwrap();
    world.mails().await;
    assert_eq!(pia.get("/isps/far-net/overview").await.status, 200);
    for door in ["/join", "/acceptances"] {
        assert_eq!(pia.post(door, &fields).await.status, 410, "{door}");
    }
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
        assert!(browser.get("/isps/bar-net/overview").await.location().starts_with("/sign-in?"));
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
