//! Stories of the envelope and the red X on invitations, and of asking for a new one.

use super::*;
use crate::invitation::{ask_again, generate, look_expired, reinvite, revoke};
use crate::problem::Problem;
use crate::testing::PASSWORD;

stories![
    reinviting_renews_the_two_days_and_voids_the_earlier_link,
    a_generated_link_lets_in_once_and_proves_no_mailbox,
    an_expired_invitation_lives_again_by_either_way,
    an_invitation_that_was_accepted_is_not_renewed,
    a_revoked_invitation_lets_nobody_in,
    the_only_one_listed_is_not_revoked,
    an_expired_one_counts_and_is_revoked,
    another_isps_invitation_does_not_exist,
    who_opens_a_used_link_is_told_to_sign_in,
    an_expired_link_asks_for_a_new_one_and_the_admins_are_told_once,
    a_link_that_is_good_or_was_replaced_cannot_ask,
    an_invitation_by_somebody_who_is_no_admin_any_more_is_marked,
    a_mail_that_waits_is_told_and_a_renewed_one_forgets_the_failure,
    a_generated_link_forgets_the_failure_too,
    only_an_invitation_whose_own_mail_failed_makes_room_for_a_new_one,
    where_an_isp_has_no_admin_of_its_own_the_clusters_are_told,
    a_stale_proof_lets_nobody_in_and_revokes_nothing,
    who_has_come_to_an_account_elsewhere_is_told_to_sign_in,
    each_of_two_is_found_by_its_own_id,
];

const FAILED: &str = "UPDATE mail SET state = 'failed', reason = NULL";
const HOURS_48: std::time::Duration = std::time::Duration::from_secs(48 * 60 * 60);

async fn only(world: &World, isp: &Isp, admin: &Person) -> Listed {
    let [listed] = &invitations(world, isp, admin).await[..] else { panic!("not one invitation") };
    listed.clone()
}

async fn ada_again(world: &World, isp: &Isp) -> Person {
    world.sign_in(&isp.admin.email, PASSWORD).await.unwrap()
}

async fn reinviting_renews_the_two_days_and_voids_the_earlier_link(world: &World) {
    let isp = world.first_isp().await;
    let old = world.invite(&isp, "bo@barnet.example", "user").await;
    world.minutes(9);
    let id = only(world, &isp, &isp.admin).await.id;
    world.by(&isp, &isp.admin, async |tx| reinvite(tx, id).await).await.unwrap();
    let new = world.mail_to("bo@barnet.example").await.token(Kind::Invitation);
    assert_eq!(only(world, &isp, &isp.admin).await.id, id, "the same row, not a second one");
    assert_eq!(said(world.accept(&old, "Bo").await), "gone-invitation");
    world.advance(HOURS_48 - std::time::Duration::from_millis(1));
    assert!(world.accept(&new, "Bo").await.is_ok(), "two days from the second mail");
}

async fn a_generated_link_lets_in_once_and_proves_no_mailbox(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let old = world.invite(&isp, "bo@barnet.example", "user").await;
    let id = only(world, &isp, &isp.admin).await.id;
    let link = world.by(&isp, &isp.admin, async |tx| generate(tx, id).await).await.unwrap();
    assert_eq!(said(world.accept(&old, "Bo").await), "gone-invitation");
    world.accept(&link, "Bo").await.unwrap();
    assert_eq!(said(world.accept(&link, "Bo").await), "gone-invitation");
    let verified =
        "SELECT COUNT(*) AS n FROM person WHERE email = 'bo@barnet.example' AND verified_at IS NOT NULL";
    assert_eq!(world.count(verified).await, 0);
    // So another ISP's invitation does not let that identity in: it goes to the mailbox.
    world.invite(&far, "bo@barnet.example", "user").await;
    let there =
        "SELECT COUNT(*) AS n FROM collaborator c JOIN isp i ON i.id = c.isp_id WHERE i.slug = 'far-net'";
    assert_eq!(world.count(there).await, 1);
}

async fn an_expired_invitation_lives_again_by_either_way(world: &World) {
    let isp = world.first_isp().await;
    for (n, address) in ["bo@barnet.example", "cy@barnet.example"].into_iter().enumerate() {
        let ada = ada_again(world, &isp).await;
        world.by(&isp, &ada, async |tx| invite(tx, address, "user").await).await.unwrap();
        let expired = world.mail_to(address).await.token(Kind::Invitation);
        world.advance(HOURS_48);
        let ada = ada_again(world, &isp).await;
        let listed = only(world, &isp, &ada).await;
        assert!(listed.expired);
        let token = if n == 0 {
            world.by(&isp, &ada, async |tx| reinvite(tx, listed.id).await).await.unwrap();
            world.mail_to(address).await.token(Kind::Invitation)
        } else {
            world.by(&isp, &ada, async |tx| generate(tx, listed.id).await).await.unwrap()
        };
        assert!(!only(world, &isp, &ada).await.expired);
        assert_eq!(said(world.accept(&expired, "Bo").await), "gone-invitation");
        world.accept(&token, "Bo").await.unwrap();
    }
}

