//! Storage: what all that is kept costs, for the operator of `portico check --storage`.
//!
//! What a home leaves behind is bounded: its history in spans that grow longer as they age, for as many days as its ISP keeps
//! history. So the size of a database follows from how many homes there are, and this room does the sum: how large each
//! table is with its indexes, what a home takes of them on average, and what its history takes at most.

mod store;
#[cfg(test)]
mod tests;

use crate::access::{Tx, may};
use crate::history::{KEPT, Length};
use crate::problem::Result;

/// The tables in which a home has rows.
const OF_HOMES: [&str; 16] = [
    "access_request",
    "customer",
    "customer_visit",
    "downtime",
    "history",
    "invitation",
    "known_issue",
    "mobile_user",
    "push_notice",
    "router",
    "router_mac",
    "router_place",
    "router_post",
    "router_start",
    "search_term",
    "timeline",
];

/// What a span takes where none is kept yet, with its place in the index.
const SPAN_BYTES: i64 = 160;

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its rows; on PostgreSQL as of its own last count.
    pub rows: i64,
    /// Bytes on disk, indexes included.
    pub bytes: i64,
}

/// An ISP, as far as it decides what its homes cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    /// Its name in addresses.
    pub slug: String,
    /// How many homes it has.
    pub homes: i64,
    /// For how many days the history of homes is kept.
    pub history_days: i64,
    /// For how many days the data of deactivated customers is.
    pub retention_days: i64,
}

/// What is kept, and what it costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Storage {
    /// All tables, the largest first.
    pub tables: Vec<Table>,
    /// All ISPs, the one with the most homes first.
    pub tenants: Vec<Tenant>,
}

impl Storage {
    /// Bytes of all tables.
    pub fn bytes(&self) -> i64 {
        self.tables.iter().map(|it| it.bytes).sum()
    }

    /// How many homes there are.
    pub fn homes(&self) -> i64 {
        self.tenants.iter().map(|it| it.homes).sum()
    }

    /// Bytes that a home takes on average, of the tables in which homes have rows; none where there is no home.
    pub fn bytes_a_home(&self) -> Option<i64> {
        let of_homes = self.tables.iter().filter(|it| OF_HOMES.contains(&it.name.as_str()));
        of_homes.map(|it| it.bytes).sum::<i64>().checked_div(self.homes())
    }

    /// Bytes that the history of one of this ISP's homes takes at most.
    pub fn most_history(&self, tenant: &Tenant) -> i64 {
        let spans = self.tables.iter().find(|it| it.name == "history");
        let each = spans.and_then(|it| it.bytes.checked_div(it.rows)).filter(|each| *each > 0);
        // A table with a few rows is mostly empty pages.
        tenant.spans() * each.map_or(SPAN_BYTES, |each| each.min(2 * SPAN_BYTES))
    }
}

impl Tenant {
    /// Spans of history that one home has at most: five minutes, hours and days, each for as long as they are kept as such.
    pub fn spans(&self) -> i64 {
        let [minutes, hours] = KEPT.map(|(_, kept)| kept.as_secs() * 1000);
        let days = self.history_days * Length::Day.ms();
        minutes / Length::Minutes.ms()
            + (hours - minutes) / Length::Hour.ms()
            + (days - hours).max(0) / Length::Day.ms()
    }
}

/// Adds it all up. Reads no home's data; the embedded database is read through once.
pub async fn measure(tx: &mut Tx<may::System>) -> Result<Storage> {
    let mut tables = store::tables(tx).await?;
    tables.sort_by_key(|it| std::cmp::Reverse(it.bytes));
    Ok(Storage { tables, tenants: store::tenants(tx).await? })
}
