//! Proving anew who one is.

use std::time::Duration;

use crate::access::{self, Role, may};
use crate::collaborator;
use crate::factor::{Answer, anew, ask_to_add, begin, pending, remove_app};
use crate::person::{self, Password};
use crate::problem::{Problem, Result};
use crate::session::Cookie;
use crate::stories;
use crate::testing::{PASSWORD, Person, World, from, said, why};

stories![
    a_proof_lasts_ten_minutes,
    changing_factors_needs_a_fresh_proof,
    a_password_proves_and_renews_the_sessions_secret,
    a_factor_proves_and_renews_the_sessions_secret,
    wrong_passwords_and_codes_are_counted_together,
    a_proof_with_somebody_elses_session_is_none,
    a_stolen_password_does_not_prove_who_has_a_factor,
];

async fn by_password(world: &World, who: &mut Person, password: &str) -> Result<()> {
    let permit = access::person(&world.db, access::Audience::Portal, &who.hash()).await?;
    let cookie = Cookie::sent(&who.cookie);
    let typed = Password::typed(password);
    let cookie = person::prove_by_password(&permit, &world.db, &cookie, typed, &from()).await?;
    who.cookie = cookie.reveal().to_owned();
    Ok(())
}

async fn a_proof_lasts_ten_minutes(world: &World) {
    let isp = world.first_isp().await;
    let uma = world.user(&isp).await;
    world.advance(Duration::from_millis(10 * 60 * 1000 - 1));
    let change = async |world: &World, admin: &Person, role| {
        world.by(&isp, admin, async |tx| collaborator::change(tx, uma.id, role).await).await
    };
    change(world, &isp.admin, Role::ReadOnly).await.unwrap();
    world.advance(Duration::from_millis(1));
    assert!(matches!(change(world, &isp.admin, Role::User).await, Err(Problem::Prove)));
    let mut admin = isp.admin.clone();
    by_password(world, &mut admin, PASSWORD).await.unwrap();
    change(world, &admin, Role::User).await.unwrap();
    assert_eq!(world.mails().await.len(), 2, "and each change is told");
}

async fn changing_factors_needs_a_fresh_proof(world: &World) {
    let mut isp = world.first_isp().await;
    world.with_app(&mut isp.admin).await;
    world.minutes(10);
    let me = &isp.admin;
    assert!(matches!(world.oneself(me, begin).await, Err(Problem::Prove)));
    assert!(matches!(world.oneself(me, pending).await, Err(Problem::Prove)));
    assert!(matches!(world.oneself(me, remove_app).await, Err(Problem::Prove)));
    assert!(matches!(world.oneself(me, anew).await, Err(Problem::Prove)));
    assert!(matches!(world.oneself(me, ask_to_add).await, Err(Problem::Prove)));
}

async fn a_password_proves_and_renews_the_sessions_secret(world: &World) {
    let mut isp = world.first_isp().await;
    world.minutes(15);
    let before = isp.admin.clone();
    assert_eq!(
        why(by_password(world, &mut isp.admin, "not my password").await, "password"),
        "proof-wrong-password"
    );
    assert!(
        access::person(&world.db, access::Audience::Portal, &before.hash()).await.is_ok(),
        "a wrong one ends nothing"
    );
    by_password(world, &mut isp.admin, PASSWORD).await.unwrap();
    assert!(
        access::person(&world.db, access::Audience::Portal, &before.hash()).await.is_err(),
        "what was copied before gains nothing"
    );
    let permit = access::person(&world.db, access::Audience::Portal, &isp.admin.hash()).await.unwrap();
    let session = permit.session().unwrap();
    assert!(session.is_fresh(world.db.clock().millis()) && session.factor_at.is_none());
    assert_eq!(session.created_at, world.db.clock().millis() - 15 * 60 * 1000, "it is the same session");
}

async fn a_factor_proves_and_renews_the_sessions_secret(world: &World) {
    let mut isp = world.first_isp().await;
    let phone = world.with_app(&mut isp.admin).await;
    world.minutes(15);
    let before = isp.admin.clone();
    let code = world.code(&phone);
    world.prove(&mut isp.admin, Answer::Code(&code)).await.unwrap();
    assert!(access::person(&world.db, access::Audience::Portal, &before.hash()).await.is_err());
    assert_eq!(why(world.prove(&mut isp.admin, Answer::Code(&code)).await, "code"), "factor-wrong");
    assert!(world.oneself(&isp.admin, begin).await.is_ok());
}

async fn wrong_passwords_and_codes_are_counted_together(world: &World) {
    let mut isp = world.first_isp().await;
    let phone = world.with_app(&mut isp.admin).await;
    for n in 0..10 {
        if n % 2 == 0 {
            assert!(by_password(world, &mut isp.admin, "not my password").await.is_err());
        } else {
            assert!(world.prove(&mut isp.admin, Answer::Code("000000")).await.is_err());
        }
    }
    let held_back = by_password(world, &mut isp.admin, PASSWORD).await;
    assert!(matches!(held_back, Err(Problem::TooMany { .. })), "{held_back:?}");
    world.minutes(15);
    let code = world.code(&phone);
    assert!(world.prove(&mut isp.admin, Answer::Code(&code)).await.is_ok());
}

async fn a_proof_with_somebody_elses_session_is_none(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let permit = access::person(&world.db, access::Audience::Portal, &isp.admin.hash()).await.unwrap();
    let theirs = Cookie::sent(&far.admin.cookie);
    let refused =
        person::prove_by_password(&permit, &world.db, &theirs, Password::typed(PASSWORD), &from()).await;
    assert!(matches!(refused, Err(Problem::Anonymous)), "{refused:?}");
    let permit = access::staff::<may::ViewTabs>(&world.db, &far.admin.hash(), &far.slug).await;
    assert!(permit.is_ok(), "and theirs is as it was");
}

async fn a_stolen_password_does_not_prove_who_has_a_factor(world: &World) {
    let mut isp = world.first_isp().await;
    let phone = world.with_app(&mut isp.admin).await;
    world.minutes(11);
    // The thief has the session and the password; the answer does not even tell whether it is the right one.
    let mut thief = isp.admin.clone();
    for password in [PASSWORD, "not my password"] {
        assert_eq!(said(by_password(world, &mut thief, password).await), "proof-by-factor");
    }
    assert!(matches!(world.oneself(&thief, remove_app).await, Err(Problem::Prove)));
    let code = world.code(&phone);
    world.prove(&mut isp.admin, Answer::Code(&code)).await.unwrap();
    world.oneself(&isp.admin, remove_app).await.unwrap();
    by_password(world, &mut isp.admin, PASSWORD).await.unwrap();
    world.mail_to("ada@barnet.example").await;
    // A passkey counts as an app does.
    world.with_passkey(&mut isp.admin).await;
    assert_eq!(said(by_password(world, &mut isp.admin, PASSWORD).await), "proof-by-factor");
}
