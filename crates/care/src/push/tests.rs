//! Stories of notices on phones.

mod permission;
mod phone;

use phone::{Phone, PushService, key, signed};
use serde_json::json;

use super::*;
use crate::access_request;
use crate::mobile_user;
use crate::person;
use crate::router;
use crate::session;
use crate::stories;
use crate::testing::{Isp, PASSWORD, Person, World, said};

stories![
    a_phone_hears_who_asks_for_access_and_only_it_can_read_that,
    who_asked_hears_the_answer_and_who_uses_the_home_hears_who_came,
    each_kind_can_be_done_without,
    a_home_that_is_offline_for_an_hour_and_back_is_told,
    whose_session_ended_hears_nothing_more,
    who_left_a_home_hears_nothing_more_of_it,
    a_browser_is_one_persons_at_a_time,
    a_later_notice_takes_the_place_of_one_that_did_not_go_yet,
    what_a_push_service_says_is_heeded,
    a_notice_whose_time_is_over_is_not_sent,
    two_workers_send_each_notice_once,
    turned_off_it_is_quiet,
    a_notice_is_in_the_language_of_whoever_reads_it,
    a_push_service_shows_a_certificate_that_is_trusted,
];

const HERE: &str = "203.0.113.7";
const ANA: &str = "ana@mail.example";
const EVE: &str = "eve@mail.example";

/// A home with Ana as its primary user, whose phone hears notices.
struct Home {
    isp: Isp,
    id: CustomerId,
    ana: Person,
    phone: Phone,
    service: PushService,
    sender: Sender,
}

async fn a_home(world: &World) -> Home {
    let isp = world.first_isp().await;
    let id = world.online_home(&isp, 1, HERE, "Elm").await;
    let ana = world.join_home(&isp, id, ANA).await;
    let service = PushService::open().await;
    let (phone, sender) = (Phone::new("ana"), service.sender(world.db.site()));
    let home = Home { isp, id, ana, phone, service, sender };
    subscribe(world, &home.ana, &home.phone.subscription(&home.service)).await;
    assert_eq!(home.hears(world).await, ["This phone hears notices now."]);
    home
}

async fn session_of(world: &World, who: &Person) -> SessionId {
    let permit = crate::access::person(&world.db, who.audience, &who.hash()).await.unwrap();
    permit.session().unwrap().id
}

async fn subscribe(world: &World, who: &Person, subscription: &Subscription) {
    let session = session_of(world, who).await;
    world.oneself(who, async |tx| turn_on(tx, session, subscription, false).await).await.unwrap();
}

async fn mine_of(world: &World, who: &Person) -> Mine {
    let session = session_of(world, who).await;
    world.oneself(who, async |tx| mine(tx, session).await).await.unwrap()
}

async fn asks(world: &World, who: &Person) {
    world.standing(who, HERE, async |tx| access_request::ask(tx, "", None).await).await.unwrap();
}

async fn left_in_the_outbox(world: &World) -> i64 {
    world.count("SELECT COUNT(*) AS n FROM push_notice").await
}

impl Home {
    /// What Ana's phone is told, when the worker goes by once.
    async fn hears(&self, world: &World) -> Vec<String> {
        deliver_due(&world.db, &self.sender).await.unwrap();
        let taken = self.service.taken();
        let ours = taken.iter().filter(|it| it.path == self.phone.path);
        ours.map(|it| self.phone.reads(it)["body"].as_str().unwrap().to_owned()).collect()
    }
}

