//! Printing labels: which routers, and the sheet for the printer.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use care::Problem;
use care::access::{Permit, may};
use care::claim;
use care::db::RouterId;
use care::inventory;

use super::Asked;
use crate::app::App;
use crate::form::{Form, Query};
use crate::frame::Reader;
use crate::may::{Fresh, May};
use crate::problem::Refusal;
use crate::staff::told::{is_for_the_form, whole};
use crate::staff::views::{LabelRow, Labels, PickRow, Sheet};
use crate::ui::qr::drawn;
use crate::ui::{Pager, State as Shown, Tone};

/// Begins the name of the field of a router that is chosen; its id follows.
const CHOSEN: &str = "router-";

pub(crate) async fn page(
    Fresh(May(permit)): Fresh<May<may::ChangeInventory>>,
    viewer: May<may::ViewTabs>,
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    reader.show(&app, &view(&permit, &viewer.0, &app, &reader, &asked, None).await?)
}

async fn view(
    permit: &Permit<may::ChangeInventory>,
    viewer: &Permit<may::ViewTabs>,
    app: &App,
    reader: &Reader,
    asked: &Asked,
    problem: Option<&Problem>,
) -> Result<Labels, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let list = format!("{}/inventory", staff.isp.path());
    let (wanted, _) = asked.read();
    let (after, here) = (asked.after(), wanted.query(None));
    let mut tx = viewer.read(&app.db).await?;
    let page = inventory::list(&mut tx, &wanted.filter, wanted.order(), after.as_ref()).await?;
    let rows = page.rows.into_iter().map(|it| PickRow {
        id: it.id.to_string(),
        mac: it.mac,
        model: it.hardware,
        state: match it.customer {
            Some(_) => Shown { word: w.t("enabled"), tone: Tone::Good },
            None => Shown { word: w.t("in-stock"), tone: Tone::Plain },
        },
        customer: it.customer.map(|(_, name)| name),
    });
    Ok(Labels {
        w,
        rows: rows.collect(),
        chrome: reader.portal(&mut tx, staff, w.t("labels"), "inventory").await?,
        back: format!("{list}{here}"),
        action: format!("{list}/labels{here}"),
        pager: Pager {
            newer: after.is_some().then(|| format!("{list}/labels{here}")),
            older: page.next.map(|next| format!("{list}/labels{}", wanted.query(Some(&next)))),
        },
        problem: problem.and_then(|problem| whole(problem, w)),
    })
}

/// Makes the labels and shows them, this once.
pub(crate) async fn print(
    May(permit): May<may::ChangeInventory>,
    viewer: May<may::ViewTabs>,
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
    Form(chosen): Form<BTreeMap<String, String>>,
) -> Result<Response, Refusal> {
    let routers: Vec<RouterId> =
        chosen.keys().filter_map(|name| name.strip_prefix(CHOSEN)?.parse().ok().map(RouterId)).collect();
    let mut tx = permit.write(&app.db).await?;
    let labels = match claim::print(&mut tx, &app.labels, &routers).await {
        Ok(labels) => labels,
        Err(problem) if is_for_the_form(&problem) => {
            drop(tx);
            let page = view(&permit, &viewer.0, &app, &reader, &asked, Some(&problem)).await?;
            return reader.show_again(&app, &problem, &page);
        }
        Err(problem) => return Err(problem.into()),
    };
    let (w, staff, site) = (reader.w, permit.staff()?, tx.site());
    let label = |it: claim::Label| -> care::Result<LabelRow> {
        Ok(LabelRow {
            mac: it.mac,
            model: it.model,
            qr: drawn(&it.code.address(&site))?,
            code: it.code.reveal(),
        })
    };
    let sheet = Sheet {
        w,
        labels: labels.into_iter().map(label).collect::<care::Result<_>>()?,
        chrome: reader.bare("labels", Some(&staff.isp)),
        back: format!("{}/inventory{}", staff.isp.path(), asked.read().0.query(None)),
    };
    tx.commit().await?;
    reader.show(&app, &sheet)
}
