//! A link: a secret that a person holds and what it proves.
//!
//! The secret is 256 random bits, kept only as SHA-256. It travels in the fragment of the address (`/join#i1_…`), which
//! no server or proxy logs. What it is for, and for whom, stands in the row alone: there is nothing in it to alter. Its
//! *provenance* says what holding it proves: a mailed link, control of the mailbox; one that an Admin copied, that
//! Admin's word and nothing else; one printed by the server's own shell, control of the machine.
//!
//! Opening a link never changes anything (scanners open links); spending one is a single conditional statement, so of
//! two at once exactly one wins. Expiry is decided at use.

mod store;
#[cfg(test)]
mod tests;

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::access::{Audience, Scope};
use crate::db::{IspId, LinkHash, Site};
use crate::problem::{Problem, Result};
use crate::words::Say;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Naming the first ISP and its Admin.
    Setup,
    /// Accepting an invitation.
    Invitation,
    /// Setting a new password.
    Reset,
    /// Asking for a new invitation after one expired.
    Renewal,
    /// Confirming a new mail address.
    Address,
    /// Undoing a change of mail address.
    Undo,
    /// Creating an account in the app.
    SignUp,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Kind::Setup => "setup",
            Kind::Invitation => "invitation",
            Kind::Reset => "reset",
            Kind::Renewal => "renewal",
            Kind::Address => "address",
            Kind::Undo => "undo",
            Kind::SignUp => "sign_up",
        }
    }

    /// Says at a glance, to people and to secret scanners, what a token is.
    fn prefix(self) -> &'static str {
        match self {
            Kind::Setup => "s1_",
            Kind::Invitation => "i1_",
            Kind::Reset => "r1_",
            Kind::Renewal => "n1_",
            Kind::Address => "a1_",
            Kind::Undo => "u1_",
            Kind::SignUp => "e1_",
        }
    }

    /// The page that opens it, below what the paths of its audience begin with.
    pub fn path(self) -> &'static str {
        match self {
            Kind::Setup => "/setup",
            Kind::Invitation => "/join",
            Kind::Reset => "/reset",
            Kind::Renewal => "/renew",
            Kind::Address => "/address",
            Kind::Undo => "/undo",
            Kind::SignUp => "/confirm",
        }
    }

    /// How long it lives, in milliseconds.
    fn life(self) -> i64 {
        const MINUTE: i64 = 60 * 1000;
        match self {
            Kind::Setup => 24 * 60 * MINUTE,
            // Two days are a span of 48 hours, not two pages of a calendar.
            Kind::Invitation => 48 * 60 * MINUTE,
            Kind::Reset => 30 * MINUTE,
            Kind::Address | Kind::SignUp => 24 * 60 * MINUTE,
            Kind::Renewal | Kind::Undo => 7 * 24 * 60 * MINUTE,
        }
    }

    fn gone(self) -> Problem {
        Problem::Gone(Say::new(match self {
            Kind::Setup => "gone-setup",
            Kind::Invitation => "gone-invitation",
            Kind::Reset => "gone-reset",
            Kind::Renewal => "gone-renewal",
            Kind::Address => "gone-address",
            Kind::Undo => "gone-undo",
            Kind::SignUp => "gone-sign-up",
        }))
    }
}

/// What holding a link proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provenance {
    /// It was mailed: control of the mailbox.
    Mail,
    /// An Admin copied it: that Admin's word for the person, nothing else.
    Link,
    /// The server's shell printed it: control of the machine.
    Operator,
}

impl Provenance {
    fn as_str(self) -> &'static str {
        match self {
            Provenance::Mail => "mail",
            Provenance::Link => "link",
            Provenance::Operator => "operator",
        }
    }

    /// Whether it proves that the person is who the address says.
    pub fn verifies(self) -> bool {
        matches!(self, Provenance::Mail | Provenance::Operator)
    }
}

impl std::str::FromStr for Provenance {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        [Provenance::Mail, Provenance::Link, Provenance::Operator]
            .into_iter()
            .find(|known| known.as_str() == text)
            .ok_or_else(|| format!("no provenance {text:?}"))
    }
}

/// The secret itself. Shown once, to the person or the mail it is for; `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    kind: Kind,
    text: String,
}

impl Token {
    /// A new one.
    fn random(kind: Kind) -> Token {
        let secret: [u8; 32] = random();
        Token { kind, text: format!("{}{}", kind.prefix(), URL_SAFE_NO_PAD.encode(secret)) }
    }

    /// Reads what a person or a page sent; surrounding space and a whole pasted link are forgiven.
    pub fn parse(kind: Kind, text: &str) -> Result<Token> {
        let text = text.trim();
        let text = text.rsplit_once('#').map_or(text, |(_, fragment)| fragment);
        let secret = text.strip_prefix(kind.prefix()).and_then(|rest| URL_SAFE_NO_PAD.decode(rest).ok());
        match secret {
            Some(secret) if secret.len() == 32 => Ok(Token { kind, text: text.to_owned() }),
            _ => Err(kind.gone()),
        }
    }

    /// What it is for.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The address that carries it, in the portal or in the app: in the fragment, which no server sees.
    pub fn address(&self, audience: Audience, site: &Site) -> String {
        format!("{}{}#{}", site.page(audience.root()), self.kind.path(), self.text)
    }

