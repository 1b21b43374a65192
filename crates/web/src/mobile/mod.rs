//! The app: what subscribers see of their homes. Its pages are all below `/app`, and rest on sessions of the app alone.
//!
//! How one signs in, accepts an invitation or sets a password is as in the portal, by the same handlers: which of the two it is for,
//! the path says ([`crate::audience`]).

mod account;
mod agreements;
mod departure;
mod front;
mod home;
mod labels;
mod live;
mod log;
pub(crate) mod next;
mod notices;
mod requests;
mod set_up;
mod shell;
mod sign_up;
mod views;

use crate::doors::Doors;
use crate::staff::account::{invitations, sessions};
use crate::staff::{forgot, join, language, proof, renew, second, sign_in};
pub(crate) use labels::PHOTOS;

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
        .get("/app/sign-up", sign_up::page)
        .post("/app/sign-up", sign_up::ask)
        .get("/app/confirm", sign_up::link_page)
        .post("/app/confirm", sign_up::open)
        .post("/app/people", sign_up::create)
        .get("/app/set-up", set_up::question)
        .get("/app/set-up/code", labels::page)
        .post("/app/set-up/code", labels::photo)
        .get("/app/claim", labels::link_page)
        .post("/app/claim", labels::open)
        .get("/app/set-up/router", set_up::router)
        .get("/app/set-up/wi-fi", set_up::wifi)
        .post("/app/set-up/home", set_up::look)
        .post("/app/claims", set_up::claim)
        .post("/app/requests", set_up::request)
        .post("/app/requests/{request}/withdrawal", requests::withdraw)
        .get("/app/agreements/{isp}", agreements::page)
        .post("/app/agreements/{isp}", agreements::accept)
        .get("/app/account", account::page)
        .post("/app/account", account::rename)
        .get("/app/account/password", account::password)
        .post("/app/account/password", account::change_password)
        .post("/app/account/sessions/{session}/sign-outs", sessions::sign_out)
        .post("/app/account/phones", notices::turn_on)
        .post("/app/account/phones/removals", notices::turn_off)
        .post("/app/account/notices", notices::choose)
        .post("/app/account/sign-outs", sessions::sign_out_everywhere)
        .get("/app/account/proof", proof::page)
        .post("/app/account/proof", proof::prove)
        .post("/app/account/proof/questions", proof::question)
        .post("/app/invitations/{invitation}/acceptances", invitations::accept)
        .get("/app/homes/{home}", home::page)
        .get("/app/homes/{home}/live", live::stream)
        .get("/app/homes/{home}/log", log::page)
        .get("/app/homes/{home}/departure", departure::page)
        .post("/app/homes/{home}/departure", departure::leave)
        .get("/app/homes/{home}/requests/{request}", requests::page)
        .post("/app/homes/{home}/requests/{request}/approval", requests::approve)
        .post("/app/homes/{home}/requests/{request}/decline", requests::decline)
        .get("/app/manifest.webmanifest", shell::manifest)
        .get("/app/worker.js", shell::worker)
        .get("/app/offline", shell::offline)
}
