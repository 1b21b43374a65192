//! The wall: what broke others, one small story each, named after where it broke. Each tries the attack here.
//!
//! The names are those of the advisories and issues; what happened there is told in a line above each story. Some happened in a way
//! that a story told already, or better, elsewhere:
//!
//! | what broke | where | the story here |
//! |---|---|---|
//! | scanners that run scripts, get the session, or use the link up by opening it | outline #9227, emdash #3298, authentik #16587 | `links::opening_a_link_changes_nothing_however_often`, `links::looking_at_a_links_page_changes_nothing_and_sets_no_cookie` |
//! | a tab that was closed, and no way back to the invitation | bitwarden #544, #5987 | `care`, `invitation/tests/waiting.rs`; `account::an_invitation_that_waits_is_accepted_by_a_click_on_ones_own_page` |
//! | the inviter leaves | authentik #17657 | `care`, `renewing::an_invitation_by_somebody_who_is_no_admin_any_more_is_marked` |
//! | mail that is never delivered takes the invitation with it | Matomo #19625, docmost #314, Vaultwarden | `care`, `renewing::a_mail_that_waits_is_told_and_a_renewed_one_forgets_the_failure`, `only_an_invitation_whose_own_mail_failed_makes_room_for_a_new_one`; `server`, its mail over SMTP |
//! | links that outlive a change of address | discourse #43863, joomla #45221, mattermost #10302 | `care`, `address_change/tests/attacks.rs` |
//! | the ISP is in the session, and two tabs share it | decocms #3250, better-auth #9075 | the journey `bad-input`: two tabs at two ISPs |
//! | an invitation that expired before the password was set | Umbraco #2993 | `recovery::fusionauth_904_forgot_password_is_no_way_around_expiry`; `care`, `recovery/tests/invited.rs` |
//! | sending again leaves the earlier link alive | fides #6904 | `links::vaultwarden_the_link_of_the_mail_before_is_dead_with_either_way_of_reinviting` |
//! | expiry that only a clean-up enforces | authentik #1720 | `links::cve_2025_64708_authentik_a_link_is_dead_the_moment_it_expires` |
//! | the host of the request in a mailed link | CVE-2025-70948, CVE-2025-64101 | `recovery::cve_2025_25198_mailcow_no_request_says_where_a_mailed_link_leads` |
//! | another organisation's invitations listed or removed | CVE-2024-10452 | `people::keycloak_47080_invitations_of_another_isp_are_neither_renewed_nor_revoked`, `canaries` |
//! | removal that leaves what was made beside the session | objectstack #15784 | `people::objectstack_15409_…`, `live::removal_ends_the_stream_by_itself`; `care`, `removing::a_link_that_waits_for_whoever_is_removed_dies_with_their_access` |

mod clusters;
mod links;
mod people;
mod recovery;

use care::link::{Kind, Token};
use care::testing::{Isp, PASSWORD, Person, World};

use crate::app::TestApp;
use crate::browser::{Browser, Reply};

/// What the form of an invitation sends.
fn accepting<'a>(token: &'a Token, name: &'a str) -> [(&'static str, &'a str); 3] {
    [("token", token.reveal()), ("name", name), ("password", PASSWORD)]
}

/// Sends it.
async fn accept(browser: &Browser, token: &Token) -> Reply {
    browser.post("/acceptances", &accepting(token, "Somebody")).await
}

/// Somebody is invited to an ISP by its Admin; the link of the mail.
async fn invited(world: &World, isp: &Isp, address: &str) -> Token {
    world.invite(isp, address, "user").await
}

/// Asks for a new password for an address.
async fn forget(app: &TestApp<'_>, address: &str) -> Reply {
    app.browser().post("/forgot", &[("email", address)]).await
}

/// The link of the one mail to somebody that carries one.
async fn reset_link(world: &World, who: &Person) -> Token {
    world.mail_to(who.email.canonical()).await.token(Kind::Reset)
}

/// How a visit of an ISP's first page ends: 200 in, 404 out, 303 not signed in.
async fn visit(browser: &Browser, isp: &Isp) -> u16 {
    browser.get(&format!("/isps/{}/overview", isp.slug)).await.status.as_u16()
}
