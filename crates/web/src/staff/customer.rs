//! A customer account: the Overview, and the tabs beside it.

pub(crate) mod deactivation;
mod head;
mod look;
pub(crate) mod replacement;
pub(crate) mod settings;
pub(crate) mod timeline;
pub(crate) mod users;

use axum::extract::State;
use axum::response::Response;
use care::access::{Ability, may};
use care::db::{CustomerId, RouterId};
use care::{customer, known_issue, router};
use serde::Deserialize;
use uuid::Uuid;

use super::graphs::graphs;
use super::known_issues::telling::brief;
use super::told::{Done, when};
use super::views::{ClosedCustomer, Customer, WifiRow};
use crate::app::App;
use crate::form::{Path, Query};
use crate::frame::{Reader, why_not};
use crate::may::May;
use crate::problem::Refusal;
use crate::ui::{Control, State as Shown, Tone};
use head::{Around, Tab, head};
use look::Look;

#[derive(Deserialize)]
pub(crate) struct Asked {
    over: Option<String>,
}

pub(crate) async fn page(
    May(permit): May<may::ViewCustomers>,
    viewer: May<may::ViewTabs>,
    State(app): State<App>,
    Path((slug, id)): Path<(String, Uuid)>,
    reader: Reader,
    Query(asked): Query<Asked>,
    look: Look,
) -> Result<Response, Refusal> {
    let (w, staff, id) = (reader.w, permit.staff()?, CustomerId(id));
    let [why, why_not_deactivate, why_not_replace] = {
        let mut tx = viewer.0.read(&app.db).await?;
        [
            why_not(&mut tx, staff.role, Ability::ChangeRouterSettings, w).await?,
            why_not(&mut tx, staff.role, Ability::DeactivateCustomer, w).await?,
            why_not(&mut tx, staff.role, Ability::ChangeInventory, w).await?,
        ]
    };
    let mut tx = permit.read(&app.db).await?;
    let customer = customer::find(&mut tx, id).await?;
    let router = router::of_customer(&mut tx, id).await?;
    let now = tx.time();
    let around = Around { staff, tab: Tab::Overview, why: why_not_deactivate, w };
    let head = head(&mut tx, &customer, router.as_ref(), &around).await?;
    let graphs = match &router {
        Some(router) => {
            let (zone, href) = (customer.zone().time_zone(), format!("{}/customers/{id}", staff.isp.path()));
            graphs(&mut tx, &customer, router, asked.over.as_deref(), &zone, (&href, w)).await?
        }
        None => None,
    };
    let issues = known_issue::of_customer(&mut tx, id).await?;
    let name = customer.account.information.name;
    let chrome = reader.portal(&mut tx, staff, name, "").await?;
    look.note(tx, (&permit, &app), id).await?;
    let replace = Control { href: format!("/isps/{slug}/customers/{id}/router"), why: why_not_replace };
    let without = match (customer.closed_at, &router) {
        (Some(_), _) => Some((w.t("closed-empty"), w.t("closed-empty-text"))),
        (None, None) => Some((w.t("no-router-empty"), w.t("no-router-empty-text"))),
        (None, Some(_)) => None,
    };
    if let Some((title, text)) = without {
        let replace = customer.closed_at.is_none().then_some(replace);
        return reader.show(&app, &ClosedCustomer { w, chrome, customer: head, title, text, replace });
    }
    let status = router.as_ref().map(|router| router.status.clone()).unwrap_or_default();
    let warnings = [(status.no_dns, "warning-no-dns"), (status.clock_was_wrong, "warning-clock")];
    let page = Customer {
        w,
        chrome,
        customer: head,
        since: router.as_ref().filter(|it| it.last_report.is_some()).map(|it| when(it.since, now, w)),
        last_report: router.as_ref().and_then(|it| it.last_report).map(|at| when(at, now, w)),
        booted: router.as_ref().and_then(|it| it.booted_at).map(|at| when(at, now, w)),
        wan_address: status.wan_ipv4.or(status.wan_ipv6),
        lan_address: status.lan_ipv4.or(status.lan_ipv6),
        cpu: status.cpu_percent,
        memory_available: status.memory_available_percent,
        warnings: warnings
            .into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, key)| Shown { word: w.t(key), tone: Tone::Warning })
            .collect(),
        model: router.as_ref().and_then(|it| it.hardware.clone()),
        firmware: router.as_ref().and_then(|it| it.firmware.clone()),
        mac: router.as_ref().map(|it| it.mac.clone()).unwrap_or_default(),
        agent_version: router.as_ref().and_then(|it| it.agent_version.clone()),
        activated: when(customer.created_at, now, w),
        wifi: router.as_ref().map_or_else(Vec::new, |it| {
            it.wifi
                .iter()
                .map(|network| WifiRow {
                    name: if network.name.is_empty() { w.t("wifi-hidden") } else { network.name.clone() },
                    band: network.band.clone().unwrap_or_default(),
                    channel: network.channel,
                    devices: network.devices,
                })
                .collect()
        }),
        issues: issues.iter().map(|it| brief(it, &staff.isp.path(), now, w)).collect(),
        graphs,
        replace,
        window_until: router.as_ref().and_then(|it| it.window_until).map(|at| when(at, now, w)),
        new_certificate: router
            .as_ref()
            .map(|it| Control { href: format!("/isps/{slug}/routers/{}/certificate-windows", it.id), why }),
    };
    reader.show(&app, &page)
}

/// Lets the router fetch a new certificate for an hour; the one it has is void at once.
pub(crate) async fn open_certificate_window(
    May(permit): May<may::ChangeRouterSettings>,
    State(app): State<App>,
    Path((slug, router)): Path<(String, Uuid)>,
) -> Result<Response, Refusal> {
    let mut tx = permit.write(&app.db).await?;
    let customer = router::open_window(&mut tx, RouterId(router)).await?;
    tx.commit().await?;
    let back = match customer {
        Some(customer) => format!("/isps/{slug}/customers/{customer}"),
        None => format!("/isps/{slug}/inventory"),
    };
    Ok(Done::new("certificate-window").go(&app, &back))
}
