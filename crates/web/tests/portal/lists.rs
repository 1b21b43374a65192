//! The Online and Offline tabs, and whether the Overview's numbers lead to their lists.

use care::customer::Information;
use care::inventory;
use care::router::{Report, Start};
use care::testing::World;

use crate::app::TestApp;
use crate::browser::{Browser, Reply};
use crate::net::nth_mac;

care::stories![
    a_filter_stands_in_the_address_and_the_page_shows_no_more,
    a_list_is_sorted_by_the_heads_of_its_columns,
    what_cannot_be_looked_for_is_told_beside_its_field_or_not_looked_at,
    the_table_holds_what_the_page_shows_and_read_only_may_have_it,
    a_long_list_has_pages,
    the_head_says_how_many_of_all_a_filter_leaves,
    what_the_overview_shows_a_part_of_it_shows_all_of_when_asked,
    every_number_of_the_overview_leads_to_its_list,
];

const ONLINE: &str = "/isps/bar-net/online";
const OFFLINE: &str = "/isps/bar-net/offline";
/// The customer whose router reports.
const NAME: &str = "Customer kq7xwv";

/// A row of the list of this name.
fn lists(page: &Reply, name: &str) -> bool {
    page.text.contains(&format!("\">{name}</a><span class=\"under\">"))
}

/// Enables so many routers that never report.
async fn silent(world: &World, app: &TestApp<'_>, many: u16) {
    let macs: Vec<String> = (0..many).map(|n| nth_mac(7, n)).collect();
    let text = macs.join("\n");
    world.by(&app.one.isp, &app.one.admin, async |tx| inventory::add(tx, &text).await).await.unwrap();
    for (n, mac) in macs.iter().enumerate() {
        let router = world.router_of(&care::mac::Mac::parse(mac).unwrap()).await;
        let who = Information::parse(&format!("Silent {n:03}"), "2 Oak St", "", "").unwrap();
        let enabled = world
            .by(&app.one.isp, &app.one.admin, async |tx| inventory::enable(tx, router, &who).await)
            .await;
        enabled.unwrap();
    }
}

async fn a_filter_stands_in_the_address_and_the_page_shows_no_more(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    silent(world, &app, 2).await;
    for (query, found) in [
        ("", true),
        ("?text=CUSTOMER", true),
        ("?text=4e-5f-29", true),
        ("?text=nobody", false),
        ("?model=Model+kq7xwv", true),
        ("?model=Other", false),
        ("?firmware=Fw+kq7xwv&sort=firmware", true),
        ("?manner=steady", true),
        ("?manner=flapping", false),
        ("?plan=018f0000-0000-7000-8000-000000000001", false),
    ] {
        assert_eq!(lists(&admin.get(&format!("{ONLINE}{query}")).await, NAME), found, "{query}");
    }
    let page = admin.get(&format!("{OFFLINE}?text=silent&manner=never&sort=name-down")).await.text;
    assert!(page.find("Silent 001").unwrap() < page.find("Silent 000").unwrap());
    assert!(page.contains("<option value=\"never\" selected>") && page.contains("value=\"silent\""));
    assert!(page.contains("/offline.csv?text=silent&#38;manner=never&#38;sort=name-down"), "{page}");
    let none = admin.get(&format!("{OFFLINE}?text=nobody")).await.text;
    assert!(none.contains("No home matches") && none.contains("Show all"));
    let online = admin.get(ONLINE).await.text;
    assert!(!online.contains("value=\"never\""), "whoever is online was online");
}

async fn a_list_is_sorted_by_the_heads_of_its_columns(world: &World) {
    let app = TestApp::new(world).await;
    let page = app.read_only().await.get(&format!("{ONLINE}?text=customer&sort=name")).await.text;
    assert!(page.contains("aria-sort=\"ascending\"><a class=\"sort sorted rising\" href=\"/isps/bar-net/online?text=customer&#38;sort=name-down\">Customer"), "{page}");
    assert!(page.contains("href=\"/isps/bar-net/online?text=customer&#38;sort=model\">Router"));
    assert_eq!(page.matches("aria-sort").count(), 1);
    let usual = app.admin().await.get(ONLINE).await.text;
    assert!(usual.contains(
        "aria-sort=\"descending\"><a class=\"sort sorted\" href=\"/isps/bar-net/online?sort=longest\">Since"
    ));
    let inventory = app.admin().await.get("/isps/bar-net/inventory?sort=mac").await.text;
    assert!(inventory.contains("href=\"/isps/bar-net/inventory?sort=mac-down\">MAC"));
}