async fn a_phone_hears_who_asks_for_access_and_only_it_can_read_that(world: &World) {
    let home = a_home(world).await;
    let eve = world.sign_up(EVE).await;
    asks(world, &eve).await;
    assert_eq!(deliver_due(&world.db, &home.sender).await.unwrap(), 1);
    let taken = home.service.taken();
    assert_eq!(taken.len(), 1);
    let it = &taken[0];
    let said = home.phone.reads(it);
    let request = world.at_home(&home.ana, home.id, access_request::waiting).await.unwrap()[0].id;
    let now = world.db.clock().millis();
    assert_eq!(
        said,
        json!({
            "title": "Bar Net",
            "body": "eve@mail.example asks for access to your home.",
            "page": access_request::path(home.id, request),
            "tag": format!("request-{request}"),
            "at": now,
        })
    );
    // What the push service sees: who sends, and nothing of what it is about.
    let claims = signed(it, &home.service.origin, now);
    // A contact that only this machine knows is no contact.
    assert_eq!(claims.get("sub"), None);
    assert_eq!((it.header("content-encoding"), it.header("ttl")), ("aes128gcm", "86400"));
    assert_eq!(it.header("topic").len(), 32);
    let seen = format!("{:?}{}", it.headers, String::from_utf8_lossy(&it.body));
    assert!(!seen.contains(EVE) && !seen.contains(&home.id.to_string()), "{seen}");
    assert_eq!(left_in_the_outbox(world).await, 0);
    // The one record is smaller than records may be (RFC 8291, section 4), and as long as others are.
    assert!(it.body.len() - 86 < 4096 && it.body[16..20] == 4096_u32.to_be_bytes());
    assert_eq!((it.body.len() - 86 - 17) % 256, 0);
    // Another phone cannot.
    let other = web_push_native::decrypt(
        it.body.clone(),
        &web_push_native::p256::SecretKey::from_slice(&[7; 32]).unwrap(),
        &web_push_native::Auth::from([7; 16]),
    );
    assert!(other.is_err());
    world.mails().await;
}

async fn who_asked_hears_the_answer_and_who_uses_the_home_hears_who_came(world: &World) {
    let home = a_home(world).await;
    let ben = world.join_home(&home.isp, home.id, "ben@mail.example").await;
    assert_eq!(home.hears(world).await, ["ben@mail.example has access to your home now."]);
    let (eve, bens, eves) = (world.sign_up(EVE).await, Phone::new("ben"), Phone::new("eve"));
    subscribe(world, &ben, &bens.subscription(&home.service)).await;
    subscribe(world, &eve, &eves.subscription(&home.service)).await;
    home.hears(world).await;
    asks(world, &eve).await;
    home.hears(world).await;
    let id = world.at_home(&home.ana, home.id, access_request::waiting).await.unwrap()[0].id;
    world.at_home(&home.ana, home.id, async |tx| access_request::approve(tx, id).await).await.unwrap();
    deliver_due(&world.db, &home.sender).await.unwrap();
    let taken = home.service.taken();
    // Who approved knows.
    assert!(taken.iter().all(|it| it.path != home.phone.path));
    let read = |phone: &Phone| phone.reads(taken.iter().find(|it| it.path == phone.path).unwrap());
    assert_eq!(read(&eves)["body"], "Your request was approved: you have access.");
    assert_eq!(read(&eves)["page"], mobile_user::path(home.id));
    assert_eq!(read(&bens)["body"], "eve@mail.example has access to your home now.");
    // Ben becomes primary user, then Eve is removed: her session goes with her last home, and her phone with it.
    let make = async |tx: &mut Tx<_>| mobile_user::make_primary(tx, home.id, ben.id).await;
    world.by(&home.isp, &home.isp.admin, make).await.unwrap();
    let remove = async |tx: &mut Tx<_>| mobile_user::remove(tx, home.id, eve.id, None).await;
    world.by(&home.isp, &home.isp.admin, remove).await.unwrap();
    deliver_due(&world.db, &home.sender).await.unwrap();
    let taken = home.service.taken();
    let told: Vec<String> = taken.iter().map(|it| it.path.clone()).collect();
    assert_eq!(told, [bens.path.as_str()]);
    assert_eq!(bens.reads(&taken[0])["body"], "You are the primary user of a home now.");
    world.mails().await;
}

async fn each_kind_can_be_done_without(world: &World) {
    let home = a_home(world).await;
    assert_eq!(mine_of(world, &home.ana).await, Mine { here: true, wanted: Kind::ALL.to_vec() });
    let but_requests = [Kind::Answer, Kind::Connection];
    world.oneself(&home.ana, async |tx| choose(tx, &but_requests).await).await.unwrap();
    assert_eq!(mine_of(world, &home.ana).await.wanted, but_requests);
    let eve = world.sign_up(EVE).await;
    asks(world, &eve).await;
    assert!(home.hears(world).await.is_empty());
    world
        .oneself(&eve, async |tx| {
            let id = access_request::mine(tx).await?[0].id;
            access_request::withdraw(tx, id).await
        })
        .await
        .unwrap();
    // It is mailed all the same.
    assert!(world.mail_to(ANA).await.text.contains(EVE));
    world.oneself(&home.ana, async |tx| choose(tx, &Kind::ALL).await).await.unwrap();
    asks(world, &eve).await;
    assert_eq!(home.hears(world).await.len(), 1);
    world.mails().await;
}

