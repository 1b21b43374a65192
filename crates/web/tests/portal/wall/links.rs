//! Invitations and their links.

use axum::http::Method;
use care::access::Role;
use care::testing::Picture;
use care::{collaborator, invitation};

use super::*;
use crate::browser::encoded;

care::stories![
    cve_2026_1529_keycloak_nothing_in_an_invitation_can_be_altered,
    cve_2022_21706_zulip_a_link_opens_its_own_isp_and_no_other,
    cve_2022_21706_zulip_a_link_does_what_it_is_for_and_nothing_else,
    cve_2025_64708_authentik_a_link_is_dead_the_moment_it_expires,
    cve_2022_21684_discourse_a_link_signs_nobody_in_who_has_a_password,
    discourse_90316_a_scanner_that_rewrites_a_link_becomes_nobody,
    sentry_116118_in_somebody_elses_browser_a_link_stays_whole,
    keycloak_51138_no_field_says_where_acceptance_leads,
    keycloak_49069_no_page_shows_a_link_again,
    zitadel_9860_wrong_attempts_never_use_up_an_invitation,
    zitadel_8850_a_dead_link_is_told_before_anything_is_typed,
    better_auth_9154_of_two_acceptances_at_once_one_counts,
    memories_379_an_acceptance_that_is_refused_uses_nothing_up,
    vaultwarden_the_link_of_the_mail_before_is_dead_with_either_way_of_reinviting,
    sentry_16533_an_expired_invitation_that_is_renewed_lives_again_in_the_same_row,
    nbproject_172_an_old_invitation_gives_no_role_back,
];

/// Everything but the counts of attempts.
async fn picture(world: &World) -> Picture {
    let mut picture = world.picture().await;
    picture.remove("throttle");
    picture
}

/// The invitation was an unsigned token in which the organisation and the address could be edited.
async fn cve_2026_1529_keycloak_nothing_in_an_invitation_can_be_altered(world: &World) {
    let app = TestApp::new(world).await;
    let token = invited(world, &app.one.isp, "bo@mail.example").await;
    let before = picture(world).await;
    for at in token.reveal().char_indices().map(|(at, _)| at).step_by(5) {
        let mut altered = token.reveal().to_owned();
        let other = if altered[at..].starts_with('A') { "B" } else { "A" };
        altered.replace_range(at..=at, other);
        let reply = app.browser().post("/acceptances", &[("token", &altered), ("password", PASSWORD)]).await;
        assert_eq!(reply.status, 410, "{altered}");
    }
    assert!(picture(world).await == before, "something changed");

    let (isp, other) = (app.two.isp.id.to_string(), app.two.slug());
    let mut fields = accepting(&token, "Bo").to_vec();
    fields.extend([("isp", isp.as_str()), ("isp_id", &isp), ("slug", other), ("org_id", &isp)]);
    fields.extend([("email", "mallory@mail.example"), ("role", "admin"), ("provenance", "operator")]);
    let browser = app.browser();
    assert_eq!(browser.post("/acceptances", &fields).await.location(), "/isps/bar-net/overview");
    assert_eq!(visit(&browser, &app.two.isp).await, 404);
    assert_eq!(browser.get("/isps/bar-net/settings").await.status, 404, "a User, as invited");
    assert!(browser.get("/account").await.text.contains("bo@mail.example"));
}

/// An invitation to one organisation could be used to enter another.
async fn cve_2022_21706_zulip_a_link_opens_its_own_isp_and_no_other(world: &World) {
    let app = TestApp::new(world).await;
    let token = invited(world, &app.one.isp, "bo@mail.example").await;
    let browser = app.browser();
    for path in ["/isps/far-net/invitations", "/isps/far-net/join", "/isps/far-net/acceptances"] {
        let reply = browser.post(path, &accepting(&token, "Bo")).await;
        assert!(reply.status.is_client_error(), "{path}: {}", reply.status);
    }
    let accepted = browser.post("/acceptances?isp=far-net&slug=far-net", &accepting(&token, "Bo")).await;
    assert_eq!(accepted.location(), "/isps/bar-net/overview");
    assert_eq!((visit(&browser, &app.one.isp).await, visit(&browser, &app.two.isp).await), (200, 404));
}

