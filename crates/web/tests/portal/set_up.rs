//! Set up a new router: from signing up to a home, by the app's pages, with where one stands and with a label.

use axum::body::Body;
use care::db::CustomerId;
use care::link::Kind;
use care::mobile_user;
use care::testing::{PASSWORD, World};
use web::client::Network;
use web::{App, Parts, pages};

use crate::app::{TestApp, parts};
use crate::browser::Browser;
use crate::live::Stream;
use crate::two_factor::between;

care::stories![
    from_signing_up_to_the_home_of_others_by_the_seeds_way,
    who_stands_nowhere_is_told_what_to_try,
    the_name_of_the_wifi_is_asked_where_several_homes_are_behind_one_address,
    who_has_the_customers_mailbox_claims_the_home,
    staff_decide_for_a_home_that_nobody_uses,
    a_header_is_believed_from_a_trusted_proxy_alone,
    labels_are_printed_and_the_home_is_claimed_by_one,
    the_page_of_a_home_hears_of_a_request_and_ends_with_its_right,
    signing_up_tells_nobody_which_addresses_are_known,
    terms_come_before_a_home_and_lead_on_to_it,
    an_isps_own_terms_are_published_and_cannot_act,
];

const HERE: [u8; 4] = [203, 0, 113, 7];
const AWAY: [u8; 4] = [198, 51, 100, 9];

/// The first ISP's customer's router is heard from here.
async fn heard_here(app: &TestApp<'_>) -> CustomerId {
    app.one.is_heard_from(app.world, "203.0.113.7").await;
    app.one.customer
}

/// A phone whose owner has an account, here.
async fn phone(app: &TestApp<'_>, email: &str, place: [u8; 4]) -> Browser {
    let who = app.world.sign_up(email).await;
    app.in_the_app(&who.email).await.at(place)
}

async fn from_signing_up_to_the_home_of_others_by_the_seeds_way(world: &World) {
    let app = TestApp::new(world).await;
    let home = heard_here(&app).await;
    let phone = app.browser().at(HERE);
    assert!(phone.get("/app/sign-in").await.text.contains("href=\"/app/sign-up\""));
    let wrong = phone.post("/app/sign-up", &[("email", "eve@")]).await;
    assert!(wrong.status == 422 && wrong.text.contains("email-error"), "{}", wrong.text);
    assert_eq!(phone.post("/app/sign-up", &[("email", "eve@mail.example")]).await.status, 200);
    let token = world.mail_to("eve@mail.example").await.token(Kind::SignUp);
    assert_eq!(phone.get("/app/confirm").await.status, 200);
    let form = phone.post("/app/confirm", &[("token", token.reveal())]).await;
    assert!(form.text.contains("action=\"/app/people\""), "{}", form.text);
    let weak =
        phone.post("/app/people", &[("token", token.reveal()), ("name", "Eve"), ("password", "short")]).await;
    assert!(weak.status == 422 && weak.text.contains("value=\"Eve\""), "{}", weak.text);
    let made = phone
        .post("/app/people", &[("token", token.reveal()), ("name", "Eve"), ("password", PASSWORD)])
        .await;
    assert_eq!((made.status.as_u16(), made.location()), (303, "/app"), "{}", made.text);
    world.agree(world.identity("eve@mail.example").await.unwrap().id).await;

    let front = phone.get("/app").await.text;
    assert!(front.contains("Set up a new router"), "{front}");
    let question = phone.get("/app/set-up").await.text;
    assert!(question.contains("Do you have a QR code?") && question.contains(">No<"), "{question}");
    assert!(phone.get("/app/set-up/router").await.text.contains(">Next<"));
    assert!(phone.get("/app/set-up/wi-fi").await.text.contains("I&#39;m already connected"));
    let found = phone.post("/app/set-up/home", &[]).await;
    assert!(
        found.text.contains("already been claimed") && found.text.contains("Request Access"),
        "{}",
        found.text
    );
    let asked = phone.post("/app/requests", &[]).await;
    assert_eq!((asked.status.as_u16(), asked.location()), (303, "/app"), "{}", asked.text);
    let waits = phone.get("/app").await.text;
    assert!(waits.contains("Waiting") && waits.contains("Take back"), "{waits}");
    let again = phone.post("/app/set-up/home", &[]).await.text;
    assert!(again.contains("You asked already") && !again.contains("Request Access"), "{again}");

    // The mail's link leads through signing in to the page where it is decided, and changes nothing.
    let mail = world.mail_to(app.one.primary.email.canonical()).await;
    let (_, page) = mail.text.trim().rsplit_once("http://localhost:8080").unwrap();
    let page = page.to_owned();
    let theirs = app.browser();
    assert_eq!(theirs.get(&page).await.location(), format!("/app/sign-in?next={page}"));
    let primary = app.in_the_app(&app.one.primary.email).await;
    assert!(primary.get(&mobile_user::path(home)).await.text.contains(&format!("href=\"{page}\"")));
    let decide = primary.get(&page).await.text;
    assert!(decide.contains("eve@mail.example") && decide.contains("Approve"), "{decide}");
    assert_eq!(phone.get(&mobile_user::path(home)).await.status, 404);
    assert_eq!(primary.post(&format!("{page}/approval"), &[]).await.location(), mobile_user::path(home));
    assert_eq!(phone.get(&mobile_user::path(home)).await.status, 200);
    for late in ["approval", "decline"] {
        let late = primary.post(&format!("{page}/{late}"), &[]).await;
        assert_eq!((late.status.as_u16(), late.location()), (303, &*mobile_user::path(home)));
    }
    assert_eq!(phone.get(&mobile_user::path(home)).await.status, 200);
    world.mails().await;
}

