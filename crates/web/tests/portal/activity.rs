//! Recent activity under Your account.

use care::access::Role;
use care::collaborator;
use care::testing::World;

use crate::app::TestApp;

care::stories![
    ones_own_activity_is_told_with_time_way_and_address,
    what_an_admin_did_to_somebody_is_told_to_them_and_not_from_where,
    the_log_of_the_isp_tells_nothing_of_peoples_accounts,
    older_activity_is_a_click_away,
];

const ACTIVITY: &str = "/account/activity";

async fn ones_own_activity_is_told_with_time_way_and_address(world: &World) {
    let app = TestApp::new(world).await;
    let user = app.user().await;
    assert!(
        user.get("/account").await.text.contains("href=\"/account/activity\""),
        "the account leads there"
    );
    user.post("/account", &[("name", "Uma Ray")]).await;
    let page = user.get(ACTIVITY).await.text;
    for said in
        ["Signed in", "Name changed", "Uma Ray", "<span>You", "Care Portal", "2 Mar 2026, 09:00:00 UTC"]
    {
        assert!(page.contains(said), "no {said} in {page}");
    }
    assert!(page.contains("198.1"), "the address it came from");
    assert!(!page.contains("rel=\"next\"") && !page.contains("[activity"), "{page}");
}

async fn what_an_admin_did_to_somebody_is_told_to_them_and_not_from_where(world: &World) {
    let app = TestApp::new(world).await;
    let (one, user) = (&app.one, app.user().await);
    let change = world
        .by(&one.isp, &one.admin, async |tx| collaborator::change(tx, one.user.id, Role::ReadOnly).await);
    change.await.unwrap();
    world.mail_to(one.user.email.canonical()).await;
    let page = user.get(ACTIVITY).await.text;
    let row = page.split("<tr>").find(|row| row.contains("Access level changed")).unwrap();
    for said in ["<del>User</del>", "<ins>Read Only</ins>", "Ada kq7xwv", "Net kq7xwv"] {
        assert!(row.contains(said), "no {said} in {row}");
    }
    assert!(!row.contains("198.1"), "{row}");
    assert!(
        !app.admin().await.get(ACTIVITY).await.text.contains("Access level changed"),
        "theirs, not the Admin's"
    );
}

async fn the_log_of_the_isp_tells_nothing_of_peoples_accounts(world: &World) {
    let app = TestApp::new(world).await;
    let user = app.user().await;
    user.post("/account", &[("name", "Uma Ray")]).await;
    user.post("/account/sign-outs", &[]).await;
    let log = app.admin().await.get("/isps/bar-net/settings/audit").await.text;
    assert!(!log.contains("signed in") && !log.contains("changed their name"), "{log}");
}

async fn older_activity_is_a_click_away(world: &World) {
    let app = TestApp::new(world).await;
    let user = app.user().await;
    for n in 0..110 {
        user.post("/account", &[("name", &format!("Uma {n}"))]).await;
        world.advance(std::time::Duration::from_millis(1));
    }
    let first = user.get(ACTIVITY).await.text;
    let older = first.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let second = user.get(older).await.text;
    assert!(second.contains("Uma 3") && !second.contains("Uma 103"), "{second}");
    assert!(second.contains("rel=\"prev\" href=\"/account/activity\""), "{second}");
    assert_eq!(user.get("/account/activity?after=nonsense").await.status, 200, "starts at the top");
}
