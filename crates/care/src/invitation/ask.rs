//! Asking for a new invitation after one has expired.
//!
//! The expired link is enough to ask, and so is the link of the mail that Forgot Password sends then. Asking lets nobody in:
//! it shows in the collaborator's row, and the ISP's Admins are told by mail, once until they answer.

use super::store;
use crate::access::{IspCard, Scope, Tx, may};
use crate::collaborator;
use crate::db::live::Topic;
use crate::isp;
use crate::link::{self, Kind, Link, Token};
use crate::mail::{self, Notice};
use crate::problem::Result;
use crate::timeline::{self, Happened};
use crate::words::Say;

/// Whose invitation an expired link, or a link to ask again, is about. Changes nothing.
pub async fn look_expired(tx: &mut Tx<may::Anyone>, token: &Token) -> Result<IspCard> {
    expired(tx, token).await?;
    isp::card(tx).await
}

/// Asks for a new invitation. Asking again says the same and tells nobody twice.
pub async fn ask_again(tx: &mut Tx<may::Anyone>, token: &Token) -> Result<IspCard> {
    let (link, email) = expired(tx, token).await?;
    let isp = isp::card(tx).await?;
    let subject = link.subject.ok_or_else(|| link::gone(token.kind()))?;
    if store::ask(tx, subject).await? {
        let happened = Happened::new("invitation-asked-for").about(subject).with("email", &*email);
        timeline::note(tx, happened).await?;
        for to in &collaborator::admin_addresses(tx).await? {
            let notice = Notice {
                to,
                isp: Some(&isp),
                subject: Say::new("notice-asked-subject").with("email", &email),
                text: Say::new("notice-asked-text").with("email", &email).with("isp", &isp.name),
                next: Say::new("notice-asked-next"),
                page: &format!("{}/settings#collaborators", isp.path()),
            };
            mail::tell_admin(tx, &isp, &notice).await?;
        }
        tx.tell(Topic::Collaborators);
    }
    Ok(isp)
}

/// The link, and the address of its invitation, if that has expired and was not answered otherwise.
async fn expired(scope: &mut Scope, token: &Token) -> Result<(Link, String)> {
    let gone = || link::gone(token.kind());
    let link = match token.kind() {
        Kind::Renewal => link::look(scope, token).await?,
        _ => link::find(scope, token).await?.filter(|(_, state)| state == "live").ok_or_else(gone)?.0,
    };
    scope.enter(link.isp.ok_or_else(gone)?).await?;
    let email = store::expired(scope, link.subject.ok_or_else(gone)?, &link.email).await?;
    Ok((link, email.ok_or_else(gone)?))
}
