//! The wall: what broke others, one small story each, named after where it broke. Each tries the attack here.
//!
//! The names are those of the advisories and issues; what happened there is told in a line above each story.

mod links;
mod people;
mod recovery;

use care::link::{Kind, Token};
use care::testing::{Isp, PASSWORD, Person, World};

use crate::app::TestApp;
use crate::browser::{Browser, Reply};

/// What the form of an invitation sends.
fn accepting<'a>(token: &'a Token, name: &'a str) -> [(&'static str, &'a str); 3] {
    [("token", token.reveal()), ("name", name), ("password", PASSWORD)]
}

/// Sends it.
async fn accept(browser: &Browser, token: &Token) -> Reply {
    browser.post("/acceptances", &accepting(token, "Somebody")).await
}

/// Somebody is invited to an ISP by its Admin; the link of the mail.
async fn invited(world: &World, isp: &Isp, address: &str) -> Token {
    world.invite(isp, address, "user").await
}

/// Asks for a new password for an address.
async fn forget(app: &TestApp<'_>, address: &str) -> Reply {
    app.browser().post("/forgot", &[("email", address)]).await
}

/// The link of the one mail to somebody that carries one.
async fn reset_link(world: &World, who: &Person) -> Token {
    world.mail_to(who.email.canonical()).await.token(Kind::Reset)
}

/// How a visit of an ISP's first page ends: 200 in, 404 out, 303 not signed in.
async fn visit(browser: &Browser, isp: &Isp) -> u16 {
    browser.get(&format!("/isps/{}/overview", isp.slug)).await.status.as_u16()
}
