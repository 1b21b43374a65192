//! Everybody reads Portico in a language of theirs: the browser's, or the one that was chosen in it.

use axum::body::Body;
use axum::http::Method;
use care::testing::World;

use crate::app::{TestApp, Who};
use crate::browser::{Browser, Fields, Reply, request};
use crate::doors::{app_pages, own_pages};
use crate::labels::printed;

care::stories![
    a_browser_is_answered_in_the_language_that_it_asks_for,
    a_choice_counts_more_than_what_the_browser_asks_for,
    whoever_is_not_signed_in_chooses_a_language_and_stays_where_they_are,
    mails_are_written_in_the_language_of_whoever_reads_them,
    an_unknown_language_is_refused_and_leads_nowhere_else,
    every_page_of_the_portal_is_whole_in_spanish,
    every_page_of_the_app_is_whole_in_spanish,
];

async fn asking(browser: &Browser, path: &str, accept: &str) -> Reply {
    let request = request(Method::GET, path).header("accept-language", accept).body(Body::empty()).unwrap();
    browser.send(request).await
}

async fn a_browser_is_answered_in_the_language_that_it_asks_for(world: &World) {
    let app = TestApp::new(world).await;
    let browser = app.nobody();
    let spanish = asking(&browser, "/sign-in", "es-AR,es;q=0.9,en;q=0.5").await.text;
    assert!(spanish.contains("<html lang=\"es\"") && spanish.contains("Contraseña"), "{spanish}");
    let english = asking(&browser, "/sign-in", "de,en;q=0.5").await.text;
    assert!(english.contains("<html lang=\"en\"") && english.contains("Password"), "{english}");
    let missing = asking(&browser, "/no-such-page", "es").await;
    assert_eq!(missing.status, 404);
    assert!(missing.text.contains("<html lang=\"es\""), "what went wrong is told in it too");
}

async fn a_choice_counts_more_than_what_the_browser_asks_for(world: &World) {
    let app = TestApp::new(world).await;
    let browser = app.user().await;
    let next = "/isps/bar-net/online";
    let reply = browser.post("/language", &[("language", "es"), ("next", next)]).await;
    assert_eq!((reply.status.as_u16(), reply.location()), (303, next));
    assert!(asking(&browser, next, "en").await.text.contains("<html lang=\"es\""));
    browser.post("/sign-out", &[]).await;
    assert!(asking(&browser, "/sign-in", "en").await.text.contains("<html lang=\"es\""));
    let elsewhere = browser.post("/language", &[("language", "en"), ("next", "//evil.example")]).await;
    assert_eq!(elsewhere.location(), "/");
}

async fn whoever_is_not_signed_in_chooses_a_language_and_stays_where_they_are(world: &World) {
    let app = TestApp::new(world).await;
    let browser = app.browser();
    for page in ["/forgot", "/app/forgot", "/app/sign-up", "/app/claim"] {
        let text = browser.get(page).await.text;
        let door = if page.starts_with("/app") { "/app/language" } else { "/language" };
        assert!(text.contains(&format!("action=\"{door}\"")), "{page}: {text}");
        let next = text.split("name=\"next\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(next, page);
        let back = browser.post(door, &[("language", "es"), ("next", next)]).await;
        assert_eq!((back.status.as_u16(), back.location()), (303, page));
    }
}

async fn mails_are_written_in_the_language_of_whoever_reads_them(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    admin.post("/language", &[("language", "es")]).await;
    let form = [("email", "nueva@example.net"), ("role", "user")];
    assert_eq!(admin.post("/isps/bar-net/invitations", &form).await.status, 303);
    let mail = world.mail_to("nueva@example.net").await;
    assert!(mail.html.contains("<html lang=\"es\""), "nobody knows her yet: as whoever invited her reads");
    // The other reads English, whatever the one who acts reads.
    let path = format!("/isps/bar-net/collaborators/{}", app.one.user.id);
    assert_eq!(admin.post(&path, &[("role", "read_only")]).await.status, 303);
    let mail = world.mail_to(app.one.user.email.shown()).await;
    assert!(mail.html.contains("<html lang=\"en\"") && mail.text.contains("Read Only"), "{}", mail.text);
    // And whoever comes back in Spanish is written to in Spanish from then on.
    let user = app.user().await;
    user.post("/language", &[("language", "es")]).await;
    assert_eq!(admin.post(&path, &[("role", "user")]).await.status, 303);
    let mail = world.mail_to(app.one.user.email.shown()).await;
    assert!(mail.html.contains("<html lang=\"es\"") && mail.text.contains("Solo lectura"), "{}", mail.text);
}

async fn an_unknown_language_is_refused_and_leads_nowhere_else(world: &World) {
    let app = TestApp::new(world).await;
    let browser = app.nobody();
    for language in ["", "tlh", "es-MX", "en\u{0}"] {
        let reply = browser.post("/language", &[("language", language), ("next", "/account")]).await;
        assert_eq!(reply.status, 422, "{language:?}");
        assert_eq!(browser.cookie("language"), None);
    }
}

/// Sentences of the English file that have no gaps: none of them may stand on a Spanish page.
fn english_sentences() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("../../../../locales/en.ftl").lines();
    let told = lines.filter(|line| !line.starts_with('#')).filter_map(|line| Some(line.split_once(" = ")?.1));
    told.filter(|text| text.split(' ').count() > 2 && !text.contains(['{', '&', '<', '\'', '"']))
}

