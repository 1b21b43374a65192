//! Stories of changing one's password under Your account.

use std::time::Duration;

use super::*;
use crate::access::Audience;
use crate::link::Kind;
use crate::problem::Result;
use crate::recovery;
use crate::testing::{Person, said};

stories![
    a_changed_password_ends_every_other_session_and_keeps_this_one_under_another_cookie,
    the_current_password_must_be_right_and_guessing_it_counts_as_guessing_to_sign_in,
    a_new_password_is_held_to_the_same_rules,
    reset_links_from_before_are_void,
    a_session_that_ended_changes_nothing,
    of_two_changes_at_once_one_holds,
    a_right_password_forgives_the_attempts_before,
];

const OTHER_PASSWORD: &str = "nine herons read the tide";

async fn is_signed_in(world: &World, who: &Person) -> bool {
    access::person(&world.db, access::Audience::Portal, &who.hash()).await.is_ok()
}

async fn change(world: &World, who: &Person, current: &str, new: &str) -> Result<Person> {
    let permit = access::person(&world.db, access::Audience::Portal, &who.hash()).await?;
    let cookie = change_password(&world.db, &permit, current, new, &from()).await?;
    Ok(world.person(cookie).await)
}

async fn a_changed_password_ends_every_other_session_and_keeps_this_one_under_another_cookie(world: &World) {
    let ada = world.first_isp().await.admin;
    let elsewhere = world.sign_in(&ada.email, PASSWORD).await.unwrap();
    let here = change(world, &ada, PASSWORD, OTHER_PASSWORD).await.unwrap();
    assert!(is_signed_in(world, &here).await);
    assert!(!is_signed_in(world, &elsewhere).await, "another browser");
    assert!(!is_signed_in(world, &ada).await, "a copy of the cookie from before");
    let notice = world.mail_to("ada@barnet.example").await;
    assert_eq!(notice.subject, "Your password was changed");
    assert!(!notice.text.contains('#') && !notice.text.contains(OTHER_PASSWORD), "{}", notice.text);
    assert_eq!(why(world.sign_in(&ada.email, PASSWORD).await, "password"), "sign-in-wrong");
    assert!(world.sign_in(&ada.email, OTHER_PASSWORD).await.is_ok());
    let noted =
        "SELECT COUNT(*) AS n FROM audit WHERE kind = 'password-changed' AND personal NOT LIKE '%herons%'";
    assert_eq!(world.count(noted).await, 1);
}

async fn the_current_password_must_be_right_and_guessing_it_counts_as_guessing_to_sign_in(world: &World) {
    let ada = world.first_isp().await.admin;
    for _ in 0..5 {
        let refused = change(world, &ada, "not the password at all", OTHER_PASSWORD).await;
        assert_eq!(why(refused, "current"), "password-not-current");
        assert!(world.sign_in(&ada.email, "not the password at all").await.is_err());
    }
    let refused = change(world, &ada, PASSWORD, OTHER_PASSWORD).await;
    assert!(matches!(refused, Err(Problem::TooMany { .. })), "{refused:?}");
    let refused = world.sign_in(&ada.email, PASSWORD).await;
    assert!(matches!(refused, Err(Problem::TooMany { .. })), "{refused:?}");
    assert!(is_signed_in(world, &ada).await, "who is signed in stays so");
}

async fn a_new_password_is_held_to_the_same_rules(world: &World) {
    let ada = world.first_isp().await.admin;
    let huge = "x".repeat(1_000_000);
    for (new, key) in [
        ("", "missing-password"),
        ("fourteen chars", "password-too-short"),
        ("ada@barnet.example", "password-guessable"),
        (huge.as_str(), "password-too-long"),
    ] {
        assert_eq!(why(change(world, &ada, PASSWORD, new).await, "password"), key);
    }
    assert_eq!(why(change(world, &ada, "", OTHER_PASSWORD).await, "current"), "missing-password");
    let refused = change(world, &ada, &huge, OTHER_PASSWORD).await;
    assert_eq!(why(refused, "current"), "password-not-current");
    assert!(world.sign_in(&ada.email, PASSWORD).await.is_ok(), "nothing was changed");
}

async fn reset_links_from_before_are_void(world: &World) {
    let ada = world.first_isp().await.admin;
    world.anyone(async |tx| recovery::ask(tx, &ada.email, access::Audience::Portal).await).await.unwrap();
    let token = world.mail_to("ada@barnet.example").await.token(Kind::Reset);
    change(world, &ada, PASSWORD, OTHER_PASSWORD).await.unwrap();
    let new = Password::chosen(OTHER_PASSWORD, &[]).unwrap().hash().await.unwrap();
    assert_eq!(said(world.anyone(async |tx| recovery::choose(tx, &token, &new).await).await), "gone-reset");
    world.mail_to("ada@barnet.example").await;
}

async fn a_session_that_ended_changes_nothing(world: &World) {
    let ada = world.first_isp().await.admin;
    let permit = access::person(&world.db, access::Audience::Portal, &ada.hash()).await.unwrap();
    world.advance(Duration::from_millis(Audience::Portal.idle_ms().unsigned_abs()));
    let refused = change_password(&world.db, &permit, PASSWORD, OTHER_PASSWORD, &from()).await;
    assert!(matches!(refused, Err(Problem::Anonymous)), "{refused:?}");
    assert!(world.sign_in(&ada.email, PASSWORD).await.is_ok());
}

async fn of_two_changes_at_once_one_holds(world: &World) {
    let ada = world.first_isp().await.admin;
    let outcomes = world.race(4, |n| {
        let (db, hash) = (world.db.clone(), ada.hash());
        async move {
            let permit = access::person(&db, access::Audience::Portal, &hash).await?;
            let new = format!("nine herons read the tide {n}");
            change_password(&db, &permit, PASSWORD, &new, &from()).await.map(|_| ())
        }
    });
    let outcomes = outcomes.await;
    assert_eq!(outcomes.iter().filter(|it| it.is_ok()).count(), 1, "{outcomes:?}");
    let refused = outcomes.iter().filter(|it| matches!(it, Err(Problem::Invalid(_) | Problem::Anonymous)));
    assert_eq!(refused.count(), 3, "{outcomes:?}");
    world.mail_to("ada@barnet.example").await;
}

async fn a_right_password_forgives_the_attempts_before(world: &World) {
    let mut ada = world.first_isp().await.admin;
    for (current, new) in [(PASSWORD, OTHER_PASSWORD), (OTHER_PASSWORD, PASSWORD)] {
        for _ in 0..9 {
            assert!(change(world, &ada, "not the password at all", new).await.is_err());
        }
        ada = change(world, &ada, current, new).await.unwrap();
    }
    world.mails().await;
}
