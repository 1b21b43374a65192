//! Who may hear a notice is asked when it goes.

use super::*;
use crate::agreement;
use crate::deactivation;
use crate::invitation;

stories![
    of_two_homes_each_is_told_to_whom_it_concerns,
    a_later_word_about_oneself_is_heard_though_the_home_is_gone,
    a_request_is_told_to_the_primary_user_of_the_moment_and_while_it_waits,
    whoever_has_new_terms_to_accept_hears_nothing_of_the_home,
    a_home_that_ended_is_told_of_no_more,
    only_the_latest_phones_of_somebody_hear_notices,
    what_is_not_wanted_is_not_told_at_home_either,
    the_operator_turns_all_of_it_off,
    a_push_service_that_does_not_answer_holds_nobody_up,
];

/// Lets somebody who has an account use a home.
async fn let_in(world: &World, isp: &Isp, home: CustomerId, email: &str) {
    let invite = async |tx: &mut Tx<_>| invitation::invite_mobile_user(tx, home, email).await;
    world.by(isp, &isp.admin, invite).await.unwrap();
}

async fn of_two_homes_each_is_told_to_whom_it_concerns(world: &World) {
    let home = a_home(world).await;
    // Another ISP's, which Ana uses too.
    let two = world.second_isp().await;
    let other = world.online_home(&two, 2, "203.0.113.9", "Oak").await;
    world.join_home(&two, other, "owner@mail.example").await;
    let_in(world, &two, other, ANA).await;
    world.agree(home.ana.id).await;
    let paul = world.join_home(&home.isp, home.id, "paul@mail.example").await;
    let_in(world, &two, other, "paul@mail.example").await;
    assert_eq!(left_in_the_outbox(world).await, 2, "one for each home");
    // She is removed from the second home before either went.
    let remove = async |tx: &mut Tx<_>| mobile_user::remove(tx, other, home.ana.id, None).await;
    world.by(&two, &two.admin, remove).await.unwrap();
    let mut told = home.hears(world).await;
    told.sort();
    assert_eq!(
        told,
        ["You have no access to a home any more.", "paul@mail.example has access to your home now."]
    );
    drop(paul);
    world.mails().await;
}

async fn a_later_word_about_oneself_is_heard_though_the_home_is_gone(world: &World) {
    let home = a_home(world).await;
    let elsewhere = world.online_home(&home.isp, 2, "203.0.113.9", "Oak").await;
    let_in(world, &home.isp, elsewhere, ANA).await;
    let ben = world.join_home(&home.isp, home.id, "ben@mail.example").await;
    let (bens, service) = (Phone::new("ben"), &home.service);
    let_in(world, &home.isp, elsewhere, "ben@mail.example").await;
    subscribe(world, &ben, &bens.subscription(service)).await;
    home.hears(world).await;
    let primary = async |tx: &mut Tx<_>| mobile_user::make_primary(tx, home.id, ben.id).await;
    world.by(&home.isp, &home.isp.admin, primary).await.unwrap();
    let remove = async |tx: &mut Tx<_>| mobile_user::remove(tx, home.id, ben.id, Some(home.ana.id)).await;
    world.by(&home.isp, &home.isp.admin, remove).await.unwrap();
    deliver_due(&world.db, &home.sender).await.unwrap();
    let taken = service.taken();
    let to_ben: Vec<_> = taken.iter().filter(|it| it.path == bens.path).map(|it| bens.reads(it)).collect();
    assert_eq!(to_ben.len(), 1);
    assert_eq!(to_ben[0]["body"], "You have no access to a home any more.");
    world.mails().await;
}

async fn a_request_is_told_to_the_primary_user_of_the_moment_and_while_it_waits(world: &World) {
    let home = a_home(world).await;
    let ben = world.join_home(&home.isp, home.id, "ben@mail.example").await;
    home.hears(world).await;
    let eve = world.sign_up(EVE).await;
    asks(world, &eve).await;
    let primary = async |tx: &mut Tx<_>| mobile_user::make_primary(tx, home.id, ben.id).await;
    world.by(&home.isp, &home.isp.admin, primary).await.unwrap();
    assert!(home.hears(world).await.is_empty(), "who asks is no business of hers any more");
    assert_eq!(left_in_the_outbox(world).await, 0);
    let primary = async |tx: &mut Tx<_>| mobile_user::make_primary(tx, home.id, home.ana.id).await;
    world.by(&home.isp, &home.isp.admin, primary).await.unwrap();
    home.hears(world).await;
    let max = world.sign_up("max@mail.example").await;
    asks(world, &max).await;
    assert_eq!(left_in_the_outbox(world).await, 1);
    world
        .oneself(&max, async |tx| {
            let id = access_request::mine(tx).await?[0].id;
            access_request::withdraw(tx, id).await
        })
        .await
        .unwrap();
    assert_eq!(left_in_the_outbox(world).await, 0, "it was taken back");
    world.mails().await;
}