async fn a_home_that_is_offline_for_an_hour_and_back_is_told(world: &World) {
    let home = a_home(world).await;
    world.minutes(2);
    router::sweep(&world.db, 0).await.unwrap();
    world.minutes(58);
    crate::known_issue::judge(&world.db).await.unwrap();
    assert_eq!(home.hears(world).await, ["Your home is offline."]);
    world.hear(1, HERE, json!({})).await;
    world.minutes(5);
    crate::known_issue::judge(&world.db).await.unwrap();
    assert_eq!(home.hears(world).await, ["Your home is online again."]);
}

async fn whose_session_ended_hears_nothing_more(world: &World) {
    let home = a_home(world).await;
    let eve = world.sign_up(EVE).await;
    asks(world, &eve).await;
    assert_eq!(left_in_the_outbox(world).await, 1);
    let id = session_of(world, &home.ana).await;
    world.oneself(&home.ana, async |tx| session::end(tx, id).await).await.unwrap();
    // Between its writing and its going.
    assert!(home.hears(world).await.is_empty());
    assert_eq!(left_in_the_outbox(world).await, 0);
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM push_subscription").await, 0);

    // Idle for longer than a session of the app lives, though its row is there still.
    let back = world.arrive(&home.ana).await;
    subscribe(world, &back, &home.phone.subscription(&home.service)).await;
    home.hears(world).await;
    world.advance(std::time::Duration::from_secs(31 * 24 * 60 * 60));
    let other = world.sign_up("max@mail.example").await;
    world.hear(1, HERE, json!({})).await;
    asks(world, &other).await;
    assert_eq!(left_in_the_outbox(world).await, 1);
    assert!(home.hears(world).await.is_empty());

    // A new password ends the others, and keeps this one.
    let (here, there) = (world.arrive(&home.ana).await, world.arrive(&home.ana).await);
    let other = Phone::new("other");
    subscribe(world, &here, &home.phone.subscription(&home.service)).await;
    subscribe(world, &there, &other.subscription(&home.service)).await;
    let permit = crate::access::person(&world.db, here.audience, &here.hash()).await.unwrap();
    let (from, new) = (crate::testing::from_the_app(), "seven quiet bridges over an otter");
    person::change_password(&world.db, &permit, PASSWORD, new, &from).await.unwrap();
    deliver_due(&world.db, &home.sender).await.unwrap();
    let told: Vec<String> = home.service.taken().into_iter().map(|it| it.path).collect();
    assert_eq!(told, [home.phone.path.as_str()]);
    world.mails().await;
}

async fn who_left_a_home_hears_nothing_more_of_it(world: &World) {
    let home = a_home(world).await;
    let other = world.online_home(&home.isp, 2, "203.0.113.9", "Oak").await;
    let ben = world.join_home(&home.isp, home.id, "ben@mail.example").await;
    home.hears(world).await;
    // Ana has another home, so her session stays.
    world
        .by(&home.isp, &home.isp.admin, async |tx| {
            crate::invitation::invite_mobile_user(tx, other, ANA).await
        })
        .await
        .unwrap();
    let dee = world.join_home(&home.isp, home.id, "dee@mail.example").await;
    assert_eq!(left_in_the_outbox(world).await, 1);
    let remove = async |tx: &mut Tx<_>| mobile_user::remove(tx, home.id, home.ana.id, Some(ben.id)).await;
    world.by(&home.isp, &home.isp.admin, remove).await.unwrap();
    // That Dee came is not told any more; that she herself has no access is.
    assert_eq!(home.hears(world).await, ["You have no access to a home any more."]);
    let remove = async |tx: &mut Tx<_>| mobile_user::remove(tx, home.id, dee.id, None).await;
    world.by(&home.isp, &home.isp.admin, remove).await.unwrap();
    assert!(home.hears(world).await.is_empty());
    world.mails().await;
}

