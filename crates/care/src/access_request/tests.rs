//! Stories of access requests.

mod limits;
mod races;

use super::*;
use crate::access;
use crate::stories;
use crate::testing::{Isp, Person, World, said};

stories![
    the_seeds_way_from_signing_up_to_a_home,
    a_request_that_is_declined_lets_nobody_in,
    only_the_primary_user_of_this_moment_decides,
    a_home_that_nobody_uses_is_decided_by_staff,
    staff_let_nobody_in_who_is_themselves,
    a_request_ends_after_two_days_and_can_be_made_again,
    a_request_is_taken_back_by_whoever_made_it,
    whoever_comes_in_by_another_way_asks_no_more,
    another_isp_and_another_home_see_nothing_of_it,
    a_home_that_ends_takes_its_requests_along,
];

const HERE: &str = "203.0.113.7";
const ANA: &str = "ana@mail.example";
const BEN: &str = "ben@mail.example";
const EVE: &str = "eve@mail.example";

/// A home with Ana as its primary user, and Eve, who has an account.
async fn a_home(world: &World) -> (Isp, CustomerId, Person, Person) {
    let isp = world.first_isp().await;
    let home = world.online_home(&isp, 1, HERE, "Elm").await;
    let ana = world.join_home(&isp, home, ANA).await;
    let eve = world.sign_up(EVE).await;
    (isp, home, ana, eve)
}

async fn asks(world: &World, who: &Person) -> Result<IspCard> {
    world.standing(who, HERE, async |tx| ask(tx, "", Some("Firefox, Android")).await).await
}

async fn waits(world: &World, who: &Person, home: CustomerId) -> Vec<Waiting> {
    world.at_home(who, home, waiting).await.unwrap()
}

async fn the_one(world: &World, who: &Person, home: CustomerId) -> AccessRequestId {
    let waiting = waits(world, who, home).await;
    assert_eq!(waiting.len(), 1);
    waiting[0].id
}

async fn state(world: &World, who: &Person) -> Option<State> {
    world.oneself(who, mine).await.unwrap().first().map(|it| it.state)
}

async fn is_in(world: &World, who: &Person, home: CustomerId) -> bool {
    access::home(&world.db, &who.hash(), home).await.is_ok()
}

async fn the_seeds_way_from_signing_up_to_a_home(world: &World) {
    let (_, home, ana, eve) = a_home(world).await;
    assert_eq!(asks(world, &eve).await.unwrap().name, "Bar Net");
    assert_eq!(state(world, &eve).await, Some(State::Waiting));
    let mail = world.mail_to(ANA).await;
    let id = the_one(world, &ana, home).await;
    assert!(mail.text.contains(&format!("http://localhost:8080{}", path(home, id))), "{}", mail.text);
    assert!(mail.text.contains(EVE) && mail.text.contains("Bar Net"), "{}", mail.text);
    let asked = world.at_home(&ana, home, async |tx| find(tx, id).await).await.unwrap();
    assert_eq!((asked.email.as_str(), asked.device.as_deref()), (EVE, Some("Firefox, Android")));
    assert!(!is_in(world, &eve, home).await);
    // Asking again tells nobody twice.
    asks(world, &eve).await.unwrap();
    assert_eq!(the_one(world, &ana, home).await, id);
    world.at_home(&ana, home, async |tx| approve(tx, id).await).await.unwrap();
    assert!(is_in(world, &eve, home).await);
    let (to_eve, to_ana) = (world.mail_to(EVE).await, world.mail_to(ANA).await);
    assert!(to_eve.text.contains(&mobile_user::path(home)), "{}", to_eve.text);
    assert!(to_ana.text.contains(EVE), "{}", to_ana.text);
    assert_eq!(said(asks(world, &eve).await), "request-user-already");
    let again = world.at_home(&ana, home, async |tx| approve(tx, id).await).await;
    assert_eq!(said(again), "gone-access-request");
    world.mails().await;
}

async fn a_request_that_is_declined_lets_nobody_in(world: &World) {
    let (_, home, ana, eve) = a_home(world).await;
    asks(world, &eve).await.unwrap();
    let id = the_one(world, &ana, home).await;
    world.at_home(&ana, home, async |tx| decline(tx, id).await).await.unwrap();
    world.mail_to(ANA).await;
    let mail = world.mail_to(EVE).await;
    // By whom, or who lives there, is not told.
    assert!(!mail.text.contains(ANA) && !mail.text.contains(&home.to_string()), "{}", mail.text);
    assert_eq!(state(world, &eve).await, Some(State::Declined));
    assert!(!is_in(world, &eve, home).await);
    let late = world.at_home(&ana, home, async |tx| approve(tx, id).await).await;
    assert_eq!(said(late), "gone-access-request");
    world.mails().await;
}

