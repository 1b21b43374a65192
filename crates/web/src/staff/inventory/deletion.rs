//! Deleting a router in stock: asked first, then done.

use axum::extract::State;
use axum::response::Response;
use care::Problem;
use care::access::may;
use care::db::RouterId;
use care::inventory;
use care::words::Say;
use uuid::Uuid;

use super::super::told::Done;
use super::super::views::Confirm;
use crate::app::App;
use crate::form::Path;
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;

/// Asks first.
pub(crate) async fn ask(
    May(permit): May<may::ChangeInventory>,
    State(app): State<App>,
    Path((_, router)): Path<(String, Uuid)>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = permit.read(&app.db).await?;
    let item = inventory::find(&mut tx, RouterId(router)).await?;
    if item.customer.is_some() {
        return Err(Problem::Conflict(Say::new("router-not-in-stock")).into());
    }
    let list = format!("{}/inventory", staff.isp.path());
    let page = Confirm {
        w,
        chrome: reader.portal(&mut tx, staff, w.t("delete-router"), "inventory").await?,
        back: (list.clone(), w.t("tab-inventory")),
        title: w.t("delete-router"),
        text: vec![w.t1("delete-router-text", "mac", &item.mac), w.t("delete-router-then")],
        action: format!("{list}/{router}/deletion"),
        hidden: Vec::new(),
        label: w.t("delete"),
        danger: true,
    };
    reader.show(&app, &page)
}

/// Does it.
pub(crate) async fn delete(
    May(permit): May<may::ChangeInventory>,
    State(app): State<App>,
    Path((slug, router)): Path<(String, Uuid)>,
) -> Result<Response, Refusal> {
    let router = RouterId(router);
    let mut tx = permit.write(&app.db).await?;
    let mac = inventory::find(&mut tx, router).await?.mac;
    inventory::delete(&mut tx, &[router]).await?;
    tx.commit().await?;
    Ok(Done::new("router-deleted").with(mac).go(&app, &format!("/isps/{slug}/inventory")))
}
