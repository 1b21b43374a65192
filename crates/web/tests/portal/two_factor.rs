//! Two-factor in the pages: the second step, the way to a proof and back, places that require it, passkeys.

use axum::body::Body;
use axum::http::Method;
use care::testing::{Authenticator, PASSWORD, Person, Phone, World, shown_by_app};
use serde_json::Value;

use crate::app::TestApp;
use crate::browser::{Browser, request};

care::stories![
    whoever_has_an_app_signs_in_in_two_steps,
    what_is_sensitive_leads_to_a_proof_and_back,
    a_proof_leads_nowhere_else,
    where_two_factor_is_required_the_next_sign_in_leads_to_setting_it_up,
    accepting_an_invitation_is_no_way_around_required_two_factor,
    a_passkey_is_added_signs_in_and_is_removed,
    an_admin_resets_a_colleague,
    recovery_codes_are_shown_once,
];

const SETTINGS: &str = "/isps/bar-net/settings";

/// What stands between two pieces of a page.
pub(crate) fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}")).1;
    rest.split_once(after).unwrap().0
}

/// What the app shows whose secret stands on this page.
fn code_of(world: &World, page: &str) -> (String, String) {
    let secret = between(page, "mono secret\">", "<").replace(' ', "");
    (shown_by_app(&secret, world.db.clock().millis()), secret)
}

/// The User of the first ISP, with an app, as of before the story.
pub(crate) async fn user_with_app(app: &TestApp<'_>) -> (Person, Phone) {
    let mut user = app.one.user.clone();
    let phone = app.world.with_app(&mut user).await;
    app.world.advance(std::time::Duration::from_secs(30));
    (user, phone)
}

async fn whoever_has_an_app_signs_in_in_two_steps(world: &World) {
    let app = TestApp::new(world).await;
    let (user, phone) = user_with_app(&app).await;
    let browser = app.signed_in(&user.email).await;
    let waiting = browser.cookie("portico").unwrap();
    for page in ["/", "/account", "/isps/bar-net/overview", "/isps/bar-net/inventory"] {
        let led = browser.get(page).await;
        let step = led.location().split('?').next();
        assert_eq!((led.status.as_u16(), step), (303, Some("/sign-in/factor")), "{page}");
    }
    assert_eq!(browser.get("/isps/bar-net/live").await.status, 401);
    assert_eq!(browser.post("/isps/bar-net/inventory", &[("macs", "4e:5f:09:09:09:09")]).await.status, 401);
    let page = browser.get("/sign-in/factor").await;
    page.is_a_page("the second step");
    let mut sentences = Vec::new();
    for wrong in ["000000", "", "nonsense", "0000-0000-0000-0000", &world.code(&phone)[..5]] {
        let reply = browser.post("/sign-in/factor", &[("code", wrong)]).await;
        assert_eq!(reply.status, 422, "{wrong:?}");
        sentences.push(between(&reply.text, "id=\"code-error\">", "</p>").to_owned());
    }
    sentences.dedup();
    assert_eq!(sentences.len(), 1, "all wrong codes are told in the same words: {sentences:?}");
    let let_in = browser.post("/sign-in/factor", &[("code", &world.code(&phone))]).await;
    assert_eq!((let_in.status.as_u16(), let_in.location()), (303, "/"));
    assert_ne!(browser.cookie("portico").unwrap(), waiting);
    assert_eq!(browser.get("/isps/bar-net/overview").await.status, 200);
    browser.set_cookie("portico", &waiting);
    assert!(browser.get("/isps/bar-net/overview").await.location().starts_with("/sign-in?"));
}