async fn whoever_has_new_terms_to_accept_hears_nothing_of_the_home(world: &World) {
    let home = a_home(world).await;
    let publish =
        async |tx: &mut Tx<_>| agreement::publish(tx, agreement::Kind::Privacy, 0, "We keep less.").await;
    world.by(&home.isp, &home.isp.admin, publish).await.unwrap();
    let eve = world.sign_up(EVE).await;
    asks(world, &eve).await;
    assert!(home.hears(world).await.is_empty());
    world.agree(home.ana.id).await;
    let max = world.sign_up("max@mail.example").await;
    asks(world, &max).await;
    assert_eq!(home.hears(world).await.len(), 1);
    world.mails().await;
}

async fn a_home_that_ended_is_told_of_no_more(world: &World) {
    let home = a_home(world).await;
    // Her session stays.
    let elsewhere = world.online_home(&home.isp, 2, "203.0.113.9", "Oak").await;
    let_in(world, &home.isp, elsewhere, ANA).await;
    let eve = world.sign_up(EVE).await;
    asks(world, &eve).await;
    let admin = world.arrive(&home.isp.admin).await;
    world.by(&home.isp, &admin, async |tx| deactivation::deactivate(tx, home.id).await).await.unwrap();
    assert!(home.hears(world).await.is_empty());
    assert_eq!(left_in_the_outbox(world).await, 0);
    world.mails().await;
}

async fn only_the_latest_phones_of_somebody_hear_notices(world: &World) {
    let home = a_home(world).await;
    for n in 0..10 {
        world.minutes(1);
        let phone = world.arrive(&home.ana).await;
        subscribe(world, &phone, &Phone::new(&format!("more{n}")).subscription(&home.service)).await;
    }
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM push_subscription").await, 10);
    assert!(!mine_of(world, &home.ana).await.here, "the first of eleven");
}

async fn what_is_not_wanted_is_not_told_at_home_either(world: &World) {
    let home = a_home(world).await;
    let but_access = [Kind::Request, Kind::Answer, Kind::Connection];
    world.oneself(&home.ana, async |tx| choose(tx, &but_access).await).await.unwrap();
    world.join_home(&home.isp, home.id, "ben@mail.example").await;
    assert!(home.hears(world).await.is_empty());
    world.mails().await;
}

async fn the_operator_turns_all_of_it_off(world: &World) {
    let home = a_home(world).await;
    let eve = world.sign_up(EVE).await;
    asks(world, &eve).await;
    world.system(end).await.unwrap();
    assert_eq!(left_in_the_outbox(world).await, 0);
    assert!(!mine_of(world, &home.ana).await.here);
    world.mails().await;
}

async fn a_push_service_that_does_not_answer_holds_nobody_up(world: &World) {
    let home = a_home(world).await;
    // A port that nobody listens on.
    let dead = "http://127.0.0.1:9";
    let both = Services::new(vec![dead.parse().unwrap(), home.service.origin.parse().unwrap()]);
    let sender = Sender::new(client(None).unwrap(), both.clone(), key(), world.db.site(), None);
    for n in 0..3 {
        let phone = world.arrive(&home.ana).await;
        let (p256dh, auth) = Phone::new("dead").keys();
        let lost = Subscription::parse(&both, &format!("{dead}/send/{n}"), &p256dh, &auth).unwrap();
        subscribe(world, &phone, &lost).await;
    }
    subscribe(world, &home.ana, &home.phone.subscription(&home.service)).await;
    assert_eq!(deliver_due(&world.db, &sender).await.unwrap(), 4);
    assert_eq!(home.service.taken().len(), 1);
    assert_eq!(left_in_the_outbox(world).await, 3, "they are tried again later");
    assert_eq!(deliver_due(&world.db, &sender).await.unwrap(), 0);
}
