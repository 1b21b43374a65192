//! Using the link: a new password, or the first one.

use crate::access::{IspCard, Scope, Tx, may};
use crate::db::{InvitationId, PersonId};
use crate::email::Email;
use crate::invitation::{self, Seat};
use crate::link::{self, Kind, Link, Token};
use crate::person::{self, Hashed, Identity, Name, PasswordChanged};
use crate::problem::{Problem, Result};
use crate::session;

/// What using a link would do.
#[derive(Debug, Clone)]
pub struct Looked {
    /// Whose password it sets.
    pub email: Email,
    /// The invitation that it would accept, where there is just one: at which ISP, and as what.
    pub accepts: Option<(IspCard, Seat)>,
}

/// Whose password a link would set. Changes nothing.
pub async fn look(tx: &mut Tx<may::Anyone>, token: &Token) -> Result<Looked> {
    let link = link::look(tx, token).await?;
    if let Some(person) = with_password(tx, &link).await? {
        return Ok(Looked { email: person.email, accepts: None });
    }
    let waiting = waiting(tx, &link).await?;
    let email = waiting.first().ok_or_else(gone)?.email.clone();
    let accepts = match &waiting[..] {
        [one] => Some((invitation::card_of(tx, one).await?, one.seat)),
        _ => None,
    };
    Ok(Looked { email, accepts })
}

/// Sets the password.
pub async fn choose(tx: &mut Tx<may::Anyone>, token: &Token, password: &Hashed) -> Result<()> {
    // The ISP's turn, then the person, then their links, as everybody takes them: two who come from both sides would wait for
    // each other. Of somebody who is not there yet there is nothing to hold.
    let looked = link::look(tx, token).await?;
    let accepts = the_one(tx, &looked).await?;
    person::hold(tx, PersonId(looked.subject.ok_or_else(gone)?)).await?;
    let link = link::spend(tx, token).await?;
    let known = with_password(tx, &link).await?;
    // Looked up before anything is written: what is not open any more leaves no trace.
    let waiting = if known.is_none() { waiting(tx, &link).await? } else { Vec::new() };
    let (id, email) = match (&known, waiting.first()) {
        (Some(person), _) => (person.id, person.email.clone()),
        (None, Some(open)) => (person::create(tx, &open.email, &Name::default()).await?, open.email.clone()),
        (None, None) => return Err(gone()),
    };
    let before = person::by_id(tx, id).await?.ok_or_else(gone)?;
    if known.is_none() && before.password.is_some() {
        // Somebody accepted between the look and now.
        return Err(gone());
    }
    tx.become_person(id, before.called().to_owned()).await?;
    if before.password.is_some() && !before.verified {
        person::take_over(tx, id).await?;
    }
    person::set_password(tx, id, password).await?;
    person::prove(tx, id).await?;
    link::void_of_address(tx, Kind::Reset, email.canonical()).await?;
    // Who asked for a change of address may have been somebody else.
    person::void_address_change(tx, id).await?;
    session::end_all_of(tx, id).await?;
    // Where there are several, each is accepted by a click of its own.
    if let ([one], Some(turn)) = (&waiting[..], accepts)
        && one.id == turn
    {
        invitation::accept_recovered(tx, id, one).await?;
    }
    if known.is_some() { person::password_changed(tx, &email, PasswordChanged::ByMail).await } else { Ok(()) }
}

/// The invitation that a link accepts, where there is just one; its ISP's turn is then taken.
async fn the_one(scope: &mut Scope, link: &Link) -> Result<Option<InvitationId>> {
    let waiting = waiting(scope, link).await?;
    let [one] = &waiting[..] else { return Ok(None) };
    scope.enter(one.isp).await?;
    scope.take_turn().await?;
    Ok(Some(one.id))
}

/// The person of a link for somebody who has a password. A link is bound to the address it was mailed to: after a change of
/// address it proves nothing.
async fn with_password(scope: &mut Scope, link: &Link) -> Result<Option<Identity>> {
    let id = PersonId(link.subject.ok_or_else(gone)?);
    let person = person::by_id(scope, id).await?;
    Ok(person.filter(|person| person.password.is_some() && person.email.canonical() == link.email))
}

/// The live invitations of a link for somebody who has accepted none yet.
async fn waiting(scope: &mut Scope, link: &Link) -> Result<Vec<invitation::Open>> {
    if person::by_email(scope, &link.email).await?.is_some_and(|person| person.password.is_some()) {
        return Ok(Vec::new());
    }
    let now = scope.now();
    let mut open = invitation::open_along_links(scope, &link.email).await?;
    open.retain(|it| it.expires_at > now);
    // What waits in the other audience is accepted there.
    let audience = open.iter().find(|it| Some(it.id.0) == link.subject).map(|it| it.seat.audience());
    open.retain(|it| audience.is_none_or(|audience| it.seat.audience() == audience));
    Ok(open)
}

fn gone() -> Problem {
    link::gone(Kind::Reset)
}
