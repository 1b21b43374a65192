//! The digests that the chain is made of.
//!
//! A row's digest is over everything in it that never changes; of what is personal, over its salted digests alone: one for
//! what is personal to who did it, and, where somebody else is concerned, one for what is told of them. A link is over the
//! link before, its own number and the digest of its row.

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// What the first link follows.
pub(super) const START: &[u8] = b"portico audit chain 1";

/// What of a row never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unchanging {
    pub(super) isp: Uuid,
    pub(super) id: Uuid,
    pub(super) at: i64,
    pub(super) kind: String,
    pub(super) area: String,
    pub(super) way: String,
    pub(super) actor_kind: String,
    pub(super) actor_id: Option<Uuid>,
    pub(super) personal_digest: Vec<u8>,
    pub(super) subject_digest: Option<Vec<u8>>,
}

impl Unchanging {
    /// One digest over all of it, each part with its length before it, so that no two rows read the same: neither does one
    /// with a subject read as one without.
    pub(super) fn digest(&self) -> Vec<u8> {
        let at = self.at.to_be_bytes();
        let always: [&[u8]; 9] = [
            self.isp.as_bytes(),
            self.id.as_bytes(),
            &at,
            self.kind.as_bytes(),
            self.area.as_bytes(),
            self.way.as_bytes(),
            self.actor_kind.as_bytes(),
            self.actor_id.as_ref().map_or(&[], |id| id.as_bytes()),
            &self.personal_digest,
        ];
        let mut digest = Sha256::new();
        for part in always.into_iter().chain(self.subject_digest.as_deref()) {
            digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            digest.update(part);
        }
        digest.finalize().to_vec()
    }
}

/// The digest of what is personal.
pub(super) fn personal(salt: &[u8], text: &str) -> Vec<u8> {
    Sha256::new().chain_update(salt).chain_update(text).finalize().to_vec()
}

/// The digest of what is told of a subject, and of who that is. Salt and id have one length each.
pub(super) fn subject(salt: &[u8], id: Uuid, text: &str) -> Vec<u8> {
    Sha256::new().chain_update(salt).chain_update(id.as_bytes()).chain_update(text).finalize().to_vec()
}

/// The link that follows `before`. Digests have one length, so that nothing needs to stand between the parts.
pub(super) fn link(before: &[u8], number: i64, row: &[u8]) -> Vec<u8> {
    Sha256::new()
        .chain_update(before)
        .chain_update(number.to_be_bytes())
        .chain_update(row)
        .finalize()
        .to_vec()
}
