//! Terms: what customers and routers are found by.
//!
//! Whoever searches types the beginning of something: a name, a street, a mail address, the digits of a phone, the pairs of a
//! MAC, the last of either. So everything that has something to be found by has *terms*, one for each place in its texts
//! from which somebody may begin to read them out: `Ana Lima` has `ana lima` and `lima ana`, the phone `603 555 0100` has
//! `6035550100`, `035550100` and so on down to the last four digits. A search is then a range of one key, `term >= 'lim'` up to
//! the last text that begins so, which costs the same among a million customers as among ten.
//!
//! Terms are *folded*: lower case, accents and signs left out ([`fold`]), and what is typed is folded likewise, so one spelling is as
//! good as another. They are made here, in Rust, and not by a database, of which there are two.
//!
//! The room that writes a customer or a router writes its terms in the same transaction: [`add`] with a new one, [`put`] when its
//! texts changed, [`forget`] when it is no longer to be found. A customer's terms are made of what staff wrote down, a router's of its
//! MAC and its serial number. Which customer a router stands at is no term: that is looked up when it is found, so enabling it or
//! taking it back changes none.
//!
//! [`RULES`] numbers the rules by which terms are made. With another number, the room `search` makes all of them anew.

pub(crate) mod fold;
mod make;
mod store;

use uuid::Uuid;

pub(crate) use make::{LETTERS, Terms, cut};

use crate::access::Scope;
use crate::db::{CustomerId, RouterId};
use crate::problem::Result;

/// The rules by which terms are made. Whoever changes what [`Terms`] makes of a text adds one.
pub(crate) const RULES: i64 = 1;

/// What is found by a term: a customer or a router. Their ids are never alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Target(pub(crate) Uuid);

impl From<CustomerId> for Target {
    fn from(id: CustomerId) -> Self {
        Target(id.0)
    }
}

impl From<RouterId> for Target {
    fn from(id: RouterId) -> Self {
        Target(id.0)
    }
}

/// A text as it is sorted: its folded words.
pub(crate) fn key(text: &str) -> String {
    fold::words(text).into_iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
}

/// Lets something new be found.
pub(crate) async fn add(scope: &mut Scope, target: impl Into<Target>, terms: Terms) -> Result<()> {
    store::insert(scope, target.into(), &terms.into_sorted()).await
}

/// Lets something be found by these terms from now on, and by no others.
pub(crate) async fn put(scope: &mut Scope, target: impl Into<Target>, terms: Terms) -> Result<()> {
    let target = target.into();
    forget(scope, target).await?;
    add(scope, target, terms).await
}

/// Lets something be found no more.
pub(crate) async fn forget(scope: &mut Scope, target: impl Into<Target>) -> Result<()> {
    store::delete(scope, target.into()).await
}
