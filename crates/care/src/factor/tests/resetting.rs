//! Resetting a colleague's factors, and who may not.

use crate::access::{self, may};
use crate::email::Email;
use crate::factor::{colleague, having, mine, reset_by_operator, reset_of};
use crate::invitation;
use crate::problem::Problem;
use crate::stories;
use crate::testing::{PASSWORD, World, said};

stories![
    an_admin_resets_a_colleague_who_hears_of_it,
    a_stranger_is_not_found,
    whoever_has_access_elsewhere_is_left_alone,
    access_that_somebody_never_asked_for_and_never_used_is_no_access_elsewhere,
    at_a_cluster_its_isps_are_covered_and_not_the_other_way_round,
    oneself_is_not_reset,
    only_with_a_fresh_proof_is_anybody_reset,
    the_operator_resets_anybody,
];

async fn an_admin_resets_a_colleague_who_hears_of_it(world: &World) {
    let isp = world.first_isp().await;
    let mut uma = world.user(&isp).await;
    let none = world.by(&isp, &isp.admin, async |tx| reset_of(tx, uma.id).await).await;
    assert_eq!(said(none), "factor-none-there");
    world.with_app(&mut uma).await;
    world.with_passkey(&mut uma).await;
    assert_eq!(world.by(&isp, &isp.admin, having).await.unwrap(), [uma.id]);
    world.by(&isp, &isp.admin, async |tx| colleague(tx, uma.id).await).await.unwrap();
    world.by(&isp, &isp.admin, async |tx| reset_of(tx, uma.id).await).await.unwrap();
    let mail = world.mail_to(uma.email.canonical()).await;
    assert!(mail.text.contains("Ada of Bar Net removed all two-factor"), "{}", mail.text);
    assert!(
        access::person(&world.db, access::Audience::Portal, &uma.hash()).await.is_err(),
        "all their sessions ended"
    );
    let uma = world.sign_in(&uma.email, PASSWORD).await.unwrap();
    let left = world.oneself(&uma, mine).await.unwrap();
    assert!(!left.any() && left.codes == 0);
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM audit WHERE kind = 'factor-reset'").await, 1);
}

async fn a_stranger_is_not_found(world: &World) {
    let (isp, mut far) = (world.first_isp().await, world.second_isp().await);
    world.with_app(&mut far.admin).await;
    let refused = world.by(&isp, &isp.admin, async |tx| reset_of(tx, far.admin.id).await).await;
    assert!(matches!(refused, Err(Problem::NotFound(_))), "{refused:?}");
    let refused = world.by(&isp, &isp.admin, async |tx| colleague(tx, far.admin.id).await).await;
    assert!(matches!(refused, Err(Problem::NotFound(_))), "{refused:?}");
    let nobody = crate::db::PersonId(uuid::Uuid::nil());
    let refused = world.by(&isp, &isp.admin, async |tx| reset_of(tx, nobody).await).await;
    assert!(matches!(refused, Err(Problem::NotFound(_))), "{refused:?}");
    assert!(world.oneself(&far.admin, mine).await.unwrap().app.is_some());
}

async fn whoever_has_access_elsewhere_is_left_alone(world: &World) {
    let (isp, mut far) = (world.first_isp().await, world.second_isp().await);
    world.with_app(&mut far.admin).await;
    // The Admin of the first ISP invites the other's Admin, and from then on they are colleagues.
    world
        .by(&isp, &isp.admin, async |tx| invitation::invite(tx, "zoe@farnet.example", "user").await)
        .await
        .unwrap();
    world.mail_to("zoe@farnet.example").await;
    let refused = world.by(&isp, &isp.admin, async |tx| reset_of(tx, far.admin.id).await).await;
    assert_eq!(said(refused), "factor-reset-elsewhere");
    let refused = world.by(&isp, &isp.admin, async |tx| colleague(tx, far.admin.id).await).await;
    assert_eq!(said(refused), "factor-reset-elsewhere");
    assert!(world.oneself(&far.admin, mine).await.unwrap().app.is_some());
}

