//! Asking for a new invitation after one has expired.
//!
//! The expired link is enough to ask, and so is the link of the mail that Forgot Password sends then. Asking lets nobody in:
//! it shows in the row of the invitation, and is told by mail, once until it is answered: to the ISP's Admins, and of an invitation
//! to a home to whoever made it, while they are there still.

use super::{Seat, store};
use crate::access::{IspCard, Scope, Tx, may};
use crate::collaborator;
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
    let (link, email, seat) = expired(tx, token).await?;
    let isp = isp::card(tx).await?;
    let subject = link.subject.ok_or_else(|| link::gone(token.kind()))?;
    if store::ask(tx, subject).await? {
        let happened = seat.happened(
            Happened::new("invitation-asked-for"),
            Happened::new("mobile-user-invitation-asked-for"),
        );
        timeline::note(tx, happened.about(subject).with("email", &*email)).await?;
        let (inviter, page) = match seat {
            Seat::Collaborator(_) => (None, format!("{}/settings#collaborators", isp.path())),
            Seat::MobileUser(home) => {
                (store::inviter(tx, subject).await?, format!("{}/customers/{home}/users", isp.path()))
            }
        };
        let told = match inviter {
            Some(inviter) => vec![inviter],
            None => collaborator::admin_addresses(tx).await?,
        };
        for to in &told {
            let notice = Notice {
                to,
                isp: Some(&isp),
                subject: Say::new("notice-asked-subject").with("email", &email),
                text: Say::new("notice-asked-text").with("email", &email).with("isp", &isp.name),
                next: Say::new("notice-asked-next"),
                page: &page,
            };
            mail::tell_admin(tx, &isp, &notice).await?;
        }
        seat.tell(tx);
    }
    Ok(isp)
}

/// The link, the address of its invitation and what that is for, if it has expired and was not answered otherwise.
async fn expired(scope: &mut Scope, token: &Token) -> Result<(Link, String, Seat)> {
    let gone = || link::gone(token.kind());
    let link = match token.kind() {
        Kind::Renewal => link::look(scope, token).await?,
        _ => link::find(scope, token).await?.filter(|(_, state)| state == "live").ok_or_else(gone)?.0,
    };
    scope.enter(link.isp.ok_or_else(gone)?).await?;
    let expired = store::expired(scope, link.subject.ok_or_else(gone)?, &link.email).await?;
    let (email, seat) = expired.ok_or_else(gone)?;
    Ok((link, email, seat))
}
