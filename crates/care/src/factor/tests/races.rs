//! What happens at once.

use std::time::Duration;

use crate::access;
use crate::factor::{self, Answer, ask_waiting, mine, remove_app, remove_passkey, require};
use crate::person::{self, Password};
use crate::problem::Result;
use crate::session::Cookie;
use crate::stories;
use crate::testing::{PASSWORD, World, from, shown_by_app};

stories![
    of_many_who_show_one_code_one_is_let_in,
    of_many_who_show_one_recovery_code_one_is_let_in,
    one_session_that_waits_becomes_one,
    of_many_who_answer_one_question_one_is_let_in,
    of_two_factors_that_are_removed_at_once_the_last_stays,
    no_session_slips_past_a_first_factor,
];

async fn of_many_who_show_one_code_one_is_let_in(world: &World) {
    let mut isp = world.first_isp().await;
    let phone = world.with_app(&mut isp.admin).await;
    world.advance(Duration::from_secs(30));
    assert_eq!(let_in(world, &isp.admin, &world.code(&phone)).await, 1);
}

async fn of_many_who_show_one_recovery_code_one_is_let_in(world: &World) {
    let mut isp = world.first_isp().await;
    let phone = world.with_app(&mut isp.admin).await;
    assert_eq!(let_in(world, &isp.admin, &phone.codes[0]).await, 1);
    assert_eq!(world.mails().await.len(), 1);
}

/// How many of eight sessions that wait are let in by one code.
async fn let_in(world: &World, who: &crate::testing::Person, code: &str) -> usize {
    let mut waiting = Vec::new();
    for _ in 0..8 {
        waiting.push(world.first_step(who).await.reveal().to_owned());
    }
    let outcomes = world.race(8, |n| {
        let (db, cookie, code) = (world.db.clone(), Cookie::sent(&waiting[n]), code.to_owned());
        async move { factor::finish(&db, &cookie, Answer::Code(&code), &from()).await }
    });
    outcomes.await.iter().filter(|it| it.is_ok()).count()
}

async fn one_session_that_waits_becomes_one(world: &World) {
    let mut isp = world.first_isp().await;
    let phone = world.with_app(&mut isp.admin).await;
    let waiting = world.first_step(&isp.admin).await.reveal().to_owned();
    let outcomes = world.race(8, |n| {
        let (db, cookie, code) = (world.db.clone(), Cookie::sent(&waiting), phone.codes[n].clone());
        async move { factor::finish(&db, &cookie, Answer::Code(&code), &from()).await }
    });
    assert_eq!(outcomes.await.iter().filter(|it| it.is_ok()).count(), 1);
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM recovery_code WHERE used_at IS NULL").await, 9);
    world.mails().await;
}

async fn of_many_who_answer_one_question_one_is_let_in(world: &World) {
    let mut isp = world.first_isp().await;
    let mut device = world.with_passkey(&mut isp.admin).await;
    let waiting = world.first_step(&isp.admin).await;
    let asked = world.anyone(async |tx| ask_waiting(tx, &waiting).await).await.unwrap();
    let answer = device.get(&asked.options);
    let outcomes = world.race(8, |_| {
        let (db, cookie) = (world.db.clone(), Cookie::sent(waiting.reveal()));
        let (question, answer) = (asked.question.clone(), answer.clone());
        async move {
            let answer = Answer::Passkey { question: &question, answer: &answer };
            factor::finish(&db, &cookie, answer, &from()).await
        }
    });
    assert_eq!(outcomes.await.iter().filter(|it| it.is_ok()).count(), 1);
}

async fn of_two_factors_that_are_removed_at_once_the_last_stays(world: &World) {
    let mut isp = world.first_isp().await;
    world.with_app(&mut isp.admin).await;
    world.with_passkey(&mut isp.admin).await;
    world.by(&isp, &isp.admin, async |tx| require(tx, true).await).await.unwrap();
    let key = world.oneself(&isp.admin, mine).await.unwrap().passkeys[0].id;
    let outcomes = world.race(2, |n| {
        let (db, hash) = (world.db.clone(), isp.admin.hash());
        async move {
            let mut tx = access::person(&db, access::Audience::Portal, &hash).await?.write(&db).await?;
            if n == 0 {
                remove_app(&mut tx).await?
            } else {
                remove_passkey(&mut tx, key).await?
            }
            tx.commit().await
        }
    });
    assert_eq!(outcomes.await.iter().filter(|it| it.is_ok()).count(), 1);
    assert_eq!(world.mails().await.len(), 1);
}

async fn no_session_slips_past_a_first_factor(world: &World) {
    let isp = world.first_isp().await;
    world.oneself(&isp.admin, factor::begin).await.unwrap();
    let secret = world.oneself(&isp.admin, factor::pending).await.unwrap().unwrap().text;
    let outcomes = world.race(6, |n| {
        let (db, hash, own) = (world.db.clone(), isp.admin.hash(), isp.admin.cookie.clone());
        let (email, secret) = (isp.admin.email.clone(), secret.clone());
        async move {
            if n > 0 {
                return person::sign_in(&db, &email, Password::typed(PASSWORD), &from()).await;
            }
            // As long as the others' passwords take to be checked, more or less.
            person::verify(Password::typed(PASSWORD), crate::person::dummy()).await?;
            let mut tx = access::person(&db, access::Audience::Portal, &hash).await?.write(&db).await?;
            let code = shown_by_app(&secret, tx.now());
            let added = factor::confirm(&mut tx, &code, &Cookie::sent(&own)).await?;
            tx.commit().await?;
            Ok(added.cookie)
        }
    });
    let outcomes: Vec<Result<Cookie>> = outcomes.await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    let without = "SELECT COUNT(*) AS n FROM session WHERE stage = 'full' AND factor_at IS NULL";
    assert_eq!(world.count(without).await, 0);
    world.mails().await;
}
