//! Being invited to a home while one signs up for the app: whichever comes first, it is one person, who comes to the home.

use super::sign_up::creates;
use super::*;
use crate::access::{Tx, may};
use crate::db::CustomerId;
use crate::invitation::{self, Seat};
use crate::mobile_user;
use crate::testing::{Isp, called, from_the_app, password};

stories![
    whoever_is_invited_before_or_after_they_sign_up_comes_to_the_home,
    being_invited_and_signing_up_at_once_lose_neither,
    being_invited_while_signing_up_is_answered_leaves_a_way_in,
];

async fn a_home(world: &World) -> (Isp, CustomerId) {
    let isp = world.first_isp().await;
    let router = world.stock(&isp, "60:6c:63:00:aa:01").await;
    let home = world.enable(&isp, router, "Ana Lima").await;
    (isp, home)
}

async fn invites(world: &World, isp: &Isp, home: CustomerId, email: &str) {
    let invite = async |tx: &mut Tx<_>| invitation::invite_mobile_user(tx, home, email).await;
    world.by(isp, &isp.admin, invite).await.unwrap();
}

/// Whether somebody who was invited and has an account uses the home by now. If not, there is one invitation that waits for them, and
/// by that they come to use it; nothing is there twice.
async fn is_in_at_once(world: &World, isp: &Isp, home: CustomerId, email: &str) -> bool {
    let used = async || {
        let list = async |tx: &mut Tx<may::ViewCustomers>| mobile_user::list(tx, home).await;
        let users = world.by(isp, &isp.admin, list).await.unwrap();
        users.iter().filter(|it| it.email == email).count()
    };
    let open = async || {
        let list = async |tx: &mut Tx<may::ViewCustomers>| invitation::list_mobile_users(tx, home).await;
        let listed = world.by(isp, &isp.admin, list).await.unwrap();
        listed.into_iter().filter(|it| it.email == email).map(|it| it.id).collect::<Vec<_>>()
    };
    let who = world.sign_in_to_the_app(&Email::parse(email).unwrap()).await;
    let waiting = world.oneself(&who, invitation::waiting).await.unwrap();
    let (at_once, listed) = (used().await, open().await);
    assert_eq!(at_once + listed.len(), 1, "{email}: {listed:?}");
    assert_eq!(waiting.iter().map(|it| it.id).collect::<Vec<_>>(), listed, "what staff see waits for them");
    for it in waiting {
        assert_eq!((it.isp.id, it.seat), (isp.id, Seat::MobileUser(home)));
        let accept = async |tx: &mut Tx<_>| invitation::accept_waiting(tx, it.id).await;
        assert_eq!(world.oneself(&who, accept).await.unwrap().1, mobile_user::path(home));
    }
    assert_eq!((used().await, open().await), (1, Vec::new()), "{email}");
    at_once == 1
}

/// Both ends of the race that follows, each for certain.
async fn whoever_is_invited_before_or_after_they_sign_up_comes_to_the_home(world: &World) {
    let (isp, home) = a_home(world).await;
    for (email, invited_first) in [("eve1@mail.example", true), ("eve2@mail.example", false)] {
        let token = world.ask_to_sign_up(email).await;
        if invited_first {
            invites(world, &isp, home, email).await;
            world.mail_to(email).await.token(Kind::Invitation);
            creates(world, &token).await.unwrap();
        } else {
            creates(world, &token).await.unwrap();
            invites(world, &isp, home, email).await;
            let told = world.mail_to(email).await.text;
            assert!(told.contains(&mobile_user::path(home)) && !told.contains('#'), "{told}");
        }
        assert_eq!(is_in_at_once(world, &isp, home, email).await, !invited_first, "{email}");
    }
    world.mails().await;
}

