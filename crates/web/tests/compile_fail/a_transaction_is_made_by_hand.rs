//! error[E0451]: fields `scope` and `permission` of struct `Tx` are private

use care::access::{Scope, Tx, may};

fn raise(scope: Scope) -> Tx<may::ManageSettings> {
    Tx { scope, permission: std::marker::PhantomData }
}

fn main() {}
