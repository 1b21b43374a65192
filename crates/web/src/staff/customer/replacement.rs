//! Replace router: a home gets another router from stock, or one at all.

use axum::extract::State;
use axum::response::Response;
use care::access::{Permit, may};
use care::db::CustomerId;
use care::words::Say;
use care::{Problem, customer, inventory, router};
use serde::Deserialize;
use uuid::Uuid;

use crate::app::App;
use crate::form::{Form, Path};
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;
use crate::staff::told::{Done, fields, input, is_for_the_form, whole};
use crate::staff::views::Replace;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    mac: String,
}

pub(crate) async fn page(
    May(permit): May<may::ChangeInventory>,
    May(looker): May<may::ViewCustomers>,
    State(app): State<App>,
    Path((_, id)): Path<(String, Uuid)>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let page = form((&permit, &looker), &app, &reader, CustomerId(id), &Typed::default(), None).await?;
    reader.show(&app, &page)
}

async fn form(
    (permit, looker): (&Permit<may::ChangeInventory>, &Permit<may::ViewCustomers>),
    app: &App,
    reader: &Reader,
    id: CustomerId,
    typed: &Typed,
    problem: Option<&Problem>,
) -> Result<Replace, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = looker.read(&app.db).await?;
    let customer = customer::find(&mut tx, id).await?;
    if customer.closed_at.is_some() {
        return Err(Problem::Conflict(Say::new("customer-is-closed")).into());
    }
    let router = router::of_customer(&mut tx, id).await?;
    let mut chrome = reader.portal(&mut tx, staff, w.t("replace-router"), "").await?;
    let wrong = problem.and_then(|problem| whole(problem, w));
    chrome.tell_problem(wrong);
    let href = format!("{}/customers/{id}", staff.isp.path());
    Ok(Replace {
        w,
        chrome,
        action: format!("{href}/router"),
        back: href,
        name: customer.account.information.name,
        router: router.map(|it| (it.hardware.unwrap_or_default(), it.mac)),
        mac: input(&typed.mac, problem.and_then(fields), "mac", w),
    })
}

pub(crate) async fn replace(
    May(permit): May<may::ChangeInventory>,
    May(looker): May<may::ViewCustomers>,
    State(app): State<App>,
    Path((slug, id)): Path<(String, Uuid)>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    let id = CustomerId(id);
    let replaced = async {
        let mut tx = permit.write(&app.db).await?;
        let replaced = inventory::replace(&mut tx, id, &typed.mac).await?;
        tx.commit().await?;
        Ok(replaced)
    };
    match replaced.await {
        Ok(it) => {
            Ok(Done::new("router-replaced").with(it.name).go(&app, &format!("/isps/{slug}/customers/{id}")))
        }
        Err(problem) if is_for_the_form(&problem) => {
            let page = form((&permit, &looker), &app, &reader, id, &typed, Some(&problem)).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}
