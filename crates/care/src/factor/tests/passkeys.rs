//! Passkeys, answered by an authenticator in software.

use std::time::Duration;

use crate::access;
use crate::factor::{
    self, Answer, Asked, ask, ask_anyone, ask_to_add, ask_waiting, mine, remove_passkey, sign_in, sweep,
};
use crate::problem::{Problem, Result};
use crate::session::Cookie;
use crate::stories;
use crate::testing::{Authenticator, PASSWORD, Person, World, from, said, why};

stories![
    a_passkey_signs_in_without_a_password,
    a_passkey_is_the_second_step,
    a_question_is_answered_once,
    a_question_waits_for_five_minutes,
    a_question_is_for_one_person_and_one_purpose,
    a_copied_passkey_shows_itself_by_its_count,
    a_passkey_that_did_not_verify_its_owner_is_refused,
    a_page_of_another_origin_gets_nowhere,
    an_answer_that_names_another_person_is_refused,
    a_removed_passkey_opens_nothing,
    somebody_elses_passkey_is_not_found,
    a_passkey_needs_a_name,
    what_is_no_answer_at_all_is_refused,
    questions_that_nobody_answered_are_swept,
];

/// Signs in by the passkey alone.
async fn alone(world: &World, device: &mut Authenticator) -> Result<Person> {
    let asked = world.anyone(ask_anyone).await.unwrap();
    let answer = device.get(&asked.options);
    let cookie = sign_in(&world.db, &asked.question, &answer, &from()).await?;
    Ok(world.person(cookie).await)
}

fn given<'a>(asked: &'a Asked, answer: &'a str) -> Answer<'a> {
    Answer::Passkey { question: &asked.question, answer }
}

async fn waiting_question(world: &World, who: &Person) -> (Cookie, Asked) {
    let half = world.first_step(who).await;
    let asked = world.anyone(async |tx| ask_waiting(tx, &half).await).await.unwrap();
    (half, asked)
}

async fn a_passkey_signs_in_without_a_password(world: &World) {
    let mut isp = world.first_isp().await;
    let mut device = world.with_passkey(&mut isp.admin).await;
    world.minutes(1);
    let ada = alone(world, &mut device).await.unwrap();
    assert_eq!(ada.id, isp.admin.id);
    let permit = access::person(&world.db, access::Audience::Portal, &ada.hash()).await.unwrap();
    assert!(permit.session().unwrap().factor_at.is_some(), "it is both factors");
    let key = &world.oneself(&ada, mine).await.unwrap().passkeys[0];
    assert_eq!((key.name.as_str(), key.used_at), ("Stick", Some(world.db.clock().now())));
    assert!(alone(world, &mut Authenticator::default()).await.is_err(), "one that nobody knows");
}

async fn a_passkey_is_the_second_step(world: &World) {
    let mut isp = world.first_isp().await;
    let mut device = world.with_passkey(&mut isp.admin).await;
    let (half, asked) = waiting_question(world, &isp.admin).await;
    let answer = device.get(&asked.options);
    let ada = world.second_step(&half, given(&asked, &answer)).await.unwrap();
    assert!(
        access::person(&world.db, access::Audience::Portal, &ada.hash())
            .await
            .unwrap()
            .session()
            .unwrap()
            .factor_at
            .is_some()
    );
}

async fn a_question_is_answered_once(world: &World) {
    let mut isp = world.first_isp().await;
    let mut device = world.with_passkey(&mut isp.admin).await;
    let (half, asked) = waiting_question(world, &isp.admin).await;
    let mut elsewhere = device.clone();
    elsewhere.origin = "http://localhost:9999".to_owned();
    let wrong = elsewhere.get(&asked.options);
    assert_eq!(why(world.second_step(&half, given(&asked, &wrong)).await, "code"), "factor-wrong");
    let right = device.get(&asked.options);
    let late = world.second_step(&half, given(&asked, &right)).await;
    assert_eq!(why(late, "code"), "factor-wrong", "the wrong answer spent it");
}

