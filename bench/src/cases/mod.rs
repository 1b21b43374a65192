//! What is measured, one file a case.

pub(crate) mod authorised;
pub(crate) mod crowds;
pub(crate) mod enumeration;
pub(crate) mod inserts;
pub(crate) mod memory;
pub(crate) mod noop;
pub(crate) mod pages;
pub(crate) mod reports;
pub(crate) mod sign_ins;
pub(crate) mod start;
