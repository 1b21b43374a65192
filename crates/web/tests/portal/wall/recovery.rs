//! Forgot Password.

use axum::body::Body;
use axum::http::header;
use care::email::Email;
use care::invitation;

use super::*;

care::stories![
    cve_2023_7028_gitlab_the_mail_goes_to_the_one_stored_address,
    cve_2019_19844_django_an_address_that_looks_alike_is_another,
    cve_2025_25198_mailcow_no_request_says_where_a_mailed_link_leads,
    cve_2026_43911_vaultwarden_nothing_that_rested_on_the_old_password_outlives_it,
    logto_8780_known_and_unknown_addresses_are_answered_alike,
    matomo_24911_a_recovery_replaces_the_invitations_link_and_dies_with_a_new_one,
    fusionauth_904_forgot_password_is_no_way_around_expiry,
];

/// The reset form took a list of addresses, and the mail went to all of them.
async fn cve_2023_7028_gitlab_the_mail_goes_to_the_one_stored_address(world: &World) {
    let app = TestApp::new(world).await;
    let victim = app.one.admin.email.shown();
    let bodies = [
        format!("email={victim}&email=mallory@mail.example"),
        format!("email=mallory@mail.example&email={victim}"),
        format!("email[]={victim}&email[]=mallory@mail.example"),
        format!("email[0]={victim}&email[1]=mallory@mail.example"),
        format!("user[email][]={victim}&user[email][]=mallory@mail.example"),
        format!("email={victim},mallory@mail.example"),
        format!("email={victim}%0abcc:mallory@mail.example"),
        format!("email={victim}%20mallory@mail.example"),
        format!("email={victim}%00mallory@mail.example"),
    ];
    for body in bodies {
        assert_eq!(app.browser().post_raw("/forgot", body.clone()).await.status, 422, "{body}");
    }
    assert!(world.mails().await.is_empty());
    let spelled = victim.to_uppercase();
    assert_eq!(forget(&app, &spelled).await.status, 200);
    // To the address as it is stored, not as it was typed.
    let mail = world.mail_to(app.one.admin.email.canonical()).await;
    assert_eq!(mail.to, victim);
}

/// Letters that fold to others by case led the mail for one address to another.
async fn cve_2019_19844_django_an_address_that_looks_alike_is_another(world: &World) {
    let app = TestApp::new(world).await;
    let kris = world.join(&app.one.isp, "kris@mail.example", "user").await;
    let look_alikes = [
        "kr\u{131}s@mail.example",
        "kri\u{17f}@mail.example",
        "kr\u{456}s@mail.example",
        "kris@ma\u{131}l.example",
    ];
    for text in look_alikes {
        forget(&app, text).await;
        let mails = world.mails().await;
        assert!(mails.is_empty(), "{text} gets {mails:?}");
        assert_ne!(
            Email::parse(text).map(|email| email.canonical().to_owned()),
            Ok("kris@mail.example".to_owned())
        );
    }
    // The Kelvin sign is another way to write a K, so this is Kris; the mail goes where Kris's mail always goes.
    forget(&app, "\u{212a}RIS@Mail.Example").await;
    reset_link(world, &kris).await;
}

/// The host in the request became the host in the mailed link.
async fn cve_2025_25198_mailcow_no_request_says_where_a_mailed_link_leads(world: &World) {
    let app = TestApp::new(world).await;
    for name in
        ["host", "x-forwarded-host", "x-forwarded-server", "x-host", "forwarded", "referer", "x-original-url"]
    {
        let value = if name == "forwarded" { "host=evil.example" } else { "evil.example" };
        let browser = app.browser();
        let mut request =
            browser.own("/forgot").body(Body::from(format!("email={}", app.one.user.email))).unwrap();
        request.headers_mut().insert(header::HeaderName::from_static(name), value.parse().unwrap());
        let reply = browser.send(request).await;
        assert!(!reply.text.contains("evil.example"), "{name}");
        let mail = world.mail_to(app.one.user.email.canonical()).await;
        assert!(mail.text.contains("http://localhost:8080/reset#r1_"), "{name}: {}", mail.text);
        assert!(!format!("{}{}", mail.text, mail.html).contains("evil.example"), "{name}");
        world.minutes(60);
    }
}