async fn what_is_sensitive_leads_to_a_proof_and_back(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    world.minutes(11);
    // A dialog asks before anything is confirmed.
    let dialog = "/isps/bar-net/settings/two-factor";
    let led = admin.get(dialog).await;
    assert_eq!(
        (led.status.as_u16(), led.location()),
        (303, "/account/proof?next=/isps/bar-net/settings/two-factor")
    );
    // A form that comes too late leads there from the page that it belongs to.
    let led = admin.post(dialog, &[("require", "on")]).await;
    assert_eq!(
        (led.status.as_u16(), led.location()),
        (303, format!("/account/proof?next={dialog}").as_str())
    );
    let page = admin.get(led.location()).await;
    page.is_a_page("the proof");
    assert_eq!(between(&page.text, "name=\"next\" value=\"", "\""), dialog);
    let wrong = admin.post("/account/proof", &[("password", "not my password"), ("next", dialog)]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("This is not your password.") && wrong.text.contains(dialog));
    let nothing = admin.post("/account/proof", &[("password", ""), ("next", dialog)]).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.text.contains("Enter a password."), "{}", nothing.text);
    let before = admin.cookie("portico").unwrap();
    let back = admin.post("/account/proof", &[("password", PASSWORD), ("next", dialog)]).await;
    assert_eq!((back.status.as_u16(), back.location()), (303, dialog));
    assert_ne!(admin.cookie("portico").unwrap(), before, "the session has a new secret");
    let shown = admin.get(dialog).await;
    assert!(shown.status == 200 && shown.text.contains("Nothing was changed yet"), "{}", shown.text);
    assert_eq!(admin.post(dialog, &[("require", "on")]).await.location(), SETTINGS);
    assert!(admin.get(SETTINGS).await.text.contains("Two-factor required"));
    assert_eq!(admin.post(dialog, &[("require", "perhaps")]).await.status, 422);
}

async fn a_proof_leads_nowhere_else(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    for evil in [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
    ] {
        let back = admin.post("/account/proof", &[("password", PASSWORD), ("next", evil)]).await;
        assert_eq!((back.status.as_u16(), back.location()), (303, "/account"), "{evil:?}");
        let page = admin
            .get(&format!("/account/two-factor?next={}", crate::browser::escaped(evil.as_bytes())))
            .await;
        assert!(!page.text.contains("evil.example"), "{}", page.text);
    }
}

async fn where_two_factor_is_required_the_next_sign_in_leads_to_setting_it_up(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let working = app.user().await;
    world.minutes(1);
    let switched = admin.post("/isps/bar-net/settings/two-factor", &[("require", "on")]).await;
    assert_eq!(switched.location(), SETTINGS);
    assert_eq!(working.get("/isps/bar-net/overview").await.status, 200, "who is at work goes on");
    let user = app.user().await;
    let led = user.get("/isps/bar-net/inventory?add").await;
    let page = "/account/two-factor?next=/isps/bar-net/inventory%3Fadd";
    assert_eq!((led.status.as_u16(), led.location()), (303, page));
    assert_eq!(user.get("/isps/bar-net/live").await.status, 403, "a stream is led nowhere");
    let refused = user.post("/isps/bar-net/inventory", &[("macs", "4e:5f:09:09:09:09")]).await;
    assert_eq!(refused.status, 403);
    assert!(refused.text.contains("href=\"/account/two-factor\""), "{}", refused.text);
    let shown = user.get(page).await;
    assert!(shown.text.contains("requires two-factor. Set up one of these to go on."), "{}", shown.text);
    let form = between(&shown.text, "action=\"/account/two-factor/app\"", "</form>");
    let next = between(form, "name=\"next\" value=\"", "\"");
    let begun = user.post("/account/two-factor/app", &[("next", next)]).await;
    assert_eq!(begun.location(), "/account/two-factor/app?next=/isps/bar-net/inventory%3Fadd");
    let shown = user.get(begun.location()).await;
    let (code, _) = code_of(world, &shown.text);
    let fields = [("code", code.as_str()), ("next", "/isps/bar-net/inventory?add")];
    let codes = user.post("/account/two-factor/app/confirmations", &fields).await;
    assert_eq!(codes.status, 200);
    assert!(codes.text.contains("href=\"/isps/bar-net/inventory?add\""), "{}", codes.text);
    assert_eq!(user.get("/isps/bar-net/inventory?add").await.status, 200, "and goes on");
    let removal = user.post("/account/two-factor/app/removal", &[]).await;
    assert_eq!(removal.status, 409);
    assert!(removal.text.contains("this is your last way to show it"), "{}", removal.text);
    world.mails().await;
}

