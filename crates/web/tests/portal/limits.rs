//! Limits over HTTP: how often something may be tried, and that they tell nothing about accounts.

use care::testing::{PASSWORD, World};

use crate::app::TestApp;
use crate::browser::{Browser, Reply};

care::stories![
    the_eleventh_wrong_password_from_one_place_has_to_wait,
    an_unknown_account_is_answered_like_a_known_one_to_the_byte,
    forgot_password_says_the_same_to_everybody_and_mails_five_times_an_hour,
    an_admin_invites_thirty_times_an_hour,
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
    let invite = async |browser: &Browser, n: usize| {
        let email = format!("guest{n}@example.net");
        browser.post("/isps/bar-net/invitations", &[("email", &email), ("role", "user")]).await
    };
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
