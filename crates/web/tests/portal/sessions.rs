//! Sessions over HTTP: who is signed in, and for how long.

use std::time::Duration;

use axum::body::Body;
use axum::http::Method;
use care::access::Role;
use care::collaborator;
use care::testing::{PASSWORD, World};

use crate::app::TestApp;
use crate::browser::{Browser, request};

care::stories![
    a_cookie_from_before_signing_in_is_not_adopted,
    signing_in_anew_ends_the_session_that_the_browser_held,
    signing_out_ends_the_session_on_the_server_too,
    signing_out_everywhere_ends_it_in_every_browser,
    half_an_hour_without_a_request_ends_a_session,
    twelve_hours_end_a_session_however_busy_it_is,
    a_page_that_asks_by_itself_keeps_nobody_signed_in_and_nobody_seen,
    a_home_that_asks_by_itself_keeps_nobody_signed_in,
    last_seen_is_written_once_a_minute,
    a_removed_collaborator_is_out_with_the_next_request_and_stays_signed_in,
    a_changed_role_counts_with_the_next_request,
];

const OVERVIEW: &str = "/isps/bar-net/overview";

async fn is_in(browser: &Browser) -> bool {
    let reply = browser.get(OVERVIEW).await;
    match (reply.status.as_u16(), reply.location()) {
        (200, _) => true,
        (303, "/sign-in?next=/isps/bar-net/overview") => false,
        other => panic!("{other:?}"),
    }
}

async fn a_cookie_from_before_signing_in_is_not_adopted(world: &World) {
    let app = TestApp::new(world).await;
    let (victim, thief) = (app.browser(), app.browser());
    let planted = "cGxhbnRlZCBieSBzb21lYm9keSBlbHNlIGJlZm9yZWhhbmQ";
    victim.set_cookie("portico", planted);
    thief.set_cookie("portico", planted);
    let email = app.one.admin.email.shown();
    assert_eq!(victim.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await.status, 303);
    assert_ne!(victim.cookie("portico").as_deref(), Some(planted));
    assert!(is_in(&victim).await && !is_in(&thief).await);
}

async fn signing_in_anew_ends_the_session_that_the_browser_held(world: &World) {
    let app = TestApp::new(world).await;
    let browser = app.user().await;
    let copy = app.browser();
    copy.set_cookie("portico", &browser.cookie("portico").unwrap());
    assert!(is_in(&copy).await);
    let email = app.one.admin.email.shown();
    assert_eq!(browser.post("/sign-in", &[("email", email), ("password", "not it")]).await.status, 422);
    assert!(is_in(&copy).await, "a failed attempt ends nothing");
    assert_eq!(browser.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await.status, 303);
    assert!(is_in(&browser).await && !is_in(&copy).await);
}

async fn signing_out_ends_the_session_on_the_server_too(world: &World) {
    let app = TestApp::new(world).await;
    let (browser, other) = (app.admin().await, app.admin().await);
    let cookie = browser.cookie("portico").unwrap();
    let reply = browser.post("/sign-out", &[]).await;
    assert_eq!(reply.location(), "/sign-in");
    assert_eq!(browser.cookie("portico"), None, "the browser forgets it");
    browser.set_cookie("portico", &cookie);
    assert!(!is_in(&browser).await, "and the server does");
    assert!(is_in(&other).await, "only here");
    assert_eq!(browser.post("/sign-out", &[]).await.status, 303, "a second time does no harm");
}

async fn signing_out_everywhere_ends_it_in_every_browser(world: &World) {
    let app = TestApp::new(world).await;
    let (here, there, colleague) = (app.admin().await, app.admin().await, app.user().await);
    assert_eq!(here.post("/account/sign-outs", &[]).await.location(), "/sign-in");
    assert!(!is_in(&here).await && !is_in(&there).await);
    assert!(is_in(&colleague).await);
}

async fn half_an_hour_without_a_request_ends_a_session(world: &World) {
    let app = TestApp::new(world).await;
    let browser = app.admin().await;
    for _ in 0..3 {
        world.minutes(29);
        assert!(is_in(&browser).await, "each request starts the half hour again");
    }
    world.minutes(30);
    assert!(!is_in(&browser).await);
    let lost = browser.post("/isps/bar-net/inventory", &[("macs", "4e:5f:09:00:00:01")]).await;
    assert_eq!(lost.status, 401);
    lost.is_a_page("a form after the session ended");
}

