use care::access::{Permit, may};

fn keep(permit: &Permit<may::ManageSettings>) -> Permit<may::ManageSettings> {
    Permit::clone(permit)
}

fn main() {}
