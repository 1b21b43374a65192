//! Deactivating a customer, and taking it back.

use axum::extract::State;
use axum::response::Response;
use care::access::may;
use care::customer;
use care::db::CustomerId;
use care::words::Say;
use care::{Problem, deactivation};
use uuid::Uuid;

use crate::app::App;
use crate::form::Path;
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;
use crate::staff::told::Done;
use crate::staff::views::Confirm;

/// The question, with all that will happen.
pub(crate) async fn ask(
    May(permit): May<may::DeactivateCustomer>,
    looker: May<may::ViewCustomers>,
    State(app): State<App>,
    Path((slug, id)): Path<(String, Uuid)>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = looker.0.read(&app.db).await?;
    let customer = customer::find(&mut tx, CustomerId(id)).await?;
    if customer.closed_at.is_some() {
        return Err(Problem::Conflict(Say::new("customer-is-closed")).into());
    }
    if deactivation::is_own_home(&mut tx, &customer).await? {
        return Err(Problem::Conflict(Say::new("deactivate-own-home")).into());
    }
    let name = customer.account.information.name;
    let href = format!("/isps/{slug}/customers/{id}");
    let page = Confirm {
        w,
        chrome: reader.portal(&mut tx, staff, w.t("deactivate-title"), "").await?,
        back: (format!("{href}/settings"), name.clone()),
        title: w.t("deactivate-title"),
        text: vec![
            w.t1("deactivate-text", "name", name),
            w.t("deactivate-router"),
            w.t("deactivate-data"),
            w.t1("deactivate-erased", "days", customer.isp.retention_days),
        ],
        action: format!("{href}/deactivation"),
        hidden: Vec::new(),
        label: w.t("deactivate"),
        danger: true,
    };
    reader.show(&app, &page)
}

pub(crate) async fn deactivate(
    May(permit): May<may::DeactivateCustomer>,
    State(app): State<App>,
    Path((slug, id)): Path<(String, Uuid)>,
) -> Result<Response, Refusal> {
    let mut tx = permit.write(&app.db).await?;
    let name = deactivation::deactivate(&mut tx, CustomerId(id)).await?;
    tx.commit().await?;
    Ok(Done::new("customer-deactivated").with(name).go(&app, &format!("/isps/{slug}/customers/{id}")))
}

pub(crate) async fn restore(
    May(permit): May<may::DeactivateCustomer>,
    State(app): State<App>,
    Path((slug, id)): Path<(String, Uuid)>,
) -> Result<Response, Refusal> {
    let mut tx = permit.write(&app.db).await?;
    let restored = deactivation::restore(&mut tx, CustomerId(id)).await?;
    tx.commit().await?;
    let said = if restored.with_router {
        Done::new("customer-restored")
    } else {
        Done::new("customer-restored-alone")
    };
    Ok(said.with(restored.name).go(&app, &format!("/isps/{slug}/customers/{id}")))
}
