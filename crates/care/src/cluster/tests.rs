//! Stories of clusters: whom they let in where, and when that ends.

use std::time::Duration;

use super::*;
use crate::access::{self, Permit, Role};
use crate::collaborator;
use crate::db::live::{Change, Topic};
use crate::email::Email;
use crate::inventory;
use crate::invitation;
use crate::person::{self, Home};
use crate::stories;
use crate::testing::{Isp, PASSWORD, Person, World, said};

stories![
    the_role_at_an_isp_is_the_stronger_of_its_own_and_the_clusters,
    a_clusters_collaborators_work_in_each_of_its_isps_and_in_no_other,
    an_isp_that_is_moved_out_takes_the_clusters_people_out,
    an_admin_of_an_isp_is_nobody_at_its_cluster_and_one_of_another_cluster_nobody_here,
    a_cluster_is_not_entered_as_an_isp_nor_an_isp_as_a_cluster,
    whoever_accepts_an_invitation_to_a_cluster_is_in_all_its_isps,
    a_demotion_at_the_cluster_holds_at_each_isp_with_the_next_request,
    the_last_admin_of_a_cluster_stays_one,
    an_isp_is_in_one_cluster_and_a_cluster_in_none,
    moving_is_noted_at_both_places_and_told_to_their_open_pages,
    what_changes_at_a_cluster_is_told_at_its_isps,
    an_isp_lists_who_has_access_through_its_cluster_apart_from_its_own,
    whoever_looks_for_an_admin_is_told_the_clusters_where_the_isp_has_none,
    a_cluster_that_requires_a_second_factor_requires_it_at_its_isps,
    isps_stand_side_by_side_with_their_numbers,
    signing_in_leads_to_the_cluster_and_then_to_where_one_was_last,
];

/// What the door of a place says somebody is there.
async fn role_at(world: &World, place: &Isp, who: &Person) -> Result<Role> {
    let permit: Permit<may::ViewTabs> = world.permit(place, who).await?;
    let tx = permit.read(&world.db).await?;
    let again = tx.actor().role().unwrap();
    assert_eq!(permit.staff()?.role, again, "the transaction reads the same as the door");
    Ok(again)
}

fn is_stranger<T: std::fmt::Debug>(result: &Result<T>) -> bool {
    matches!(result, Err(Problem::NotFound("isp" | "cluster")))
}

/// Somebody with this role at the cluster, and this one at the ISP.
async fn member(world: &World, cluster: &Isp, through: Role, isp: &Isp, own: Option<Role>) -> Person {
    let own_word = own.map_or("none", Role::as_str);
    let email = format!("{through}.{own_word}@both.example").replace('_', "-");
    let person = world.join(cluster, &email, "user").await;
    if let Some(own) = own {
        world.by(isp, &isp.admin, async |tx| invitation::invite(tx, &email, "user").await).await.unwrap();
        world.mail_to(&email).await;
        world.set_role(isp, &person, own).await;
    }
    world.set_role(cluster, &person, through).await;
    person
}

async fn the_role_at_an_isp_is_the_stronger_of_its_own_and_the_clusters(world: &World) {
    let isp = world.first_isp().await;
    let cluster = world.cluster("Bar Group", &[&isp]).await;
    let (admin, user, read_only) = (Role::Admin, Role::User, Role::ReadOnly);
    // Through the cluster, by a membership of its own, and what comes of both.
    for (through, own, expected) in [
        (admin, None, admin),
        (admin, Some(read_only), admin),
        (admin, Some(user), admin),
        (admin, Some(admin), admin),
        (user, None, user),
        (user, Some(read_only), user),
        (user, Some(user), user),
        (user, Some(admin), admin),
        (read_only, None, read_only),
        (read_only, Some(read_only), read_only),
        (read_only, Some(user), user),
        (read_only, Some(admin), admin),
    ] {
        let person = member(world, &cluster, through, &isp, own).await;
        assert_eq!(role_at(world, &isp, &person).await.unwrap(), expected, "{through:?} and {own:?}");
        assert_eq!(role_at(world, &cluster, &person).await.unwrap(), through, "at the cluster itself");
        let permit: Result<Permit<may::ChangeInventory>> = world.permit(&isp, &person).await;
        let writes = match permit {
            Ok(permit) => permit.write(&world.db).await.is_ok(),
            Err(Problem::Forbidden("inventory")) => false,
            Err(other) => panic!("{other}"),
        };
        assert_eq!(writes, expected != read_only, "{through:?} and {own:?}");
    }
}

async fn a_clusters_collaborators_work_in_each_of_its_isps_and_in_no_other(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let cluster = world.cluster("Bar Group", &[&isp]).await;
    let cleo = &cluster.admin;
    world.by(&isp, cleo, async |tx| inventory::add(tx, "60:6c:63:00:aa:01").await).await.unwrap();
    let invited =
        world.by(&isp, cleo, async |tx| invitation::invite(tx, "bo@mail.example", "user").await).await;
    invited.unwrap();
    world.mail_to("bo@mail.example").await;
    assert!(is_stranger(&role_at(world, &far, cleo).await), "not an ISP of the cluster");
    let added = world.by(&far, cleo, async |tx| inventory::add(tx, "60:6c:63:00:aa:02").await).await;
    assert!(is_stranger(&added), "{added:?}");
}

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
}

