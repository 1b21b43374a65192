//! Clusters as browsers meet them: every door as the cluster's people, the Overview with its ISPs, and who an ISP's Admin is shown
//! to have access through the cluster.

use axum::http::Method;
use care::access::Role;
use care::testing::World;
use care::{collaborator, inventory, invitation};
use web::{Door, page_doors};

use crate::app::{TestApp, Who};
use crate::doors::{compare, knock};
use crate::golden::{Row, cluster_table, differences, table};
use crate::live::Stream;
use crate::matrix::Cells;
use crate::net::nth_mac;

/// The cluster's User.
const CYD: &str = "cyd.kq7xwv@example.net";

care::stories![
    every_door_answers_a_clusters_people_in_their_role_at_the_cluster_and_at_its_isp,
    a_clusters_people_land_at_the_cluster_and_its_isps_are_side_by_side,
    an_isps_settings_show_who_has_access_through_its_cluster_and_offer_no_change,
    who_also_comes_through_the_cluster_is_not_said_to_lose_what_they_keep,
    the_switcher_leads_to_clusters_and_isps,
    a_clusters_open_page_hears_what_changes_at_its_isps_and_at_no_other,
    whoever_is_removed_from_the_cluster_hears_no_more_at_its_isps,
    a_problem_at_a_cluster_leads_back_to_it,
    what_is_left_of_a_rule_is_told_before_it_is_switched_off,
];

async fn every_door_answers_a_clusters_people_in_their_role_at_the_cluster_and_at_its_isp(world: &World) {
    let app = TestApp::new(world).await;
    let own = cluster_table();
    let doors: Vec<Door> = page_doors().into_iter().filter(|door| door.path.contains("{cluster}")).collect();
    let told = differences(&own, &doors);
    assert!(told.is_empty(), "in cluster_doors.tsv: {}", told.join("\n"));
    let elsewhere: Vec<Row> = table().into_iter().filter(|row| !row.path.contains("{cluster}")).collect();
    let (mut cells, mut wrong) = (Cells::default(), Vec::new());
    for (who, _) in Who::OF_THE_CLUSTER {
        let mut browser = app.of(who).await;
        for row in &own {
            let replies = knock(&app, who, &mut browser, row).await;
            cells.add(row, who, &replies);
            wrong.extend(compare(who, row, &replies));
        }
    }
    // Afterwards: in their own account they end the sessions by which things were made at the cluster.
    for (who, like) in Who::OF_THE_CLUSTER {
        let mut browser = app.of(who).await;
        for row in &elsewhere {
            let replies = knock(&app, who, &mut browser, row).await;
            cells.add(row, who, &replies);
            let statuses = otherwise(who, row).unwrap_or_else(|| row.statuses[&like].clone());
            wrong.extend(compare(who, &row.with([(who, statuses)].into()), &replies));
        }
    }
    assert!(wrong.is_empty(), "{} wrong answers:\n{}", wrong.len(), wrong.join("\n"));
    cells.leave(world, "clusters");
    world.mails().await;
}

/// Where the cluster's people are not answered like the ISP's of their role.
fn otherwise(who: Who, row: &Row) -> Option<Vec<u16>> {
    let leaves = row.method == Method::POST && row.path == "/account/memberships/{slug}/departure";
    // There is one Admin of the cluster, who stays; of the ISP there are two.
    (leaves && who == Who::ClusterAdmin).then(|| vec![409, 404, 404])
}

async fn a_clusters_people_land_at_the_cluster_and_its_isps_are_side_by_side(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.of(Who::ClusterAdmin).await;
    assert_eq!(admin.get("/").await.location(), "/clusters/bar-group/overview");
    let page = admin.get("/clusters/bar-group/overview").await;
    assert_eq!(page.status, 200);
    for told in [
        "href=\"/isps/bar-net/overview\">Net kq7xwv</a>",
        // Online, offline and in stock; its four collaborators and one open invitation.
        "href=\"/isps/bar-net/online\">1</a>",
        "href=\"/isps/bar-net/offline\">0</a>",
        "href=\"/isps/bar-net/inventory\">1</a>",
        "href=\"/isps/bar-net/settings#collaborators\">4</a>",
        "href=\"/isps/bar-net/settings#collaborators\">1</a>",
        "Not required",
    ] {
        assert!(page.text.contains(told), "{told} in {}", page.text);
    }
    assert!(!page.text.contains("/clusters/bar-group/inventory"), "a cluster has no inventory");
    let user = app.of(Who::ClusterUser).await.get("/clusters/bar-group/overview").await;
    assert!(user.text.contains("href=\"/isps/bar-net/online\">1</a>"));
    assert!(!user.text.contains("/settings"), "what is behind Settings is not for a User: {}", user.text);
    // The last place is where signing in leads.
    assert_eq!(admin.get("/isps/bar-net").await.location(), "/isps/bar-net/overview");
    world.minutes(2);
    admin.get("/isps/bar-net/online").await;
    assert_eq!(admin.get("/").await.location(), "/isps/bar-net/overview");
}

