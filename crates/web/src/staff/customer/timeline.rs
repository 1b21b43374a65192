//! The tab Timeline: everything that happened at a home, by whom, in the home's own time; and the same as a file.

mod filter;

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use care::access::{Ability, Permit, may};
use care::audit::Details;
use care::customer::{self, Customer};
use care::db::CustomerId;
use care::page::After;
use care::problem::{Fields, Problem};
use care::timeline::{self, Entry, Group};
use care::words::{Words, calendar};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::head::{Around, Tab, head_of};
use super::look::Look;
use crate::app::App;
use crate::form::{Path, Query};
use crate::frame::{Reader, why_not};
use crate::may::May;
use crate::problem::Refusal;
use crate::staff::audit::telling;
use crate::staff::file::{self, CSV, harmless, table};
use crate::staff::overview::after;
use crate::staff::told::{actor, input, sentence};
use crate::staff::views::{CustomerTimeline, TimelineFilter, TimelineRow};
use crate::ui::Pager;
use filter::{Asked, Wanted};

/// The table's columns.
const COLUMNS: [&str; 10] =
    ["time", "local_time", "zone", "kind", "what", "who", "who_kind", "who_id", "details", "id"];

pub(crate) async fn page(
    May(permit): May<may::ViewCustomers>,
    (viewer, look): (May<may::ViewTabs>, Look),
    State(app): State<App>,
    Path((_, id)): Path<(String, Uuid)>,
    Query(asked): Query<Asked>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let (w, staff, id) = (reader.w, permit.staff()?, CustomerId(id));
    let why = why_not(&mut viewer.0.read(&app.db).await?, staff.role, Ability::DeactivateCustomer, w).await?;
    let (wanted, wrong) = asked.read();
    let mut tx = permit.read(&app.db).await?;
    let customer = customer::find(&mut tx, id).await?;
    let head = head_of(&mut tx, &customer, &Around { staff, tab: Tab::Timeline, why, w }).await?;
    let page = timeline::of_customer(&mut tx, id, wanted.filter, after(asked.after.as_deref())).await?;
    let people = timeline::people_of(&mut tx, id).await?;
    let people = people.into_iter().map(|(id, called)| (id.to_string(), called)).collect();
    let chrome = reader.portal(&mut tx, staff, title(&customer, w), "").await?;
    look.note(tx, (&permit, &app), id).await?;
    let href = format!("{}/customers/{id}/timeline", staff.isp.path());
    let zone = customer.zone().time_zone();
    let page = CustomerTimeline {
        w,
        chrome,
        customer: head,
        filter: form(&asked, people, &wrong, w),
        filtered: wanted != Wanted::default(),
        csv_href: format!("{href}.csv{}", wanted.query(None)),
        zone: customer.zone().to_string(),
        rows: page.rows.iter().map(|it| row(it, &zone, &href, w)).collect(),
        pager: Pager {
            newer: asked.after.as_ref().map(|_| format!("{href}{}", wanted.query(None))),
            older: page.next.map(|next| format!("{href}{}", wanted.query(Some(next)))),
        },
        href,
    };
    match wrong.into_result() {
        Ok(()) => reader.show(&app, &page),
        Err(problem) => reader.show_again(&app, &problem, &page),
    }
}

fn title(customer: &Customer, w: Words) -> String {
    format!("{} · {}", w.t("tab-timeline"), customer.account.information.name)
}

fn form(asked: &Asked, people: Vec<(String, String)>, wrong: &Fields, w: Words) -> TimelineFilter {
    let all = |key: &str| vec![(String::new(), w.t(key))];
    let groups = Group::ALL.map(|it| (it.as_str().to_owned(), w.t(it.key())));
    TimelineFilter {
        what: (
            input(&asked.what, Some(wrong), "what", w),
            [all("history-anything"), groups.to_vec()].concat(),
        ),
        who: (input(&asked.who, Some(wrong), "who", w), [all("audit-anybody"), people].concat()),
    }
}

/// What happened, in words. At a home it goes without saying which.
fn told(it: &Entry, w: Words) -> String {
    sentence(&it.kind, actor(it, w), w.t("history-this-home"), &it.details, w)
}

/// The details of an entry, without whose home it was where that is all their name says.
fn of_the_home(it: &Entry) -> Details {
    let mut details = it.details.clone();
    if it.kind.starts_with("issue-") {
        details.remove("name");
    }
    details
}

fn row(it: &Entry, zone: &TimeZone, href: &str, w: Words) -> TimelineRow {
    let text = told(it, w);
    let local = it.at.to_zoned(zone.clone());
    TimelineRow {
        iso: it.at.to_string(),
        day: calendar::said_at("%a %-d %b %Y", &local, w),
        time: local.strftime("%H:%M:%S %Z").to_string(),
        facts: telling::facts(Some(&of_the_home(it)), &text, w),
        text,
        who: actor(it, w),
        who_href: it.actor.map(|id| format!("{href}?who={id}")),
    }
}

pub(crate) async fn csv(
    May(permit): May<may::ViewCustomers>,
    look: Look,
    State(app): State<App>,
    Path((_, id)): Path<(String, Uuid)>,
    Query(asked): Query<Asked>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let (wanted, wrong) = asked.read();
    wrong.into_result()?;
    let (id, w) = (CustomerId(id), reader.w);
    let mut tx = permit.read(&app.db).await?;
    let customer = customer::find(&mut tx, id).await?;
    look.note(tx, (&permit, &app), id).await?;
    let head = table(|it| it.write_record(COLUMNS))?;
    let name = format!("timeline-{id}.csv");
    let reading: Arc<(Permit<may::ViewCustomers>, App)> = Arc::new((permit, app.clone()));
    let zone = customer.zone().clone();
    let read = move |from: After| {
        let (reading, zone) = (Arc::clone(&reading), zone.clone());
        async move {
            let (permit, app) = &*reading;
            let mut tx = permit.read(&app.db).await?;
            let page = timeline::of_customer(&mut tx, id, wanted.filter, from).await?;
            Ok((rows(&page.rows, (zone.as_str(), &zone.time_zone()), w)?, page.next))
        }
    };
    Ok(file::send(&app, (&name, CSV), head, After::START, read))
}

fn rows(entries: &[Entry], (name, zone): (&str, &TimeZone), w: Words) -> Result<Vec<u8>, Problem> {
    let local = |at: Timestamp| at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S%:z").to_string();
    table(|table| {
        entries.iter().try_for_each(|it| {
            let cells = [
                it.at.to_string(),
                local(it.at),
                name.to_owned(),
                it.kind.clone(),
                told(it, w),
                actor(it, w),
                it.actor_kind.clone(),
                it.actor.map(|id| id.to_string()).unwrap_or_default(),
                serde_json::Value::Object(it.details.clone()).to_string(),
                it.id.to_string(),
            ];
            table.write_record(cells.map(harmless))
        })
    })
}