async fn an_invitation_that_was_accepted_is_not_renewed(world: &World) {
    let isp = world.first_isp().await;
    let token = world.invite(&isp, "bo@barnet.example", "user").await;
    let id = only(world, &isp, &isp.admin).await.id;
    world.accept(&token, "Bo").await.unwrap();
    let again = world.by(&isp, &isp.admin, async |tx| reinvite(tx, id).await).await;
    assert_eq!(said(again), "invitation-accepted-meanwhile");
    let link = world.by(&isp, &isp.admin, async |tx| generate(tx, id).await).await;
    assert_eq!(said(link), "invitation-accepted-meanwhile");
    let revoked = world.by(&isp, &isp.admin, async |tx| revoke(tx, id).await).await;
    assert_eq!(said(revoked), "invitation-accepted-meanwhile");
}

async fn a_revoked_invitation_lets_nobody_in(world: &World) {
    let isp = world.first_isp().await;
    let token = world.invite(&isp, "bo@barnet.example", "user").await;
    let id = only(world, &isp, &isp.admin).await.id;
    world.by(&isp, &isp.admin, async |tx| revoke(tx, id).await).await.unwrap();
    assert!(invitations(world, &isp, &isp.admin).await.is_empty());
    assert_eq!(said(world.anyone(async |tx| open(tx, &token).await).await), "gone-invitation");
    assert_eq!(said(world.accept(&token, "Bo").await), "gone-invitation");
    assert_eq!(said(world.anyone(async |tx| ask_again(tx, &token).await).await), "gone-invitation");
    let again = world.by(&isp, &isp.admin, async |tx| revoke(tx, id).await).await;
    assert!(matches!(again, Err(Problem::NotFound("invitation"))), "{again:?}");
    world.invite(&isp, "bo@barnet.example", "admin").await;
}

async fn the_only_one_listed_is_not_revoked(world: &World) {
    let ada = world.first_isp().await.admin;
    let (name, slug) =
        (crate::isp::Name::parse("New Net").unwrap(), crate::isp::Slug::parse("new-net").unwrap());
    let id = world.shell(None, async |tx| crate::isp::create(tx, &name, &slug).await).await.unwrap();
    let email = Email::parse("kim@newnet.example").unwrap();
    world.shell(Some(id), async |tx| invite_admin(tx, &email).await).await.unwrap();
    // Ada's ISP becomes a cluster with the new one in it: an Admin of the cluster is not listed at the ISP.
    world.run("UPDATE isp SET kind = 'cluster' WHERE slug = 'bar-net'").await;
    world.run("UPDATE isp SET cluster_id = (SELECT c.id FROM isp c WHERE c.kind = 'cluster') WHERE slug = 'new-net'").await;
    let isp = Isp { id, place: crate::access::Place::Isp, slug: "new-net".to_owned(), admin: ada };
    let listed = only(world, &isp, &isp.admin).await;
    let revoked = world.by(&isp, &isp.admin, async |tx| revoke(tx, listed.id).await).await;
    assert_eq!(said(revoked), "remove-alone");
    world.invite(&isp, "bo@newnet.example", "user").await;
    world.by(&isp, &isp.admin, async |tx| revoke(tx, listed.id).await).await.unwrap();
}

async fn an_expired_one_counts_and_is_revoked(world: &World) {
    let isp = world.first_isp().await;
    world.invite(&isp, "bo@barnet.example", "user").await;
    world.expire("bo@barnet.example").await;
    let listed = only(world, &isp, &isp.admin).await;
    assert!(listed.expired);
    // With Ada it is two that are listed; were it not one of them, nobody could be removed.
    world.by(&isp, &isp.admin, async |tx| revoke(tx, listed.id).await).await.unwrap();
    assert!(invitations(world, &isp, &isp.admin).await.is_empty());
}

async fn another_isps_invitation_does_not_exist(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    world.invite(&far, "bo@farnet.example", "user").await;
    let id = only(world, &far, &far.admin).await.id;
    let answers = [
        world.by(&isp, &isp.admin, async |tx| reinvite(tx, id).await).await.map(|_| ()),
        world.by(&isp, &isp.admin, async |tx| generate(tx, id).await).await.map(|_| ()),
        world.by(&isp, &isp.admin, async |tx| revoke(tx, id).await).await,
        world.by(&isp, &isp.admin, async |tx| find(tx, id).await).await.map(|_| ()),
    ];
    assert!(answers.iter().all(|it| matches!(it, Err(Problem::NotFound("invitation")))), "{answers:?}");
}

