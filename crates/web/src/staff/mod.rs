//! The staff portal: one file a noun, with the templates beside them.

pub(crate) mod account;
mod address;
mod audit;
mod clusters;
mod collaborators;
mod connectivity;
mod customer;
mod deactivated;
mod file;
mod fleet;
pub(crate) mod forgot;
mod graphs;
mod inventory;
mod invitations;
pub(crate) mod join;
mod known_issues;
pub(crate) mod language;
mod mailbox;
mod outages;
mod overview;
pub(crate) mod proof;
pub(crate) mod renew;
mod roles;
mod search;
pub(crate) mod second;
mod security;
mod set_up;
mod settings;
pub(crate) mod sign_in;
pub(crate) mod told;
mod two_factor;
pub(crate) mod views;
mod wanted;

use crate::doors::Doors;
use crate::{assets, health, live};
use customer::users;

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
        .post("/language", language::choose)
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
        .get("/account/activity", account::activity::page)
        .get("/account/password", account::password::page)
        .post("/account/password", account::password::change)
        .get("/account/address", account::address::page)
        .post("/account/address", account::address::ask)
        .post("/account/sessions/{session}/sign-outs", account::sessions::sign_out)
        .post("/account/sign-outs", account::sessions::sign_out_everywhere)
        .post("/account/invitations/{invitation}/acceptances", account::invitations::accept)
        .get("/account/memberships/{slug}/departure", account::memberships::page)
        .post("/account/memberships/{slug}/departure", account::memberships::leave)
        .post("/account/memberships/{slug}/acknowledgement", account::memberships::acknowledge)
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
        .get("/isps/{slug}/search", search::page)
        .get("/isps/{slug}/inventory", inventory::page)
        .post("/isps/{slug}/inventory", inventory::add)
        .get("/isps/{slug}/inventory.csv", inventory::export::csv)
        .post("/isps/{slug}/inventory/imports", inventory::imports::upload)
        .get("/isps/{slug}/inventory/imports/{import}", inventory::imports::page)
        .get("/isps/{slug}/inventory/imports/{import}/left-out.csv", inventory::imports::left_out)
        .post("/isps/{slug}/inventory/imports/{import}/publication", inventory::imports::publish)
        .post("/isps/{slug}/inventory/imports/{import}/cancellation", inventory::imports::cancel)
        .get("/isps/{slug}/inventory/{router}/activation", inventory::activation::page)
        .post("/isps/{slug}/inventory/{router}/activation", inventory::activation::activate)
        .get("/isps/{slug}/inventory/{router}/deletion", inventory::deletion::ask)
        .post("/isps/{slug}/inventory/{router}/deletion", inventory::deletion::delete)
        .get("/isps/{slug}/inventory/labels", inventory::labels::page)
        .post("/isps/{slug}/inventory/labels", inventory::labels::print)
        .post("/isps/{slug}/routers/{router}/certificate-windows", customer::open_certificate_window)
        .get("/isps/{slug}/online", connectivity::online)
        .get("/isps/{slug}/online.csv", connectivity::export::online)
        .get("/isps/{slug}/offline", connectivity::offline)
        .get("/isps/{slug}/offline.csv", connectivity::export::offline)
        .get("/isps/{slug}/deactivated", deactivated::page)
        .get("/isps/{slug}/known-issues", known_issues::page)
        .get("/isps/{slug}/known-issues.csv", known_issues::export::csv)
        .get("/isps/{slug}/known-issues/{issue}", known_issues::detail::page)
        .get("/isps/{slug}/known-issues/{issue}/acknowledgement", known_issues::acts::ask_acknowledgement)
        .post("/isps/{slug}/known-issues/{issue}/acknowledgement", known_issues::acts::acknowledge)
        .get("/isps/{slug}/known-issues/{issue}/snooze", known_issues::acts::ask_snooze)
        .post("/isps/{slug}/known-issues/{issue}/snooze", known_issues::acts::snooze)
        .get("/isps/{slug}/known-issues/{issue}/resolution", known_issues::acts::ask_resolution)
        .post("/isps/{slug}/known-issues/{issue}/resolution", known_issues::acts::resolve)
        .get("/isps/{slug}/outages/{outage}", outages::page)
        .get("/isps/{slug}/customers/{customer}", customer::page)
        .get("/isps/{slug}/customers/{customer}/timeline", customer::timeline::page)
        .get("/isps/{slug}/customers/{customer}/timeline.csv", customer::timeline::csv)
        .get("/isps/{slug}/customers/{customer}/settings", customer::settings::page)
        .post("/isps/{slug}/customers/{customer}/settings", customer::settings::update)
        .get("/isps/{slug}/customers/{customer}/router", customer::replacement::page)
        .post("/isps/{slug}/customers/{customer}/router", customer::replacement::replace)
        .get("/isps/{slug}/customers/{customer}/deactivation", customer::deactivation::ask)
        .post("/isps/{slug}/customers/{customer}/deactivation", customer::deactivation::deactivate)
        .post("/isps/{slug}/customers/{customer}/restoration", customer::deactivation::restore)
        .get("/isps/{slug}/customers/{customer}/users", users::page)
        .get("/isps/{slug}/customers/{customer}/users/invitation", users::invitations::page)
        .post("/isps/{slug}/customers/{customer}/users/invitations", users::invitations::invite)
        .get("/isps/{slug}/customers/{customer}/users/invitations/{invitation}", users::invitations::envelope)
        .post(
            "/isps/{slug}/customers/{customer}/users/invitations/{invitation}/links",
            users::invitations::generate,
        )
        .post(
            "/isps/{slug}/customers/{customer}/users/invitations/{invitation}/mails",
            users::invitations::reinvite,
        )
        .get(
            "/isps/{slug}/customers/{customer}/users/invitations/{invitation}/revocation",
            users::invitations::ask_revocation,
        )
        .post(
            "/isps/{slug}/customers/{customer}/users/invitations/{invitation}/revocation",
            users::invitations::revoke,
        )
        .get("/isps/{slug}/customers/{customer}/users/{person}/removal", users::changes::ask_removal)
        .post("/isps/{slug}/customers/{customer}/users/{person}/removal", users::changes::remove)
        .get("/isps/{slug}/customers/{customer}/users/{person}/primary", users::changes::ask_primary)
        .post("/isps/{slug}/customers/{customer}/users/{person}/primary", users::changes::make_primary)
        .get("/isps/{slug}/customers/{customer}/users/requests/{request}", users::requests::page)
        .post("/isps/{slug}/customers/{customer}/users/requests/{request}/approval", users::requests::approve)
        .post("/isps/{slug}/customers/{customer}/users/requests/{request}/decline", users::requests::decline)
        .get("/isps/{slug}/settings", settings::page)
        .post("/isps/{slug}/settings", settings::update)
        .get("/isps/{slug}/settings/agreements", settings::agreements::page)
        .post("/isps/{slug}/settings/agreements", settings::agreements::publish)
        .get("/isps/{slug}/settings/support", settings::support::page)
        .post("/isps/{slug}/settings/support", settings::support::update)
        .get("/isps/{slug}/settings/logo", settings::logo::page)
        .post("/isps/{slug}/settings/logo", settings::logo::set)
        .post("/isps/{slug}/settings/logo/removal", settings::logo::remove)
        .get("/logos/{file}", settings::logo::picture)
        .get("/isps/{slug}/settings/plans", settings::plans::page)
        .post("/isps/{slug}/settings/plans", settings::plans::add)
        .get("/isps/{slug}/settings/plans/{plan}", settings::plans::edit)
        .post("/isps/{slug}/settings/plans/{plan}", settings::plans::change)
        .get("/isps/{slug}/settings/plans/{plan}/removal", settings::plans::ask_removal)
        .post("/isps/{slug}/settings/plans/{plan}/removal", settings::plans::remove)
        .get("/isps/{slug}/settings/customers", settings::rules::page)
        .post("/isps/{slug}/settings/customers", settings::rules::update)
        .get("/isps/{slug}/settings/audit", audit::page)
        .get("/isps/{slug}/settings/audit.csv", audit::csv)
        .get("/isps/{slug}/settings/audit.jsonl", audit::json_lines)
        .get("/clusters/{cluster}/settings/audit", audit::page)
        .get("/clusters/{cluster}/settings/audit.csv", audit::csv)
        .get("/clusters/{cluster}/settings/audit.jsonl", audit::json_lines)
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
        .get("/clusters/{cluster}/search", search::page)
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
