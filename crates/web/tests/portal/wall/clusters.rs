//! Clusters: what is one cluster's, or one ISP's, is nothing under the path of another.

use super::*;
use crate::app::Who;
use crate::net::Net;

care::stories![
    ghsa_569v_845w_g82p_vaultwarden_nothing_of_one_cluster_is_bound_under_another,
    ghsa_569v_845w_g82p_vaultwarden_a_cluster_and_its_isp_have_nothing_of_each_other,
];

/// An invitation and a collaborator of a place.
async fn of(app: &TestApp<'_>, net: &Net, at: &Isp, n: u16) -> (String, String) {
    let invitation = net.fresh_invitation(app.world, at, n).await;
    (invitation.to_string(), net.fresh_colleague(app.world, at, n).await.to_string())
}

/// All that can be done to them, at a place.
fn acts(
    place: &str,
    (invitation, person): &(String, String),
) -> Vec<(String, Vec<(&'static str, &'static str)>)> {
    let invitation = format!("{place}/invitations/{invitation}");
    let person = format!("{place}/collaborators/{person}");
    vec![
        (format!("{invitation}/links"), vec![]),
        (format!("{invitation}/mails"), vec![]),
        (format!("{invitation}/revocation"), vec![]),
        (person.clone(), vec![("role", "admin")]),
        (format!("{person}/factor-reset"), vec![]),
        (format!("{person}/removal"), vec![]),
    ]
}

/// Tries all of it: nothing is there, nothing moves, and it is told like what does not exist at all.
async fn is_nothing(app: &TestApp<'_>, browser: &Browser, place: &str, things: &(String, String)) {
    const NO_ID: &str = "00000000-0000-7000-8000-000000000000";
    // When they were last seen here is noted with the first look.
    browser.get(&format!("{place}/overview")).await;
    let before = app.world.picture().await;
    let nothing = acts(place, &(NO_ID.to_owned(), NO_ID.to_owned()));
    for ((path, fields), (unknown, _)) in acts(place, things).into_iter().zip(nothing) {
        let reply = browser.post(&path, &fields).await;
        assert_eq!(reply.status, 404, "{path}");
        assert_eq!(reply.text, browser.post(&unknown, &fields).await.text, "{path}");
    }
    let after = app.world.picture().await;
    for table in ["invitation", "link", "collaborator", "mail", "audit", "timeline", "session"] {
        assert!(after[table] == before[table], "{place}: {table} changed");
    }
}

/// The same acts at the place that they belong to: were they refused there too, the rest would prove nothing.
async fn is_there(browser: &Browser, place: &str, things: &(String, String)) {
    for (path, fields) in acts(place, things) {
        let status = browser.post(&path, &fields).await.status.as_u16();
        // Nobody here has two-factor that could be reset.
        let expected: &[u16] = if path.ends_with("/factor-reset") { &[409] } else { &[200, 303] };
        assert!(expected.contains(&status), "{path}: {status}");
    }
}

/// A group of one organisation could be bound to a collection of another: each id was checked, and not that they belong together.
async fn ghsa_569v_845w_g82p_vaultwarden_nothing_of_one_cluster_is_bound_under_another(world: &World) {
    let app = TestApp::new(world).await;
    let cleo = app.of(Who::ClusterAdmin).await;
    let theirs = of(&app, &app.two, &app.two.cluster.place, 1).await;
    let own = of(&app, &app.one, &app.one.cluster.place, 2).await;
    for place in ["/clusters/bar-group", "/clusters/far-group", "/isps/bar-net", "/isps/far-net"] {
        is_nothing(&app, &cleo, place, &theirs).await;
    }
    // Nor do an ISP's things go by the name of another ISP's cluster, or a home by that of another's ISP.
    let homes = of(&app, &app.two, &app.two.isp, 3).await;
    is_nothing(&app, &cleo, "/clusters/bar-group", &homes).await;
    let customer = app.two.customer;
    assert_eq!(cleo.get(&format!("/isps/bar-net/customers/{customer}")).await.status, 404);
    let fields = [("name", "Cuckoo"), ("address", "1 Elm St")];
    let stock = app.two.stock;
    assert_eq!(cleo.post(&format!("/isps/bar-net/inventory/{stock}/activation"), &fields).await.status, 404);
    is_there(&cleo, "/clusters/bar-group", &own).await;
    world.mails().await;
}

/// Whoever is Admin of both still names each thing by the place that it is of.
async fn ghsa_569v_845w_g82p_vaultwarden_a_cluster_and_its_isp_have_nothing_of_each_other(world: &World) {
    let app = TestApp::new(world).await;
    let cleo = app.of(Who::ClusterAdmin).await;
    let (isp, cluster) = ("/isps/bar-net", "/clusters/bar-group");
    let of_isp = of(&app, &app.one, &app.one.isp, 1).await;
    let of_cluster = of(&app, &app.one, &app.one.cluster.place, 2).await;
    is_nothing(&app, &cleo, cluster, &of_isp).await;
    is_nothing(&app, &cleo, isp, &of_cluster).await;
    // A slug is one of an ISP or of a cluster, whatever the path calls it.
    is_nothing(&app, &cleo, "/isps/bar-group", &of_cluster).await;
    is_nothing(&app, &cleo, "/clusters/bar-net", &of_isp).await;
    is_there(&cleo, isp, &of_isp).await;
    is_there(&cleo, cluster, &of_cluster).await;
    world.mails().await;
}
