//! Stories of the mails that a cluster's collaborators get when an ISP comes or goes.

use super::*;
use crate::testing::Letter;

stories![
    whoever_gets_access_by_the_cluster_is_told_and_so_is_whoever_loses_it,
    whose_own_membership_is_as_strong_hears_nothing,
    whose_level_changes_is_told_from_what_to_what,
    an_isp_that_could_not_be_moved_is_told_to_nobody,
];

async fn put_in(world: &World, cluster: &Isp, isp: &Isp) -> Vec<Letter> {
    world.shell(None, async |tx| add(tx, &cluster.slug, &isp.slug).await).await.unwrap();
    world.mails().await
}

async fn take_out(world: &World, isp: &Isp) -> Vec<Letter> {
    world.shell(None, async |tx| remove(tx, &isp.slug).await).await.unwrap();
    world.mails().await
}

async fn whoever_gets_access_by_the_cluster_is_told_and_so_is_whoever_loses_it(world: &World) {
    let (isp, cluster) = (world.first_isp().await, world.cluster("Bar Group", &[]).await);
    let uma = world.join(&cluster, "uma@group.example", "user").await;
    let told = put_in(world, &cluster, &isp).await;
    let to: Vec<_> = told.iter().map(|mail| (mail.to.as_str(), mail.subject.as_str())).collect();
    let subject = "You have access to Bar Net";
    assert_eq!(to, [("cleo@bar-group.example", subject), ("uma@group.example", subject)]);
    let said = &told[1].text;
    assert!(
        said.contains("into the cluster Bar Group") && said.contains("Your access level is User"),
        "{said}"
    );
    assert!(said.contains("http://localhost:8080/isps/bar-net"), "{said}");
    assert!(told[1].html.contains("because it is about your access to Bar Net"), "{}", told[1].html);
    assert_eq!(role_at(world, &isp, &uma).await.unwrap(), Role::User);

    let told = take_out(world, &isp).await;
    let to: Vec<_> = told.iter().map(|mail| (mail.to.as_str(), mail.subject.as_str())).collect();
    let subject = "Your access to Bar Net was revoked";
    assert_eq!(to, [("cleo@bar-group.example", subject), ("uma@group.example", subject)]);
    assert!(told[1].text.contains("out of the cluster Bar Group"), "{}", told[1].text);
    assert!(told[1].text.contains("http://localhost:8080/clusters/bar-group"), "{}", told[1].text);
}

async fn whose_own_membership_is_as_strong_hears_nothing(world: &World) {
    let (isp, cluster) = (world.first_isp().await, world.cluster("Bar Group", &[]).await);
    for own in [Role::Admin, Role::User] {
        member(world, &cluster, Role::User, &isp, Some(own)).await;
    }
    world.mails().await;
    for told in [put_in(world, &cluster, &isp).await, take_out(world, &isp).await] {
        let to: Vec<_> = told.iter().map(|mail| mail.to.as_str()).collect();
        assert_eq!(to, ["cleo@bar-group.example"]);
    }
}

async fn whose_level_changes_is_told_from_what_to_what(world: &World) {
    let (isp, cluster) = (world.first_isp().await, world.cluster("Bar Group", &[]).await);
    let both = member(world, &cluster, Role::Admin, &isp, Some(Role::ReadOnly)).await;
    world.mails().await;
    for (told, role, before) in [
        (put_in(world, &cluster, &isp).await, "Admin", "Read Only"),
        (take_out(world, &isp).await, "Read Only", "Admin"),
    ] {
        let mail = told.iter().find(|mail| mail.to == both.email.canonical()).unwrap();
        assert_eq!(mail.subject, format!("You are {role} at Bar Net now"));
        let said = format!("is {role} now; it was {before}.");
        assert!(mail.text.contains(&said), "{}", mail.text);
    }
}

async fn an_isp_that_could_not_be_moved_is_told_to_nobody(world: &World) {
    let isp = world.first_isp().await;
    let (bar, foo) = (world.cluster("Bar Group", &[]).await, world.cluster("Foo Group", &[]).await);
    put_in(world, &bar, &isp).await;
    let put = world.shell(None, async |tx| add(tx, &foo.slug, &isp.slug).await).await;
    assert_eq!(said(put), "isp-in-cluster");
    assert!(world.mails().await.is_empty());
}
