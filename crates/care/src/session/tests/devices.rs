//! Stories of browsers that are known, and of new ones.

use std::time::Duration;

use crate::access::Audience;
use crate::email::Email;
use crate::factor::{self, Answer};
use crate::link::Kind;
use crate::person::{self, Password};
use crate::problem::Result;
use crate::session::{self, Cookie, Device, From};
use crate::stories;
use crate::testing::{DEVICE, PASSWORD, World, called, from, password, why};
use crate::words::Language;

stories![
    signing_in_from_a_new_browser_is_told_once,
    whoever_accepts_or_founds_is_told_nothing_of_their_own_browser,
    a_wrong_password_from_a_new_browser_is_answered_alike_and_told_nobody,
    one_browser_that_two_people_use_is_new_to_each,
    a_browser_that_was_not_used_for_a_year_is_new_again,
    somebody_from_before_browsers_were_remembered_is_told_of_the_first,
    a_new_browser_that_signs_in_twice_at_once_is_told_once,
    what_was_known_of_somebody_else_is_forgotten_with_the_take_over,
    a_browser_that_showed_the_password_and_no_factor_is_not_known_by_that,
];

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0";

fn new_browser() -> From {
    let agent = FIREFOX.to_owned();
    From {
        audience: Audience::Portal,
        address: "203.0.113.9".to_owned(),
        agent,
        device: Device::random(),
        language: Language::English,
    }
}

async fn sign_in(world: &World, email: &Email, password: &str, from: &From) -> Result<Cookie> {
    person::sign_in(&world.db, email, Password::typed(password), from).await
}

async fn signing_in_from_a_new_browser_is_told_once(world: &World) {
    let ada = world.first_isp().await.admin;
    let laptop = new_browser();
    sign_in(world, &ada.email, PASSWORD, &laptop).await.unwrap();
    let mail = world.mail_to("ada@barnet.example").await;
    assert_eq!(mail.subject, "New sign-in to your account");
    for told in ["Firefox, Linux", "203.0.113.9", "2 Mar 2026, 09:00 UTC", "http://localhost:8080/account"] {
        assert!(mail.text.contains(told), "{told} in {}", mail.text);
    }
    assert!(!mail.text.contains('#'), "a notice carries no link: {}", mail.text);
    sign_in(world, &ada.email, PASSWORD, &laptop).await.unwrap();
    sign_in(world, &ada.email, PASSWORD, &From { address: "203.0.113.77".to_owned(), ..laptop })
        .await
        .unwrap();
    sign_in(world, &ada.email, PASSWORD, &from()).await.unwrap();
    let noted = "SELECT COUNT(*) AS n FROM audit WHERE kind = 'device-new' AND actor_id IS NOT NULL";
    assert_eq!(world.count(noted).await, 1);
}

async fn whoever_accepts_or_founds_is_told_nothing_of_their_own_browser(world: &World) {
    let isp = world.first_isp().await;
    let token = world.invite(&isp, "bo@barnet.example", "user").await;
    let (password, laptop) = (password().await, new_browser());
    world
        .anyone(async |tx| crate::invitation::accept_new(tx, &token, &called("Bo"), &password, &laptop).await)
        .await
        .unwrap();
    sign_in(world, &Email::parse("bo@barnet.example").unwrap(), PASSWORD, &laptop).await.unwrap();
    assert!(world.mails().await.is_empty());
}

async fn a_wrong_password_from_a_new_browser_is_answered_alike_and_told_nobody(world: &World) {
    let ada = world.first_isp().await.admin;
    let refused = sign_in(world, &ada.email, "not the password at all", &new_browser()).await;
    assert_eq!(why(refused, "password"), "sign-in-wrong");
    let refused = sign_in(world, &ada.email, "not the password at all", &from()).await;
    assert_eq!(why(refused, "password"), "sign-in-wrong");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM device").await, 1);
}

async fn one_browser_that_two_people_use_is_new_to_each(world: &World) {
    let isp = world.first_isp().await;
    let uma = world.user(&isp).await;
    let shared = new_browser();
    for email in [&isp.admin.email, &uma.email] {
        sign_in(world, email, PASSWORD, &shared).await.unwrap();
        assert_eq!(world.mail_to(email.canonical()).await.subject, "New sign-in to your account");
    }
}