async fn every_page_of_the_portal_is_whole_in_spanish(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    admin.post("/language", &[("language", "es")]).await;
    let mut pages = 0;
    for path in own_pages(&app, Who::Admin).await {
        let reply = admin.get(&path).await;
        if reply.status != 200 || !reply.text.contains("<html") || path.starts_with("/mailbox") {
            continue;
        }
        pages += 1;
        is_whole_in_spanish(&path, &reply);
    }
    assert!(pages > 30, "{pages} pages");
}

fn is_whole_in_spanish(path: &str, reply: &Reply) {
    assert!(reply.text.contains("<html lang=\"es\""), "{path}");
    for english in english_sentences() {
        assert!(!reply.text.contains(english), "{english:?} on {path}");
    }
}

async fn every_page_of_the_app_is_whole_in_spanish(world: &World) {
    let app = TestApp::new(world).await;
    let (home, isp) = (app.one.customer, app.one.slug());
    let request = app.one.fresh_request_at_home(world, 1).await;
    // With a label to look at, another home to stand at, and a request for access to a third.
    let router = app.one.fresh_router(world, 2).await;
    let label = printed(&app.admin().await, &app.one, router).await;
    world.enable(&app.one.isp, router, "Bo Berg").await;
    world.online_home(&app.one.isp, 1, "203.0.113.7", "Oak").await;
    app.one.request_of(world, &app.one.primary, 3).await;
    let phone = app.in_the_app(&app.one.primary.email).await;
    assert_eq!(phone.post("/app/language", &[("language", "es")]).await.status, 303);
    let mut pages = 0;
    let agreements = ["subscriber_terms", "privacy", "terms_of_use"];
    let agreements = agreements.map(|page| format!("/app/agreements/{isp}?page={page}"));
    for path in app_pages(home, request, isp).into_iter().chain(agreements) {
        if path.ends_with("/live") {
            continue;
        }
        let reply = phone.get(&path).await;
        if reply.status == 200 && reply.text.contains("<html") {
            pages += 1;
            is_whole_in_spanish(&path, &reply);
        }
    }
    assert!(pages > 20, "{pages} pages");
    // What only a form shows, in each of the places where one can stand.
    let (here, away) = (phone.clone().at([203, 0, 113, 7]), phone.clone().at([198, 51, 100, 9]));
    let forms: [(&Browser, &str, Fields<'_>, u16); 10] = [
        (&here, "/app/set-up/home", &[], 200),
        (&here, "/app/claims", &[], 409),
        (&away, "/app/set-up/home", &[], 200),
        (&away, "/app/requests", &[], 409),
        (&away, "/app/claim", &[("token", &*label)], 200),
        (&away, "/app/claim", &[("token", "k1_nonsense")], 410),
        (&away, "/app/confirm", &[("token", "e1_nonsense")], 410),
        (&away, "/app/sign-up", &[("email", "eve@mail.example")], 200),
        (&away, "/app/account", &[("name", "x\u{0}")], 422),
        (&away, "/app/account/password", &[("current", "x"), ("password", "short")], 422),
    ];
    for (browser, form, fields, status) in forms {
        let reply = browser.post(form, fields).await;
        assert_eq!(reply.status, status, "{form}: {}", reply.text);
        is_whole_in_spanish(form, &reply);
    }
    world.mails().await;
}
