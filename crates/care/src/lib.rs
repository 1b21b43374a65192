//! The product: rooms, rules, SQL, policy, mail. No HTTP.
//!
//! Each noun of the product is a room; each room exposes verbs that take an open transaction ([`access::Tx`]), which
//! only a permit can open. The rooms stand in order: one uses only those before it.

pub mod access;
pub mod access_request;
pub mod address_change;
pub mod agreement;
pub mod audit;
pub mod claim;
pub mod cluster;
pub mod collaborator;
pub mod connectivity;
pub mod contact;
pub mod customer;
pub mod db;
pub mod deactivation;
pub mod email;
pub mod factor;
pub mod history;
pub mod inventory;
pub mod inventory_import;
pub mod invitation;
pub mod isp;
pub mod known_issue;
pub mod link;
pub mod mac;
pub mod mail;
pub mod mobile_user;
pub mod page;
pub mod person;
mod picture;
pub mod plan;
pub mod presence;
pub mod problem;
pub mod push;
pub mod recovery;
pub mod router;
pub mod search;
pub mod session;
pub mod setup;
pub mod storage;
mod term;
pub mod throttle;
pub mod timeline;
pub mod words;
pub mod zone;

#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use problem::{Problem, Result};
