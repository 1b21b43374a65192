//! Asking and confirming, as it is meant to go.

use super::*;
use crate::address_change::{look, sweep, waiting};
use crate::person;
use crate::recovery;
use crate::stories;
use crate::testing::{PASSWORD, said, why};

stories![
    a_new_address_is_confirmed_from_its_mailbox_and_the_old_one_is_told,
    confirming_ends_every_other_session_and_changes_the_cookie_of_this_one,
    a_link_lives_for_a_day_and_works_once,
    a_second_request_voids_the_first,
    what_waits_is_shown_to_its_owner_until_it_is_over,
    a_new_password_voids_what_waits,
    links_for_the_old_address_die_with_the_change,
    ones_own_address_however_written_is_no_change,
    both_acts_are_on_record,
    sweeping_keeps_what_can_still_be_undone,
];

async fn a_new_address_is_confirmed_from_its_mailbox_and_the_old_one_is_told(world: &World) {
    let ada = world.first_isp().await.admin;
    ask(world, &ada, "Ada@New.example").await.unwrap();
    let mail = world.mail_to(NEW).await;
    assert!(mail.text.contains("http://localhost:8080/address#a1_"), "{}", mail.text);
    let token = mail.token(Kind::Address);
    let looked = world.anyone(async |tx| look(tx, &token).await).await.unwrap();
    assert_eq!((looked.from.shown(), looked.to.shown()), (OLD, "Ada@New.example"));
    assert_eq!(address_of(world, &ada).await, OLD, "neither asking nor looking changes it");

    let ada = confirm(world, &ada, &token).await.unwrap();
    assert_eq!(ada.email.shown(), "Ada@New.example");
    let notice = world.mail_to(OLD).await;
    assert!(notice.text.contains("http://localhost:8080/undo#u1_"), "{}", notice.text);
    assert!(notice.text.contains("Ada@New.example"), "{}", notice.text);
    assert!(world.sign_in(&email(NEW), PASSWORD).await.is_ok());
    assert_eq!(why(world.sign_in(&email(OLD), PASSWORD).await, "password"), "sign-in-wrong");
}

async fn confirming_ends_every_other_session_and_changes_the_cookie_of_this_one(world: &World) {
    let ada = world.first_isp().await.admin;
    let elsewhere = world.sign_in(&ada.email, PASSWORD).await.unwrap();
    let token = asked(world, &ada, NEW).await;
    let here = confirm(world, &ada, &token).await.unwrap();
    assert!(is_signed_in(world, &here).await);
    assert!(!is_signed_in(world, &elsewhere).await, "another browser");
    assert!(!is_signed_in(world, &ada).await, "a copy of the cookie from before");
    world.mail_to(OLD).await;
}

async fn a_link_lives_for_a_day_and_works_once(world: &World) {
    let ada = world.first_isp().await.admin;
    let token = asked(world, &ada, NEW).await;
    world.minutes(24 * 60);
    let ada = world.sign_in(&ada.email, PASSWORD).await.unwrap();
    assert_eq!(said(confirm(world, &ada, &token).await), "gone-address");
    let token = asked(world, &ada, NEW).await;
    world.minutes(24 * 60 - 1);
    let ada = world.sign_in(&ada.email, PASSWORD).await.unwrap();
    let ada = confirm(world, &ada, &token).await.unwrap();
    assert_eq!(said(confirm(world, &ada, &token).await), "gone-address");
    assert_eq!(said(world.anyone(async |tx| look(tx, &token).await).await), "gone-address");
    world.mail_to(OLD).await;
}

async fn a_second_request_voids_the_first(world: &World) {
    let ada = world.first_isp().await.admin;
    let first = asked(world, &ada, "ada@typo.example").await;
    let second = asked(world, &ada, NEW).await;
    assert_eq!(said(confirm(world, &ada, &first).await), "gone-address");
    confirm(world, &ada, &second).await.unwrap();
    world.mail_to(OLD).await;
}