async fn what_cannot_be_looked_for_is_told_beside_its_field_or_not_looked_at(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let wrong = admin.get(&format!("{ONLINE}?text=%3F%21")).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("id=\"text-error\""));
    assert_eq!(admin.get("/isps/bar-net/offline.csv?text=%3F%21").await.status, 422);
    for query in [
        "manner=lost&plan=fast&sort=last_report&after=7_x_y",
        "after=%ff&model=%00&text=",
        "sort=name&after=1",
    ] {
        assert_eq!(admin.get(&format!("{ONLINE}?{query}")).await.status, 200, "{query}");
    }
}

async fn the_table_holds_what_the_page_shows_and_read_only_may_have_it(world: &World) {
    let app = TestApp::new(world).await;
    silent(world, &app, 120).await;
    for browser in [app.admin().await, app.read_only().await] {
        let file = browser.get("/isps/bar-net/online.csv").await;
        assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
        let named = "attachment; filename=\"online-bar-net.csv\"";
        assert_eq!(file.header("content-disposition"), Some(named));
        let lines: Vec<&str> = file.text.lines().collect();
        let head =
            "customer,address,state,since,flapping,model,firmware,agent,mac,wan_address,plan,known_issues,id";
        assert_eq!(lines[0], head);
        assert!(lines[1].starts_with(NAME) && lines[1].contains(",online,2026-"), "{}", lines[1]);
        assert_eq!(lines.len(), 2);
    }
    let file = app.admin().await.get("/isps/bar-net/offline.csv?text=silent&sort=name").await.text;
    let lines: Vec<&str> = file.lines().collect();
    assert_eq!(lines.len(), 1 + 120, "all pages, and the filter");
    assert!(lines[120].starts_with("Silent 119,2 Oak St,never,,no,"), "{}", lines[120]);
}

async fn a_long_list_has_pages(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    silent(world, &app, 120).await;
    let first = admin.get(&format!("{OFFLINE}?sort=name")).await;
    assert!(lists(&first, "Silent 099") && !lists(&first, "Silent 100"));
    let next = next_page(&first);
    assert!(next.contains("sort=name"), "{next}");
    let second = admin.get(&next).await;
    assert!(!lists(&second, "Silent 099") && lists(&second, "Silent 100") && lists(&second, "Silent 119"));
    assert!(second.text.contains("First page"));
    let over = admin.get(&format!("{OFFLINE}?sort=name&after=0_{}_zz", app.one.stock)).await.text;
    assert!(over.contains("Nothing more here"));
}

fn next_page(page: &Reply) -> String {
    let (_, after) = page.text.split_once("rel=\"next\" href=\"").unwrap();
    after.split('"').next().unwrap().replace("&#38;", "&")
}

