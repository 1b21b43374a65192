//! What is sensitive asks who one is before anything is filled in, and leads back to what was chosen.

use care::access::FRESH_MS;
use care::testing::{PASSWORD, World};

use crate::app::{TestApp, Who};
use crate::browser::{Browser, Fields, escaped, request};
use crate::net::Net;
use crate::two_factor::{between, user_with_app};

care::stories![
    every_dialog_before_something_sensitive_asks_first_and_leads_back_to_it,
    a_form_that_comes_too_late_leads_back_to_a_page_that_exists,
    an_invitation_that_comes_too_late_is_filled_in_still,
    a_level_that_is_chosen_too_late_takes_one_click,
    an_open_page_that_asks_by_itself_is_not_asked,
    who_has_a_factor_is_asked_for_that_and_not_for_the_password,
];

/// The dialogs of a place that lead to something sensitive.
async fn dialogs(world: &World, net: &Net, cluster: bool) -> Vec<String> {
    let at = if cluster { &net.cluster.place } else { &net.isp };
    let path = format!("/{}s/{}", at.place.as_str(), at.slug);
    // People of their own at either place.
    let invitation = net.fresh_invitation(world, at, 1 + u16::from(cluster)).await;
    let colleague = net.fresh_colleague(world, at, 1 + u16::from(cluster)).await;
    let mut of_a_home = Vec::new();
    if !cluster {
        let users = format!("customers/{}/users", net.customer);
        let (guest, user) =
            (net.fresh_mobile_invitation(world, 1).await, net.fresh_mobile_user(world, 1).await);
        of_a_home = ["invitation".to_owned(), "invitation?email=bo@mail.example".to_owned()].to_vec();
        of_a_home.extend([format!("invitations/{guest}"), format!("invitations/{guest}/revocation")]);
        of_a_home.extend([format!("{user}/removal"), format!("{user}/primary")]);
        let (home, request) = net.fresh_request(world, 1).await;
        of_a_home = of_a_home.into_iter().map(|page| format!("{path}/{users}/{page}")).collect();
        of_a_home.push(format!("{path}/customers/{home}/users/requests/{request}"));
    }
    [
        "settings?invite".to_owned(),
        "settings?invite&email=bo@mail.example&role=admin".to_owned(),
        "settings/two-factor".to_owned(),
        format!("invitations/{invitation}"),
        format!("invitations/{invitation}/revocation"),
        format!("collaborators/{colleague}/level?role=read_only"),
        format!("collaborators/{colleague}/removal"),
    ]
    .map(|page| format!("{path}/{page}"))
    .into_iter()
    .chain(of_a_home)
    .collect()
}

fn grow_stale(world: &World) {
    world.advance(std::time::Duration::from_millis(FRESH_MS.unsigned_abs()));
}

/// Where the proof leads that this page or form led to.
async fn proven(browser: &Browser, proof: &str) -> String {
    let page = browser.get(proof).await;
    page.is_a_page(proof);
    let next = between(&page.text, "name=\"next\" value=\"", "\"").replace("&#38;", "&");
    let back = browser.post("/account/proof", &[("password", PASSWORD), ("next", &next)]).await;
    assert_eq!(back.status, 303, "{}", back.text);
    back.location().to_owned()
}

async fn every_dialog_before_something_sensitive_asks_first_and_leads_back_to_it(world: &World) {
    let app = TestApp::new(world).await;
    let (user, reset) = (app.one.user.id, "/isps/bar-net/collaborators");
    user_with_app(&app).await;
    let mut pages = dialogs(world, &app.one, false).await;
    pages.push(format!("{reset}/{user}/factor-reset"));
    pages.extend(
        [
            "/account/address",
            "/account/memberships/bar-net/departure",
            "/account/two-factor/app/removal",
            "/account/two-factor/recovery-codes",
        ]
        .map(str::to_owned),
    );
    let of_cluster = dialogs(world, &app.one, true).await;
    for (who, pages) in [(Who::Admin, pages), (Who::ClusterAdmin, of_cluster)] {
        let browser = app.of(who).await;
        for page in pages {
            assert_eq!(browser.get(&page).await.status, 200, "{page}");
            grow_stale(world);
            let led = browser.get(&page).await;
            assert_eq!(led.status, 303, "{page}");
            assert!(led.location().starts_with("/account/proof?next="), "{page}: {}", led.location());
            assert_eq!(proven(&browser, led.location()).await, page);
            let shown = browser.get(&page).await;
            assert_eq!(shown.status, 200, "{page}");
            assert!(
                shown.text.contains("<dialog") && shown.text.contains("Nothing was changed yet"),
                "{page}"
            );
        }
    }
    world.mails().await;
}

