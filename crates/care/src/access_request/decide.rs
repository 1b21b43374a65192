//! Approving and declining: one conditional statement, of which one wins.

use super::{State, Waiting, store};
use crate::access::{IspCard, Scope, Tx, may};
use crate::claim;
use crate::customer;
use crate::db::live::Topic;
use crate::db::{AccessRequestId, CustomerId};
use crate::email::Email;
use crate::isp;
use crate::mail::{self, Notice};
use crate::mobile_user;
use crate::person;
use crate::problem::{Problem, Result};
use crate::push;
use crate::timeline::{self, Happened};
use crate::words::Say;

/// Approves a request: who asked is a mobile user of the home from now on. They and the home's users are told by mail.
///
/// Only by the primary user, of this moment; to others there is no such request. [`Problem::Gone`] once it was decided, taken
/// back or expired.
pub async fn approve(tx: &mut Tx<may::UseHome>, id: AccessRequestId) -> Result<Waiting> {
    let (home, asked) = by_primary(tx, id).await?;
    admit(tx, home, &asked).await?;
    Ok(asked)
}

/// Declines a request; who asked is told by mail, and not by whom.
pub async fn decline(tx: &mut Tx<may::UseHome>, id: AccessRequestId) -> Result<Waiting> {
    let (home, asked) = by_primary(tx, id).await?;
    turn_down(tx, home, &asked).await?;
    Ok(asked)
}

/// Approves a request for a home that has no user yet: who asked is its primary user. [`Problem::Gone`] where it has one, who
/// decides it. Nobody approves their own.
pub async fn approve_by_staff(
    tx: &mut Tx<may::ManageMobileUsers>,
    home: CustomerId,
    id: AccessRequestId,
) -> Result<Waiting> {
    let asked = by_staff(tx, home, id).await?;
    mobile_user::must_be_anothers(tx, asked.person)?;
    customer::must_be_open(tx, home).await?;
    admit(tx, home, &asked).await?;
    Ok(asked)
}

/// Declines such a request.
pub async fn decline_by_staff(
    tx: &mut Tx<may::ManageMobileUsers>,
    home: CustomerId,
    id: AccessRequestId,
) -> Result<Waiting> {
    let asked = by_staff(tx, home, id).await?;
    turn_down(tx, home, &asked).await?;
    Ok(asked)
}

async fn by_primary(tx: &mut Tx<may::UseHome>, id: AccessRequestId) -> Result<(CustomerId, Waiting)> {
    tx.must_be_fresh()?;
    let home = tx.home()?;
    Ok((home, super::find(tx, id).await?))
}

async fn by_staff(
    tx: &mut Tx<may::ManageMobileUsers>,
    home: CustomerId,
    id: AccessRequestId,
) -> Result<Waiting> {
    tx.must_be_fresh()?;
    super::find_by_staff(tx, home, id).await
}

async fn admit(scope: &mut Scope, home: CustomerId, asked: &Waiting) -> Result<()> {
    settle(scope, home, asked, State::Approved).await?;
    let others = mobile_user::addresses(scope, home).await?;
    mobile_user::join(scope, asked.person, home).await?;
    let happened = Happened::new("mobile-user-access-approved").customer(home).about(asked.person.0);
    timeline::note(scope, happened.with("email", &*asked.email)).await?;
    let who = person::by_id(scope, asked.person).await?.ok_or(Problem::NotFound("mobile-user"))?;
    let isp = isp::card(scope).await?;
    let subject = Say::new("notice-request-approved-subject").with("isp", &isp.name);
    let text = Say::new("notice-request-approved-text").with("isp", &isp.name);
    let next = Say::new("notice-request-approved-next");
    let page = mobile_user::path(home);
    mail::tell(scope, &Notice { to: &who.email, isp: Some(&isp), subject, text, next, page: &page }).await?;
    answer(scope, (home, asked), &isp, "push-approved", &page).await?;
    if others.is_empty() {
        claim::tell_customer(scope, home, &who).await?;
    }
    let by = scope.actor().name().unwrap_or_default().to_owned();
    for to in &others {
        let notice = Notice {
            to,
            isp: Some(&isp),
            subject: Say::new("notice-user-added-subject").with("name", &asked.email).with("isp", &isp.name),
            text: Say::new("notice-user-added-text")
                .with("who", &asked.email)
                .with("actor", &by)
                .with("isp", &isp.name),
            next: Say::new("notice-user-added-next").with("isp", &isp.name),
            page: &page,
        };
        mail::tell(scope, &notice).await?;
    }
    Ok(())
}

/// Of several who decide at once, one does. It is told no more to whoever has not heard of it yet.
async fn settle(scope: &mut Scope, home: CustomerId, asked: &Waiting, state: State) -> Result<()> {
    if !store::settle(scope, home, asked.id, state).await? {
        return Err(gone());
    }
    push::take_back(scope, home, &super::topic(asked.id)).await
}

async fn turn_down(scope: &mut Scope, home: CustomerId, asked: &Waiting) -> Result<()> {
    settle(scope, home, asked, State::Declined).await?;
    let happened = Happened::new("mobile-user-access-declined").customer(home).about(asked.person.0);
    timeline::note(scope, happened.with("email", &*asked.email)).await?;
    scope.tell(Topic::MobileUsers);
    scope.tell_home(home);
    let to: Email = person::by_id(scope, asked.person).await?.ok_or(Problem::NotFound("mobile-user"))?.email;
    let isp = isp::card(scope).await?;
    let notice = Notice {
        to: &to,
        isp: Some(&isp),
        subject: Say::new("notice-request-declined-subject").with("isp", &isp.name),
        text: Say::new("notice-request-declined-text").with("isp", &isp.name),
        next: Say::new("notice-request-declined-next").with("isp", &isp.name),
        page: "/app",
    };
    mail::tell(scope, &notice).await?;
    answer(scope, (home, asked), &isp, "push-declined", "/app").await
}

/// Tells whoever asked, on their phones.
async fn answer(
    scope: &mut Scope,
    (home, asked): (CustomerId, &Waiting),
    isp: &IspCard,
    text: &'static str,
    page: &str,
) -> Result<()> {
    let (kind, topic, text) = (push::Kind::Answer, format!("answer-{home}"), Say::new(text));
    let notice = push::Notice { kind, isp, home: None, topic: &topic, text, page };
    push::tell(scope, asked.person, &notice).await
}

/// Decided, taken back or expired.
pub(super) fn gone() -> Problem {
    Problem::Gone(Say::new("gone-access-request"))
}