async fn who_opens_a_used_link_is_told_to_sign_in(world: &World) {
    let isp = world.first_isp().await;
    let token = world.invite(&isp, "bo@barnet.example", "user").await;
    world.accept(&token, "Bo").await.unwrap();
    assert_eq!(said(world.anyone(async |tx| open(tx, &token).await).await), "gone-invitation-accepted");
}

async fn an_expired_link_asks_for_a_new_one_and_the_admins_are_told_once(world: &World) {
    let isp = world.first_isp().await;
    let token = world.invite(&isp, "bo@barnet.example", "user").await;
    world.advance(HOURS_48);
    assert_eq!(world.anyone(async |tx| look_expired(tx, &token).await).await.unwrap().name, "Bar Net");
    for _ in 0..2 {
        world.anyone(async |tx| ask_again(tx, &token).await).await.unwrap();
    }
    assert_eq!(
        world.mail_to("ada@barnet.example").await.subject,
        "bo@barnet.example asks for a new invitation"
    );
    let ada = ada_again(world, &isp).await;
    let listed = only(world, &isp, &ada).await;
    assert!(listed.asked_at.is_some() && listed.expired, "asking renews nothing");
    assert_eq!(said(world.accept(&token, "Bo").await), "gone-invitation");
    world.by(&isp, &ada, async |tx| reinvite(tx, listed.id).await).await.unwrap();
    world.mail_to("bo@barnet.example").await;
    assert!(only(world, &isp, &ada).await.asked_at.is_none(), "it was answered");
}

async fn a_link_that_is_good_or_was_replaced_cannot_ask(world: &World) {
    let isp = world.first_isp().await;
    let old = world.invite(&isp, "bo@barnet.example", "user").await;
    assert_eq!(said(world.anyone(async |tx| ask_again(tx, &old).await).await), "gone-invitation");
    let id = only(world, &isp, &isp.admin).await.id;
    world.by(&isp, &isp.admin, async |tx| reinvite(tx, id).await).await.unwrap();
    world.mails().await;
    world.advance(HOURS_48);
    assert_eq!(said(world.anyone(async |tx| ask_again(tx, &old).await).await), "gone-invitation");
}

async fn an_invitation_by_somebody_who_is_no_admin_any_more_is_marked(world: &World) {
    let isp = world.first_isp().await;
    let kim = world.join(&isp, "kim@barnet.example", "admin").await;
    world.by(&isp, &kim, async |tx| invite(tx, "bo@barnet.example", "user").await).await.unwrap();
    let token = world.mail_to("bo@barnet.example").await.token(Kind::Invitation);
    assert!(!only(world, &isp, &isp.admin).await.by_former);
    world.by(&isp, &isp.admin, async |tx| collaborator::remove(tx, kim.id).await).await.unwrap();
    world.mails().await;
    assert!(only(world, &isp, &isp.admin).await.by_former);
    assert!(world.accept(&token, "Bo").await.is_ok(), "the Admins of now may revoke it, and did not");
}

async fn a_mail_that_waits_is_told_and_a_renewed_one_forgets_the_failure(world: &World) {
    let isp = world.first_isp().await;
    world.invite(&isp, "bo@barnet.example", "user").await;
    world.run("UPDATE mail SET state = 'queued', attempts = 1, error = '451', reason = 'later'").await;
    assert_eq!(only(world, &isp, &isp.admin).await.mail, MailState::Waits(Reason::Later));
    world.run(FAILED).await;
    let listed = only(world, &isp, &isp.admin).await;
    assert_eq!(listed.mail, MailState::Failed(Reason::Other), "one from before there were reasons");
    world.minutes(1);
    world.by(&isp, &isp.admin, async |tx| reinvite(tx, listed.id).await).await.unwrap();
    assert_eq!(only(world, &isp, &isp.admin).await.mail, MailState::Fine);
    world.mails().await;
}

async fn a_generated_link_forgets_the_failure_too(world: &World) {
    let isp = world.first_isp().await;
    world.invite(&isp, "bo@barnet.example", "user").await;
    world.run(FAILED).await;
    let listed = only(world, &isp, &isp.admin).await;
    assert!(matches!(listed.mail, MailState::Failed(_)));
    world.by(&isp, &isp.admin, async |tx| generate(tx, listed.id).await).await.unwrap();
    assert_eq!(only(world, &isp, &isp.admin).await.mail, MailState::Fine, "no mail belongs to this link");
}

