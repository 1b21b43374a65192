//! The Inventory tab: what is shown, exported, deleted, uploaded and imported.

use care::customer::Information;
use care::inventory;
use care::inventory_import::{self, MOST_BYTES};
use care::testing::World;

use crate::app::TestApp;
use crate::browser::{Browser, Reply};
use crate::net::nth_mac;

care::stories![
    a_filter_stands_in_the_address_and_the_page_shows_no_more,
    whoever_adds_to_a_filtered_list_is_back_in_it,
    what_cannot_be_looked_for_is_told_beside_its_field_or_not_looked_at,
    the_table_holds_what_the_page_shows_and_read_only_may_have_it,
    a_name_that_is_a_formula_is_text_in_the_table,
    a_router_in_stock_is_deleted_after_a_question,
    a_file_is_looked_at_and_then_imported,
    a_pasted_list_can_be_looked_at_too,
    a_file_that_cannot_be_used_is_refused_beside_its_field,
    an_import_is_found_again_and_can_be_cancelled,
    read_only_sees_all_controls_and_why_they_are_greyed,
];

const LIST: &str = "/isps/bar-net/inventory";
const STOCK: &str = "4e:5f:29:00:00:01";
const ENABLED: &str = "4e:5f:29:00:00:02";

async fn work_all(world: &World) {
    while inventory_import::work(&world.db).await.unwrap() > 0 {}
}

/// Uploads, and gives the address of what came of it.
async fn uploaded(browser: &Browser, text: &str) -> String {
    let reply = browser.upload(&format!("{LIST}/imports"), "routers.csv", text.as_bytes()).await;
    assert_eq!(reply.status, 303, "{}", reply.text);
    reply.location().to_owned()
}

/// A row of the list that begins with this MAC.
fn lists(page: &Reply, mac: &str) -> bool {
    page.text.contains(&format!("<span class=\"mono nowrap\">{mac}</span>"))
}

async fn a_filter_stands_in_the_address_and_the_page_shows_no_more(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let everything = admin.get(LIST).await;
    assert!(lists(&everything, STOCK) && lists(&everything, ENABLED));
    for (query, stock, enabled) in [
        ("state=stock", true, false),
        ("state=enabled", false, true),
        ("contact=online", false, true),
        ("contact=never", true, false),
        ("contact=offline", false, false),
        ("model=Model+kq7xwv", false, true),
        ("firmware=Fw+kq7xwv&sort=firmware-down", false, true),
        ("mac=4E-5F-29-00-00-01", true, false),
        ("mac=4e5f&sort=oldest&state=&model=", true, true),
    ] {
        let page = admin.get(&format!("{LIST}?{query}")).await;
        assert_eq!((lists(&page, STOCK), lists(&page, ENABLED)), (stock, enabled), "{query}");
    }
    let page = admin.get(&format!("{LIST}?state=stock&sort=model-down")).await.text;
    assert!(
        page.contains("<option value=\"stock\" selected>") && page.contains("value=\"model-down\" selected")
    );
    assert!(page.contains("/inventory.csv?state=stock&#38;sort=model-down"), "{page}");
    let none = admin.get(&format!("{LIST}?model=Model+of+nobody")).await.text;
    assert!(none.contains("No router matches") && none.contains("Show all"));
    assert!(none.contains("<option value=\"Model of nobody\" selected>"), "what is asked for is shown");
    let over = admin.get(&format!("{LIST}?sort=oldest&after=9000000000000_{}_", app.one.stock)).await.text;
    assert!(over.contains("Nothing more here") && over.contains("First page"));
}

async fn what_cannot_be_looked_for_is_told_beside_its_field_or_not_looked_at(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let wrong = admin.get(&format!("{LIST}?mac=router")).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("Enter the first digits of a MAC, such as 4e:5f:02."));
    assert_eq!(admin.get("/isps/bar-net/inventory.csv?mac=router").await.status, 422);
    for query in
        ["state=lost&contact=%00&sort=last_report&after=7_x_y", "after=%ff&model=%00", "sort=mac&after=1"]
    {
        let page = admin.get(&format!("{LIST}?{query}")).await;
        assert_eq!(page.status, 200, "{query}");
    }
}

