//! The stranger test: the second ISP is full of words that nobody could guess, and no page that people of the first ISP can
//! reach may hold one of them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use axum::http::Method;
use care::testing::World;
use web::page_doors;

use crate::app::{TestApp, Who};
use crate::browser::Browser;
use crate::doors::app_pages;
use crate::net::Net;

care::stories![
    no_page_that_people_of_one_isp_reach_tells_anything_of_another,
    no_page_of_the_app_that_subscribers_reach_tells_anything_of_another_home,
    everything_that_an_isp_has_is_found_by_its_own_admin,
    a_mac_of_another_isp_is_refused_without_saying_whose_it_is,
    an_address_of_another_isps_collaborator_is_invited_like_any_other,
];

async fn no_page_that_people_of_one_isp_reach_tells_anything_of_another(world: &World) {
    let app = TestApp::new(world).await;
    let secrets = app.two.secrets();
    assert!(secrets.len() > 20);
    let of_the_cluster = Who::OF_THE_CLUSTER.map(|(who, _)| who);
    for who in Who::ALL.into_iter().filter(|who| *who != Who::Stranger).chain(of_the_cluster) {
        let pages = crawl(&app.of(who).await, &app.one, &app.two).await;
        assert!(pages.len() > 8, "{who:?} reached only {:?}", pages.keys());
        for (path, text) in &pages {
            let told: Vec<&String> = secrets.iter().filter(|secret| text.contains(*secret)).collect();
            assert!(told.is_empty(), "{who:?} reads {told:?} at {path}");
        }
    }
}

/// What the users of the first ISP's home read on its pages, in lower case.
const OF_A_HOME: [&str; 5] =
    ["customer kq7xwv", "street kq7xwv", "model kq7xwv", "fw kq7xwv", "mob.kq7xwv@example.net"];

async fn no_page_of_the_app_that_subscribers_reach_tells_anything_of_another_home(world: &World) {
    let app = TestApp::new(world).await;
    let (one, two) = (&app.one, &app.two);
    let next_door = one.fresh_customer(world, 7001).await;
    let neighbour = world.join_home(&one.isp, next_door, "neighbour@mail.example").await;
    let requests = [one.fresh_request_at_home(world, 1).await, two.fresh_request_at_home(world, 1).await];
    let (strangers, first_home) = (two.secrets(), one.of_the_home());
    let of_both: Vec<String> = strangers.iter().chain(&first_home).cloned().collect();
    let mut starts = Vec::new();
    for home in [one.customer, next_door, two.customer] {
        for (request, isp) in requests.into_iter().zip([one.slug(), two.slug()]) {
            starts.extend(app_pages(home, request, isp));
        }
    }
    for (email, hidden) in [(&one.primary.email, &strangers), (&neighbour.email, &of_both)] {
        let pages = walk(&app.in_the_app(email).await, starts.clone()).await;
        assert!(pages.len() > 20, "{email} reached only {:?}", pages.keys());
        for (path, text) in &pages {
            let told: Vec<&String> = hidden.iter().filter(|secret| text.contains(*secret)).collect();
            assert!(told.is_empty(), "{email} reads {told:?} at {path}");
        }
        // Of their own home they read what is hidden from the other.
        let own = if email == &neighbour.email { &["neighbour@mail.example"][..] } else { &OF_A_HOME };
        let unread: Vec<_> = own.iter().filter(|it| !pages.values().any(|text| text.contains(*it))).collect();
        assert!(unread.is_empty(), "{email} does not read {unread:?}");
    }
}

async fn everything_that_an_isp_has_is_found_by_its_own_admin(world: &World) {
    let app = TestApp::new(world).await;
    for (admin, own, other) in
        [(app.admin().await, &app.one, &app.two), (app.stranger().await, &app.two, &app.one)]
    {
        let pages = crawl(&admin, own, other).await;
        let missing: Vec<String> = own
            .shown()
            .into_iter()
            .filter(|secret| !pages.values().any(|text| text.contains(secret)))
            .collect();
        assert!(missing.is_empty(), "nowhere: {missing:?} in {:?}", pages.keys());
    }
}

/// Every door that can be looked through, at both ISPs, and every link on the pages behind it. Texts are in lower case.
pub(crate) async fn crawl(browser: &Browser, own: &Net, other: &Net) -> BTreeMap<String, String> {
    let mut starts = Vec::new();
    for door in page_doors().into_iter().filter(|door| door.method == Method::GET) {
        for (slug, things) in [(own.slug(), own), (own.slug(), other), ("no-such-net", other)] {
            starts.push(
                door.path
                    .replace("{slug}", slug)
                    .replace("{cluster}", &things.cluster.place.slug)
                    .replace("{router}", &things.stock.to_string())
                    .replace("{customer}", &things.customer.to_string())
                    .replace("{home}", &things.customer.to_string())
                    .replace("{isp}", things.slug()),
            );
        }
    }
    for query in ["inventory?add", "settings?invite=1", "online?after=9_00000000-0000-7000-8000-000000000000"]
    {
        starts.push(format!("/isps/{}/{query}", own.slug()));
    }
    walk(browser, starts).await
}

/// These pages, and every link on them and behind them.
async fn walk(browser: &Browser, starts: Vec<String>) -> BTreeMap<String, String> {
    // A stream of events is no page.
    let mut waiting: VecDeque<String> = starts.into_iter().filter(|path| !path.ends_with("/live")).collect();
    let mut seen = BTreeSet::new();
    let mut pages = BTreeMap::new();
    while let Some(path) = waiting.pop_front() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let reply = browser.get(&path).await;
        assert!(reply.status.as_u16() < 500, "{path}: {}", reply.status);
        let links =
            reply.text.split("href=\"/").skip(1).map(|rest| format!("/{}", rest.split('"').next().unwrap()));
        waiting
            .extend(links.filter(|link| !link.starts_with("/assets/")).map(|link| without_fragment(&link)));
        // Headers speak too.
        let text = asked_for(&format!("{:?}\n{}", reply.headers, reply.text), &path).to_lowercase();
        pages.insert(path, text);
    }
    pages
}

fn without_fragment(link: &str) -> String {
    link.split('#').next().unwrap().replace("&amp;", "&")
}

/// What a page says beside the address that it was asked for.
fn asked_for(text: &str, path: &str) -> String {
    text.replace(path, "")
}

async fn a_mac_of_another_isp_is_refused_without_saying_whose_it_is(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let taken = app.two.shown().into_iter().find(|text| text.starts_with("4e:5f:")).unwrap();
    let reply = admin.post("/isps/bar-net/inventory", &[("macs", &taken)]).await;
    assert_eq!(reply.status, 422);
    assert!(reply.text.contains("cannot be added: it is in use elsewhere"), "{}", reply.text);
    let text = reply.text.to_lowercase();
    let told: Vec<String> =
        app.two.secrets().into_iter().filter(|it| *it != taken && text.contains(it)).collect();
    assert!(told.is_empty(), "{told:?}");
}

async fn an_address_of_another_isps_collaborator_is_invited_like_any_other(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let (known, unknown) = (app.two.user.email.shown(), "never.seen@example.net");
    let mut replies = Vec::new();
    for email in [known, unknown] {
        let reply = admin.post("/isps/bar-net/invitations", &[("email", email), ("role", "user")]).await;
        let cookie = reply.header("set-cookie").unwrap().replace(email, "EMAIL");
        replies.push((reply.status, reply.location().to_owned(), cookie, reply.text));
    }
    assert_eq!(replies[0].0, 303);
    assert_eq!(replies[0], replies[1]);
    world.mails().await;
}