/// Any Admin of any ISP can give a verified person access. That must not take from their own Admin what helps them back in.
async fn access_that_somebody_never_asked_for_and_never_used_is_no_access_elsewhere(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let mut uma = world.user(&isp).await;
    world.with_app(&mut uma).await;
    let email = uma.email.canonical().to_owned();
    world.by(&far, &far.admin, async |tx| invitation::invite(tx, &email, "user").await).await.unwrap();
    world.mail_to(&email).await;
    world.by(&isp, &isp.admin, async |tx| colleague(tx, uma.id).await).await.unwrap();
    // Once she was there, it is hers.
    world.run("UPDATE collaborator SET last_seen = 1 WHERE given_by IS NOT NULL").await;
    let refused = world.by(&isp, &isp.admin, async |tx| reset_of(tx, uma.id).await).await;
    assert_eq!(said(refused), "factor-reset-elsewhere");
}

async fn at_a_cluster_its_isps_are_covered_and_not_the_other_way_round(world: &World) {
    let isp = world.first_isp().await;
    let mut uma = world.user(&isp).await;
    world.with_app(&mut uma).await;
    let cluster = world.cluster_of(&isp, &isp.admin, "bar-group").await;
    world.join_cluster(&cluster, &uma).await;
    let refused = world.by(&isp, &isp.admin, async |tx| reset_of(tx, uma.id).await).await;
    assert_eq!(said(refused), "factor-reset-elsewhere");
    let permit = access::cluster(&world.db, &isp.admin.hash(), &cluster).await.unwrap();
    let mut tx = permit.write(&world.db).await.unwrap();
    reset_of(&mut tx, uma.id).await.unwrap();
    tx.commit().await.unwrap();
    assert!(world.mail_to(uma.email.canonical()).await.text.contains("of bar-group"));
}

async fn oneself_is_not_reset(world: &World) {
    let mut isp = world.first_isp().await;
    world.with_app(&mut isp.admin).await;
    let refused = world.by(&isp, &isp.admin, async |tx| reset_of(tx, isp.admin.id).await).await;
    assert_eq!(said(refused), "factor-reset-own");
}

async fn only_with_a_fresh_proof_is_anybody_reset(world: &World) {
    let isp = world.first_isp().await;
    let mut uma = world.user(&isp).await;
    world.with_app(&mut uma).await;
    world.minutes(10);
    let refused = world.by(&isp, &isp.admin, async |tx| reset_of(tx, uma.id).await).await;
    assert!(matches!(refused, Err(Problem::Prove)), "{refused:?}");
    let permit = access::staff::<may::ChangeCollaborators>(&world.db, &uma.hash(), &isp.slug).await;
    assert!(matches!(permit, Err(Problem::Forbidden(_))), "{permit:?}");
}

async fn the_operator_resets_anybody(world: &World) {
    let mut isp = world.first_isp().await;
    world.with_app(&mut isp.admin).await;
    let reset = async |email: &str| {
        let email = Email::parse(email).unwrap();
        world.shell(None, async |tx| reset_by_operator(tx, &email).await).await
    };
    assert!(matches!(reset("nobody@barnet.example").await, Err(Problem::NotFound("person"))));
    reset("ADA@barnet.example").await.unwrap();
    assert!(world.mail_to("ada@barnet.example").await.text.contains("The operator of this server"));
    assert!(access::person(&world.db, access::Audience::Portal, &isp.admin.hash()).await.is_err());
    assert_eq!(said(reset("ada@barnet.example").await), "factor-none-there");
    assert!(world.sign_in(&isp.admin.email, PASSWORD).await.is_ok());
    assert_eq!(
        world.count("SELECT COUNT(*) AS n FROM audit WHERE way = 'shell' AND kind = 'factor-reset'").await,
        1
    );
}
