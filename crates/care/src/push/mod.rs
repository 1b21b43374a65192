//! Notices on somebody's phone while the app is closed: web push.
//!
//! A browser that is signed in to the app may subscribe: its push service gives it an address, and it makes a pair of keys
//! (RFC 8030, RFC 8291). What we send there only that browser can read, and that it is we who send is signed (VAPID, RFC 8292).
//! A subscription belongs to the session: signing out, a new password or the end of somebody's last home end it.
//!
//! A notice is a row, written in the transaction of the verb that has something to tell, as a mail is ([`mail`](crate::mail)); a
//! worker sends it ([`run_worker`]). Who may hear it is asked again when it goes. Each person chooses which kinds they want, on
//! all their phones. Notices say little: they stand on a locked screen.
//!
//! The address is the browser's word. It is accepted only at push services that the operator trusts ([`Services`]), or we could be
//! sent to places that only we can reach.

mod deliver;
mod key;
mod service;
mod store;
#[cfg(test)]
mod tests;

use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use url::Url;
use web_push_native::p256::PublicKey;

use crate::access::{IspCard, Scope, Tx, may};
use crate::audit::{self, Details};
use crate::db::{CustomerId, PersonId, SessionId};
use crate::problem::{Problem, Result};
use crate::words::{Say, Words};

pub use deliver::{Sender, client, deliver_due, run_worker};
pub use key::Key;
pub use reqwest::Client;
pub use service::{Service, Services, TRUSTED};
pub(crate) use store::{erase, is_heard_at, take_back};

/// What a notice is about: each can be done without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Somebody asks for access to a home whose primary user one is.
    Request,
    /// What became of one's own request.
    Answer,
    /// Who uses one's home, and whether one does oneself.
    Access,
    /// The home is offline, or online again.
    Connection,
}

impl Kind {
    /// All of them, in the order of the page.
    pub const ALL: [Kind; 4] = [Kind::Request, Kind::Answer, Kind::Access, Kind::Connection];

    /// The word in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Request => "request",
            Kind::Answer => "answer",
            Kind::Access => "access",
            Kind::Connection => "connection",
        }
    }

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Request => "push-kind-request",
            Kind::Answer => "push-kind-answer",
            Kind::Access => "push-kind-access",
            Kind::Connection => "push-kind-connection",
        }
    }
}

impl FromStr for Kind {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| format!("no kind {text:?}"))
    }
}

/// Where a browser hears notices. `Debug` hides it: who knows the address can send to it.
#[derive(Clone, PartialEq)]
pub struct Subscription {
    endpoint: String,
    p256dh: Vec<u8>,
    auth: [u8; AUTH],
}

impl std::fmt::Debug for Subscription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Subscription(…)")
    }
}

/// Longer than any push service's addresses are.
const LONGEST_ENDPOINT: usize = 1000;
/// Bytes of a point of P-256, uncompressed, and of the secret beside it (RFC 8291, section 3.2).
const POINT: usize = 65;
const AUTH: usize = 16;

impl Subscription {
    /// Of which push service it is: all that may be told of the address.
    fn origin(&self) -> String {
        Url::parse(&self.endpoint).map(|url| url.origin().ascii_serialization()).unwrap_or_default()
    }

    /// Reads what a browser says of its subscription, keys in unpadded base64url as `PushSubscription.toJSON()` writes them.
    ///
    /// [`Problem::Conflict`] where the address is of no push service that is trusted here, or a key is none.
    pub fn parse(services: &Services, endpoint: &str, p256dh: &str, auth: &str) -> Result<Subscription> {
        let endpoint = Url::parse(endpoint).map(String::from).unwrap_or_default();
        if endpoint.len() > LONGEST_ENDPOINT || !services.accept(&endpoint) {
            return Err(Problem::Conflict(Say::new("push-service-unknown")));
        }
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok();
        let point = bytes(p256dh).filter(|it| it.len() == POINT && PublicKey::from_sec1_bytes(it).is_ok());
        match (point, bytes(auth).and_then(|it| it.try_into().ok())) {
            (Some(p256dh), Some(auth)) => Ok(Subscription { endpoint, p256dh, auth }),
            _ => Err(Problem::Conflict(Say::new("push-keys-unusable"))),
        }
    }
}

/// How a person hears notices.
#[derive(Debug, Clone, PartialEq)]
pub struct Mine {
    /// Whether the browser of this session does.
    pub here: bool,
    /// Which kinds they want.
    pub wanted: Vec<Kind>,
}

/// How the transaction's person hears notices, seen from this session of theirs.
pub async fn mine(tx: &mut Tx<may::Oneself>, session: SessionId) -> Result<Mine> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    let muted = store::muted(tx, person).await?;
    let here = store::is_subscribed(tx, person, session).await?;
    Ok(Mine { here, wanted: Kind::ALL.into_iter().filter(|kind| !muted.contains(kind)).collect() })
}

