//! Stories of mobile users: how they come to a home, who is the primary user, and how access ends.

mod ending;
mod races;

use super::*;
use crate::access::{self, Audience, may};
use crate::db::CustomerId;
use crate::email::Email;
use crate::invitation::{
    self, InviteRole, Seat, generate_for_mobile_user, invite_mobile_user, list_mobile_users,
    reinvite_mobile_user,
};
use crate::link::Kind;
use crate::problem::Problem;
use crate::recovery;
use crate::stories;
use crate::testing::{Isp, PASSWORD, Person, World, password, said, why};

stories![
    the_first_who_accepts_is_the_primary_user,
    an_invitation_leads_to_the_app_and_a_session_of_the_app_is_none_of_the_portal,
    who_is_known_already_gets_the_home_at_once_and_a_notice,
    an_address_that_cannot_be_invited_is_told_why,
    the_envelope_renews_in_both_ways_and_voids_what_was_before,
    forgot_password_accepts_it_too_and_leads_to_the_app,
    one_address_is_invited_to_two_homes_and_to_the_portal,
    forgot_password_in_the_one_leaves_what_waits_in_the_other,
    read_only_sees_who_uses_a_home_and_invites_nobody,
    another_isps_home_does_not_exist,
];

const ANA: &str = "ana@mail.example";
const BEN: &str = "ben@mail.example";

/// An ISP with a home.
async fn a_home(world: &World) -> (Isp, CustomerId) {
    let isp = world.first_isp().await;
    let router = world.stock(&isp, "60:6c:63:00:aa:01").await;
    let home = world.enable(&isp, router, "Ana Lima").await;
    (isp, home)
}

/// Who uses a home, and who of them is the primary user, as staff see it.
async fn users(world: &World, isp: &Isp, home: CustomerId) -> Vec<(String, bool)> {
    let listed = world.by(isp, &isp.admin, async |tx| list(tx, home).await).await.unwrap();
    listed.into_iter().map(|it| (it.email, it.primary)).collect()
}

/// Whether somebody is let in at a home.
async fn is_in(world: &World, who: &Person, home: CustomerId) -> bool {
    access::home(&world.db, &who.hash(), home).await.is_ok()
}

async fn the_first_who_accepts_is_the_primary_user(world: &World) {
    let (isp, home) = a_home(world).await;
    assert!(users(world, &isp, home).await.is_empty());
    let ana = world.join_home(&isp, home, ANA).await;
    let ben = world.join_home(&isp, home, BEN).await;
    assert_eq!(users(world, &isp, home).await, [(ANA.to_owned(), true), (BEN.to_owned(), false)]);
    for (who, primary) in [(&ana, true), (&ben, false)] {
        let permit = access::home(&world.db, &who.hash(), home).await.unwrap();
        let subscriber = permit.subscriber().unwrap();
        assert_eq!((subscriber.primary, subscriber.isp.name.as_str()), (primary, "Bar Net"));
        let homes = world.oneself(who, homes).await.unwrap();
        let told: Vec<_> = homes.iter().map(|it| (it.id, it.address.as_str(), it.primary)).collect();
        assert_eq!(told, [(home, "1 Elm St", primary)]);
    }
    let with_access = world.at_home(&ben, home, with_access).await.unwrap();
    assert_eq!(with_access.len(), 2, "each of them sees who else is in");
    let told =
        "SELECT COUNT(*) AS n FROM timeline WHERE kind = 'mobile-user-joined' AND customer_id IS NOT NULL";
    assert_eq!(world.count(told).await, 2);
}

