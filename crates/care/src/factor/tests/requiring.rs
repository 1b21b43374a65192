//! ISPs and clusters that require a factor.

use crate::access::{self, may};
use crate::cluster;
use crate::factor::{Answer, mine, remove_app, remove_passkey, require, requirement, without};
use crate::invitation;
use crate::problem::Problem;
use crate::stories;
use crate::testing::{Isp, PASSWORD, World, said};

stories![
    from_the_next_sign_in_on_a_factor_is_needed,
    whoever_joins_later_needs_a_factor_however_old_their_session_is,
    a_factor_that_was_removed_does_not_count_any_more,
    switching_it_on_twice_asks_nobody_again,
    a_clusters_requirement_holds_at_its_isps,
    the_last_factor_stays_where_one_is_required,
    only_with_a_fresh_proof_is_it_switched,
    whoever_would_be_asked_is_counted_once_wherever_they_come_from,
];

async fn from_the_next_sign_in_on_a_factor_is_needed(world: &World) {
    let isp = world.first_isp().await;
    let uma = world.user(&isp).await;
    world.minutes(1);
    world.by(&isp, &isp.admin, async |tx| require(tx, true).await).await.unwrap();
    let told = world.by(&isp, &isp.admin, requirement).await.unwrap();
    assert_eq!(told.since, Some(world.db.clock().now()));
    assert_eq!(world.by(&isp, &isp.admin, without).await.unwrap(), 2);
    // Who is at work goes on.
    assert!(access::staff::<may::ViewTabs>(&world.db, &uma.hash(), &isp.slug).await.is_ok());
    let mut uma = world.sign_in(&uma.email, PASSWORD).await.unwrap();
    let permit = access::staff::<may::ViewTabs>(&world.db, &uma.hash(), &isp.slug).await;
    assert!(matches!(permit, Err(Problem::NoFactor)), "{permit:?}");
    assert_eq!(world.oneself(&uma, mine).await.unwrap().required_by, ["Bar Net"]);
    // Having set one up, they go on; and the next time they are asked for it.
    let phone = world.with_app(&mut uma).await;
    assert!(access::staff::<may::ViewTabs>(&world.db, &uma.hash(), &isp.slug).await.is_ok());
    let half = world.first_step(&uma).await;
    world.advance(std::time::Duration::from_secs(30));
    let uma = world.second_step(&half, Answer::Code(&world.code(&phone))).await.unwrap();
    assert!(access::staff::<may::ViewTabs>(&world.db, &uma.hash(), &isp.slug).await.is_ok());
    assert_eq!(world.by(&isp, &isp.admin, without).await.unwrap(), 1);
}

async fn whoever_joins_later_needs_a_factor_however_old_their_session_is(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let uma = world.user(&isp).await;
    world.minutes(1);
    world.by(&far, &far.admin, async |tx| require(tx, true).await).await.unwrap();
    world.minutes(1);
    // She is known, so access is given at once; and her session is from before the rule.
    let email = uma.email.canonical().to_owned();
    world.by(&far, &far.admin, async |tx| invitation::invite(tx, &email, "admin").await).await.unwrap();
    world.mail_to(&email).await;
    let permit = access::staff::<may::ViewTabs>(&world.db, &uma.hash(), &far.slug).await;
    assert!(matches!(permit, Err(Problem::NoFactor)), "{permit:?}");
    assert!(access::staff::<may::ViewTabs>(&world.db, &uma.hash(), &isp.slug).await.is_ok());
    // Through the cluster of an ISP as well.
    let cluster = world.cluster_of(&far, &far.admin, "far-group").await;
    let wim = world.join(&isp, "wim@mail.example", "user").await;
    world.join_cluster(&cluster, &wim).await;
    let permit = access::staff::<may::ViewTabs>(&world.db, &wim.hash(), &far.slug).await;
    assert!(matches!(permit, Err(Problem::NoFactor)), "{permit:?}");
}

async fn a_factor_that_was_removed_does_not_count_any_more(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let mut uma = world.user(&isp).await;
    world.with_app(&mut uma).await;
    world.oneself(&uma, remove_app).await.unwrap();
    world.mails().await;
    world.minutes(1);
    world.by(&far, &far.admin, async |tx| require(tx, true).await).await.unwrap();
    let email = uma.email.canonical().to_owned();
    world.by(&far, &far.admin, async |tx| invitation::invite(tx, &email, "user").await).await.unwrap();
    world.mail_to(&email).await;
    let permit = access::staff::<may::ViewTabs>(&world.db, &uma.hash(), &far.slug).await;
    assert!(matches!(permit, Err(Problem::NoFactor)), "{permit:?}");
}

async fn switching_it_on_twice_asks_nobody_again(world: &World) {
    let isp = world.first_isp().await;
    let on = async |on| world.by(&isp, &isp.admin, async |tx| require(tx, on).await).await.unwrap();
    world.minutes(1);
    on(true).await;
    let since = world.by(&isp, &isp.admin, requirement).await.unwrap().since;
    world.minutes(1);
    on(true).await;
    assert_eq!(world.by(&isp, &isp.admin, requirement).await.unwrap().since, since);
    on(false).await;
    on(false).await;
    assert_eq!(world.by(&isp, &isp.admin, requirement).await.unwrap().since, None);
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM timeline WHERE kind LIKE '%two-factor%'").await, 2);
    let ada = world.sign_in(&isp.admin.email, PASSWORD).await.unwrap();
    assert!(access::staff::<may::ViewTabs>(&world.db, &ada.hash(), &isp.slug).await.is_ok());
}