/// How many phones of one person hear notices: the latest.
const PHONES: i64 = 10;

/// From now on the browser of this session hears notices. A first one tells that, unless it heard them before its owner signed in
/// anew (`again`). Whoever else was signed in in that browser hears none there any more.
pub async fn turn_on(
    tx: &mut Tx<may::Oneself>,
    session: SessionId,
    subscription: &Subscription,
    again: bool,
) -> Result<()> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    store::drop_others(tx, session, subscription).await?;
    let new = !store::is_subscribed(tx, person, session).await?;
    if !store::subscribe(tx, person, session, subscription).await? {
        return Err(Problem::Anonymous);
    }
    store::keep_latest(tx, person, PHONES).await?;
    if again {
        return Ok(());
    }
    if new {
        audit::note_at_no_place(tx, "notices-on", &Details::new()).await?;
    }
    let words = Words::of(store::language(tx, person).await?);
    let hello = store::Written {
        home: None,
        to_primary: false,
        topic: "hello",
        title: &words.t("product"),
        body: &words.t("push-hello"),
        page: "/app/account",
        life_ms: HOUR_MS,
    };
    store::put(tx, session, &hello).await
}

/// The browser of this session has another address, which it says by itself, whoever is signed in: it changes where notices are heard,
/// and nothing else. Says whether they are.
pub async fn move_on(
    tx: &mut Tx<may::Oneself>,
    session: SessionId,
    subscription: &Subscription,
) -> Result<bool> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    let heard = store::is_subscribed(tx, person, session).await?;
    if heard {
        store::subscribe(tx, person, session, subscription).await?;
    }
    Ok(heard)
}

/// The browser of this session hears none any more.
pub async fn turn_off(tx: &mut Tx<may::Oneself>, session: SessionId) -> Result<()> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    if store::unsubscribe(tx, person, session).await? {
        audit::note_at_no_place(tx, "notices-off", &Details::new()).await?;
    }
    Ok(())
}

/// Which kinds the person wants, on all their phones.
pub async fn choose(tx: &mut Tx<may::Oneself>, wanted: &[Kind]) -> Result<()> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    let mut changed = false;
    for kind in Kind::ALL {
        changed |= store::mute(tx, person, kind, !wanted.contains(&kind)).await?;
    }
    if changed {
        audit::note_at_no_place(tx, "notices-chosen", &Details::new()).await?;
    }
    Ok(())
}

const HOUR_MS: i64 = 60 * 60 * 1000;

/// Something to tell on phones.
pub(crate) struct Notice<'a> {
    /// What it is about.
    pub(crate) kind: Kind,
    /// Whose name it stands under.
    pub(crate) isp: &'a IspCard,
    /// Which home: only those hear it who use it when it goes. None where the reader uses it no more, or not yet.
    pub(crate) home: Option<CustomerId>,
    /// A later notice of the same topic takes the place of one that was not heard yet.
    pub(crate) topic: &'a str,
    /// What it says.
    pub(crate) text: Say,
    /// The app's page that it opens.
    pub(crate) page: &'a str,
}

/// Puts it in the outbox, for each phone of a person who wants such. One of somebody's request is for the primary user alone, whoever
/// that is when it goes.
pub(crate) async fn tell(scope: &mut Scope, to: PersonId, notice: &Notice<'_>) -> Result<()> {
    for phone in store::phones_of(scope, to, notice.kind).await? {
        put(scope, &phone, notice).await?;
    }
    Ok(())
}

/// The same for all who use a home, but for those who know.
pub(crate) async fn tell_home(
    scope: &mut Scope,
    home: CustomerId,
    but: &[PersonId],
    notice: &Notice<'_>,
) -> Result<()> {
    for phone in store::phones_of_home(scope, home, notice.kind).await? {
        if !but.contains(&phone.person) {
            put(scope, &phone, notice).await?;
        }
    }
    Ok(())
}

async fn put(scope: &mut Scope, phone: &store::Phone, notice: &Notice<'_>) -> Result<()> {
    let written = store::Written {
        home: notice.home,
        to_primary: notice.kind == Kind::Request,
        topic: notice.topic,
        title: &notice.isp.name,
        body: &Words::of(phone.language).say(&notice.text),
        page: notice.page,
        life_ms: 24 * HOUR_MS,
    };
    store::put(scope, phone.session, &written).await
}

/// Nobody hears notices any more: the operator turned them off.
pub async fn end(tx: &mut Tx<may::System>) -> Result<()> {
    store::end(tx).await
}

/// Forgets notices that nobody took in time; hygiene only.
pub async fn sweep(tx: &mut Tx<may::System>) -> Result<()> {
    store::sweep(tx).await
}