async fn an_admin_of_an_isp_is_nobody_at_its_cluster_and_one_of_another_cluster_nobody_here(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let (bar, foo) = (world.cluster("Bar Group", &[&isp]).await, world.cluster("Foo Group", &[&far]).await);
    assert!(is_stranger(&role_at(world, &bar, &isp.admin).await), "an ISP's Admin at its cluster");
    assert!(is_stranger(&role_at(world, &bar, &foo.admin).await), "one cluster's at another");
    assert!(is_stranger(&role_at(world, &isp, &foo.admin).await), "one cluster's at another's ISP");
    let changed =
        world.by(&isp, &isp.admin, async |tx| collaborator::change(tx, bar.admin.id, Role::User).await).await;
    assert!(matches!(changed, Err(Problem::NotFound("collaborator"))), "{changed:?}");
    assert_eq!(role_at(world, &isp, &bar.admin).await.unwrap(), Role::Admin);
}

async fn a_cluster_is_not_entered_as_an_isp_nor_an_isp_as_a_cluster(world: &World) {
    let isp = world.first_isp().await;
    let cluster = world.cluster("Bar Group", &[&isp]).await;
    let hash = cluster.admin.hash();
    let as_isp = access::staff::<may::ViewTabs>(&world.db, &hash, &cluster.slug).await;
    assert!(matches!(as_isp, Err(Problem::NotFound("isp"))), "{as_isp:?}");
    let as_cluster = access::cluster::<may::ViewTabs>(&world.db, &hash, &isp.slug).await;
    assert!(matches!(as_cluster, Err(Problem::NotFound("cluster"))), "{as_cluster:?}");
    let stocked = world.shell(None, async |tx| isp::find(tx, &cluster.slug).await).await;
    assert!(matches!(stocked, Err(Problem::NotFound("isp"))), "the shell neither: {stocked:?}");
    let (name, slug) = (Name::parse("Bar Group").unwrap(), Slug::parse("bar-net").unwrap());
    let twice = world.shell(None, async |tx| create(tx, &name, &slug).await).await;
    assert_eq!(crate::testing::why(twice, "name"), "slug-taken", "an address is never both");
}

async fn whoever_accepts_an_invitation_to_a_cluster_is_in_all_its_isps(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let cluster = world.cluster("Bar Group", &[&isp, &far]).await;
    let token = world.invite(&cluster, "uma@group.example", "user").await;
    let accepted = world.accept(&token, "Uma").await.unwrap();
    assert_eq!(accepted.path, "/clusters/bar-group");
    let uma = world.person(accepted.cookie.unwrap()).await;
    for place in [&isp, &far, &cluster] {
        assert_eq!(role_at(world, place, &uma).await.unwrap(), Role::User, "{}", place.slug);
    }
    let mine: Vec<String> = world.oneself(&uma, isp::mine).await.unwrap().iter().map(IspCard::path).collect();
    assert_eq!(mine, ["/clusters/bar-group", "/isps/bar-net", "/isps/far-net"]);
}

async fn a_demotion_at_the_cluster_holds_at_each_isp_with_the_next_request(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let cluster = world.cluster("Bar Group", &[&isp, &far]).await;
    let uma = world.join(&cluster, "uma@group.example", "user").await;
    let permits: [Permit<may::ChangeInventory>; 2] =
        [world.permit(&isp, &uma).await.unwrap(), world.permit(&far, &uma).await.unwrap()];
    let (id, cleo) = (uma.id, &cluster.admin);
    world.by(&cluster, cleo, async |tx| collaborator::change(tx, id, Role::ReadOnly).await).await.unwrap();
    for permit in &permits {
        assert!(matches!(permit.write(&world.db).await, Err(Problem::Forbidden("inventory"))));
    }
    world.mail_to("uma@group.example").await;
    world.by(&cluster, cleo, async |tx| collaborator::remove(tx, id).await).await.unwrap();
    world.mail_to("uma@group.example").await;
    for permit in &permits {
        // No membership is left to her: her sessions ended too.
        assert!(matches!(permit.write(&world.db).await, Err(Problem::Anonymous)));
    }
}

async fn the_last_admin_of_a_cluster_stays_one(world: &World) {
    let isp = world.first_isp().await;
    let cluster = world.cluster("Bar Group", &[&isp]).await;
    let cleo = &cluster.admin;
    let demoted =
        world.by(&cluster, cleo, async |tx| collaborator::change(tx, cleo.id, Role::User).await).await;
    assert_eq!(said(demoted), "last-admin");
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
    let new = Isp { id, place: Place::Isp, slug: "new-net".to_owned(), admin: cluster.admin.clone() };
    let ron = world.read_only(&new).await;
    assert_eq!(world.by(&new, &ron, collaborator::admins).await.unwrap(), ["Cleo"]);
}

async fn a_cluster_that_requires_a_second_factor_requires_it_at_its_isps(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let cluster = world.cluster("Bar Group", &[&isp]).await;
    world.run("UPDATE isp SET two_factor_since = 0 WHERE kind = 'cluster'").await;
    for (place, who) in [(&isp, &isp.admin), (&isp, &cluster.admin), (&cluster, &cluster.admin)] {
        assert!(matches!(role_at(world, place, who).await, Err(Problem::NoFactor)), "{}", place.slug);
    }
    assert!(role_at(world, &far, &far.admin).await.is_ok());
    world.run("UPDATE session SET factor_at = created_at").await;
    for (place, who) in [(&isp, &isp.admin), (&isp, &cluster.admin), (&cluster, &cluster.admin)] {
        assert!(role_at(world, place, who).await.is_ok(), "{}", place.slug);
    }
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
}
