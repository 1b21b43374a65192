//! The stranger test: the second ISP is full of words that nobody could guess, and no page that people of the first ISP can
//! reach may hold one of them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use axum::http::Method;
use care::testing::World;
use web::page_doors;

use crate::app::{TestApp, Who};
use crate::browser::Browser;
use crate::net::Net;

care::stories![
    no_page_that_people_of_one_isp_reach_tells_anything_of_another,
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
    let mut waiting: VecDeque<String> = VecDeque::new();
    for door in
        page_doors().into_iter().filter(|door| door.method == Method::GET && !door.path.ends_with("/live"))
    {
        for (slug, things) in [(own.slug(), own), (own.slug(), other), ("no-such-net", other)] {
            waiting.push_back(
                door.path
                    .replace("{slug}", slug)
                    .replace("{cluster}", &things.cluster.place.slug)
                    .replace("{router}", &things.stock.to_string())
                    .replace("{customer}", &things.customer.to_string()),
            );
        }
    }
    for query in ["inventory?add", "settings?invite=1", "online?after=9_00000000-0000-7000-8000-000000000000"]
    {
        waiting.push_back(format!("/isps/{}/{query}", own.slug()));
    }
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
