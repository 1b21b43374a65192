//! Stories of clusters: whom they let in where, and when that ends.

mod moving;
mod noticed;
mod shown;

use super::*;
use crate::access::{self, Permit, Role};
use crate::collaborator;
use crate::inventory;
use crate::invitation;
use crate::stories;
use crate::testing::{Isp, Person, World, said};

stories![
    the_role_at_an_isp_is_the_stronger_of_its_own_and_the_clusters,
    a_clusters_collaborators_work_in_each_of_its_isps_and_in_no_other,
    an_admin_of_an_isp_is_nobody_at_its_cluster_and_one_of_another_cluster_nobody_here,
    a_cluster_is_not_entered_as_an_isp_nor_an_isp_as_a_cluster,
    whoever_accepts_an_invitation_to_a_cluster_is_in_all_its_isps,
    a_demotion_at_the_cluster_holds_at_each_isp_with_the_next_request,
    the_last_admin_of_a_cluster_stays_one,
    a_cluster_that_requires_a_second_factor_requires_it_at_its_isps,
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
    assert_eq!(accepted.path, "/clusters/bar-group/overview");
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