/// A token of one kind was taken for one of another.
async fn cve_2022_21706_zulip_a_link_does_what_it_is_for_and_nothing_else(world: &World) {
    let app = TestApp::new(world).await;
    forget(&app, app.one.user.email.shown()).await;
    let reset = reset_link(world, &app.one.user).await;
    let invitation = invited(world, &app.one.isp, "bo@mail.example").await;
    let before = picture(world).await;
    let doors = ["/join", "/acceptances", "/reset", "/passwords", "/setup", "/setups"];
    for (token, own) in [(&reset, &doors[2..4]), (&invitation, &doors[..2])] {
        let secret = token.reveal().split_once('_').unwrap().1;
        for door in doors {
            let guises = ["i1_", "r1_", "s1_", "n1_", "a1_", "u1_", ""].map(|kind| format!("{kind}{secret}"));
            for guise in guises.iter().filter(|guise| *guise != token.reveal() || !own.contains(&door)) {
                let fields = [("token", guise.as_str()), ("password", PASSWORD), ("name", "Mallory")];
                assert_eq!(app.browser().post(door, &fields).await.status, 410, "{guise} at {door}");
            }
        }
    }
    assert!(picture(world).await == before, "something changed");
}

/// An invitation stayed valid until a clean-up came by.
async fn cve_2025_64708_authentik_a_link_is_dead_the_moment_it_expires(world: &World) {
    let app = TestApp::new(world).await;
    let token = invited(world, &app.one.isp, "bo@mail.example").await;
    let two_days = std::time::Duration::from_secs(48 * 60 * 60);
    let moment = std::time::Duration::from_millis(1);
    world.advance(two_days - moment);
    assert_eq!(app.browser().post("/join", &[("token", token.reveal())]).await.status, 200);
    world.advance(moment);
    let before = picture(world).await;
    assert_eq!(app.browser().post("/join", &[("token", token.reveal())]).await.status, 410);
    assert_eq!(accept(&app.browser(), &token).await.status, 410);
    assert!(picture(world).await == before, "something changed");
}

/// An invitation signed its holder in as whoever it named, past the second factor and the approval.
async fn cve_2022_21684_discourse_a_link_signs_nobody_in_who_has_a_password(world: &World) {
    let app = TestApp::new(world).await;
    // Invited before they had a password, so that a link is there; then they got one at the other ISP.
    let token = invited(world, &app.one.isp, "bo@mail.example").await;
    let bo = world.join(&app.two.isp, "bo@mail.example", "user").await;
    let thief = app.browser();
    let opened = thief.post("/join", &[("token", token.reveal())]).await;
    assert!(opened.text.contains("already has an account"), "{}", opened.text);
    let reply = accept(&thief, &token).await;
    assert_eq!((reply.header("set-cookie"), thief.cookie("portico")), (None, None), "{}", reply.status);
    assert_eq!(visit(&app.signed_in(&bo.email).await, &app.one.isp).await, 404, "nothing was accepted");

    let browser = app.signed_in(&bo.email).await;
    assert_eq!(accept(&browser, &token).await.location(), "/isps/bar-net/overview");
    assert_eq!(visit(&browser, &app.one.isp).await, 200);
}

/// A mail scanner opened invitations with the letters of the token rotated, and accounts came of it.
async fn discourse_90316_a_scanner_that_rewrites_a_link_becomes_nobody(world: &World) {
    let app = TestApp::new(world).await;
    let token = invited(world, &app.one.isp, "bo@mail.example").await;
    let before = picture(world).await;
    let rot13: String = token.reveal().chars().map(rotated).collect();
    let (upper, lower) = (token.reveal().to_uppercase(), token.reveal().to_lowercase());
    let half = &token.reveal()[..token.reveal().len() / 2];
    for text in [&rot13, &upper, &lower, half, "", "i1_", &format!("{}=", token.reveal())] {
        let reply = app.browser().post("/acceptances", &[("token", text), ("password", PASSWORD)]).await;
        assert_eq!(reply.status, 410, "{text}");
    }
    for method in [Method::GET, Method::HEAD] {
        let path = format!("/join?{}", encoded(&accepting(&token, "Scanner")));
        let request = crate::browser::request(method, &path).body(axum::body::Body::empty()).unwrap();
        assert_eq!(app.browser().send(request).await.header("set-cookie"), None);
    }
    assert!(picture(world).await == before, "something changed");
}

fn rotated(c: char) -> char {
    match c {
        'a'..='m' | 'A'..='M' => char::from(c as u8 + 13),
        'n'..='z' | 'N'..='Z' => char::from(c as u8 - 13),
        other => other,
    }
}

