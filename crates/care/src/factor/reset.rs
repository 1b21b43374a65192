//! Taking somebody's factors away, because they lost them.
//!
//! **An Admin** may do so for a colleague, since they see each other; but an identity is one over all ISPs, and a hostile Admin
//! of one must not be able to weaken the way into another. So it is refused for whoever has a membership that this place does
//! not cover: an ISP covers itself, a cluster covers itself and its ISPs. Those people use a recovery code, or turn to
//! **the operator**, who can do it for everybody from the server's command line.
//!
//! Either way all sessions of that person end, they are told by mail, and it is on record. Their password stays; where a
//! factor is required, they set up a new one when they next sign in.

use super::{store, told};
use crate::access::{Actor, Scope, Tx, may};
use crate::db::{PersonId, dialect};
use crate::email::Email;
use crate::problem::{Problem, Result};
use crate::session;
use crate::words::Say;

/// A colleague whose factors can be reset.
#[derive(Debug, Clone)]
pub struct Colleague {
    /// Their address.
    pub email: Email,
    /// Their name, or their address.
    pub called: String,
}

/// The colleague whom the dialog is about; refused as [`reset_of`] will be.
pub async fn colleague(tx: &mut Tx<may::ChangeCollaborators>, person: PersonId) -> Result<Colleague> {
    tx.must_be_fresh()?;
    covered(tx, person).await
}

/// Takes all factors of a colleague away.
pub async fn reset_of(tx: &mut Tx<may::ChangeCollaborators>, person: PersonId) -> Result<Colleague> {
    tx.must_be_fresh()?;
    store::hold(tx, person).await?;
    let colleague = covered(tx, person).await?;
    forget(tx, person).await?;
    session::end_all_of(tx, person).await?;
    let (admin, place) = (tx.actor().name().unwrap_or_default().to_owned(), store::place(tx).await?);
    let text = Say::new("mail-factor-reset-by-admin").with("admin", admin).with("isp", place);
    told::reset(tx, person, colleague.email.shown(), text).await?;
    tx.tell(crate::db::live::Topic::Access);
    tx.tell(crate::db::live::Topic::Collaborators);
    Ok(colleague)
}

/// The operator takes all factors of a person away.
pub async fn reset_by_operator(tx: &mut Tx<may::Shell>, email: &Email) -> Result<()> {
    let person = store::by_email(tx, email.canonical()).await?.ok_or(Problem::NotFound("person"))?;
    store::hold(tx, person).await?;
    if store::count(tx, person).await? == 0 {
        return Err(Problem::Conflict(Say::new("factor-none-there").with("email", email)));
    }
    forget(tx, person).await?;
    session::end_all_of(tx, person).await?;
    told::reset(tx, person, email.shown(), Say::new("mail-factor-reset-by-operator")).await
}

/// The same for somebody whom the operator's link lets in again, if they have any: whoever lost all has lost those too.
pub(crate) async fn reset_by_link(scope: &mut Scope, person: PersonId, email: &Email) -> Result<()> {
    if store::count(scope, person).await? == 0 {
        return Ok(());
    }
    forget(scope, person).await?;
    told::reset(scope, person, email.shown(), Say::new("mail-factor-reset-by-link")).await
}

/// Deletes all factors of a person, without a word: they were somebody else's, or a verb tells of it.
pub(crate) async fn forget(scope: &mut Scope, person: PersonId) -> Result<()> {
    store::delete_apps(scope, person).await?;
    store::delete_keys(scope, person).await?;
    store::delete_codes(scope, person).await?;
    store::delete_questions(scope, person).await
}

async fn covered(scope: &mut Scope, person: PersonId) -> Result<Colleague> {
    let Actor::Staff { person: me, .. } = scope.actor().clone() else { return Err(Problem::Anonymous) };
    // A person's memberships elsewhere are seen only by themselves. They are counted here, and nothing more is told.
    dialect::set_person(scope, person).await?;
    let standing = store::memberships(scope, person).await;
    dialect::set_person(scope, me).await?;
    let (here, elsewhere) = standing?;
    if here == 0 {
        return Err(Problem::NotFound("collaborator"));
    }
    if person == me {
        return Err(Problem::Conflict(Say::new("factor-reset-own")));
    }
    let who = store::who(scope, person).await?;
    if store::count(scope, person).await? == 0 {
        return Err(Problem::Conflict(Say::new("factor-none-there").with("email", &who.email)));
    }
    if elsewhere > 0 {
        return Err(Problem::Conflict(Say::new("factor-reset-elsewhere").with("email", &who.email)));
    }
    Ok(Colleague { called: who.called(), email: who.email })
}
