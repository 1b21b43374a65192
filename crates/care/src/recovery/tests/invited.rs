//! Forgot Password as the third way in: stories of people who were invited and never accepted.

use super::*;
use crate::access::{Role, may};
use crate::invitation::{self, InviteRole, Seat, generate, reinvite, revoke};
use crate::link::Token;
use crate::problem::Problem;
use crate::testing::Isp;

stories![
    an_invited_address_sets_a_password_and_is_in,
    the_recovery_replaces_the_invitations_link_and_lives_as_long,
    a_reinvitation_voids_the_recovery,
    a_revoked_invitation_takes_the_recovery_with_it,
    after_the_two_days_the_mail_explains_and_offers_to_ask,
    generating_a_link_makes_the_third_way_work_again,
    reinviting_by_mail_makes_the_third_way_work_again,
    who_is_invited_by_two_isps_proves_the_mailbox_and_accepts_each_by_itself,
    whoever_accepted_by_a_generated_link_is_taken_over_by_the_mailbox,
    of_a_recovery_and_an_acceptance_at_once_one_lets_in,
    a_stranger_who_types_the_address_does_not_void_the_operators_word,
    whose_link_the_recovery_replaced_is_told_so_and_so_is_the_admin,
];

const BO: &str = "bo@barnet.example";
const HOURS_48: Duration = Duration::from_secs(48 * 60 * 60);

async fn recovery(world: &World) -> Token {
    forget(world, BO).await;
    world.mail_to(BO).await.token(Kind::Reset)
}

async fn set(world: &World, token: &Token) -> Result<()> {
    let new = other_password().await;
    world.anyone(async |tx| choose(tx, token, &new).await).await
}

async fn role(world: &World, isp: &Isp) -> Option<Role> {
    let bo = world.sign_in(&Email::parse(BO).unwrap(), OTHER_PASSWORD).await.ok()?;
    let permit = access::staff::<may::ViewTabs>(&world.db, &bo.hash(), &isp.slug).await.ok()?;
    Some(permit.staff().unwrap().role)
}

async fn only(world: &World, isp: &Isp) -> (Person, invitation::Listed) {
    let ada = world.sign_in(&isp.admin.email, PASSWORD).await.unwrap();
    let listed = world.by(isp, &ada, invitation::list).await.unwrap();
    assert_eq!(listed.len(), 1);
    (ada, listed[0].clone())
}

async fn an_invited_address_sets_a_password_and_is_in(world: &World) {
    let isp = world.first_isp().await;
    world.invite(&isp, BO, "user").await;
    forget(world, BO).await;
    let mail = world.mail_to(BO).await;
    for said in [&mail.text, &mail.html] {
        assert!(said.contains("because Bar Net invited this address"), "{said}");
        assert!(!said.contains("Your password stays as it is"), "there is none: {said}");
    }
    let token = mail.token(Kind::Reset);
    let looked = world.anyone(async |tx| look(tx, &token).await).await.unwrap();
    let (card, as_what) = looked.accepts.unwrap();
    assert_eq!((card.name.as_str(), as_what), ("Bar Net", Seat::Collaborator(InviteRole::User)));
    let sessions = "SELECT COUNT(*) AS n FROM session";
    let before = world.count(sessions).await;
    set(world, &token).await.unwrap();
    assert_eq!(world.count(sessions).await, before, "then they sign in");
    assert_eq!(role(world, &isp).await, Some(Role::User));
    assert!(world.by(&isp, &isp.admin, invitation::list).await.unwrap().is_empty(), "it is accepted");
    assert_eq!(said(set(world, &token).await), "gone-reset");
}

async fn the_recovery_replaces_the_invitations_link_and_lives_as_long(world: &World) {
    let isp = world.first_isp().await;
    let invitation = world.invite(&isp, BO, "user").await;
    world.advance(HOURS_48 - Duration::from_secs(60));
    let token = recovery(world).await;
    assert_eq!(said(world.accept(&invitation, "Bo").await), "gone-invitation");
    world.minutes(1);
    assert_eq!(said(set(world, &token).await), "gone-reset", "asking does not renew the two days");
}

