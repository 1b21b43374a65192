use care::access::{Scope, Tx, may};

fn raise(scope: Scope) -> Tx<may::ManageSettings> {
    Tx { scope, permission: std::marker::PhantomData }
}

fn main() {}