    /// The secret, to be put where the person finds it.
    pub fn reveal(&self) -> &str {
        &self.text
    }

    fn hash(&self) -> LinkHash {
        digest(&self.text)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}…", self.kind.prefix())
    }
}

/// Unguessable bytes: the thread's generator is a cipher, seeded by the operating system.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::Rng::fill_bytes(&mut rand::rng(), &mut bytes);
    bytes
}

/// What is kept of a secret.
pub(crate) fn digest(secret: &str) -> LinkHash {
    LinkHash(Sha256::digest(secret.as_bytes()).to_vec())
}

/// What is made of a key for one purpose, which the parts name: HMAC-SHA-256.
pub(crate) fn keyed(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC takes a key of any length; one of none would be a bug of ours, and makes a proof that nobody expects.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return random() };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// What a link says of itself.
#[derive(Debug, Clone)]
pub struct Link {
    /// At which ISP.
    pub isp: Option<IspId>,
    /// The invitation or the person.
    pub subject: Option<Uuid>,
    /// What holding it proves.
    pub provenance: Provenance,
    /// The canonical address it is bound to.
    pub email: String,
    /// Until when, in milliseconds UTC.
    pub expires_at: i64,
}

/// Makes a link for a subject and voids every earlier one of the same kind for it.
pub(crate) async fn mint(
    scope: &mut Scope,
    kind: Kind,
    provenance: Provenance,
    subject: Option<Uuid>,
    email: &str,
) -> Result<Token> {
    let expires_at = scope.now() + kind.life();
    mint_until(scope, kind, provenance, subject, email, expires_at).await
}

/// The same, to live no longer than the link that it replaces.
pub(crate) async fn mint_until(
    scope: &mut Scope,
    kind: Kind,
    provenance: Provenance,
    subject: Option<Uuid>,
    email: &str,
    expires_at: i64,
) -> Result<Token> {
    void(scope, kind, subject).await?;
    insert(
        scope,
        kind,
        Link { isp: scope.isp().ok(), subject, provenance, email: email.to_owned(), expires_at },
    )
    .await
}

/// Makes a mailed link about an address that is nobody's yet, and voids every earlier one of the same kind for it.
pub(crate) async fn mint_for_address(scope: &mut Scope, kind: Kind, email: &str) -> Result<Token> {
    void_of_address(scope, kind, email).await?;
    let expires_at = scope.now() + kind.life();
    let (provenance, email) = (Provenance::Mail, email.to_owned());
    insert(scope, kind, Link { isp: None, subject: None, provenance, email, expires_at }).await
}

async fn insert(scope: &mut Scope, kind: Kind, link: Link) -> Result<Token> {
    let token = Token::random(kind);
    store::insert(scope, kind.as_str(), &token.hash(), &link).await?;
    Ok(token)
}

/// Voids every live link of this kind for a subject.
pub(crate) async fn void(scope: &mut Scope, kind: Kind, subject: Option<Uuid>) -> Result<()> {
    store::void(scope, kind.as_str(), subject).await
}

/// Voids every live link of this kind that is bound to an address.
pub(crate) async fn void_of_address(scope: &mut Scope, kind: Kind, email: &str) -> Result<()> {
    store::void_of_address(scope, kind.as_str(), email).await
}

/// The same for a subject, but for what the operator printed, whose word stands until it is used.
pub(crate) async fn void_but_operators(scope: &mut Scope, kind: Kind, subject: Uuid) -> Result<()> {
    store::void_but_operators(scope, kind.as_str(), subject).await
}

/// Whether a link of this kind that is bound to an address can still be used.
pub(crate) async fn is_live(scope: &mut Scope, kind: Kind, email: &str) -> Result<bool> {
    store::is_live(scope, kind.as_str(), email).await
}

/// Where links of a kind for an address ever led: ISPs, and the subjects there.
pub(crate) async fn trail(scope: &mut Scope, kind: Kind, email: &str) -> Result<Vec<(IspId, Uuid)>> {
    store::trail(scope, kind.as_str(), email).await
}

/// A link in whatever state it is: `live` (perhaps expired), `used` or `void`. Only for telling its holder why it is no good.
pub(crate) async fn find(scope: &mut Scope, token: &Token) -> Result<Option<(Link, String)>> {
    store::find(scope, token.kind.as_str(), &token.hash()).await
}

/// Reads a link without changing anything; [`Problem::Gone`] when it is not live.
pub(crate) async fn look(scope: &mut Scope, token: &Token) -> Result<Link> {
    store::live(scope, token.kind.as_str(), &token.hash()).await?.ok_or_else(|| token.kind.gone())
}

/// Uses a link up. Of any number at once, one gets it; the others find it gone.
pub(crate) async fn spend(scope: &mut Scope, token: &Token) -> Result<Link> {
    store::spend(scope, token.kind.as_str(), &token.hash()).await?.ok_or_else(|| token.kind.gone())
}

/// Deletes links that ended a month ago; hygiene only.
pub async fn sweep(tx: &mut crate::access::Tx<crate::access::may::System>) -> Result<()> {
    const MONTH_MS: i64 = 30 * 24 * 60 * 60 * 1000;
    store::sweep(tx, MONTH_MS).await
}

/// The sentence for a link that is no longer live.
pub(crate) fn gone(kind: Kind) -> Problem {
    kind.gone()
}