async fn only_the_primary_user_of_this_moment_decides(world: &World) {
    let (isp, home, ana, eve) = a_home(world).await;
    let ben = world.join_home(&isp, home, BEN).await;
    asks(world, &eve).await.unwrap();
    let id = the_one(world, &ana, home).await;
    assert!(waits(world, &ben, home).await.is_empty());
    for refused in [
        world.at_home(&ben, home, async |tx| find(tx, id).await).await,
        world.at_home(&ben, home, async |tx| approve(tx, id).await).await,
        world.at_home(&ben, home, async |tx| decline(tx, id).await).await,
    ] {
        assert!(matches!(refused, Err(Problem::NotFound("access-request"))), "{refused:?}");
    }
    let by_staff = world.by(&isp, &isp.admin, async |tx| approve_by_staff(tx, home, id).await).await;
    assert_eq!(said(by_staff), "request-is-the-primary-users");
    let make = async |tx: &mut Tx<_>| mobile_user::make_primary(tx, home, ben.id).await;
    world.by(&isp, &isp.admin, make).await.unwrap();
    let former = world.at_home(&ana, home, async |tx| approve(tx, id).await).await;
    assert!(matches!(former, Err(Problem::NotFound("access-request"))), "{former:?}");
    world.at_home(&ben, home, async |tx| approve(tx, id).await).await.unwrap();
    assert!(is_in(world, &eve, home).await);
    // Who uses the home hears of it, whoever they are.
    let mails = world.mails().await;
    let told = |who: &str| mails.iter().filter(|it| it.to == who && it.text.contains(EVE)).count();
    assert_eq!((told(ANA), told(BEN)), (2, 1), "{mails:?}");
    // A session that is old decides nothing.
    let max = world.sign_up("max@mail.example").await;
    asks(world, &max).await.unwrap();
    world.minutes(11);
    let id = the_one(world, &ben, home).await;
    let stale = world.at_home(&ben, home, async |tx| approve(tx, id).await).await;
    assert!(matches!(stale, Err(Problem::Prove)), "{stale:?}");
    world.mails().await;
}

async fn a_home_that_nobody_uses_is_decided_by_staff(world: &World) {
    let isp = world.first_isp().await;
    let home = world.online_home(&isp, 1, HERE, "Elm").await;
    let (eve, ron) = (world.sign_up(EVE).await, world.read_only(&isp).await);
    world.mails().await;
    asks(world, &eve).await.unwrap();
    // Nobody else could hear of it: the Admins do, or the support's mailbox where there is one.
    let mail = world.mail_to("ada@barnet.example").await;
    assert!(mail.text.contains(&format!("/isps/bar-net/customers/{home}/users")), "{}", mail.text);
    let listed = world.by(&isp, &ron, async |tx| of_home(tx, home).await).await.unwrap();
    assert_eq!(listed.len(), 1);
    let id = listed[0].id;
    let refused = world.by(&isp, &ron, async |tx| approve_by_staff(tx, home, id).await).await;
    assert!(matches!(refused, Err(Problem::Forbidden("mobile-users"))), "{refused:?}");
    world.by(&isp, &isp.admin, async |tx| approve_by_staff(tx, home, id).await).await.unwrap();
    let permit = access::home(&world.db, &eve.hash(), home).await.unwrap();
    assert!(permit.subscriber().unwrap().primary, "the first one");
    world.mail_to(EVE).await;
    let late = world.by(&isp, &isp.admin, async |tx| decline_by_staff(tx, home, id).await).await;
    assert_eq!(said(late), "gone-access-request");
    world.mails().await;
}

/// Somebody of the ISP's own staff who lives there, or stands behind the same address.
async fn staff_let_nobody_in_who_is_themselves(world: &World) {
    let isp = world.first_isp().await;
    let home = world.online_home(&isp, 1, HERE, "Elm").await;
    let uma = world.user(&isp).await;
    let in_the_app = world.sign_in_to_the_app(&uma.email).await;
    asks(world, &in_the_app).await.unwrap();
    let id = world.by(&isp, &isp.admin, async |tx| of_home(tx, home).await).await.unwrap()[0].id;
    let own = world.by(&isp, &uma, async |tx| approve_by_staff(tx, home, id).await).await;
    assert_eq!(said(own), "own-home-decides");
    world.by(&isp, &isp.admin, async |tx| approve_by_staff(tx, home, id).await).await.unwrap();
    // Nor make themselves the one who decides there.
    world.join_home(&isp, home, "leo@mail.example").await;
    let leo = world.by(&isp, &isp.admin, async |tx| mobile_user::list(tx, home).await).await.unwrap();
    let leo = leo.into_iter().find(|it| it.email == "leo@mail.example").unwrap().person;
    world.by(&isp, &isp.admin, async |tx| mobile_user::make_primary(tx, home, leo).await).await.unwrap();
    let own = world.by(&isp, &uma, async |tx| mobile_user::make_primary(tx, home, uma.id).await).await;
    assert_eq!(said(own), "own-home-decides");
    world.mails().await;
}

