//! What happened, by whom: one row for everything that changes something, in the transaction that changes it.
//!
//! A row names its ISP always, its customer and router where it has one, and who did it as they were called then.
//! Details are names and values of our own choice, never a secret.

mod group;
mod store;

use uuid::Uuid;

use crate::access::{Ability, Actor, Scope, Tx, may};
use crate::audit::{self, Details};
use crate::db::{CustomerId, PersonId, RouterId};
use crate::page::{After, Page};
use crate::problem::Result;

pub use group::Group;
pub use store::Entry;
pub(crate) use store::{erase_some, forget_before};

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Happened {
    kind: &'static str,
    customer: Option<CustomerId>,
    router: Option<RouterId>,
    subject: Option<Uuid>,
    details: Details,
}

impl Happened {
    /// Of this kind; the kind is also the message key `timeline-KIND` that tells it in words.
    pub fn new(kind: &'static str) -> Self {
        Happened { kind, customer: None, router: None, subject: None, details: Details::new() }
    }

    /// At this customer.
    #[must_use]
    pub fn customer(mut self, customer: impl Into<Option<CustomerId>>) -> Self {
        self.customer = customer.into();
        self
    }

    /// To this router.
    #[must_use]
    pub fn router(mut self, router: RouterId) -> Self {
        self.router = Some(router);
        self
    }

    /// To somebody else than who did it: a person, or the invitation of one who may be nobody here yet. The details are then
    /// told of them.
    #[must_use]
    pub fn about(mut self, subject: Uuid) -> Self {
        self.subject = Some(subject);
        self
    }

    /// With this detail.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<serde_json::Value>) -> Self {
        self.details.insert(name.to_owned(), value.into());
        self
    }

    /// With this value as it was before and as it is now, if it is another.
    #[must_use]
    pub fn changed(self, name: &str, before: &str, after: &str) -> Self {
        if before == after { self } else { self.with(name, audit::change(before, after)) }
    }
}

/// Writes it down, as done now by the transaction's actor. What people do goes into the audit log too; what routers and the
/// service do by themselves is no act of anybody's.
pub(crate) async fn note(scope: &mut Scope, happened: Happened) -> Result<()> {
    if !matches!(scope.actor(), Actor::Router(_) | Actor::System) {
        match happened.subject {
            Some(subject) => audit::note_about(scope, happened.kind, subject, &happened.details).await?,
            None => audit::note(scope, happened.kind, &happened.details).await?,
        }
    }
    store::insert(scope, happened).await
}

/// Writes down that somebody looked, which changed nothing: on the timeline, and not in the log of acts.
pub(crate) async fn note_look(scope: &mut Scope, happened: Happened) -> Result<()> {
    store::insert(scope, happened).await
}

/// What is looked for on a home's timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filter {
    /// What kind of thing happened.
    pub group: Option<Group>,
    /// Who did it.
    pub person: Option<PersonId>,
}

/// What happened at a customer's home, newest first.
pub async fn of_customer(
    tx: &mut Tx<may::ViewCustomers>,
    customer: CustomerId,
    filter: Filter,
    after: After,
) -> Result<Page<Entry>> {
    store::of_customer(tx, customer, filter, after).await
}

/// Who of the ISP's staff looked at a mobile user's own home or changed something there, newest first: what they noted among
/// themselves about its issues is not among it. At most so many at once.
pub async fn by_staff(tx: &mut Tx<may::UseHome>, after: After, most: usize) -> Result<Page<Entry>> {
    let home = tx.home()?;
    store::by_staff(tx, home, after, most).await
}

/// The people who did something at a customer's home, as they were called last, by name.
pub async fn people_of(
    tx: &mut Tx<may::ViewCustomers>,
    customer: CustomerId,
) -> Result<Vec<(PersonId, String)>> {
    store::people_of(tx, customer).await
}

/// The latest entries of the ISP, newest first. That somebody looked is told on the home's own timeline only; who was invited, or has
/// which access level, to those who may use the Settings, where that is seen.
pub async fn recent(tx: &mut Tx<may::ViewTabs>, limit: i64) -> Result<Vec<Entry>> {
    let access = matches!(tx.actor(), Actor::Staff { role, .. } if role.may(Ability::ManageSettings));
    store::recent(tx, access, limit).await
}
