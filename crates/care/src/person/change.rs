//! Changing one's password under Your account.

use super::sign_in::take_turn;
use super::{Password, by_id, dummy, store, verify};
use crate::access::{Permit, Scope, may};
use crate::audit::{self, Details};
use crate::db::Db;
use crate::email::Email;
use crate::factor;
use crate::link::{self, Kind};
use crate::mail::{self, Notice};
use crate::problem::{Fields, Problem, Result};
use crate::session::{self, Cookie, From};
use crate::throttle;
use crate::words::Say;

/// Sets a new password for whoever knows the current one: a session alone, which might be stolen, is not enough. Of somebody with
/// a second factor neither are the two together: that was shown lately too, or it is [`Problem::Prove`].
///
/// Like signing in it is several short transactions, since hashes are made and checked outside of any; and it counts
/// against the same limits, since guessing here is guessing there. All other sessions end, this one goes on under the
/// cookie that is given back, and links that were asked for with the old password are void.
pub async fn change_password(
    db: &Db,
    permit: &Permit<may::Oneself>,
    current: &str,
    new: &str,
    from: &From,
) -> Result<Cookie> {
    let (id, here) = (permit.session()?.person, permit.session()?.id);
    let mut tx = permit.read(db).await?;
    let me = by_id(&mut tx, id).await?.ok_or(Problem::Anonymous)?;
    if factor::has_any(&mut tx, id).await? {
        permit.must_be_fresh(db)?;
    }
    drop(tx);
    let mut fields = Fields::default();
    if current.is_empty() {
        fields = fields.with("current", Say::new("missing-password"));
    }
    let about = [me.email.canonical(), me.email.shown(), &me.name];
    let new = fields.check("password", Password::chosen(new, &about));
    fields.into_result()?;
    let new = new.ok_or_else(|| Problem::broken("a field went unchecked"))?;

    let attempt = take_turn(db, &me.email, from).await?;
    let kept = me.password.unwrap_or_else(dummy);
    if !verify(Password::typed(current), kept.clone()).await? {
        return Err(wrong());
    }
    let new = new.hash().await?;

    let mut tx = permit.write(db).await?;
    if !store::replace_password(&mut tx, id, &kept, &new).await? {
        return Err(wrong());
    }
    throttle::forgive(&mut tx, throttle::SIGN_IN_HERE, &attempt).await?;
    link::void(&mut tx, Kind::Reset, Some(id.0)).await?;
    store::void_address_change(&mut tx, id).await?;
    let cookie = session::keep_only(&mut tx, id, here).await?;
    password_changed(&mut tx, &me.email, PasswordChanged::Here).await?;
    tx.commit().await?;
    Ok(cookie)
}

fn wrong() -> Problem {
    Problem::field("current", Say::new("password-not-current"))
}

/// By which way a password was changed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum PasswordChanged {
    /// By somebody who knew the one before.
    Here,
    /// By a mailed link.
    ByMail,
    /// By a link that the operator printed.
    ByOperator,
}

/// Puts a change of password on record, and tells its owner.
pub(crate) async fn password_changed(scope: &mut Scope, to: &Email, how: PasswordChanged) -> Result<()> {
    audit::note_at_no_place(scope, "password-changed", &Details::new()).await?;
    let notice = Notice {
        to,
        isp: None,
        subject: Say::new("mail-changed-subject"),
        text: Say::new(match how {
            PasswordChanged::Here => "mail-changed-here-text",
            PasswordChanged::ByMail => "mail-changed-text",
            PasswordChanged::ByOperator => "mail-changed-by-operator-text",
        }),
        next: Say::new("mail-changed-why"),
        page: "/account",
    };
    mail::tell(scope, &notice).await
}
