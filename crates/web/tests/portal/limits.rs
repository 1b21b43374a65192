//! Limits over HTTP: how often something may be tried, and that they tell nothing about accounts.

use care::testing::{PASSWORD, World};

use crate::app::TestApp;
use crate::browser::{Browser, Reply};

care::stories![
    the_eleventh_wrong_password_from_one_place_has_to_wait,
    an_unknown_account_is_answered_like_a_known_one_to_the_byte,
    forgot_password_says_the_same_to_everybody_and_mails_five_times_an_hour,
    an_admin_invites_thirty_times_an_hour,
    admins_of_many_isps_together_mail_one_address_five_times_an_hour,
    a_stranger_cannot_use_up_the_invitations_of_an_address,
    how_often_one_may_invite_does_not_tell_whether_an_address_is_known,
];

async fn sign_in(browser: &Browser, email: &str, password: &str) -> Reply {
    browser.post("/sign-in", &[("email", email), ("password", password)]).await
}

async fn the_eleventh_wrong_password_from_one_place_has_to_wait(world: &World) {
    let app = TestApp::new(world).await;
    let browser = app.browser().at([192, 0, 2, 9]);
    let email = app.one.user.email.shown();
    for _ in 0..10 {
        let wrong = sign_in(&browser, email, "not my password at all").await;
        assert_eq!((wrong.status.as_u16(), wrong.header("retry-after")), (422, None));
        assert!(wrong.text.contains("Email and password do not belong together"));
    }
    for password in ["not my password at all", PASSWORD] {
        let stopped = sign_in(&browser, email, password).await;
        assert_eq!((stopped.status.as_u16(), stopped.header("retry-after")), (429, Some("901")));
        assert!(stopped.text.contains("Too many attempts. Try again in 16 minutes"), "{}", stopped.text);
        assert_eq!(stopped.header("set-cookie"), None);
    }
    let elsewhere = app.browser().at([192, 0, 2, 10]);
    assert_eq!(sign_in(&elsewhere, email, PASSWORD).await.status, 303, "its owner is elsewhere");
    world.minutes(15);
    assert_eq!(sign_in(&browser, email, PASSWORD).await.status, 303);
}

async fn an_unknown_account_is_answered_like_a_known_one_to_the_byte(world: &World) {
    let app = TestApp::new(world).await;
    // The third was invited, and has no password yet.
    let emails = [app.one.user.email.shown(), "never.seen@example.net", "pia.kq7xwv@example.net"];
    let browsers = emails.map(|_| app.browser());
    for attempt in 1..=11 {
        let mut answers = Vec::new();
        for (n, email) in emails.iter().enumerate() {
            let place = [192, 0, 2, u8::try_from(n).unwrap()];
            let mut reply = sign_in(&browsers[n].clone().at(place), email, "not my password at all").await;
            reply.headers.remove("content-length");
            reply.text = reply.text.replace(email, "EMAIL");
            answers.push(reply);
        }
        assert_eq!(answers[0], answers[1], "attempt {attempt}");
        assert_eq!(answers[0], answers[2], "attempt {attempt}");
    }
}

async fn forgot_password_says_the_same_to_everybody_and_mails_five_times_an_hour(world: &World) {
    let app = TestApp::new(world).await;
    let (known, unknown) = (app.one.user.email.shown(), "never.seen@example.net");
    let ask = async |email| app.browser().post("/forgot", &[("email", email)]).await;
    for _ in 0..5 {
        let reply = ask(known).await;
        assert_eq!(reply.status, 200);
        assert_eq!(reply, ask(unknown).await);
        assert_eq!(reply, ask("pia.kq7xwv@example.net").await);
    }
    for email in [known, unknown] {
        let stopped = ask(email).await;
        assert_eq!((stopped.status.as_u16(), stopped.header("retry-after")), (429, Some("3601")), "{email}");
    }
    let spelled_otherwise = known.to_uppercase();
    assert_eq!(ask(&spelled_otherwise).await.status, 429, "another spelling is the same mailbox");
    // Who was invited and did not accept yet gets the invitation's link again; who is unknown gets nothing.
    let mails = world.mails().await;
    for (email, expected) in [(known, 5), ("pia.kq7xwv@example.net", 5), (unknown, 0)] {
        assert_eq!(mails.iter().filter(|mail| mail.to == email).count(), expected, "{email}");
    }
    assert_eq!(mails.len(), 10);
    world.minutes(60);
    assert_eq!(ask(known).await.status, 200);
    world.mail_to(app.one.user.email.canonical()).await;
}