async fn accepting_an_invitation_is_no_way_around_required_two_factor(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    // One who is new, and one with an account that has none yet.
    let bo = world.invite(&app.one.isp, "bo@mail.example", "user").await;
    let owner = world.join(&app.two.isp, "bo@mail.example", "user").await;
    world.minutes(1);
    assert_eq!(
        admin.post("/isps/bar-net/settings/two-factor", &[("require", "on")]).await.location(),
        SETTINGS
    );
    world.minutes(1);
    let (new, known) = (app.pending(), app.signed_in(&owner.email).await);
    for (browser, token) in [(&new, &app.one.invitation), (&known, &bo)] {
        let fields = [("token", token.reveal()), ("name", "Newcomer"), ("password", PASSWORD)];
        let accepted = browser.post("/acceptances", &fields).await;
        assert_eq!((accepted.status.as_u16(), accepted.location()), (303, "/isps/bar-net/overview"));
        let led = browser.get(accepted.location()).await;
        let page = "/account/two-factor?next=/isps/bar-net/overview";
        assert_eq!((led.status.as_u16(), led.location()), (303, page));
        let refused = browser.post("/isps/bar-net/inventory", &[("macs", "4e:5f:09:09:09:09")]).await;
        assert_eq!(refused.status, 403);
        assert_eq!(browser.get("/isps/bar-net/live").await.status, 403);

        assert_eq!(browser.post("/account/two-factor/app", &[]).await.status, 303);
        let (code, _) = code_of(world, &browser.get("/account/two-factor/app").await.text);
        let set_up = browser.post("/account/two-factor/app/confirmations", &[("code", &code)]).await;
        assert_eq!(set_up.status, 200);
        assert_eq!(browser.get("/isps/bar-net/overview").await.status, 200, "and now they are in");
    }
    assert_eq!(known.get("/isps/far-net/overview").await.status, 200);
    world.mails().await;
}

pub(crate) async fn question(browser: &Browser, path: &str) -> (String, Value) {
    let reply = browser.post(path, &[]).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let asked: Value = serde_json::from_str(&reply.text).unwrap();
    (asked["question"].as_str().unwrap().to_owned(), asked["options"].clone())
}

async fn a_passkey_is_added_signs_in_and_is_removed(world: &World) {
    let app = TestApp::new(world).await;
    let user = app.user().await;
    let mut device = Authenticator::default();
    let (name, options) = question(&user, "/account/two-factor/passkeys/questions").await;
    assert_eq!(options["authenticatorSelection"]["residentKey"], "preferred");
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    let answer = device.create(&options);
    let fields = [("name", "My <b>stick</b>"), ("question", &name), ("answer", &answer)];
    let added = user.post("/account/two-factor/passkeys", &fields).await;
    assert!(added.status == 200 && added.text.contains("I have kept them"), "{}", added.text);
    let page = user.get("/account/two-factor").await.text;
    assert!(page.contains("My &#60;b&#62;stick&#60;/b&#62;"), "{page}");
    let removal = between(&page, "href=\"/account/two-factor/passkeys/", "\"").to_owned();
    let removal = format!("/account/two-factor/passkeys/{removal}");
    assert_eq!(user.get(&removal).await.status, 200);
    assert_eq!(app.admin().await.get(&removal).await.status, 404, "to others it does not exist");

    // Without a password, and as the second step.
    let guest = app.browser();
    let (name, options) = question(&guest, "/sign-in/passkeys/questions").await;
    let answer = device.get(&options);
    let wrong = guest.post("/sign-in/passkeys", &[("question", "other"), ("answer", &answer)]).await;
    assert!(wrong.status == 422 && wrong.text.contains("This passkey was not accepted."), "{}", wrong.text);
    let let_in = guest.post("/sign-in/passkeys", &[("question", &name), ("answer", &answer)]).await;
    assert_eq!((let_in.status.as_u16(), let_in.location()), (303, "/"));
    assert_eq!(guest.get("/isps/bar-net/overview").await.status, 200);
    let again = app.signed_in(&app.one.user.email).await;
    let (name, options) = question(&again, "/sign-in/factor/questions").await;
    let answer = device.get(&options);
    let let_in = again.post("/sign-in/factor", &[("question", &name), ("answer", &answer)]).await;
    assert_eq!(let_in.location(), "/");
    let (name, options) = question(&again, "/account/proof/questions").await;
    let answer = device.get(&options);
    let proved = again.post("/account/proof", &[("question", &name), ("answer", &answer)]).await;
    assert_eq!(proved.location(), "/account");

    assert_eq!(user.post(&removal, &[]).await.location(), "/account/two-factor");
    assert_eq!(user.post(&removal, &[]).await.status, 404);
    world.mails().await;
}

