//! Taking a change back from the old mailbox.

use super::*;
use crate::address_change::look_undo;
use crate::collaborator;
use crate::factor;
use crate::person;
use crate::recovery;
use crate::stories;
use crate::testing::{PASSWORD, from, password, said, why};

stories![
    the_old_mailbox_takes_a_change_back_within_a_week,
    after_a_week_nothing_can_be_taken_back,
    whoever_took_the_identity_over_is_out_session_password_and_all,
    the_thiefs_factors_and_browsers_are_gone_and_what_they_were_given_is_flagged,
    the_first_change_can_be_taken_back_after_a_second,
    the_second_change_alone_can_be_taken_back_and_the_first_after_it,
    what_is_being_asked_for_dies_with_it,
    one_link_undoes_once,
    looking_changes_nothing,
    an_address_that_has_a_new_owner_is_not_taken_from_them,
];

async fn the_old_mailbox_takes_a_change_back_within_a_week(world: &World) {
    let ada = world.first_isp().await.admin;
    let (_, token) = moved(world, &ada, OLD, NEW).await;
    world.minutes(7 * 24 * 60 - 1);
    assert_eq!(undo(world, &token).await.unwrap().shown(), OLD);
    assert_eq!(address_of(world, &ada).await, OLD);
    let mails = world.mails().await;
    let mut told = told(&mails);
    // A worker answers the request for a new password, in a transaction of its own.
    told.sort_unstable();
    assert_eq!(told, [(OLD, "Set a new password"), (NEW, "Your new email was taken back")]);
}

async fn after_a_week_nothing_can_be_taken_back(world: &World) {
    let ada = world.first_isp().await.admin;
    let (_, token) = moved(world, &ada, OLD, NEW).await;
    world.minutes(7 * 24 * 60);
    assert_eq!(said(undo(world, &token).await), "gone-undo");
    assert_eq!(address_of(world, &ada).await, NEW);
}

async fn whoever_took_the_identity_over_is_out_session_password_and_all(world: &World) {
    let ada = world.first_isp().await.admin;
    let (thief, token) = moved(world, &ada, OLD, NEW).await;
    // The thief has the mailbox of the new address now, and sets a password of their own by it.
    world.anyone(async |tx| recovery::ask(tx, &email(NEW), access::Audience::Portal).await).await.unwrap();
    let reset = world.mail_to(NEW).await.token(Kind::Reset);
    let theirs = person::Password::chosen("nine herons read the tide", &[]).unwrap().hash().await.unwrap();
    world.anyone(async |tx| recovery::choose(tx, &reset, &theirs).await).await.unwrap();
    assert!(!is_signed_in(world, &thief).await);
    let thief = world.sign_in(&email(NEW), "nine herons read the tide").await.unwrap();
    world.anyone(async |tx| recovery::ask(tx, &email(NEW), access::Audience::Portal).await).await.unwrap();
    let mails = world.mails().await;
    let another = mails.iter().find(|it| it.text.contains("#r1_")).unwrap().token(Kind::Reset);

    undo(world, &token).await.unwrap();
    assert!(!is_signed_in(world, &thief).await);
    for address in [OLD, NEW] {
        for password in ["nine herons read the tide", PASSWORD] {
            let refused = world.sign_in(&email(address), password).await;
            assert_eq!(why(refused, "password"), "sign-in-wrong", "{address}");
        }
    }
    assert_eq!(said(world.anyone(async |tx| recovery::look(tx, &another).await).await), "gone-reset");
    // The owner of the old mailbox goes on.
    let reset = world.mail_to(OLD).await.token(Kind::Reset);
    let own = person::Password::chosen(PASSWORD, &[]).unwrap().hash().await.unwrap();
    world.anyone(async |tx| recovery::choose(tx, &reset, &own).await).await.unwrap();
    assert_eq!(world.sign_in(&email(OLD), PASSWORD).await.unwrap().id, ada.id);
    world.mails().await;
}