async fn a_question_waits_for_five_minutes(world: &World) {
    let mut isp = world.first_isp().await;
    let mut device = world.with_passkey(&mut isp.admin).await;
    let asked = world.anyone(ask_anyone).await.unwrap();
    let answer = device.get(&asked.options);
    world.advance(Duration::from_secs(5 * 60));
    assert_eq!(why(sign_in(&world.db, &asked.question, &answer, &from()).await, "code"), "factor-wrong");
    assert!(alone(world, &mut device).await.is_ok());
}

async fn a_question_is_for_one_person_and_one_purpose(world: &World) {
    let (mut isp, mut far) = (world.first_isp().await, world.second_isp().await);
    let mut ada = world.with_passkey(&mut isp.admin).await;
    let mut zoe = world.with_passkey(&mut far.admin).await;
    // Asked of Ada and answered by Zoe, in either's session.
    let (half, asked) = waiting_question(world, &isp.admin).await;
    let answer = zoe.get(&asked.options);
    assert!(world.second_step(&half, given(&asked, &answer)).await.is_err());
    let (_, asked) = waiting_question(world, &isp.admin).await;
    let (half, _) = waiting_question(world, &far.admin).await;
    let answer = ada.get(&asked.options);
    assert!(world.second_step(&half, given(&asked, &answer)).await.is_err());
    // Asked to prove, and used to sign in; asked to sign in, and used to prove.
    let asked = world.oneself(&isp.admin, ask).await.unwrap();
    let answer = ada.get(&asked.options);
    assert!(sign_in(&world.db, &asked.question, &answer, &from()).await.is_err());
    let asked = world.anyone(ask_anyone).await.unwrap();
    let answer = ada.get(&asked.options);
    assert!(world.prove(&mut isp.admin, given(&asked, &answer)).await.is_err());
    // Asked of one for a new passkey, and given back by another.
    let asked = world.oneself(&isp.admin, ask_to_add).await.unwrap();
    let answer = Authenticator::default().create(&asked.options);
    assert_eq!(why(world.add_passkey(&far.admin, &asked, &answer).await, "code"), "factor-wrong");
    // The same passkey twice.
    let asked = world.oneself(&far.admin, ask_to_add).await.unwrap();
    assert_eq!(
        why(world.add_passkey(&far.admin, &asked, &ada.create(&asked.options)).await, "code"),
        "factor-wrong"
    );
}

async fn a_copied_passkey_shows_itself_by_its_count(world: &World) {
    let mut isp = world.first_isp().await;
    let mut device = world.with_passkey(&mut isp.admin).await;
    let mut copy = device.clone();
    alone(world, &mut device).await.unwrap();
    alone(world, &mut device).await.unwrap();
    assert_eq!(why(alone(world, &mut copy).await, "code"), "factor-wrong");
    assert!(alone(world, &mut device).await.is_ok(), "and its owner's goes on");
}

async fn a_passkey_that_did_not_verify_its_owner_is_refused(world: &World) {
    let mut isp = world.first_isp().await;
    let mut device = world.with_passkey(&mut isp.admin).await;
    device.verifies = false;
    assert_eq!(why(alone(world, &mut device).await, "code"), "factor-wrong");
    let (half, asked) = waiting_question(world, &isp.admin).await;
    let answer = device.get(&asked.options);
    assert_eq!(why(world.second_step(&half, given(&asked, &answer)).await, "code"), "factor-wrong");
    let asked = world.oneself(&isp.admin, ask_to_add).await.unwrap();
    let mut new = Authenticator::default();
    new.verifies = false;
    let answer = new.create(&asked.options);
    assert_eq!(why(world.add_passkey(&isp.admin, &asked, &answer).await, "code"), "factor-wrong");
}

async fn a_page_of_another_origin_gets_nowhere(world: &World) {
    let mut isp = world.first_isp().await;
    let mut device = world.with_passkey(&mut isp.admin).await;
    for origin in ["https://portico.example", "http://localhost:8081", "https://localhost:8080"] {
        device.origin = origin.to_owned();
        assert_eq!(why(alone(world, &mut device).await, "code"), "factor-wrong", "{origin}");
    }
}

async fn an_answer_that_names_another_person_is_refused(world: &World) {
    let (mut isp, mut far) = (world.first_isp().await, world.second_isp().await);
    let mut device = world.with_passkey(&mut isp.admin).await;
    device.user = world.with_passkey(&mut far.admin).await.user;
    assert_eq!(why(alone(world, &mut device).await, "code"), "factor-wrong");
}

