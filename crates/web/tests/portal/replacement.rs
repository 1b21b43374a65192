//! Replace router as browsers meet it, and customers who have none.

use care::inventory;
use care::testing::World;

use crate::app::TestApp;
use crate::net::nth_mac;
use crate::two_factor::between;

care::stories![
    a_home_gets_another_router_from_its_own_page,
    what_is_wrong_with_the_mac_is_told_beside_it,
    read_only_sees_the_control_greyed_and_why,
    who_has_no_router_is_in_the_list_and_gets_one,
];

const OFFLINE: &str = "/isps/bar-net/offline";

async fn a_home_gets_another_router_from_its_own_page(world: &World) {
    let app = TestApp::new(world).await;
    let (user, home, mac) = (app.user().await, home(&app), nth_mac(7, 1));
    world.stock(&app.one.isp, &mac).await;
    let page = user.get(&home).await.text;
    let door = between(&page, "id=\"replace-router\" href=\"", "\"").to_owned();
    assert_eq!(door, format!("{home}/router"));
    let dialog = user.get(&door).await.text;
    assert!(dialog.contains("Customer kq7xwv now has") && dialog.contains("4e:5f:29:00:00:02"), "{dialog}");
    assert!(dialog.contains("whoever gets it next sees nothing of this home."), "{dialog}");
    let done = user.post(&door, &[("mac", &mac.to_uppercase().replace(':', "-"))]).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, home.as_str()));
    let page = user.get(&home).await.text;
    assert!(page.contains("Customer kq7xwv has another router."), "{page}");
    assert!(page.contains(&mac) && !page.contains("Wifi kq7xwv"), "{page}");
    let timeline = user.get(&format!("{home}/timeline")).await.text;
    assert!(timeline.contains("gave Customer kq7xwv another router."), "{timeline}");
    assert!(timeline.contains("4e:5f:29:00:00:02") && timeline.contains(&mac), "which for which: {timeline}");
}

fn home(app: &TestApp<'_>) -> String {
    format!("/isps/bar-net/customers/{}", app.one.customer)
}

async fn what_is_wrong_with_the_mac_is_told_beside_it(world: &World) {
    let app = TestApp::new(world).await;
    let (user, door) = (app.user().await, format!("{}/router", home(&app)));
    let (theirs, given, nobodys) = (nth_mac(7, 1), nth_mac(7, 2), nth_mac(7, 3));
    world.stock(&app.two.isp, &theirs).await;
    let router = world.stock(&app.one.isp, &given).await;
    world.enable(&app.one.isp, router, "Bo Quill").await;
    let not_here = "There is no such router in your inventory.";
    for (mac, sentence) in [
        ("nonsense", "This is not the MAC address of a router."),
        (theirs.as_str(), not_here),
        (nobodys.as_str(), not_here),
        (given.as_str(), "This router is enabled for a customer already."),
        ("4e:5f:29:00:00:02", "This is the router that stands there already."),
    ] {
        let refused = user.post(&door, &[("mac", mac)]).await;
        assert_eq!(refused.status, 422, "{mac}");
        let error = between(&refused.text, "id=\"mac-error\"", "</p>");
        assert!(error.contains(sentence), "{mac}: {error}");
        assert!(refused.text.contains(&format!("value=\"{mac}\"")), "what was typed is there still");
    }
}

async fn read_only_sees_the_control_greyed_and_why(world: &World) {
    let app = TestApp::new(world).await;
    let (reader, home) = (app.read_only().await, home(&app));
    let page = reader.get(&home).await.text;
    assert!(
        between(&page, "id=\"replace-router-why\"", "</span>").contains("Your access is Read Only."),
        "{page}"
    );
    assert!(!page.contains(&format!("{home}/router")));
}

async fn who_has_no_router_is_in_the_list_and_gets_one(world: &World) {
    let app = TestApp::new(world).await;
    let (user, home, mac) = (app.user().await, home(&app), nth_mac(7, 1));
    let link = "href=\"/isps/bar-net/offline?manner=no-router\">";
    assert!(!user.get(OFFLINE).await.text.contains(link), "there is nobody");
    user.post(&format!("{home}/deactivation"), &[]).await;
    world
        .by(&app.one.isp, &app.one.admin, async |tx| inventory::delete(tx, &[app.one.router]).await)
        .await
        .unwrap();
    user.post(&format!("{home}/restoration"), &[]).await;
    assert_eq!(between(&user.get(OFFLINE).await.text, link, "<"), "1 customer has no router");
    let list = user.get(&format!("{OFFLINE}?manner=no-router")).await.text;
    assert!(list.contains(&format!("href=\"{home}\">Customer kq7xwv</a>")), "{list}");
    let state = between(&list, "<td class=\"state-cell\">", "</td>");
    assert!(state.contains("No router"), "{state}");
    let table = user.get(&format!("{OFFLINE}.csv?manner=no-router")).await.text;
    assert!(table.contains("Customer kq7xwv") && table.contains(",no-router,"), "{table}");
    let online = user.get("/isps/bar-net/online?manner=no-router").await.text;
    assert!(!online.contains("Customer kq7xwv"));
    let search = user.get("/isps/bar-net/search?q=kq7xwv").await.text;
    assert!(between(&search, &format!("href=\"{home}\">"), "</a>").contains("No router"), "{search}");
    let page = user.get(&home).await.text;
    assert!(page.contains("No router at this home"), "{page}");
    assert!(page.contains("class=\"crumb\" href=\"/isps/bar-net/offline?manner=no-router\""), "{page}");
    world.stock(&app.one.isp, &mac).await;
    let door = between(&page, "id=\"replace-router\" href=\"", "\"").to_owned();
    assert!(user.get(&door).await.text.contains("Customer kq7xwv has no router now"));
    assert_eq!(user.post(&door, &[("mac", &mac)]).await.location(), home);
    assert!(user.get(&home).await.text.contains(&mac));
    assert!(!user.get(OFFLINE).await.text.contains(link));
}
