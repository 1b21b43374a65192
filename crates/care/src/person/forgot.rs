//! Forgot Password.
//!
//! Asking always answers the same, whether the address is known or not; only the owner of the mailbox learns more.
//! Choosing the new password ends every session of that person and every other reset link, signs nobody in, and is
//! told by mail.

use askama::Template;

use super::{Hashed, by_email, by_id, hold, prove, set_password, void_address_change};
use crate::access::{Scope, Tx, may};
use crate::audit::{self, Details};
use crate::db::PersonId;
use crate::email::Email;
use crate::link::{self, Kind, Provenance, Token};
use crate::mail::{self, Mail, Notice};
use crate::problem::{Problem, Result};
use crate::session;
use crate::words::{Say, Words};

/// That a reset was asked for, and nothing about whether there was an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked;

#[derive(Template)]
#[template(path = "person/reset.txt")]
struct ResetText<'a> {
    w: Words,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "person/reset.html")]
struct ResetHtml<'a> {
    w: Words,
    link: &'a str,
}

/// Mails a link, if the address is that of an account. The mail goes to the address that is stored.
///
/// For an unknown address the same is done, up to the mail, for nobody: time must not tell what the answer does not.
pub async fn ask(tx: &mut Tx<may::Anyone>, email: &Email) -> Result<Asked> {
    let w = Words::english();
    let known = by_email(tx, email.canonical()).await?.filter(|person| person.password.is_some());
    let (subject, to) =
        known.as_ref().map_or_else(|| (tx.id(), email.clone()), |person| (person.id.0, person.email.clone()));
    let token = link::mint(tx, Kind::Reset, Provenance::Mail, Some(subject), to.canonical()).await?;
    let link = token.address(&tx.site());
    let mail = Mail {
        to,
        from_name: w.t("product"),
        subject: w.t("mail-reset-subject"),
        text: ResetText { w, link: &link }.render().map_err(Problem::broken)?,
        html: ResetHtml { w, link: &link }.render().map_err(Problem::broken)?,
        about: None,
    };
    if known.is_some() {
        mail::post(tx, mail).await?;
    }
    Ok(Asked)
}

/// Whose password a link would change. Changes nothing.
pub async fn look(tx: &mut Tx<may::Anyone>, token: &Token) -> Result<Email> {
    let link = link::look(tx, token).await?;
    let person =
        by_id(tx, subject(link.subject)?).await?.filter(|person| person.email.canonical() == link.email);
    person.map(|person| person.email).ok_or_else(|| link::gone(Kind::Reset))
}

/// Sets the new password.
pub async fn choose(tx: &mut Tx<may::Anyone>, token: &Token, password: &Hashed) -> Result<()> {
    let id = subject(link::look(tx, token).await?.subject)?;
    // The person first and their links after, as everybody does: two who come from both sides would wait for each other.
    hold(tx, id).await?;
    let link = link::spend(tx, token).await?;
    // A link is bound to the address it was mailed to: after a change of address it proves nothing.
    let person = by_id(tx, id).await?.filter(|person| person.email.canonical() == link.email);
    let person = person.ok_or_else(|| link::gone(Kind::Reset))?;
    set_password(tx, id, password).await?;
    prove(tx, id).await?;
    link::void(tx, Kind::Reset, Some(id.0)).await?;
    // Who asked for a change of address may have been somebody else.
    void_address_change(tx, id).await?;
    session::end_all_of(tx, id).await?;
    tx.become_person(id, person.called().to_owned()).await?;
    password_changed(tx, &person.email).await
}

/// Puts a change of password on record, and tells its owner.
pub(crate) async fn password_changed(scope: &mut Scope, to: &Email) -> Result<()> {
    audit::note(scope, "password-changed", &Details::new()).await?;
    let notice = Notice {
        to,
        isp: None,
        subject: Say::new("mail-changed-subject"),
        text: Say::new("mail-changed-text"),
        next: Say::new("mail-changed-why"),
        page: "/account",
    };
    mail::tell(scope, &notice).await
}

fn subject(id: Option<uuid::Uuid>) -> Result<PersonId> {
    id.map(PersonId).ok_or_else(|| link::gone(Kind::Reset))
}
