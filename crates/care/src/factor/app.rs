//! The authenticator app: shown a secret, it counts once it has answered with a code. A new app replaces the one before in
//! the same way, and until then the one before works.

use super::code::Secret;
use super::{Added, added, lost_one, may_lose_one, owner, store, told};
use crate::access::{Tx, may};
use crate::problem::{Problem, Result};
use crate::session::Cookie;
use crate::words::{Say, Words};

/// How long a secret waits for its first code.
const PENDING_MS: i64 = 30 * 60 * 1000;

/// A secret that waits for its first code.
pub struct Pending {
    /// To be typed into the app.
    pub text: String,
    /// To be scanned by it.
    pub address: String,
}

impl std::fmt::Debug for Pending {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pending(…)")
    }
}

/// Makes a secret for a new app.
pub async fn begin(tx: &mut Tx<may::Oneself>) -> Result<()> {
    tx.must_be_fresh()?;
    let person = owner(tx)?;
    store::begin_app(tx, person, Secret::new().bytes()).await
}

/// The secret that waits, if one does.
pub async fn pending(tx: &mut Tx<may::Oneself>) -> Result<Option<Pending>> {
    tx.must_be_fresh()?;
    let person = owner(tx)?;
    let Some(secret) = waiting(tx).await? else { return Ok(None) };
    let who = store::who(tx, person).await?;
    let address = secret.address(&Words::english().t("product"), &who.email);
    Ok(Some(Pending { text: secret.text(), address }))
}

/// From now on the app counts: it has shown that it knows the secret.
pub async fn confirm(tx: &mut Tx<may::Oneself>, code: &str, cookie: &Cookie) -> Result<Added> {
    tx.must_be_fresh()?;
    let person = owner(tx)?;
    store::hold(tx, person).await?;
    let gone = || Problem::Conflict(Say::new("factor-app-gone"));
    let secret = waiting(tx).await?.ok_or_else(gone)?;
    let wrong = || Problem::field("code", Say::new("factor-wrong"));
    let step = secret.step(&plain(code), tx.now())?.ok_or_else(wrong)?;
    if !store::confirm_app(tx, person, secret.bytes(), step).await? {
        return Err(gone());
    }
    told::added(tx, person, "factor-what-app", "").await?;
    added(tx, person, cookie).await
}

/// The app no longer counts.
pub async fn remove_app(tx: &mut Tx<may::Oneself>) -> Result<()> {
    tx.must_be_fresh()?;
    let person = owner(tx)?;
    may_lose_one(tx, person).await?;
    if !store::delete_app(tx, person).await? {
        return Err(Problem::NotFound("authenticator app"));
    }
    lost_one(tx, person).await?;
    told::removed(tx, person, "factor-what-app", "").await
}

/// A code as it was typed, perhaps in two groups.
pub(super) fn plain(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect()
}

async fn waiting(tx: &mut Tx<may::Oneself>) -> Result<Option<Secret>> {
    let (person, since) = (owner(tx)?, tx.now() - PENDING_MS);
    store::pending_app(tx, person, since).await?.map(|bytes| Secret::stored(&bytes)).transpose()
}