async fn a_browser_is_one_persons_at_a_time(world: &World) {
    let home = a_home(world).await;
    let eve = world.sign_up(EVE).await;
    // Who only knows the address of somebody's phone takes it from nobody.
    let stranger = Phone::new("ana");
    subscribe(world, &eve, &stranger.subscription(&home.service)).await;
    assert!(mine_of(world, &home.ana).await.here);
    // The same browser: another person signed in there.
    subscribe(world, &eve, &home.phone.subscription(&home.service)).await;
    assert!(!mine_of(world, &home.ana).await.here);
    assert!(mine_of(world, &eve).await.here);
    // Anew, without a word: it only has another address.
    deliver_due(&world.db, &home.sender).await.unwrap();
    home.service.taken();
    let (session, moved) = (session_of(world, &eve).await, Phone::new("moved"));
    let subscription = moved.subscription(&home.service);
    world.oneself(&eve, async |tx| turn_on(tx, session, &subscription, true).await).await.unwrap();
    assert_eq!(left_in_the_outbox(world).await, 0);
    // A browser that says by itself that its address is another turns nothing on.
    let theirs = session_of(world, &home.ana).await;
    let moved = world.oneself(&home.ana, async |tx| move_on(tx, theirs, &subscription).await).await.unwrap();
    assert!(!moved && !mine_of(world, &home.ana).await.here);
    assert!(world.oneself(&eve, async |tx| move_on(tx, session, &subscription).await).await.unwrap());
    // Nobody subscribes another's session.
    let theirs = session_of(world, &home.ana).await;
    let refused = world.oneself(&eve, async |tx| turn_on(tx, theirs, &subscription, true).await).await;
    assert!(matches!(refused, Err(Problem::Anonymous)), "{refused:?}");
    let session = session_of(world, &home.isp.admin).await;
    let refused =
        world.oneself(&home.isp.admin, async |tx| turn_on(tx, session, &subscription, true).await).await;
    assert!(matches!(refused, Err(Problem::Anonymous)), "a session of the portal hears none: {refused:?}");
    world.mails().await;
}

async fn a_later_notice_takes_the_place_of_one_that_did_not_go_yet(world: &World) {
    let home = a_home(world).await;
    let ben = world.join_home(&home.isp, home.id, "ben@mail.example").await;
    let remove = async |tx: &mut Tx<_>| mobile_user::remove(tx, home.id, ben.id, None).await;
    world.by(&home.isp, &home.isp.admin, remove).await.unwrap();
    // He has an account, so that inviting him lets him in.
    let invite =
        async |tx: &mut Tx<_>| crate::invitation::invite_mobile_user(tx, home.id, "ben@mail.example").await;
    world.by(&home.isp, &home.isp.admin, invite).await.unwrap();
    assert_eq!(left_in_the_outbox(world).await, 1);
    assert_eq!(home.hears(world).await, ["ben@mail.example has access to your home now."]);
    world.mails().await;
}

