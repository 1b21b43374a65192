//! Who belongs to which ISP, and what they may do there.

use care::Problem;
use care::access::{self, Role, may};
use care::{collaborator, inventory, invitation};

use super::*;
use crate::two_factor::between;

care::stories![
    ghsa_j4h8_vch3_f797_vaultwarden_what_another_isp_has_does_not_exist_here,
    cve_2026_43913_vaultwarden_whoever_has_not_accepted_may_do_nothing,
    wpmgr_406_nobody_gives_access_above_their_own,
    objectstack_15409_with_the_session_of_before_a_removed_collaborator_neither_reads_nor_writes,
    shelf_2865_a_removed_collaborators_write_that_is_under_way_does_not_land,
    d2e_2410_a_role_that_was_taken_away_is_not_in_the_session,
    onetimesecret_3943_inviting_tells_nothing_of_other_isps,
    clevis_270_two_admins_who_invite_one_address_make_one_seat,
    nuget_5383_the_last_admin_stays_one,
    cve_2026_16072_keycloak_whoever_holds_a_link_for_an_address_that_is_not_theirs_stays_where_it_came_from,
    keycloak_47080_invitations_of_another_isp_are_neither_renewed_nor_revoked,
    keycloak_45553_whoever_is_in_is_not_invited_again,
];

/// No row has this id.
const NO_ID: &str = "00000000-0000-7000-8000-000000000000";

/// The organisation in the path was not compared with the one of the thing.
async fn ghsa_j4h8_vch3_f797_vaultwarden_what_another_isp_has_does_not_exist_here(world: &World) {
    let app = TestApp::new(world).await;
    let (admin, theirs) = (app.admin().await, app.two.stock.to_string());
    let path = |isp: &str, router: &str| format!("/isps/{isp}/inventory/{router}/activation");
    let fields = [("name", "Cuckoo"), ("address", "1 Elm St")];
    let unknown = admin.post(&path("bar-net", NO_ID), &fields).await;
    assert_eq!(unknown.status, 404);
    let before = world.picture().await;
    for attempt in [path("bar-net", &theirs), path("far-net", &theirs), path("no-such-net", &theirs)] {
        let reply = admin.post(&attempt, &fields).await;
        assert_eq!(reply.status, 404, "{attempt}");
    }
    assert_eq!(
        admin.post(&path("bar-net", &theirs), &fields).await.text,
        unknown.text,
        "and is told like nothing"
    );
    assert!(world.picture().await == before, "something changed");
}

/// An owner who had accepted, and was not confirmed, could empty the vault.
async fn cve_2026_43913_vaultwarden_whoever_has_not_accepted_may_do_nothing(world: &World) {
    let app = TestApp::new(world).await;
    let token = world.invite(&app.one.isp, "bo@mail.example", "admin").await;
    // Bo can sign in, as a collaborator of the other ISP; at this one he is invited, as Admin.
    let bo = world.join(&app.two.isp, "bo@mail.example", "user").await;
    let browser = app.signed_in(&bo.email).await;
    assert_eq!(browser.post("/join", &[("token", token.reveal())]).await.status, 200);
    let before = world.picture().await["router"].clone();
    for path in ["overview", "inventory", "settings", "online"] {
        assert_eq!(browser.get(&format!("/isps/bar-net/{path}")).await.status, 404, "{path}");
    }
    for (path, field) in [("inventory", "macs"), ("settings", "name"), ("invitations", "email")] {
        let reply = browser.post(&format!("/isps/bar-net/{path}"), &[(field, "4e:5f:09:00:00:01")]).await;
        assert_eq!(reply.status, 404, "{path}");
    }
    assert!(world.picture().await["router"] == before, "something changed");
    assert_eq!(accept(&browser, &token).await.status, 303);
    assert_eq!(browser.get("/isps/bar-net/settings").await.status, 200);
}

/// A manager could make owners: only the role that was given was looked at.
async fn wpmgr_406_nobody_gives_access_above_their_own(world: &World) {
    let app = TestApp::new(world).await;
    for browser in [app.user().await, app.read_only().await] {
        for role in ["admin", "user"] {
            let fields = [("email", "bo@mail.example"), ("role", role)];
            assert_eq!(browser.post("/isps/bar-net/invitations", &fields).await.status, 403);
        }
    }
    for role in ["owner", "operator", "read_only", "Admin", "admin,user", ""] {
        let fields = [("email", "bo@mail.example"), ("role", role)];
        assert_eq!(app.admin().await.post("/isps/bar-net/invitations", &fields).await.status, 422, "{role}");
    }
    for (who, of) in [(&app.one.user, &app.one.user), (&app.one.read_only, &app.one.admin)] {
        let person = of.id;
        let changed =
            world.by(&app.one.isp, who, async |tx| collaborator::change(tx, person, Role::Admin).await).await;
        assert!(matches!(changed, Err(Problem::Forbidden(_))), "{changed:?}");
    }
    assert!(world.mails().await.is_empty());
}

