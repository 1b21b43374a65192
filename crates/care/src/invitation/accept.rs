//! Opening an invitation's link, and accepting it.

use super::Seat;
use super::store::{self, Pending};
use crate::access::{IspCard, Scope, Tx, may};
use crate::collaborator;
use crate::db::PersonId;
use crate::email::Email;
use crate::factor;
use crate::isp;
use crate::link::{self, Kind, Link, Provenance, Token};
use crate::person::{self, Hashed, Identity, Name, PasswordChanged};
use crate::problem::{Problem, Result};
use crate::session::{self, Cookie, From};
use crate::timeline::{self, Happened};
use crate::words::Say;
use uuid::Uuid;

/// What the page of an invitation shows before anything is typed.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Which ISP.
    pub isp: IspCard,
    /// As what.
    pub seat: Seat,
    /// Who invited.
    pub invited_by: String,
    /// Which address.
    pub email: Email,
    /// Whether that person has a password already and is to sign in, rather than to create one.
    pub sign_in: bool,
    /// Whether that person, signed in, has only to confirm. Who never proved the mailbox creates a password even then.
    pub confirm: bool,
}

/// Where an acceptance leads.
#[derive(Debug)]
pub struct Accepted {
    /// The slug of the ISP or cluster.
    pub slug: String,
    /// The page where they land.
    pub path: String,
    /// The session of somebody who is new; whoever had an identity signed in already.
    pub cookie: Option<Cookie>,
}

/// Shows an invitation. Changes nothing, so that whatever opens links does no harm.
pub async fn open(tx: &mut Tx<may::Anyone>, token: &Token) -> Result<Opened> {
    let link = match link::look(tx, token).await {
        Err(Problem::Gone(_)) => return Err(why_gone(tx, token).await?),
        link => link?,
    };
    let pending = pending(tx, &link).await?;
    let known = person::by_email(tx, pending.email.canonical()).await?;
    let unproven = known.as_ref().is_some_and(|person| person.password.is_some() && !person.verified);
    if link.provenance == Provenance::Link
        && (unproven || link::is_live(tx, Kind::Undo, pending.email.canonical()).await?)
    {
        // Said before anything is typed: this link could not be used.
        return Err(needs_mail());
    }
    Ok(Opened {
        isp: isp::card(tx).await?,
        seat: pending.seat,
        invited_by: pending.invited_by,
        sign_in: known.as_ref().is_some_and(|person| must_sign_in(person, link.provenance)),
        confirm: known.is_some_and(|person| person.password.is_some() && person.verified),
        email: pending.email,
    })
}

/// Why a link is no good, in the words that its holder can act on: it was used, it can be asked for again, or neither.
async fn why_gone(scope: &mut Scope, token: &Token) -> Result<Problem> {
    let Some((link, state)) = link::find(scope, token).await? else {
        return Ok(link::gone(Kind::Invitation));
    };
    let (Some(isp), Some(subject)) = (link.isp, link.subject) else {
        return Ok(link::gone(Kind::Invitation));
    };
    scope.enter(isp).await?;
    Ok(if state == "live" && store::expired(scope, subject, &link.email).await?.is_some() {
        Problem::Gone(Say::new("gone-invitation-expired"))
    } else if state == "void" && store::is_forgotten(scope, subject).await? {
        Problem::Gone(Say::new("gone-invitation-forgotten"))
    } else if state == "used" && is_accepted(scope, subject).await? {
        Problem::Gone(Say::new("gone-invitation-accepted"))
    } else {
        link::gone(Kind::Invitation)
    })
}

async fn is_accepted(scope: &mut Scope, invitation: Uuid) -> Result<bool> {
    Ok(store::state(scope, invitation).await?.is_some_and(|(state, _)| state == "accepted"))
}

/// Accepts as somebody who creates a password now: new here, or with an identity whose mailbox was never proven, which this
/// mail's reader takes over, its old password and sessions void.
pub async fn accept_new(
    tx: &mut Tx<may::Anyone>,
    token: &Token,
    name: &Name,
    password: &Hashed,
    from: &From,
) -> Result<Accepted> {
    let link = spend(tx, token).await?;
    if link.provenance == Provenance::Operator {
        // It may raise somebody who is a collaborator already; their membership is held before they are.
        collaborator::hold(tx, &link.email).await?;
    }
    if link.provenance == Provenance::Link && link::is_live(tx, Kind::Undo, &link.email).await? {
        // Somebody had this address until lately and may still take it back: only its mailbox may give it to another.
        return Err(needs_mail());
    }
    let pending = take(tx, &link).await?;
    // Made or held, and only then looked at: of two invitations that one person accepts at once, the second acceptance
    // must see what the first one did.
    let id = person::create(tx, &pending.email, name).await?;
    let known =
        person::by_id(tx, id).await?.ok_or_else(|| Problem::broken("no person where one was made"))?;
    let called = if name.is_empty() { pending.email.shown() } else { name.as_str() };
    tx.become_person(id, called.to_owned()).await?;
    if must_sign_in(&known, link.provenance) {
        // A link never sets the password of a person who can sign in.
        return Err(Problem::Conflict(Say::new("accept-sign-in-first")));
    }
    if known.password.is_some() && link.provenance == Provenance::Link {
        return Err(needs_mail());
    }
    if known.password.is_some() && !known.verified {
        // Somebody else chose it, by a link that proved no mailbox.
        person::take_over(tx, id).await?;
    } else if known.password.is_some() {
        // Its owner lost all, and the operator vouches; the owner hears of it in any case.
        factor::reset_by_link(tx, id, &known.email).await?;
        person::password_changed(tx, &known.email, PasswordChanged::ByOperator).await?;
    }
    if !name.is_empty() {
        // Whoever takes an identity over is not called as the one before.
        person::set_name(tx, id, name).await?;
    }
    person::set_password(tx, id, password).await?;
    // Who asked for a change of address may have been somebody else. One that was made can still be taken back.
    person::void_address_change(tx, id).await?;
    session::end_all_of(tx, id).await?;
    link::void(tx, Kind::Reset, Some(id.0)).await?;
    if link.provenance.verifies() {
        person::prove(tx, id).await?;
    }
    let (slug, path) = admit(tx, id, &pending, link.provenance).await?;
    session::know_only(tx, id, from).await?;
    let cookie = session::start(tx, id, from).await?;
    Ok(Accepted { slug, path, cookie: Some(cookie) })
}

