//! Who may accept, and what a link proves (the table A3).

use super::*;
use crate::factor;
use crate::problem::Problem;

stories![
    a_copied_link_proves_no_mailbox,
    a_person_whose_mailbox_was_never_proven_is_invited_as_for_the_first_time,
    a_mailed_link_takes_over_an_identity_that_was_never_proven,
    signed_in_with_a_password_that_others_may_know_nobody_is_verified,
    a_copied_link_never_touches_an_unproven_identity_again,
    a_link_never_sets_the_password_of_somebody_who_can_sign_in,
    the_owner_hears_what_the_operators_link_changed,
    in_somebody_elses_browser_the_link_stays_whole,
    an_old_invitation_never_changes_the_role_of_a_member,
    a_take_over_leaves_nothing_of_the_name_before,
];

/// At Far Net, somebody set `vic@mail.example`'s password by a link that an Admin had copied.
async fn unproven(world: &World, far: &Isp) -> Person {
    let token = world.invite(far, "vic@mail.example", "user").await;
    copied(world).await;
    let accepted = world.accept(&token, "Not Vic").await.unwrap();
    world.person(accepted.cookie.unwrap()).await
}

/// Makes every live link one that an Admin copied. No verb hands those out yet.
async fn copied(world: &World) {
    assert_eq!(world.run("UPDATE link SET provenance = 'link' WHERE state = 'live'").await, 1);
}

async fn unverified(world: &World) -> i64 {
    world.count("SELECT COUNT(*) AS n FROM person WHERE verified_at IS NULL").await
}

async fn a_copied_link_proves_no_mailbox(world: &World) {
    let far = world.second_isp().await;
    let vic = unproven(world, &far).await;
    assert_eq!(role(world, &far, &vic).await, Some(Role::User));
    assert_eq!(unverified(world).await, 1);
}

async fn a_person_whose_mailbox_was_never_proven_is_invited_as_for_the_first_time(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let vic = unproven(world, &far).await;
    // The helper expects a mail with a link in it.
    let token = world.invite(&isp, "vic@mail.example", "user").await;
    assert_eq!(role(world, &isp, &vic).await, None, "never at once");
    assert!(!world.anyone(async |tx| open(tx, &token).await).await.unwrap().sign_in);
}

async fn a_mailed_link_takes_over_an_identity_that_was_never_proven(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let impostor = unproven(world, &far).await;
    let token = world.invite(&isp, "vic@mail.example", "user").await;

    let accepted = world.accept(&token, "Vic").await.unwrap();
    let vic = world.person(accepted.cookie.unwrap()).await;
    assert_eq!(vic.id, impostor.id);
    assert_eq!(unverified(world).await, 0);
    let thrown_out = access::person(&world.db, access::Audience::Portal, &impostor.hash()).await;
    assert!(matches!(thrown_out, Err(Problem::Anonymous)), "{thrown_out:?}");
    assert_eq!(role(world, &far, &vic).await, Some(Role::User), "earlier memberships are kept");
    let permit = access::person(&world.db, access::Audience::Portal, &vic.hash()).await.unwrap();
    assert_eq!(permit.session().unwrap().name, "Vic", "the name is that of whoever reads the mailbox");
}

/// Whoever made the identity called it something; its owner, who gives no name, is called by their address.
async fn a_take_over_leaves_nothing_of_the_name_before(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    unproven(world, &far).await;
    world.run("UPDATE person SET name = 'The Boss of Bar Net' WHERE email = 'vic@mail.example'").await;
    let token = world.invite(&isp, "vic@mail.example", "user").await;
    let accepted = world.accept(&token, "").await.unwrap();
    let vic = world.person(accepted.cookie.unwrap()).await;
    let permit = access::person(&world.db, access::Audience::Portal, &vic.hash()).await.unwrap();
    assert_eq!(permit.session().unwrap().called(), "vic@mail.example");
}

/// Somebody told Vic the password that they had chosen for Vic's address; so both know it.
async fn signed_in_with_a_password_that_others_may_know_nobody_is_verified(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let vic = unproven(world, &far).await;
    let token = world.invite(&isp, "vic@mail.example", "admin").await;
    assert!(!world.anyone(async |tx| open(tx, &token).await).await.unwrap().confirm);
    let confirmed = world.oneself(&vic, async |tx| accept_signed_in(tx, &token).await).await;
    assert_eq!(said(confirmed), "accept-create-password");
    assert_eq!((unverified(world).await, role(world, &isp, &vic).await), (1, None));

    // The same link lets Vic create a password of their own, which ends every session of the other.
    let accepted = world.accept(&token, "Vic").await.unwrap();
    let owner = world.person(accepted.cookie.unwrap()).await;
    assert_eq!(role(world, &isp, &owner).await, Some(Role::Admin));
    assert!(matches!(
        access::person(&world.db, access::Audience::Portal, &vic.hash()).await,
        Err(Problem::Anonymous)
    ));
}

