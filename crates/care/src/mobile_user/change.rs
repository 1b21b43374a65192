//! Taking a home away from somebody, leaving it, and who is its primary user.

use super::{store, tell};
use crate::access::{Actor, Scope, Tx, may};
use crate::customer;
use crate::db::{CustomerId, PersonId};
use crate::isp;
use crate::mail::{self, Notice};
use crate::person::{self, Identity};
use crate::problem::{Problem, Result};
use crate::push;
use crate::session;
use crate::timeline::{self, Happened};
use crate::words::Say;

/// Removes a mobile user; they are told by mail. Where they are the primary user and others remain, `next` is it from now on.
///
/// [`Problem::Conflict`] where fewer than two are listed, and where the next primary user is missing or no user of this home.
pub async fn remove(
    tx: &mut Tx<may::ManageMobileUsers>,
    home: CustomerId,
    person: PersonId,
    next: Option<PersonId>,
) -> Result<()> {
    tx.must_be_fresh()?;
    let who = known(tx, home, person).await?;
    // It would let them in again, and they are not company to themselves.
    store::revoke_invitation(tx, home, person).await?;
    if !store::delete(tx, home, person, 2).await? {
        return Err(Problem::Conflict(Say::new("remove-mobile-user-alone")));
    }
    // Whoever claimed by the router's label may have kept it.
    store::void_label_of_unused(tx, home).await?;
    let next = part(tx, home, person, next).await?;
    let happened = Happened::new("mobile-user-removed").customer(home).about(person.0);
    timeline::note(tx, happened.with("email", who.email.shown())).await?;
    told_primary(tx, home, next).await?;

    let isp = isp::card(tx).await?;
    let notice = Notice {
        to: &who.email,
        isp: Some(&isp),
        subject: Say::new("notice-home-revoked-subject").with("isp", &isp.name),
        text: Say::new("notice-home-revoked-text")
            .with("actor", tx.actor().name().unwrap_or_default())
            .with("isp", &isp.name),
        next: Say::new("notice-home-revoked-next"),
        page: "/app",
    };
    mail::tell(tx, &notice).await?;
    let (kind, topic, text) = (push::Kind::Access, own_topic(home), Say::new("push-removed"));
    push::tell(tx, person, &push::Notice { kind, isp: &isp, home: None, topic: &topic, text, page: "/app" })
        .await
}

/// Leaves the home. The last one stays; a primary user names the next.
pub async fn leave(tx: &mut Tx<may::UseHome>, next: Option<PersonId>) -> Result<()> {
    tx.must_be_fresh()?;
    let home = tx.home()?;
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    if store::count(tx, home).await? < 2 {
        return Err(Problem::Conflict(Say::new("leave-home-last")));
    }
    store::revoke_invitation(tx, home, person).await?;
    if !store::delete(tx, home, person, 1).await? {
        return Err(Problem::NotFound("home"));
    }
    let next = part(tx, home, person, next).await?;
    timeline::note(tx, Happened::new("mobile-user-left").customer(home)).await?;
    told_primary(tx, home, next).await
}

/// Makes a mobile user the primary one; they are told by mail. [`Problem::Conflict`] where the customer was deactivated.
pub async fn make_primary(
    tx: &mut Tx<may::ManageMobileUsers>,
    home: CustomerId,
    person: PersonId,
) -> Result<()> {
    tx.must_be_fresh()?;
    known(tx, home, person).await?;
    must_be_anothers(tx, person)?;
    customer::must_be_open(tx, home).await?;
    if store::make_primary(tx, home, person).await? {
        tell(tx, home);
        told_primary(tx, home, Some(person)).await?;
    }
    Ok(())
}

/// Staff who live at a customer's home decide nothing there for themselves: [`Problem::Conflict`] if this person is who acts.
pub(crate) fn must_be_anothers(scope: &Scope, person: PersonId) -> Result<()> {
    if scope.actor().person() == Some(person) {
        return Err(Problem::Conflict(Say::new("own-home-decides")));
    }
    Ok(())
}

/// Under which somebody is told on their phones what they are at a home themselves.
fn own_topic(home: CustomerId) -> String {
    format!("own-{home}")
}

/// Somebody who is a mobile user of the home.
async fn known(scope: &mut Scope, home: CustomerId, person: PersonId) -> Result<Identity> {
    let missing = || Problem::NotFound("mobile-user");
    let who = person::by_id(scope, person).await?.ok_or_else(missing)?;
    if store::is_one(scope, home, who.email.canonical()).await? { Ok(who) } else { Err(missing()) }
}

/// What follows the end of somebody's access: one fewer is counted, who comes next is primary user, which is given if it is
/// somebody else than before, and their session of the app ends if it was the last home they had.
async fn part(
    scope: &mut Scope,
    home: CustomerId,
    person: PersonId,
    next: Option<PersonId>,
) -> Result<Option<PersonId>> {
    let was_primary = store::primary(scope, home).await? == Some(person);
    let next = next.filter(|_| was_primary);
    store::count_one_fewer(scope, home, person, next).await.map_err(|problem| {
        // The row refuses to have users and no primary user.
        if problem.is_check() { Problem::Conflict(Say::new("name-next-primary")) } else { problem }
    })?;
    if next.is_some() && store::primary(scope, home).await? != next {
        return Err(Problem::Conflict(Say::new("name-next-primary")));
    }
    scope.look_as(Some(person)).await?;
    session::end_where_no_home_is_left(scope, person).await?;
    scope.look_as(scope.actor().person()).await?;
    tell(scope, home);
    Ok(next)
}

/// Writes down, and tells by mail, who is the primary user from now on.
async fn told_primary(scope: &mut Scope, home: CustomerId, next: Option<PersonId>) -> Result<()> {
    let Some(next) = next else { return Ok(()) };
    let who = person::by_id(scope, next).await?.ok_or(Problem::NotFound("mobile-user"))?;
    let happened = Happened::new("mobile-user-primary").customer(home).about(next.0);
    timeline::note(scope, happened.with("email", who.email.shown())).await?;
    let isp = isp::card(scope).await?;
    let by_user = matches!(scope.actor(), Actor::Subscriber { .. });
    let text = if by_user { "notice-primary-text-left" } else { "notice-primary-text" };
    let notice = Notice {
        to: &who.email,
        isp: Some(&isp),
        subject: Say::new("notice-primary-subject").with("isp", &isp.name),
        text: Say::new(text).with("actor", scope.actor().name().unwrap_or_default()).with("isp", &isp.name),
        next: Say::new("notice-primary-next"),
        page: &super::path(home),
    };
    mail::tell(scope, &notice).await?;
    let (kind, topic, text) = (push::Kind::Access, own_topic(home), Say::new("push-primary"));
    let (home, page) = (Some(home), notice.page);
    push::tell(scope, next, &push::Notice { kind, isp: &isp, home, topic: &topic, text, page }).await
}
