//! What the owner of an account hears of its factors, and what goes on record.

use super::store;
use crate::access::Scope;
use crate::audit::{self, Details};
use crate::db::PersonId;
use crate::mail::{self, Notice};
use crate::problem::Result;
use crate::words::Say;

/// A factor was added: `what` is the message key of its kind.
pub(super) async fn added(scope: &mut Scope, person: PersonId, what: &'static str, name: &str) -> Result<()> {
    audit::note_at_no_place(scope, "factor-added", &details(what, name)).await?;
    mail(scope, person, Say::new("mail-factor-added-subject"), Say::new("mail-factor-added-text"), what).await
}

/// A factor was taken away by its owner.
pub(super) async fn removed(
    scope: &mut Scope,
    person: PersonId,
    what: &'static str,
    name: &str,
) -> Result<()> {
    audit::note_at_no_place(scope, "factor-removed", &details(what, name)).await?;
    mail(scope, person, Say::new("mail-factor-removed-subject"), Say::new("mail-factor-removed-text"), what)
        .await
}

/// New recovery codes replaced those before.
pub(super) async fn codes_made(scope: &mut Scope, person: PersonId) -> Result<()> {
    audit::note_at_no_place(scope, "recovery-codes-made", &Details::new()).await?;
    let text = Say::new("mail-recovery-codes-text");
    mail(scope, person, Say::new("mail-recovery-codes-subject"), text, "").await
}

/// A recovery code was used: its owner hears of it, since that is also what a thief of the paper does.
pub(super) async fn code_used(scope: &mut Scope, person: PersonId, left: i64) -> Result<()> {
    audit::note_at_no_place(scope, "recovery-code-used", &Details::new()).await?;
    let text = Say::new("mail-recovery-used-text").with("left", left);
    mail(scope, person, Say::new("mail-recovery-used-subject"), text, "").await
}

/// An Admin or the operator took all factors away; `text` says who. An Admin did so at their place, where it is on record.
pub(super) async fn reset(scope: &mut Scope, person: PersonId, email: &str, text: Say) -> Result<()> {
    let mut details = Details::new();
    details.insert("email".to_owned(), email.into());
    if scope.actor().person() == Some(person) {
        // By a link of the operator's, with which they came back: that is about nobody's account but their own.
        audit::note_at_no_place(scope, "factor-reset", &details).await?;
    } else {
        audit::note_about(scope, "factor-reset", person.0, &details).await?;
    }
    mail(scope, person, Say::new("mail-factor-reset-subject"), text, "").await
}

fn details(what: &'static str, name: &str) -> Details {
    let mut details = Details::new();
    details.insert("what".to_owned(), what.into());
    if !name.is_empty() {
        details.insert("name".to_owned(), name.into());
    }
    details
}

async fn mail(
    scope: &mut Scope,
    person: PersonId,
    subject: Say,
    text: Say,
    what: &'static str,
) -> Result<()> {
    let who = store::who(scope, person).await?;
    let text = if what.is_empty() { text } else { text.with_words("what", what) };
    let notice = Notice {
        to: &who.email,
        isp: None,
        subject,
        text,
        next: Say::new("mail-factor-next"),
        page: "/account/two-factor",
    };
    mail::tell(scope, &notice).await
}
