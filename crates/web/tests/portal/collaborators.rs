//! The list of collaborators and the page of an invitation, read word for word: what a row tells, and why a control in it cannot be
//! used.

use std::time::Duration;

use care::access::Role;
use care::testing::World;

use crate::app::{TestApp, Who};
use crate::two_factor::between;

care::stories![
    the_last_admin_reads_why_neither_their_level_nor_their_x_can_be_used,
    whoever_has_not_accepted_has_an_access_level_that_nobody_can_change,
    what_cannot_be_invited_is_told_beside_the_field,
    last_seen_is_told_as_people_say_it_and_exactly_on_hover,
    the_page_of_an_invitation_says_which_isp_as_what_and_who_invited,
    inviting_is_the_last_thing_on_the_page,
];

const SETTINGS: &str = "/isps/bar-net/settings";

/// The row of an address in the list.
fn row<'a>(page: &'a str, email: &str) -> &'a str {
    between(page, &format!("class=\"clip\">{email}"), "</tr>")
}

async fn the_last_admin_reads_why_neither_their_level_nor_their_x_can_be_used(world: &World) {
    let app = TestApp::new(world).await;
    let (isp, ada, admin) = (&app.one.isp, &app.one.admin, app.admin().await);
    let why = "This is the last Admin. Make somebody else Admin first.";
    let page = admin.get(SETTINGS).await.text;
    assert!(!page.contains(why), "there are two");
    world.set_role(isp, &isp.admin, Role::User).await;

    let page = admin.get(SETTINGS).await.text;
    let own = row(&page, ada.email.shown());
    for control in ["level", "remove"] {
        let id = format!("{control}-{}", ada.id);
        assert!(own.contains(&format!("id=\"{id}\" aria-disabled=\"true\"")), "{control}: {own}");
        let tooltip = format!("id=\"{id}-why\" popover role=\"tooltip\">");
        assert_eq!(between(own, &tooltip, "</span>"), why, "{control}");
    }
    assert!(!own.contains("<select") && !own.contains("/removal"), "{own}");
    let other = row(&page, app.one.user.email.shown());
    assert!(other.contains("<select") && other.contains("/removal") && !other.contains(why), "{other}");

    // And whoever tries all the same reads it too: she herself, and who is above her by the cluster.
    let door = format!("/isps/bar-net/collaborators/{}", ada.id);
    for browser in [admin, app.of(Who::ClusterAdmin).await] {
        for (path, fields) in
            [(door.clone(), &[("role", "user"), ("sure", "yes")][..]), (format!("{door}/removal"), &[][..])]
        {
            let refused = browser.post(&path, fields).await;
            assert_eq!(refused.status, 409, "{path}");
            assert!(refused.text.contains(why), "{path}: {}", refused.text);
        }
    }
    assert_eq!(world.seat(isp, ada.email.canonical()).await.1, Some(Role::Admin));
}

async fn whoever_has_not_accepted_has_an_access_level_that_nobody_can_change(world: &World) {
    let app = TestApp::new(world).await;
    let (admin, isp) = (app.admin().await, &app.one.isp);
    world.invite(isp, "bo@mail.example", "admin").await;
    let page = admin.get(SETTINGS).await.text;
    let (pending, member) = (row(&page, "bo@mail.example"), row(&page, app.one.user.email.shown()));
    assert!(member.contains("<select"), "{member}");
    assert!(!pending.contains("<select") && !pending.contains("name=\"role\""), "{pending}");
    assert!(pending.contains("Admin") && pending.contains("Invitation Pending"), "{pending}");
    // Nor behind the page's back: there is no collaborator of that id.
    let id = world.seat(isp, "bo@mail.example").await.0.unwrap().id;
    for role in ["admin", "user", "read_only"] {
        let refused = admin.post(&format!("/isps/bar-net/collaborators/{id}"), &[("role", role)]).await;
        assert_eq!(refused.status, 404, "{role}");
    }
}

