//! Signing in in two steps, and what a session opens that has taken only the first.

use std::time::Duration;

use crate::access::{self, may};
use crate::factor::{Answer, ask_waiting, mine, waiting};
use crate::invitation;
use crate::link::Kind;
use crate::person::{self, Password};
use crate::problem::Problem;
use crate::recovery;
use crate::session::{self, Cookie};
use crate::stories;
use crate::testing::{PASSWORD, World, from, password, why};

stories![
    a_session_that_waits_opens_nothing,
    a_session_waits_for_ten_minutes,
    a_session_that_waited_is_gone_when_the_second_step_is_done,
    wrong_codes_are_counted_by_account_and_place,
    whoever_has_no_session_that_waits_is_asked_for_nothing,
    a_new_password_does_not_take_the_factor_away,
    the_first_factor_ends_sessions_that_showed_none,
    a_mailbox_that_is_taken_over_takes_the_factors_away,
];

const STEP: Duration = Duration::from_secs(30);

async fn a_session_that_waits_opens_nothing(world: &World) {
    let mut isp = world.first_isp().await;
    let cluster = world.cluster_of(&isp, &isp.admin, "bar-group").await;
    world.with_app(&mut isp.admin).await;
    let half = world.first_step(&isp.admin).await.hash();
    macro_rules! shut {
        ($($permission:ident)*) => {$(
            let permit = access::staff::<may::$permission>(&world.db, &half, &isp.slug).await;
            assert!(matches!(permit, Err(Problem::Anonymous)), "{permit:?}");
            let permit = access::cluster::<may::$permission>(&world.db, &half, &cluster).await;
            assert!(matches!(permit, Err(Problem::Anonymous)), "{permit:?}");
        )*};
    }
    shut!(ManageSettings ViewTabs ViewCustomers ChangeInventory ResetScore RunSpeedTest AddNetworkDevice
        AddressDetections ChangeRouterSettings UpdateCustomer DeactivateCustomer ManageMobileUsers InviteCollaborators
        ChangeCollaborators);
    assert!(matches!(
        access::person(&world.db, access::Audience::Portal, &half).await,
        Err(Problem::Anonymous)
    ));
    assert_eq!(
        world.oneself(&isp.admin, session::list).await.unwrap().len(),
        1,
        "it is none in the list either"
    );
}

async fn a_session_waits_for_ten_minutes(world: &World) {
    let mut isp = world.first_isp().await;
    let phone = world.with_app(&mut isp.admin).await;
    let half = world.first_step(&isp.admin).await;
    world.advance(Duration::from_millis(10 * 60 * 1000 - 1));
    let asked = world.anyone(async |tx| waiting(tx, &half).await).await.unwrap();
    assert!(asked.app && !asked.passkeys);
    world.advance(Duration::from_millis(1));
    let late = world.second_step(&half, Answer::Code(&world.code(&phone))).await;
    assert!(matches!(late, Err(Problem::Anonymous)), "{late:?}");
    assert!(world.anyone(async |tx| waiting(tx, &half).await).await.is_err());
}

async fn a_session_that_waited_is_gone_when_the_second_step_is_done(world: &World) {
    let mut isp = world.first_isp().await;
    let phone = world.with_app(&mut isp.admin).await;
    world.advance(STEP);
    let half = world.first_step(&isp.admin).await;
    let ada = world.second_step(&half, Answer::Code(&world.code(&phone))).await.unwrap();
    assert_ne!(ada.cookie, half.reveal(), "the secret of before opens nothing");
    assert!(access::person(&world.db, access::Audience::Portal, &half.hash()).await.is_err());
    let again = world.second_step(&half, Answer::Code(&phone.codes[0])).await;
    assert!(matches!(again, Err(Problem::Anonymous)), "{again:?}");
    let permit = access::person(&world.db, access::Audience::Portal, &ada.hash()).await.unwrap();
    let (session, now) = (permit.session().unwrap(), world.db.clock().millis());
    assert_eq!((session.factor_at, session.proved_at), (Some(now), now));
}

