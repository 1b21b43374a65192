//! Stories of ISPs that are put into a cluster and taken out, of who is told, and of where people land.

use super::*;
use crate::db::live::Change;
use crate::email::Email;
use crate::person::{self, Home};
use crate::testing::PASSWORD;

stories![
    an_isp_that_is_moved_out_takes_the_clusters_people_out,
    an_isp_is_in_one_cluster_and_a_cluster_in_none,
    moving_is_noted_at_both_places_and_told_to_their_open_pages,
    what_changes_at_a_cluster_is_told_at_its_isps,
    signing_in_leads_to_the_cluster_and_then_to_where_one_was_last,
];

async fn an_isp_that_is_moved_out_takes_the_clusters_people_out(world: &World) {
    let isp = world.first_isp().await;
    let cluster = world.cluster("Bar Group", &[&isp]).await;
    let both = member(world, &cluster, Role::Admin, &isp, Some(Role::ReadOnly)).await;
    let permit: Permit<may::ChangeInventory> = world.permit(&isp, &cluster.admin).await.unwrap();
    assert!(permit.write(&world.db).await.is_ok());
    world.shell(None, async |tx| remove(tx, &isp.slug).await).await.unwrap();
    let again = permit.write(&world.db).await;
    assert!(is_stranger(&again), "the permit from before opens nothing: {again:?}");
    assert!(is_stranger(&role_at(world, &isp, &cluster.admin).await));
    assert_eq!(role_at(world, &isp, &both).await.unwrap(), Role::ReadOnly, "their own membership stays");
    assert_eq!(said(world.shell(None, async |tx| remove(tx, &isp.slug).await).await), "isp-in-no-cluster");
    assert_eq!(world.mails().await.len(), 2, "both are told");
}

async fn an_isp_is_in_one_cluster_and_a_cluster_in_none(world: &World) {
    let isp = world.first_isp().await;
    let (bar, foo) = (world.cluster("Bar Group", &[&isp]).await, world.cluster("Foo Group", &[]).await);
    let put =
        async |cluster: &str, isp: &str| world.shell(None, async |tx| add(tx, cluster, isp).await).await;
    assert_eq!(said(put(&foo.slug, &isp.slug).await), "isp-in-cluster");
    assert_eq!(said(put(&bar.slug, &isp.slug).await), "isp-in-cluster");
    assert!(matches!(put(&foo.slug, &bar.slug).await, Err(Problem::NotFound("isp"))));
    assert!(matches!(put(&isp.slug, &isp.slug).await, Err(Problem::NotFound("cluster"))));
    // Nor does the statement itself, whoever would call it.
    for (inner, outer) in [(bar.id, foo.id), (foo.id, isp.id)] {
        let put_in = world.shell(Some(inner), async |tx| store::put_in(tx, outer).await).await;
        assert!(!put_in.unwrap());
    }
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM isp WHERE cluster_id IS NOT NULL").await, 1);
    let listed = world.shell(None, list).await.unwrap();
    let listed: Vec<(&str, i64, i64)> = listed.iter().map(|it| (&*it.slug, it.admins, it.isps)).collect();
    assert_eq!(listed, [("bar-group", 1, 1), ("foo-group", 1, 0)]);
    let isps = world.shell(None, isp::list).await.unwrap();
    let isps: Vec<_> = isps.iter().map(|it| (&*it.slug, it.cluster.as_deref())).collect();
    assert_eq!(isps, [("bar-net", Some("bar-group"))]);
}

async fn moving_is_noted_at_both_places_and_told_to_their_open_pages(world: &World) {
    let isp = world.first_isp().await;
    let cluster = world.cluster("Bar Group", &[&isp]).await;
    let mut live = world.db.live().listen();
    world.shell(None, async |tx| remove(tx, &isp.slug).await).await.unwrap();
    world.mail_to(cluster.admin.email.canonical()).await;
    let mut told = Vec::new();
    while let Ok(change) = live.try_recv() {
        told.push(change);
    }
    for place in [isp.id, cluster.id] {
        assert!(told.contains(&Change { isp: place, topic: Topic::Access }), "{told:?}");
    }
    for sql in [
        "SELECT COUNT(*) AS n FROM audit a JOIN isp i ON i.id = a.isp_id
         WHERE i.kind = 'isp' AND a.kind IN ('cluster-joined', 'cluster-left') AND a.way = 'shell'",
        "SELECT COUNT(*) AS n FROM audit a JOIN isp i ON i.id = a.isp_id
         WHERE i.kind = 'cluster' AND a.kind IN ('cluster-isp-added', 'cluster-isp-removed') AND a.way = 'shell'",
        "SELECT COUNT(*) AS n FROM timeline WHERE kind IN ('cluster-joined', 'cluster-left')",
    ] {
        assert_eq!(world.count(sql).await, 2, "{sql}");
    }
}

async fn what_changes_at_a_cluster_is_told_at_its_isps(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let cluster = world.cluster("Bar Group", &[&isp]).await;
    let uma = world.join(&cluster, "uma@group.example", "user").await;
    let mut live = world.db.live().listen();
    let (id, cleo) = (uma.id, &cluster.admin);
    world.by(&cluster, cleo, async |tx| collaborator::change(tx, id, Role::ReadOnly).await).await.unwrap();
    let mut told = Vec::new();
    while let Ok(change) = live.try_recv() {
        told.push(change);
    }
    world.mail_to("uma@group.example").await;
    for place in [isp.id, cluster.id] {
        for topic in [Topic::Access, Topic::Collaborators] {
            assert!(told.contains(&Change { isp: place, topic }), "{topic:?} in {told:?}");
        }
    }
    assert!(told.iter().all(|change| change.isp != far.id), "no other ISP hears of it: {told:?}");
}

async fn signing_in_leads_to_the_cluster_and_then_to_where_one_was_last(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let cluster = world.cluster("Bar Group", &[&isp, &far]).await;
    let email: Email = cluster.admin.email.clone();
    let cleo = world.sign_in(&email, PASSWORD).await.unwrap();
    let home = async || world.oneself(&cleo, person::home).await.unwrap();
    assert_eq!(home().await, Home::At(Place::Cluster, "bar-group".to_owned()));
    let permit: Permit<may::ViewTabs> = world.permit(&far, &cleo).await.unwrap();
    world.minutes(2);
    permit.note_use(&world.db).await.unwrap();
    assert_eq!(home().await, Home::At(Place::Isp, "far-net".to_owned()));
    world.shell(None, async |tx| remove(tx, "far-net").await).await.unwrap();
    assert_eq!(
        home().await,
        Home::At(Place::Cluster, "bar-group".to_owned()),
        "not where they may not be any more"
    );
    world.mail_to(cluster.admin.email.canonical()).await;
}