async fn who_stands_nowhere_is_told_what_to_try(world: &World) {
    let app = TestApp::new(world).await;
    heard_here(&app).await;
    let phone = phone(&app, "eve@mail.example", AWAY).await;
    let page = phone.post("/app/set-up/home", &[]).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("We see no router") && page.text.contains("mobile data"), "{}", page.text);
    for form in ["/app/requests", "/app/claims"] {
        let refused = phone.post(form, &[]).await;
        assert!(
            refused.status == 409 && refused.text.contains("We see no router"),
            "{form}: {}",
            refused.text
        );
    }
    // Too many tries end.
    world.forget_counts().await;
    for _ in 0..30 {
        phone.post("/app/set-up/home", &[("network", "guess")]).await;
    }
    let refused = phone.post("/app/set-up/home", &[("network", "guess")]).await;
    assert_eq!(refused.status, 429);
    // Nor do the other forms look then, wherever one stands; and what was typed is not lost.
    for form in ["/app/requests", "/app/claims"] {
        let refused = phone.clone().at(HERE).post(form, &[("network", "guess")]).await;
        assert_eq!(refused.status, 429, "{form}");
        assert!(
            !refused.text.contains("already been claimed") && refused.text.contains("value=\"guess\""),
            "{form}"
        );
    }
}

async fn the_name_of_the_wifi_is_asked_where_several_homes_are_behind_one_address(world: &World) {
    let app = TestApp::new(world).await;
    let (home, isp) = (heard_here(&app).await, &app.one.isp);
    world.online_home(isp, 1, "203.0.113.7", "Oak").await;
    let phone = phone(&app, "eve@mail.example", HERE).await;
    let asks = phone.post("/app/set-up/home", &[]).await.text;
    assert!(asks.contains("name=\"network\"") && !asks.contains("network-error"), "{asks}");
    // Candidates are never listed.
    assert!(!asks.contains("Oak") && !asks.contains("Wifi"), "{asks}");
    let wrong = phone.post("/app/set-up/home", &[("network", "Elm")]).await.text;
    assert!(wrong.contains("network-error") && wrong.contains("value=\"Elm\""), "{wrong}");
    let name = "Wifi kq7xwv".to_owned();
    let found = phone.post("/app/set-up/home", &[("network", &name)]).await.text;
    assert!(found.contains(&format!("value=\"{name}\"")) && found.contains("Request Access"), "{found}");
    assert_eq!(phone.post("/app/requests", &[("network", &name)]).await.status, 303);
    let primary = app.in_the_app(&app.one.primary.email).await;
    assert!(primary.get(&mobile_user::path(home)).await.text.contains("eve@mail.example"));
    world.mails().await;
}

