//! How often something may be tried, counted in the database so that all processes count together.
//!
//! A bucket is named by what is limited and a digest of whom, so that the table tells no addresses. The count is taken in
//! a transaction of its own: an attempt that fails, and rolls back, has been counted all the same.

mod store;
#[cfg(test)]
mod tests;

use std::net::{IpAddr, Ipv6Addr};

use sha2::{Digest, Sha256};

use crate::access::{self, Scope};
use crate::db::{CustomerId, Db, PersonId};
use crate::email::Email;
use crate::problem::{Problem, Result};

/// At most so many in so long.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// What is limited.
    pub name: &'static str,
    /// How many.
    pub times: i64,
    /// In how many seconds.
    pub seconds: i64,
}

/// Signing in to one account from one place.
pub const SIGN_IN_HERE: Limit = Limit { name: "sign-in-here", times: 10, seconds: 15 * 60 };
/// Signing in to one account from anywhere. Browsers that the account's owner is known by do not share it, so a stranger locks nobody out.
pub const SIGN_IN_ACCOUNT: Limit = Limit { name: "sign-in-account", times: 100, seconds: 60 * 60 };
/// Signing in from one place, to any account.
pub const SIGN_IN_ADDRESS: Limit = Limit { name: "sign-in-address", times: 200, seconds: 15 * 60 };
/// Second factors and passwords shown for one account from one place. Only whoever has the password, or a session, gets
/// here; so the counts can be low, and a stranger cannot use them up.
pub const FACTOR_HERE: Limit = Limit { name: "factor-here", times: 10, seconds: 15 * 60 };
/// The same from anywhere: of a million codes, three are right at a time.
pub const FACTOR_ACCOUNT: Limit = Limit { name: "factor-account", times: 40, seconds: 60 * 60 };
/// Mails to one recipient that strangers can cause, by Forgot Password or by asking for its address.
pub const MAIL_RECIPIENT: Limit = Limit { name: "mail-recipient", times: 5, seconds: 60 * 60 };
/// Mails that invite one address, by Admins of however many ISPs. A count of its own: a stranger must not be able to keep an
/// ISP from inviting somebody.
pub const INVITE_RECIPIENT: Limit = Limit { name: "invite-recipient", times: 5, seconds: 60 * 60 };
/// Asking for mails from one place.
pub const MAIL_ADDRESS: Limit = Limit { name: "mail-address", times: 30, seconds: 60 * 60 };
/// Changes of address that one person asks for.
pub const ADDRESS_PERSON: Limit = Limit { name: "address-person", times: 10, seconds: 60 * 60 };
/// Invitations by one Admin.
pub const INVITE_ADMIN: Limit = Limit { name: "invite-admin", times: 30, seconds: 60 * 60 };
/// Changes of one collaborator's access level, each of which mails them.
pub const CHANGE_COLLABORATOR: Limit = Limit { name: "change-collaborator", times: 10, seconds: 60 * 60 };
/// Sending one invitation again.
pub const REINVITE: Limit = Limit { name: "reinvite", times: 5, seconds: 60 * 60 };
/// Looks at where one person stands, and at labels that they show.
pub const PRESENCE_PERSON: Limit = Limit { name: "presence-person", times: 30, seconds: 60 * 60 };
/// Names of a Wi-Fi that are tried from one place, where many people may stand.
pub const PRESENCE_PLACE: Limit = Limit { name: "presence-place", times: 300, seconds: 60 * 60 };
/// Access requests of one person for one home, which can take back and ask again.
pub const REQUEST_PERSON: Limit = Limit { name: "request-person", times: 3, seconds: 24 * 60 * 60 };
/// Access requests for one home, each of which mails its primary user.
pub const REQUEST_HOME: Limit = Limit { name: "request-home", times: 10, seconds: 24 * 60 * 60 };
/// Files that one ISP's people upload: each is kept for a day.
pub const IMPORT_ISP: Limit = Limit { name: "import-isp", times: 60, seconds: 60 * 60 };
/// Using links, from one place: an unguessable token needs no more, but hashing a password costs.
pub const LINK_ADDRESS: Limit = Limit { name: "link-address", times: 60, seconds: 15 * 60 };
/// Certificate requests for one MAC.
pub const CERTIFICATE_MAC: Limit = Limit { name: "certificate-mac", times: 20, seconds: 10 * 60 };
/// Certificate requests from one place, where many homes may stand behind one address.
pub const CERTIFICATE_ADDRESS: Limit = Limit { name: "certificate-address", times: 3000, seconds: 10 * 60 };

