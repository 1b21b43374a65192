//! Invitations that are refused, expired, or only looked at.

use std::time::Duration;

use super::*;
use crate::testing::PASSWORD;

stories![
    an_address_that_cannot_be_invited_says_why_and_nothing_is_sent,
    a_user_may_not_invite,
    an_invitation_can_be_accepted_until_the_last_moment,
    an_expired_invitation_is_gone,
    an_expired_invitation_does_not_stand_in_the_way_of_the_next,
    one_whose_mail_never_went_does_not_stand_in_the_way_either,
    opening_changes_nothing,
    a_link_that_was_never_given_out_is_gone,
];

const HOURS_48: Duration = Duration::from_secs(48 * 60 * 60);

async fn an_address_that_cannot_be_invited_says_why_and_nothing_is_sent(world: &World) {
    let isp = world.first_isp().await;
    let user = world.user(&isp).await;
    world.invite(&isp, "bo@barnet.example", "user").await;
    let refusals = [
        ("ADA@barnet.example", "invite-own-address"),
        (user.email.shown(), "invite-already-collaborator"),
        ("Bo@Barnet.Example", "invite-already-invited"),
        ("bo", "invalid-email"),
        ("", "missing-email"),
        ("x@y.example\r\nBcc: z@y.example", "invalid-email"),
    ];
    for (address, reason) in refusals {
        let refused = world.by(&isp, &isp.admin, async |tx| invite(tx, address, "user").await).await;
        assert_eq!(why(refused, "email"), reason, "{address:?}");
    }
    for role in ["read_only", "", "owner"] {
        let refused =
            world.by(&isp, &isp.admin, async |tx| invite(tx, "new@barnet.example", role).await).await;
        assert_eq!(why(refused, "role"), "missing-role", "{role:?}");
    }
    assert_eq!(invitations(world, &isp, &isp.admin).await.len(), 1);
    assert_eq!(
        world.count("SELECT COUNT(*) AS n FROM timeline WHERE kind = 'collaborator-invited'").await,
        2
    );
}

async fn a_user_may_not_invite(world: &World) {
    let isp = world.first_isp().await;
    for person in [world.user(&isp).await, world.read_only(&isp).await] {
        let refused = world.by(&isp, &person, async |tx| invite(tx, "bo@barnet.example", "user").await).await;
        assert!(matches!(refused, Err(crate::Problem::Forbidden("collaborators"))), "{refused:?}");
    }
}

async fn an_invitation_can_be_accepted_until_the_last_moment(world: &World) {
    let isp = world.first_isp().await;
    let token = world.invite(&isp, "bo@barnet.example", "user").await;
    world.advance(HOURS_48 - Duration::from_millis(1));
    assert!(world.accept(&token, "Bo").await.is_ok());
}

async fn an_expired_invitation_is_gone(world: &World) {
    let isp = world.first_isp().await;
    let token = world.invite(&isp, "bo@barnet.example", "user").await;
    world.advance(HOURS_48);
    assert_eq!(said(world.anyone(async |tx| open(tx, &token).await).await), "gone-invitation-expired");
    assert_eq!(said(world.accept(&token, "Bo").await), "gone-invitation");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM person").await, 1);

    let admin = world.sign_in(&isp.admin.email, PASSWORD).await.unwrap();
    let listed = invitations(world, &isp, &admin).await;
    assert!(listed[0].expired, "it stays in the list, as expired");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM invitation WHERE state = 'pending'").await, 1);
}

async fn an_expired_invitation_does_not_stand_in_the_way_of_the_next(world: &World) {
    let isp = world.first_isp().await;
    let old = world.invite(&isp, "bo@barnet.example", "admin").await;
    world.advance(HOURS_48);
    let admin = world.sign_in(&isp.admin.email, PASSWORD).await.unwrap();
    let again = world.by(&isp, &admin, async |tx| invite(tx, "bo@barnet.example", "user").await).await;
    again.unwrap();
    assert_eq!(invitations(world, &isp, &admin).await.len(), 1);
    let new = world.mail_to("bo@barnet.example").await.token(Kind::Invitation);
    assert_eq!(said(world.accept(&old, "Bo").await), "gone-invitation");
    let accepted = world.accept(&new, "Bo").await.unwrap();
    let bo = world.person(accepted.cookie.unwrap()).await;
    assert_eq!(role(world, &isp, &bo).await, Some(Role::User));
}

async fn one_whose_mail_never_went_does_not_stand_in_the_way_either(world: &World) {
    let isp = world.first_isp().await;
    let old = world.invite(&isp, "bo@barnet.example", "user").await;
    world.run("UPDATE mail SET state = 'failed'").await;
    let new = world.invite(&isp, "bo@barnet.example", "user").await;
    assert_eq!(said(world.accept(&old, "Bo").await), "gone-invitation");
    assert!(world.accept(&new, "Bo").await.is_ok());
}

async fn opening_changes_nothing(world: &World) {
    let isp = world.first_isp().await;
    let token = world.invite(&isp, "bo@barnet.example", "user").await;
    for _ in 0..3 {
        // In a transaction in which the database itself refuses to write.
        let mut tx = access::anyone().read(&world.db).await.unwrap();
        open(&mut tx, &token).await.unwrap();
        tx.commit().await.unwrap();
    }
    assert!(world.accept(&token, "Bo").await.is_ok());
}

async fn a_link_that_was_never_given_out_is_gone(world: &World) {
    world.first_isp().await;
    let forged = crate::link::Token::parse(Kind::Invitation, &format!("i1_{}", "A".repeat(43))).unwrap();
    assert_eq!(said(world.accept(&forged, "Mallory").await), "gone-invitation");
}