/// Whoever was signed in accepted the invitation of another person.
async fn sentry_116118_in_somebody_elses_browser_a_link_stays_whole(world: &World) {
    let app = TestApp::new(world).await;
    let token = invited(world, &app.one.isp, "bo@mail.example").await;
    let stranger = app.stranger().await;
    let opened = stranger.post("/join", &[("token", token.reveal())]).await;
    assert!(opened.text.contains("You are signed in as"), "{}", opened.text);
    assert!(!opened.text.contains(app.two.admin.email.shown()), "the address is masked: {}", opened.text);
    let before = picture(world).await;
    assert!(accept(&stranger, &token).await.header("location").is_none());
    assert!(picture(world).await == before, "something changed");
    assert_eq!(visit(&stranger, &app.one.isp).await, 404);
    assert_eq!(accept(&app.browser(), &token).await.status, 303, "and it is still good");
}

/// A parameter of the registration decided where the browser went afterwards.
async fn keycloak_51138_no_field_says_where_acceptance_leads(world: &World) {
    let app = TestApp::new(world).await;
    let token = invited(world, &app.one.isp, "bo@mail.example").await;
    let mut fields = accepting(&token, "Bo").to_vec();
    let names = ["next", "redirect", "redirect_uri", "return_to", "url", "location"];
    fields.extend(names.map(|name| (name, "https://evil.example/")));
    let path = format!("/acceptances?{}", encoded(&names.map(|name| (name, "//evil.example/"))));
    assert_eq!(app.browser().post(&path, &fields).await.location(), "/isps/bar-net/overview");
}

/// Pending invitations could be listed with their links by whoever managed another organisation.
async fn keycloak_49069_no_page_shows_a_link_again(world: &World) {
    let app = TestApp::new(world).await;
    let token = invited(world, &app.one.isp, "bo@mail.example").await;
    let secret = &token.reveal()[3..];
    for browser in [app.admin().await, app.stranger().await] {
        for path in ["/isps/bar-net/settings", "/isps/far-net/settings", "/account", "/join"] {
            assert!(!browser.get(path).await.text.contains(secret), "{path}");
        }
    }
    assert!(app.admin().await.get("/isps/bar-net/settings").await.text.contains("bo@mail.example"));
    assert!(!app.stranger().await.get("/isps/far-net/settings").await.text.contains("bo@mail.example"));
    let kept = world.picture().await["link"].join("\n");
    assert!(!kept.is_empty() && !kept.contains(secret), "what is kept is no link");
}

/// Three wrong codes made the invitation unusable for good.
async fn zitadel_9860_wrong_attempts_never_use_up_an_invitation(world: &World) {
    let app = TestApp::new(world).await;
    let token = invited(world, &app.one.isp, "bo@mail.example").await;
    let clumsy = app.browser().at([192, 0, 2, 66]);
    for _ in 0..20 {
        let fields = [("token", token.reveal()), ("password", "too short")];
        assert_eq!(clumsy.post("/acceptances", &fields).await.status, 422);
        assert_eq!(
            clumsy.post("/acceptances", &[("token", "i1_wrong"), ("password", PASSWORD)]).await.status,
            410
        );
    }
    assert_eq!(accept(&clumsy, &token).await.location(), "/isps/bar-net/overview");
}

/// People chose a password first, and then learned that the link was dead.
async fn zitadel_8850_a_dead_link_is_told_before_anything_is_typed(world: &World) {
    let app = TestApp::new(world).await;
    let token = invited(world, &app.one.isp, "bo@mail.example").await;
    world.minutes(48 * 60);
    let opened = app.browser().post("/join", &[("token", token.reveal())]).await;
    assert_eq!(opened.status, 410);
    assert!(!opened.text.contains("type=\"password\""), "{}", opened.text);
    opened.is_a_page("a dead link");
}

