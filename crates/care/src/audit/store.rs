//! The rows of the audit log.

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::Way;
use crate::access::Scope;
use crate::db::query;
use crate::link::random;
use crate::problem::Result;

pub(super) async fn insert(scope: &mut Scope, kind: &'static str, way: Way, personal: String) -> Result<()> {
    let isp = scope.isp().map_or(Uuid::nil(), |isp| isp.0);
    let (id, now, actor) = (scope.id(), scope.now(), scope.actor().clone());
    let (actor_kind, actor_id) = (actor.kind(), actor.person().map(|person| person.0));
    let salt: [u8; 16] = random();
    let personal_digest = Sha256::new().chain_update(salt).chain_update(&personal).finalize().to_vec();
    let digest = digest(&[
        isp.as_bytes(),
        id.as_bytes(),
        &now.to_be_bytes(),
        kind.as_bytes(),
        way.as_str().as_bytes(),
        actor_kind.as_bytes(),
        actor_id.as_ref().map_or(&[][..], |id| id.as_bytes()),
        &personal_digest,
    ]);
    query(
        "INSERT INTO audit (isp_id, id, at, kind, way, actor_kind, actor_id, personal, salt, personal_digest, digest)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(isp)
    .bind(id)
    .bind(now)
    .bind(kind)
    .bind(way.as_str())
    .bind(actor_kind)
    .bind(actor_id)
    .bind(personal)
    .bind(salt.to_vec())
    .bind(personal_digest)
    .bind(digest)
    .run(scope)
    .await?;
    Ok(())
}

/// One digest over several parts, each with its length before it, so that no two lists of parts read the same.
fn digest(parts: &[&[u8]]) -> Vec<u8> {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(part);
    }
    digest.finalize().to_vec()
}