async fn what_waits_is_shown_to_its_owner_until_it_is_over(world: &World) {
    let ada = world.first_isp().await.admin;
    assert!(world.oneself(&ada, waiting).await.unwrap().is_none());
    let token = asked(world, &ada, NEW).await;
    let shown = world.oneself(&ada, waiting).await.unwrap().unwrap();
    assert_eq!(shown.to.shown(), NEW);
    assert_eq!(shown.until.as_second() - world.db.clock().now().as_second(), 24 * 60 * 60);
    let ada = confirm(world, &ada, &token).await.unwrap();
    assert!(world.oneself(&ada, waiting).await.unwrap().is_none());
    asked(world, &ada, "ada@third.example").await;
    world.minutes(24 * 60);
    let ada = world.sign_in(&ada.email, PASSWORD).await.unwrap();
    assert!(world.oneself(&ada, waiting).await.unwrap().is_none());
    world.mails().await;
}

async fn a_new_password_voids_what_waits(world: &World) {
    let ada = world.first_isp().await.admin;
    let token = asked(world, &ada, NEW).await;
    world.anyone(async |tx| recovery::ask(tx, &email(OLD), access::Audience::Portal).await).await.unwrap();
    let reset = world.mail_to(OLD).await.token(Kind::Reset);
    let new = person::Password::chosen("nine herons read the tide", &[]).unwrap().hash().await.unwrap();
    world.anyone(async |tx| recovery::choose(tx, &reset, &new).await).await.unwrap();
    let ada = world.sign_in(&ada.email, "nine herons read the tide").await.unwrap();
    assert!(world.oneself(&ada, waiting).await.unwrap().is_none());
    assert_eq!(said(confirm(world, &ada, &token).await), "gone-address");
    world.mails().await;
}

async fn links_for_the_old_address_die_with_the_change(world: &World) {
    let ada = world.first_isp().await.admin;
    world.anyone(async |tx| recovery::ask(tx, &email(OLD), access::Audience::Portal).await).await.unwrap();
    let reset = world.mail_to(OLD).await.token(Kind::Reset);
    moved(world, &ada, OLD, NEW).await;
    assert_eq!(said(world.anyone(async |tx| recovery::look(tx, &reset).await).await), "gone-reset");
}

async fn ones_own_address_however_written_is_no_change(world: &World) {
    let ada = world.first_isp().await.admin;
    for same in [OLD, "ADA@BarNet.Example"] {
        assert_eq!(why(ask(world, &ada, same).await, "email"), "address-is-yours");
    }
}

async fn both_acts_are_on_record(world: &World) {
    let ada = world.first_isp().await.admin;
    let (_, token) = moved(world, &ada, OLD, NEW).await;
    undo(world, &token).await.unwrap();
    for kind in [
        "SELECT COUNT(*) AS n FROM audit WHERE kind = 'address-asked' AND personal LIKE '%ada@new.example%'",
        "SELECT COUNT(*) AS n FROM audit WHERE kind = 'address-changed' AND personal LIKE '%ada@barnet.example%'",
        "SELECT COUNT(*) AS n FROM audit WHERE kind = 'address-undone' AND actor_id IS NOT NULL",
    ] {
        assert_eq!(world.count(kind).await, 1, "{kind}");
    }
    let secrets = "SELECT COUNT(*) AS n FROM audit WHERE personal LIKE '%a1_%' OR personal LIKE '%u1_%'";
    assert_eq!(world.count(secrets).await, 0);
    world.mails().await;
}

async fn sweeping_keeps_what_can_still_be_undone(world: &World) {
    let ada = world.first_isp().await.admin;
    let (_, token) = moved(world, &ada, OLD, NEW).await;
    world.minutes(7 * 24 * 60 - 1);
    world.system(sweep).await.unwrap();
    undo(world, &token).await.unwrap();
    world.minutes(30 * 24 * 60);
    world.system(sweep).await.unwrap();
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM address_change").await, 0);
    world.mails().await;
}
