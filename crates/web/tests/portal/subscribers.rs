//! Subscribers: every door of the app as each of them, and the tab Users in the portal.

mod doors;

use std::time::Duration;

use care::access::Tx;
use care::link::Kind;
use care::mobile_user;
use care::testing::{PASSWORD, World};

use crate::app::TestApp;
use crate::doors::NO_ID;

care::stories![
    somebody_is_invited_on_the_tab_users_and_lands_in_their_home,
    the_tab_users_shows_and_removes,
    read_only_sees_the_tab_users_greyed_out,
    an_invitation_of_the_one_is_none_of_the_other,
    the_home_tells_who_of_the_staff_looked_and_nothing_of_issues,
    what_staff_did_can_be_read_as_far_back_as_it_goes,
    one_leaves_a_home_and_the_primary_user_names_the_next,
    whoever_is_invited_to_two_homes_and_forgot_the_password_accepts_each_on_the_first_page,
];

async fn somebody_is_invited_on_the_tab_users_and_lands_in_their_home(world: &World) {
    let app = TestApp::new(world).await;
    let (user, home) = (app.user().await, app.one.customer);
    let tab = format!("/isps/bar-net/customers/{home}/users");
    let page = user.get(&tab).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("Invite Mobile User") && page.text.contains("Primary user"), "{}", page.text);
    let dialog = user.get(&format!("{tab}/invitation")).await;
    assert!(dialog.text.contains(&format!("action=\"{tab}/invitations\"")), "{}", dialog.text);
    let wrong = user.post(&format!("{tab}/invitations"), &[("email", "ana@")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("email-error") && wrong.text.contains("value=\"ana@\""), "{}", wrong.text);
    let invited = user.post(&format!("{tab}/invitations"), &[("email", "ana@mail.example")]).await;
    assert_eq!((invited.status.as_u16(), invited.location()), (303, &*tab));
    assert!(user.get(&tab).await.text.contains("Invitation Pending"));

    let token = world.mail_to("ana@mail.example").await.token(Kind::Invitation);
    let phone = app.browser();
    assert_eq!(phone.get("/app/join").await.status, 200);
    let opened = phone.post("/app/join", &[("token", token.reveal())]).await;
    assert_eq!(opened.status, 200, "{}", opened.text);
    assert!(opened.text.contains("action=\"/app/acceptances\""), "{}", opened.text);
    assert!(opened.text.contains("Mobile user") && opened.text.contains("Uma kq7xwv"), "{}", opened.text);
    let form = [("token", token.reveal()), ("name", "Ana"), ("password", PASSWORD)];
    let accepted = phone.post("/app/acceptances", &form).await;
    let page = mobile_user::path(home);
    assert_eq!((accepted.status.as_u16(), accepted.location()), (303, &*page));
    assert!(phone.cookie("portico-app").is_some() && phone.cookie("portico").is_none());
    assert_eq!(phone.get(&page).await.location(), format!("/app/agreements/bar-net?next={page}"));
    world.agree(world.identity("ana@mail.example").await.unwrap().id).await;
    let shown = phone.get(&page).await;
    assert_eq!(shown.status, 200);
    for told in ["1 Street kq7xwv", "Online", "Model kq7xwv", "Ana", "mob.kq7xwv@", "Uma kq7xwv invited"] {
        assert!(shown.text.contains(told), "{told}: {}", shown.text);
    }
    assert_eq!(phone.get("/app").await.location(), page);
    assert_eq!(
        phone.get("/account").await.location(),
        "/sign-in?next=/account",
        "the portal knows nothing of it"
    );

    assert_eq!(phone.post("/app/sign-out", &[]).await.location(), "/app/sign-in");
    assert_eq!(phone.get(&page).await.location(), format!("/app/sign-in?next={page}"));
    let form = [("email", "ana@mail.example"), ("password", PASSWORD), ("next", &*page)];
    assert_eq!(phone.post("/app/sign-in", &form).await.location(), page);
}