/// Counts one more, and refuses when it is one too many.
pub async fn take(db: &Db, limit: Limit, whom: &str) -> Result<()> {
    let (bucket, window_ms) = (bucket(limit, whom), limit.seconds * 1000);
    // Whoever is over the limit already is told so without a write: a storm of refusals must not take the writer's time.
    let mut tx = access::system().read(db).await?;
    let (hits, window_start) = store::count(&mut tx, &bucket, window_ms).await?;
    let now = tx.now();
    drop(tx);
    if hits >= limit.times {
        return Err(too_many(window_start + window_ms - now));
    }
    let mut tx = access::system().write(db).await?;
    let (hits, window_start) = store::hit(&mut tx, &bucket, window_ms).await?;
    tx.commit().await?;
    if hits > limit.times { Err(too_many(window_start + window_ms - now)) } else { Ok(()) }
}

/// Counts a mail that somebody wants to have sent to an address. It is counted alike for every address there is, so that the
/// answer tells nothing about it but that others wrote to it lately.
pub async fn take_mail(db: &Db, to: &Email) -> Result<()> {
    take(db, MAIL_RECIPIENT, to.canonical()).await.map_err(as_mails)
}

/// Counts a mail that invites somebody, in the transaction that sends it: what is refused is not sent, and does not count.
pub(crate) async fn count_invitation(scope: &mut Scope, to: &Email) -> Result<()> {
    count(scope, INVITE_RECIPIENT, to.canonical()).await
}

/// Counts a change of somebody's access level here, in the transaction that makes it and mails them.
pub(crate) async fn count_change(scope: &mut Scope, person: PersonId) -> Result<()> {
    let isp = scope.isp()?;
    count(scope, CHANGE_COLLABORATOR, &format!("{isp} {person}")).await
}

/// Counts somebody's access request for a home, in the transaction that makes it and mails its primary user.
pub(crate) async fn count_request(scope: &mut Scope, home: CustomerId, person: PersonId) -> Result<()> {
    count(scope, REQUEST_PERSON, &format!("{home} {person}")).await?;
    count(scope, REQUEST_HOME, &home.to_string()).await
}

async fn count(scope: &mut Scope, limit: Limit, whom: &str) -> Result<()> {
    let window_ms = limit.seconds * 1000;
    let (hits, window_start) = store::hit(scope, &bucket(limit, whom), window_ms).await?;
    if hits > limit.times {
        return Err(as_mails(too_many(window_start + window_ms - scope.now())));
    }
    Ok(())
}

fn as_mails(problem: Problem) -> Problem {
    match problem {
        Problem::TooMany { retry_seconds } => Problem::TooManyMails { retry_seconds },
        other => other,
    }
}

fn too_many(left_ms: i64) -> Problem {
    Problem::TooMany { retry_seconds: left_ms.div_euclid(1000) + 1 }
}

/// What counts as one place: an address, or all of an IPv6 network, since whoever has one address there has 2^64.
pub fn place(address: IpAddr) -> String {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
    .to_string()
}

/// The place of an address as sessions keep it.
pub(crate) fn place_of(address: &str) -> String {
    address.parse().map_or_else(|_| address.to_owned(), place)
}

/// Forgets the count, after a success.
pub(crate) async fn forgive(scope: &mut Scope, limit: Limit, whom: &str) -> Result<()> {
    store::clear(scope, &bucket(limit, whom)).await
}

/// Deletes counts that no longer count; hygiene only.
pub async fn sweep(tx: &mut access::Tx<access::may::System>) -> Result<()> {
    store::sweep(tx).await
}

fn bucket(limit: Limit, whom: &str) -> String {
    let digest = Sha256::digest(whom.as_bytes());
    let short: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{}:{short}", limit.name)
}
