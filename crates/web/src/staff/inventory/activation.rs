//! Activate customer: a router in stock gets a home.

use axum::extract::State;
use axum::response::Response;
use care::Problem;
use care::access::{Permit, may};
use care::customer::Information;
use care::db::RouterId;
use care::inventory;
use serde::Deserialize;
use uuid::Uuid;

use super::super::told::{Done, fields, input, is_for_the_form, whole};
use super::super::views::Activate;
use crate::app::App;
use crate::form::{Form, Path};
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    name: String,
    address: String,
    email: String,
    phone: String,
}

pub(crate) async fn page(
    May(permit): May<may::ChangeInventory>,
    State(app): State<App>,
    Path((_, router)): Path<(String, Uuid)>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let page = form(&permit, &app, &reader, RouterId(router), &Typed::default(), None).await?;
    reader.show(&app, &page)
}

async fn form(
    permit: &Permit<may::ChangeInventory>,
    app: &App,
    reader: &Reader,
    router: RouterId,
    typed: &Typed,
    problem: Option<&Problem>,
) -> Result<Activate, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = permit.read(&app.db).await?;
    let item = inventory::find(&mut tx, router).await?;
    let wrong = problem.and_then(fields);
    let mut chrome = reader.portal(&mut tx, staff, w.t("activate-customer"), "inventory").await?;
    let whole = problem.and_then(|problem| whole(problem, w));
    chrome.tell_problem(whole);
    Ok(Activate {
        w,
        chrome,
        mac: item.mac,
        action: format!("/isps/{}/inventory/{router}/activation", staff.isp.slug),
        name: input(&typed.name, wrong, "name", w),
        address: input(&typed.address, wrong, "address", w),
        email: input(&typed.email, wrong, "email", w),
        phone: input(&typed.phone, wrong, "phone", w),
    })
}

pub(crate) async fn activate(
    May(permit): May<may::ChangeInventory>,
    State(app): State<App>,
    Path((slug, router)): Path<(String, Uuid)>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    let router = RouterId(router);
    let enabled = async {
        let information = Information::parse(&typed.name, &typed.address, &typed.email, &typed.phone)?;
        let mut tx = permit.write(&app.db).await?;
        let customer = inventory::enable(&mut tx, router, &information).await?;
        tx.commit().await?;
        Ok((customer, information.name))
    };
    match enabled.await {
        Ok((customer, name)) => Ok(Done::new("customer-activated")
            .with(name)
            .go(&app, &format!("/isps/{slug}/customers/{customer}"))),
        Err(problem) if is_for_the_form(&problem) => {
            let page = form(&permit, &app, &reader, router, &typed, Some(&problem)).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}
