//! The app: what subscribers see of their homes. Its pages are all below `/app`, and rest on sessions of the app alone.
//!
//! How one signs in, accepts an invitation or sets a password is as in the portal, by the same handlers: which of the two it is for,
//! the path says ([`crate::audience`]).

mod departure;
mod front;
mod home;
pub(crate) mod next;
mod shell;
mod views;

use crate::doors::Doors;
use crate::staff::{account, forgot, join, language, proof, renew, second, sign_in};

/// All doors of the app.
pub(crate) fn doors() -> Doors {
    Doors::default()
        .get("/app", front::page)
        .get("/app/sign-in", sign_in::page)
        .post("/app/sign-in", sign_in::sign_in)
        .post("/app/sign-in/passkeys", sign_in::by_passkey)
        .post("/app/sign-in/passkeys/questions", sign_in::question)
        .get("/app/sign-in/factor", second::page)
        .post("/app/sign-in/factor", second::answer)
        .post("/app/sign-in/factor/questions", second::question)
        .post("/app/sign-out", sign_in::sign_out)
        .post("/app/language", language::choose)
        .get("/app/forgot", forgot::page)
        .post("/app/forgot", forgot::ask)
        .get("/app/reset", forgot::link_page)
        .post("/app/reset", forgot::open)
        .post("/app/passwords", forgot::choose)
        .get("/app/join", join::link_page)
        .post("/app/join", join::open)
        .post("/app/acceptances", join::accept)
        .get("/app/renew", renew::link_page)
        .post("/app/renew", renew::open)
        .post("/app/renewals", renew::ask)
        .get("/app/account/proof", proof::page)
        .post("/app/account/proof", proof::prove)
        .post("/app/account/proof/questions", proof::question)
        .post("/app/invitations/{invitation}/acceptances", account::invitations::accept)
        .get("/app/homes/{home}", home::page)
        .get("/app/homes/{home}/departure", departure::page)
        .post("/app/homes/{home}/departure", departure::leave)
        .get("/app/manifest.webmanifest", shell::manifest)
        .get("/app/worker.js", shell::worker)
}
