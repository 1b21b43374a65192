//! Stories of inviting and accepting: the tables A2 and A3 of how access must behave, as far as it is built.

mod accepting;
mod races;
mod refusing;
mod renewing;
mod waiting;

use super::*;
use crate::access::{self, Role, may};
use crate::collaborator;
use crate::email::Email;
use crate::link::Kind;
use crate::stories;
use crate::testing::{Isp, Person, World, said, why};

stories![
    somebody_new_is_invited_by_mail_and_lands_in_the_isp,
    a_person_who_is_verified_elsewhere_gets_access_at_once_and_a_notice,
    who_gave_somebody_access_is_told_them_until_they_have_seen_it,
    the_operator_invites_an_admin_without_a_mail,
    the_operator_brings_back_an_admin_who_lost_everything,
    a_second_link_of_the_operator_voids_the_first,
    an_invitation_whose_mail_was_given_up_says_why,
];

/// What somebody is at an ISP, as the door sees it now.
async fn role(world: &World, isp: &Isp, who: &Person) -> Option<Role> {
    access::staff::<may::ViewTabs>(&world.db, &who.hash(), &isp.slug)
        .await
        .ok()?
        .staff()
        .ok()
        .map(|staff| staff.role)
}

async fn invitations(world: &World, isp: &Isp, admin: &Person) -> Vec<Listed> {
    world.by(isp, admin, list).await.unwrap()
}

async fn somebody_new_is_invited_by_mail_and_lands_in_the_isp(world: &World) {
    let isp = world.first_isp().await;
    world.by(&isp, &isp.admin, async |tx| invite(tx, "Bo@BarNet.example", "user").await).await.unwrap();

    let mail = world.mail_to("bo@barnet.example").await;
    assert!(mail.text.contains("http://localhost:8080/join#i1_"), "{}", mail.text);
    assert!(mail.html.contains("http://localhost:8080/join#i1_"), "{}", mail.html);
    assert!(mail.text.contains("Ada") && mail.text.contains("Bar Net"), "{}", mail.text);
    let [listed] = &invitations(world, &isp, &isp.admin).await[..] else { panic!("not one invitation") };
    assert_eq!(
        (listed.email.as_str(), listed.seat, listed.expired),
        ("Bo@BarNet.example", Seat::Collaborator(InviteRole::User), false)
    );
    assert_eq!(listed.invited_by, "Ada");

    let token = mail.token(Kind::Invitation);
    let opened = world.anyone(async |tx| open(tx, &token).await).await.unwrap();
    let user = Seat::Collaborator(InviteRole::User);
    assert_eq!((opened.isp.name.as_str(), opened.seat, opened.sign_in), ("Bar Net", user, false));
    assert_eq!((opened.invited_by.as_str(), opened.email.shown()), ("Ada", "Bo@BarNet.example"));

    let accepted = world.accept(&token, "  Bo ").await.unwrap();
    assert_eq!(accepted.slug, "bar-net");
    let bo = world.person(accepted.cookie.unwrap()).await;
    assert_eq!(role(world, &isp, &bo).await, Some(Role::User));
    assert!(invitations(world, &isp, &isp.admin).await.is_empty());
    let everybody = world.by(&isp, &isp.admin, collaborator::list).await.unwrap();
    let names: Vec<_> = everybody.iter().map(|it| (it.name.as_str(), it.role)).collect();
    assert_eq!(names, [("Ada", Role::Admin), ("Bo", Role::User)]);
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM person WHERE verified_at IS NOT NULL").await, 2);
    assert_eq!(said(world.accept(&token, "Bo").await), "gone-invitation");
}

async fn a_person_who_is_verified_elsewhere_gets_access_at_once_and_a_notice(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let invited =
        world.by(&isp, &isp.admin, async |tx| invite(tx, "zoe@farnet.example", "admin").await).await;
    assert_eq!(invited.unwrap().email.shown(), "zoe@farnet.example");

    assert_eq!(role(world, &isp, &far.admin).await, Some(Role::Admin));
    assert_eq!(world.count("SELECT admins AS n FROM isp WHERE slug = 'bar-net'").await, 2);
    assert!(invitations(world, &isp, &isp.admin).await.is_empty());
    let mail = world.mail_to("zoe@farnet.example").await;
    assert!(
        !mail.text.contains('#') && !mail.html.contains("/join"),
        "a notice carries no token: {}",
        mail.text
    );
    assert!(mail.text.contains("http://localhost:8080/isps/bar-net"), "{}", mail.text);
}

