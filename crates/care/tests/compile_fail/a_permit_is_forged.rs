use care::access::{Permit, may};

fn main() {
    let _: Permit<may::ManageSettings> = Permit { ticket: (), permission: std::marker::PhantomData };
}