async fn what_a_push_service_says_is_heeded(world: &World) {
    let home = a_home(world).await;
    let eve = world.sign_up(EVE).await;
    asks(world, &eve).await;
    // It has too much to do, and says until when.
    home.service.answers(429, "retry-after", "120");
    assert_eq!(home.hears(world).await.len(), 1);
    world.advance(std::time::Duration::from_secs(119));
    assert!(home.hears(world).await.is_empty());
    world.advance(std::time::Duration::from_secs(1));
    // It is broken.
    home.service.answers(503, "ttl", "0");
    assert_eq!(home.hears(world).await.len(), 1);
    assert!(home.hears(world).await.is_empty());
    world.minutes(1);
    // Elsewhere nobody goes.
    let elsewhere = PushService::open().await;
    home.service.answers(307, "location", &format!("{}/send/ana", elsewhere.origin));
    assert_eq!(home.hears(world).await.len(), 1);
    assert!(elsewhere.taken().is_empty());
    assert_eq!(left_in_the_outbox(world).await, 0, "it would say so again");
    assert!(mine_of(world, &home.ana).await.here);
    // It is our clock, or our contact, that it does not like: nobody's phone is forgotten for that.
    for status in [400, 401, 403, 413] {
        subscribe(world, &home.ana, &home.phone.subscription(&home.service)).await;
        home.service.answers(status, "ttl", "0");
        assert_eq!(home.hears(world).await.len(), 1);
        assert!(mine_of(world, &home.ana).await.here, "{status}");
        assert_eq!(left_in_the_outbox(world).await, 0);
    }
    // There is no such phone any more.
    for status in [404, 410] {
        subscribe(world, &home.ana, &home.phone.subscription(&home.service)).await;
        home.service.answers(status, "ttl", "0");
        home.hears(world).await;
        assert!(!mine_of(world, &home.ana).await.here, "{status}");
        assert_eq!(left_in_the_outbox(world).await, 0);
    }
    // Nobody is there at all: it is tried again, for a while.
    let gone = Services::new(vec!["http://127.0.0.1:9".parse().unwrap()]);
    let (p256dh, auth) = home.phone.keys();
    let nowhere = Subscription::parse(&gone, "http://127.0.0.1:9/send/ana", &p256dh, &auth).unwrap();
    subscribe(world, &home.ana, &nowhere).await;
    let sender = Sender::new(client(None).unwrap(), gone, key(), world.db.site(), None);
    for attempt in 0..8 {
        assert_eq!(deliver_due(&world.db, &sender).await.unwrap(), usize::from(attempt < 4), "{attempt}");
        world.minutes(21);
    }
    assert_eq!(left_in_the_outbox(world).await, 0);
    // A service that the operator trusts no more is not called.
    let only_others = Sender::new(client(None).unwrap(), Services::default(), key(), world.db.site(), None);
    subscribe(world, &home.ana, &home.phone.subscription(&home.service)).await;
    deliver_due(&world.db, &only_others).await.unwrap();
    assert!(home.service.taken().is_empty() && !mine_of(world, &home.ana).await.here);
    world.mails().await;
}

async fn a_notice_whose_time_is_over_is_not_sent(world: &World) {
    let home = a_home(world).await;
    let eve = world.sign_up(EVE).await;
    asks(world, &eve).await;
    world.advance(std::time::Duration::from_secs(24 * 60 * 60));
    assert!(home.hears(world).await.is_empty());
    assert_eq!(left_in_the_outbox(world).await, 0);
    let ben = world.sign_up("ben@mail.example").await;
    asks(world, &ben).await;
    world.advance(std::time::Duration::from_secs(24 * 60 * 60));
    world.system(sweep).await.unwrap();
    assert_eq!(left_in_the_outbox(world).await, 0);
    world.mails().await;
}

async fn two_workers_send_each_notice_once(world: &World) {
    let home = a_home(world).await;
    let eve = world.sign_up(EVE).await;
    asks(world, &eve).await;
    world.join_home(&home.isp, home.id, "ben@mail.example").await;
    let (db, sender) = (world.db.clone(), home.sender.clone());
    world
        .race(4, |_| {
            let (db, sender) = (db.clone(), sender.clone());
            async move { deliver_due(&db, &sender).await }
        })
        .await;
    assert_eq!(home.service.taken().len(), 2);
    world.mails().await;
}

async fn turned_off_it_is_quiet(world: &World) {
    let home = a_home(world).await;
    let session = session_of(world, &home.ana).await;
    world.oneself(&home.ana, async |tx| turn_off(tx, session).await).await.unwrap();
    // Twice is as good as once.
    world.oneself(&home.ana, async |tx| turn_off(tx, session).await).await.unwrap();
    assert!(!mine_of(world, &home.ana).await.here);
    let eve = world.sign_up(EVE).await;
    asks(world, &eve).await;
    assert_eq!(left_in_the_outbox(world).await, 0);
    world.mails().await;
}

async fn a_notice_is_in_the_language_of_whoever_reads_it(world: &World) {
    let home = a_home(world).await;
    let speak = async |tx: &mut Tx<_>| session::speak(tx, crate::words::Language::Spanish).await;
    world.oneself(&home.ana, speak).await.unwrap();
    let eve = world.sign_up(EVE).await;
    asks(world, &eve).await;
    assert_eq!(home.hears(world).await, ["eve@mail.example pide acceso a su hogar."]);
    world.mails().await;
}

