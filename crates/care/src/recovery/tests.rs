//! Stories of forgotten passwords.

mod invited;
mod races;
mod sign_up;

use std::time::Duration;

use super::*;
use crate::access;
use crate::link::Kind;
use crate::person::{self, Hashed, Password};
use crate::stories;
use crate::testing::{Database, PASSWORD, Person, World, from, said, why};

stories![
    forgot_password_leads_by_mail_to_a_new_password,
    for_an_unknown_address_nothing_is_sent_and_the_answer_is_the_same,
    a_reset_link_lives_for_half_an_hour,
    a_second_reset_link_voids_the_first,
    a_reset_link_proves_nothing_once_the_address_has_changed,
    of_many_who_use_one_reset_link_one_sets_the_password,
    no_session_of_the_old_password_outlives_its_change,
    of_many_workers_one_answers,
];

const OTHER_PASSWORD: &str = "nine herons read the tide";

async fn other_password() -> Hashed {
    Password::chosen(OTHER_PASSWORD, &[]).unwrap().hash().await.unwrap()
}

async fn is_signed_in(world: &World, who: &Person) -> bool {
    access::person(&world.db, access::Audience::Portal, &who.hash()).await.is_ok()
}

async fn forget(world: &World, address: &str) -> Asked {
    let email = Email::parse(address).unwrap();
    world.anyone(async |tx| ask(tx, &email, access::Audience::Portal).await).await.unwrap()
}

async fn forgot_password_leads_by_mail_to_a_new_password(world: &World) {
    let isp = world.first_isp().await;
    let ada = &isp.admin;
    assert_eq!(forget(world, "Ada@BarNet.example").await, Asked);
    let mail = world.mail_to("ada@barnet.example").await;
    assert!(mail.text.contains("http://localhost:8080/reset#r1_"), "{}", mail.text);
    let token = mail.token(Kind::Reset);
    let looked = world.anyone(async |tx| look(tx, &token).await).await.unwrap();
    assert_eq!(looked.email.shown(), "ada@barnet.example");
    assert!(looked.accepts.is_none());
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
    world.first_isp().await;
    assert_eq!(forget(world, "nobody@barnet.example").await, Asked);
    assert!(world.mails().await.is_empty());
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM link WHERE kind = 'reset'").await, 0);
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
        tokio::spawn(async move { person::sign_in(&db, &email, Password::typed(PASSWORD), &from()).await });
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

async fn of_many_workers_one_answers(world: &World) {
    world.first_isp().await;
    forget(world, "ada@barnet.example").await;
    let answered = world.race(4, |_| {
        let db = world.db.clone();
        async move { answer_due(&db).await.unwrap() }
    });
    assert_eq!(answered.await.iter().sum::<usize>(), 1);
    assert_eq!(world.mails().await.len(), 1);
}