async fn a_reinvitation_voids_the_recovery(world: &World) {
    let isp = world.first_isp().await;
    world.invite(&isp, BO, "user").await;
    let token = recovery(world).await;
    let (ada, listed) = only(world, &isp).await;
    let link = world.by(&isp, &ada, async |tx| generate(tx, listed.id).await).await.unwrap();
    assert_eq!(said(set(world, &token).await), "gone-reset");
    world.accept(&link, "Bo").await.unwrap();
}

async fn a_revoked_invitation_takes_the_recovery_with_it(world: &World) {
    let isp = world.first_isp().await;
    world.invite(&isp, BO, "user").await;
    let token = recovery(world).await;
    let (ada, listed) = only(world, &isp).await;
    world.by(&isp, &ada, async |tx| revoke(tx, listed.id).await).await.unwrap();
    assert_eq!(said(set(world, &token).await), "gone-reset");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM person").await, 1);
    forget(world, BO).await;
    assert!(world.mails().await.is_empty(), "the address is nobody's again");
}

async fn after_the_two_days_the_mail_explains_and_offers_to_ask(world: &World) {
    let isp = world.first_isp().await;
    world.invite(&isp, BO, "user").await;
    world.advance(HOURS_48);
    forget(world, BO).await;
    let mail = world.mail_to(BO).await;
    assert_eq!(mail.subject, "Your invitation to Bar Net has expired");
    assert!(!mail.text.contains("#r1_"), "no way in: {}", mail.text);
    assert!(mail.text.contains("because Bar Net once invited this address"), "{}", mail.text);
    assert!(!mail.text.contains("Your password stays as it is"), "there is none: {}", mail.text);
    let token = mail.token(Kind::Renewal);
    world.anyone(async |tx| invitation::ask_again(tx, &token).await).await.unwrap();
    assert!(only(world, &isp).await.1.asked_at.is_some());
    world.mail_to("ada@barnet.example").await;
}

/// Bo was too late, and Forgot Password with him: no link, but the offer to ask.
async fn too_late(world: &World) -> (Isp, Person, invitation::Listed) {
    let isp = world.first_isp().await;
    world.invite(&isp, BO, "user").await;
    world.advance(HOURS_48);
    forget(world, BO).await;
    let mail = world.mail_to(BO).await;
    assert!(!mail.text.contains("#r1_"), "no way in: {}", mail.text);
    let (ada, listed) = only(world, &isp).await;
    (isp, ada, listed)
}

async fn generating_a_link_makes_the_third_way_work_again(world: &World) {
    let (isp, ada, listed) = too_late(world).await;
    world.by(&isp, &ada, async |tx| generate(tx, listed.id).await).await.unwrap();
    let token = recovery(world).await;
    set(world, &token).await.unwrap();
    assert_eq!(role(world, &isp).await, Some(Role::User));
}

async fn reinviting_by_mail_makes_the_third_way_work_again(world: &World) {
    let (isp, ada, listed) = too_late(world).await;
    world.by(&isp, &ada, async |tx| reinvite(tx, listed.id).await).await.unwrap();
    world.mail_to(BO).await;
    let token = recovery(world).await;
    set(world, &token).await.unwrap();
    assert_eq!(role(world, &isp).await, Some(Role::User));
}

async fn who_is_invited_by_two_isps_proves_the_mailbox_and_accepts_each_by_itself(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    world.invite(&isp, BO, "user").await;
    world.invite(&far, BO, "admin").await;
    let token = recovery(world).await;
    assert!(world.anyone(async |tx| look(tx, &token).await).await.unwrap().accepts.is_none());
    set(world, &token).await.unwrap();
    assert_eq!((role(world, &isp).await, role(world, &far).await), (None, None));
    let open = "SELECT COUNT(*) AS n FROM invitation WHERE state = 'pending'";
    assert_eq!(world.count(open).await, 2);
    let verified =
        "SELECT COUNT(*) AS n FROM person WHERE email = 'bo@barnet.example' AND verified_at IS NOT NULL";
    assert_eq!(world.count(verified).await, 1);
}

