//! A cluster's Overview, with its ISPs side by side; and what an ISP's Settings show of its cluster. A cluster's own Settings are
//! those of any place.

use axum::extract::State;
use axum::response::Response;
use care::access::{Ability, Role, Tx, may};
use care::cluster::{self, SideBySide};
use care::collaborator;
use care::db::PersonId;
use care::words::Words;

use super::told::when;
use super::views::{Beside, ClusterOverview, Numbers, ThroughCluster, ThroughRow};
use crate::app::App;
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;
use crate::ui::{State as Shown, Tone};

pub(crate) async fn overview(
    May(permit): May<may::ViewTabs>,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = permit.read(&app.db).await?;
    let isps = cluster::side_by_side(&mut tx, &staff.session).await?;
    let may_settings = staff.role.may(Ability::ManageSettings);
    let isps: Vec<Beside> = isps.into_iter().map(|it| beside(it, may_settings, w)).collect();
    let sum = |of: fn(&Numbers) -> i64| isps.iter().filter_map(|isp| isp.numbers.as_ref()).map(of).sum();
    let page = ClusterOverview {
        w,
        chrome: reader.portal(&mut tx, staff, w.t("tab-overview"), "overview").await?,
        online: sum(|it| it.online),
        offline: sum(|it| it.offline),
        in_stock: sum(|it| it.in_stock),
        isps,
    };
    reader.show(&app, &page)
}

fn beside(it: SideBySide, may_settings: bool, w: Words) -> Beside {
    let two_factor = if it.two_factor {
        Shown { word: w.t("cluster-two-factor-required"), tone: Tone::Good }
    } else {
        Shown { word: w.t("cluster-two-factor-optional"), tone: Tone::Plain }
    };
    Beside {
        path: it.isp.path(),
        name: it.isp.name,
        numbers: it.figures.map(|it| Numbers {
            online: it.homes.online,
            offline: it.homes.offline,
            in_stock: it.homes.in_stock,
            staff: may_settings.then_some((it.staff.collaborators, it.staff.invitations)),
        }),
        two_factor,
    }
}

/// Who has access to the transaction's ISP through its cluster, if it is in one.
pub(super) async fn through(
    tx: &mut Tx<may::ManageSettings>,
    me: PersonId,
    w: Words,
) -> care::Result<Option<ThroughCluster>> {
    let Some(it) = collaborator::through_cluster(tx).await? else { return Ok(None) };
    let now = tx.time();
    // Whoever is Admin of the ISP alone has no part in the cluster's Settings.
    let mine = it.people.iter().any(|person| person.person == me && person.role == Role::Admin);
    Ok(Some(ThroughCluster {
        settings_href: mine.then(|| format!("{}/settings#collaborators", it.cluster.path())),
        name: it.cluster.name,
        people: it
            .people
            .into_iter()
            .map(|person| ThroughRow {
                email: person.email,
                name: person.name,
                role: w.t(person.role.key()),
                you: person.person == me,
                last_seen: person.last_seen.map(|at| when(at, now, w)),
            })
            .collect(),
    }))
}