async fn an_admin_invites_thirty_times_an_hour(world: &World) {
    let app = TestApp::new(world).await;
    let (here, there) = (app.admin().await, app.admin().await);
    let invite = async |browser, n| invite(browser, "bar-net", &format!("guest{n}@example.net")).await;
    for n in 0..30 {
        assert_eq!(invite(&here, n).await.status, 303);
    }
    for browser in [&here, &there] {
        let stopped = invite(browser, 30).await;
        assert_eq!((stopped.status.as_u16(), stopped.header("retry-after")), (429, Some("3601")));
    }
    assert_eq!(world.mails().await.len(), 30);
    // Half an hour without a request would end the session.
    for _ in 0..3 {
        world.minutes(20);
        assert_eq!(here.get("/account").await.status, 200);
    }
    assert_eq!(here.post("/account/proof", &[("password", PASSWORD)]).await.status, 303);
    assert_eq!(invite(&here, 30).await.location(), "/isps/bar-net/settings#collaborators");
    world.mail_to("guest30@example.net").await;
}

const VICTIM: &str = "vic@example.net";

async fn invite(browser: &Browser, slug: &str, email: &str) -> Reply {
    let fields = [("email", email), ("role", "user")];
    browser.post(&format!("/isps/{slug}/invitations"), &fields).await
}

/// Where the envelope of the one invitation to this address leads.
async fn envelope(browser: &Browser, slug: &str, email: &str) -> String {
    let page = browser.get(&format!("/isps/{slug}/settings")).await.text;
    let row = page.split("<tr>").skip(1).find(|row| row.contains(email)).unwrap();
    let start = row.find(&format!("/isps/{slug}/invitations/")).unwrap();
    row[start..].split('"').next().unwrap().to_owned()
}

async fn admins_of_many_isps_together_mail_one_address_five_times_an_hour(world: &World) {
    let app = TestApp::new(world).await;
    let (one, two) = (app.admin().await, app.stranger().await);
    let mut envelopes = Vec::new();
    for (browser, slug) in [(&one, "bar-net"), (&two, "far-net")] {
        assert_eq!(invite(browser, slug, VICTIM).await.status, 303);
        envelopes.push(envelope(browser, slug, VICTIM).await);
    }
    let again = async |n: usize| [&one, &two][n].post(&format!("{}/mails", envelopes[n]), &[]).await;
    for n in [0, 1, 0] {
        assert_eq!(again(n).await.status, 303);
    }
    assert_eq!(world.mails().await.len(), 5);
    for n in [0, 1] {
        let stopped = again(n).await;
        assert_eq!((stopped.status.as_u16(), stopped.header("retry-after")), (429, Some("3601")));
        assert!(
            stopped.text.contains("This address was sent as many mails as it may get"),
            "{}",
            stopped.text
        );
        assert!(stopped.text.contains("Generate Invitation</button>"), "the other way, in the same dialog");
    }
    assert_eq!(
        one.post(&format!("{}/links", envelopes[0]), &[]).await.status,
        200,
        "a link to pass on is no mail"
    );
    let revoked = one.post(&format!("{}/revocation", envelopes[0]), &[]).await;
    assert_eq!(revoked.status, 303);
    let other_spelling = invite(&one, "bar-net", "Vic@Example.net").await;
    assert_eq!((other_spelling.status.as_u16(), other_spelling.header("retry-after")), (429, Some("3601")));
    let beside = other_spelling.text.split("id=\"email-error\"").nth(1).unwrap();
    assert!(beside.split("</p>").next().unwrap().contains("Try again in 61 minutes"), "{beside}");
    assert!(world.mails().await.is_empty());
    assert_eq!(invite(&one, "bar-net", "somebody.else@example.net").await.status, 303);
    world.mail_to("somebody.else@example.net").await;
    // Half an hour without a request would end the session.
    for _ in 0..3 {
        world.minutes(20);
        assert_eq!(one.get("/account").await.status, 200);
    }
    assert_eq!(one.post("/account/proof", &[("password", PASSWORD)]).await.status, 303);
    assert_eq!(invite(&one, "bar-net", VICTIM).await.status, 303);
    world.mail_to(VICTIM).await;
}

/// Whoever asks for a stranger's new password five times an hour must not keep an ISP from inviting them.
async fn a_stranger_cannot_use_up_the_invitations_of_an_address(world: &World) {
    let app = TestApp::new(world).await;
    for _ in 0..6 {
        app.browser().post("/forgot", &[("email", VICTIM)]).await;
    }
    assert!(world.mails().await.is_empty(), "nobody knows them yet");
    assert_eq!(invite(&app.admin().await, "bar-net", VICTIM).await.status, 303);
    world.mail_to(VICTIM).await;
}

async fn how_often_one_may_invite_does_not_tell_whether_an_address_is_known(world: &World) {
    let app = TestApp::new(world).await;
    let one = app.admin().await;
    // Never seen; with access elsewhere; invited elsewhere.
    let emails = ["never.seen@example.net", app.two.user.email.shown(), "pia.zj4hpd@example.net"];
    for email in emails {
        let mut answers = Vec::new();
        for _ in 0..6 {
            answers.push(invite(&one, "bar-net", email).await.status.as_u16());
        }
        assert_eq!(answers, [303, 422, 422, 422, 422, 422], "{email}: what was not sent does not count");
    }
    world.mails().await;
}