async fn a_push_service_shows_a_certificate_that_is_trusted(world: &World) {
    let home = a_home(world).await;
    let (service, pem) = PushService::open_with_tls().await;
    subscribe(world, &home.ana, &home.phone.subscription(&service)).await;
    // Of an authority that nobody knows: it is tried again later.
    assert_eq!(deliver_due(&world.db, &service.sender(world.db.site())).await.unwrap(), 1);
    assert!(service.taken().is_empty());
    assert_eq!(left_in_the_outbox(world).await, 1);
    world.minutes(1);
    let site = crate::db::Site::new("https://care.example.net");
    let trusting = client(Some(pem.as_bytes())).unwrap();
    let sender = Sender::new(trusting, service.trusted(), key(), &site, None);
    deliver_due(&world.db, &sender).await.unwrap();
    let taken = service.taken();
    assert_eq!(home.phone.reads(&taken[0])["body"], "This phone hears notices now.");
    let claims = signed(&taken[0], &service.origin, world.db.clock().millis());
    assert_eq!(claims["sub"], "https://care.example.net");
    assert!(client(Some(b"no certificate")).is_err());
}

#[test]
fn only_push_services_that_are_trusted_are_called() {
    let trusted: Vec<Service> = TRUSTED.split(',').map(|it| it.parse().unwrap()).collect();
    let services = Services::new(trusted);
    for good in [
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://FCM.googleapis.com:443/wp/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/abc",
        "https://wns2-par02p.notify.windows.com/w/?token=abc",
    ] {
        assert!(services.accept(good), "{good}");
    }
    for bad in [
        "",
        "fcm.googleapis.com",
        "http://fcm.googleapis.com/a",
        "https://fcm.googleapis.com:8443/a",
        "https://fcm.googleapis.com.evil.example/a",
        "https://evil.example/https://fcm.googleapis.com/a",
        "https://fcm.googleapis.com@evil.example/a",
        "https://somebody@fcm.googleapis.com/a",
        "https://evil.example#fcm.googleapis.com",
        "https://evil.example\\.push.apple.com/a",
        "https://evilpush.apple.com/a",
        "https://push.apple.com/a",
        "https://.push.apple.com/a",
        "https://127.0.0.1/a",
        "https://[::1]/a",
        "https://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "https://localhost/a",
    ] {
        assert!(!services.accept(bad), "{bad}");
    }
    for no_service in [
        "http://push.example",
        "https://push.example/path",
        "https://*",
        "https://*.com",
        "https://*.127.0.0.1",
        "https://a@push.example",
        "push.example",
    ] {
        assert!(no_service.parse::<Service>().is_err(), "{no_service}");
    }
    assert!("http://localhost:8099".parse::<Service>().is_ok());
}

#[test]
fn a_subscription_is_an_address_and_two_keys() {
    let services = Services::new(vec!["https://push.example".parse().unwrap()]);
    let (p256dh, auth) = Phone::new("a").keys();
    let parse = |endpoint: &str, p256dh: &str, auth: &str| {
        Subscription::parse(&services, endpoint, p256dh, auth).map(|_| ())
    };
    parse("https://push.example/a", &p256dh, &auth).unwrap();
    let long = format!("https://push.example/{}", "a".repeat(1000));
    for (endpoint, p256dh, auth, why) in [
        ("https://other.example/a", p256dh.as_str(), auth.as_str(), "push-service-unknown"),
        (&long, &p256dh, &auth, "push-service-unknown"),
        ("https://push.example/a", "", &auth, "push-keys-unusable"),
        ("https://push.example/a", &p256dh[1..], &auth, "push-keys-unusable"),
        ("https://push.example/a", &p256dh, "AAAA", "push-keys-unusable"),
        ("https://push.example/a", &p256dh, "not base64!", "push-keys-unusable"),
        // As long as a point, and on no curve.
        ("https://push.example/a", &URL_SAFE_NO_PAD.encode([4; 65]), &auth, "push-keys-unusable"),
    ] {
        assert_eq!(said(parse(endpoint, p256dh, auth)), why, "{endpoint}");
    }
    let shown = format!("{:?} {:?}", Phone::new("a").keys().0.len(), key());
    assert!(!shown.contains(key().public()), "{shown}");
}

#[test]
fn the_key_lasts_as_long_as_the_secret_that_it_is_made_of() {
    assert_eq!(key().public(), key().public());
    assert_ne!(key().public(), Key::derived(b"another").unwrap().public());
    // An uncompressed point (RFC 8292, section 3.2).
    let point = URL_SAFE_NO_PAD.decode(key().public()).unwrap();
    assert_eq!((point.len(), point[0]), (65, 4));
}