/// Otherwise the passkey of whoever had the identity for a week would open it for good.
async fn the_thiefs_factors_and_browsers_are_gone_and_what_they_were_given_is_flagged(world: &World) {
    let isp = world.first_isp().await;
    let (mut thief, token) = moved(world, &isp.admin, OLD, NEW).await;
    let mut passkey = world.with_passkey(&mut thief).await;
    world.with_app(&mut thief).await;
    let asked = world.anyone(factor::ask_anyone).await.unwrap();
    undo(world, &token).await.unwrap();
    let answer = passkey.get(&asked.options);
    let refused = factor::sign_in(&world.db, &asked.question, &answer, &from()).await;
    assert!(refused.is_err(), "{refused:?}");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM device").await, 0);
    // The owner is asked for nothing that only the thief has.
    let reset = world.mail_to(OLD).await.token(Kind::Reset);
    let own = password().await;
    world.anyone(async |tx| recovery::choose(tx, &reset, &own).await).await.unwrap();
    let ada = world.sign_in(&email(OLD), PASSWORD).await.unwrap();
    assert!(!world.oneself(&ada, factor::mine).await.unwrap().any());
    let listed = world.by(&isp, &ada, collaborator::list).await.unwrap();
    assert!(listed[0].taken_over, "Ada was let in before, and the Admins are to look at that");
    let noted = "SELECT COUNT(*) AS n FROM audit WHERE kind = 'person-taken-over' AND actor_id IS NOT NULL";
    assert_eq!(world.count(noted).await, 1);
    world.mails().await;
}

async fn the_first_change_can_be_taken_back_after_a_second(world: &World) {
    let ada = world.first_isp().await.admin;
    let (thief, first) = moved(world, &ada, OLD, NEW).await;
    let (_, second) = moved(world, &thief, NEW, "ada@third.example").await;
    undo(world, &first).await.unwrap();
    assert_eq!(address_of(world, &ada).await, OLD);
    assert_eq!(said(undo(world, &second).await), "gone-undo", "the way back to a void address is void");
    let mails = world.mails().await;
    assert!(
        told(&mails).contains(&("ada@third.example", "Your new email was taken back")),
        "who had the address last is told"
    );
}

async fn the_second_change_alone_can_be_taken_back_and_the_first_after_it(world: &World) {
    let ada = world.first_isp().await.admin;
    let (again, first) = moved(world, &ada, OLD, NEW).await;
    let (_, second) = moved(world, &again, NEW, "ada@third.example").await;
    undo(world, &second).await.unwrap();
    assert_eq!(address_of(world, &ada).await, NEW);
    undo(world, &first).await.unwrap();
    assert_eq!(address_of(world, &ada).await, OLD);
    world.mails().await;
}

async fn what_is_being_asked_for_dies_with_it(world: &World) {
    let ada = world.first_isp().await.admin;
    let (thief, token) = moved(world, &ada, OLD, NEW).await;
    world.minutes(1);
    let next = asked(world, &thief, "ada@third.example").await;
    undo(world, &token).await.unwrap();
    world.system(async |tx| crate::link::look(tx, &next).await).await.unwrap_err();
    world.mails().await;
}

async fn one_link_undoes_once(world: &World) {
    let ada = world.first_isp().await.admin;
    let (_, token) = moved(world, &ada, OLD, NEW).await;
    undo(world, &token).await.unwrap();
    assert_eq!(said(undo(world, &token).await), "gone-undo");
    world.mails().await;
}

async fn looking_changes_nothing(world: &World) {
    let ada = world.first_isp().await.admin;
    let (here, token) = moved(world, &ada, OLD, NEW).await;
    let before = world.picture().await;
    let looked = world.anyone(async |tx| look_undo(tx, &token).await).await.unwrap();
    assert_eq!((looked.back.shown(), looked.away.shown()), (OLD, NEW));
    assert!(world.picture().await == before && is_signed_in(world, &here).await);
}

/// The old address went to somebody who proved that the mailbox is theirs. Two identities are never made one.
async fn an_address_that_has_a_new_owner_is_not_taken_from_them(world: &World) {
    let isp = world.first_isp().await;
    let uma = world.user(&isp).await;
    let old = uma.email.shown().to_owned();
    let (uma, token) = moved(world, &uma, &old, "uma@new.example").await;
    let heir = world.join(&isp, &old, "user").await;
    assert_ne!(heir.id, uma.id);
    assert_eq!(said(undo(world, &token).await), "address-taken");
    assert_eq!(address_of(world, &uma).await, "uma@new.example");
    assert!(is_signed_in(world, &uma).await && is_signed_in(world, &heir).await);
}