async fn who_gave_somebody_access_is_told_them_until_they_have_seen_it(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let zoe = &far.admin;
    world.by(&isp, &isp.admin, async |tx| invite(tx, zoe.email.shown(), "user").await).await.unwrap();
    assert_eq!(world.mails().await.len(), 1);
    let given_at = world.db.clock().now();
    world.minutes(5);
    let given = async |who: &Person| {
        let permit = access::staff::<may::ViewTabs>(&world.db, &who.hash(), &isp.slug).await.unwrap();
        let given = collaborator::given(&mut permit.read(&world.db).await.unwrap()).await.unwrap();
        assert_eq!(
            given.is_some(),
            permit.staff().unwrap().given,
            "pages look for it only where the permit says so"
        );
        given
    };
    let told = collaborator::Given { by: Some("Ada".to_owned()), at: given_at };
    assert_eq!(given(zoe).await, Some(told));
    assert_eq!(given(&isp.admin).await, None, "whoever set the place up was given nothing");
    let bo = world.join(&isp, "bo@barnet.example", "user").await;
    assert_eq!(given(&bo).await, None, "nor was whoever accepted");

    let seen = async |who: &Person, slug: &str| {
        world.oneself(who, async |tx| collaborator::acknowledge(tx, slug).await).await
    };
    assert!(matches!(seen(&bo, &far.slug).await, Err(Problem::NotFound("isp"))));
    assert!(given(zoe).await.is_some(), "only her own word counts");
    seen(zoe, &isp.slug).await.unwrap();
    assert_eq!(given(zoe).await, None);
    seen(zoe, &isp.slug).await.unwrap();
}

async fn the_operator_invites_an_admin_without_a_mail(world: &World) {
    let isp = world.first_isp().await;
    let email = Email::parse("kim@barnet.example").unwrap();
    let token = world.shell(Some(isp.id), async |tx| invite_admin(tx, &email).await).await.unwrap();
    let accepted = world.accept(&token, "Kim").await.unwrap();
    let kim = world.person(accepted.cookie.unwrap()).await;
    assert_eq!(role(world, &isp, &kim).await, Some(Role::Admin));
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM person WHERE verified_at IS NULL").await, 0);
    let recorded = "SELECT COUNT(*) AS n FROM timeline WHERE kind = 'admin-invited-by-operator' AND actor_kind = 'shell'";
    assert_eq!(world.count(recorded).await, 1);
}

async fn the_operator_brings_back_an_admin_who_lost_everything(world: &World) {
    let isp = world.first_isp().await;
    let kim = world.join(&isp, "kim@barnet.example", "admin").await;
    world.set_role(&isp, &kim, Role::ReadOnly).await;

    let token = world.shell(Some(isp.id), async |tx| invite_admin(tx, &kim.email).await).await.unwrap();
    let opened = world.anyone(async |tx| open(tx, &token).await).await.unwrap();
    assert!(!opened.sign_in, "who lost the password cannot sign in");
    let accepted = world.accept(&token, "").await.unwrap();
    let back = world.person(accepted.cookie.unwrap()).await;
    assert_eq!(back.id, kim.id);
    assert_eq!(role(world, &isp, &back).await, Some(Role::Admin));
    assert_eq!(role(world, &isp, &kim).await, None, "the sessions of before have ended");
    assert_eq!(world.count("SELECT admins AS n FROM isp").await, 2);
    let [password, told] = &world.mails().await[..] else { panic!("not two mails") };
    assert_eq!(password.subject, "Your password was changed");
    assert_eq!((told.to.as_str(), &*told.subject), ("kim@barnet.example", "You are Admin at Bar Net now"));
    assert!(told.text.contains("The operator changed your access level"), "{}", told.text);
    assert!(told.text.contains("from Read Only to Admin"), "{}", told.text);
}

async fn a_second_link_of_the_operator_voids_the_first(world: &World) {
    let isp = world.first_isp().await;
    let email = Email::parse("kim@barnet.example").unwrap();
    let first = world.shell(Some(isp.id), async |tx| invite_admin(tx, &email).await).await.unwrap();
    let second = world.shell(Some(isp.id), async |tx| invite_admin(tx, &email).await).await.unwrap();
    assert_eq!(said(world.accept(&first, "Kim").await), "gone-invitation");
    assert!(world.accept(&second, "Kim").await.is_ok());
}

async fn an_invitation_whose_mail_was_given_up_says_why(world: &World) {
    let isp = world.first_isp().await;
    world.invite(&isp, "bo@barnet.example", "user").await;
    world.run("UPDATE mail SET state = 'failed', error = '550 no such user', reason = 'no-mailbox'").await;
    let listed = invitations(world, &isp, &isp.admin).await;
    assert_eq!(listed[0].mail, MailState::Failed(Reason::NoMailbox));
}