async fn an_invitation_leads_to_the_app_and_a_session_of_the_app_is_none_of_the_portal(world: &World) {
    let (isp, home) = a_home(world).await;
    world.by(&isp, &isp.admin, async |tx| invite_mobile_user(tx, home, ANA).await).await.unwrap();
    let mail = world.mail_to(ANA).await;
    assert!(mail.text.contains("http://localhost:8080/app/join#i1_"), "{}", mail.text);
    assert!(mail.text.contains("Ada of Bar Net invites you"), "{}", mail.text);
    assert!(!mail.text.contains("access level"), "{}", mail.text);
    let token = mail.token(Kind::Invitation);
    let opened = world.anyone(async |tx| invitation::open(tx, &token).await).await.unwrap();
    assert_eq!((opened.seat, opened.isp.name.as_str()), (Seat::MobileUser(home), "Bar Net"));
    let accepted = world.accept_home(&token).await.unwrap();
    let hash = accepted.cookie.unwrap().hash();
    let as_staff = access::staff::<may::ViewTabs>(&world.db, &hash, &isp.slug).await;
    assert!(matches!(as_staff, Err(Problem::Anonymous)), "{as_staff:?}");
    assert!(access::person(&world.db, Audience::Portal, &hash).await.is_err());
    assert!(access::home(&world.db, &isp.admin.hash(), home).await.is_err(), "nor the other way round");
    assert_eq!(said(world.accept_home(&token).await), "gone-invitation");
    let again = world.db.clone();
    let permit = access::person(&again, Audience::App, &hash).await.unwrap();
    let mut tx = permit.read(&again).await.unwrap();
    let led = invitation::accepted_by_me(&mut tx, &token).await.unwrap();
    assert_eq!(led, Some(path(home)), "its link, opened again, leads where it led");
}

async fn who_is_known_already_gets_the_home_at_once_and_a_notice(world: &World) {
    let (isp, home) = a_home(world).await;
    let far = world.second_isp().await;
    let zoe = far.admin.email.shown().to_owned();
    world.by(&isp, &isp.admin, async |tx| invite_mobile_user(tx, home, &zoe).await).await.unwrap();
    let mail = world.mail_to(&zoe).await;
    assert!(!mail.text.contains('#') && mail.text.contains(&path(home)), "{}", mail.text);
    assert_eq!(users(world, &isp, home).await, [(zoe.clone(), true)]);
    let again = world.by(&isp, &isp.admin, async |tx| invite_mobile_user(tx, home, &zoe).await).await;
    assert_eq!(why(again, "email"), "invite-already-mobile-user");
    let staff = access::staff::<may::ViewTabs>(&world.db, &far.admin.hash(), &isp.slug).await;
    assert!(matches!(staff, Err(Problem::NotFound("isp"))), "a home is no access to the portal");
}

async fn an_address_that_cannot_be_invited_is_told_why(world: &World) {
    let (isp, home) = a_home(world).await;
    let invite = async |email: &str| {
        world.by(&isp, &isp.admin, async |tx| invite_mobile_user(tx, home, email).await).await
    };
    assert_eq!(why(invite("ana@").await, "email"), "invalid-email");
    assert_eq!(why(invite("Ada@BarNet.example").await, "email"), "invite-own-address-home");
    world.invite_home(&isp, home, ANA).await;
    assert_eq!(why(invite(ANA).await, "email"), "invite-already-invited");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM invitation WHERE customer_id IS NOT NULL").await, 1);
}

async fn the_envelope_renews_in_both_ways_and_voids_what_was_before(world: &World) {
    let (mut isp, home) = a_home(world).await;
    let (first, id) = (world.invite_home(&isp, home, ANA).await, invited(world, &isp, home).await.id);
    world.minutes(48 * 60);
    assert_eq!(said(world.accept_home(&first).await), "gone-invitation");
    isp.admin = world.arrive(&isp.admin).await;
    assert!(invited(world, &isp, home).await.expired);
    let again = async |tx: &mut Tx<_>| reinvite_mobile_user(tx, home, id).await;
    world.by(&isp, &isp.admin, again).await.unwrap();
    let second = world.mail_to(ANA).await.token(Kind::Invitation);
    assert!(!invited(world, &isp, home).await.expired);
    let generate = async |tx: &mut Tx<_>| generate_for_mobile_user(tx, home, id).await;
    let third = world.by(&isp, &isp.admin, generate).await.unwrap();
    for void in [&first, &second] {
        assert_eq!(said(world.accept_home(void).await), "gone-invitation");
    }
    // Neither the verbs for collaborators reach it, nor those of another home.
    let as_collaborator = world.by(&isp, &isp.admin, async |tx| invitation::generate(tx, id).await).await;
    assert!(matches!(as_collaborator, Err(Problem::NotFound("invitation"))), "{as_collaborator:?}");
    let router = world.stock(&isp, "60:6c:63:00:aa:02").await;
    let other = world.enable(&isp, router, "Bo Berg").await;
    let elsewhere =
        world.by(&isp, &isp.admin, async |tx| generate_for_mobile_user(tx, other, id).await).await;
    assert!(matches!(elsewhere, Err(Problem::NotFound("invitation"))), "{elsewhere:?}");
    world.accept_home(&third).await.unwrap();
    let too_late = world.by(&isp, &isp.admin, generate).await;
    assert_eq!(said(too_late), "invitation-accepted-meanwhile");
}

