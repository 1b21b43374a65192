//! What is done about an issue: each asked on a page that lists show as a dialog, then done, and back to where the reader was.

use axum::extract::State;
use axum::response::Response;
use care::Problem;
use care::access::{Permit, may};
use care::db::IssueId;
use care::known_issue::{self, Issue, SNOOZES};
use serde::Deserialize;
use uuid::Uuid;

use super::filter::Asked;
use super::telling::name;
use crate::app::App;
use crate::form::{Form, Path, Query};
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;
use crate::staff::told::{Done, fields, input, is_for_the_form, whole};
use crate::staff::views::IssueAct;

/// One of the three.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Acknowledge,
    Snooze,
    Resolve,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    note: String,
    hours: String,
}

/// Whom and what an act is about, and the way back.
type To = (Path<(String, Uuid)>, Query<Asked>);

pub(crate) async fn ask_acknowledgement(
    May(permit): May<may::AddressDetections>,
    State(app): State<App>,
    to: To,
    reader: Reader,
) -> Result<Response, Refusal> {
    ask(&permit, &app, &to, &reader, Act::Acknowledge).await
}

pub(crate) async fn ask_snooze(
    May(permit): May<may::AddressDetections>,
    State(app): State<App>,
    to: To,
    reader: Reader,
) -> Result<Response, Refusal> {
    ask(&permit, &app, &to, &reader, Act::Snooze).await
}

pub(crate) async fn ask_resolution(
    May(permit): May<may::AddressDetections>,
    State(app): State<App>,
    to: To,
    reader: Reader,
) -> Result<Response, Refusal> {
    ask(&permit, &app, &to, &reader, Act::Resolve).await
}

pub(crate) async fn acknowledge(
    May(permit): May<may::AddressDetections>,
    State(app): State<App>,
    to: To,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    act(&permit, &app, &to, &reader, (Act::Acknowledge, typed)).await
}

pub(crate) async fn snooze(
    May(permit): May<may::AddressDetections>,
    State(app): State<App>,
    to: To,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    act(&permit, &app, &to, &reader, (Act::Snooze, typed)).await
}

pub(crate) async fn resolve(
    May(permit): May<may::AddressDetections>,
    State(app): State<App>,
    to: To,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    act(&permit, &app, &to, &reader, (Act::Resolve, typed)).await
}

async fn ask(
    permit: &Permit<may::AddressDetections>,
    app: &App,
    to: &To,
    reader: &Reader,
    act: Act,
) -> Result<Response, Refusal> {
    let page = view(permit, app, to, reader, (act, &Typed::default(), None)).await?;
    reader.show(app, &page)
}

async fn act(
    permit: &Permit<may::AddressDetections>,
    app: &App,
    to: &To,
    reader: &Reader,
    (act, typed): (Act, Typed),
) -> Result<Response, Refusal> {
    let (Path((_, id)), Query(asked)) = to;
    let id = IssueId(*id);
    let done = async {
        let mut tx = permit.write(&app.db).await?;
        let issue = match act {
            Act::Acknowledge => known_issue::acknowledge(&mut tx, id, &typed.note).await?,
            Act::Snooze => known_issue::snooze(&mut tx, id, &typed.hours, &typed.note).await?,
            Act::Resolve => known_issue::resolve(&mut tx, id, &typed.note).await?,
        };
        tx.commit().await?;
        Ok(issue)
    };
    match done.await {
        Ok(issue) => Ok(said(act, &issue, reader).go(app, &back(permit, asked, id)?)),
        Err(problem) if is_for_the_form(&problem) => {
            let page = view(permit, app, to, reader, (act, &typed, Some(&problem))).await?;
            reader.show_again(app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

fn said(act: Act, issue: &Issue, reader: &Reader) -> Done {
    let done = match act {
        Act::Acknowledge => Done::new("issue-acknowledged"),
        Act::Snooze => Done::new("issue-snoozed"),
        Act::Resolve => Done::new("issue-resolved"),
    };
    done.with(format!("{}: {}", issue.name, name(issue, reader.w)))
}

/// The issue's own page, or the list as it was.
fn back(permit: &Permit<may::AddressDetections>, asked: &Asked, id: IssueId) -> Result<String, Problem> {
    let list = format!("{}/known-issues", permit.staff()?.isp.path());
    Ok(match asked.detail {
        Some(_) => format!("{list}/{id}"),
        None => format!("{list}{}", asked.list()),
    })
}

async fn view(
    permit: &Permit<may::AddressDetections>,
    app: &App,
    to: &To,
    reader: &Reader,
    (act, typed, problem): (Act, &Typed, Option<&Problem>),
) -> Result<IssueAct, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let (Path((_, id)), Query(asked)) = to;
    let id = IssueId(*id);
    let mut tx = permit.read(&app.db).await?;
    let issue = known_issue::find(&mut tx, id).await?;
    let (what, title, text) = match act {
        Act::Acknowledge => ("acknowledgement", "acknowledge", w.t("acknowledge-text")),
        Act::Snooze => ("snooze", "snooze", w.t("snooze-text")),
        Act::Resolve => {
            let minutes = issue.kind.lasting_ms() / 60_000;
            ("resolution", "resolve", w.t1("issue-returns", "minutes", minutes))
        }
    };
    let choices = SNOOZES.map(|hours| (hours.to_string(), w.t1("snooze-for", "hours", hours)));
    let wrong = problem.and_then(fields);
    Ok(IssueAct {
        w,
        chrome: reader.portal(&mut tx, staff, w.t(title), "known-issues").await?,
        back: (back(permit, asked, id)?, w.t("tab-known-issues")),
        title: w.t(title),
        text: vec![format!("{}: {}.", issue.name, name(&issue, w)), text],
        action: format!("{}/known-issues/{id}/{what}{}", staff.isp.path(), asked.way_back()),
        hours: input(&typed.hours, wrong, "hours", w),
        choices: if act == Act::Snooze { choices.to_vec() } else { Vec::new() },
        note: input(&typed.note, wrong, "note", w),
        note_required: act == Act::Resolve,
        problem: problem.and_then(|problem| whole(problem, w)),
        label: w.t(title),
    })
}
