//! Where one belongs.

use care::collaborator::Membership;
use care::words::Words;
use care::access::Place;
use jiff::Timestamp;

use super::super::told::when;
use super::super::views::MembershipRow;
use crate::ui::Control;

pub(super) fn row(it: Membership, now: Timestamp, w: Words) -> MembershipRow {
    let name = &it.place.name;
    let why = it.last_admin.then(|| w.t1("leave-last-admin", "isp", name));
    let own = it.through.is_none();
    let href = format!("/account/memberships/{}/departure", it.place.slug);
    MembershipRow {
        key: format!("leave-{}", it.place.slug),
        name: name.clone(),
        href: format!("{}/overview", it.place.path()),
        cluster: it.place.place == Place::Cluster,
        through: it.through,
        role: w.t(it.role.key()),
        last_seen: it.last_seen.map(|at| when(at, now, w)),
        leave: own.then_some(Control { href, why }),
    }
}
