//! Your account over HTTP: what each form does to this browser, and to others.

use care::access::FRESH_MS;
use care::link::{Kind, Token};
use care::testing::{PASSWORD, World};

use crate::app::TestApp;
use crate::browser::Browser;

care::stories![
    a_browser_is_known_again_by_a_cookie_that_only_signing_in_sets,
    a_changed_password_changes_this_browsers_cookie_and_ends_the_others,
    a_new_email_is_confirmed_in_ones_own_browser_and_taken_back_in_any,
    the_link_to_confirm_says_who_has_to_sign_in_and_does_nothing_for_others,
    a_stolen_session_meets_a_request_for_proof_before_anything_is_typed,
    what_is_no_address_is_refused_beside_the_field_and_nothing_is_mailed,
    the_answer_does_not_tell_whether_an_address_is_known,
    one_session_is_ended_from_another_and_nobody_ends_somebody_elses,
    an_invitation_that_waits_is_accepted_by_a_click_on_ones_own_page,
    somebody_leaves_and_the_last_admin_is_told_why_not,
    who_was_given_access_reads_it_on_each_page_until_they_say_that_they_have,
];

const OTHER: &str = "nine herons read the tide";

async fn is_in(browser: &Browser) -> bool {
    browser.get("/account").await.status == 200
}

/// The link in the one mail that carries one of this kind.
async fn token(world: &World, kind: Kind, mark: &str) -> Token {
    let mails = world.mails().await;
    mails.iter().find(|mail| mail.text.contains(mark)).unwrap().token(kind)
}

async fn a_browser_is_known_again_by_a_cookie_that_only_signing_in_sets(world: &World) {
    let app = TestApp::new(world).await;
    let (browser, email) = (app.browser(), app.one.user.email.shown());
    browser.set_cookie("device", "not one of ours");
    let sign_in =
        async |password| browser.post("/sign-in", &[("email", email), ("password", password)]).await;
    let refused = sign_in("not the password at all").await;
    assert_eq!(refused.header("set-cookie"), None);
    assert_eq!(sign_in(PASSWORD).await.status, 303);
    let device = browser.cookie("device").unwrap();
    assert_eq!(device.len(), 43);
    assert_eq!(world.mail_to(email).await.subject, "New sign-in to your account");
    assert_eq!(sign_in(PASSWORD).await.status, 303);
    assert_eq!(browser.cookie("device").as_deref(), Some(device.as_str()), "the same one for another year");
}

async fn a_changed_password_changes_this_browsers_cookie_and_ends_the_others(world: &World) {
    let app = TestApp::new(world).await;
    let (here, there, email) = (app.user().await, app.user().await, app.one.user.email.shown());
    let wrong = here.post("/account/password", &[("current", "not it at all"), ("password", OTHER)]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("This is not your current password."), "{}", wrong.text);
    let before = here.cookie("portico").unwrap();
    let done = here.post("/account/password", &[("current", PASSWORD), ("password", OTHER)]).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/account"));
    assert!(is_in(&here).await && !is_in(&there).await);
    there.set_cookie("portico", &before);
    assert!(!is_in(&there).await, "a copy of the old cookie");
    world.mail_to(email).await;
}

async fn a_new_email_is_confirmed_in_ones_own_browser_and_taken_back_in_any(world: &World) {
    let app = TestApp::new(world).await;
    let (here, there, anybody) = (app.user().await, app.user().await, app.browser());
    let asked = here.post("/account/address", &[("email", "uma@new.example")]).await;
    assert_eq!(asked.location(), "/account");
    assert!(here.get("/account").await.text.contains("Waiting for uma@new.example to be confirmed"));
    let link = token(world, Kind::Address, "#a1_").await;
    let opened = here.post("/address", &[("token", link.reveal())]).await;
    assert!(opened.text.contains("Confirm new email"), "{}", opened.text);
    assert!(there.get("/account").await.text.contains(app.one.user.email.shown()), "opening did nothing");
    let done = here.post("/addresses", &[("token", link.reveal())]).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/account"));
    assert!(here.get("/account").await.text.contains("uma@new.example"));
    assert!(!is_in(&there).await);
    assert_eq!(here.post("/addresses", &[("token", link.reveal())]).await.status, 410, "a second time");

    let back = token(world, Kind::Undo, "#u1_").await;
    let opened = anybody.post("/undo", &[("token", back.reveal())]).await;
    assert!(opened.text.contains("Take it back") && is_in(&here).await, "{}", opened.text);
    assert_eq!(anybody.post("/undos", &[("token", back.reveal())]).await.location(), "/sign-in");
    assert!(!is_in(&here).await);
    assert_eq!(anybody.post("/undos", &[("token", back.reveal())]).await.status, 410);
    world.mails().await;
}