async fn a_form_that_comes_too_late_leads_back_to_a_page_that_exists(world: &World) {
    let app = TestApp::new(world).await;
    let invitation = app.one.fresh_invitation(world, &app.one.isp, 1).await;
    let colleague = app.one.fresh_colleague(world, &app.one.isp, 1).await;
    let (envelope, person) = (format!("invitations/{invitation}"), format!("collaborators/{colleague}"));
    let forms = [
        (format!("{envelope}/links"), envelope.clone()),
        (format!("{envelope}/mails"), envelope.clone()),
        (format!("{envelope}/revocation"), format!("{envelope}/revocation")),
        (format!("{person}/removal"), format!("{person}/removal")),
        ("settings/two-factor".to_owned(), "settings/two-factor".to_owned()),
    ]
    .map(|(form, page)| (format!("/isps/bar-net/{form}"), format!("/isps/bar-net/{page}")));
    let own = [
        ("/account/memberships/bar-net/departure", "/account/memberships/bar-net/departure"),
        ("/account/address", "/account/address"),
        ("/account/two-factor/app", "/account/two-factor/app"),
        ("/account/two-factor/passkeys/questions", "/account/two-factor"),
    ]
    .map(|(form, page)| (form.to_owned(), page.to_owned()));
    let admin = app.admin().await;
    let before = world.picture().await;
    for (form, page) in forms.into_iter().chain(own) {
        grow_stale(world);
        // A page that takes only forms, as the browser says where it was: nobody is led there.
        let late = admin.own(&form).header("referer", "http://localhost:8080/isps/bar-net/invitations");
        let led = admin.send(late.body("require=on&email=bo%40mail.example".into()).unwrap()).await;
        assert_eq!(
            (led.status.as_u16(), led.location()),
            (303, format!("/account/proof?next={page}").as_str())
        );
        assert_eq!(proven(&admin, led.location()).await, page);
        let shown = admin.get(&page).await;
        assert!([200, 303].contains(&shown.status.as_u16()), "{page}: {}", shown.status);
    }
    let after = world.picture().await;
    for table in ["collaborator", "invitation", "link", "isp", "mail", "totp", "address_change"] {
        let unseen = |rows: &Vec<String>| rows.len();
        assert_eq!(unseen(&after[table]), unseen(&before[table]), "{table}");
    }
    assert_eq!((&after["invitation"], &after["link"]), (&before["invitation"], &before["link"]));
}

async fn an_invitation_that_comes_too_late_is_filled_in_still(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let form = "/isps/bar-net/invitations";
    for (email, kept) in [
        ("bo+x@mail.example", "value=\"bo+x@mail.example\""),
        ("\"><b>ñ & co", "value=\"&#34;&#62;&#60;b&#62;ñ &#38; co\""),
        (&"a".repeat(1000), "value=\"\""),
    ] {
        grow_stale(world);
        let led = admin.post(form, &[("email", email), ("role", "admin")]).await;
        assert_eq!(led.status, 303, "{email}");
        let back = proven(&admin, led.location()).await;
        let shown = admin.get(&back).await.text;
        let dialog = between(&shown, "<dialog", "</dialog>");
        assert!(dialog.contains(kept), "{dialog}");
        if kept.len() > "value=\"\"".len() {
            assert!(dialog.contains("value=\"admin\" required checked"), "{dialog}");
        }
    }
    let invited = admin.post(form, &[("email", "bo+x@mail.example"), ("role", "admin")]).await;
    assert_eq!(invited.location(), "/isps/bar-net/settings#collaborators");
    world.mail_to("bo+x@mail.example").await;
}

