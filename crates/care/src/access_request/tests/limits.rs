//! How often somebody may ask.

use super::*;

stories![
    who_was_declined_waits_a_day_and_after_the_third_time_is_invited_or_not_at_all,
    a_home_is_asked_ten_times_a_day_at_most,
    one_person_asks_for_a_home_three_times_a_day_at_most,
    the_supports_mailbox_hears_of_requests_for_a_home_that_nobody_uses,
];

async fn who_was_declined_waits_a_day_and_after_the_third_time_is_invited_or_not_at_all(world: &World) {
    let (isp, home, mut ana, mut eve) = a_home(world).await;
    for times in 1..=3 {
        asks(world, &eve).await.unwrap();
        let id = the_one(world, &ana, home).await;
        world.at_home(&ana, home, async |tx| decline(tx, id).await).await.unwrap();
        world.minutes(24 * 60 - 1);
        (ana, eve) = (world.arrive(&ana).await, world.arrive(&eve).await);
        world.hear(1, HERE, serde_json::json!({})).await;
        let lately = if times < 3 { "request-declined-lately" } else { "request-declined-for-good" };
        assert_eq!(said(asks(world, &eve).await), lately, "{times}");
        world.minutes(1);
    }
    assert_eq!(said(asks(world, &eve).await), "request-declined-for-good");
    // Invited and removed again, they begin anew.
    let admin = world.arrive(&isp.admin).await;
    let invite = async |tx: &mut Tx<_>| crate::invitation::invite_mobile_user(tx, home, EVE).await;
    world.by(&isp, &admin, invite).await.unwrap();
    let remove = async |tx: &mut Tx<_>| mobile_user::remove(tx, home, eve.id, None).await;
    world.by(&isp, &admin, remove).await.unwrap();
    asks(world, &world.arrive(&eve).await).await.unwrap();
    world.mails().await;
}

async fn a_home_is_asked_ten_times_a_day_at_most(world: &World) {
    let (_, home, ana, _) = a_home(world).await;
    for n in 0..10 {
        let who = world.sign_up(&format!("p{n}@mail.example")).await;
        asks(world, &who).await.unwrap();
    }
    let who = world.sign_up("p10@mail.example").await;
    let refused = asks(world, &who).await;
    assert!(matches!(refused, Err(Problem::TooManyMails { .. })), "{refused:?}");
    assert_eq!(waits(world, &ana, home).await.len(), 10, "what was refused left nothing");
    world.mails().await;
}

async fn one_person_asks_for_a_home_three_times_a_day_at_most(world: &World) {
    let (_, home, ana, eve) = a_home(world).await;
    for _ in 0..3 {
        asks(world, &eve).await.unwrap();
        let id = the_one(world, &ana, home).await;
        world.oneself(&eve, async |tx| withdraw(tx, id).await).await.unwrap();
    }
    let refused = asks(world, &eve).await;
    assert!(matches!(refused, Err(Problem::TooManyMails { .. })), "{refused:?}");
    // Others are not kept from asking by that.
    let max = world.sign_up("max@mail.example").await;
    asks(world, &max).await.unwrap();
    world.mails().await;
}

async fn the_supports_mailbox_hears_of_requests_for_a_home_that_nobody_uses(world: &World) {
    let isp = world.first_isp().await;
    let support = crate::isp::Support::parse("Europe/Berlin", "help@barnet.example", "", "").unwrap();
    let settle = async |tx: &mut Tx<_>| crate::isp::update_support(tx, &support).await;
    world.by(&isp, &isp.admin, settle).await.unwrap();
    world.online_home(&isp, 1, HERE, "Elm").await;
    let eve = world.sign_up(EVE).await;
    asks(world, &eve).await.unwrap();
    assert!(world.mail_to("help@barnet.example").await.text.contains(EVE));
}
