//! error[E0277]: the trait bound `Permit<_>: Clone` is not satisfied

use care::access::{Permit, may};

fn keep(permit: &Permit<may::ManageSettings>) -> Permit<may::ManageSettings> {
    Permit::clone(permit)
}

fn main() {}
