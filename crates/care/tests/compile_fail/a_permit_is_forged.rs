use care::access::{Permit, may};

fn promote(permit: Permit<may::ViewTabs>) -> Permit<may::ManageSettings> {
    let Permit { ticket, .. } = permit;
    Permit { ticket, permission: std::marker::PhantomData }
}

fn main() {}
