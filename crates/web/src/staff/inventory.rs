//! The Inventory tab: the list, what adds to it, and what is done with a single router.

pub(super) mod activation;
pub(super) mod deletion;
pub(super) mod export;
mod filter;
pub(super) mod imports;
pub(super) mod labels;

use axum::extract::State;
use axum::response::Response;
use care::Problem;
use care::access::{Ability, Permit, Tx, may};
use care::inventory::{self, Contact, Item, Order, State as Where};
use care::inventory_import::{self, Import};
use care::problem::Fields;
use care::words::Words;
use jiff::Timestamp;
use serde::Deserialize;

use super::told::{Done, connectivity, fields, input, is_for_the_form, when, whole};
use super::views::{Inventory, InventoryFilter, InventoryRow};
use super::wanted::{choice, head, picked, said};
use crate::app::App;
use crate::form::{Form, Query};
use crate::frame::{Reader, why_not};
use crate::may::May;
use crate::problem::Refusal;
use crate::ui::{Choice, Control, Head, Input, Pager, State as Shown, Tone};

pub(crate) use filter::Asked;
use filter::Wanted;

#[derive(Deserialize)]
pub(crate) struct Macs {
    #[serde(default)]
    macs: String,
}

/// What was put into the dialog and cannot be used.
#[derive(Default)]
struct Dialog {
    macs: Input,
    file: Input,
}

pub(crate) async fn page(
    May(permit): May<may::ViewTabs>,
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let problem = asked.read().1.into_result().err();
    let page = view(&permit, &app, &reader, &asked, Dialog::default()).await?;
    match problem {
        Some(problem) => reader.show_again(&app, &problem, &page),
        None => reader.show(&app, &page),
    }
}

async fn view(
    permit: &Permit<may::ViewTabs>,
    app: &App,
    reader: &Reader,
    asked: &Asked,
    dialog: Dialog,
) -> Result<Inventory, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let href = format!("{}/inventory", staff.isp.path());
    let (wanted, wrong) = asked.read();
    let mut tx = permit.read(&app.db).await?;
    let why = why_not(&mut tx, staff.role, Ability::ChangeInventory, w).await?;
    let after = asked.after();
    let page = inventory::list(&mut tx, &wanted.filter, wanted.order(), after.as_ref()).await?;
    let imports = if why.is_none() { inventory_import::open(&mut tx).await? } else { Vec::new() };
    let now = tx.time();
    let here = wanted.query(None);
    let add = format!("{href}{here}{}add", if here.is_empty() { "?" } else { "&" });
    Ok(Inventory {
        w,
        chrome: reader.portal(&mut tx, staff, w.t("tab-inventory"), "inventory").await?,
        add: Control { href: add, why: why.clone() },
        add_action: format!("{href}{here}"),
        add_open: why.is_none()
            && (asked.add.is_some() || dialog.macs.error.is_some() || dialog.file.error.is_some()),
        macs: dialog.macs,
        file: dialog.file,
        total: inventory::count(&mut tx).await?.unsigned_abs(),
        filter: form(&mut tx, asked, (&wanted, &wrong), w).await?,
        filtered: wanted.filter != inventory::Filter::default(),
        csv_href: format!("{href}.csv{here}"),
        labels: Control { href: format!("{href}/labels{here}"), why: why.clone() },
        imports: imports.iter().map(|it| waiting(it, &href, w)).collect(),
        heads: heads(&wanted, &href, w),
        rows: page.rows.iter().map(|it| row(it, &href, why.clone(), now, w)).collect(),
        pager: Pager {
            newer: after.is_some().then(|| format!("{href}{here}")),
            older: page.next.map(|next| format!("{href}{}", wanted.query(Some(&next)))),
        },
        read_only: why,
        also: super::deactivated::link(&mut tx, &staff.isp.path(), w).await?.into_iter().collect(),
        href,
    })
}

