//! What somebody tries who wants an identity that is not theirs, or to learn of one.

use super::*;
use crate::access::FRESH_MS;
use crate::address_change::look;
use crate::invitation;
use crate::link::{self, Provenance};
use crate::person::Password;
use crate::recovery;
use crate::stories;
use crate::testing::{PASSWORD, said, why};

stories![
    a_stolen_session_cannot_change_the_address_without_a_fresh_proof,
    whoever_never_proved_their_mailbox_does_that_before_they_change_it,
    somebody_elses_link_confirms_nothing_and_stays_whole,
    a_change_that_somebody_else_wants_for_your_mailbox_is_not_yours_to_confirm,
    an_address_of_another_identity_is_answered_alike_and_only_its_owner_learns,
    a_known_address_cannot_be_told_by_what_becomes_of_the_request_before,
    an_address_that_was_taken_meanwhile_is_not_merged,
    an_invitation_for_the_old_address_does_not_follow,
    a_copied_invitation_cannot_stand_in_the_way_of_taking_back,
    a_token_of_another_kind_opens_nothing,
    what_is_no_address_never_comes_this_far,
];

async fn a_stolen_session_cannot_change_the_address_without_a_fresh_proof(world: &World) {
    let ada = world.first_isp().await.admin;
    world.advance(std::time::Duration::from_millis(FRESH_MS.unsigned_abs()));
    let refused = ask(world, &ada, NEW).await;
    assert!(matches!(refused, Err(Problem::Prove)), "{refused:?}");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM address_change").await, 0);
}

/// A hostile Admin makes an identity for an address by a copied link and tells its owner the password. Were the owner's next
/// mailbox proven on top of that, the Admin's password would open whatever the owner is let into from then on.
async fn whoever_never_proved_their_mailbox_does_that_before_they_change_it(world: &World) {
    let isp = world.first_isp().await;
    let token = world.invite(&isp, "vic@mail.example", "user").await;
    let copied = copy_of(world, &isp, &token, "vic@mail.example").await;
    let cookie = world.accept(&copied, "").await.unwrap().cookie.unwrap();
    let vic = world.person(cookie).await;
    assert_eq!(why(ask(world, &vic, "vic@new.example").await, "email"), "address-prove-first");
    assert!(world.mails().await.is_empty());
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM address_change").await, 0);
    // The way that the sentence names: it ends what rested on the told password, and then the change is possible.
    world.anyone(async |tx| recovery::ask(tx, &vic.email, access::Audience::Portal).await).await.unwrap();
    let reset = world.mail_to("vic@mail.example").await.token(Kind::Reset);
    let own = Password::chosen("nine herons read the tide", &[]).unwrap().hash().await.unwrap();
    world.anyone(async |tx| recovery::choose(tx, &reset, &own).await).await.unwrap();
    assert!(!is_signed_in(world, &vic).await);
    let vic = world.sign_in(&vic.email, "nine herons read the tide").await.unwrap();
    world.mails().await;
    moved(world, &vic, "vic@mail.example", "vic@new.example").await;
}

async fn somebody_elses_link_confirms_nothing_and_stays_whole(world: &World) {
    let isp = world.first_isp().await;
    let uma = world.user(&isp).await;
    let token = asked(world, &isp.admin, NEW).await;
    assert_eq!(said(confirm(world, &uma, &token).await), "address-other-person");
    assert!(is_signed_in(world, &uma).await);
    confirm(world, &isp.admin, &token).await.unwrap();
    world.mail_to(OLD).await;
}

/// Otherwise a stranger's identity, with the stranger's password, would carry your address when you are invited next.
async fn a_change_that_somebody_else_wants_for_your_mailbox_is_not_yours_to_confirm(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let token = asked(world, &far.admin, "victim@mail.example").await;
    // The victim opens the mail, signed in as nobody: there is nothing to press. As somebody else: neither.
    let victim = world.user(&isp).await;
    assert_eq!(said(confirm(world, &victim, &token).await), "address-other-person");
    assert_eq!(address_of(world, &far.admin).await, "zoe@farnet.example");
}

async fn an_address_of_another_identity_is_answered_alike_and_only_its_owner_learns(world: &World) {
    let isp = world.first_isp().await;
    let uma = world.user(&isp).await;
    for (to, subject) in [(NEW, "Confirm your new email"), (OLD, "Somebody wanted to use your email")] {
        ask(world, &uma, to).await.unwrap();
        let mails = world.mails().await;
        assert_eq!(told(&mails), [(to, subject)]);
        assert_eq!(
            mails[0].text.contains("#a1_"),
            to == NEW,
            "no link for what cannot be: {}",
            mails[0].text
        );
        let shown = world.oneself(&uma, crate::address_change::waiting).await.unwrap().unwrap();
        assert_eq!(shown.to.shown(), to, "what waits looks alike too");
    }
    let rows = "SELECT COUNT(*) AS n FROM link WHERE kind = 'address' AND email = 'ada@barnet.example'";
    assert_eq!(world.count(rows).await, 1, "as much is written for either");
}