async fn a_level_that_is_chosen_too_late_takes_one_click(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let user = &app.one.user;
    let row = format!("/isps/bar-net/collaborators/{}", user.id);
    let own = format!("/isps/bar-net/collaborators/{}", app.one.admin.id);
    for (form, title, label) in [
        (&row, "Change the access level", "Change to Read Only"),
        (&own, "Lower your own access", "Become Read Only"),
    ] {
        grow_stale(world);
        let mut led = admin.post(form, &[("role", "read_only")]).await;
        if !led.location().starts_with("/account/proof") {
            led = admin.get(led.location()).await;
        }
        let back = proven(&admin, led.location()).await;
        assert_eq!(back, format!("{form}/level?role=read_only"));
        let shown = admin.get(&back).await.text;
        assert!(shown.contains(title) && shown.contains(label), "{shown}");
        let fields: Fields<'_> = &[("role", "read_only"), ("sure", "yes")];
        for (name, value) in fields {
            assert!(shown.contains(&format!("name=\"{name}\" value=\"{value}\"")), "{shown}");
        }
        assert_eq!(admin.post(form, fields).await.status, 303);
    }
    assert_eq!(admin.get("/isps/bar-net/settings").await.status, 404, "lowered");
    assert_eq!(world.mails().await.len(), 2);
}

async fn an_open_page_that_asks_by_itself_is_not_asked(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    grow_stale(world);
    for page in ["/isps/bar-net/settings?invite", "/isps/bar-net/settings/two-factor"] {
        let live = request(axum::http::Method::GET, page).header("portico-live", "1");
        assert_eq!(admin.send(live.body(axum::body::Body::empty()).unwrap()).await.status, 200, "{page}");
    }
}

async fn who_has_a_factor_is_asked_for_that_and_not_for_the_password(world: &World) {
    let app = TestApp::new(world).await;
    let (user, phone) = user_with_app(&app).await;
    let browser = app.signed_in(&user.email).await;
    browser.post("/sign-in/factor", &[("code", &world.code(&phone))]).await;
    grow_stale(world);
    let door = "/account/memberships/bar-net/departure";
    let proof = format!("/account/proof?next={}", escaped(door.as_bytes()));
    let page = browser.get(&proof).await.text;
    assert!(page.contains("name=\"code\"") && !page.contains("name=\"password\""), "{page}");
    for password in [PASSWORD, "not my password"] {
        let refused = browser.post("/account/proof", &[("password", password), ("next", door)]).await;
        assert_eq!(refused.status, 409, "{}", refused.text);
        assert!(refused.text.contains("a password does not confirm it") && refused.text.contains(door));
    }
    // Nor do password and session together replace the password. Pages that are there only for some ask all the same.
    let new = "seven lamps over a slow river";
    let change = browser.post("/account/password", &[("current", PASSWORD), ("password", new)]).await;
    assert!(change.location().starts_with("/account/proof"), "{}", change.text);
    for page in [
        door,
        "/account/password",
        "/account/two-factor/app",
        "/account/two-factor/passkeys/0192f0c1-2345-7000-8000-000000000000/removal",
    ] {
        let led = browser.get(page).await;
        assert!(
            led.status == 303 && led.location().starts_with("/account/proof"),
            "{page}: {}",
            led.location()
        );
    }
    let wrong = browser.post("/account/proof", &[("code", ""), ("next", door)]).await;
    assert!(wrong.status == 422 && wrong.text.contains("id=\"code-error\""), "{}", wrong.text);
    let proved = browser.post("/account/proof", &[("code", &world.code(&phone)), ("next", door)]).await;
    assert_eq!((proved.status.as_u16(), proved.location()), (303, door));
    assert_eq!(browser.get(door).await.status, 200);
    assert_eq!(browser.get("/account/password").await.status, 200);
    // Who has none is asked for the password, and for nothing that they do not have.
    let page = app.admin().await.get("/account/proof").await.text;
    assert!(page.contains("name=\"password\"") && !page.contains("name=\"code\""), "{page}");
    assert!(!page.contains("data-passkey"), "{page}");
    let admin = app.admin().await;
    grow_stale(world);
    assert_eq!(admin.get("/account/password").await.status, 200, "the page itself asks for the password");
    let none = app.admin().await.post("/account/proof/questions", &[]).await;
    assert_eq!(none.status, 409);
}
