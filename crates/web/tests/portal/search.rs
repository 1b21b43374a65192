//! The search as browsers meet it: the page, the list below the field, and what neither ever shows.

use care::customer::Information;
use care::router::{self, Report, StatusReport};
use care::testing::{Isp, World};
use care::{cluster, inventory};

use crate::app::{TestApp, Who};
use crate::net::{Net, nth_mac};

care::stories![
    everybody_in_an_isp_finds_its_customers_and_what_was_found_is_marked,
    a_home_that_goes_on_and_off_says_so_where_it_is_found,
    a_router_in_stock_leads_to_itself_in_the_inventory,
    nothing_of_another_isp_is_found_by_whatever_is_typed,
    what_cannot_be_looked_for_says_so_beside_the_field,
    a_list_for_the_field_has_no_frame_and_few_hits,
    a_cluster_looks_through_its_isps_and_an_isp_through_the_others_that_one_may_enter,
    who_was_removed_meanwhile_finds_nothing_there_any_more,
    an_isp_that_wants_a_second_factor_is_named_and_not_searched,
];

/// How many hits a page shows.
fn hits(page: &str) -> usize {
    page.matches("class=\"hit\"").count()
}

async fn customer(world: &World, isp: &Isp, n: u16, name: &str) {
    let router = world.stock(isp, &nth_mac(7, n)).await;
    let information = Information::parse(name, "9 Oak Ave", "", "").unwrap();
    world.by(isp, &isp.admin, async |tx| inventory::enable(tx, router, &information).await).await.unwrap();
}

async fn everybody_in_an_isp_finds_its_customers_and_what_was_found_is_marked(world: &World) {
    let app = TestApp::new(world).await;
    let customer = format!("href=\"/isps/bar-net/customers/{}\"", app.one.customer);
    for browser in [app.admin().await, app.user().await, app.read_only().await] {
        for asked in [
            "customer",
            "CUST%C3%B3",
            "street+kq7",
            "kim.kq7xwv@",
            "603+555+9141",
            "9141",
            "4e-5f-29-00-00-02",
            "serial+kq7xwv",
        ] {
            let page = browser.get(&format!("/isps/bar-net/search?q={asked}")).await;
            assert_eq!((page.status.as_u16(), hits(&page.text)), (200, 1), "{asked}: {}", page.text);
            assert!(page.text.contains(&customer), "{asked}");
            assert!(page.text.contains("<mark>"), "{asked}: {}", page.text);
        }
    }
    let page = app.admin().await.get("/isps/bar-net/search?q=street+kq7&part=").await.text;
    assert!(page.contains("1 <mark>Street</mark> <mark>kq7</mark>xwv"), "{page}");
    assert!(page.contains("value=\"street kq7\""), "the field keeps what was typed");
    let phone = app.admin().await.get("/isps/bar-net/search?q=5559141").await.text;
    assert!(phone.contains("+1 603 <mark>555 9141</mark>"), "{phone}");
}

