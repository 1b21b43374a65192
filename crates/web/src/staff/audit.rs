//! The audit log: a page of Settings, and the same as a file.

mod export;
mod filter;
pub(super) mod telling;

use axum::extract::State;
use axum::response::Response;
use care::access::{Permit, may};
use care::audit::{self, Entry};
use care::words::Words;
use care::{Problem, collaborator};

use super::overview::after;
use super::told::input;
use super::views::{Audit, AuditFilter, AuditRow};
use crate::app::App;
use crate::form::Query;
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;
use crate::ui::Pager;

pub(crate) use export::{csv, json_lines};
use filter::{Asked, Wanted};

pub(crate) async fn page(
    May(permit): May<may::ManageSettings>,
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let (wanted, wrong) = asked.read();
    let problem = wrong.into_result().err();
    let page = view(&permit, &app, &reader, (&asked, &wanted, problem.as_ref())).await?;
    match problem {
        Some(problem) => reader.show_again(&app, &problem, &page),
        None => reader.show(&app, &page),
    }
}

async fn view(
    permit: &Permit<may::ManageSettings>,
    app: &App,
    reader: &Reader,
    (asked, wanted, problem): (&Asked, &Wanted, Option<&Problem>),
) -> Result<Audit, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let href = format!("{}/settings/audit", staff.isp.path());
    let mut tx = permit.read(&app.db).await?;
    let page = audit::list(&mut tx, &wanted.filter, after(asked.after.as_deref())).await?;
    let people = collaborator::list(&mut tx).await?;
    let people = people.into_iter().map(|it| {
        let called = if it.name.is_empty() { it.email } else { it.name };
        (it.person.to_string(), called)
    });
    let mut people: Vec<(String, String)> = people.collect();
    if let Some(gone) = wanted.filter.person.filter(|id| people.iter().all(|(it, _)| *it != id.to_string())) {
        // Somebody who is no collaborator any more is called as in what they did last.
        let called = page.rows.first().map_or_else(|| w.t("audit-somebody"), |it| telling::who(it, w));
        people.push((gone.to_string(), called));
    }
    Ok(Audit {
        w,
        chrome: reader.portal(&mut tx, staff, w.t("audit-log"), "settings").await?,
        filter: form(asked, people, problem, w),
        filtered: *wanted != Wanted::default(),
        csv_href: format!("{href}.csv{}", wanted.query(None)),
        json_href: format!("{href}.jsonl{}", wanted.query(None)),
        rows: page.rows.iter().map(|it| row(it, &href, w)).collect(),
        pager: Pager {
            newer: asked.after.as_ref().map(|_| format!("{href}{}", wanted.query(None))),
            older: page.next.map(|next| format!("{href}{}", wanted.query(Some(next)))),
        },
        href,
    })
}

fn form(asked: &Asked, people: Vec<(String, String)>, problem: Option<&Problem>, w: Words) -> AuditFilter {
    let wrong = problem.and_then(super::told::fields);
    let all = |key: &str| vec![(String::new(), w.t(key))];
    let areas = audit::Area::AT_A_PLACE.map(|it| (it.as_str().to_owned(), w.t(it.key())));
    let ways = audit::Way::ALL.map(|it| (it.as_str().to_owned(), w.t(it.key())));
    AuditFilter {
        area: (input(&asked.area, wrong, "area", w), [all("audit-any-area"), areas.to_vec()].concat()),
        person: (input(&asked.person, wrong, "person", w), [all("audit-anybody"), people].concat()),
        way: (input(&asked.way, wrong, "way", w), [all("audit-any-way"), ways.to_vec()].concat()),
        from: input(&asked.from, wrong, "from", w),
        to: input(&asked.to, wrong, "to", w),
    }
}

fn row(it: &Entry, href: &str, w: Words) -> AuditRow {
    let text = telling::sentence(it, w);
    AuditRow {
        when: telling::exactly(it.at, w),
        seal: it
            .sealed
            .map_or_else(|| w.t("audit-unsealed"), |number| w.t1("audit-sealed", "number", number)),
        who: telling::who(it, w),
        who_href: it.actor.map(|id| format!("{href}?person={id}")),
        who_kind: telling::who_kind(it, w),
        facts: telling::facts(it.details.as_ref(), &text, w),
        text,
        from: it.personal.as_ref().and_then(|personal| personal.from.clone()),
        way: w.t(it.way.key()),
    }
}
