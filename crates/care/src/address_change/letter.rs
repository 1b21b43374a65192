//! The two mails that carry a link: to the new address, and to the old one.

use askama::Template;

use crate::access::{Audience, Scope};
use crate::email::Email;
use crate::link::Token;
use crate::mail::{self, Mail};
use crate::problem::{Problem, Result};
use crate::words::{Say, Words};

struct Letter {
    subject: Say,
    text: Say,
    /// The word on the button.
    act: Say,
    /// What to do otherwise.
    otherwise: Say,
}

#[derive(Template)]
#[template(path = "address_change/letter.txt")]
struct Text<'a> {
    w: Words,
    letter: &'a Letter,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "address_change/letter.html")]
struct Html<'a> {
    w: Words,
    letter: &'a Letter,
    link: &'a str,
}

/// Asks the new address to confirm.
pub(super) async fn ask(scope: &mut Scope, to: &Email, who: &str, token: &Token) -> Result<()> {
    let letter = Letter {
        subject: Say::new("mail-address-ask-subject"),
        text: Say::new("mail-address-ask-text").with("who", who),
        act: Say::new("mail-address-ask-act"),
        otherwise: Say::new("mail-address-ask-otherwise"),
    };
    post(scope, to, &letter, token).await
}

/// Tells the old address, and how to take it back.
pub(super) async fn moved(scope: &mut Scope, to: &Email, now: &Email, token: &Token) -> Result<()> {
    let letter = Letter {
        subject: Say::new("mail-address-moved-subject"),
        text: Say::new("mail-address-moved-text").with("email", now),
        act: Say::new("mail-address-moved-act"),
        otherwise: Say::new("mail-address-moved-otherwise"),
    };
    post(scope, to, &letter, token).await
}

async fn post(scope: &mut Scope, to: &Email, letter: &Letter, token: &Token) -> Result<()> {
    let w = mail::words_for(scope, to).await?;
    let link = &token.address(Audience::Portal, &scope.site());
    let mail = Mail {
        to: to.clone(),
        from_name: w.t("product"),
        subject: w.say(&letter.subject),
        text: Text { w, letter, link }.render().map_err(Problem::broken)?,
        html: Html { w, letter, link }.render().map_err(Problem::broken)?,
        about: None,
    };
    mail::post(scope, mail).await?;
    Ok(())
}
