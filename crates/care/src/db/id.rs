//! Typed row ids: a customer's can not be passed where a router's is meant.

use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<$name> for super::query::Value {
            fn from(id: $name) -> Self {
                super::query::Value::Uuid(Some(id.0))
            }
        }

        impl From<Option<$name>> for super::query::Value {
            fn from(id: Option<$name>) -> Self {
                super::query::Value::Uuid(id.map(|id| id.0))
            }
        }
    )*};
}

ids! {
    /// An ISP.
    IspId,
    /// A person, by their mail address, over all ISPs.
    PersonId,
    /// A session, as its owner sees it in the list of their sessions; never the secret.
    SessionId,
    /// An invitation.
    InvitationId,
    /// Somebody's wish to use a home, each time another.
    AccessRequestId,
    /// A customer account.
    CustomerId,
    /// A plan that an ISP sells.
    PlanId,
    /// A router.
    RouterId,
    /// An import into the inventory.
    ImportId,
    /// Something that is wrong with a home's service.
    IssueId,
    /// An outage of many homes.
    OutageId,
    /// A passkey, as its owner names it in addresses; never the authenticator's own name for it.
    PasskeyId,
    /// A mail in the outbox.
    MailId,
    /// A notice on its way to a phone.
    NoticeId,
}

/// What is kept of a secret: its SHA-256.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkHash(pub Vec<u8>);

impl From<&LinkHash> for super::query::Value {
    fn from(hash: &LinkHash) -> Self {
        super::query::Value::Bytes(Some(hash.0.clone()))
    }
}