async fn what_cannot_be_invited_is_told_beside_the_field(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let no_address = "This is not an email address. Write it like name@example.com.";
    let known = app.one.user.email.shown();
    let before = world.picture().await;
    for (email, why) in [
        (app.one.admin.email.shown(), "This is your own address. You have access already."),
        (&*known.to_uppercase(), &*format!("{known} is a collaborator already.")),
        (
            "pia.kq7xwv@example.net",
            "pia.kq7xwv@example.net was invited already, and can still accept. To send the invitation again, choose \
             the envelope in their row.",
        ),
        ("bo@bar net", no_address),
        ("bo", no_address),
        ("", "Enter an email address."),
    ] {
        let fields = [("email", email), ("role", "user")];
        let reply = admin.post("/isps/bar-net/invitations", &fields).await;
        assert_eq!(reply.status, 422, "{email:?}");
        let dialog = between(&reply.text, "<dialog", "</dialog>");
        let error = between(dialog, "id=\"email-error\">", "</p>");
        assert_eq!(between(error, "<span>", "</span>").to_lowercase(), why.to_lowercase(), "{email:?}");
        assert!(dialog.contains(&format!("value=\"{email}\"")), "what was typed is kept: {dialog}");
    }
    let fields = [("email", "new@mail.example"), ("role", "read_only")];
    let reply = admin.post("/isps/bar-net/invitations", &fields).await;
    assert_eq!(reply.status, 422);
    let error = between(&reply.text, "id=\"role-error\">", "</p>");
    assert_eq!(between(error, "<span>", "</span>"), "Choose Admin or User.");
    let after = world.picture().await;
    assert_eq!((&after["invitation"], &after["mail"]), (&before["invitation"], &before["mail"]));
}

async fn last_seen_is_told_as_people_say_it_and_exactly_on_hover(world: &World) {
    let app = TestApp::new(world).await;
    let never = world.join(&app.one.isp, "new@mail.example", "user").await;
    let uma = &app.one.user;
    assert_eq!(app.user().await.get("/isps/bar-net/overview").await.status, 200);
    let (minute, hour, day) = (60, 60 * 60, 24 * 60 * 60);
    let mut passed = 0;
    for (seconds, said) in [
        (0, "just now"),
        (minute - 1, "just now"),
        (minute, "1 minute ago"),
        (hour - 1, "59 minutes ago"),
        (hour, "1 hour ago"),
        (day - 1, "23 hours ago"),
        (2 * day, "2 days ago"),
        (30 * day, "2 Mar 2026"),
    ] {
        world.advance(Duration::from_secs(seconds - passed));
        passed = seconds;
        let page = app.admin().await.get(SETTINGS).await.text;
        let seen = row(&page, uma.email.shown());
        let time = format!(
            "<time datetime=\"2026-03-02T09:00:00Z\" title=\"2 Mar 2026, 09:00 UTC\" data-relative>{said}</time>"
        );
        assert!(seen.contains(&time), "after {seconds} s: {seen}");
        let unseen = row(&page, never.email.shown());
        assert!(unseen.contains(">Never</span>") && !unseen.contains("<time"), "{unseen}");
    }
    world.mails().await;
}

async fn the_page_of_an_invitation_says_which_isp_as_what_and_who_invited(world: &World) {
    let app = TestApp::new(world).await;
    for (role, word) in [("user", "User"), ("admin", "Admin")] {
        let email = format!("bo.{role}@mail.example");
        let token = world.invite(&app.one.isp, &email, role).await;
        let page = app.browser().post("/join", &[("token", token.reveal())]).await.text;
        assert!(page.contains("<h1>Join Net kq7xwv</h1>"), "{page}");
        let facts = between(&page, "<dl", "</dl>");
        for (term, told) in [("Email", &*email), ("Access level", word), ("Invited by", "Fay kq7xwv")] {
            assert!(facts.contains(&format!("<dt>{term}</dt><dd>{told}</dd>")), "{term}: {facts}");
        }
    }
}

async fn inviting_is_the_last_thing_on_the_page(world: &World) {
    let app = TestApp::new(world).await;
    for (who, path) in [
        (Who::Admin, SETTINGS),
        (Who::ClusterAdmin, SETTINGS),
        (Who::ClusterAdmin, "/clusters/bar-group/settings"),
    ] {
        let page = app.of(who).await.get(path).await.text;
        let main = between(&page, "<main", "</main>");
        let (before, after) = main.split_once("class=\"invite-bar\"").unwrap();
        assert_eq!(before.contains("Access through the cluster"), path == SETTINGS, "{path}");
        let after = after.split_once("</form>").unwrap().1;
        assert!(!after.contains("<section") && !after.contains("<form"), "{path}: {after}");
    }
}
