//! The authenticator app and the recovery codes.

use std::time::Duration;

use crate::access::may;
use crate::factor::{self, Answer, anew, begin, confirm, mine, pending, remove_app};
use crate::problem::Problem;
use crate::session::Cookie;
use crate::stories;
use crate::testing::{PASSWORD, World, said, shown_by_app, why};

stories![
    an_app_counts_once_it_has_answered_with_a_code,
    a_code_that_set_the_app_up_signs_nobody_in,
    a_code_works_once,
    a_code_of_an_earlier_step_is_refused_after_a_later_one,
    a_secret_that_was_not_answered_for_half_an_hour_is_gone,
    a_new_app_takes_the_place_of_the_one_before,
    a_recovery_code_works_once_and_its_owner_hears_of_it,
    new_recovery_codes_void_the_old_ones,
    recovery_codes_go_with_the_last_factor,
    secrets_are_not_in_the_database_as_they_are_shown,
];

const STEP: Duration = Duration::from_secs(30);

async fn an_app_counts_once_it_has_answered_with_a_code(world: &World) {
    let isp = world.first_isp().await;
    world.oneself(&isp.admin, begin).await.unwrap();
    let shown = world.oneself(&isp.admin, pending).await.unwrap().unwrap();
    assert!(shown.address.contains(&format!("secret={}", shown.text)), "{}", shown.address);
    assert!(world.sign_in(&isp.admin.email, PASSWORD).await.is_ok(), "until then nothing is asked for");
    let cookie = Cookie::sent(&isp.admin.cookie);
    let wrong = world.oneself(&isp.admin, async |tx| confirm(tx, "000000", &cookie).await).await;
    assert_eq!(why(wrong, "code"), "factor-wrong");
    assert!(!world.oneself(&isp.admin, mine).await.unwrap().any());
    // In two groups, as apps show it.
    let code = shown_by_app(&shown.text, world.db.clock().millis());
    let code = format!(" {} {} ", &code[..3], &code[3..]);
    let added = world.oneself(&isp.admin, async |tx| confirm(tx, &code, &cookie).await).await.unwrap();
    assert_eq!(added.codes.unwrap().0.len(), 10);
    assert!(world.mail_to("ada@barnet.example").await.text.contains("an authenticator app"));
    let ada = world.person(added.cookie).await;
    let mine = world.oneself(&ada, mine).await.unwrap();
    assert_eq!((mine.app, mine.codes), (Some(world.db.clock().now()), 10));
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM audit WHERE kind = 'factor-added'").await, 1);
}

async fn a_code_that_set_the_app_up_signs_nobody_in(world: &World) {
    let mut isp = world.first_isp().await;
    let phone = world.with_app(&mut isp.admin).await;
    let waiting = world.first_step(&isp.admin).await;
    let replayed = world.second_step(&waiting, Answer::Code(&world.code(&phone))).await;
    assert_eq!(why(replayed, "code"), "factor-wrong");
    world.advance(STEP);
    assert!(world.second_step(&waiting, Answer::Code(&world.code(&phone))).await.is_ok());
}

async fn a_code_works_once(world: &World) {
    let mut isp = world.first_isp().await;
    let phone = world.with_app(&mut isp.admin).await;
    world.advance(STEP);
    let code = world.code(&phone);
    let first = world.first_step(&isp.admin).await;
    world.second_step(&first, Answer::Code(&code)).await.unwrap();
    let again = world.first_step(&isp.admin).await;
    assert_eq!(why(world.second_step(&again, Answer::Code(&code)).await, "code"), "factor-wrong");
}

async fn a_code_of_an_earlier_step_is_refused_after_a_later_one(world: &World) {
    let mut isp = world.first_isp().await;
    let phone = world.with_app(&mut isp.admin).await;
    world.advance(STEP);
    let earlier = world.code(&phone);
    world.advance(STEP);
    let waiting = world.first_step(&isp.admin).await;
    world.second_step(&waiting, Answer::Code(&world.code(&phone))).await.unwrap();
    // By itself it would be right still: fingers may be slow.
    let waiting = world.first_step(&isp.admin).await;
    assert_eq!(why(world.second_step(&waiting, Answer::Code(&earlier)).await, "code"), "factor-wrong");
}

