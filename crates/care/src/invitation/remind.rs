//! Forgot Password as the third way in: an invited address that has not accepted is sent its invitation again.
//!
//! The new link replaces the mailed one and lives no longer: the two days count from the invitation, and asking does not
//! renew them.

use super::{invite, store};
use crate::access::{Tx, may};
use crate::email::Email;
use crate::isp;
use crate::link::{self, Kind, Provenance};
use crate::mail;
use crate::problem::Result;

/// Mails every open invitation of an address again, with a new link. Does nothing for any other address.
pub async fn remind(tx: &mut Tx<may::Anyone>, email: &Email) -> Result<()> {
    for link in link::of_address(tx, Kind::Invitation, email.canonical()).await? {
        // The operator's word stands until it is used: a stranger who types an address must not void it.
        let (Some(isp), Some(subject), false) =
            (link.isp, link.subject, link.provenance == Provenance::Operator)
        else {
            continue;
        };
        tx.enter(isp).await?;
        let Some(pending) = store::pending(tx, subject).await? else { continue };
        let token = link::mint_until(
            tx,
            Kind::Invitation,
            Provenance::Mail,
            Some(subject),
            pending.email.canonical(),
            link.expires_at,
        )
        .await?;
        let (isp, address) = (isp::card(tx).await?, token.address(&tx.site()));
        let mail = invite::invited(
            &isp,
            &pending.invited_by,
            pending.role.role(),
            &pending.email,
            &address,
            subject,
        )?;
        mail::post(tx, mail).await?;
    }
    Ok(())
}
