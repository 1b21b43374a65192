//! Stories of signing up.

use super::*;
use crate::access::{Audience, Tx, may};
use crate::invitation;
use crate::link::Token;
use crate::problem::{Problem, Result};
use crate::session::Cookie;
use crate::testing::{called, from_the_app, password};

stories![
    a_mailed_link_creates_the_account_and_signs_in_to_the_app,
    who_has_an_account_is_told_so_and_gets_no_link,
    who_was_invited_gets_the_link_that_accepts,
    a_link_of_before_is_void_and_one_lives_for_a_day,
    of_many_who_use_one_link_one_creates_the_account,
    accepting_an_invitation_and_signing_up_at_once_make_one_person,
];

const EVE: &str = "eve@mail.example";

async fn wants(world: &World, email: &str) {
    let email = Email::parse(email).unwrap();
    world.anyone(async |tx| ask_to_sign_up(tx, &email).await).await.unwrap();
}

pub(super) async fn creates(world: &World, token: &Token) -> Result<Cookie> {
    let (password, from) = (password().await, from_the_app());
    world.anyone(async |tx| sign_up(tx, token, &called("Eve"), &password, &from).await).await
}

async fn a_mailed_link_creates_the_account_and_signs_in_to_the_app(world: &World) {
    let isp = world.first_isp().await;
    wants(world, "Eve@mail.example").await;
    let mail = world.mail_to(EVE).await;
    assert!(mail.text.contains("http://localhost:8080/app/confirm#e1_"), "{}", mail.text);
    let token = mail.token(Kind::SignUp);
    let email = world.anyone(async |tx| look_sign_up(tx, &token).await).await.unwrap();
    assert_eq!(email.canonical(), EVE);
    assert!(world.identity(EVE).await.is_none(), "looking creates nobody");
    let cookie = creates(world, &token).await.unwrap();
    let who = world.identity(EVE).await.unwrap();
    assert!(who.verified);
    assert!(access::person(&world.db, Audience::App, &cookie.hash()).await.is_ok());
    // The portal is nothing of theirs.
    assert!(access::person(&world.db, Audience::Portal, &cookie.hash()).await.is_err());
    let portal = world.sign_in(&email, PASSWORD).await.unwrap();
    let refused = access::staff::<may::ViewTabs>(&world.db, &portal.hash(), &isp.slug).await;
    assert!(matches!(refused, Err(Problem::NotFound("isp"))), "{refused:?}");
    for gone in [
        world.anyone(async |tx| look_sign_up(tx, &token).await.map(|_| ())).await,
        creates(world, &token).await.map(|_| ()),
    ] {
        assert_eq!(said(gone), "gone-sign-up");
    }
    world.mails().await;
}

async fn who_has_an_account_is_told_so_and_gets_no_link(world: &World) {
    let isp = world.first_isp().await;
    wants(world, isp.admin.email.canonical()).await;
    let mail = world.mail_to("ada@barnet.example").await;
    assert!(
        mail.text.contains("http://localhost:8080/app/sign-in") && !mail.text.contains('#'),
        "{}",
        mail.text
    );
    // And a link from before is no good any more once somebody has an account.
    wants(world, EVE).await;
    let token = world.mail_to(EVE).await.token(Kind::SignUp);
    world.join(&isp, EVE, "user").await;
    assert_eq!(said(world.anyone(async |tx| look_sign_up(tx, &token).await).await), "sign-up-known");
    assert_eq!(said(creates(world, &token).await), "sign-up-known");
}

async fn who_was_invited_gets_the_link_that_accepts(world: &World) {
    let isp = world.first_isp().await;
    let router = world.stock(&isp, "60:6c:63:00:aa:01").await;
    let home = world.enable(&isp, router, "Ana Lima").await;
    world.invite_home(&isp, home, EVE).await;
    wants(world, EVE).await;
    let token = world.mail_to(EVE).await.token(Kind::Reset);
    let accepts = world.anyone(async |tx| look(tx, &token).await).await.unwrap().accepts;
    assert_eq!(accepts.map(|(_, seat)| seat), Some(invitation::Seat::MobileUser(home)));
    // Two days later the invitation is over, and the account needs none.
    world.minutes(48 * 60);
    wants(world, EVE).await;
    world.mail_to(EVE).await.token(Kind::SignUp);
}

async fn a_link_of_before_is_void_and_one_lives_for_a_day(world: &World) {
    world.first_isp().await;
    wants(world, EVE).await;
    let first = world.mail_to(EVE).await.token(Kind::SignUp);
    wants(world, EVE).await;
    wants(world, "max@mail.example").await;
    let (second, of_another) = (
        world.mail_to(EVE).await.token(Kind::SignUp),
        world.mail_to("max@mail.example").await.token(Kind::SignUp),
    );
    assert_eq!(said(creates(world, &first).await), "gone-sign-up");
    world.minutes(24 * 60 - 1);
    creates(world, &second).await.unwrap();
    world.minutes(1);
    assert_eq!(said(creates(world, &of_another).await), "gone-sign-up");
    world.mails().await;
}

async fn of_many_who_use_one_link_one_creates_the_account(world: &World) {
    world.first_isp().await;
    wants(world, EVE).await;
    let token = world.mail_to(EVE).await.token(Kind::SignUp);
    let password = password().await;
    let outcomes = world.race(6, |_| {
        let (db, token, password) = (world.db.clone(), token.clone(), password.clone());
        async move {
            let mut tx = access::anyone().write(&db).await?;
            sign_up(&mut tx, &token, &called(""), &password, &from_the_app()).await?;
            tx.commit().await
        }
    });
    let outcomes = outcomes.await;
    assert_eq!(outcomes.iter().filter(|it| it.is_ok()).count(), 1, "{outcomes:?}");
    world.mails().await;
}

async fn accepting_an_invitation_and_signing_up_at_once_make_one_person(world: &World) {
    let isp = world.first_isp().await;
    let router = world.stock(&isp, "60:6c:63:00:aa:01").await;
    let home = world.enable(&isp, router, "Ana Lima").await;
    wants(world, EVE).await;
    let token = world.mail_to(EVE).await.token(Kind::SignUp);
    let invitation = world.invite_home(&isp, home, EVE).await;
    let password = password().await;
    let outcomes = world.race(2, |n| {
        let (db, token, invitation, password) =
            (world.db.clone(), token.clone(), invitation.clone(), password.clone());
        async move {
            let mut tx = access::anyone().write(&db).await?;
            if n == 0 {
                sign_up(&mut tx, &token, &called(""), &password, &from_the_app()).await?;
            } else {
                invitation::accept_new(&mut tx, &invitation, &called(""), &password, &from_the_app()).await?;
            }
            tx.commit().await
        }
    });
    let outcomes = outcomes.await;
    // One creates the person; the other finds that they sign in instead.
    assert_eq!(outcomes.iter().filter(|it| it.is_ok()).count(), 1, "{outcomes:?}");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM person WHERE email = 'eve@mail.example'").await, 1);
    if outcomes[0].is_ok() {
        // The invitation waits for them still.
        let eve = world.sign_in_to_the_app(&Email::parse(EVE).unwrap()).await;
        let waiting = async |tx: &mut Tx<may::Oneself>| invitation::waiting(tx).await;
        assert_eq!(world.oneself(&eve, waiting).await.unwrap().len(), 1);
    }
    world.mails().await;
}
