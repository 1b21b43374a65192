//! Stories of how access to a home ends, and of who is the primary user then.

use super::*;
use crate::{deactivation, invitation::revoke_mobile_user};

stories![
    nobody_is_removed_while_one_is_listed,
    removing_the_primary_user_names_the_next_in_the_same_act,
    whoever_is_removed_is_out_with_the_next_request,
    somebody_else_is_made_the_primary_user,
    whoever_is_removed_has_no_invitation_of_their_own_left,
    one_leaves_by_oneself_and_the_last_one_stays,
    an_invitation_is_revoked_while_two_are_listed,
    mobile_users_do_not_count_among_collaborators,
    deactivation_ends_all_access_at_once_and_its_undo_brings_it_back,
    nobody_deactivates_a_home_that_they_use,
    of_an_erased_home_no_user_is_left,
];

async fn take_away(
    world: &World,
    isp: &Isp,
    home: CustomerId,
    who: &Person,
    next: Option<&Person>,
) -> Result<()> {
    let next = next.map(|it| it.id);
    world.by(isp, &isp.admin, async |tx| remove(tx, home, who.id, next).await).await
}

async fn nobody_is_removed_while_one_is_listed(world: &World) {
    let (isp, home) = a_home(world).await;
    let ana = world.join_home(&isp, home, ANA).await;
    assert_eq!(said(take_away(world, &isp, home, &ana, None).await), "remove-mobile-user-alone");
    // An open invitation is listed too; then even the only user goes, and whoever accepts it is the primary user.
    let token = world.invite_home(&isp, home, BEN).await;
    take_away(world, &isp, home, &ana, None).await.unwrap();
    let told = world.mail_to(ANA).await;
    assert_eq!(told.subject, "You have no access to a home at Bar Net any more");
    assert!(users(world, &isp, home).await.is_empty());
    world.accept_home(&token).await.unwrap();
    assert_eq!(users(world, &isp, home).await, [(BEN.to_owned(), true)]);
}

async fn removing_the_primary_user_names_the_next_in_the_same_act(world: &World) {
    let (isp, home) = a_home(world).await;
    let ana = world.join_home(&isp, home, ANA).await;
    let ben = world.join_home(&isp, home, BEN).await;
    let before = users(world, &isp, home).await;
    for next in [None, Some(&ana), Some(&isp.admin)] {
        assert_eq!(said(take_away(world, &isp, home, &ana, next).await), "name-next-primary");
    }
    assert_eq!(users(world, &isp, home).await, before);
    take_away(world, &isp, home, &ana, Some(&ben)).await.unwrap();
    assert_eq!(users(world, &isp, home).await, [(BEN.to_owned(), true)]);
    world.mail_to(ANA).await;
    let told = world.mail_to(BEN).await;
    assert!(told.text.contains("Ada made you the primary user"), "{}", told.text);
}

async fn whoever_is_removed_is_out_with_the_next_request(world: &World) {
    let (isp, home) = a_home(world).await;
    let router = world.stock(&isp, "60:6c:63:00:aa:02").await;
    let other = world.enable(&isp, router, "Bo Berg").await;
    world.join_home(&isp, home, ANA).await;
    let ben = world.join_home(&isp, home, BEN).await;
    world.join_home(&isp, other, "cy@mail.example").await;
    let give = async |tx: &mut Tx<_>| invite_mobile_user(tx, other, BEN).await;
    world.by(&isp, &isp.admin, give).await.unwrap();
    let permit = access::home(&world.db, &ben.hash(), home).await.unwrap();
    take_away(world, &isp, home, &ben, None).await.unwrap();
    assert!(matches!(permit.write(&world.db).await, Err(Problem::NotFound("home"))));
    assert!(!is_in(world, &ben, home).await && is_in(world, &ben, other).await);
    let email = Email::parse(BEN).unwrap();
    let in_the_portal = world.sign_in(&email, PASSWORD).await.unwrap();
    take_away(world, &isp, other, &ben, None).await.unwrap();
    let app = access::person(&world.db, Audience::App, &ben.hash()).await;
    assert!(matches!(app, Err(Problem::Anonymous)), "their last home was their last session of the app");
    assert!(access::person(&world.db, Audience::Portal, &in_the_portal.hash()).await.is_ok());
    world.mails().await;
}