async fn a_browser_that_was_not_used_for_a_year_is_new_again(world: &World) {
    let ada = world.first_isp().await.admin;
    world.advance(Duration::from_secs(364 * 24 * 60 * 60));
    sign_in(world, &ada.email, PASSWORD, &from()).await.unwrap();
    world.advance(Duration::from_secs(364 * 24 * 60 * 60));
    world.system(session::sweep).await.unwrap();
    sign_in(world, &ada.email, PASSWORD, &from()).await.unwrap();
    assert!(world.mails().await.is_empty(), "each use starts the year again");
    // Somebody who opened pages of an ISP has been here, even if no browser and no session of theirs is left.
    world.run("UPDATE person SET last_isp_id = (SELECT id FROM isp)").await;
    world.advance(Duration::from_secs(365 * 24 * 60 * 60));
    world.system(session::sweep).await.unwrap();
    sign_in(world, &ada.email, PASSWORD, &from()).await.unwrap();
    world.mail_to("ada@barnet.example").await;
}

async fn somebody_from_before_browsers_were_remembered_is_told_of_the_first(world: &World) {
    let ada = world.first_isp().await.admin;
    world.run("DELETE FROM device").await;
    sign_in(world, &ada.email, PASSWORD, &new_browser()).await.unwrap();
    world.mail_to("ada@barnet.example").await;
    world.run("DELETE FROM device").await;
    world.run("DELETE FROM session").await;
    sign_in(world, &ada.email, PASSWORD, &new_browser()).await.unwrap();
    assert!(world.mails().await.is_empty(), "whoever was never here has nothing to compare with");
}

async fn a_new_browser_that_signs_in_twice_at_once_is_told_once(world: &World) {
    let ada = world.first_isp().await.admin;
    let laptop = new_browser();
    let outcomes = world.race(4, |_| {
        let (db, email, laptop) = (world.db.clone(), ada.email.clone(), laptop.clone());
        async move { person::sign_in(&db, &email, Password::typed(PASSWORD), &laptop).await }
    });
    assert!(outcomes.await.iter().all(Result::is_ok));
    world.mail_to("ada@barnet.example").await;
}

async fn a_browser_that_showed_the_password_and_no_factor_is_not_known_by_that(world: &World) {
    let mut ada = world.first_isp().await.admin;
    let phone = world.with_app(&mut ada).await;
    world.advance(Duration::from_secs(30));
    let strange = new_browser();
    let waiting = sign_in(world, &ada.email, PASSWORD, &strange).await.unwrap();
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM device").await, 1, "only her own");
    assert!(world.mails().await.is_empty(), "nobody has signed in yet");
    let code = world.code(&phone);
    factor::finish(&world.db, &waiting, Answer::Code(&code), &strange).await.unwrap();
    assert_eq!(world.mail_to("ada@barnet.example").await.subject, "New sign-in to your account");
}

/// An Admin who copied a link set up an identity for somebody else's address, and its owner takes it over by mail.
async fn what_was_known_of_somebody_else_is_forgotten_with_the_take_over(world: &World) {
    let isp = world.first_isp().await;
    let uma = world.user(&isp).await;
    world.run("UPDATE person SET verified_at = NULL WHERE email = 'uma@bar-net.example'").await;
    let far = world.second_isp().await;
    let token = world.invite(&far, "uma@bar-net.example", "user").await;
    assert_eq!(token.kind(), Kind::Invitation);
    let (password, own) = (password().await, new_browser());
    world
        .anyone(async |tx| crate::invitation::accept_new(tx, &token, &called("Uma"), &password, &own).await)
        .await
        .unwrap();
    let theirs = From { device: Device::sent(DEVICE).unwrap(), ..new_browser() };
    sign_in(world, &uma.email, PASSWORD, &theirs).await.unwrap();
    assert_eq!(world.mail_to("uma@bar-net.example").await.subject, "New sign-in to your account");
}
