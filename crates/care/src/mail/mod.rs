//! The outbox: a mail is a row, fully written, in the transaction of the verb that sends it.
//!
//! If the verb rolls back, no mail goes; if the process dies, the row is still there. A worker ([`deliver`]) claims rows
//! under a lease, hands them to SMTP or to `.eml` files, and retries with growing pauses under the same Message-ID, until it
//! gives up and the row says why.

mod deliver;
mod notice;
mod reason;
mod store;
#[cfg(test)]
mod tests;
mod transport;

use uuid::Uuid;

use crate::access::{Scope, Tx, may};
use crate::db::MailId;
use crate::email::Email;
use crate::problem::Result;
use crate::words::{Language, Words};

pub use deliver::{deliver_due, run_worker};
pub(crate) use notice::{Notice, tell, tell_admin, tell_support};
pub use reason::Reason;
pub use store::{Delivery, Kept};
pub use transport::{Security, Smtp, Transport, source};

/// A mail, written out.
#[derive(Debug, Clone)]
pub struct Mail {
    /// To whom.
    pub to: Email,
    /// The name it comes from: the ISP's, or Portico's.
    pub from_name: String,
    /// Its subject line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// What it is about, so that a failure shows there.
    pub about: Option<Uuid>,
}

/// The words of the language in which somebody is written to. Whoever is nobody's person yet is written to as whoever wrote reads.
pub(crate) async fn words_for(scope: &mut Scope, to: &Email) -> Result<Words> {
    let language = store::language(scope, to.canonical(), scope.actor().person()).await?;
    Ok(Words::of(language.unwrap_or(Language::English)))
}

/// Puts a mail in the outbox.
pub(crate) async fn post(scope: &mut Scope, mail: Mail) -> Result<MailId> {
    store::insert(scope, &mail).await
}

/// The latest mails, for the page that `demo` and development have, and no other.
pub async fn latest(tx: &mut Tx<may::System>, limit: i64) -> Result<Vec<Kept>> {
    store::latest(tx, limit).await
}

/// One of them.
pub async fn find(tx: &mut Tx<may::System>, id: MailId) -> Result<Kept> {
    store::find(tx, id).await
}

/// Forgets what mails said that were given up, or written to files, an hour ago: they carry links, and a link is kept as no more than
/// its digest. What one sent to a mail server said is forgotten when it goes.
pub async fn sweep(tx: &mut Tx<may::System>) -> Result<()> {
    const HOUR_MS: i64 = 60 * 60 * 1000;
    store::sweep(tx, HOUR_MS, 30 * 24 * HOUR_MS).await
}

/// A mail's words go into its HTML through askama, which escapes; a header must not carry line breaks.
pub(crate) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