async fn the_table_holds_what_the_page_shows_and_read_only_may_have_it(world: &World) {
    let app = TestApp::new(world).await;
    for browser in [app.admin().await, app.read_only().await] {
        let file = browser.get("/isps/bar-net/inventory.csv?sort=mac").await;
        assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
        let named = "attachment; filename=\"inventory-bar-net.csv\"";
        assert_eq!(file.header("content-disposition"), Some(named));
        let lines: Vec<&str> = file.text.lines().collect();
        assert_eq!(lines[0], "mac,state,connectivity,model,firmware,customer,last_report,added,id");
        assert!(lines[1].starts_with(&format!("{STOCK},stock,never,,,,,2026-")), "{}", lines[1]);
        let enabled = format!("{ENABLED},enabled,online,Model kq7xwv,Fw kq7xwv,Customer kq7xwv,2026-");
        assert!(lines[2].starts_with(&enabled), "{}", lines[2]);
        assert_eq!(lines.len(), 3);
    }
    let many: String = (0..250).map(|n| format!("{}\n", nth_mac(9, n))).collect();
    world.by(&app.one.isp, &app.one.admin, async |tx| inventory::add(tx, &many).await).await.unwrap();
    let file = app.admin().await.get("/isps/bar-net/inventory.csv?state=stock").await.text;
    assert_eq!(file.lines().count(), 1 + 251, "all pages, and the filter");
}

async fn a_name_that_is_a_formula_is_text_in_the_table(world: &World) {
    let app = TestApp::new(world).await;
    let evil = Information::parse("=HYPERLINK(\"http://evil.example\")", "1 Elm St", "", "").unwrap();
    let enable =
        world.by(&app.one.isp, &app.one.admin, async |tx| inventory::enable(tx, app.one.stock, &evil).await);
    enable.await.unwrap();
    let file = app.admin().await.get("/isps/bar-net/inventory.csv").await.text;
    assert!(file.contains(",\"'=HYPERLINK(\"\"http://evil.example\"\")\","), "{file}");
}

async fn a_router_in_stock_is_deleted_after_a_question(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let path = format!("{LIST}/{}/deletion", app.one.stock);
    let question = admin.get(&path).await;
    assert!(question.text.contains(STOCK) && question.text.contains("leaves your inventory"));
    assert!(lists(&admin.get(LIST).await, STOCK), "a question deletes nothing");
    assert_eq!(admin.post(&path, &[]).await.location(), LIST);
    let list = admin.get(LIST).await;
    assert!(list.text.contains(&format!("{STOCK} was deleted.")) && !lists(&list, STOCK));
    assert_eq!(admin.post(&path, &[]).await.status, 404, "it is gone");
    let enabled = format!("{LIST}/{}/deletion", app.one.router);
    assert_eq!(admin.get(&enabled).await.status, 409);
    assert_eq!(admin.post(&enabled, &[]).await.status, 409);
    assert!(lists(&admin.get(LIST).await, ENABLED));
    // The other ISP may have it now.
    world.by(&app.two.isp, &app.two.admin, async |tx| inventory::add(tx, STOCK).await).await.unwrap();
}

async fn a_file_is_looked_at_and_then_imported(world: &World) {
    let app = TestApp::new(world).await;
    let user = app.user().await;
    let (one, two, other) = (nth_mac(9, 1), nth_mac(9, 2), "4e:5f:48:00:00:01");
    let text = format!(
        "\u{feff}Serial;MAC\r\nA;{one}\r\nB;{STOCK}\r\nC;{other}\r\nD;<b>router\r\nE;{two}\r\nF;{two}\r\n"
    );
    let path = uploaded(&user, &text).await;
    let page = user.get(&path).await.text;
    assert!(page.contains("2 routers can be imported, 3 lines cannot."), "{page}");
    for told in [
        "Already in your inventory",
        "Belongs to another ISP",
        "No MAC address of a router",
        "Repeated in the file",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(page.contains("&#60;b&#62;router") && !page.contains("zj4hpd") && !page.contains("Far Net"));
    let file = user.get(&format!("{path}/left-out.csv")).await.text;
    let lines: Vec<&str> = file.lines().collect();
    assert_eq!(lines[0], "line,text,fault,why");
    assert_eq!(lines[1], format!("3,{STOCK},here,Already in your inventory"));
    assert_eq!(lines[2], format!("4,{other},elsewhere,Belongs to another ISP"));
    assert_eq!(lines[3], "5,<b>router,malformed,No MAC address of a router");
    assert_eq!((lines[4], lines.len()), (format!("7,{two},repeated,Repeated in the file").as_str(), 5));

    let start = format!("{path}/publication");
    let all = user.post(&start, &[("good", "2"), ("left_out", "0")]).await;
    assert_eq!(all.status, 409, "who was not shown the faults has agreed to nothing");
    assert!(all.text.contains("This changed since you looked. Look again."));
    assert!(!lists(&user.get(LIST).await, &one));
    let some = user.post(&start, &[("good", "2"), ("left_out", "3")]).await;
    assert_eq!((some.status.as_u16(), some.location()), (303, path.as_str()));
    let page = user.get(&path).await.text;
    assert!(page.contains("<progress value=\"0\" max=\"6\"") && page.contains("Importing"), "{page}");
    work_all(world).await;
    let page = user.get(&path).await.text;
    assert!(page.contains("2 routers are in the inventory.") && !page.contains("<progress"), "{page}");
    let list = user.get(LIST).await;
    assert!(lists(&list, &one) && lists(&list, &two));
}

async fn a_pasted_list_can_be_looked_at_too(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let reply =
        admin.post(&format!("{LIST}/imports"), &[("macs", &format!("{} nonsense", nth_mac(9, 1)))]).await;
    let page = admin.get(reply.location()).await.text;
    assert!(
        page.contains("<h1>Pasted list</h1>") && page.contains("1 router can be imported, 1 line cannot.")
    );
    let nothing = admin.post(&format!("{LIST}/imports"), &[("macs", " ")]).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.text.contains("There is no MAC address in this."));
}

