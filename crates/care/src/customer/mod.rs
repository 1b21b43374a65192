//! A customer: a customer account of the ISP, with one home network (the seeds also say LAN).
//!
//! It begins with a router that is enabled for somebody, and staff change it under *User Settings*: who they are and how to
//! reach them, their plan, where midnight falls for them, when their billing cycle begins, whether they get reports. What an
//! account does not say is as the ISP has it. Two who change one account at once do not overwrite each other: the row counts
//! its versions, and a change is made to the version that its author saw.
//!
//! An account has one router, or none: who was deactivated and is had back may find it given away. Those without one are listed by
//! since when, and given another from stock (room `inventory`).
//!
//! A deactivated account is *closed*: its router is gone, no list shows it, and it is erased later (room `deactivation`).

mod account;
mod closing;
pub mod cycle;
mod information;
mod store;
#[cfg(test)]
mod tests;
mod update;
mod visit;

use jiff::Timestamp;

use crate::access::{Scope, Tx, may};
use crate::db::CustomerId;
use crate::problem::{Problem, Result};
use crate::term;
use crate::zone::Zone;

pub use account::{Account, BillingDay, Written};
pub(crate) use closing::{close, erase, gets_router, has_no_router, look, must_be_open, reopen};
pub use information::Information;
pub use update::update;
pub(crate) use update::why_not;
pub use visit::{VISIT_MS, is_new_visit, note_visit};

/// A customer.
#[derive(Debug, Clone)]
pub struct Customer {
    /// Its id.
    pub id: CustomerId,
    /// Its settings.
    pub account: Account,
    /// What holds where the settings say nothing.
    pub isp: Defaults,
    /// Counts the changes of its settings.
    pub version: i64,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was deactivated, if it was.
    pub closed_at: Option<Timestamp>,
}

/// What the ISP has for customers whose own settings say nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defaults {
    /// The ISP's time zone.
    pub timezone: Zone,
    /// Whether customers get reports.
    pub reports: bool,
    /// For how many days a deactivated customer's data is kept.
    pub retention_days: i64,
}

impl Customer {
    /// Where midnight falls for this home.
    pub fn zone(&self) -> &Zone {
        self.account.timezone.as_ref().unwrap_or(&self.isp.timezone)
    }
}

/// One customer, closed ones too.
pub async fn find(tx: &mut Tx<may::ViewCustomers>, id: CustomerId) -> Result<Customer> {
    store::find(tx, id).await?.ok_or(Problem::NotFound("customer"))
}

/// Writes a new customer down. Enabling a router is how one comes to be.
pub(crate) async fn create(scope: &mut Scope, information: &Information) -> Result<CustomerId> {
    let id = store::insert(scope, information).await?;
    term::add(scope, id, information.terms()).await?;
    Ok(id)
}