async fn a_clusters_requirement_holds_at_its_isps(world: &World) {
    let isp = world.first_isp().await;
    let far = world.second_isp().await;
    let uma = world.user(&isp).await;
    let cluster = world.cluster_of(&isp, &isp.admin, "bar-group").await;
    world.minutes(1);
    let permit = access::cluster(&world.db, &isp.admin.hash(), &cluster).await.unwrap();
    let mut tx = permit.write(&world.db).await.unwrap();
    require(&mut tx, true).await.unwrap();
    tx.commit().await.unwrap();
    let told = world.by(&isp, &isp.admin, requirement).await.unwrap();
    assert_eq!((told.since, told.cluster.as_deref()), (None, Some("bar-group")));
    // Whoever is of the ISP alone is asked too; and the cluster's own people, at the cluster and at the ISP.
    let uma = world.sign_in(&uma.email, PASSWORD).await.unwrap();
    let permit = access::staff::<may::ViewTabs>(&world.db, &uma.hash(), &isp.slug).await;
    assert!(matches!(permit, Err(Problem::NoFactor)), "{permit:?}");
    assert_eq!(world.oneself(&uma, mine).await.unwrap().required_by, ["bar-group"]);
    let ada = world.sign_in(&isp.admin.email, PASSWORD).await.unwrap();
    let permit = access::cluster::<may::ManageSettings>(&world.db, &ada.hash(), &cluster).await;
    assert!(matches!(permit, Err(Problem::NoFactor)), "{permit:?}");
    // An ISP outside is as it was.
    let zoe = world.sign_in(&far.admin.email, PASSWORD).await.unwrap();
    assert!(access::staff::<may::ViewTabs>(&world.db, &zoe.hash(), &far.slug).await.is_ok());
}

async fn the_last_factor_stays_where_one_is_required(world: &World) {
    let mut isp = world.first_isp().await;
    world.with_app(&mut isp.admin).await;
    world.with_passkey(&mut isp.admin).await;
    world.by(&isp, &isp.admin, async |tx| require(tx, true).await).await.unwrap();
    world.oneself(&isp.admin, remove_app).await.unwrap();
    let key = world.oneself(&isp.admin, mine).await.unwrap().passkeys[0].id;
    let last = world.oneself(&isp.admin, async |tx| remove_passkey(tx, key).await).await;
    assert_eq!(said(last), "factor-last");
    world.by(&isp, &isp.admin, async |tx| require(tx, false).await).await.unwrap();
    world.oneself(&isp.admin, async |tx| remove_passkey(tx, key).await).await.unwrap();
    assert_eq!(world.mails().await.len(), 2);
}

async fn only_with_a_fresh_proof_is_it_switched(world: &World) {
    let isp = world.first_isp().await;
    world.minutes(10);
    for on in [true, false] {
        let refused = world.by(&isp, &isp.admin, async |tx| require(tx, on).await).await;
        assert!(matches!(refused, Err(Problem::Prove)), "{refused:?}");
    }
}

async fn whoever_would_be_asked_is_counted_once_wherever_they_come_from(world: &World) {
    let (mut isp, far) = (world.first_isp().await, world.second_isp().await);
    let uma = world.user(&isp).await;
    let cluster = world.cluster("Bar Group", &[&isp]).await;
    let both = async |isp: &Isp| {
        let count = async |place: &Isp| world.by(place, &place.admin, without).await.unwrap();
        (count(isp).await, count(&cluster).await)
    };
    // Ada and Uma are the ISP's, Cleo is there through the cluster; Zoe is elsewhere.
    assert_eq!(both(&isp).await, (3, 3));
    // Who is of both counts once.
    world.join_cluster(&cluster.slug, &uma).await;
    assert_eq!(both(&isp).await, (3, 3));
    // Cyd is the cluster's alone, and has one.
    let mut cyd = world.join(&cluster, "cyd@barnet.example", "user").await;
    assert_eq!(both(&isp).await, (4, 4));
    world.with_app(&mut cyd).await;
    assert_eq!(both(&isp).await, (3, 3));
    world.with_passkey(&mut isp.admin).await;
    assert_eq!(both(&isp).await, (2, 2));
    assert_eq!(both(&far).await, (1, 2), "another ISP counts its own");
    // An ISP that joins brings its people along.
    world.shell(None, async |tx| cluster::add(tx, &cluster.slug, &far.slug).await).await.unwrap();
    // Cleo is at Far Net too now; and each ISP counts whom it lets in, not those of the one beside it.
    assert_eq!((both(&isp).await, both(&far).await), ((2, 3), (3, 3)));
    assert_eq!(world.mails().await.len(), 3, "the cluster's people are told of Far Net");
}