/// Follows what is on the page, and not what the page was made from.
async fn every_number_of_the_overview_leads_to_its_list(world: &World) {
    let app = TestApp::new(world).await;
    silent(world, &app, 3).await;
    let user = app.user().await;
    let page = user.get("/isps/bar-net/overview").await.text;
    for (number, words) in [("1", "Online"), ("3", "Offline"), ("1", "In stock")] {
        let href = led_by(&page, "class=\"figure\" href=\"", &format!("{words}</span><b>{number}</b>"));
        assert_eq!(rows(&user, &href).await.to_string(), number, "{words} leads to {href}");
    }
    for (number, words) in [("1", "Never seen"), ("1", "Model kq7xwv")] {
        let href = led_by(&page, "class=\"plain-link\" href=\"", words);
        assert_eq!(rows(&user, &href).await.to_string(), number, "{words} leads to {href}");
    }
    // The same model with and without firmware.
    let started = Start { hardware: Some("Model kq7xwv".to_owned()), ..Start::default() };
    starts(world, "4e:5f:29:00:00:01", started).await;
    let page = user.get("/isps/bar-net/overview").await.text;
    for (number, words) in [
        ("1", "Model kq7xwv <span class=\"mono\">Not reported yet"),
        ("1", "Model kq7xwv <span class=\"mono\">Fw"),
    ] {
        let href = led_by(&page, "class=\"plain-link\" href=\"", words);
        assert_eq!(rows(&user, &href).await.to_string(), number, "{words} leads to {href}");
        assert!(href.contains("/inventory?"), "{href}");
    }
    let row = page.split(">High CPU</a>").nth(1).unwrap().split("</tr>").next().unwrap();
    let href = led_by(row, "class=\"plain-link\" href=\"", ">1");
    assert_eq!(href, "/isps/bar-net/known-issues?kind=high-cpu&since=day");
    assert_eq!(rows(&user, &href).await, 1);
    world.minutes(24 * 60);
    assert_eq!(rows(&app.user().await, &href).await, 0, "it did not begin within a day");
    for tab in ["online", "offline"] {
        let mark = format!("<a href=\"/isps/bar-net/{tab}\" tabindex=\"-1\"><rect");
        assert!(page.contains(&mark), "{mark}");
    }
    assert!(page.contains("href=\"/isps/bar-net/offline?sort=longest\">Longest offline"));
}

/// The address after `mark` of the link that says this.
fn led_by(page: &str, mark: &str, says: &str) -> String {
    let mut links = page.split(mark).skip(1);
    let link = links.find(|link| link.split("</a>").next().is_some_and(|link| link.contains(says)));
    let link = link.unwrap_or_else(|| panic!("no link says {says} in {page}"));
    link.split('"').next().unwrap().replace("&#38;", "&")
}

async fn rows(browser: &Browser, href: &str) -> usize {
    browser.get(href).await.text.matches("<th scope=\"row\">").count()
}

/// A router starts, and says what it is.
async fn starts(world: &World, mac: &str, start: Start) {
    let permit = world.certify(mac, mac.as_bytes()).await;
    world.intake().hand_in(&permit, Report::Start(start)).await.unwrap();
}

async fn the_head_says_how_many_of_all_a_filter_leaves(world: &World) {
    let app = TestApp::new(world).await;
    silent(world, &app, 103).await;
    let user = app.user().await;
    for (query, said) in [
        ("", "103"),
        ("?sort=name", "103"),
        ("?text=silent+10", "3 of 103"),
        ("?text=nobody", "0 of 103"),
        ("?manner=never", "103 of 103"),
    ] {
        let page = user.get(&format!("{OFFLINE}{query}")).await.text;
        let head = page.split("id=\"total\"").nth(1).unwrap().split("</span>").next().unwrap();
        assert!(head.ends_with(&format!(">{said}")), "{query}: {head}");
    }
}

async fn what_the_overview_shows_a_part_of_it_shows_all_of_when_asked(world: &World) {
    let app = TestApp::new(world).await;
    silent(world, &app, 8).await;
    for n in 0..8_u16 {
        let said = |text: &str| Some(format!("{text} {n}"));
        let start = Start { hardware: said("Gate"), firmware: said("Ware"), ..Start::default() };
        starts(world, &nth_mac(7, n), start).await;
    }
    let user = app.user().await;
    let shown = |page: &str| (page.matches(">Gate ").count(), page.matches(">Silent 00").count());
    let page = user.get("/isps/bar-net/overview?over=week").await.text;
    let before = shown(&page);
    assert!(before.0 < 8 && before.1 < 8, "{before:?}");
    assert!(page.contains("9 restarts at 9 homes."), "{page}");
    for list in ["firmware", "restarts"] {
        let href = format!("/isps/bar-net/overview?over=week&all={list}");
        assert!(page.contains(&format!("href=\"{}#{list}\"", href.replace('&', "&#38;"))), "{list}");
        let all = user.get(&href).await.text;
        assert!(!all.contains(&format!("all={list}#")), "{list}: there is no more");
        let after = shown(&all);
        assert!(if list == "firmware" { after.0 == 8 } else { after.1 == 8 }, "{list}: {after:?}");
    }
}