async fn a_copied_link_never_touches_an_unproven_identity_again(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let vic = unproven(world, &far).await;
    let token = world.invite(&isp, "vic@mail.example", "user").await;
    copied(world).await;
    assert_eq!(said(world.accept(&token, "Mallory").await), "accept-needs-mail");
    let signed_in = world.oneself(&vic, async |tx| accept_signed_in(tx, &token).await).await;
    assert_eq!(said(signed_in), "accept-needs-mail");
    assert_eq!(role(world, &isp, &vic).await, None);
    // It is said when the link is opened, and not first when a password was thought of and typed.
    assert_eq!(said(world.anyone(async |tx| open(tx, &token).await).await), "accept-needs-mail");
}

async fn a_link_never_sets_the_password_of_somebody_who_can_sign_in(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let token = world.invite(&isp, "bo@mail.example", "user").await;
    let bo = world.join(&far, "bo@mail.example", "user").await;

    assert!(world.anyone(async |tx| open(tx, &token).await).await.unwrap().sign_in);
    assert_eq!(said(world.accept(&token, "Mallory").await), "accept-sign-in-first");
    assert_eq!(role(world, &far, &bo).await, Some(Role::User), "nobody was signed out");
    assert_eq!(role(world, &isp, &bo).await, None);

    world.oneself(&bo, async |tx| accept_signed_in(tx, &token).await).await.unwrap();
    assert_eq!(role(world, &isp, &bo).await, Some(Role::User));
}

/// Whoever runs the server may have been talked into printing a link.
async fn the_owner_hears_what_the_operators_link_changed(world: &World) {
    let mut isp = world.first_isp().await;
    world.with_app(&mut isp.admin).await;
    let ada = &isp.admin;
    let token = world.shell(Some(isp.id), async |tx| invite_admin(tx, &ada.email).await).await.unwrap();
    let accepted = world.accept(&token, "").await.unwrap();
    let back = world.person(accepted.cookie.unwrap()).await;
    assert_eq!(back.id, ada.id);
    assert!(!world.oneself(&back, factor::mine).await.unwrap().any());
    let mut told: Vec<_> = world.mails().await.into_iter().map(|it| (it.to, it.subject)).collect();
    told.sort_unstable();
    let to = |subject: &str| ("ada@barnet.example".to_owned(), subject.to_owned());
    assert_eq!(told, [to("Your password was changed"), to("Your two-factor was reset")]);
    for noted in [
        "SELECT COUNT(*) AS n FROM audit WHERE kind = 'password-changed'",
        "SELECT COUNT(*) AS n FROM audit WHERE kind = 'factor-reset'",
        "SELECT COUNT(*) AS n FROM audit WHERE kind = 'admin-recovered'",
    ] {
        assert_eq!(world.count(noted).await, 1, "{noted}");
    }
}

async fn in_somebody_elses_browser_the_link_stays_whole(world: &World) {
    let isp = world.first_isp().await;
    let token = world.invite(&isp, "bo@barnet.example", "user").await;
    let other = world.oneself(&isp.admin, async |tx| accept_signed_in(tx, &token).await).await;
    assert_eq!(said(other), "accept-other-person");
    assert!(world.accept(&token, "Bo").await.is_ok());
}

async fn an_old_invitation_never_changes_the_role_of_a_member(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let bo = world.join(&far, "bo@mail.example", "user").await;
    world.run("UPDATE person SET verified_at = NULL WHERE email = 'bo@mail.example'").await;
    let token = world.invite(&isp, "bo@mail.example", "admin").await;
    world.run("UPDATE person SET verified_at = 1 WHERE email = 'bo@mail.example'").await;
    // Meanwhile they became a member another way, and Read Only.
    world
        .run(
            "INSERT INTO collaborator (isp_id, person_id, role, since)
               SELECT i.id, p.id, 'read_only', 0 FROM isp i, person p
               WHERE i.slug = 'bar-net' AND p.email = 'bo@mail.example'",
        )
        .await;
    world.oneself(&bo, async |tx| accept_signed_in(tx, &token).await).await.unwrap();
    assert_eq!(role(world, &isp, &bo).await, Some(Role::ReadOnly));
    assert_eq!(world.count("SELECT admins AS n FROM isp WHERE slug = 'bar-net'").await, 1);
}