async fn a_known_address_cannot_be_told_by_what_becomes_of_the_request_before(world: &World) {
    let isp = world.first_isp().await;
    let uma = world.user(&isp).await;
    let own = asked(world, &uma, "uma@new.example").await;
    ask(world, &uma, OLD).await.unwrap();
    assert_eq!(said(confirm(world, &uma, &own).await), "gone-address");
    world.mails().await;
}

async fn an_address_that_was_taken_meanwhile_is_not_merged(world: &World) {
    let isp = world.first_isp().await;
    let uma = world.user(&isp).await;
    let token = asked(world, &uma, "bo@mail.example").await;
    let bo = world.join(&isp, "bo@mail.example", "user").await;
    assert_eq!(said(confirm(world, &uma, &token).await), "address-taken");
    assert_eq!(address_of(world, &uma).await, "uma@bar-net.example");
    assert_eq!(address_of(world, &bo).await, "bo@mail.example");
}

async fn an_invitation_for_the_old_address_does_not_follow(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let uma = world.user(&isp).await;
    world.run("UPDATE person SET verified_at = NULL WHERE email = 'uma@bar-net.example'").await;
    let invitation = world.invite(&far, "uma@bar-net.example", "admin").await;
    world.run("UPDATE person SET verified_at = 0 WHERE email = 'uma@bar-net.example'").await;
    let (uma, _) = moved(world, &uma, "uma@bar-net.example", "uma@new.example").await;
    let waiting = world.oneself(&uma, invitation::waiting).await.unwrap();
    assert!(waiting.is_empty(), "{waiting:?}");
    let refused = world.oneself(&uma, async |tx| invitation::accept_signed_in(tx, &invitation).await).await;
    assert_eq!(said(refused), "accept-other-person");
    // The mailbox it was sent to accepts it, as somebody new.
    let heir = world.accept(&invitation, "").await.unwrap();
    assert_ne!(world.person(heir.cookie.unwrap()).await.id, uma.id);
}

/// A hostile Admin changed your address, and would now sit on the old one with an identity of their own making.
async fn a_copied_invitation_cannot_stand_in_the_way_of_taking_back(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let uma = world.user(&isp).await;
    let (_, back) = moved(world, &uma, "uma@bar-net.example", "thief@mail.example").await;
    let mailed = world.invite(&far, "uma@bar-net.example", "user").await;
    let copied = copy_of(world, &far, &mailed, "uma@bar-net.example").await;
    assert_eq!(said(world.accept(&copied, "Not Uma").await), "accept-needs-mail");
    undo(world, &back).await.unwrap();
    assert_eq!(address_of(world, &uma).await, "uma@bar-net.example");
    world.mails().await;
}

/// The link that an Admin would copy for this invitation.
async fn copy_of(world: &World, isp: &crate::testing::Isp, mailed: &Token, email: &str) -> Token {
    let subject = world.system(async |tx| link::look(tx, mailed).await).await.unwrap().subject;
    let minted = world.shell(Some(isp.id), async |tx| {
        link::mint(tx, Kind::Invitation, Provenance::Link, subject, email).await
    });
    minted.await.unwrap()
}

async fn a_token_of_another_kind_opens_nothing(world: &World) {
    let ada = world.first_isp().await.admin;
    let token = asked(world, &ada, NEW).await;
    let secret = token.reveal().trim_start_matches("a1_").to_owned();
    let forged = Token::parse(Kind::Undo, &format!("u1_{secret}")).unwrap();
    assert_eq!(said(undo(world, &forged).await), "gone-undo");
    assert!(Token::parse(Kind::Undo, token.reveal()).is_err());
    let (_, back) = moved(world, &world.sign_in(&email(OLD), PASSWORD).await.unwrap(), OLD, NEW).await;
    let secret = back.reveal().trim_start_matches("u1_").to_owned();
    let forged = Token::parse(Kind::Address, &format!("a1_{secret}")).unwrap();
    assert_eq!(said(world.anyone(async |tx| look(tx, &forged).await).await), "gone-address");
}

async fn what_is_no_address_never_comes_this_far(world: &World) {
    world.first_isp().await;
    let huge = format!("{}@new.example", "a".repeat(1_000_000));
    for text in ["ada@new.example\r\nBcc: all@b.example", "ada@new.example\0", "<ada@new.example>", &huge] {
        assert_eq!(Email::parse(text).unwrap_err().key, "invalid-email");
    }
}