async fn the_link_to_confirm_says_who_has_to_sign_in_and_does_nothing_for_others(world: &World) {
    let app = TestApp::new(world).await;
    let (here, colleague, nobody) = (app.user().await, app.admin().await, app.nobody());
    here.post("/account/address", &[("email", "uma@new.example")]).await;
    let link = token(world, Kind::Address, "#a1_").await;
    let fields = [("token", link.reveal())];
    let opened = nobody.post("/address", &fields).await;
    assert!(opened.text.contains("Sign in as u…@example.net"), "{}", opened.text);
    assert!(!opened.text.contains(app.one.user.email.shown()), "the whole address is nobody's business");
    assert_eq!(nobody.post("/addresses", &fields).await.status, 401);
    assert!(colleague.post("/address", &fields).await.text.contains("belongs to another account"));
    assert_eq!(colleague.post("/addresses", &fields).await.status, 409);
    assert_eq!(here.post("/addresses", &fields).await.status, 303, "it stayed whole");
    world.mails().await;
}

async fn a_stolen_session_meets_a_request_for_proof_before_anything_is_typed(world: &World) {
    let app = TestApp::new(world).await;
    let stolen = app.user().await;
    world.advance(std::time::Duration::from_millis(FRESH_MS.unsigned_abs()));
    assert!(is_in(&stolen).await);
    let before = world.picture().await;
    let page = stolen.get("/account/address").await;
    let form = stolen.post("/account/address", &[("email", "thief@new.example")]).await;
    for reply in [page, form] {
        assert!(!reply.text.contains("Send link") && reply.location() != "/account", "{reply:?}");
    }
    let after = world.picture().await;
    assert_eq!((&after["address_change"], &after["mail"]), (&before["address_change"], &before["mail"]));
}

async fn what_is_no_address_is_refused_beside_the_field_and_nothing_is_mailed(world: &World) {
    let app = TestApp::new(world).await;
    let here = app.user().await;
    let long = format!("{}@new.example", "a".repeat(2000));
    for text in ["", "uma", "uma@new.example\r\nBcc: all@b.example", "uma@new.example\0", &long] {
        let reply = here.post("/account/address", &[("email", text)]).await;
        assert_eq!(reply.status, 422, "{text:?}");
        assert!(reply.text.contains("id=\"email-error\""), "{}", reply.text);
    }
    let own = here.post("/account/address", &[("email", app.one.user.email.shown())]).await;
    assert!(own.text.contains("This is your email already."), "{}", own.text);
}

async fn the_answer_does_not_tell_whether_an_address_is_known(world: &World) {
    let app = TestApp::new(world).await;
    let mut pages = Vec::new();
    for to in ["nobody.qqqqqq@example.net", app.two.admin.email.shown()] {
        let here = app.user().await;
        let asked = here.post("/account/address", &[("email", to)]).await;
        let then = here.get("/account").await;
        // The address is what was typed, and each browser has its own session's row.
        let main = then.text.split("account-facts").nth(1).unwrap().split("</section>").next().unwrap();
        pages.push((asked.status, asked.location().to_owned(), main.replace(to, "TYPED")));
    }
    assert_eq!(pages[0], pages[1]);
    world.mails().await;
}

async fn one_session_is_ended_from_another_and_nobody_ends_somebody_elses(world: &World) {
    let app = TestApp::new(world).await;
    let (here, there, colleague) = (app.user().await, app.user().await, app.admin().await);
    let page = here.get("/account").await.text;
    let ids: Vec<&str> =
        page.split("/account/sessions/").skip(1).map(|rest| rest.split('/').next().unwrap()).collect();
    // Of the one in which the story's people accepted, and of these two.
    assert_eq!(ids.len(), 3, "{ids:?}");
    for id in &ids {
        let refused = colleague.post(&format!("/account/sessions/{id}/sign-outs"), &[]).await;
        assert_eq!(refused.status, 404);
    }
    assert!(is_in(&there).await);
    let mut last = "";
    for id in ids {
        // Its own it keeps for the end.
        let mine = page.split("This session").nth(1).unwrap().split("</tr>").next().unwrap().contains(id);
        if mine {
            last = id;
        } else {
            let done = here.post(&format!("/account/sessions/{id}/sign-outs"), &[]).await;
            assert_eq!(done.location(), "/account");
        }
    }
    assert!(is_in(&here).await && !is_in(&there).await);
    let out = here.post(&format!("/account/sessions/{last}/sign-outs"), &[]).await;
    assert_eq!(out.location(), "/sign-in");
    assert_eq!(here.cookie("portico"), None);
}