async fn a_router_in_stock_leads_to_itself_in_the_inventory(world: &World) {
    let app = TestApp::new(world).await;
    for n in 0..3 {
        app.one.fresh_router(world, n).await;
    }
    let admin = app.admin().await;
    let page = admin.get("/isps/bar-net/search?q=4e:5f:29:01:00:01").await.text;
    assert_eq!(hits(&page), 1, "{page}");
    assert!(page.contains("In stock") && page.contains("<mark>4e:5f:29:01:00:01</mark>"), "{page}");
    let href = page.split("class=\"hit\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let inventory = admin.get(href).await.text;
    assert!(
        inventory.contains(">4e:5f:29:01:00:01<") && !inventory.contains("4e:5f:29:01:00:02"),
        "{inventory}"
    );
}

async fn nothing_of_another_isp_is_found_by_whatever_is_typed(world: &World) {
    let app = TestApp::new(world).await;
    for who in [Who::Admin, Who::User, Who::ReadOnly, Who::ClusterAdmin] {
        let browser = app.of(who).await;
        for place in ["/isps/bar-net", "/clusters/bar-group"] {
            for asked in
                ["customer+zj4hpd", "zj4hpd", "kim.zj4hpd@example.net", "9172", "603+555+9172", "4e5f4800"]
            {
                for part in ["", "&part=list"] {
                    let page = browser.get(&format!("{place}/search?q={asked}{part}")).await;
                    assert_eq!(hits(&page.text), 0, "{who:?} {place} {asked}: {}", page.text);
                    let text = page.text.to_lowercase();
                    for id in
                        [app.two.customer.to_string(), app.two.router.to_string(), app.two.stock.to_string()]
                    {
                        assert!(!text.contains(&id), "{who:?} {place} {asked}");
                    }
                    assert!(!text.contains("far-net"), "{who:?} {place} {asked}");
                }
            }
        }
    }
}

async fn what_cannot_be_looked_for_says_so_beside_the_field(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let long = "a".repeat(101);
    for (asked, sentence) in
        [(long.as_str(), "Type 100 characters at most."), ("%3F%3F", "Type letters or digits to search for.")]
    {
        for place in ["/isps/bar-net", "/clusters/bar-group"] {
            let browser =
                if place.starts_with("/isps") { admin.fork() } else { app.of(Who::ClusterUser).await };
            let page = browser.get(&format!("{place}/search?q={asked}")).await;
            assert_eq!(page.status, 422);
            assert!(page.text.contains(sentence), "{}", page.text);
            assert!(page.text.contains("aria-invalid=\"true\" aria-describedby=\"search-error\""));
            // Below the field it is said in the list, and nothing else.
            let list = browser.get(&format!("{place}/search?q={asked}&part=list")).await;
            assert_eq!(list.status, 422);
            assert!(list.text.starts_with(&format!("<div data-said=\"{sentence}\">")), "{}", list.text);
            assert!(list.text.contains(&format!(">{sentence}</p>")) && !list.text.contains("<main"));
        }
    }
    let empty = admin.get("/isps/bar-net/search?q=+").await;
    assert_eq!((empty.status.as_u16(), hits(&empty.text)), (200, 0));
    assert!(empty.text.contains("Find any home"));
    let none = admin.get("/isps/bar-net/search?q=%3Cb%3Enobody").await.text;
    assert!(none.contains("Nothing found for “&#60;b&#62;nobody”"), "{none}");
}

async fn a_list_for_the_field_has_no_frame_and_few_hits(world: &World) {
    let app = TestApp::new(world).await;
    for n in 0..12 {
        customer(world, &app.one.isp, n, &format!("Ana {n}")).await;
    }
    let admin = app.admin().await;
    let list = admin.get("/isps/bar-net/search?q=ana&part=list").await.text;
    assert_eq!(hits(&list), 8);
    assert!(!list.contains("<html") && list.contains("data-said=\"More than 8 found\""), "{list}");
    assert!(list.contains("href=\"/isps/bar-net/search?q=ana\""), "and it leads to all");
    let page = admin.get("/isps/bar-net/search?q=ana").await.text;
    assert_eq!(hits(&page), 12);
    assert!(page.contains("12 found") && !page.contains("There are more."), "{page}");
    for n in 12..53 {
        customer(world, &app.one.isp, n, &format!("Ana {n}")).await;
    }
    let page = admin.get("/isps/bar-net/search?q=ana").await.text;
    assert_eq!(hits(&page), 50);
    assert!(page.contains("More than 50 found") && page.contains("There are more. Type more to see fewer."));
}

/// Another full ISP, moved into the first one's cluster.
async fn sister(world: &World) -> Net {
    let net = Net::found(world, "fir-net", "qz8mtv", 53).await;
    world.shell(None, async |tx| cluster::remove(tx, "fir-net").await).await.unwrap();
    world.shell(None, async |tx| cluster::add(tx, "bar-group", "fir-net").await).await.unwrap();
    world.mails().await;
    net
}

async fn a_cluster_looks_through_its_isps_and_an_isp_through_the_others_that_one_may_enter(world: &World) {
    let app = TestApp::new(world).await;
    sister(world).await;
    let cyd = app.of(Who::ClusterUser).await;
    let page = cyd.get("/clusters/bar-group/search?q=customer").await.text;
    assert_eq!(hits(&page), 2, "{page}");
    assert!(page.contains("Found in Net kq7xwv") && page.contains("Found in Net qz8mtv"), "{page}");
    let page = cyd.get("/isps/bar-net/search?q=customer").await.text;
    assert_eq!(hits(&page), 2, "{page}");
    assert!(
        page.contains("Also found in Net qz8mtv") && page.contains("href=\"/isps/fir-net/customers/"),
        "{page}"
    );
    let list = cyd.get("/isps/bar-net/search?q=customer&part=list").await.text;
    assert!(hits(&list) == 2 && list.contains("Also found in Net qz8mtv"), "{list}");
    // Who belongs to the first ISP alone finds only that one's.
    let page = app.user().await.get("/isps/bar-net/search?q=customer").await.text;
    assert!(hits(&page) == 1 && !page.contains("qz8mtv"), "{page}");
}

async fn who_was_removed_meanwhile_finds_nothing_there_any_more(world: &World) {
    let app = TestApp::new(world).await;
    let sister = sister(world).await;
    let cyd = app.of(Who::ClusterUser).await;
    assert_eq!(hits(&cyd.get("/isps/bar-net/search?q=customer").await.text), 2);
    world.shell(None, async |tx| cluster::remove(tx, sister.slug()).await).await.unwrap();
    world.mails().await;
    assert_eq!(hits(&cyd.get("/isps/bar-net/search?q=customer").await.text), 1);
    assert_eq!(hits(&cyd.get("/clusters/bar-group/search?q=customer").await.text), 1);
}

async fn an_isp_that_wants_a_second_factor_is_named_and_not_searched(world: &World) {
    let app = TestApp::new(world).await;
    let sister = sister(world).await;
    let door = "/isps/fir-net/settings/two-factor";
    let admin = app.signed_in(&sister.admin.email).await;
    assert_eq!(admin.post(door, &[("require", "on")]).await.status, 303);
    let cyd = app.of(Who::ClusterUser).await;
    for place in ["/isps/bar-net", "/clusters/bar-group"] {
        let page = cyd.get(&format!("{place}/search?q=customer")).await.text;
        assert_eq!(hits(&page), 1, "{page}");
        assert!(page.contains("Not searched, since two-factor is required there: Net qz8mtv."), "{page}");
    }
}

async fn a_home_that_goes_on_and_off_says_so_where_it_is_found(world: &World) {
    let app = TestApp::new(world).await;
    customer(world, &app.one.isp, 1, "Flo Flicker").await;
    let permit = world.certify(&nth_mac(7, 1), b"flo").await;
    let (admin, intake) = (app.admin().await, world.intake());
    for said in ["Online", "Online", "Online", "Online", "Flapping, now online"] {
        let report = StatusReport { full: false, patch: serde_json::Map::new() };
        intake.hand_in(&permit, Report::Status(report)).await.unwrap();
        let page = admin.get("/isps/bar-net/search?q=flicker").await.text;
        assert!(page.contains(&format!("{said}</span>")), "{said}: {page}");
        world.minutes(4);
        router::sweep(&world.db, 0).await.unwrap();
    }
}
