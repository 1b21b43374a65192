//! The staff portal: one file a noun, with the templates beside them.

mod account;
mod address;
mod collaborators;
mod connectivity;
mod customer;
mod forgot;
mod inventory;
mod invitations;
mod join;
mod mailbox;
mod overview;
mod renew;
mod set_up;
mod settings;
mod sign_in;
mod told;
pub(crate) mod views;

use crate::doors::Doors;
use crate::{assets, health, live};

/// All doors of the portal.
pub(crate) fn doors() -> Doors {
    Doors::default()
        .get("/", sign_in::front)
        .get("/sign-in", sign_in::page)
        .post("/sign-in", sign_in::sign_in)
        .post("/sign-out", sign_in::sign_out)
        .get("/forgot", forgot::page)
        .post("/forgot", forgot::ask)
        .get("/reset", forgot::link_page)
        .post("/reset", forgot::open)
        .post("/passwords", forgot::choose)
        .get("/join", join::link_page)
        .post("/join", join::open)
        .post("/acceptances", join::accept)
        .get("/renew", renew::link_page)
        .post("/renew", renew::open)
        .post("/renewals", renew::ask)
        .get("/setup", set_up::link_page)
        .post("/setup", set_up::open)
        .post("/setups", set_up::complete)
        .get("/account", account::page)
        .post("/account", account::update)
        .get("/account/password", account::password::page)
        .post("/account/password", account::password::change)
        .get("/account/address", account::address::page)
        .post("/account/address", account::address::ask)
        .post("/account/sessions/{session}/sign-outs", account::sessions::sign_out)
        .post("/account/sign-outs", account::sessions::sign_out_everywhere)
        .post("/account/invitations/{invitation}/acceptances", account::invitations::accept)
        .get("/account/memberships/{slug}/departure", account::memberships::page)
        .post("/account/memberships/{slug}/departure", account::memberships::leave)
        .get("/address", address::link_page)
        .post("/address", address::open)
        .post("/addresses", address::confirm)
        .get("/undo", address::undo_page)
        .post("/undo", address::open_undo)
        .post("/undos", address::undo)
        .get("/mailbox", mailbox::list)
        .get("/mailbox/{mail}", mailbox::letter)
        .get("/mailbox/{mail}/html", mailbox::html)
        .get("/mailbox/{mail}/source", mailbox::source)
        .get("/isps/{slug}", overview::front)
        .get("/isps/{slug}/overview", overview::page)
        .get("/isps/{slug}/inventory", inventory::page)
        .post("/isps/{slug}/inventory", inventory::add)
        .get("/isps/{slug}/inventory/{router}/activation", inventory::activation)
        .post("/isps/{slug}/inventory/{router}/activation", inventory::activate)
        .post("/isps/{slug}/routers/{router}/certificate-windows", customer::open_certificate_window)
        .get("/isps/{slug}/online", connectivity::online)
        .get("/isps/{slug}/offline", connectivity::offline)
        .get("/isps/{slug}/customers/{customer}", customer::page)
        .get("/isps/{slug}/settings", settings::page)
        .post("/isps/{slug}/settings", settings::update)
        .post("/isps/{slug}/invitations", settings::invite)
        .get("/isps/{slug}/invitations/{invitation}", invitations::envelope)
        .post("/isps/{slug}/invitations/{invitation}/links", invitations::generate)
        .post("/isps/{slug}/invitations/{invitation}/mails", invitations::reinvite)
        .get("/isps/{slug}/invitations/{invitation}/revocation", invitations::ask_revocation)
        .post("/isps/{slug}/invitations/{invitation}/revocation", invitations::revoke)
        .post("/isps/{slug}/collaborators/{person}", collaborators::change)
        .get("/isps/{slug}/collaborators/{person}/level", collaborators::ask_level)
        .get("/isps/{slug}/collaborators/{person}/removal", collaborators::ask_removal)
        .post("/isps/{slug}/collaborators/{person}/removal", collaborators::remove)
        .get("/isps/{slug}/live", live::stream)
        .and(assets::doors())
        .and(health::doors())
}
