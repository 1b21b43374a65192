//! Asking for another address.

use super::{letter, store};
use crate::access::{Scope, Tx, may};
use crate::audit::{self, Details};
use crate::email::Email;
use crate::link::{self, Kind, Provenance};
use crate::mail::{self, Notice};
use crate::person::{self, Identity};
use crate::problem::{Problem, Result};
use crate::words::Say;

/// Mails a link to the new address. An earlier request, and its link, is void.
///
/// Not for who never proved the mailbox that they have: they do that first, by Forgot Password, which ends all that rested on
/// the password before. For an address that is another identity's the same is done, with a link for nobody; its mail says what was tried.
pub async fn ask(tx: &mut Tx<may::Oneself>, to: &Email) -> Result<()> {
    tx.must_be_fresh()?;
    let id = tx.actor().person().ok_or(Problem::Anonymous)?;
    let me = person::by_id(tx, id).await?.ok_or(Problem::Anonymous)?;
    proven(&me)?;
    if me.email.canonical() == to.canonical() {
        return Err(Problem::field("email", Say::new("address-is-yours")));
    }
    person::hold(tx, id).await?;
    // Whatever becomes of this one: what happens to the earlier link must not tell whether the new address is known.
    link::void(tx, Kind::Address, Some(id.0)).await?;
    person::void_address_change(tx, id).await?;
    store::insert(tx, id, &me.email, to).await?;
    let taken = person::by_email(tx, to.canonical()).await?.is_some();
    let subject = if taken { tx.id() } else { id.0 };
    let token = link::mint(tx, Kind::Address, Provenance::Mail, Some(subject), to.canonical()).await?;
    if taken {
        tell_tried(tx, to).await?;
    } else {
        letter::ask(tx, to, me.called(), &token).await?;
    }
    let details = Details::from_iter([("email".to_owned(), to.shown().into())]);
    audit::note(tx, "address-asked", &details).await
}

/// Whether the person may ask at all: refused as [`ask`] will refuse them.
pub async fn may_ask(tx: &mut Tx<may::Oneself>) -> Result<()> {
    let id = tx.actor().person().ok_or(Problem::Anonymous)?;
    proven(&person::by_id(tx, id).await?.ok_or(Problem::Anonymous)?)
}

/// Whoever made an identity may have told its password to the mailbox's owner, or be known to have chosen it. Were another mailbox
/// proven on top of that, the password would open whatever the identity is given from then on.
fn proven(me: &Identity) -> Result<()> {
    if me.verified {
        return Ok(());
    }
    Err(Problem::field("email", Say::new("address-prove-first").with("email", &me.email)))
}

/// Tells the owner of an address that somebody wanted it for their own account.
async fn tell_tried(scope: &mut Scope, to: &Email) -> Result<()> {
    let notice = Notice {
        to,
        isp: None,
        subject: Say::new("mail-address-tried-subject"),
        text: Say::new("mail-address-tried-text"),
        next: Say::new("mail-address-tried-next"),
        page: "/account",
    };
    mail::tell(scope, &notice).await
}