async fn who_has_the_customers_mailbox_claims_the_home(world: &World) {
    let app = TestApp::new(world).await;
    let home = world.online_home(&app.one.isp, 1, "203.0.113.7", "Oak").await;
    let staff = app.admin().await;
    let settings = format!("/isps/bar-net/customers/{home}/settings");
    let form = [
        ("version", "1"),
        ("name", "Eve"),
        ("address", "1 Elm St"),
        ("email", "Eve@Mail.example"),
        ("phone", ""),
        ("plan", ""),
        ("timezone", ""),
        ("billing_day", "1"),
        ("reports", ""),
    ];
    assert_eq!(staff.post(&settings, &form).await.status, 303);
    let phone = phone(&app, "eve@mail.example", HERE).await;
    let found = phone.post("/app/set-up/home", &[]).await.text;
    assert!(found.contains("action=\"/app/claims\""), "{found}");
    assert_eq!(phone.post("/app/claims", &[]).await.location(), mobile_user::path(home));
    assert!(phone.get(&mobile_user::path(home)).await.text.contains("Primary user"));
    assert_eq!(phone.post("/app/set-up/home", &[]).await.location(), mobile_user::path(home));
}

async fn staff_decide_for_a_home_that_nobody_uses(world: &World) {
    let app = TestApp::new(world).await;
    let home = world.online_home(&app.one.isp, 1, "203.0.113.7", "Oak").await;
    let phone = phone(&app, "eve@mail.example", HERE).await;
    let found = phone.post("/app/set-up/home", &[]).await.text;
    assert!(found.contains("Nobody uses this home") && found.contains("Request Access"), "{found}");
    assert_eq!(phone.post("/app/requests", &[]).await.status, 303);
    let tab = format!("/isps/bar-net/customers/{home}/users");
    let (user, ron) = (app.user().await, app.read_only().await);
    let shown = user.get(&tab).await.text;
    assert!(shown.contains("Access requests") && shown.contains("eve@mail.example"), "{shown}");
    let grey = ron.get(&tab).await.text;
    assert!(
        grey.contains("eve@mail.example") && !grey.contains(&format!("href=\"{tab}/requests/")),
        "{grey}"
    );
    let page = between(&shown, &format!("href=\"{tab}/requests/"), "\"").to_owned();
    assert!(user.get(&format!("{tab}/requests/{page}")).await.text.contains("Decline"));
    assert_eq!(ron.post(&format!("{tab}/requests/{page}/approval"), &[]).await.status, 403);
    assert_eq!(user.post(&format!("{tab}/requests/{page}/approval"), &[]).await.location(), tab);
    assert!(phone.get(&mobile_user::path(home)).await.text.contains("Primary user"));
    world.mails().await;
}

/// Presence rests on the address of the connection; what a header says of it counts from a proxy that was named, and from nobody else.
async fn a_header_is_believed_from_a_trusted_proxy_alone(world: &World) {
    let proxies: Vec<Network> = vec!["10.0.0.0/8".parse().unwrap()];
    let app = TestApp::new(world).await;
    heard_here(&app).await;
    let behind = pages(App::new(Parts { trusted_proxies: proxies, ..parts(world) }));
    let who = world.sign_up("eve@mail.example").await;
    let phone = app.in_the_app(&who.email).await;
    let sees = async |phone: Browser| {
        let said = phone.own("/app/set-up/home").header("x-forwarded-for", "203.0.113.7");
        phone.send(said.body(Body::empty()).unwrap()).await.text.contains("already been claimed")
    };
    let at = |place: [u8; 4]| phone.fork().at(place);
    assert!(!sees(at(AWAY)).await, "no proxy is trusted");
    assert!(!sees(at([10, 0, 0, 1])).await, "nor is a private address by itself");
    assert!(!sees(at(AWAY).before(behind.clone())).await, "a stranger is none of the proxies");
    assert!(sees(at([10, 0, 0, 1]).before(behind)).await);
}

