//! The Inventory tab, and Activate customer.

use axum::extract::State;
use axum::response::Response;
use care::Problem;
use care::access::{Ability, Permit, may};
use care::customer::Information;
use care::db::RouterId;
use care::inventory::{self, Item};
use care::words::Words;
use jiff::Timestamp;
use serde::Deserialize;
use uuid::Uuid;

use super::overview::after;
use super::told::{Done, fields, input, is_for_the_form, when, whole};
use super::views::{Activate, Inventory, InventoryRow};
use crate::app::App;
use crate::form::{Form, Path, Query};
use crate::frame::{Reader, why_not};
use crate::may::May;
use crate::problem::Refusal;
use crate::ui::{Banner, BannerKind, Control, Input, Pager, State as Shown, Tone};

#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    after: Option<String>,
    add: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Macs {
    #[serde(default)]
    macs: String,
}

pub(crate) async fn page(
    May(permit): May<may::ViewTabs>,
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let page = view(&permit, &app, &reader, &asked, Input::default()).await?;
    reader.show(&app, &page)
}

async fn view(
    permit: &Permit<may::ViewTabs>,
    app: &App,
    reader: &Reader,
    asked: &Asked,
    macs: Input,
) -> Result<Inventory, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let prefix = format!("/isps/{}/inventory", staff.isp.slug);
    let mut tx = permit.read(&app.db).await?;
    let why = why_not(&mut tx, staff.role, Ability::ChangeInventory, w).await?;
    let page = inventory::list(&mut tx, after(asked.after.as_deref())).await?;
    let total = inventory::count(&mut tx).await?;
    let now = tx.time();
    let rows = page.rows.iter().map(|it| row(it, &staff.isp.slug, why.clone(), now, w)).collect();
    Ok(Inventory {
        w,
        chrome: reader.portal(&mut tx, staff, w.t("tab-inventory"), "inventory").await?,
        add: Control { href: format!("{prefix}?add"), why: why.clone() },
        add_open: why.is_none() && (asked.add.is_some() || macs.error.is_some()),
        macs,
        read_only: why,
        total: total.unsigned_abs(),
        rows,
        pager: Pager {
            newer: asked.after.as_ref().map(|_| prefix.clone()),
            older: page.next.map(|next| format!("{prefix}?after={next}")),
        },
    })
}

fn row(it: &Item, slug: &str, why: Option<String>, now: Timestamp, w: Words) -> InventoryRow {
    let (state, enable) = match it.customer {
        Some(_) => (Shown { word: w.t("enabled"), tone: Tone::Good }, None),
        None => {
            let href = format!("/isps/{slug}/inventory/{}/activation", it.id);
            (Shown { word: w.t("in-stock"), tone: Tone::Plain }, Some(Control { href, why }))
        }
    };
    InventoryRow {
        key: it.id.to_string(),
        mac: it.mac.clone(),
        state,
        model: it.hardware.clone(),
        customer: it
            .customer
            .as_ref()
            .map(|(id, name)| (name.clone(), format!("/isps/{slug}/customers/{id}"))),
        last_seen: it.last_report.map(|at| when(at, now, w)),
        enable,
        delete: None,
    }
}

pub(crate) async fn add(
    May(permit): May<may::ChangeInventory>,
    viewer: May<may::ViewTabs>,
    State(app): State<App>,
    reader: Reader,
    Form(typed): Form<Macs>,
) -> Result<Response, Refusal> {
    let added = async {
        let mut tx = permit.write(&app.db).await?;
        let count = inventory::add(&mut tx, &typed.macs).await?;
        tx.commit().await?;
        Ok(count)
    };
    match added.await {
        Ok(count) => {
            let list = format!("/isps/{}/inventory", permit.staff()?.isp.slug);
            Ok(Done::new("inventory-added").with(count).go(&app, &list))
        }
        Err(problem) if is_for_the_form(&problem) => {
            let macs = Input { value: typed.macs, error: Some(reasons(&problem, reader.w)) };
            let page = view(&viewer.0, &app, &reader, &Asked::default(), macs).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// All that is wrong with the pasted MACs, the first few in full.
fn reasons(problem: &Problem, w: Words) -> String {
    const SHOWN: usize = 5;
    let Some(fields) = fields(problem) else { return whole(problem, w).unwrap_or_default() };
    let all: Vec<String> = fields.iter().map(|(_, why)| w.say(why)).collect();
    let mut text = all.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(" ");
    if all.len() > SHOWN {
        text.push(' ');
        text.push_str(&w.t1("macs-and-more", "n", all.len() - SHOWN));
    }
    text
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    name: String,
    address: String,
    email: String,
    phone: String,
}

pub(crate) async fn activation(
    May(permit): May<may::ChangeInventory>,
    State(app): State<App>,
    Path((_, router)): Path<(String, Uuid)>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let page = activate_page(&permit, &app, &reader, RouterId(router), &Typed::default(), None).await?;
    reader.show(&app, &page)
}

async fn activate_page(
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
    chrome.banner = whole.map(|text| Banner { kind: BannerKind::Problem, text }).or(chrome.banner);
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
            let page = activate_page(&permit, &app, &reader, router, &typed, Some(&problem)).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}