async fn somebody_else_is_made_the_primary_user(world: &World) {
    let (isp, home) = a_home(world).await;
    let (ana, ben) = (world.join_home(&isp, home, ANA).await, world.join_home(&isp, home, BEN).await);
    let make = async |who: &Person| {
        world.by(&isp, &isp.admin, async |tx| make_primary(tx, home, who.id).await).await
    };
    make(&ben).await.unwrap();
    assert_eq!(users(world, &isp, home).await, [(BEN.to_owned(), true), (ANA.to_owned(), false)]);
    assert_eq!(world.mail_to(BEN).await.subject, "You are the primary user of a home at Bar Net");
    make(&ben).await.unwrap();
    assert!(world.mails().await.is_empty(), "nothing changed, and nobody is told");
    assert!(matches!(make(&isp.admin).await, Err(Problem::NotFound("mobile-user"))));
    world.by(&isp, &isp.admin, async |tx| deactivation::deactivate(tx, home).await).await.unwrap();
    assert_eq!(said(make(&ana).await), "customer-is-closed");
}

/// Who changed their address to one that waits for an answer does not come back by it.
async fn whoever_is_removed_has_no_invitation_of_their_own_left(world: &World) {
    let (isp, home) = a_home(world).await;
    let ana = world.join_home(&isp, home, ANA).await;
    world.invite_home(&isp, home, BEN).await;
    world.run("UPDATE person SET email = 'ben@mail.example' WHERE email = 'ana@mail.example'").await;
    assert_eq!(said(take_away(world, &isp, home, &ana, None).await), "remove-mobile-user-alone");
    world.join_home(&isp, home, "cy@mail.example").await;
    let cy = world.sign_in(&Email::parse("cy@mail.example").unwrap(), PASSWORD).await.unwrap();
    take_away(world, &isp, home, &ana, Some(&cy)).await.unwrap();
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM invitation WHERE state = 'pending'").await, 0);
    world.mails().await;
}

async fn one_leaves_by_oneself_and_the_last_one_stays(world: &World) {
    let (isp, home) = a_home(world).await;
    let (ana, ben) = (world.join_home(&isp, home, ANA).await, world.join_home(&isp, home, BEN).await);
    let depart = async |who: &Person, next: Option<PersonId>| {
        world.at_home(who, home, async |tx| leave(tx, next).await).await
    };
    assert_eq!(said(depart(&ana, None).await), "name-next-primary");
    depart(&ana, Some(ben.id)).await.unwrap();
    assert!(world.mail_to(BEN).await.text.contains("left, and named you"));
    assert_eq!(said(depart(&ben, None).await), "leave-home-last");
    world.invite_home(&isp, home, "cy@mail.example").await;
    assert_eq!(said(depart(&ben, None).await), "leave-home-last", "somebody invited is nobody yet");
    assert_eq!(users(world, &isp, home).await, [(BEN.to_owned(), true)]);
}

async fn an_invitation_is_revoked_while_two_are_listed(world: &World) {
    let (isp, home) = a_home(world).await;
    let token = world.invite_home(&isp, home, ANA).await;
    let id = invited(world, &isp, home).await.id;
    let revoke = async |tx: &mut Tx<_>| revoke_mobile_user(tx, home, id).await;
    assert_eq!(said(world.by(&isp, &isp.admin, revoke).await), "remove-mobile-user-alone");
    world.invite_home(&isp, home, BEN).await;
    world.by(&isp, &isp.admin, revoke).await.unwrap();
    assert_eq!(said(world.accept_home(&token).await), "gone-invitation");
    let again = world.by(&isp, &isp.admin, revoke).await;
    assert!(matches!(again, Err(Problem::NotFound("invitation"))), "{again:?}");
}

