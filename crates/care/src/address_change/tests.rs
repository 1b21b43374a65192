//! Stories of changes of address, and of who tries to get at somebody's identity by one.

mod asking;
mod attacks;
mod races;
mod undoing;

use crate::access;
use crate::email::Email;
use crate::link::{Kind, Token};
use crate::person::Hashed;
use crate::problem::{Problem, Result};
use crate::testing::{Letter, Person, World};

pub(super) const OLD: &str = "ada@barnet.example";
pub(super) const NEW: &str = "ada@new.example";

pub(super) fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

pub(super) async fn ask(world: &World, who: &Person, to: &str) -> Result<()> {
    world.oneself(who, async |tx| super::ask(tx, &email(to)).await).await
}

/// Asks, and takes the link from the new mailbox.
pub(super) async fn asked(world: &World, who: &Person, to: &str) -> Token {
    ask(world, who, to).await.unwrap();
    world.mail_to(to).await.token(Kind::Address)
}

/// Confirms in the person's own browser, which goes on under another cookie.
pub(super) async fn confirm(world: &World, who: &Person, token: &Token) -> Result<Person> {
    let permit = access::person(&world.db, access::Audience::Portal, &who.hash()).await?;
    let here = permit.session()?.id;
    let mut tx = permit.write(&world.db).await?;
    let (_, cookie) = super::confirm(&mut tx, token, here).await?;
    tx.commit().await?;
    Ok(world.person(cookie).await)
}

/// All of it, from one address to another; gives the person and the link that takes it back.
pub(super) async fn moved(world: &World, who: &Person, from: &str, to: &str) -> (Person, Token) {
    world.minutes(1);
    let token = asked(world, who, to).await;
    let who = confirm(world, who, &token).await.unwrap();
    (who, world.mail_to(from).await.token(Kind::Undo))
}

pub(super) async fn undo(world: &World, token: &Token) -> Result<Email> {
    let nobodys = Hashed::of_nobody().await.unwrap();
    world.anyone(async |tx| super::undo(tx, token, &nobodys).await).await
}

/// The address that a person has now.
pub(super) async fn address_of(world: &World, who: &Person) -> String {
    let id = who.id;
    let found = world.system(async |tx| crate::person::by_id(tx, id).await).await.unwrap();
    found.unwrap().email.canonical().to_owned()
}

pub(super) async fn is_signed_in(world: &World, who: &Person) -> bool {
    match access::person(&world.db, access::Audience::Portal, &who.hash()).await {
        Ok(_) => true,
        Err(Problem::Anonymous) => false,
        Err(other) => panic!("{other}"),
    }
}

/// What mails went, by recipient and subject.
pub(super) fn told(mails: &[Letter]) -> Vec<(&str, &str)> {
    mails.iter().map(|it| (it.to.as_str(), it.subject.as_str())).collect()
}