async fn form(
    tx: &mut Tx<may::ViewTabs>,
    asked: &Asked,
    (wanted, wrong): (&Wanted, &Fields),
    w: Words,
) -> Result<InventoryFilter, Refusal> {
    let states = Where::ALL.map(|it| {
        let word = match it {
            Where::InStock => w.t("in-stock"),
            Where::Enabled => w.t("enabled"),
        };
        (it.as_str().to_owned(), word)
    });
    let contacts = Contact::ALL.map(|it| {
        let word = match it {
            Contact::Online => w.t("tab-online"),
            Contact::Offline => w.t("tab-offline"),
            Contact::Never => w.t("never-seen"),
        };
        (it.as_str().to_owned(), word)
    });
    Ok(InventoryFilter {
        state: choice(&asked.state, w.t("any-state"), states),
        contact: choice(&asked.contact, w.t("any-contact"), contacts),
        model: said(&asked.model, w.t("any-model"), inventory::models(tx).await?),
        firmware: firmwares(&asked.firmware, inventory::firmwares(tx).await?, w),
        mac: input(&asked.mac, Some(wrong), "mac", w),
        sort: Choice(
            picked(wanted.order().as_str()),
            Order::ALL.map(|it| (it.as_str().to_owned(), w.t(sorted(it)))).to_vec(),
        ),
    })
}

/// The firmware that there is, and that of routers which have told none.
fn firmwares(asked: &str, known: Vec<String>, w: Words) -> Choice {
    let Choice(picked, mut options) = match asked {
        inventory::UNTOLD => choice(asked, w.t("any-firmware"), known.into_iter().map(|it| (it.clone(), it))),
        _ => said(asked, w.t("any-firmware"), known),
    };
    options.push((inventory::UNTOLD.to_owned(), w.t("not-reported")));
    Choice(picked, options)
}

/// The heads of the columns, but for that of what can be done.
fn heads(wanted: &Wanted, href: &str, w: Words) -> Vec<Head> {
    let order = wanted.order().as_str();
    let address = |order: &'static str| {
        let other = Wanted { filter: wanted.filter.clone(), order: order.parse().ok() };
        format!("{href}{}", other.query(None))
    };
    vec![
        head("mac", [("mac", false), ("mac-down", true)], order, address, w),
        Head::plain(w.t("state")),
        head("model", [("model", false), ("model-down", true)], order, address, w),
        Head::plain(w.t("customer")),
        Head::plain(w.t("last-seen")),
    ]
}

/// The message key of an order's name.
fn sorted(order: Order) -> &'static str {
    match order.as_str() {
        "newest" => "sort-newest",
        "oldest" => "sort-oldest",
        "mac" => "sort-mac",
        "mac-down" => "sort-mac-down",
        "model" => "sort-model",
        "model-down" => "sort-model-down",
        "firmware" => "sort-firmware",
        _ => "sort-firmware-down",
    }
}

/// An import that somebody left, and the way back to it.
fn waiting(it: &Import, href: &str, w: Words) -> (String, String) {
    let text = match it.state {
        inventory_import::State::Ready => w.t2("import-waits", "file", &it.file, "n", it.good),
        _ => w.t1("import-works", "file", &it.file),
    };
    (text, format!("{href}/imports/{}", it.id))
}

fn row(it: &Item, href: &str, why: Option<String>, now: Timestamp, w: Words) -> InventoryRow {
    let act = |what: &str| {
        let control = Control { href: format!("{href}/{}/{what}", it.id), why: why.clone() };
        it.customer.is_none().then_some(control)
    };
    let state = match it.customer {
        Some(_) => Shown { word: w.t("enabled"), tone: Tone::Good },
        None => Shown { word: w.t("in-stock"), tone: Tone::Plain },
    };
    let isp = href.trim_end_matches("/inventory");
    InventoryRow {
        key: it.id.to_string(),
        mac: it.mac.clone(),
        added: when(it.added_at, now, w),
        state,
        model: it.hardware.clone(),
        firmware: it.firmware.clone(),
        customer: it.customer.as_ref().map(|(id, name)| (name.clone(), format!("{isp}/customers/{id}"))),
        contact: it.last_report.map(|at| (connectivity(it.online, false, w), when(at, now, w))),
        enable: act("activation"),
        delete: act("deletion"),
    }
}

pub(crate) async fn add(
    May(permit): May<may::ChangeInventory>,
    viewer: May<may::ViewTabs>,
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
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
            // The reader is back in the list as it was filtered, at its start.
            let list = format!("{}/inventory{}", permit.staff()?.isp.path(), asked.read().0.query(None));
            Ok(Done::new("inventory-added").with(count).go(&app, &list))
        }
        Err(problem) if is_for_the_form(&problem) => {
            let macs = Input { value: typed.macs, error: Some(reasons(&problem, reader.w)) };
            let dialog = Dialog { macs, ..Dialog::default() };
            let page = view(&viewer.0, &app, &reader, &asked, dialog).await?;
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