async fn a_secret_that_was_not_answered_for_half_an_hour_is_gone(world: &World) {
    let isp = world.first_isp().await;
    world.oneself(&isp.admin, begin).await.unwrap();
    let text = world.oneself(&isp.admin, pending).await.unwrap().unwrap().text;
    world.minutes(30);
    let ada = world.sign_in(&isp.admin.email, PASSWORD).await.unwrap();
    assert!(world.oneself(&ada, pending).await.unwrap().is_none());
    let (code, cookie) = (shown_by_app(&text, world.db.clock().millis()), Cookie::sent(&ada.cookie));
    let late = world.oneself(&ada, async |tx| confirm(tx, &code, &cookie).await).await;
    assert_eq!(said(late), "factor-app-gone");
}

async fn a_new_app_takes_the_place_of_the_one_before(world: &World) {
    let mut isp = world.first_isp().await;
    let old = world.with_app(&mut isp.admin).await;
    world.advance(STEP);
    let new = world.with_app(&mut isp.admin).await;
    assert!(new.codes.is_empty(), "recovery codes stay as they are");
    world.advance(STEP);
    let waiting = world.first_step(&isp.admin).await;
    assert!(world.second_step(&waiting, Answer::Code(&world.code(&old))).await.is_err());
    assert!(world.second_step(&waiting, Answer::Code(&world.code(&new))).await.is_ok());
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM totp").await, 1);
}

async fn a_recovery_code_works_once_and_its_owner_hears_of_it(world: &World) {
    let mut isp = world.first_isp().await;
    let phone = world.with_app(&mut isp.admin).await;
    let code = phone.codes[3].to_uppercase().replace('-', " ");
    let waiting = world.first_step(&isp.admin).await;
    let ada = world.second_step(&waiting, Answer::Code(&code)).await.unwrap();
    assert!(world.mail_to("ada@barnet.example").await.text.contains("9 are left"));
    assert_eq!(world.oneself(&ada, mine).await.unwrap().codes, 9);
    let waiting = world.first_step(&isp.admin).await;
    assert_eq!(why(world.second_step(&waiting, Answer::Code(&code)).await, "code"), "factor-wrong");
    assert!(world.second_step(&waiting, Answer::Code(&phone.codes[4])).await.is_ok());
    world.mail_to("ada@barnet.example").await;
}

async fn new_recovery_codes_void_the_old_ones(world: &World) {
    let mut isp = world.first_isp().await;
    let none = world.oneself(&isp.admin, anew).await;
    assert_eq!(said(none), "factor-none");
    let phone = world.with_app(&mut isp.admin).await;
    let codes = world.oneself(&isp.admin, anew).await.unwrap().0;
    world.mail_to("ada@barnet.example").await;
    let waiting = world.first_step(&isp.admin).await;
    assert!(world.second_step(&waiting, Answer::Code(&phone.codes[0])).await.is_err());
    assert!(world.second_step(&waiting, Answer::Code(&codes[0])).await.is_ok());
    world.mail_to("ada@barnet.example").await;
}

async fn recovery_codes_go_with_the_last_factor(world: &World) {
    let mut isp = world.first_isp().await;
    world.with_app(&mut isp.admin).await;
    world.with_passkey(&mut isp.admin).await;
    world.oneself(&isp.admin, remove_app).await.unwrap();
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM recovery_code").await, 10);
    let key = world.oneself(&isp.admin, mine).await.unwrap().passkeys[0].id;
    world.oneself(&isp.admin, async |tx| factor::remove_passkey(tx, key).await).await.unwrap();
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM recovery_code").await, 0);
    assert_eq!(world.mails().await.len(), 2);
    assert!(world.sign_in(&isp.admin.email, PASSWORD).await.is_ok());
    let again = world.oneself(&isp.admin, remove_app).await;
    assert!(matches!(again, Err(Problem::NotFound(_))), "{again:?}");
}

async fn secrets_are_not_in_the_database_as_they_are_shown(world: &World) {
    let mut isp = world.first_isp().await;
    let phone = world.with_app(&mut isp.admin).await;
    let asked = world.oneself(&isp.admin, factor::ask_to_add).await.unwrap();
    let everything = format!("{:?}", world.picture().await);
    let secrets = phone.codes.iter().chain([&phone.secret, &asked.question, &isp.admin.cookie]);
    for secret in secrets {
        assert!(!everything.contains(secret.as_str()) && !everything.contains(&secret.replace('-', "")));
    }
    let permit = crate::access::staff::<may::ViewTabs>(&world.db, &isp.admin.hash(), &isp.slug).await;
    assert!(permit.is_ok());
}
