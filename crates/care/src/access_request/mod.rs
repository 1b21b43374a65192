//! An access request: somebody who stands at a home asks its primary user to let them use it by the app.
//!
//! Asking needs proof of being there (room `presence`), so that no stranger can bother anybody. The primary user hears of it by
//! mail and in the app, signs in, and approves or declines; the mail's link opens that page and nothing more. It is the primary
//! user *of that moment* who decides: the permit reads it in the transaction that decides. Where a home has no user yet, the
//! ISP's staff do.
//!
//! A request waits for two days. A person has one at a home at a time; asking again shows the one that waits. Who was declined may
//! ask again after a day, and after the third time not by themselves any more. Whoever becomes a user of the home by another way
//! asks no longer ([`mobile_user`] settles it).

mod decide;
mod store;
#[cfg(test)]
mod tests;

use jiff::Timestamp;

use crate::access::{IspCard, Scope, Tx, may};
use crate::collaborator;
use crate::customer;
use crate::db::live::Topic;
use crate::db::{AccessRequestId, CustomerId, PersonId};
use crate::email::Email;
use crate::isp;
use crate::mail::{self, Notice};
use crate::mobile_user;
use crate::person;
use crate::presence::{self, Present, Standing};
use crate::problem::{Problem, Result};
use crate::push;
use crate::throttle;
use crate::timeline::{self, Happened};
use crate::words::Say;

pub use decide::{approve, approve_by_staff, decline, decline_by_staff};
pub(crate) use store::erase;

/// How long a request waits, in milliseconds: two days are 48 hours.
const LIFE_MS: i64 = 48 * 60 * 60 * 1000;
/// How long who was declined waits until they may ask again.
const PAUSE_MS: i64 = 24 * 60 * 60 * 1000;
/// How often one is declined before the provider has to invite them.
const DECLINES: i64 = 3;

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It waits for whoever decides.
    Waiting,
    /// Nobody answered within two days.
    Expired,
    /// It was approved.
    Approved,
    /// It was declined.
    Declined,
    /// Whoever asked took it back.
    Withdrawn,
}

/// A request as whoever made it sees it.
#[derive(Debug, Clone)]
pub struct Mine {
    /// Its id.
    pub id: AccessRequestId,
    /// Whose customer's home.
    pub isp: IspCard,
    /// Which home.
    pub home: CustomerId,
    /// What became of it.
    pub state: State,
    /// When it was made.
    pub asked_at: Timestamp,
    /// Until when it waits.
    pub expires_at: Timestamp,
}

/// A request that waits, as those see it who decide it.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Its id.
    pub id: AccessRequestId,
    /// Who asks.
    pub person: PersonId,
    /// Their address.
    pub email: String,
    /// Their name; empty while they gave none.
    pub name: String,
    /// The browser and system that they asked with, where known.
    pub device: Option<String>,
    /// When.
    pub asked_at: Timestamp,
    /// Until when it waits.
    pub expires_at: Timestamp,
}

impl Waiting {
    /// As they are told of: by name and address, or by address alone.
    pub fn called(&self) -> String {
        person::called(&self.name, &self.email)
    }
}

/// Asks for access to the home where the transaction's person stands; says whose home it is. Asking again while one waits changes
/// nothing and tells nobody twice.
///
/// [`Problem::Conflict`] where they stand at no home, use it already or were declined; [`Problem::TooMany`] where a home is asked
/// too often.
pub async fn ask(tx: &mut Tx<may::Oneself>, network: &str, device: Option<&str>) -> Result<IspCard> {
    let (me, Present { isp, home, standing }) = presence::take_turn_at(tx, network).await?;
    if standing == Standing::User {
        return Err(Problem::Conflict(Say::new("request-user-already")));
    }
    let Some(id) = store::ask(tx, home, me.id, device).await? else {
        return match store::of_person_at(tx, home, me.id).await? {
            Some((State::Waiting, _)) => Ok(isp),
            Some((_, declines)) if declines >= DECLINES => {
                Err(Problem::Conflict(Say::new("request-declined-for-good").with("isp", &isp.name)))
            }
            _ => Err(Problem::Conflict(Say::new("request-declined-lately"))),
        };
    };
    throttle::count_request(tx, home, me.id).await?;
    let happened = Happened::new("mobile-user-access-requested").customer(home);
    timeline::note(tx, happened.with("email", me.email.shown())).await?;
    tx.tell(Topic::MobileUsers);
    tx.tell_home(home);
    tell(tx, &isp, (home, id), &me.email).await?;
    Ok(isp)
}