async fn an_isps_settings_show_who_has_access_through_its_cluster_and_offer_no_change(world: &World) {
    let app = TestApp::new(world).await;
    let settings = app.admin().await.get("/isps/bar-net/settings").await.text;
    // Above the list, so that inviting stays at the bottom of the page.
    let (through, own) = settings.split_once("id=\"collaborators\"").unwrap();
    let through = through.split_once("id=\"through-cluster\"").unwrap().1;
    assert!(through.contains("Access through the cluster Group kq7xwv"));
    for email in ["cleo.kq7xwv@example.net", "cyd.kq7xwv@example.net", "cora.kq7xwv@example.net"] {
        assert!(through.contains(email), "{email}");
        assert!(!own.contains(email), "{email} is no collaborator of the ISP's own");
    }
    let section = through.split_once("</section>").unwrap().0;
    assert!(!section.contains("<form") && !section.contains("<button"), "{section}");
    assert!(!settings.contains("/clusters/"), "the ISP's Admin has no part in the cluster");
    let cleo = app.of(Who::ClusterAdmin).await.get("/isps/bar-net/settings").await.text;
    assert!(cleo.contains("href=\"/clusters/bar-group/settings#collaborators\""));
    let cluster = app.of(Who::ClusterAdmin).await.get("/clusters/bar-group/settings?invite").await.text;
    assert!(cluster.contains("Cluster profile") && !cluster.contains("Access through the cluster"));
    assert!(cluster.contains("action=\"/clusters/bar-group/invitations\""));
}

async fn who_also_comes_through_the_cluster_is_not_said_to_lose_what_they_keep(world: &World) {
    let app = TestApp::new(world).await;
    let (isp, admin) = (&app.one.isp, app.admin().await);
    world.by(isp, &isp.admin, async |tx| invitation::invite(tx, CYD, "admin").await).await.unwrap();
    let cyd = world.by(isp, &isp.admin, collaborator::list).await.unwrap();
    let cyd = cyd.into_iter().find(|it| it.email == CYD).unwrap().person;
    let keeps = "They still have access through the cluster Group kq7xwv, as User.";
    let door = format!("/isps/bar-net/collaborators/{cyd}");
    let asks = admin.get(&format!("{door}/level?role=read_only")).await.text;
    assert!(asks.contains(keeps), "{asks}");
    assert!(!admin.get(&format!("{door}/level?role=user")).await.text.contains("still have access"));
    assert_eq!(admin.post(&door, &[("role", "read_only")]).await.status, 303);
    let said = admin.get("/isps/bar-net/settings").await.text;
    assert!(said.contains("Through the cluster they have a higher one, which counts."), "{said}");
    let asks = admin.get(&format!("{door}/removal")).await.text;
    assert!(asks.contains(&format!("Revoke {CYD}&#39;s own access to")) && asks.contains(keeps), "{asks}");
    assert_eq!(admin.post(&format!("{door}/removal"), &[]).await.status, 303);
    let said = admin.get("/isps/bar-net/settings").await.text;
    assert!(said.contains("They still have access through the cluster."), "{said}");
    let through = app.of(Who::ClusterUser).await;
    assert_eq!(through.get("/isps/bar-net/online").await.status, 200, "as was said");
    world.mails().await;
}

async fn the_switcher_leads_to_clusters_and_isps(world: &World) {
    let app = TestApp::new(world).await;
    let page = app.of(Who::ClusterReadOnly).await.get("/isps/bar-net/online").await.text;
    let menu = page.split_once("id=\"isp-menu\"").unwrap().1.split_once("</nav>").unwrap().0;
    let (clusters, isps) = menu.split_once("Your ISPs").unwrap();
    assert!(clusters.contains("Your clusters") && clusters.contains("href=\"/clusters/bar-group/overview\""));
    assert!(isps.contains("href=\"/isps/bar-net/overview\" aria-current=\"true\""), "{isps}");
    assert!(!menu.contains("far"), "{menu}");
    let page = app.admin().await.get("/isps/bar-net/online").await.text;
    assert!(!page.contains("isp-menu"), "whoever is in one place has nothing to switch");
}