/// Two acceptances at once made two memberships.
async fn better_auth_9154_of_two_acceptances_at_once_one_counts(world: &World) {
    let app = TestApp::new(world).await;
    let token = invited(world, &app.one.isp, "bo@mail.example").await;
    let replies =
        world.race(6, |n| {
            let (browser, token) = (app.browser(), token.clone());
            async move {
                browser.post("/acceptances", &accepting(&token, &format!("Bo {n}"))).await.status.as_u16()
            }
        });
    let mut replies = replies.await;
    replies.sort_unstable();
    // Whoever comes late finds the link gone, or a person who is to sign in.
    assert_eq!(replies[0], 303, "{replies:?}");
    assert!(replies[1..].iter().all(|status| [409, 410].contains(status)), "{replies:?}");
    let people = world.picture().await["person"].iter().filter(|row| row.contains("bo@mail.example")).count();
    assert_eq!(people, 1);
}

/// The token was claimed, the membership failed, and a compensation "re-opened" the token, for whoever came next.
async fn memories_379_an_acceptance_that_is_refused_uses_nothing_up(world: &World) {
    let app = TestApp::new(world).await;
    let token = invited(world, &app.one.isp, "bo@mail.example").await;
    let bo = world.join(&app.two.isp, "bo@mail.example", "user").await;
    let before = picture(world).await;
    // The page was open before Bo had a password, so its form creates one.
    let refused = accept(&app.browser(), &token).await;
    assert_eq!(refused.header("set-cookie"), None);
    assert!(picture(world).await == before, "something changed");
    assert_eq!(accept(&app.signed_in(&bo.email).await, &token).await.location(), "/isps/bar-net/overview");
}

/// Re-inviting made a new token, and the one before, which carried nothing that could be voided, stayed good.
async fn vaultwarden_the_link_of_the_mail_before_is_dead_with_either_way_of_reinviting(world: &World) {
    let app = TestApp::new(world).await;
    let (isp, admin) = (&app.one.isp, &app.one.isp.admin);
    let first = invited(world, isp, "bo@mail.example").await;
    let id = world.seat(isp, "bo@mail.example").await.0.unwrap().id;
    world.by(isp, admin, async |tx| invitation::reinvite(tx, id).await).await.unwrap();
    let second = world.mail_to("bo@mail.example").await.token(Kind::Invitation);
    let third = world.by(isp, admin, async |tx| invitation::generate(tx, id).await).await.unwrap();
    let before = picture(world).await;
    for dead in [&first, &second] {
        assert_eq!(accept(&app.browser(), dead).await.status, 410);
    }
    assert!(picture(world).await == before, "something changed");
    assert_eq!(accept(&app.browser(), &third).await.status, 303);
    assert_eq!(accept(&app.browser(), &third).await.status, 410);
}

/// The mail went again, and the invitation stayed expired; elsewhere (openwork #3272) a second one appeared beside it.
async fn sentry_16533_an_expired_invitation_that_is_renewed_lives_again_in_the_same_row(world: &World) {
    let app = TestApp::new(world).await;
    let isp = &app.one.isp;
    let expired = invited(world, isp, "bo@mail.example").await;
    let id = world.seat(isp, "bo@mail.example").await.0.unwrap().id;
    world.minutes(48 * 60);
    let admin = world.arrive(&isp.admin).await;
    world.by(isp, &admin, async |tx| invitation::reinvite(tx, id).await).await.unwrap();
    let token = world.mail_to("bo@mail.example").await.token(Kind::Invitation);
    let rows =
        world.picture().await["invitation"].iter().filter(|row| row.contains("bo@mail.example")).count();
    assert_eq!(rows, 1);
    assert_eq!(accept(&app.browser(), &expired).await.status, 410);
    assert_eq!(accept(&app.browser(), &token).await.location(), "/isps/bar-net/overview");
}

/// A member opened an old invitation again, and was what it said.
async fn nbproject_172_an_old_invitation_gives_no_role_back(world: &World) {
    let app = TestApp::new(world).await;
    let (isp, admin) = (&app.one.isp, &app.one.isp.admin);
    let token = world.invite(isp, "bo@mail.example", "admin").await;
    let browser = app.browser();
    assert_eq!(accept(&browser, &token).await.status, 303);
    let bo = world.identity("bo@mail.example").await.unwrap().id;
    world.by(isp, admin, async |tx| collaborator::change(tx, bo, Role::ReadOnly).await).await.unwrap();
    world.mail_to("bo@mail.example").await;
    for browser in [&browser, &app.browser()] {
        assert_eq!(accept(browser, &token).await.status, 410);
    }
    assert_eq!(world.seat(isp, "bo@mail.example").await.1, Some(Role::ReadOnly));
    assert_eq!(browser.get("/isps/bar-net/settings").await.status, 404);
}