async fn whoever_accepted_by_a_generated_link_is_taken_over_by_the_mailbox(world: &World) {
    let isp = world.first_isp().await;
    world.invite(&isp, BO, "user").await;
    let (ada, listed) = only(world, &isp).await;
    let link = world.by(&isp, &ada, async |tx| generate(tx, listed.id).await).await.unwrap();
    // Somebody who holds the copied link, and not the mailbox, adds a factor of their own.
    let mallory = world.person(world.accept(&link, "Mallory").await.unwrap().cookie.unwrap()).await;
    world
        .run(
            "INSERT INTO totp (person_id, secret, confirmed_at, last_step)
             SELECT s.person_id, s.hash, 0, 0 FROM session s JOIN person p ON p.id = s.person_id
             WHERE p.email = 'bo@barnet.example'",
        )
        .await;
    let token = recovery(world).await;
    world.minutes(1);
    set(world, &token).await.unwrap();
    assert!(!is_signed_in(world, &mallory).await);
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM totp").await, 0, "nothing of theirs stays");
    assert_eq!(role(world, &isp).await, Some(Role::User), "the membership stays, flagged to its Admins");
    let list = world.by(&isp, &ada, crate::collaborator::list).await.unwrap();
    assert!(list.iter().any(|it| it.email == BO && it.taken_over));
    world.mail_to(BO).await;
}

async fn of_a_recovery_and_an_acceptance_at_once_one_lets_in(world: &World) {
    let isp = world.first_isp().await;
    world.invite(&isp, BO, "user").await;
    let token = recovery(world).await;
    let (new, other) = (other_password().await, token.clone());
    let outcomes = world.race(4, |_| {
        let (db, token, new) = (world.db.clone(), other.clone(), new.clone());
        async move {
            let mut tx = access::anyone().write(&db).await?;
            choose(&mut tx, &token, &new).await?;
            tx.commit().await
        }
    });
    let (right, late): (Vec<_>, Vec<_>) = outcomes.await.into_iter().partition(Result::is_ok);
    assert_eq!(right.len(), 1);
    assert!(late.iter().all(|it| matches!(it, Err(Problem::Gone(_)))), "{late:?}");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM collaborator").await, 2);
}

async fn a_stranger_who_types_the_address_does_not_void_the_operators_word(world: &World) {
    let isp = world.first_isp().await;
    let email = Email::parse(BO).unwrap();
    let token =
        world.shell(Some(isp.id), async |tx| invitation::invite_admin(tx, &email).await).await.unwrap();
    forget(world, BO).await;
    world.mail_to(BO).await;
    assert!(world.accept(&token, "Bo").await.is_ok());
}

async fn whose_link_the_recovery_replaced_is_told_so_and_so_is_the_admin(world: &World) {
    let isp = world.first_isp().await;
    let link = world.invite(&isp, BO, "user").await;
    assert!(!only(world, &isp).await.1.forgotten);
    let recovery = recovery(world).await;
    let opened = world.anyone(async |tx| invitation::open(tx, &link).await).await;
    assert_eq!(said(opened), "gone-invitation-forgotten");
    let (ada, listed) = only(world, &isp).await;
    assert!(listed.forgotten);
    // A new link is the way in again, and the old one says no more than that it is void.
    let renewed = world.by(&isp, &ada, async |tx| reinvite(tx, listed.id).await).await;
    assert!(renewed.is_ok());
    world.mail_to(BO).await;
    assert!(!only(world, &isp).await.1.forgotten);
    let opened = world.anyone(async |tx| invitation::open(tx, &link).await).await;
    assert_ne!(said(opened), "gone-invitation-forgotten");
    assert!(set(world, &recovery).await.is_err());
}