async fn being_invited_and_signing_up_at_once_lose_neither(world: &World) {
    let (isp, home) = a_home(world).await;
    let mut wanted = Vec::new();
    for n in 0..4 {
        let email = format!("eve{n}@mail.example");
        let token = world.ask_to_sign_up(&email).await;
        wanted.push((email, token));
    }
    let password = password().await;
    // ISPs invite one after the other, so some of them come after somebody's account and some before.
    let outcomes = world.race(2 * wanted.len(), |n| {
        let (db, password, (email, token)) = (world.db.clone(), password.clone(), wanted[n / 2].clone());
        let (admin, slug) = (isp.admin.hash(), isp.slug.clone());
        async move {
            if n % 2 == 0 {
                let mut tx = access::staff(&db, &admin, &slug).await?.write(&db).await?;
                invitation::invite_mobile_user(&mut tx, home, &email).await?;
                return tx.commit().await;
            }
            let mut tx = access::anyone().write(&db).await?;
            sign_up(&mut tx, &token, &called(""), &password, &from_the_app()).await?;
            tx.commit().await
        }
    });
    let outcomes = outcomes.await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    let mails = world.mails().await;
    for (email, _) in &wanted {
        let theirs: Vec<_> = mails.iter().filter(|it| it.to == *email).collect();
        let [mail] = theirs[..] else { panic!("{theirs:?}") };
        let is_in = is_in_at_once(world, &isp, home, email).await;
        // Given at once they are led to the home, and else asked to accept.
        assert_eq!(mail.text.contains("/app/join#i1_"), !is_in, "{}", mail.text);
        assert_eq!(mail.text.contains(&mobile_user::path(home)), is_in, "{}", mail.text);
    }
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM person WHERE email LIKE 'eve%'").await, 4);
    assert_eq!(world.count("SELECT users AS n FROM customer").await, 4);
    world.mails().await;
}

async fn being_invited_while_signing_up_is_answered_leaves_a_way_in(world: &World) {
    let (isp, home) = a_home(world).await;
    let emails = ["eve0@mail.example", "eve1@mail.example", "eve2@mail.example", "eve3@mail.example"];
    let outcomes = world.race(2 * emails.len(), |n| {
        let (db, email) = (world.db.clone(), emails[n / 2]);
        let (admin, slug) = (isp.admin.hash(), isp.slug.clone());
        async move {
            if n % 2 == 0 {
                let mut tx = access::staff(&db, &admin, &slug).await?.write(&db).await?;
                invitation::invite_mobile_user(&mut tx, home, email).await?;
                return tx.commit().await;
            }
            let mut tx = access::anyone().write(&db).await?;
            ask_to_sign_up(&mut tx, &Email::parse(email).unwrap()).await?;
            tx.commit().await?;
            answer_due(&db).await.map(|_| ())
        }
    });
    let outcomes = outcomes.await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    let mails = world.mails().await;
    for email in emails {
        assert!(world.identity(email).await.is_none(), "{email}: nobody used a link yet");
        let theirs: Vec<_> = mails.iter().filter(|it| it.to == email).collect();
        assert_eq!(theirs.len(), 2, "{theirs:?}");
        let with = |link: &str| theirs.iter().find(|it| it.text.contains(link));
        let invited = with("/app/join#i1_").unwrap().token(Kind::Invitation);
        let opened = world.anyone(async |tx| invitation::open(tx, &invited).await).await;
        if let Some(answered) = with("/app/confirm#e1_") {
            // The address was nobody's when it was answered: either link is good, and the account loses no invitation.
            assert_eq!(opened.unwrap().seat, Seat::MobileUser(home));
            creates(world, &answered.token(Kind::SignUp)).await.unwrap();
            assert!(!is_in_at_once(world, &isp, home, email).await);
        } else {
            assert_eq!(said(opened), "gone-invitation-forgotten");
            let answered = with("/app/reset#r1_").unwrap().token(Kind::Reset);
            let password = password().await;
            world.anyone(async |tx| choose(tx, &answered, &password).await).await.unwrap();
            assert!(is_in_at_once(world, &isp, home, email).await);
        }
    }
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM person WHERE email LIKE 'eve%'").await, 4);
    assert_eq!(world.count("SELECT users AS n FROM customer").await, 4);
    world.mails().await;
}