/// Tells whoever decides: the primary user, or where nobody uses the home the ISP's support, or its Admins where it has no mailbox.
///
/// Of who asks, only the address is told, which they proved: a name is whatever they typed, and would stand under the ISP's.
async fn tell(
    scope: &mut Scope,
    isp: &IspCard,
    (home, id): (CustomerId, AccessRequestId),
    email: &Email,
) -> Result<()> {
    let address = customer::look(scope, home).await?.account.information.address;
    let notice = |to, page, next: &'static str| Notice {
        to,
        isp: Some(isp),
        subject: Say::new("notice-request-subject").with("email", email).with("isp", &isp.name),
        text: Say::new("notice-request-text")
            .with("email", email)
            .with("address", &address)
            .with("isp", &isp.name),
        next: Say::new(next),
        page,
    };
    if let Some(primary) = mobile_user::primary(scope, home).await? {
        let primary = person::by_id(scope, primary).await?.ok_or(Problem::NotFound("mobile-user"))?;
        let page = path(home, id);
        let text = Say::new("push-request").with("email", email);
        let (kind, home, topic) = (push::Kind::Request, Some(home), topic(id));
        let pushed = push::Notice { kind, isp, home, topic: &topic, text, page: &page };
        push::tell(scope, primary.id, &pushed).await?;
        return mail::tell(scope, &notice(&primary.email, &page, "notice-request-next")).await;
    }
    let page = format!("{}/customers/{home}/users", isp.path());
    if let Some(support) = isp::support_mailbox(scope).await? {
        return mail::tell_support(scope, isp, &notice(&support, &page, "notice-request-staff-next")).await;
    }
    for to in &collaborator::admin_addresses(scope).await? {
        mail::tell_admin(scope, isp, &notice(to, &page, "notice-request-staff-next")).await?;
    }
    Ok(())
}

/// Under which a request is told on phones.
fn topic(id: AccessRequestId) -> String {
    format!("request-{id}")
}

/// What the transaction's person asked for, newest first; of what was decided or expired, the last month's.
pub async fn mine(tx: &mut Tx<may::Oneself>) -> Result<Vec<Mine>> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    store::of_person(tx, person).await
}

/// Takes back a request of one's own that waits.
pub async fn withdraw(tx: &mut Tx<may::Oneself>, id: AccessRequestId) -> Result<()> {
    let mine = mine(tx).await?;
    let it = mine.into_iter().find(|it| it.id == id).ok_or(Problem::NotFound("access-request"))?;
    tx.enter(it.isp.id).await?;
    tx.take_turn().await?;
    if !store::settle(tx, it.home, id, State::Withdrawn).await? {
        return Err(decide::gone());
    }
    push::take_back(tx, it.home, &topic(id)).await?;
    let who = tx.actor().name().unwrap_or_default().to_owned();
    let happened = Happened::new("mobile-user-access-withdrawn").customer(it.home);
    timeline::note(tx, happened.with("email", who)).await?;
    tx.tell(Topic::MobileUsers);
    tx.tell_home(it.home);
    Ok(())
}

/// The requests that wait for the mobile user behind the transaction: for its primary user, and for nobody else.
pub async fn waiting(tx: &mut Tx<may::UseHome>) -> Result<Vec<Waiting>> {
    let home = tx.home()?;
    if tx.is_primary() { store::waiting(tx, home).await } else { Ok(Vec::new()) }
}

/// One of them. [`Problem::Gone`] once it was decided, taken back or expired.
pub async fn find(tx: &mut Tx<may::UseHome>, id: AccessRequestId) -> Result<Waiting> {
    let found = waiting(tx).await?.into_iter().find(|it| it.id == id);
    match found {
        Some(found) => Ok(found),
        None if tx.is_primary() => Err(decide::gone()),
        None => Err(Problem::NotFound("access-request")),
    }
}

/// The requests of a home that wait, for staff.
pub async fn of_home(tx: &mut Tx<may::ViewCustomers>, home: CustomerId) -> Result<Vec<Waiting>> {
    store::waiting(tx, home).await
}

/// One of them, for the pages that decide it. [`Problem::Gone`] once it was decided, taken back or expired, and where the home has a
/// primary user by now, who decides it.
pub async fn find_by_staff(
    tx: &mut Tx<may::ManageMobileUsers>,
    home: CustomerId,
    id: AccessRequestId,
) -> Result<Waiting> {
    let waiting = store::waiting(tx, home).await?;
    match waiting.into_iter().find(|it| it.id == id) {
        Some(_) if mobile_user::primary(tx, home).await?.is_some() => {
            Err(Problem::Gone(Say::new("request-is-the-primary-users")))
        }
        Some(found) => Ok(found),
        None if store::is_of(tx, home, id).await? => Err(decide::gone()),
        None => Err(Problem::NotFound("access-request")),
    }
}

/// Where the app shows a request.
pub fn path(home: CustomerId, id: AccessRequestId) -> String {
    format!("{}/requests/{id}", mobile_user::path(home))
}