/// Accepts as the signed-in person whom the invitation names.
///
/// Not for who never proved the mailbox. Whoever made that identity may know its password, and have told it to the owner of
/// the mailbox: were it proven by this link as it is, they would enter wherever the owner is invited from then on. So the
/// owner creates a password of their own ([`accept_new`]), which ends all that rested on the old one.
pub async fn accept_signed_in(tx: &mut Tx<may::Oneself>, token: &Token) -> Result<Accepted> {
    let id = tx.actor().person().ok_or(Problem::Anonymous)?;
    let me = person::by_id(tx, id).await?.ok_or(Problem::Anonymous)?;
    // Looked at before it is spent: opened in somebody else's browser, it must stay whole.
    let link = link::look(tx, token).await?;
    if link.email != me.email.canonical() {
        return Err(Problem::Conflict(Say::new("accept-other-person").with("email", &me.email)));
    }
    if !me.verified {
        let proves = link.provenance.verifies();
        return Err(if proves {
            Problem::Conflict(Say::new("accept-create-password"))
        } else {
            needs_mail()
        });
    }
    let link = spend(tx, token).await?;
    let pending = take(tx, &link).await?;
    let (slug, path) = admit(tx, id, &pending, link.provenance).await?;
    Ok(Accepted { slug, path, cookie: None })
}

/// Somebody else may know the password of this address, or take the address back: only its mailbox lets in.
fn needs_mail() -> Problem {
    Problem::Conflict(Say::new("accept-needs-mail"))
}

/// Whether the person signs in instead of creating a password. The operator's link is the exception: it brings back a
/// lost Admin, who cannot.
fn must_sign_in(person: &Identity, provenance: Provenance) -> bool {
    person.password.is_some() && person.verified && provenance != Provenance::Operator
}

/// The invitation of a link, at its ISP, if it is still open.
async fn pending(scope: &mut Scope, link: &Link) -> Result<Pending> {
    let gone = || link::gone(Kind::Invitation);
    scope.enter(link.isp.ok_or_else(gone)?).await?;
    store::pending(scope, link.subject.ok_or_else(gone)?)
        .await?
        .filter(|it| it.email.canonical() == link.email)
        .ok_or_else(gone)
}

/// Uses the link up, in the turn of its ISP: whoever renews or revokes holds the turn before the link, and two who come from both
/// sides would wait for each other.
async fn spend(scope: &mut Scope, token: &Token) -> Result<Link> {
    let gone = || link::gone(Kind::Invitation);
    let looked = link::look(scope, token).await?;
    scope.enter(looked.isp.ok_or_else(gone)?).await?;
    scope.take_turn().await?;
    link::spend(scope, token).await
}

/// Takes the invitation: one conditional statement, of which one wins.
async fn take(scope: &mut Scope, link: &Link) -> Result<Pending> {
    let pending = pending(scope, link).await?;
    if store::accept(scope, pending.id).await? { Ok(pending) } else { Err(link::gone(Kind::Invitation)) }
}

/// Makes the person, who the transaction's actor is, what they were invited to be; gives the slug of the ISP, and the page where
/// they land.
pub(super) async fn admit(
    scope: &mut Scope,
    id: PersonId,
    pending: &Pending,
    provenance: Provenance,
) -> Result<(String, String)> {
    let joined = pending.seat.take(scope, id).await?;
    if !joined && provenance == Provenance::Operator {
        collaborator::raise_to_admin(scope, id).await?;
        timeline::note(scope, Happened::new("admin-recovered")).await?;
    } else {
        let happened = match pending.seat {
            Seat::Collaborator(role) => {
                Happened::new("collaborator-joined").with("role", role.role().as_str())
            }
            Seat::MobileUser(home) => Happened::new("mobile-user-joined").customer(home),
        };
        timeline::note(scope, happened).await?;
    }
    Ok((isp::card(scope).await?.slug, pending.seat.landing(scope).await?))
}