async fn forgot_password_accepts_it_too_and_leads_to_the_app(world: &World) {
    let (isp, home) = a_home(world).await;
    let link = world.invite_home(&isp, home, ANA).await;
    // Whoever was invited to the app may ask in the portal: the way in is the app's all the same.
    let email = Email::parse(ANA).unwrap();
    world.anyone(async |tx| recovery::ask(tx, &email, Audience::Portal).await).await.unwrap();
    let mail = world.mail_to(ANA).await;
    assert!(mail.text.contains("http://localhost:8080/app/reset#r1_"), "{}", mail.text);
    assert!(!mail.text.contains("Care Portal"), "{}", mail.text);
    assert_eq!(said(world.accept_home(&link).await), "gone-invitation");
    let (token, password) = (mail.token(Kind::Reset), password().await);
    let looked = world.anyone(async |tx| recovery::look(tx, &token).await).await.unwrap();
    assert_eq!(looked.accepts.unwrap().1, Seat::MobileUser(home));
    world.anyone(async |tx| recovery::choose(tx, &token, &password).await).await.unwrap();
    assert_eq!(users(world, &isp, home).await, [(ANA.to_owned(), true)]);
    // A person with a password is led to where they asked.
    for (audience, page) in [(Audience::App, "/app/reset#"), (Audience::Portal, "8080/reset#")] {
        world.anyone(async |tx| recovery::ask(tx, &email, audience).await).await.unwrap();
        let mail = world.mail_to(ANA).await;
        assert!(mail.text.contains(page), "{audience:?}: {}", mail.text);
    }
}

async fn one_address_is_invited_to_two_homes_and_to_the_portal(world: &World) {
    let (isp, home) = a_home(world).await;
    let router = world.stock(&isp, "60:6c:63:00:aa:02").await;
    let other = world.enable(&isp, router, "Bo Berg").await;
    let portal = world.invite(&isp, ANA, "user").await;
    let (here, there) = (world.invite_home(&isp, home, ANA).await, world.invite_home(&isp, other, ANA).await);
    let collaborators = world.by(&isp, &isp.admin, invitation::list).await.unwrap();
    assert_eq!(collaborators.len(), 1, "homes' invitations are not among them");
    assert_eq!(collaborators[0].seat, Seat::Collaborator(InviteRole::User));
    world.accept_home(&here).await.unwrap();
    // Whoever has a password signs in for the others.
    assert_eq!(said(world.accept_home(&there).await), "accept-sign-in-first");
    let email = Email::parse(ANA).unwrap();
    let in_the_portal = world.sign_in(&email, PASSWORD).await.unwrap();
    world.oneself(&in_the_portal, async |tx| invitation::accept_signed_in(tx, &portal).await).await.unwrap();
    assert!(access::staff::<may::ViewTabs>(&world.db, &in_the_portal.hash(), &isp.slug).await.is_ok());
    // What waits for them is where it leads: a home in the app, and nothing of it in the portal.
    let in_the_app = world.sign_in_to_the_app(&email).await;
    let waiting = world.oneself(&in_the_app, invitation::waiting).await.unwrap();
    let [one] = &waiting[..] else { panic!("not one invitation: {waiting:?}") };
    assert_eq!(one.seat, Seat::MobileUser(other));
    assert!(world.oneself(&in_the_portal, invitation::waiting).await.unwrap().is_empty());
    let accept = async |tx: &mut Tx<_>| invitation::accept_waiting(tx, one.id).await;
    let refused = world.oneself(&in_the_portal, accept).await;
    assert!(matches!(refused, Err(Problem::NotFound("invitation"))), "{refused:?}");
    let (_, page) = world.oneself(&in_the_app, accept).await.unwrap();
    assert_eq!(page, path(other));
    assert_eq!(world.oneself(&in_the_app, homes).await.unwrap().len(), 2);
}

