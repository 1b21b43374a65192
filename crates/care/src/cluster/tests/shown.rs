//! Stories of what is shown: an ISP its cluster's people, and a cluster its ISPs.

use std::time::Duration;

use super::*;

stories![
    an_isp_lists_who_has_access_through_its_cluster_apart_from_its_own,
    whoever_looks_for_an_admin_is_told_the_clusters_where_the_isp_has_none,
    whoever_also_comes_through_the_cluster_is_told_what_remains,
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

async fn whoever_also_comes_through_the_cluster_is_told_what_remains(world: &World) {
    let isp = world.first_isp().await;
    let cluster = world.cluster("Bar Group", &[&isp]).await;
    let cy = member(world, &cluster, Role::User, &isp, Some(Role::Admin)).await;
    let uma = world.user(&isp).await;
    world.mails().await;
    let told = async |who: &Person| {
        let mail = world.mail_to(who.email.canonical()).await;
        (mail.subject, mail.text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let by = "through the cluster Bar Group, which makes you User there";

    world.by(&isp, &isp.admin, async |tx| collaborator::change(tx, cy.id, Role::User).await).await.unwrap();
    let (subject, text) = told(&cy).await;
    assert_eq!(
        (&*subject, text.contains(by)),
        ("You are User at Bar Net now", false),
        "neither is the stronger"
    );
    let lower = async |who: &Person| {
        let id = who.id;
        world
            .by(&isp, &isp.admin, async |tx| collaborator::change(tx, id, Role::ReadOnly).await)
            .await
            .unwrap();
    };
    lower(&cy).await;
    let (subject, text) = told(&cy).await;
    assert_eq!((&*subject, text.contains(by)), ("You are User at Bar Net now", true), "{text}");
    assert_eq!(role_at(world, &isp, &cy).await.unwrap(), Role::User, "as the mail says");
    lower(&uma).await;
    assert_eq!(told(&uma).await.0, "You are Read Only at Bar Net now");

    let left = world.by(&isp, &isp.admin, async |tx| collaborator::remains(tx, cy.id).await).await.unwrap();
    let left = left.unwrap();
    assert_eq!((&*left.cluster, left.role), ("Bar Group", Role::User));
    world.by(&isp, &isp.admin, async |tx| collaborator::remove(tx, cy.id).await).await.unwrap();
    let (subject, text) = told(&cy).await;
    assert_eq!((&*subject, text.contains(by)), ("Your own access to Bar Net was revoked", true), "{text}");
    assert_eq!(role_at(world, &isp, &cy).await.unwrap(), Role::User, "as the mail says");
    world.by(&isp, &isp.admin, async |tx| collaborator::remove(tx, uma.id).await).await.unwrap();
    assert_eq!(told(&uma).await.0, "Your access to Bar Net was revoked");
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