async fn a_removed_passkey_opens_nothing(world: &World) {
    let mut isp = world.first_isp().await;
    world.with_app(&mut isp.admin).await;
    let mut device = world.with_passkey(&mut isp.admin).await;
    let asked = world.anyone(ask_anyone).await.unwrap();
    let answer = device.get(&asked.options);
    let key = world.oneself(&isp.admin, mine).await.unwrap().passkeys[0].id;
    world.oneself(&isp.admin, async |tx| remove_passkey(tx, key).await).await.unwrap();
    assert!(world.mail_to("ada@barnet.example").await.text.contains("a passkey"));
    assert_eq!(why(sign_in(&world.db, &asked.question, &answer, &from()).await, "code"), "factor-wrong");
    let none = world.oneself(&isp.admin, ask).await;
    assert_eq!(said(none), "passkey-none");
}

async fn somebody_elses_passkey_is_not_found(world: &World) {
    let (mut isp, mut far) = (world.first_isp().await, world.second_isp().await);
    world.with_passkey(&mut isp.admin).await;
    world.with_passkey(&mut far.admin).await;
    let theirs = world.oneself(&far.admin, mine).await.unwrap().passkeys[0].id;
    let refused = world.oneself(&isp.admin, async |tx| remove_passkey(tx, theirs).await).await;
    assert!(matches!(refused, Err(Problem::NotFound("passkey"))), "{refused:?}");
}

async fn a_passkey_needs_a_name(world: &World) {
    let isp = world.first_isp().await;
    let permit = access::person(&world.db, access::Audience::Portal, &isp.admin.hash()).await.unwrap();
    let (asked, cookie) =
        (world.oneself(&isp.admin, ask_to_add).await.unwrap(), Cookie::sent(&isp.admin.cookie));
    let answer = Authenticator::default().create(&asked.options);
    let given = (asked.question.as_str(), answer.as_str());
    for (name, told) in [
        ("", "passkey-name"),
        ("  ", "passkey-name"),
        (&*"x".repeat(61), "text-too-long"),
        ("a\u{7}b", "text-too-long"),
        ("\u{200b}", "text-unseen"),
    ] {
        let refused = factor::add(&permit, &world.db, &cookie, given, name).await;
        assert_eq!(why(refused, "name"), told, "{name:?}");
    }
    let added = factor::add(&permit, &world.db, &cookie, given, "  My \n stick ").await.unwrap();
    assert_eq!(added.codes.unwrap().0.len(), 10, "the first factor brings recovery codes");
    let ada = world.person(added.cookie).await;
    assert_eq!(world.oneself(&ada, mine).await.unwrap().passkeys[0].name, "My stick");
    world.mail_to("ada@barnet.example").await;
}

async fn what_is_no_answer_at_all_is_refused(world: &World) {
    let mut isp = world.first_isp().await;
    let mut device = world.with_passkey(&mut isp.admin).await;
    let long = "[".repeat(100_000);
    for nonsense in
        ["", "{}", "null", "\0", &long, r#"{"id":"a","rawId":"!!","type":"public-key","response":{}}"#]
    {
        let asked = world.anyone(ask_anyone).await.unwrap();
        assert_eq!(why(sign_in(&world.db, &asked.question, nonsense, &from()).await, "code"), "factor-wrong");
    }
    let asked = world.anyone(ask_anyone).await.unwrap();
    let answer = device.get(&asked.options);
    for question in ["", "no-such-question", "\0"] {
        assert_eq!(why(sign_in(&world.db, question, &answer, &from()).await, "code"), "factor-wrong");
    }
    assert!(world.sign_in(&world.second_isp().await.admin.email, PASSWORD).await.is_ok());
}

async fn questions_that_nobody_answered_are_swept(world: &World) {
    world.anyone(ask_anyone).await.unwrap();
    world.minutes(4);
    world.anyone(ask_anyone).await.unwrap();
    world.minutes(1);
    world.system(sweep).await.unwrap();
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM ceremony").await, 1);
}
