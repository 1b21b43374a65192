//! Passkeys. Each proof has two halves: the server asks a question, and an authenticator answers it with a signature. What the
//! server must remember in between stays in the database under a name that only this page knows; it lives for five minutes
//! and is spent by the first answer, right or wrong.
//!
//! The authenticator has to verify its owner (by a finger, a face, a PIN), so that a passkey alone is two factors: the thing
//! and its owner. A copy of a passkey shows itself by a count that stands still, and is refused.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use webauthn_rs::prelude::{
    AuthenticationResult, DiscoverableAuthentication, Passkey, PasskeyAuthentication, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Webauthn,
};

use super::relying::relying_party;
use super::second::wrong;
use super::{Added, added, lost_one, may_lose_one, owner, store, told};
use crate::access::{self, Permit, Scope, Tx, may};
use crate::contact;
use crate::db::{Db, PasskeyId, PersonId};
use crate::link::{digest, random};
use crate::problem::{Problem, Result};
use crate::session::{self, Cookie, From};
use crate::throttle;
use crate::words::Say;

/// How long a question waits for its answer.
const QUESTION_MS: i64 = 5 * 60 * 1000;
/// More would be a mistake, or somebody who wants to fill the table.
const MOST: usize = 20;

/// What a question is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Register,
    Prove,
    SignIn,
}

impl Kind {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Kind::Register => "register",
            Kind::Prove => "prove",
            Kind::SignIn => "sign_in",
        }
    }
}

/// A question for an authenticator.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The name under which the answer is given back.
    pub question: String,
    /// What the browser hands to the authenticator.
    pub options: serde_json::Value,
}

/// Asks for a new passkey.
pub async fn ask_to_add(tx: &mut Tx<may::Oneself>) -> Result<Asked> {
    tx.must_be_fresh()?;
    let person = owner(tx)?;
    let known = store::keys(tx, person).await?;
    if known.len() >= MOST {
        return Err(Problem::Conflict(Say::new("passkey-too-many").with("most", MOST)));
    }
    let known = known.iter().map(|(_, text)| read(text).map(|key| key.cred_id().clone()));
    let known = known.collect::<Result<Vec<_>>>()?;
    let who = store::who(tx, person).await?;
    let (options, state) = here(tx)?
        .start_passkey_registration(person.0, who.email.shown(), &who.called(), Some(known))
        .map_err(Problem::broken)?;
    let mut options = serde_json::to_value(options.public_key).map_err(Problem::broken)?;
    // So that it can sign in by itself, where the authenticator has room for that; browsers decide it here.
    options["authenticatorSelection"]["residentKey"] = "preferred".into();
    keep(tx, Some(person), Kind::Register, &state, options).await
}

/// Asks the signed-in person for one of their passkeys.
pub async fn ask(tx: &mut Tx<may::Oneself>) -> Result<Asked> {
    let person = owner(tx)?;
    ask_person(tx, person).await
}

/// Asks the person whose session waits for a second factor.
pub async fn ask_waiting(tx: &mut Tx<may::Anyone>, cookie: &Cookie) -> Result<Asked> {
    let person = session::waiting(tx, cookie).await?.ok_or(Problem::Anonymous)?;
    ask_person(tx, person).await
}

/// Asks whoever is there for any passkey of this service.
pub async fn ask_anyone(tx: &mut Tx<may::Anyone>) -> Result<Asked> {
    let (options, state) = here(tx)?.start_discoverable_authentication().map_err(Problem::broken)?;
    let options = serde_json::to_value(options.public_key).map_err(Problem::broken)?;
    keep(tx, None, Kind::SignIn, &state, options).await
}

/// The new passkey counts from now on.
pub async fn add(
    permit: &Permit<may::Oneself>,
    db: &Db,
    cookie: &Cookie,
    (question, answer): (&str, &str),
    name: &str,
) -> Result<Added> {
    let name = contact::line(name, 60).map_err(|why| Problem::field("name", why))?;
    if name.is_empty() {
        return Err(Problem::field("name", Say::new("passkey-name")));
    }
    let mut tx = permit.write(db).await?;
    tx.must_be_fresh()?;
    let person = owner(&tx)?;
    let state = spend(&mut tx, Some(person), Kind::Register, question).await?;
    let party = here(&tx)?;
    tx.commit().await?;
    let state: PasskeyRegistration = serde_json::from_str(&state).map_err(Problem::broken)?;
    let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|_| wrong())?;
    let key = party.finish_passkey_registration(&answer, &state).map_err(|_| wrong())?;

    let mut tx = permit.write(db).await?;
    tx.must_be_fresh()?;
    store::hold(&mut tx, person).await?;
    let inserted = store::insert_key(&mut tx, person, key.cred_id().as_ref(), &write(&key)?, &name).await;
    inserted.map_err(|problem| if problem.is_duplicate() { wrong() } else { problem })?;
    told::added(&mut tx, person, "factor-what-passkey", &name).await?;
    let added = added(&mut tx, person, cookie).await?;
    tx.commit().await?;
    Ok(added)
}

