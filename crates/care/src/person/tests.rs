//! Stories of signing in and of forgotten passwords.

mod changing;

use std::time::Duration;

use super::*;
use crate::access::{self, Place};
use crate::email::Email;
use crate::link::Kind;
use crate::session;
use crate::stories;
use crate::testing::{Database, PASSWORD, Person, World, from, said, why};

stories![
    the_right_password_signs_in_and_leads_to_the_isp_seen_last,
    a_wrong_password_an_unknown_address_and_one_without_a_password_are_answered_alike,
    after_ten_attempts_from_one_place_even_the_right_password_waits,
    a_success_forgives_the_attempts_before,
    forgot_password_leads_by_mail_to_a_new_password,
    for_an_unknown_address_nothing_is_sent_and_the_answer_is_the_same,
    a_reset_link_lives_for_half_an_hour,
    a_second_reset_link_voids_the_first,
    a_reset_link_proves_nothing_once_the_address_has_changed,
    of_many_who_use_one_reset_link_one_sets_the_password,
    no_session_of_the_old_password_outlives_its_change,
    a_person_may_be_called_otherwise,
];

const OTHER_PASSWORD: &str = "nine herons read the tide";

async fn other_password() -> Hashed {
    Password::chosen(OTHER_PASSWORD, &[]).unwrap().hash().await.unwrap()
}

async fn is_signed_in(world: &World, who: &Person) -> bool {
    access::person(&world.db, &who.hash()).await.is_ok()
}

async fn forget(world: &World, address: &str) -> Asked {
    let email = Email::parse(address).unwrap();
    world.anyone(async |tx| ask(tx, &email).await).await.unwrap()
}

async fn the_right_password_signs_in_and_leads_to_the_isp_seen_last(world: &World) {
    let isp = world.first_isp().await;
    let spelled_otherwise = Email::parse("ADA@BarNet.example").unwrap();
    let ada = world.sign_in(&spelled_otherwise, PASSWORD).await.unwrap();
    assert_eq!(ada.id, isp.admin.id);
    assert_eq!(world.oneself(&ada, home).await.unwrap(), Home::At(Place::Isp, "bar-net".to_owned()));
    let uma = world.user(&isp).await;
    world.remove(&isp, &uma).await;
    assert_eq!(world.oneself(&uma, home).await.unwrap(), Home::Nowhere);
}