async fn labels_are_printed_and_the_home_is_claimed_by_one(world: &World) {
    let app = TestApp::new(world).await;
    let (user, list) = (app.user().await, "/isps/bar-net/inventory");
    let router = app.one.fresh_router(world, 61).await;
    let page = user.get(&format!("{list}/labels")).await.text;
    assert!(page.contains(&format!("name=\"router-{router}\"")), "{page}");
    let none = user.post(&format!("{list}/labels"), &[]).await;
    assert!(none.status == 409 && none.text.contains("Choose at least one"), "{}", none.text);
    let sheet = user.post(&format!("{list}/labels"), &[(&format!("router-{router}"), "on")]).await;
    assert_eq!(sheet.status, 200);
    let code = between(&sheet.text, "label-code\">", "<").to_owned();
    assert!(code.starts_with("k1_") && sheet.text.contains("class=\"qr\""), "{}", sheet.text);
    assert_eq!(sheet.headers["cache-control"], "no-store");
    assert!(app.read_only().await.get(list).await.text.contains("Print labels"), "greyed");

    let home = world.enable(&app.one.isp, router, "Bo Berg").await;
    let phone = phone(&app, "eve@mail.example", AWAY).await;
    assert!(app.browser().get("/app/claim").await.text.contains("Then scan the code again"));
    assert!(phone.get("/app/claim").await.text.contains("data-link-form"));
    let shown = phone.post("/app/claim", &[("token", &code)]).await.text;
    assert!(shown.contains("Claim this home") && shown.contains(&code), "{shown}");
    let wrong = phone.post("/app/claim", &[("token", "k1_nonsense")]).await;
    assert!(wrong.status == 410 && wrong.text.contains("This code is not good"), "{}", wrong.text);
    let claimed = phone.post("/app/claims", &[("code", &code)]).await;
    assert_eq!(claimed.location(), mobile_user::path(home), "{}", claimed.text);
    let next = app.world.sign_up("kim@mail.example").await;
    let next = app.in_the_app(&next.email).await;
    let shown = next.post("/app/claim", &[("token", &code)]).await.text;
    assert!(shown.contains("already been claimed") && !shown.contains("Claim this home"), "{shown}");
    assert_eq!(next.post("/app/claims", &[("code", &code)]).await.status, 409);
    // A photo that holds no code, and one that is none.
    let allowed = async |page: &str| next.get(page).await.header("permissions-policy").unwrap().to_owned();
    assert!(allowed("/app/set-up/code").await.starts_with("camera=(self), "), "this page looks by itself");
    assert!(allowed("/app/set-up").await.starts_with("camera=(), "), "and no other one");
    let photo = async |file: &'static [u8]| next.post_file("/app/set-up/code", "photo", file).await;
    assert!(photo(care::testing::PNG).await.text.contains("There is no code in this photo"));
    let (none, empty) = (photo(b"no picture").await, photo(b"").await);
    assert!(none.status == 422 && none.text.contains("photo-error"), "{}", none.text);
    assert!(empty.text.contains("Take or choose a photo"), "{}", empty.text);
}

async fn the_page_of_a_home_hears_of_a_request_and_ends_with_its_right(world: &World) {
    let app = TestApp::new(world).await;
    let home = heard_here(&app).await;
    let user = world.join_home(&app.one.isp, home, "user@mail.example").await;
    let phone = app.in_the_app(&user.email).await;
    let page = phone.get(&mobile_user::path(home)).await.text;
    let live = format!("{}/live", mobile_user::path(home));
    assert!(page.contains(&format!("data-live-href=\"{live}\"")), "{page}");
    let mut stream = Stream::open_at(&phone, &live).await;
    // What happens at another home is not heard.
    app.one.fresh_request(world, 51).await;
    app.one.fresh_request_at_home(world, 52).await;
    assert_eq!(stream.next().await.as_deref(), Some("changed home"));
    let remove = async |tx: &mut care::access::Tx<_>| mobile_user::remove(tx, home, user.id, None).await;
    world.by(&app.one.isp, &app.one.isp.admin, remove).await.unwrap();
    assert_eq!(stream.next().await, None);
    world.mails().await;
}

