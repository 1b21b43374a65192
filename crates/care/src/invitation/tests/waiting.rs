//! Stories of invitations that wait for somebody who is signed in.

use super::super::*;
use crate::access::{self, Place, Role};
use crate::collaborator::{self, Membership};
use crate::link::Token;
use crate::problem::Problem;
use crate::stories;
use crate::testing::{Isp, Person, World, said};

stories![
    somebody_who_was_unverified_finds_every_invitation_once_their_mailbox_is_proven,
    an_accepted_one_is_gone_and_so_is_its_link,
    somebody_unverified_is_shown_nothing,
    an_invitation_that_is_over_is_not_shown_and_cannot_be_accepted,
    another_persons_invitation_is_not_found,
    a_stale_session_alone_accepts_nothing,
    of_link_and_click_at_once_one_accepts,
    where_one_belongs_is_told_with_role_and_who_is_the_last_admin,
];

/// Uma of the first ISP, whose mailbox was never proven, is invited by the second.
async fn invited(world: &World) -> (Isp, Isp, Person, Token) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let uma = world.user(&isp).await;
    unverify(world).await;
    let token = world.invite(&far, "uma@bar-net.example", "admin").await;
    (isp, far, uma, token)
}

async fn unverify(world: &World) {
    world.run("UPDATE person SET verified_at = NULL WHERE email = 'uma@bar-net.example'").await;
}

async fn verify(world: &World) {
    world.run("UPDATE person SET verified_at = 1 WHERE email = 'uma@bar-net.example'").await;
}

async fn shown(world: &World, who: &Person) -> Vec<Waiting> {
    world.oneself(who, waiting).await.unwrap()
}

async fn accept(world: &World, who: &Person, id: InvitationId) -> Result<access::IspCard> {
    world.oneself(who, async |tx| accept_waiting(tx, id).await).await.map(|(isp, _)| isp)
}

async fn somebody_who_was_unverified_finds_every_invitation_once_their_mailbox_is_proven(world: &World) {
    let (isp, _, uma, _) = invited(world).await;
    world.remove(&isp, &uma).await;
    world.invite(&isp, "uma@bar-net.example", "user").await;
    verify(world).await;
    let shown = shown(world, &uma).await;
    let told: Vec<_> =
        shown.iter().map(|it| (it.isp.name.as_str(), it.seat, it.invited_by.as_str())).collect();
    assert_eq!(
        told,
        [
            ("Bar Net", Seat::Collaborator(InviteRole::User), "Ada"),
            ("Far Net", Seat::Collaborator(InviteRole::Admin), "Zoe")
        ]
    );
    assert_eq!(shown[0].expires_at.as_second() - world.db.clock().now().as_second(), 48 * 60 * 60);
    // Each by its own click.
    assert_eq!(accept(world, &uma, shown[1].id).await.unwrap().slug, "far-net");
    assert_eq!(self::shown(world, &uma).await.len(), 1);
    assert!(access::staff::<may::ManageSettings>(&world.db, &uma.hash(), "far-net").await.is_ok());
    assert!(access::staff::<may::ViewTabs>(&world.db, &uma.hash(), "bar-net").await.is_err());
}

async fn an_accepted_one_is_gone_and_so_is_its_link(world: &World) {
    let (_, _, uma, token) = invited(world).await;
    verify(world).await;
    let id = shown(world, &uma).await[0].id;
    accept(world, &uma, id).await.unwrap();
    assert!(shown(world, &uma).await.is_empty());
    let again = accept(world, &uma, id).await;
    assert!(matches!(again, Err(Problem::NotFound("invitation"))), "{again:?}");
    assert_eq!(said(world.anyone(async |tx| open(tx, &token).await).await), "gone-invitation");
}

async fn somebody_unverified_is_shown_nothing(world: &World) {
    let (_, far, uma, _) = invited(world).await;
    assert!(shown(world, &uma).await.is_empty());
    let id = world.by(&far, &far.admin, list).await.unwrap()[0].id;
    let refused = accept(world, &uma, id).await;
    assert!(matches!(refused, Err(Problem::NotFound("invitation"))), "{refused:?}");
}

