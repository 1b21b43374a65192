//! Stories of signing in.

mod changing;

use super::*;
use crate::access::{self, Place};
use crate::email::Email;
use crate::session;
use crate::stories;
use crate::testing::{PASSWORD, World, from, why};

stories![
    the_right_password_signs_in_and_leads_to_the_isp_seen_last,
    a_wrong_password_an_unknown_address_and_one_without_a_password_are_answered_alike,
    after_ten_attempts_from_one_place_even_the_right_password_waits,
    a_success_forgives_the_attempts_before,
    a_person_may_be_called_otherwise,
    strangers_who_guess_from_everywhere_do_not_keep_the_owner_out_of_a_browser_they_use,
];

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

async fn strangers_who_guess_from_everywhere_do_not_keep_the_owner_out_of_a_browser_they_use(world: &World) {
    let isp = world.first_isp().await;
    let ada = &isp.admin.email;
    for n in 0..11 {
        for _ in 0..10 {
            let device = session::Device::random();
            let stranger = session::From { address: format!("2001:db8:0:{n}::1"), device, ..from() };
            let refused =
                sign_in(&world.db, ada, Password::typed("not the password at all"), &stranger).await;
            assert!(refused.is_err());
        }
    }
    // A browser that nobody knows waits, wherever it is; hers does not, also where she never was.
    let new = session::From { device: session::Device::random(), address: "192.0.2.99".to_owned(), ..from() };
    let refused = sign_in(&world.db, ada, Password::typed(PASSWORD), &new).await;
    assert!(matches!(refused, Err(Problem::TooMany { .. })), "{refused:?}");
    let hers = session::From { address: "192.0.2.98".to_owned(), ..from() };
    assert!(sign_in(&world.db, ada, Password::typed(PASSWORD), &hers).await.is_ok());
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

async fn a_person_may_be_called_otherwise(world: &World) {
    let isp = world.first_isp().await;
    world.oneself(&isp.admin, async |tx| rename(tx, " Ada \n  Lovelace ").await).await.unwrap();
    let permit = access::person(&world.db, access::Audience::Portal, &isp.admin.hash()).await.unwrap();
    assert_eq!(permit.session().unwrap().called(), "Ada Lovelace");
    let bell = world.oneself(&isp.admin, async |tx| rename(tx, "A\u{7}da").await).await;
    assert_eq!(why(bell, "name"), "text-too-long");
}