/// Takes one of the person's passkeys away.
pub async fn remove_passkey(tx: &mut Tx<may::Oneself>, id: PasskeyId) -> Result<()> {
    tx.must_be_fresh()?;
    let person = owner(tx)?;
    may_lose_one(tx, person).await?;
    let name = store::delete_key(tx, person, id).await?.ok_or(Problem::NotFound("passkey"))?;
    lost_one(tx, person).await?;
    told::removed(tx, person, "factor-what-passkey", &name).await
}

/// Signs somebody in by a passkey alone, which is both factors.
pub async fn sign_in(db: &Db, question: &str, answer: &str, from: &From) -> Result<Cookie> {
    let place = throttle::place_of(&from.address);
    throttle::take(db, throttle::SIGN_IN_ADDRESS, &place).await?;
    let used = check(db, None, question, answer).await?;
    let mut tx = access::anyone().from_address(from.address.clone()).write(db).await?;
    let person = used.person;
    let who = store::hold(&mut tx, person).await?;
    tx.become_person(person, who.called()).await?;
    if !take(&mut tx, person, &used).await? {
        return Err(wrong());
    }
    let cookie = session::start_with_factor(&mut tx, person, from).await?;
    tx.commit().await?;
    Ok(cookie)
}

/// A passkey that answered rightly, and what is to be written for it.
#[derive(Debug)]
pub(super) struct Used {
    id: PasskeyId,
    person: PersonId,
    before: String,
    after: String,
}

/// Spends the question, and checks the answer outside of any transaction.
pub(super) async fn check(db: &Db, person: Option<PersonId>, question: &str, answer: &str) -> Result<Used> {
    let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| wrong())?;
    let mut tx = access::anyone().write(db).await?;
    let kind = if person.is_some() { Kind::Prove } else { Kind::SignIn };
    let state = spend(&mut tx, person, kind, question).await?;
    let party = here(&tx)?;
    let row = store::key(&mut tx, answer.get_credential_id()).await?;
    tx.commit().await?;
    // The key says whose it is; the answer, which its bearer wrote, has to say the same.
    let (id, owner, before) =
        row.filter(|(_, owner, _)| person.is_none_or(|it| it == *owner)).ok_or_else(wrong)?;
    let mut key = read(&before)?;
    let result = match person {
        Some(_) => {
            let state: PasskeyAuthentication = serde_json::from_str(&state).map_err(Problem::broken)?;
            party.finish_passkey_authentication(&answer, &state).map_err(|_| wrong())?
        }
        None => discover(&party, &answer, &state, owner, &key)?,
    };
    // The library refuses a count that stood still; that its owner was verified is this product's rule too.
    if !result.user_verified() {
        return Err(wrong());
    }
    key.update_credential(&result);
    Ok(Used { id, person: owner, before, after: write(&key)? })
}

fn discover(
    party: &Webauthn,
    answer: &PublicKeyCredential,
    state: &str,
    owner: PersonId,
    key: &Passkey,
) -> Result<AuthenticationResult> {
    let (claimed, _) = party.identify_discoverable_authentication(answer).map_err(|_| wrong())?;
    if claimed != owner.0 {
        return Err(wrong());
    }
    let state: DiscoverableAuthentication = serde_json::from_str(state).map_err(Problem::broken)?;
    party.finish_discoverable_authentication_v2(answer, state, key).map_err(|_| wrong())
}

/// Writes the passkey's new count, if nobody else used or removed it meanwhile.
pub(super) async fn take(scope: &mut Scope, person: PersonId, used: &Used) -> Result<bool> {
    store::use_key(scope, person, used.id, &used.before, &used.after).await
}

async fn ask_person(scope: &mut Scope, person: PersonId) -> Result<Asked> {
    let keys = store::keys(scope, person).await?;
    if keys.is_empty() {
        return Err(Problem::Conflict(Say::new("passkey-none")));
    }
    let keys = keys.iter().map(|(_, text)| read(text)).collect::<Result<Vec<_>>>()?;
    let (options, state) = here(scope)?.start_passkey_authentication(&keys).map_err(Problem::broken)?;
    let options = serde_json::to_value(options.public_key).map_err(Problem::broken)?;
    keep(scope, Some(person), Kind::Prove, &state, options).await
}

/// Keeps what the answer will be checked against, under a new name.
async fn keep(
    scope: &mut Scope,
    person: Option<PersonId>,
    kind: Kind,
    state: &impl serde::Serialize,
    options: serde_json::Value,
) -> Result<Asked> {
    let question = URL_SAFE_NO_PAD.encode(random::<32>());
    let state = serde_json::to_string(state).map_err(Problem::broken)?;
    let expires_at = scope.now() + QUESTION_MS;
    store::insert_question(scope, &digest(&question), person, kind, &state, expires_at).await?;
    Ok(Asked { question, options })
}

async fn spend(scope: &mut Scope, person: Option<PersonId>, kind: Kind, question: &str) -> Result<String> {
    store::spend_question(scope, &digest(question), person, kind).await?.ok_or_else(wrong)
}

fn here(scope: &Scope) -> Result<Webauthn> {
    relying_party(&scope.site()).ok_or_else(|| Problem::Conflict(Say::new("passkeys-need-https")))
}

fn read(text: &str) -> Result<Passkey> {
    serde_json::from_str(text).map_err(Problem::broken)
}

fn write(key: &Passkey) -> Result<String> {
    serde_json::to_string(key).map_err(Problem::broken)
}