async fn only_an_invitation_whose_own_mail_failed_makes_room_for_a_new_one(world: &World) {
    let isp = world.first_isp().await;
    let again = async || {
        world.minutes(1);
        world.by(&isp, &isp.admin, async |tx| invite(tx, "bo@barnet.example", "user").await).await
    };
    world.invite(&isp, "bo@barnet.example", "user").await;
    world.run(FAILED).await;
    // Sent again, and that mail went.
    let id = only(world, &isp, &isp.admin).await.id;
    world.minutes(1);
    world.by(&isp, &isp.admin, async |tx| reinvite(tx, id).await).await.unwrap();
    let mailed = world.mail_to("bo@barnet.example").await.token(Kind::Invitation);
    assert_eq!(why(again().await, "email"), "invite-already-invited");
    assert!(world.anyone(async |tx| open(tx, &mailed).await).await.is_ok(), "the link in it lives");
    // Passed on by hand, after a mail that failed.
    world.run(FAILED).await;
    let handed = world.by(&isp, &isp.admin, async |tx| generate(tx, id).await).await.unwrap();
    assert_eq!(why(again().await, "email"), "invite-already-invited");
    assert!(world.anyone(async |tx| open(tx, &handed).await).await.is_ok());
    // Sent again, and that mail failed: nobody holds a link.
    world.by(&isp, &isp.admin, async |tx| reinvite(tx, id).await).await.unwrap();
    world.mails().await;
    world.run(FAILED).await;
    again().await.unwrap();
    world.mails().await;
    assert_ne!(only(world, &isp, &isp.admin).await.id, id);
}

async fn where_an_isp_has_no_admin_of_its_own_the_clusters_are_told(world: &World) {
    let isp = world.first_isp().await;
    let cluster = world.cluster("Bar Group", &[&isp]).await;
    let token = world.invite(&isp, "bo@barnet.example", "user").await;
    // As an ISP is that only ever had the cluster's people.
    world.run("UPDATE isp SET state = 'new', admins = 0 WHERE slug = 'bar-net'").await;
    world
        .run("DELETE FROM collaborator WHERE isp_id = (SELECT i.id FROM isp i WHERE i.slug = 'bar-net')")
        .await;
    world.advance(HOURS_48);
    world.anyone(async |tx| ask_again(tx, &token).await).await.unwrap();
    let told = world.mail_to(cluster.admin.email.canonical()).await;
    assert!(told.text.contains("/isps/bar-net/settings"), "{}", told.text);
    assert!(told.html.contains("because you are an Admin of Bar Net"), "{}", told.html);
}

async fn a_stale_proof_lets_nobody_in_and_revokes_nothing(world: &World) {
    let isp = world.first_isp().await;
    let link = world.invite(&isp, "bo@barnet.example", "user").await;
    let id = only(world, &isp, &isp.admin).await.id;
    world.minutes(10);
    for role in ["admin", "user"] {
        let accomplice = async |tx: &mut Tx<_>| invite(tx, "eve@evil.example", role).await;
        let refused = world.by(&isp, &isp.admin, accomplice).await;
        assert!(matches!(refused, Err(Problem::Prove)), "{role}: {refused:?}");
    }
    let refused = world.by(&isp, &isp.admin, async |tx| generate(tx, id).await).await;
    assert!(matches!(refused, Err(Problem::Prove)), "{refused:?}");
    let refused = world.by(&isp, &isp.admin, async |tx| reinvite(tx, id).await).await;
    assert!(matches!(refused, Err(Problem::Prove)), "{refused:?}");
    let refused = world.by(&isp, &isp.admin, async |tx| revoke(tx, id).await).await;
    assert!(matches!(refused, Err(Problem::Prove)), "{refused:?}");
    assert_eq!(only(world, &isp, &isp.admin).await.id, id);
    world.accept(&link, "Bo").await.unwrap();
}

async fn who_has_come_to_an_account_elsewhere_is_told_to_sign_in(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    world.invite(&isp, "bo@barnet.example", "user").await;
    let id = only(world, &isp, &isp.admin).await.id;
    let again = async || {
        world.by(&isp, &isp.admin, async |tx| reinvite(tx, id).await).await.unwrap();
        world.mail_to("bo@barnet.example").await
    };
    assert!(again().await.text.contains("create a password"));
    world.join(&far, "bo@barnet.example", "user").await;
    let mail = again().await;
    assert!(mail.text.contains("Sign in, then open this link"), "{}", mail.text);
    assert!(mail.html.contains("Sign in, then open this link") && !mail.text.contains("create a password"));
    let token = mail.token(Kind::Invitation);
    assert!(world.anyone(async |tx| open(tx, &token).await).await.unwrap().sign_in);
}

async fn each_of_two_is_found_by_its_own_id(world: &World) {
    let isp = world.first_isp().await;
    world.invite(&isp, "bo@barnet.example", "user").await;
    world.invite(&isp, "cy@barnet.example", "user").await;
    for listed in invitations(world, &isp, &isp.admin).await {
        let found = world.by(&isp, &isp.admin, async |tx| find(tx, listed.id).await).await.unwrap();
        assert_eq!((found.id, found.email), (listed.id, listed.email));
    }
}