async fn a_clusters_open_page_hears_what_changes_at_its_isps_and_at_no_other(world: &World) {
    let app = TestApp::new(world).await;
    let mut stream = Stream::open_at(&app.of(Who::ClusterAdmin).await, "/clusters/bar-group/live").await;
    for (net, n) in [(&app.two, 1), (&app.one, 2)] {
        let mac = nth_mac(9, n);
        world.by(&net.isp, &net.isp.admin, async |tx| inventory::add(tx, &mac).await).await.unwrap();
    }
    assert_eq!(stream.next().await.as_deref(), Some("changed inventory"));
    let (isp, user) = (&app.two.isp, app.two.user.id);
    world.by(isp, &isp.admin, async |tx| collaborator::change(tx, user, Role::ReadOnly).await).await.unwrap();
    let mac = nth_mac(9, 3);
    let isp = &app.one.isp;
    world.by(isp, &isp.admin, async |tx| inventory::add(tx, &mac).await).await.unwrap();
    assert_eq!(
        stream.next().await.as_deref(),
        Some("changed inventory"),
        "nothing of the other cluster's ISP"
    );
    world.mails().await;
}

async fn whoever_is_removed_from_the_cluster_hears_no_more_at_its_isps(world: &World) {
    let app = TestApp::new(world).await;
    let mut stream = Stream::open_at(&app.of(Who::ClusterUser).await, "/isps/bar-net/live").await;
    let (cluster, user) = (&app.one.cluster.place, app.one.cluster.user.id);
    let change = async |role| {
        world.by(cluster, &cluster.admin, async |tx| collaborator::change(tx, user, role).await).await
    };
    change(Role::ReadOnly).await.unwrap();
    let mut heard = [stream.next().await.unwrap(), stream.next().await.unwrap()];
    heard.sort();
    assert_eq!(heard, ["access level", "changed collaborators"]);
    world.by(cluster, &cluster.admin, async |tx| collaborator::remove(tx, user).await).await.unwrap();
    assert_eq!(stream.next().await, None);
    world.mails().await;
}

async fn a_problem_at_a_cluster_leads_back_to_it(world: &World) {
    let app = TestApp::new(world).await;
    let user = app.of(Who::ClusterUser).await;
    let settings = user.get("/clusters/bar-group/settings").await;
    assert_eq!(settings.status, 404);
    assert!(settings.text.contains("href=\"/clusters/bar-group/overview\""), "{}", settings.text);
    let foreign = user.get("/clusters/far-group/overview").await;
    assert!(!foreign.text.contains("/clusters/"), "{}", foreign.text);
}

async fn what_is_left_of_a_rule_is_told_before_it_is_switched_off(world: &World) {
    let app = TestApp::new(world).await;
    let (admin, cleo) = (app.admin().await, app.of(Who::ClusterAdmin).await);
    let (isp, cluster) = ("/isps/bar-net/settings/two-factor", "/clusters/bar-group/settings/two-factor");
    // Whoever signs in from then on is asked; these two were here before.
    world.minutes(1);
    // Four of the ISP's own, and three through the cluster: both see the same people.
    for (browser, door) in [(&admin, isp), (&cleo, cluster)] {
        assert!(browser.get(door).await.text.contains("7 collaborators have none yet"), "{door}");
        assert_eq!(browser.post(door, &[("require", "on")]).await.status, 303);
    }
    let alone = "gets in here with a password alone";
    let off = cleo.get(cluster).await.text;
    assert!(off.contains(alone) && off.contains("requires it by itself goes on doing so"), "{off}");
    let off = admin.get(isp).await.text;
    assert!(
        off.contains("Group kq7xwv requires two-factor at all its ISPs") && !off.contains(alone),
        "{off}"
    );
    admin.post(isp, &[("require", "off")]).await;
    let settings = admin.get("/isps/bar-net/settings").await.text;
    assert!(
        settings.contains("Two-factor required") && !settings.contains("Two-factor optional"),
        "{settings}"
    );
    cleo.post(cluster, &[("require", "off")]).await;
    assert!(admin.get("/isps/bar-net/settings").await.text.contains("Two-factor optional"));
}
