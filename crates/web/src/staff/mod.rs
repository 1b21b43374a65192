//! The staff portal: one file a noun, with the templates beside them.

mod account;
mod clusters;
mod collaborators;
mod connectivity;
mod customer;
mod forgot;
mod inventory;
mod invitations;
mod join;
mod mailbox;
mod overview;
mod proof;
mod renew;
mod roles;
mod second;
mod security;
mod set_up;
mod settings;
mod sign_in;
mod told;
mod two_factor;
pub(crate) mod views;

use crate::doors::Doors;
use crate::{assets, health, live};

/// All doors of the portal.
pub(crate) fn doors() -> Doors {
    Doors::default()
        .get("/", sign_in::front)
        .get("/sign-in", sign_in::page)
        .post("/sign-in", sign_in::sign_in)
        .post("/sign-in/passkeys", sign_in::by_passkey)
        .post("/sign-in/passkeys/questions", sign_in::question)
        .get("/sign-in/factor", second::page)
        .post("/sign-in/factor", second::answer)
        .post("/sign-in/factor/questions", second::question)
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
        .post("/account/sign-outs", account::sign_out_everywhere)
        .get("/account/proof", proof::page)
        .post("/account/proof", proof::prove)
        .post("/account/proof/questions", proof::question)
        .get("/account/two-factor", two_factor::page)
        .get("/account/two-factor/app", two_factor::app_page)
        .post("/account/two-factor/app", two_factor::begin)
        .post("/account/two-factor/app/confirmations", two_factor::confirm)
        .get("/account/two-factor/app/removal", two_factor::removing_app)
        .post("/account/two-factor/app/removal", two_factor::remove_app)
        .post("/account/two-factor/passkeys", two_factor::add_passkey)
        .post("/account/two-factor/passkeys/questions", two_factor::question)
        .get("/account/two-factor/passkeys/{passkey}/removal", two_factor::removing_passkey)
        .post("/account/two-factor/passkeys/{passkey}/removal", two_factor::remove_passkey)
        .get("/account/two-factor/recovery-codes", two_factor::renewing_codes)
        .post("/account/two-factor/recovery-codes", two_factor::renew_codes)
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
        .get("/isps/{slug}/settings/two-factor", security::rule)
        .post("/isps/{slug}/settings/two-factor", security::change_rule)
        .post("/isps/{slug}/invitations", settings::invite)
        .get("/isps/{slug}/roles", roles::page)
        .get("/isps/{slug}/invitations/{invitation}", invitations::envelope)
        .post("/isps/{slug}/invitations/{invitation}/links", invitations::generate)
        .post("/isps/{slug}/invitations/{invitation}/mails", invitations::reinvite)
        .get("/isps/{slug}/invitations/{invitation}/revocation", invitations::ask_revocation)
        .post("/isps/{slug}/invitations/{invitation}/revocation", invitations::revoke)
        .post("/isps/{slug}/collaborators/{person}", collaborators::change)
        .get("/isps/{slug}/collaborators/{person}/level", collaborators::ask_level)
        .get("/isps/{slug}/collaborators/{person}/removal", collaborators::ask_removal)
        .post("/isps/{slug}/collaborators/{person}/removal", collaborators::remove)
        .get("/isps/{slug}/collaborators/{person}/factor-reset", security::resetting)
        .post("/isps/{slug}/collaborators/{person}/factor-reset", security::reset)
        .get("/isps/{slug}/live", live::stream)
        .get("/clusters/{cluster}", overview::front)
        .get("/clusters/{cluster}/overview", clusters::overview)
        .get("/clusters/{cluster}/settings", settings::page)
        .post("/clusters/{cluster}/settings", settings::update)
        .post("/clusters/{cluster}/invitations", settings::invite)
        .get("/clusters/{cluster}/invitations/{invitation}", invitations::envelope)
        .post("/clusters/{cluster}/invitations/{invitation}/links", invitations::generate)
        .post("/clusters/{cluster}/invitations/{invitation}/mails", invitations::reinvite)
        .get("/clusters/{cluster}/invitations/{invitation}/revocation", invitations::ask_revocation)
        .post("/clusters/{cluster}/invitations/{invitation}/revocation", invitations::revoke)
        .post("/clusters/{cluster}/collaborators/{person}", collaborators::change)
        .get("/clusters/{cluster}/collaborators/{person}/level", collaborators::ask_level)
        .get("/clusters/{cluster}/collaborators/{person}/removal", collaborators::ask_removal)
        .post("/clusters/{cluster}/collaborators/{person}/removal", collaborators::remove)
        .get("/clusters/{cluster}/settings/two-factor", security::rule)
        .post("/clusters/{cluster}/settings/two-factor", security::change_rule)
        .get("/clusters/{cluster}/collaborators/{person}/factor-reset", security::resetting)
        .post("/clusters/{cluster}/collaborators/{person}/factor-reset", security::reset)
        .get("/clusters/{cluster}/roles", roles::page)
        .get("/clusters/{cluster}/live", live::stream)
        .and(assets::doors())
        .and(health::doors())
}