/// The member was removed, and the session went on reading and writing.
async fn objectstack_15409_with_the_session_of_before_a_removed_collaborator_neither_reads_nor_writes(
    world: &World,
) {
    let app = TestApp::new(world).await;
    // Of two ISPs, so that there is a session left to try it with.
    world
        .by(&app.two.isp, &app.two.isp.admin, async |tx| {
            invitation::invite(tx, "uma.kq7xwv@example.net", "user").await
        })
        .await
        .unwrap();
    world.mail_to("uma.kq7xwv@example.net").await;
    let browser = app.user().await;
    assert_eq!((visit(&browser, &app.one.isp).await, visit(&browser, &app.two.isp).await), (200, 200));
    let uma = app.one.user.id;
    let removed = world.by(&app.one.isp, &app.one.isp.admin, async |tx| collaborator::remove(tx, uma).await);
    removed.await.unwrap();
    world.mail_to("uma.kq7xwv@example.net").await;
    let before = world.picture().await["router"].clone();
    assert_eq!(visit(&browser, &app.one.isp).await, 404);
    assert_eq!(browser.get("/isps/bar-net/live").await.status, 404);
    let write = browser.post("/isps/bar-net/inventory", &[("macs", "4e:5f:09:00:00:01")]).await;
    assert_eq!(write.status, 404);
    assert!(world.picture().await["router"] == before, "something changed");
    assert_eq!(visit(&browser, &app.two.isp).await, 200, "nobody is signed out of where they still belong");
}

/// Who might write was asked at the door, and the write came later.
async fn shelf_2865_a_removed_collaborators_write_that_is_under_way_does_not_land(world: &World) {
    let app = TestApp::new(world).await;
    let permit = access::staff::<may::ChangeInventory>(&world.db, &app.one.user.hash(), app.one.slug()).await;
    let permit = permit.unwrap();
    world.remove(&app.one.isp, &app.one.user).await;
    assert!(matches!(permit.write(&world.db).await, Err(Problem::NotFound(_))));
    let late =
        world.by(&app.one.isp, &app.one.user, async |tx| inventory::add(tx, "4e:5f:09:00:00:01").await).await;
    assert!(matches!(late, Err(Problem::NotFound(_))), "{late:?}");
}

/// The role stood in the session until it ended.
async fn d2e_2410_a_role_that_was_taken_away_is_not_in_the_session(world: &World) {
    let app = TestApp::new(world).await;
    let (browser, person) = (app.admin().await, app.one.admin.id);
    let invite = async |email| {
        let fields = [("email", email), ("role", "user")];
        browser.post("/isps/bar-net/invitations", &fields).await.status.as_u16()
    };
    assert_eq!(invite("bo@mail.example").await, 303);
    world.mail_to("bo@mail.example").await;
    world
        .by(&app.one.isp, &app.one.isp.admin, async |tx| collaborator::change(tx, person, Role::User).await)
        .await
        .unwrap();
    world.mail_to(app.one.admin.email.canonical()).await;
    assert_eq!(invite("eve@mail.example").await, 403);
    assert_eq!(browser.get("/isps/bar-net/settings").await.status, 404);
    assert!(world.mails().await.is_empty());
}

