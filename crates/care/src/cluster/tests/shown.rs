//! Stories of what is shown: an ISP its cluster's people, and a cluster its ISPs.

use std::time::Duration;

use super::*;

stories![
    an_isp_lists_who_has_access_through_its_cluster_apart_from_its_own,
    whoever_looks_for_an_admin_is_told_the_clusters_where_the_isp_has_none,
    isps_stand_side_by_side_with_their_numbers,
];

async fn an_isp_lists_who_has_access_through_its_cluster_apart_from_its_own(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let cluster = world.cluster("Bar Group", &[&isp]).await;
    role_at(world, &isp, &cluster.admin).await.unwrap();
    let through = world.by(&isp, &isp.admin, collaborator::through_cluster).await.unwrap().unwrap();
    assert_eq!(through.cluster.path(), "/clusters/bar-group");
    let people: Vec<(&str, &str, Role)> =
        through.people.iter().map(|it| (&*it.email, &*it.name, it.role)).collect();
    assert_eq!(people, [("cleo@bar-group.example", "Cleo", Role::Admin)]);
    let own = world.by(&isp, &isp.admin, collaborator::list).await.unwrap();
    assert_eq!(own.len(), 1, "whom the list's own rules count");
    assert!(world.by(&far, &far.admin, collaborator::through_cluster).await.unwrap().is_none());
    assert!(world.by(&cluster, &cluster.admin, collaborator::through_cluster).await.unwrap().is_none());
    assert_eq!(world.by(&cluster, &cluster.admin, collaborator::list).await.unwrap().len(), 1);
}

async fn whoever_looks_for_an_admin_is_told_the_clusters_where_the_isp_has_none(world: &World) {
    let isp = world.first_isp().await;
    let cluster = world.cluster("Bar Group", &[&isp]).await;
    let ask = async |who: &Person| world.by(&isp, who, collaborator::admins).await.unwrap();
    assert_eq!(ask(&isp.admin).await, ["Ada"]);
    let (name, slug) = (Name::parse("New Net").unwrap(), Slug::parse("new-net").unwrap());
    let id = world.shell(None, async |tx| isp::create(tx, &name, &slug).await).await.unwrap();
    world.shell(None, async |tx| add(tx, "bar-group", "new-net").await).await.unwrap();
    world.mail_to(cluster.admin.email.canonical()).await;
    let new = Isp { id, place: Place::Isp, slug: "new-net".to_owned(), admin: cluster.admin.clone() };
    let ron = world.read_only(&new).await;
    assert_eq!(world.by(&new, &ron, collaborator::admins).await.unwrap(), ["Cleo"]);
}

async fn isps_stand_side_by_side_with_their_numbers(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let none = world.cluster("Foo Group", &[]).await;
    let cluster = world.cluster("Bar Group", &[&far, &isp]).await;
    let see = async |cluster: &Isp| {
        let permit: Permit<may::ViewTabs> = world.permit(cluster, &cluster.admin).await.unwrap();
        let mut tx = permit.read(&world.db).await.unwrap();
        let beside = side_by_side(&mut tx, permit.session().unwrap()).await.unwrap();
        assert_eq!(tx.isp().unwrap(), cluster.id, "the transaction is back at the cluster");
        beside
    };
    assert!(see(&none).await.is_empty());
    let router = world.stock(&isp, "60:6c:63:00:aa:01").await;
    world.stock(&isp, "60:6c:63:00:aa:02").await;
    world.enable(&isp, router, "Ana Lima").await;
    world.invite(&isp, "bo@mail.example", "user").await;
    world.run("UPDATE isp SET two_factor_since = 0 WHERE slug = 'far-net'").await;
    let beside = see(&cluster).await;
    assert_eq!(beside.iter().map(|it| &*it.isp.name).collect::<Vec<_>>(), ["Bar Net", "Far Net"]);
    let figures = beside[0].figures.as_ref().unwrap();
    assert_eq!((figures.homes.online, figures.homes.offline, figures.homes.in_stock), (0, 1, 1));
    assert_eq!(figures.staff, Staffing { collaborators: 1, invitations: 1 });
    assert!(!beside[0].two_factor);
    assert!(beside[1].two_factor && beside[1].figures.is_none(), "not without the factor that the ISP wants");
    world.advance(Duration::from_secs(48 * 60 * 60));
    world
        .run(
            "UPDATE session SET factor_at = created_at, ends_at = ends_at * 2, used_at = used_at + 172800000",
        )
        .await;
    let beside = see(&cluster).await;
    assert_eq!(beside[0].figures.as_ref().unwrap().staff.invitations, 0, "an expired one is not open");
    assert!(beside[1].figures.is_some());
}