async fn the_tab_users_shows_and_removes(world: &World) {
    let app = TestApp::new(world).await;
    let (admin, home, primary) = (app.admin().await, app.one.customer, &app.one.primary);
    let tab = format!("/isps/bar-net/customers/{home}/users");
    assert!(!admin.get(&tab).await.text.contains("/removal"), "no red X while one is listed");
    let ana = world.join_home(&app.one.isp, home, "ana@mail.example").await;
    let (theirs, page) = (app.in_the_app(&primary.email).await, mobile_user::path(home));
    assert_eq!(theirs.get(&page).await.status, 200);
    let asked = admin.get(&format!("{tab}/{}/removal", primary.id)).await;
    assert!(asked.text.contains("Primary user from then on") && asked.text.contains("ana@mail.example"));
    let unnamed = admin.post(&format!("{tab}/{}/removal", primary.id), &[]).await;
    assert_eq!(unnamed.status, 409);
    assert!(unnamed.text.contains("Choose who it is from now on"), "{}", unnamed.text);
    for nonsense in ["nonsense", NO_ID, &app.one.admin.id.to_string()] {
        let refused = admin.post(&format!("{tab}/{}/removal", primary.id), &[("next", nonsense)]).await;
        assert_eq!(refused.status, 409, "{nonsense}");
    }
    assert_eq!(theirs.get(&page).await.status, 200, "nothing was half done");
    let next = ana.id.to_string();
    let removed = admin.post(&format!("{tab}/{}/removal", primary.id), &[("next", &next)]).await;
    assert_eq!((removed.status.as_u16(), removed.location()), (303, &*tab));
    assert_eq!(
        theirs.get(&page).await.location(),
        format!("/app/sign-in?next={page}"),
        "their session has ended"
    );
    let listed = admin.get(&tab).await.text;
    let row = |email: &str| listed.contains(&format!("class=\"clip\">{email}"));
    assert!(row("ana@mail.example") && !row(primary.email.shown()), "{listed}");
    world.mails().await;
}

async fn read_only_sees_the_tab_users_greyed_out(world: &World) {
    let app = TestApp::new(world).await;
    let (reader, home) = (app.read_only().await, app.one.customer);
    world.join_home(&app.one.isp, home, "ana@mail.example").await;
    let page = reader.get(&format!("/isps/bar-net/customers/{home}/users")).await.text;
    assert!(page.contains("ana@mail.example") && page.contains("aria-disabled=\"true\""), "{page}");
    for href in ["/users/invitation\"", "/removal\"", "/primary\""] {
        assert!(!page.contains(href), "{href} leads nowhere for Read Only: {page}");
    }
}

async fn an_invitation_of_the_one_is_none_of_the_other(world: &World) {
    let app = TestApp::new(world).await;
    let to_the_portal = app.one.invitation.reveal();
    let to_the_app = world.invite_home(&app.one.isp, app.one.customer, "ana@mail.example").await;
    let browser = app.browser();
    for (page, token) in [("/app/join", to_the_portal), ("/join", to_the_app.reveal())] {
        assert_eq!(browser.post(page, &[("token", token)]).await.status, 410, "{page}");
    }
    for (page, token) in [("/app/acceptances", to_the_portal), ("/acceptances", to_the_app.reveal())] {
        let form = [("token", token), ("name", "Ana"), ("password", PASSWORD)];
        assert_eq!(browser.post(page, &form).await.status, 410, "{page}");
    }
    assert_eq!(browser.post("/app/join", &[("token", to_the_app.reveal())]).await.status, 200, "it is whole");
}

async fn the_home_tells_who_of_the_staff_looked_and_nothing_of_issues(world: &World) {
    let app = TestApp::new(world).await;
    let (admin, home) = (app.admin().await, app.one.customer);
    admin.get(&format!("/isps/bar-net/customers/{home}")).await;
    let phone = app.in_the_app(&app.one.primary.email).await;
    let page = phone.get(&mobile_user::path(home)).await.text;
    assert!(page.contains("Ada kq7xwv looked at this home"), "{page}");
    let issues = admin.get("/isps/bar-net/known-issues").await.text;
    let issue = issues.split("/known-issues/").nth(1).unwrap().split(['"', '?']).next().unwrap();
    let note = [("note", "they did not pay")];
    admin.post(&format!("/isps/bar-net/known-issues/{issue}/acknowledgement"), &note).await;
    let page = phone.get(&mobile_user::path(home)).await.text;
    assert!(!page.contains("did not pay"), "what staff note among themselves stays there: {page}");
}

async fn what_staff_did_can_be_read_as_far_back_as_it_goes(world: &World) {
    let app = TestApp::new(world).await;
    let (isp, home, first) = (&app.one.isp, app.one.customer, app.one.primary.id);
    let ana = world.join_home(isp, home, "ana@mail.example").await;
    let phone = app.in_the_app(&app.one.primary.email).await;
    let log = format!("{}/log", mobile_user::path(home));
    assert!(
        !phone.get(&mobile_user::path(home)).await.text.contains(&log),
        "all of it is on the home's page"
    );
    world.advance(Duration::from_secs(1));
    for nth in 0..120 {
        let who = if nth % 2 == 0 { ana.id } else { first };
        let make = async |tx: &mut Tx<_>| mobile_user::make_primary(tx, home, who).await;
        world.by(isp, &isp.admin, make).await.unwrap();
        world.advance(Duration::from_secs(1));
    }
    world.mails().await;
    let acts = |text: &str| text.matches("is the primary user of").count();
    let page = phone.get(&mobile_user::path(home)).await.text;
    assert!(page.contains(&format!("href=\"{log}\"")), "{page}");
    assert_eq!(acts(&page), 5);
    let newest = phone.get(&log).await.text;
    assert_eq!(acts(&newest), 100);
    let older = newest.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let older = phone.get(older).await.text;
    assert_eq!(acts(&older), 20, "and nothing twice: {older}");
    assert!(older.contains(&format!("rel=\"prev\" href=\"{log}\"")), "{older}");
    let nonsense = phone.get(&format!("{log}?after=nonsense")).await;
    assert_eq!(nonsense.status, 422);
}

