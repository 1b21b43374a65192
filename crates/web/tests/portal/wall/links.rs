//! Invitations and their links.

use axum::http::Method;
use care::access::Role;
use care::testing::Picture;
use care::{collaborator, invitation};

use super::*;
use crate::browser::encoded;
use crate::canaries::crawl;
use crate::two_factor::between;

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
    let (one, two) = (&app.one.isp, &app.two.isp);
    // Invited by both, and as more by the other: what is not said in the link's own row counts for nothing.
    let token = invited(world, one, "bo@mail.example").await;
    let other = world.invite(two, "bo@mail.example", "admin").await;
    let theirs = world.seat(two, "bo@mail.example").await.0.unwrap();
    let browser = app.browser();
    let mut fields = accepting(&token, "Bo").to_vec();
    let (isp, id) = (two.id.to_string(), theirs.id.to_string());
    fields.extend([("isp_id", isp.as_str()), ("slug", "far-net"), ("invitation", &id), ("role", "admin")]);
    let accepted = browser.post("/acceptances?isp=far-net&slug=far-net", &fields).await;
    assert_eq!(accepted.location(), "/isps/bar-net/overview");
    assert_eq!((visit(&browser, one).await, visit(&browser, two).await), (200, 404));
    assert_eq!(world.seat(one, "bo@mail.example").await.1, Some(Role::User));
    assert_eq!(world.seat(two, "bo@mail.example").await.0, Some(theirs), "the other one waits as it did");
    assert_eq!(accept(&browser, &other).await.location(), "/isps/far-net/overview");
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

/// An invitation stayed valid until a clean-up came by. Here expiry stands in three conditions (the link's, the invitation's as it is
/// read, and as it is taken), so that this holds with any one of them gone; the mutants of `care` take each of them away by itself.
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

    // Nor does it stand for the second factor of somebody who has shown the first.
    let mut owner = bo.clone();
    world.with_app(&mut owner).await;
    let half = app.signed_in(&bo.email).await;
    let before = picture(world).await;
    let reply = accept(&half, &token).await;
    assert!(!reply.location().starts_with("/isps/"), "{}", reply.location());
    assert!(picture(world).await == before, "something changed");
    assert_ne!(visit(&half, &app.one.isp).await, 200);

    let browser = app.browser();
    browser.set_cookie("portico", &owner.cookie);
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

/// Whoever was signed in accepted the invitation of another person. Here the page compares the addresses, and so does the verb:
/// that the verb does by itself is a story of the room `invitation`.
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
    invited(world, &app.one.isp, "bo@mail.example").await;
    let id = world.seat(&app.one.isp, "bo@mail.example").await.0.unwrap().id;
    let (admin, envelope) = (app.admin().await, format!("/isps/bar-net/invitations/{id}"));
    let shown = admin.post(&format!("{envelope}/links"), &[]).await.text;
    let secret = between(&shown, "/join#i1_", "\"").to_owned();
    assert_eq!(secret.len(), 43, "once, to whoever made it");
    let own = crawl(&admin, &app.one, &app.two).await;
    let foreign = crawl(&app.stranger().await, &app.two, &app.one).await;
    assert!(own.contains_key(&envelope) && own["/isps/bar-net/settings"].contains("bo@mail.example"));
    for (path, text) in own.iter().chain(&foreign) {
        // Texts of a crawl are in lower case.
        assert!(!text.contains(&secret.to_lowercase()), "{path}");
    }
    assert!(foreign.values().all(|text| !text.contains("bo@mail.example")));
    for (table, rows) in world.picture().await {
        assert!(!rows.join("\n").contains(&secret), "what is kept in {table} is no link");
    }
    assert_eq!(app.browser().post("/join", &[("token", &format!("i1_{secret}"))]).await.status, 200);
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
    let (one, two) = (&app.one.isp, &app.two.isp);
    let copied = async |isp: &Isp| {
        invited(world, isp, "vic@mail.example").await;
        let id = world.seat(isp, "vic@mail.example").await.0.unwrap().id;
        world.by(isp, &isp.admin, async |tx| invitation::generate(tx, id).await).await.unwrap()
    };
    // Somebody made this identity by a copied link; another ISP's copied link is not enough to go on with it. That is seen only
    // after the link was claimed and the invitation taken.
    assert_eq!(accept(&app.browser(), &copied(two).await).await.status, 303);
    let token = copied(one).await;
    let before = picture(world).await;
    let refused = accept(&app.browser(), &token).await;
    assert_eq!((refused.status.as_u16(), refused.header("set-cookie")), (409, None));
    assert!(refused.text.contains("Ask for the invitation by mail."), "{}", refused.text);
    assert!(picture(world).await == before, "something changed");
    // It lives, and says now what it said then.
    let opened = app.browser().post("/join", &[("token", token.reveal())]).await;
    assert!(opened.text.contains("Ask for the invitation by mail."), "{}", opened.text);
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
    // The link that was used: it leads its owner in, as what they are now.
    assert_eq!(accept(&browser, &token).await.location(), "/isps/bar-net/overview");
    assert_eq!(accept(&app.browser(), &token).await.status, 410);
    assert_eq!(world.seat(isp, "bo@mail.example").await.1, Some(Role::ReadOnly));

    // One that was never used, to an address that became theirs since: it is good, and they are a member already.
    let other = world.invite(isp, "bo@new.example", "admin").await;
    assert_eq!(browser.post("/account/address", &[("email", "bo@new.example")]).await.status, 303);
    let mails = world.mails().await;
    let confirm = mails.iter().find(|mail| mail.text.contains("#a1_")).unwrap().token(Kind::Address);
    assert_eq!(browser.post("/addresses", &[("token", confirm.reveal())]).await.status, 303);
    assert_eq!(accept(&browser, &other).await.location(), "/isps/bar-net/overview");
    assert_eq!(world.seat(isp, "bo@new.example").await.0.unwrap().state, "accepted");
    assert_eq!(world.seat(isp, "bo@new.example").await.1, Some(Role::ReadOnly));
    assert_eq!(browser.get("/isps/bar-net/settings").await.status, 404);
    world.mails().await;
}
