//! error[E0616]: field `ticket` of struct `Permit` is private

use care::access::{Permit, may};

fn promote(permit: Permit<may::ViewTabs>) -> Permit<may::ManageSettings> {
    Permit { ticket: permit.ticket, from: None, permission: std::marker::PhantomData }
}

fn main() {}