async fn one_leaves_a_home_and_the_primary_user_names_the_next(world: &World) {
    let app = TestApp::new(world).await;
    let (home, primary) = (app.one.customer, &app.one.primary);
    let (phone, page) = (app.in_the_app(&primary.email).await, mobile_user::path(home));
    let departure = format!("{page}/departure");
    assert!(!phone.get(&page).await.text.contains(&departure), "the last one stays");
    assert!(phone.get(&departure).await.text.contains("You are the only user of this home"));
    assert_eq!(phone.post(&departure, &[]).await.status, 409);
    let ana = world.join_home(&app.one.isp, home, "ana@mail.example").await;
    assert!(phone.get(&page).await.text.contains(&departure));
    world.minutes(11);
    let asked = phone.get(&departure).await;
    assert_eq!(asked.location(), format!("/app/account/proof?next={departure}"));
    let proof = phone.get(asked.location()).await;
    assert!(proof.text.contains("action=\"/app/account/proof\""), "{}", proof.text);
    let proved = phone.post("/app/account/proof", &[("password", PASSWORD), ("next", &departure)]).await;
    assert_eq!((proved.status.as_u16(), proved.location()), (303, &*departure));
    assert!(phone.get(&departure).await.text.contains("so you are signed out of the app"));
    let unnamed = phone.post(&departure, &[]).await;
    assert_eq!(unnamed.status, 409);
    assert!(
        unnamed.text.contains("Choose who it is from now on") && unnamed.text.contains("ana@mail.example")
    );
    let left = phone.post(&departure, &[("next", &ana.id.to_string())]).await;
    assert_eq!((left.status.as_u16(), left.location()), (303, "/app"));
    assert_eq!(phone.get(&page).await.location(), format!("/app/sign-in?next={page}"));
    let theirs = app.in_the_app(&ana.email).await.get(&page).await.text;
    let listed = |email: &str| theirs.contains(&format!("<span>{email}</span>"));
    assert!(theirs.contains("Primary user") && listed("ana@mail.example"), "{theirs}");
    assert!(!listed(primary.email.shown()), "{theirs}");
    world.mails().await;
}

async fn whoever_is_invited_to_two_homes_and_forgot_the_password_accepts_each_on_the_first_page(
    world: &World,
) {
    let app = TestApp::new(world).await;
    let homes = [app.one.customer, app.one.fresh_customer(world, 7002).await];
    for home in homes {
        world.invite_home(&app.one.isp, home, "ana@mail.example").await;
    }
    let phone = app.browser();
    phone.post("/app/forgot", &[("email", "ana@mail.example")]).await;
    while care::recovery::answer_due(&world.db).await.unwrap() > 0 {}
    let mail = world.mail_to("ana@mail.example").await;
    assert!(mail.text.contains("Net kq7xwv invited you more than once"), "{}", mail.text);
    let token = mail.token(Kind::Reset);
    let form = [("token", token.reveal()), ("password", PASSWORD)];
    assert_eq!(phone.post("/app/passwords", &form).await.location(), "/app/sign-in");
    let form = [("email", "ana@mail.example"), ("password", PASSWORD)];
    assert_eq!(phone.post("/app/sign-in", &form).await.location(), "/app");
    for accepted in 0..homes.len() {
        let page = phone.get("/app").await.text;
        assert_eq!(page.matches("Net kq7xwv invites you to a home").count(), 2 - accepted, "{page}");
        let offer = page.split("action=\"/app/invitations/").nth(1).unwrap().split('"').next().unwrap();
        let landed = phone.post(&format!("/app/invitations/{offer}"), &[]).await;
        assert!(landed.location().starts_with("/app/homes/"), "{landed:?}");
    }
    let page = phone.get("/app").await.text;
    for home in homes {
        assert!(page.contains(&format!("href=\"{}\"", mobile_user::path(home))), "{page}");
    }
    world.mails().await;
}
