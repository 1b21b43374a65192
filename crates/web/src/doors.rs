//! Where routes are registered: the only place that calls axum's own `route`, which clippy forbids elsewhere.
//!
//! A handler gets in only if its first argument is a [`Decision`]: one without does not compile. The list that comes of it
//! (method, path, who may pass) drives the tests that try every door as everybody.

use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, on};

use crate::app::App;

/// An argument of a handler that decides who may pass.
pub trait Decision {
    /// Who may pass: a permission's name, or an opening's.
    const WHO: &'static str;
}

/// A handler's arguments of which the first is a decision.
///
/// The tuples are axum's own way to name a handler's arguments; the first member tells how the last one is extracted.
#[diagnostic::on_unimplemented(
    message = "this handler's first argument is not a decision about who may pass",
    note = "start with `May<…>`, `Me` or `Public`"
)]
pub trait Guarded {
    /// The decision.
    type By: Decision;
}

macro_rules! guarded {
    ($($name:ident),*) => {
        impl<M, D: Decision, $($name),*> Guarded for (M, D, $($name,)*) {
            type By = D;
        }
    };
}
guarded!();
guarded!(A);
guarded!(A, B);
guarded!(A, B, C);
guarded!(A, B, C, E);
guarded!(A, B, C, E, F);
guarded!(A, B, C, E, F, G);

/// A way in: which requests, and who may pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// The method.
    pub method: Method,
    /// The path, with `{names}` for its parts.
    pub path: &'static str,
    /// Who may pass.
    pub who: &'static str,
}

/// A set of doors on its way to becoming a router.
#[derive(Default)]
pub struct Doors {
    router: Router<App>,
    list: Vec<Door>,
}

impl Doors {
    /// A page.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, handler: H) -> Doors
    where
        H: Handler<T, App>,
        T: Guarded + 'static,
    {
        self.add(Method::GET, MethodFilter::GET, path, handler)
    }

    /// A change, or a question with a secret in its body.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, handler: H) -> Doors
    where
        H: Handler<T, App>,
        T: Guarded + 'static,
    {
        self.add(Method::POST, MethodFilter::POST, path, handler)
    }

    /// What routers put.
    #[must_use]
    pub fn put<H, T>(self, path: &'static str, handler: H) -> Doors
    where
        H: Handler<T, App>,
        T: Guarded + 'static,
    {
        self.add(Method::PUT, MethodFilter::PUT, path, handler)
    }

    fn add<H, T>(mut self, method: Method, filter: MethodFilter, path: &'static str, handler: H) -> Doors
    where
        H: Handler<T, App>,
        T: Guarded + 'static,
    {
        #[expect(clippy::disallowed_methods, reason = "this is the one place where routes are registered")]
        {
            self.router = self.router.route(path, on(filter, handler));
        }
        self.list.push(Door { method, path, who: <T::By as Decision>::WHO });
        self
    }

    /// These doors and those.
    #[must_use]
    pub fn and(mut self, other: Doors) -> Doors {
        self.router = self.router.merge(other.router);
        self.list.extend(other.list);
        self
    }

    /// All of them.
    pub fn list(&self) -> &[Door] {
        &self.list
    }

    pub(crate) fn into_router(self) -> Router<App> {
        self.router
    }
}