async fn a_wrong_password_an_unknown_address_and_one_without_a_password_are_answered_alike(world: &World) {
    let isp = world.first_isp().await;
    world.user(&isp).await;
    world.run("UPDATE person SET password = NULL WHERE email = 'uma@bar-net.example'").await;
    let mut answers = Vec::new();
    for (address, typed) in [
        ("ada@barnet.example", "not the password at all"),
        ("nobody@barnet.example", PASSWORD),
        ("uma@bar-net.example", PASSWORD),
        ("uma@bar-net.example", ""),
    ] {
        let refused = world.sign_in(&Email::parse(address).unwrap(), typed).await;
        answers.push(format!("{:?}", refused.as_ref().err()));
        assert_eq!(why(refused, "password"), "sign-in-wrong", "{address}");
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
}

async fn after_ten_attempts_from_one_place_even_the_right_password_waits(world: &World) {
    let isp = world.first_isp().await;
    let ada = &isp.admin.email;
    for _ in 0..10 {
        assert_eq!(why(world.sign_in(ada, "not the password at all").await, "password"), "sign-in-wrong");
    }
    let refused = world.sign_in(ada, PASSWORD).await;
    assert!(matches!(refused, Err(Problem::TooMany { retry_seconds: 1..=901 })), "{refused:?}");
    let elsewhere = session::From { address: "192.0.2.8".to_owned(), ..from() };
    assert!(sign_in(&world.db, ada, Password::typed(PASSWORD), &elsewhere).await.is_ok());
    world.minutes(15);
    assert!(world.sign_in(ada, PASSWORD).await.is_ok());
}

async fn a_success_forgives_the_attempts_before(world: &World) {
    let isp = world.first_isp().await;
    for _ in 0..2 {
        for _ in 0..9 {
            assert!(world.sign_in(&isp.admin.email, "not the password at all").await.is_err());
        }
        assert!(world.sign_in(&isp.admin.email, PASSWORD).await.is_ok());
    }
}

async fn forgot_password_leads_by_mail_to_a_new_password(world: &World) {
    let isp = world.first_isp().await;
    let ada = &isp.admin;
    assert_eq!(forget(world, "Ada@BarNet.example").await, Asked);
    let mail = world.mail_to("ada@barnet.example").await;
    assert!(mail.text.contains("http://localhost:8080/reset#r1_"), "{}", mail.text);
    let token = mail.token(Kind::Reset);
    let looked = world.anyone(async |tx| look(tx, &token).await).await.unwrap();
    assert_eq!(looked.shown(), "ada@barnet.example");
    assert!(is_signed_in(world, ada).await, "looking changes nothing");

    let new = other_password().await;
    world.anyone(async |tx| choose(tx, &token, &new).await).await.unwrap();
    assert!(!is_signed_in(world, ada).await);
    let notice = world.mail_to("ada@barnet.example").await;
    assert!(!notice.text.contains('#'), "a notice carries no link: {}", notice.text);
    assert_eq!(why(world.sign_in(&ada.email, PASSWORD).await, "password"), "sign-in-wrong");
    assert!(world.sign_in(&ada.email, OTHER_PASSWORD).await.is_ok());
    assert_eq!(said(world.anyone(async |tx| choose(tx, &token, &new).await).await), "gone-reset");
    assert_eq!(said(world.anyone(async |tx| look(tx, &token).await).await), "gone-reset");
}

async fn for_an_unknown_address_nothing_is_sent_and_the_answer_is_the_same(world: &World) {
    let isp = world.first_isp().await;
    assert_eq!(forget(world, "nobody@barnet.example").await, Asked);
    // Invited, but not accepted: there is no password to forget yet.
    world.invite(&isp, "bo@barnet.example", "user").await;
    assert_eq!(forget(world, "bo@barnet.example").await, Asked);
    assert!(world.mails().await.is_empty());
}

async fn a_reset_link_lives_for_half_an_hour(world: &World) {
    world.first_isp().await;
    let new = other_password().await;
    for (late, good) in [(0, false), (1, true)] {
        forget(world, "ada@barnet.example").await;
        let token = world.mail_to("ada@barnet.example").await.token(Kind::Reset);
        world.advance(Duration::from_secs(30 * 60) - Duration::from_millis(late));
        let chosen = world.anyone(async |tx| choose(tx, &token, &new).await).await;
        assert_eq!(chosen.is_ok(), good, "{chosen:?}");
    }
    world.mail_to("ada@barnet.example").await;
}

async fn a_second_reset_link_voids_the_first(world: &World) {
    world.first_isp().await;
    let new = other_password().await;
    let mut tokens = Vec::new();
    for _ in 0..2 {
        forget(world, "ada@barnet.example").await;
        tokens.push(world.mail_to("ada@barnet.example").await.token(Kind::Reset));
    }
    assert_eq!(said(world.anyone(async |tx| choose(tx, &tokens[0], &new).await).await), "gone-reset");
    world.anyone(async |tx| choose(tx, &tokens[1], &new).await).await.unwrap();
    world.mail_to("ada@barnet.example").await;
}

async fn a_reset_link_proves_nothing_once_the_address_has_changed(world: &World) {
    world.first_isp().await;
    forget(world, "ada@barnet.example").await;
    let token = world.mail_to("ada@barnet.example").await.token(Kind::Reset);
    world.run("UPDATE person SET email = 'ada@new.example' WHERE email = 'ada@barnet.example'").await;
    let new = other_password().await;
    assert_eq!(said(world.anyone(async |tx| look(tx, &token).await).await), "gone-reset");
    assert_eq!(said(world.anyone(async |tx| choose(tx, &token, &new).await).await), "gone-reset");
}

async fn of_many_who_use_one_reset_link_one_sets_the_password(world: &World) {
    world.first_isp().await;
    forget(world, "ada@barnet.example").await;
    let token = world.mail_to("ada@barnet.example").await.token(Kind::Reset);
    let new = other_password().await;
    let outcomes = world.race(8, |_| {
        let (db, token, new) = (world.db.clone(), token.clone(), new.clone());
        async move {
            let mut tx = access::anyone().write(&db).await?;
            choose(&mut tx, &token, &new).await?;
            tx.commit().await
        }
    });
    assert_eq!(outcomes.await.iter().filter(|it| it.is_ok()).count(), 1);
    assert_eq!(world.mails().await.len(), 1);
}

/// A sign-in that checked the old password just before the change must not start its session just after.
async fn no_session_of_the_old_password_outlives_its_change(world: &World) {
    let isp = world.first_isp().await;
    forget(world, "ada@barnet.example").await;
    let token = world.mail_to("ada@barnet.example").await.token(Kind::Reset);
    let new = other_password().await;
    let mut changing = access::anyone().write(&world.db).await.unwrap();
    choose(&mut changing, &token, &new).await.unwrap();

    // The change is not committed yet, so the old password is the one that is there.
    let (db, email) = (world.db.clone(), isp.admin.email.clone());
    let signing_in =
        tokio::spawn(async move { sign_in(&db, &email, Password::typed(PASSWORD), &from()).await });
    while world.database == Database::Postgres
        && !signing_in.is_finished()
        && !is_somebody_waiting(world).await
    {
        tokio::task::yield_now().await;
    }
    changing.commit().await.unwrap();
    assert_eq!(why(signing_in.await.unwrap(), "password"), "sign-in-wrong");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM session").await, 0);
    world.mail_to("ada@barnet.example").await;
}

/// Whether some connection to this PostgreSQL database waits for a lock.
async fn is_somebody_waiting(world: &World) -> bool {
    let waiting = "SELECT COUNT(*) AS n FROM pg_stat_activity
                   WHERE datname = current_database() AND wait_event_type = 'Lock'";
    world.count(waiting).await > 0
}

async fn a_person_may_be_called_otherwise(world: &World) {
    let isp = world.first_isp().await;
    world.oneself(&isp.admin, async |tx| rename(tx, " Ada \n  Lovelace ").await).await.unwrap();
    let permit = access::person(&world.db, &isp.admin.hash()).await.unwrap();
    assert_eq!(permit.session().unwrap().called(), "Ada Lovelace");
    let bell = world.oneself(&isp.admin, async |tx| rename(tx, "A\u{7}da").await).await;
    assert_eq!(why(bell, "name"), "text-too-long");
}