async fn wrong_codes_are_counted_by_account_and_place(world: &World) {
    let mut isp = world.first_isp().await;
    let phone = world.with_app(&mut isp.admin).await;
    let half = world.first_step(&isp.admin).await;
    for _ in 0..10 {
        assert_eq!(why(world.second_step(&half, Answer::Code("000000")).await, "code"), "factor-wrong");
    }
    let held_back = world.second_step(&half, Answer::Code(&phone.codes[0])).await;
    assert!(matches!(held_back, Err(Problem::TooMany { .. })), "{held_back:?}");
    // From another place the owner goes on, and nothing was destroyed.
    let elsewhere = session::From { address: "198.51.100.9".to_owned(), ..from() };
    let answer = Answer::Code(&phone.codes[0]);
    assert!(crate::factor::finish(&world.db, &half, answer, &elsewhere).await.is_ok());
    world.mail_to("ada@barnet.example").await;
    // From many places at once the account itself holds back, until the hour is over.
    let half = world.first_step(&isp.admin).await;
    for n in 0..29 {
        let from = session::From { address: format!("203.0.113.{n}"), ..from() };
        let wrong = crate::factor::finish(&world.db, &half, Answer::Code("000000"), &from).await;
        assert_eq!(why(wrong, "code"), "factor-wrong");
    }
    let from = session::From { address: "203.0.113.200".to_owned(), ..from() };
    let held_back = crate::factor::finish(&world.db, &half, Answer::Code("000000"), &from).await;
    assert!(matches!(held_back, Err(Problem::TooMany { .. })), "{held_back:?}");
}

async fn whoever_has_no_session_that_waits_is_asked_for_nothing(world: &World) {
    let isp = world.first_isp().await;
    let full = Cookie::sent(&isp.admin.cookie);
    for cookie in [Cookie::sent("nobody-gave-me-this"), full] {
        let refused = world.second_step(&cookie, Answer::Code("000000")).await;
        assert!(matches!(refused, Err(Problem::Anonymous)), "{refused:?}");
        assert!(world.anyone(async |tx| waiting(tx, &cookie).await).await.is_err());
        assert!(world.anyone(async |tx| ask_waiting(tx, &cookie).await).await.is_err());
    }
}

async fn a_new_password_does_not_take_the_factor_away(world: &World) {
    let mut isp = world.first_isp().await;
    let phone = world.with_app(&mut isp.admin).await;
    let email = isp.admin.email.clone();
    world.anyone(async |tx| recovery::ask(tx, &email, access::Audience::Portal).await).await.unwrap();
    let token = world.mail_to("ada@barnet.example").await.token(Kind::Reset);
    let new = password().await;
    world.anyone(async |tx| recovery::choose(tx, &token, &new).await).await.unwrap();
    world.mail_to("ada@barnet.example").await;
    let half = person::sign_in(&world.db, &email, Password::typed(PASSWORD), &from()).await.unwrap();
    assert!(access::person(&world.db, access::Audience::Portal, &half.hash()).await.is_err());
    world.advance(STEP);
    assert!(world.second_step(&half, Answer::Code(&world.code(&phone))).await.is_ok());
}

async fn the_first_factor_ends_sessions_that_showed_none(world: &World) {
    let mut isp = world.first_isp().await;
    let thief = world.sign_in(&isp.admin.email, PASSWORD).await.unwrap();
    let before = isp.admin.clone();
    world.with_app(&mut isp.admin).await;
    assert!(access::person(&world.db, access::Audience::Portal, &thief.hash()).await.is_err());
    assert!(
        access::person(&world.db, access::Audience::Portal, &before.hash()).await.is_err(),
        "this one has a new secret"
    );
    let permit = access::person(&world.db, access::Audience::Portal, &isp.admin.hash()).await.unwrap();
    assert!(permit.session().unwrap().factor_at.is_some());
    world.minutes(1);
    world.with_passkey(&mut isp.admin).await;
    assert!(world.oneself(&isp.admin, mine).await.is_ok(), "a second one ends none that showed the first");
}

async fn a_mailbox_that_is_taken_over_takes_the_factors_away(world: &World) {
    let isp = world.first_isp().await;
    // Somebody made an identity with an address that was not theirs, and put an app on it.
    let mut mallory = world.join(&isp, "vic@barnet.example", "user").await;
    world.with_app(&mut mallory).await;
    world.run("UPDATE person SET verified_at = NULL WHERE email = 'vic@barnet.example'").await;
    let far = world.second_isp().await;
    world
        .by(&far, &far.admin, async |tx| invitation::invite(tx, "vic@barnet.example", "user").await)
        .await
        .unwrap();
    let token = world.mail_to("vic@barnet.example").await.token(Kind::Invitation);
    let accepted = world.accept(&token, "Vic").await.unwrap();
    let vic = world.person(accepted.cookie.unwrap()).await;
    assert!(!world.oneself(&vic, mine).await.unwrap().any());
    assert!(world.sign_in(&vic.email, PASSWORD).await.is_ok());
}