async fn a_request_ends_after_two_days_and_can_be_made_again(world: &World) {
    let (_, home, ana, eve) = a_home(world).await;
    asks(world, &eve).await.unwrap();
    let id = the_one(world, &ana, home).await;
    world.minutes(48 * 60 - 1);
    let ana = world.arrive(&ana).await;
    assert_eq!(the_one(world, &ana, home).await, id);
    world.minutes(1);
    assert!(waits(world, &ana, home).await.is_empty());
    let late = world.at_home(&ana, home, async |tx| approve(tx, id).await).await;
    assert_eq!(said(late), "gone-access-request");
    let eve = world.arrive(&eve).await;
    assert_eq!(state(world, &eve).await, Some(State::Expired));
    world.hear(1, HERE, serde_json::json!({})).await;
    asks(world, &eve).await.unwrap();
    let next = the_one(world, &ana, home).await;
    // The mail of before leads to nothing that could be decided.
    assert_ne!(next, id);
    let old = world.at_home(&ana, home, async |tx| approve(tx, id).await).await;
    assert_eq!(said(old), "gone-access-request");
    world.mails().await;
}

async fn a_request_is_taken_back_by_whoever_made_it(world: &World) {
    let (_, home, ana, eve) = a_home(world).await;
    asks(world, &eve).await.unwrap();
    let id = the_one(world, &ana, home).await;
    let stranger = world.sign_up("max@mail.example").await;
    let not_theirs = world.oneself(&stranger, async |tx| withdraw(tx, id).await).await;
    assert!(matches!(not_theirs, Err(Problem::NotFound("access-request"))), "{not_theirs:?}");
    world.oneself(&eve, async |tx| withdraw(tx, id).await).await.unwrap();
    assert_eq!(said(world.oneself(&eve, async |tx| withdraw(tx, id).await).await), "gone-access-request");
    assert!(waits(world, &ana, home).await.is_empty());
    assert_eq!(
        said(world.at_home(&ana, home, async |tx| approve(tx, id).await).await),
        "gone-access-request"
    );
    asks(world, &eve).await.unwrap();
    world.mails().await;
}

async fn whoever_comes_in_by_another_way_asks_no_more(world: &World) {
    let (isp, home, ana, eve) = a_home(world).await;
    asks(world, &eve).await.unwrap();
    let id = the_one(world, &ana, home).await;
    // They have an account: the home is given at once.
    let invite = async |tx: &mut Tx<_>| crate::invitation::invite_mobile_user(tx, home, EVE).await;
    world.by(&isp, &isp.admin, invite).await.unwrap();
    assert!(is_in(world, &eve, home).await && waits(world, &ana, home).await.is_empty());
    assert_eq!(state(world, &eve).await, Some(State::Approved));
    // Removed, they do not come back by what they asked for then.
    let remove = async |tx: &mut Tx<_>| mobile_user::remove(tx, home, eve.id, None).await;
    world.by(&isp, &isp.admin, remove).await.unwrap();
    assert!(waits(world, &ana, home).await.is_empty());
    assert_eq!(
        said(world.at_home(&ana, home, async |tx| approve(tx, id).await).await),
        "gone-access-request"
    );
    assert!(!is_in(world, &eve, home).await);
    world.mails().await;
}

async fn another_isp_and_another_home_see_nothing_of_it(world: &World) {
    let (isp, home, ana, eve) = a_home(world).await;
    let other = world.online_home(&isp, 2, "198.51.100.2", "Oak").await;
    let bo = world.join_home(&isp, other, "bo@mail.example").await;
    let far = world.second_isp().await;
    asks(world, &eve).await.unwrap();
    let id = the_one(world, &ana, home).await;
    assert!(waits(world, &bo, other).await.is_empty());
    for act in [
        world.at_home(&bo, other, async |tx| approve(tx, id).await).await,
        world.at_home(&bo, other, async |tx| decline(tx, id).await).await,
    ] {
        assert_eq!(said(act), "gone-access-request");
    }
    for (at, home) in [(&isp, other), (&far, home), (&far, other)] {
        assert!(world.by(at, &at.admin, async |tx| of_home(tx, home).await).await.unwrap().is_empty());
        for act in [
            world.by(at, &at.admin, async |tx| find_by_staff(tx, home, id).await).await,
            world.by(at, &at.admin, async |tx| approve_by_staff(tx, home, id).await).await,
            world.by(at, &at.admin, async |tx| decline_by_staff(tx, home, id).await).await,
        ] {
            assert!(matches!(act, Err(Problem::NotFound("access-request"))), "{act:?}");
        }
    }
    world.mails().await;
}

async fn a_home_that_ends_takes_its_requests_along(world: &World) {
    let (isp, home, _, eve) = a_home(world).await;
    asks(world, &eve).await.unwrap();
    let close = async |tx: &mut Tx<_>| crate::deactivation::deactivate(tx, home).await.map(|_| ());
    world.by(&isp, &isp.admin, close).await.unwrap();
    let listed = world.by(&isp, &isp.admin, async |tx| of_home(tx, home).await).await.unwrap();
    let id = listed[0].id;
    world.run("UPDATE customer SET users = 0, primary_person_id = NULL").await;
    let approved = world.by(&isp, &isp.admin, async |tx| approve_by_staff(tx, home, id).await).await;
    assert_eq!(said(approved), "customer-is-closed");
    world.minutes(60 * 24 * 91);
    while crate::deactivation::erase_due(&world.db).await.unwrap() {}
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM access_request").await, 0);
    world.mails().await;
}
