//! What a cluster's collaborators hear when an ISP comes into it or goes: whoever has access by that, has none any more, or has
//! another level. Those for whom nothing changes, by a membership of their own, hear nothing.

use super::store::{self, Reach};
use crate::access::{IspCard, Role, Scope};
use crate::db::dialect;
use crate::mail::{self, Notice};
use crate::problem::Result;
use crate::words::Say;

/// The ISP came into the cluster.
pub(super) async fn joined(scope: &mut Scope, isp: &IspCard, cluster: &IspCard) -> Result<()> {
    dialect::set_cluster(scope, cluster.id).await?;
    for it in &store::reach(scope, cluster.id).await? {
        let role = stronger(it);
        let (subject, text) = match it.own {
            Some(own) if own == role => continue,
            Some(own) => (level_subject(isp, role), level("notice-cluster-in-level-text", own, role)),
            None => (
                Say::new("mail-added-subject").with("isp", &isp.name),
                Say::new("notice-cluster-in-text").with_words("role", role.key()),
            ),
        };
        let notice = Notice {
            to: &it.email,
            isp: Some(isp),
            subject,
            text: named(text, isp, cluster),
            next: named(Say::new("notice-cluster-in-next"), isp, cluster),
            page: &isp.path(),
        };
        mail::tell(scope, &notice).await?;
    }
    Ok(())
}

/// The ISP went out of the cluster.
pub(super) async fn left(scope: &mut Scope, isp: &IspCard, cluster: &IspCard) -> Result<()> {
    dialect::set_cluster(scope, cluster.id).await?;
    for it in &store::reach(scope, cluster.id).await? {
        let role = stronger(it);
        let (subject, text) = match it.own {
            Some(own) if own == role => continue,
            Some(own) => (level_subject(isp, own), level("notice-cluster-out-level-text", role, own)),
            None => (
                Say::new("notice-revoked-subject").with("isp", &isp.name),
                Say::new("notice-cluster-out-text"),
            ),
        };
        let notice = Notice {
            to: &it.email,
            isp: Some(isp),
            subject,
            text: named(text, isp, cluster),
            next: named(Say::new("notice-cluster-out-next"), isp, cluster),
            page: &cluster.path(),
        };
        mail::tell(scope, &notice).await?;
    }
    Ok(())
}

/// What they are at the ISP while it is in the cluster: the stronger of the two, as the door says.
fn stronger(it: &Reach) -> Role {
    it.own.filter(|own| own.is_above(it.through)).unwrap_or(it.through)
}

fn level_subject(isp: &IspCard, role: Role) -> Say {
    Say::new("notice-role-subject").with("isp", &isp.name).with_words("role", role.key())
}

fn level(key: &'static str, before: Role, role: Role) -> Say {
    Say::new(key).with_words("before", before.key()).with_words("role", role.key())
}

fn named(say: Say, isp: &IspCard, cluster: &IspCard) -> Say {
    say.with("isp", &isp.name).with("cluster", &cluster.name)
}