async fn a_file_that_cannot_be_used_is_refused_beside_its_field(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let path = format!("{LIST}/imports");
    let large = vec![b'\n'; MOST_BYTES + 64 * 1024];
    for (name, content, sentence) in [
        ("large.csv", large.as_slice(), "This file is larger than 8 MB. Split it."),
        ("book.xlsx", b"PK\x03\x04\0\0", "This is no text. Save the table as CSV (UTF-8) and upload that."),
        ("", b"", "Choose a file."),
        ("people.csv", b"name,city\nAna,Dover\n", "No column holds MAC addresses."),
    ] {
        let reply = admin.upload(&path, name, content).await;
        assert_eq!(reply.status, 422, "{name}");
        reply.is_a_page(name);
        assert!(
            reply.text.contains("id=\"file-error\"") && reply.text.contains(sentence),
            "{name}: {}",
            reply.text
        );
    }
    let most: String = std::iter::repeat_n("4e:5f:09:00:00:01\r\n", 300_000).collect();
    assert!(most.len() < MOST_BYTES, "the most lines fit");
    // Nobody's word is asked for by somebody who may not give it, however large their file.
    assert_eq!(app.read_only().await.upload(&path, "large.csv", &large).await.status, 403);
}

async fn an_import_is_found_again_and_can_be_cancelled(world: &World) {
    let app = TestApp::new(world).await;
    let (admin, read_only) = (app.admin().await, app.read_only().await);
    let path = uploaded(&admin, &format!("{}\n", nth_mac(9, 1))).await;
    let list = admin.get(LIST).await.text;
    assert!(list.contains("routers.csv: 1 router waits to be imported.") && list.contains(&path), "{list}");
    assert!(!read_only.get(LIST).await.text.contains("routers.csv"));
    assert_eq!(read_only.get(&path).await.status, 403);
    assert_eq!(admin.post(&format!("{path}/cancellation"), &[]).await.location(), path);
    let page = admin.get(&path).await.text;
    assert!(page.contains("The import was cancelled.") && page.contains("Nothing was imported."), "{page}");
    assert!(!admin.get(LIST).await.text.contains("routers.csv"));
    assert_eq!(admin.post(&format!("{path}/cancellation"), &[]).await.status, 409);
}

async fn read_only_sees_all_controls_and_why_they_are_greyed(world: &World) {
    let app = TestApp::new(world).await;
    let page = app.read_only().await.get(LIST).await.text;
    for id in
        ["add-open".to_owned(), format!("enable-{}", app.one.stock), format!("delete-{}", app.one.stock)]
    {
        assert!(page.contains(&format!("id=\"{id}\" aria-disabled=\"true\"")), "{id}: {page}");
    }
    assert!(page.contains("Export CSV") && !page.contains("type=\"file\""));
}

async fn whoever_adds_to_a_filtered_list_is_back_in_it(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let list = format!("{LIST}?state=stock&sort=mac-down");
    let page = admin.get(&format!("{list}&add")).await.text;
    let action = format!("action=\"{}\"", list.replace('&', "&#38;"));
    assert!(page.contains(&action), "{page}");
    let wrong = admin.post(&list, &[("macs", "nonsense")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains(&action) && wrong.text.contains("<option value=\"stock\" selected>"));
    assert_eq!(admin.post(&list, &[("macs", &nth_mac(7, 1))]).await.location(), list);
    let page = admin.get(&list).await;
    assert!(lists(&page, &nth_mac(7, 1)) && !lists(&page, ENABLED));
}
