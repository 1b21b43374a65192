//! The product: rooms, rules, SQL, policy, mail. No HTTP.
//!
//! Each noun of the product is a room; each room exposes verbs that take an open transaction ([`access::Tx`]), which
//! only a permit can open. The rooms stand in order: one uses only those before it.

pub mod words;
pub mod problem;
pub mod db;
pub mod access;
pub mod timeline;
pub mod email;
pub mod mac;
pub mod page;
pub mod mail;
pub mod throttle;
pub mod link;
pub mod session;
pub mod person;
pub mod isp;
pub mod collaborator;
pub mod invitation;
pub mod customer;
pub mod router;
pub mod inventory;
pub mod setup;

#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use problem::{Problem, Result};