async fn twelve_hours_end_a_session_however_busy_it_is(world: &World) {
    let app = TestApp::new(world).await;
    let browser = app.admin().await;
    for _ in 0..35 {
        world.minutes(20);
        assert!(is_in(&browser).await);
    }
    world.minutes(20);
    assert!(!is_in(&browser).await);
}

async fn a_page_that_asks_by_itself_keeps_nobody_signed_in_and_nobody_seen(world: &World) {
    let app = TestApp::new(world).await;
    let browser = app.admin().await;
    assert!(is_in(&browser).await);
    let before = world.picture().await;
    for _ in 0..2 {
        world.minutes(10);
        let live = request(Method::GET, OVERVIEW).header("portico-live", "1").body(Body::empty()).unwrap();
        assert_eq!(browser.send(live).await.status, 200);
        assert_eq!(browser.get("/isps/bar-net/live").await.status, 200);
    }
    assert!(world.picture().await == before, "something was written");
    world.minutes(10);
    let late = request(Method::GET, OVERVIEW).header("portico-live", "1").body(Body::empty()).unwrap();
    assert_eq!(browser.send(late).await.status, 401, "it is not sent to another page");
    assert!(!is_in(&browser).await);
}

async fn a_home_that_asks_by_itself_keeps_nobody_signed_in(world: &World) {
    let app = TestApp::new(world).await;
    let phone = app.in_the_app(&app.one.primary.email).await;
    let page = care::mobile_user::path(app.one.customer);
    assert_eq!(phone.get(&page).await.status, 200);
    let before = world.picture().await;
    world.minutes(10);
    let live = request(Method::GET, &page).header("portico-live", "1").body(Body::empty()).unwrap();
    assert_eq!(phone.send(live).await.status, 200);
    assert!(world.picture().await == before, "something was written");
}

async fn last_seen_is_written_once_a_minute(world: &World) {
    let app = TestApp::new(world).await;
    let browser = app.admin().await;
    assert!(is_in(&browser).await);
    let mut seen = world.picture().await;
    for (seconds, moves) in [(1, false), (58, false), (1, true), (59, false), (1, true)] {
        world.advance(Duration::from_secs(seconds));
        assert!(is_in(&browser).await);
        let now = world.picture().await;
        assert_eq!(now["collaborator"] != seen["collaborator"], moves, "after {seconds} s more");
        assert_eq!(now["session"] != seen["session"], moves, "after {seconds} s more");
        seen = now;
    }
}

async fn a_removed_collaborator_is_out_with_the_next_request_and_stays_signed_in(world: &World) {
    let app = TestApp::new(world).await;
    let browser = app.user().await;
    assert!(is_in(&browser).await);
    world.remove(&app.one.isp, &app.one.user).await;
    let shut = browser.get(OVERVIEW).await;
    assert_eq!(shut.status, 404);
    assert_eq!(shut, browser.get("/isps/far-net/overview").await, "the ISP is now like any other's");
    let refused = browser.post("/isps/bar-net/inventory", &[("macs", "4e:5f:09:00:00:01")]).await;
    assert_eq!(refused.status, 404);
    assert_eq!(browser.get("/account").await.status, 200);
    assert_eq!(browser.get("/").await.location(), "/account");
}

async fn a_changed_role_counts_with_the_next_request(world: &World) {
    let app = TestApp::new(world).await;
    let browser = app.user().await;
    let add = async |mac| browser.post("/isps/bar-net/inventory", &[("macs", mac)]).await.status.as_u16();
    let become_one = async |role| {
        let user = app.one.user.id;
        world
            .by(&app.one.isp, &app.one.isp.admin, async |tx| collaborator::change(tx, user, role).await)
            .await
            .unwrap();
    };
    assert_eq!(add("4e:5f:09:00:00:01").await, 303);
    become_one(Role::ReadOnly).await;
    assert_eq!(add("4e:5f:09:00:00:02").await, 403);
    assert!(browser.get("/isps/bar-net/inventory").await.text.contains("Your access is Read Only"));
    become_one(Role::Admin).await;
    assert_eq!(add("4e:5f:09:00:00:02").await, 303);
    assert_eq!(browser.get("/isps/bar-net/settings").await.status, 200);
    assert_eq!(world.mails().await.len(), 2, "each change is told by mail");
}