/// Tokens of the old password went on working after it was changed.
async fn cve_2026_43911_vaultwarden_nothing_that_rested_on_the_old_password_outlives_it(world: &World) {
    let app = TestApp::new(world).await;
    let thief = app.user().await;
    forget(&app, app.one.user.email.shown()).await;
    let older = reset_link(world, &app.one.user).await;
    forget(&app, app.one.user.email.shown()).await;
    let token = reset_link(world, &app.one.user).await;
    let new = "seven lamps over a slow river";
    let owner = app.browser();
    let set = owner.post("/passwords", &[("token", token.reveal()), ("password", new)]).await;
    assert_eq!((set.location(), owner.cookie("portico")), ("/sign-in", None), "and it signs nobody in");
    assert_eq!(visit(&thief, &app.one.isp).await, 303);
    for dead in [&older, &token] {
        let again = [("token", dead.reveal()), ("password", PASSWORD)];
        assert_eq!(thief.post("/passwords", &again).await.status, 410);
    }
    let mail = world.mail_to(app.one.user.email.canonical()).await;
    assert!(!mail.text.contains('#'), "a notice, without a link: {}", mail.text);
}

/// The answer told whether there was an account.
async fn logto_8780_known_and_unknown_addresses_are_answered_alike(world: &World) {
    let app = TestApp::new(world).await;
    let invited = "pia.kq7xwv@example.net";
    let mut answers = Vec::new();
    for address in [app.one.admin.email.shown(), "nobody@example.net", invited, app.two.user.email.shown()] {
        let reply = forget(&app, address).await;
        answers.push((reply.status, reply.headers.clone(), reply.text.replace(address, "ADDRESS")));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    world.mails().await;
}

/// A recovery made a second token beside the invitation's, and it survived a new invitation: an account could be taken.
async fn matomo_24911_a_recovery_replaces_the_invitations_link_and_dies_with_a_new_one(world: &World) {
    let app = TestApp::new(world).await;
    let (isp, admin) = (&app.one.isp, &app.one.isp.admin);
    let invitation = invited(world, isp, "bo@mail.example").await;
    forget(&app, "bo@mail.example").await;
    let recovery = world.mail_to("bo@mail.example").await.token(Kind::Reset);
    assert_eq!(accept(&app.browser(), &invitation).await.status, 410, "the recovery stands in its place");
    let id = world.seat(isp, "bo@mail.example").await.0.unwrap().id;
    let link = world.by(isp, admin, async |tx| invitation::generate(tx, id).await).await.unwrap();
    let fields = [("token", recovery.reveal()), ("password", PASSWORD)];
    assert_eq!(
        app.browser().post("/passwords", &fields).await.status,
        410,
        "and a new link in the recovery's"
    );
    assert!(world.identity("bo@mail.example").await.is_none());
    assert_eq!(accept(&app.browser(), &link).await.status, 303);
}

/// Whoever was too late for the invitation came in by a new password.
async fn fusionauth_904_forgot_password_is_no_way_around_expiry(world: &World) {
    let app = TestApp::new(world).await;
    let isp = &app.one.isp;
    invited(world, isp, "bo@mail.example").await;
    forget(&app, "bo@mail.example").await;
    let early = world.mail_to("bo@mail.example").await.token(Kind::Reset);
    world.minutes(48 * 60);
    forget(&app, "bo@mail.example").await;
    let mail = world.mail_to("bo@mail.example").await;
    assert!(!mail.text.contains("#r1_") && !mail.text.contains("#i1_"), "no way in: {}", mail.text);
    let asked = mail.token(Kind::Renewal);
    for secret in [early.reveal().to_owned(), asked.reveal().replacen("n1_", "r1_", 1)] {
        let fields = [("token", secret.as_str()), ("password", PASSWORD)];
        assert_eq!(app.browser().post("/passwords", &fields).await.status, 410);
    }
    let (invited, role) = world.seat(isp, "bo@mail.example").await;
    assert_eq!((invited.unwrap().state.as_str(), role), ("pending", None));
}