/// Inviting somebody told whether they had an account.
async fn onetimesecret_3943_inviting_tells_nothing_of_other_isps(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let mut answers = Vec::new();
    // A verified collaborator of the other ISP, somebody whom it invited, and nobody.
    for email in [app.two.user.email.shown(), "pia.zj4hpd@example.net", "nobody@example.net"] {
        let reply = admin.post("/isps/bar-net/invitations", &[("email", email), ("role", "user")]).await;
        let cookie = reply.header("set-cookie").unwrap().replace(email, "EMAIL");
        // The list itself shows who is in, as it must; the sentence above it is the same for all.
        let page = admin.get(reply.location()).await.text;
        let banner = between(&page, "class=\"banner done\"", "</div>").replace(email, "EMAIL");
        assert!(banner.contains("EMAIL is invited. The invitation is on its way by mail"), "{banner}");
        answers.push((reply.status, reply.location().to_owned(), cookie, reply.text, banner));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert_eq!(world.mails().await.len(), 3);
}

/// Two who invited at once made two invitations.
async fn clevis_270_two_admins_who_invite_one_address_make_one_seat(world: &World) {
    let app = TestApp::new(world).await;
    let browsers = [app.admin().await, app.signed_in(&app.one.isp.admin.email).await];
    // As many as one mailbox may get mails.
    let replies = world.race(5, |n| {
        let browser = browsers[n % 2].clone();
        async move {
            let fields = [("email", "bo@mail.example"), ("role", "user")];
            browser.post("/isps/bar-net/invitations", &fields).await.status.as_u16()
        }
    });
    let mut replies = replies.await;
    replies.sort_unstable();
    assert_eq!(replies, [303, 422, 422, 422, 422]);
    world.mail_to("bo@mail.example").await;
}

/// "Unlikely": two owners gave up their role, and nobody was left.
async fn nuget_5383_the_last_admin_stays_one(world: &World) {
    let app = TestApp::new(world).await;
    let (fay, ada) = (&app.one.isp.admin, &app.one.admin);
    let step_down = async |who: &Person, role| {
        let person = who.id;
        world.by(&app.one.isp, who, async |tx| collaborator::change(tx, person, role).await).await
    };
    step_down(fay, Role::User).await.unwrap();
    world.mail_to(fay.email.canonical()).await;
    for role in [Role::User, Role::ReadOnly] {
        let refused = step_down(ada, role).await;
        assert_eq!(care::testing::said(refused), "last-admin");
    }
    assert_eq!(app.admin().await.get("/isps/bar-net/settings").await.status, 200);
}

/// A delegated Admin took the link out of the portal and made an account for an address without access to its mailbox.
async fn cve_2026_16072_keycloak_whoever_holds_a_link_for_an_address_that_is_not_theirs_stays_where_it_came_from(
    world: &World,
) {
    let app = TestApp::new(world).await;
    let (hostile, honest) = (&app.two.isp, &app.one.isp);
    invited(world, hostile, "vic@mail.example").await;
    let id = world.seat(hostile, "vic@mail.example").await.0.unwrap().id;
    let copied =
        world.by(hostile, &hostile.admin, async |tx| invitation::generate(tx, id).await).await.unwrap();
    let impostor = app.browser();
    assert_eq!(accept(&impostor, &copied).await.location(), "/isps/far-net/overview");

    // The other ISP invites the same address: whoever made the identity gets nothing of it.
    let mailed = invited(world, honest, "vic@mail.example").await;
    assert_eq!(visit(&impostor, honest).await, 404);
    let owner = app.browser();
    assert_eq!(accept(&owner, &mailed).await.location(), "/isps/bar-net/overview");
    assert_eq!(
        (visit(&owner, honest).await, visit(&impostor, honest).await),
        (200, 303),
        "and is signed out"
    );
}

/// Whoever managed one organisation could send again and delete the invitations of another, by their ids.
async fn keycloak_47080_invitations_of_another_isp_are_neither_renewed_nor_revoked(world: &World) {
    let app = TestApp::new(world).await;
    let token = invited(world, &app.one.isp, "bo@mail.example").await;
    let id = world.seat(&app.one.isp, "bo@mail.example").await.0.unwrap().id;
    let before = world.picture().await["invitation"].clone();
    let (stranger, theirs) = (&app.two.isp.admin, &app.two.isp);
    let tried = [
        world.by(theirs, stranger, async |tx| invitation::reinvite(tx, id).await).await.map(|_| ()),
        world.by(theirs, stranger, async |tx| invitation::generate(tx, id).await).await.map(|_| ()),
        world.by(theirs, stranger, async |tx| invitation::revoke(tx, id).await).await,
    ];
    assert!(tried.iter().all(|it| matches!(it, Err(Problem::NotFound(_)))), "{tried:?}");
    assert!(world.picture().await["invitation"] == before, "something changed");
    assert_eq!(accept(&app.browser(), &token).await.status, 303);
}

/// A member could be invited again, which ended in an error for whoever opened it.
async fn keycloak_45553_whoever_is_in_is_not_invited_again(world: &World) {
    let app = TestApp::new(world).await;
    let isp = &app.one.isp;
    let token = invited(world, isp, "bo@mail.example").await;
    let id = world.seat(isp, "bo@mail.example").await.0.unwrap().id;
    assert_eq!(accept(&app.browser(), &token).await.status, 303);
    let fields = [("email", "BO@mail.example"), ("role", "admin")];
    let again = app.admin().await.post("/isps/bar-net/invitations", &fields).await;
    assert_eq!(again.status, 422);
    let renewed = world.by(isp, &isp.admin, async |tx| invitation::reinvite(tx, id).await).await;
    assert!(matches!(renewed, Err(Problem::Conflict(_))), "{renewed:?}");
    let copied = world.by(isp, &isp.admin, async |tx| invitation::generate(tx, id).await).await;
    assert!(matches!(copied, Err(Problem::Conflict(_))), "{copied:?}");
    assert!(world.mails().await.is_empty());
}