async fn signing_up_tells_nobody_which_addresses_are_known(world: &World) {
    let app = TestApp::new(world).await;
    let mut answers = Vec::new();
    for email in ["nobody@mail.example", app.one.admin.email.shown(), app.one.primary.email.shown()] {
        let reply = app.browser().post("/app/sign-up", &[("email", email)]).await;
        assert_eq!(reply.status, 200);
        answers.push(reply.text.replace(email, "…"));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1);
    assert_eq!(world.mails().await.len(), 3);
}

async fn terms_come_before_a_home_and_lead_on_to_it(world: &World) {
    let app = TestApp::new(world).await;
    let home = app.one.customer;
    let token = world.invite_home(&app.one.isp, home, "eve@mail.example").await;
    let phone = app.browser();
    let form = [("token", token.reveal()), ("name", "Eve"), ("password", PASSWORD)];
    let page = mobile_user::path(home);
    assert_eq!(phone.post("/app/acceptances", &form).await.location(), page);
    let terms = format!("/app/agreements/bar-net?next={page}");
    assert_eq!(phone.get(&page).await.location(), terms);
    assert_eq!(phone.post(&format!("{page}/departure"), &[]).await.location(), "/app/agreements/bar-net");
    let live = phone.get(&format!("{page}/live")).await;
    assert_eq!(live.status, 403, "no stream before that");
    for (nth, kind) in [(1, "subscriber_terms"), (2, "privacy"), (3, "terms_of_use")] {
        let shown = phone.get(&terms).await.text;
        assert!(
            shown.contains(&format!("page {nth} of 3")) && shown.contains(&format!("value=\"{kind}\"")),
            "{shown}"
        );
        let stale = [("page", kind), ("version", "7"), ("next", &*page)];
        assert_eq!(phone.post("/app/agreements/bar-net", &stale).await.status, 409);
        let form = [("page", kind), ("version", "0"), ("next", &*page)];
        let next = phone.post("/app/agreements/bar-net", &form).await;
        assert_eq!(next.location(), if nth < 3 { &terms } else { &page });
    }
    assert_eq!(phone.get(&page).await.status, 200);
    let list = phone.get("/app/agreements/bar-net").await.text;
    assert!(list.contains("?page=privacy") && list.contains("Accepted"), "{list}");
    assert!(phone.get("/app/agreements/bar-net?page=privacy").await.text.contains("It is sold to nobody."));
    // Another ISP's are none, and neither is a page that there is not.
    for path in ["/app/agreements/far-net", "/app/agreements/no-such-net"] {
        assert_eq!(phone.get(path).await.status, 404);
        assert_eq!(phone.post(path, &[("page", "privacy"), ("version", "0")]).await.status, 404);
    }
    assert_eq!(phone.post("/app/agreements/bar-net", &[("page", "nonsense")]).await.status, 404);
}

async fn an_isps_own_terms_are_published_and_cannot_act(world: &World) {
    let app = TestApp::new(world).await;
    let (admin, phone) = (app.admin().await, app.in_the_app(&app.one.primary.email).await);
    let settings = "/isps/bar-net/settings/agreements";
    let page = admin.get(settings).await.text;
    assert!(page.contains("It is sold to nobody.") && page.contains("name=\"text\""), "{page}");
    let text = "# Ours\n\n<script>alert(1)</script> [x](javascript:alert(1))";
    let form = [("page", "privacy"), ("version", "0"), ("text", text)];
    assert_eq!(admin.post(settings, &form).await.location(), settings);
    let late = admin.post(settings, &[("page", "privacy"), ("version", "0"), ("text", "Other")]).await;
    assert!(late.status == 409 && late.text.contains(">Other</textarea>"), "{}", late.text);
    let shown = phone.get("/app/agreements/bar-net").await.text;
    assert!(shown.contains("<h2>Ours</h2>") && shown.contains("&lt;script&gt;"), "{shown}");
    assert!(!shown.contains("href=\"javascript") && !shown.contains("<script>alert"), "{shown}");
    let long = "x".repeat(care::agreement::LONGEST + 1);
    let refused = admin.post(settings, &[("page", "privacy"), ("version", "1"), ("text", &long)]).await;
    assert!(refused.status == 422 || refused.status == 413, "{}", refused.status);
}