async fn an_invitation_that_is_over_is_not_shown_and_cannot_be_accepted(world: &World) {
    let (_, far, uma, _) = invited(world).await;
    verify(world).await;
    let id = shown(world, &uma).await[0].id;
    world.by(&far, &far.admin, async |tx| revoke(tx, id).await).await.unwrap();
    assert!(shown(world, &uma).await.is_empty());
    assert!(accept(world, &uma, id).await.is_err());
    unverify(world).await;
    world.invite(&far, "uma@bar-net.example", "user").await;
    verify(world).await;
    let id = shown(world, &uma).await[0].id;
    world.minutes(48 * 60);
    let uma = world.sign_in(&uma.email, crate::testing::PASSWORD).await.unwrap();
    assert!(shown(world, &uma).await.is_empty());
    assert!(accept(world, &uma, id).await.is_err());
}

async fn another_persons_invitation_is_not_found(world: &World) {
    let (isp, _, uma, _) = invited(world).await;
    verify(world).await;
    let id = shown(world, &uma).await[0].id;
    let refused = accept(world, &isp.admin, id).await;
    assert!(matches!(refused, Err(Problem::NotFound("invitation"))), "{refused:?}");
    assert_eq!(shown(world, &uma).await.len(), 1);
}

/// Whoever took a session of yours would be in the ISP that has just invited you.
async fn a_stale_session_alone_accepts_nothing(world: &World) {
    let (_, far, uma, _) = invited(world).await;
    verify(world).await;
    let id = shown(world, &uma).await[0].id;
    world.minutes(10);
    let refused = accept(world, &uma, id).await;
    assert!(matches!(refused, Err(Problem::Prove)), "{refused:?}");
    assert!(access::staff::<may::ViewTabs>(&world.db, &uma.hash(), &far.slug).await.is_err());
}

async fn of_link_and_click_at_once_one_accepts(world: &World) {
    let (_, _, uma, token) = invited(world).await;
    verify(world).await;
    let id = shown(world, &uma).await[0].id;
    let outcomes = world.race(6, |n| {
        let (db, hash, token) = (world.db.clone(), uma.hash(), token.clone());
        async move {
            let mut tx = access::person(&db, access::Audience::Portal, &hash).await?.write(&db).await?;
            if n % 2 == 0 {
                accept_waiting(&mut tx, id).await?;
            } else {
                accept_signed_in(&mut tx, &token).await?;
            }
            tx.commit().await
        }
    });
    let outcomes = outcomes.await;
    assert_eq!(outcomes.iter().filter(|it| it.is_ok()).count(), 1, "{outcomes:?}");
    let gone = outcomes.iter().filter(|it| matches!(it, Err(Problem::Gone(_) | Problem::NotFound(_))));
    assert_eq!(gone.count(), 5, "{outcomes:?}");
    let members =
        "SELECT COUNT(*) AS n FROM collaborator c JOIN isp i ON i.id = c.isp_id WHERE i.slug = 'far-net'";
    assert_eq!(world.count(members).await, 2);
}

async fn where_one_belongs_is_told_with_role_and_who_is_the_last_admin(world: &World) {
    let (isp, _, uma, _) = invited(world).await;
    verify(world).await;
    let id = shown(world, &uma).await[0].id;
    accept(world, &uma, id).await.unwrap();
    // As if the two ISPs were grouped, the first of them the cluster: its people reach the second through it.
    let told = async |who: &Person| -> Vec<(String, Role, bool, Option<String>)> {
        let mine: Vec<Membership> = world.oneself(who, collaborator::mine).await.unwrap();
        mine.into_iter().map(|it| (it.place.slug, it.role, it.last_admin, it.through)).collect()
    };
    let slug = |slug: &str| slug.to_owned();
    assert_eq!(
        told(&uma).await,
        [(slug("bar-net"), Role::User, false, None), (slug("far-net"), Role::Admin, false, None)]
    );
    assert_eq!(told(&isp.admin).await, [(slug("bar-net"), Role::Admin, true, None)]);
    world.run("UPDATE isp SET kind = 'cluster' WHERE slug = 'bar-net'").await;
    world
        .run("UPDATE isp SET cluster_id = (SELECT id FROM isp WHERE slug = 'bar-net') WHERE slug = 'far-net'")
        .await;
    let mine = world.oneself(&isp.admin, collaborator::mine).await.unwrap();
    assert_eq!(mine[0].place.place, Place::Cluster);
    assert_eq!(
        told(&isp.admin).await,
        [
            (slug("bar-net"), Role::Admin, true, None),
            (slug("far-net"), Role::Admin, false, Some("Bar Net".to_owned()))
        ]
    );
    assert_eq!(told(&uma).await.len(), 3, "both ways in are told");
}