async fn mobile_users_do_not_count_among_collaborators(world: &World) {
    let (isp, home) = a_home(world).await;
    let uma = world.user(&isp).await;
    world.join_home(&isp, home, ANA).await;
    world.invite_home(&isp, home, BEN).await;
    let removed = async |who: &Person| {
        world.by(&isp, &isp.admin, async |tx| collaborator::remove(tx, who.id).await).await
    };
    removed(&uma).await.unwrap();
    world.mails().await;
    assert_eq!(said(removed(&isp.admin).await), "remove-alone");
    // Nor does leaving the portal take a home away.
    world.by(&isp, &isp.admin, async |tx| invitation::invite(tx, ANA, "user").await).await.unwrap();
    let ana = world.sign_in(&Email::parse(ANA).unwrap(), PASSWORD).await.unwrap();
    removed(&ana).await.unwrap();
    world.mails().await;
    assert_eq!(users(world, &isp, home).await, [(ANA.to_owned(), true)]);
}

async fn deactivation_ends_all_access_at_once_and_its_undo_brings_it_back(world: &World) {
    let (isp, home) = a_home(world).await;
    let ana = world.join_home(&isp, home, ANA).await;
    let token = world.invite_home(&isp, home, BEN).await;
    let permit = access::home(&world.db, &ana.hash(), home).await.unwrap();
    world.by(&isp, &isp.admin, async |tx| deactivation::deactivate(tx, home).await).await.unwrap();
    assert!(matches!(permit.read(&world.db).await, Err(Problem::NotFound("home"))));
    assert!(!is_in(world, &ana, home).await);
    assert!(world.oneself(&ana, homes).await.unwrap().is_empty());
    assert_eq!(said(world.accept_home(&token).await), "gone-invitation");
    let invite = async |tx: &mut Tx<_>| invite_mobile_user(tx, home, "cy@mail.example").await;
    assert_eq!(said(world.by(&isp, &isp.admin, invite).await), "customer-is-closed");
    world.by(&isp, &isp.admin, async |tx| deactivation::restore(tx, home).await).await.unwrap();
    assert!(is_in(world, &ana, home).await);
    world.accept_home(&token).await.unwrap();
    assert_eq!(users(world, &isp, home).await, [(ANA.to_owned(), true), (BEN.to_owned(), false)]);
}

async fn nobody_deactivates_a_home_that_they_use(world: &World) {
    let (isp, home) = a_home(world).await;
    let uma = world.user(&isp).await;
    let uma_at_home = uma.email.shown().to_owned();
    world.by(&isp, &isp.admin, async |tx| invite_mobile_user(tx, home, &uma_at_home).await).await.unwrap();
    world.mails().await;
    let deactivate =
        async |who: &Person| world.by(&isp, who, async |tx| deactivation::deactivate(tx, home).await).await;
    assert_eq!(said(deactivate(&uma).await), "deactivate-own-home");
    deactivate(&isp.admin).await.unwrap();
}

async fn of_an_erased_home_no_user_is_left(world: &World) {
    let (isp, home) = a_home(world).await;
    world.join_home(&isp, home, ANA).await;
    world.invite_home(&isp, home, BEN).await;
    world.by(&isp, &isp.admin, async |tx| deactivation::deactivate(tx, home).await).await.unwrap();
    world.minutes(91 * 24 * 60);
    while deactivation::erase_due(&world.db).await.unwrap() {}
    for left in [
        "SELECT COUNT(*) AS n FROM customer",
        "SELECT COUNT(*) AS n FROM mobile_user",
        "SELECT COUNT(*) AS n FROM invitation WHERE customer_id IS NOT NULL",
        "SELECT COUNT(*) AS n FROM link WHERE email = 'ben@mail.example'",
        "SELECT COUNT(*) AS n FROM audit_subject WHERE personal LIKE '%ben@mail.example%'",
    ] {
        assert_eq!(world.count(left).await, 0, "{left}");
    }
}