async fn an_admin_resets_a_colleague(world: &World) {
    let app = TestApp::new(world).await;
    let (user, _) = user_with_app(&app).await;
    let admin = app.admin().await;
    let list = admin.get(SETTINGS).await.text;
    let href = format!("/isps/bar-net/collaborators/{}/factor-reset", user.id);
    assert_eq!(
        list.matches("/factor-reset\"").count(),
        1,
        "offered for whoever has two-factor, and nobody else"
    );
    assert!(list.contains(&href), "{list}");
    let dialog = admin.get(&href).await;
    assert!(dialog.status == 200 && dialog.text.contains(user.email.shown()));
    assert_eq!(app.stranger().await.post(&href, &[]).await.status, 404);
    let far = href.replace("bar-net", "far-net");
    assert_eq!(app.stranger().await.post(&far, &[]).await.status, 404, "nor from their own ISP");
    assert_eq!(app.read_only().await.post(&href, &[]).await.status, 403);
    let reset = admin.post(&href, &[]).await;
    assert_eq!((reset.status.as_u16(), reset.location()), (303, "/isps/bar-net/settings#collaborators"));
    assert!(world.mail_to(user.email.canonical()).await.text.contains("removed all two-factor"));
    assert_eq!(app.signed_in(&user.email).await.get("/isps/bar-net/overview").await.status, 200);
}

async fn recovery_codes_are_shown_once(world: &World) {
    let app = TestApp::new(world).await;
    let user = app.user().await;
    assert_eq!(user.post("/account/two-factor/app", &[]).await.location(), "/account/two-factor/app");
    let (code, secret) = code_of(world, &user.get("/account/two-factor/app").await.text);
    let wrong = user.post("/account/two-factor/app/confirmations", &[("code", "000000")]).await;
    assert!(wrong.status == 422 && wrong.text.contains("mono secret"), "the square stays: {}", wrong.text);
    let shown = user.post("/account/two-factor/app/confirmations", &[("code", &code)]).await.text;
    let first = between(&shown, "<li>", "</li>").to_owned();
    assert_eq!(shown.matches("<li>").count(), 10);
    for page in
        ["/account/two-factor", "/account/two-factor/app", "/account", "/account/two-factor/recovery-codes"]
    {
        let page = user.get(page).await.text;
        assert!(!page.contains(&first) && !page.contains(&secret), "{page}");
    }
    let anew = user.post("/account/two-factor/recovery-codes", &[]).await.text;
    assert!(anew.matches("<li>").count() == 10 && !anew.contains(&first));
    let head = request(Method::HEAD, "/account/two-factor/app").body(Body::empty()).unwrap();
    assert_eq!(user.send(head).await.status, 303, "nothing waits to be scanned any more");
    world.mails().await;
}
