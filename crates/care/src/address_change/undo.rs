//! Taking a change of address back from the old mailbox.

use super::confirm::taken;
use super::store::{self, Change};
use crate::access::{Audience, Scope, Tx, may};
use crate::audit::{self, Details};
use crate::db::PersonId;
use crate::email::Email;
use crate::link::{self, Kind, Token};
use crate::mail::{self, Notice};
use crate::person::{self, Hashed};
use crate::problem::Result;
use crate::recovery;
use crate::session;
use crate::words::Say;

/// What a link would take back.
#[derive(Debug, Clone)]
pub struct Taken {
    /// The old address, which would come back.
    pub back: Email,
    /// The one that was confirmed instead of it.
    pub away: Email,
}

/// What a link would take back. Changes nothing.
pub async fn look_undo(tx: &mut Tx<may::Anyone>, token: &Token) -> Result<Taken> {
    let (_, change) = find(tx, token).await?;
    Ok(Taken { back: change.old, away: change.new })
}

/// Gives the identity its old address back, also when it was changed again since: that and every later change is void. All
/// sessions end, all factors and known browsers are forgotten, and the password is nobody's until the owner of the old mailbox
/// sets one, for which they get a link: whoever made the change may have set any of them. The memberships that the identity has
/// are flagged to the Admins there: one that was given meanwhile was given to another.
pub async fn undo(tx: &mut Tx<may::Anyone>, token: &Token, nobodys: &Hashed) -> Result<Email> {
    let gone = || link::gone(Kind::Undo);
    let (person, change) = find(tx, token).await?;
    person::hold(tx, person).await?;
    link::spend(tx, token).await?;
    let before = person::by_id(tx, person).await?.ok_or_else(gone)?;
    if !store::undo(tx, change.id).await? {
        return Err(gone());
    }
    for later in store::void_since(tx, person, change.id).await? {
        link::void(tx, Kind::Undo, Some(later)).await?;
    }
    link::void(tx, Kind::Address, Some(person.0)).await?;
    link::void(tx, Kind::Reset, Some(person.0)).await?;
    person::set_email(tx, person, &change.old).await.map_err(taken)?;
    person::prove(tx, person).await?;
    tx.become_person(person, before.called().to_owned()).await?;
    person::take_over(tx, person).await?;
    person::set_password(tx, person, nobodys).await?;
    session::end_all_of(tx, person).await?;
    note(tx, &before.email, &change.old).await?;
    tell_undone(tx, &before.email).await?;
    recovery::ask(tx, &change.old, Audience::Portal).await?;
    Ok(change.old)
}

async fn find(scope: &mut Scope, token: &Token) -> Result<(PersonId, Change)> {
    let gone = || link::gone(Kind::Undo);
    let link = link::look(scope, token).await?;
    let subject = link.subject.ok_or_else(gone)?;
    store::confirmed(scope, subject).await?.ok_or_else(gone)
}

async fn note(scope: &mut Scope, before: &Email, after: &Email) -> Result<()> {
    let pairs = [("before", before), ("email", after)];
    let details = pairs.map(|(name, email)| (name.to_owned(), email.shown().into()));
    audit::note(scope, "address-undone", &Details::from_iter(details)).await
}

/// Tells the address that the identity had until now.
async fn tell_undone(scope: &mut Scope, to: &Email) -> Result<()> {
    let notice = Notice {
        to,
        isp: None,
        subject: Say::new("mail-address-undone-subject"),
        text: Say::new("mail-address-undone-text"),
        next: Say::new("mail-address-undone-next"),
        page: "/sign-in",
    };
    mail::tell(scope, &notice).await
}