async fn forgot_password_in_the_one_leaves_what_waits_in_the_other(world: &World) {
    let (isp, home) = a_home(world).await;
    let portal = world.invite(&isp, ANA, "user").await;
    world.invite_home(&isp, home, ANA).await;
    let email = Email::parse(ANA).unwrap();
    world.anyone(async |tx| recovery::ask(tx, &email, Audience::App).await).await.unwrap();
    let mail = world.mail_to(ANA).await;
    assert!(mail.text.contains("/app/reset#"), "where she asked: {}", mail.text);
    let (token, password) = (mail.token(Kind::Reset), password().await);
    let set = async |tx: &mut Tx<_>| recovery::choose(tx, &token, &password).await;
    world.anyone(set).await.unwrap();
    let in_the_app = world.sign_in_to_the_app(&email).await;
    assert_eq!(world.oneself(&in_the_app, homes).await.unwrap().len(), 1);
    // The other one is still accepted by its own mail.
    let in_the_portal = world.sign_in(&email, PASSWORD).await.unwrap();
    world.oneself(&in_the_portal, async |tx| invitation::accept_signed_in(tx, &portal).await).await.unwrap();
    assert!(access::staff::<may::ViewTabs>(&world.db, &in_the_portal.hash(), &isp.slug).await.is_ok());
    world.mails().await;
}

async fn read_only_sees_who_uses_a_home_and_invites_nobody(world: &World) {
    let (isp, home) = a_home(world).await;
    world.join_home(&isp, home, ANA).await;
    let (uma, ron) = (world.user(&isp).await, world.read_only(&isp).await);
    world.mails().await;
    let listed = world.by(&isp, &ron, async |tx| list(tx, home).await).await.unwrap();
    assert_eq!(listed.len(), 1);
    let invite = async |tx: &mut Tx<_>| invite_mobile_user(tx, home, BEN).await;
    let refused = world.by(&isp, &ron, invite).await;
    assert!(matches!(refused, Err(Problem::Forbidden("mobile-users"))), "{refused:?}");
    world.by(&isp, &uma, invite).await.unwrap();
    assert_eq!(world.mails().await.len(), 1, "a User may");
}

async fn another_isps_home_does_not_exist(world: &World) {
    let (isp, home) = a_home(world).await;
    let ana = world.join_home(&isp, home, ANA).await;
    let far = world.second_isp().await;
    let nobody = CustomerId(uuid::Uuid::nil());
    for home in [home, nobody] {
        let invited = world.by(&far, &far.admin, async |tx| invite_mobile_user(tx, home, BEN).await).await;
        assert!(matches!(invited, Err(Problem::NotFound("customer"))), "{invited:?}");
        let removed = world.by(&far, &far.admin, async |tx| remove(tx, home, ana.id, None).await).await;
        assert!(matches!(removed, Err(Problem::NotFound("mobile-user"))), "{removed:?}");
        let primary = world.by(&far, &far.admin, async |tx| make_primary(tx, home, ana.id).await).await;
        assert!(matches!(primary, Err(Problem::NotFound("mobile-user"))), "{primary:?}");
        assert!(world.by(&far, &far.admin, async |tx| list(tx, home).await).await.unwrap().is_empty());
    }
    let router = world.stock(&far, "60:6c:63:00:bb:01").await;
    let theirs = world.enable(&far, router, "Cy Cole").await;
    for home in [theirs, nobody] {
        let refused = access::home(&world.db, &ana.hash(), home).await;
        assert!(matches!(refused, Err(Problem::NotFound("home"))), "{refused:?}");
    }
}

/// The one invitation of a home that is open.
async fn invited(world: &World, isp: &Isp, home: CustomerId) -> invitation::Listed {
    let mut open = world.by(isp, &isp.admin, async |tx| list_mobile_users(tx, home).await).await.unwrap();
    assert_eq!(open.len(), 1);
    open.remove(0)
}