async fn an_invitation_that_waits_is_accepted_by_a_click_on_ones_own_page(world: &World) {
    let app = TestApp::new(world).await;
    // Invited under an address that becomes the User's own afterwards.
    world.invite(&app.two.isp, "uma@new.example", "user").await;
    let here = app.user().await;
    here.post("/account/address", &[("email", "uma@new.example")]).await;
    let link = token(world, Kind::Address, "#a1_").await;
    assert!(!here.get("/account").await.text.contains("Invitations for you"));
    here.post("/addresses", &[("token", link.reveal())]).await;
    let page = here.get("/account").await.text;
    assert!(page.contains("Invitations for you"), "{page}");
    let id = page.split("/account/invitations/").nth(1).unwrap().split('/').next().unwrap();
    let door = format!("/account/invitations/{id}/acceptances");
    assert_eq!(app.admin().await.post(&door, &[]).await.status, 404, "it is not theirs");
    assert_eq!(here.post(&door, &[]).await.location(), "/isps/far-net/overview");
    assert_eq!(here.get("/isps/far-net/overview").await.status, 200);
    assert_eq!(here.post(&door, &[]).await.status, 404);
    world.mails().await;
}

async fn somebody_leaves_and_the_last_admin_is_told_why_not(world: &World) {
    let app = TestApp::new(world).await;
    let (user, admin) = (app.user().await, app.admin().await);
    let door = "/account/memberships/bar-net/departure";
    assert!(user.get(door).await.text.contains("You lose your access"));
    assert_eq!(user.post(door, &[]).await.location(), "/account");
    assert!(!is_in(&user).await, "no membership is left, and so no session");
    // The founder leaves; then one Admin is left.
    let founder = app.signed_in(&app.one.isp.admin.email).await;
    assert_eq!(founder.post(door, &[]).await.status, 303);
    assert!(admin.get("/account").await.text.contains("You are the last Admin of"));
    let refused = admin.post(door, &[]).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text.contains("Make somebody else Admin first"), "{}", refused.text);
    assert_eq!(admin.get("/isps/bar-net/overview").await.status, 200);
}

async fn who_was_given_access_reads_it_on_each_page_until_they_say_that_they_have(world: &World) {
    let app = TestApp::new(world).await;
    let (zoe, bar) = (app.signed_in(&app.two.isp.admin.email).await, "/isps/bar-net");
    let given = " gave you access to ";
    assert_eq!(zoe.get(&format!("{bar}/online")).await.status, 404);
    let form = [("email", app.two.isp.admin.email.shown()), ("role", "user")];
    assert_eq!(app.admin().await.post(&format!("{bar}/invitations"), &form).await.status, 303);
    for page in ["/online", "/inventory?sort=mac"] {
        let here = zoe.get(&format!("{bar}{page}")).await;
        assert!(here.text.contains(given), "{}", here.text);
        assert!(here.text.contains(&format!("name=\"next\" value=\"{bar}{page}\"")), "{}", here.text);
        assert!(here.text.contains("href=\"/account/memberships/bar-net/departure\""));
    }
    assert!(!zoe.get("/isps/far-net/online").await.text.contains(given));
    let door = "/account/memberships/bar-net/acknowledgement";
    let back = zoe.post(door, &[("next", "/isps/bar-net/inventory?sort=mac")]).await;
    assert_eq!(back.location(), "/isps/bar-net/inventory?sort=mac");
    assert!(!zoe.get(&format!("{bar}/online")).await.text.contains(given));
    let astray = zoe.post(door, &[("next", "https://elsewhere.example/")]).await;
    assert_eq!(astray.location(), "/");
    assert_eq!(world.mails().await.len(), 1);
}
