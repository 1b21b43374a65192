//! Imports: a file is uploaded, looked at, and then imported as a whole.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use care::Problem;
use care::access::{Permit, may};
use care::db::ImportId;
use care::inventory_import::{self, Fault, Import, LeftOut, Sheet, State as Stage};
use care::words::Words;
use serde::Deserialize;
use uuid::Uuid;

use super::super::file::{self, harmless, table};
use super::super::told::{Done, is_for_the_form};
use super::super::views::{ImportPage, LeftOutRow, Word};
use super::filter::Asked;
use super::{Dialog, reasons};
use crate::app::App;
use crate::form::{Form, Path};
use crate::frame::Reader;
use crate::import_form::{ImportForm, Sent};
use crate::may::May;
use crate::problem::Refusal;
use crate::ui::{Input, State as Shown, Tone};

/// Lines that are shown; all of them are in the file.
const SHOWN: i64 = 100;
/// Lines in a piece of the file.
const PIECE: i64 = 1_000;

/// The numbers that somebody was shown when they gave their word.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Agreed {
    good: i64,
    left_out: i64,
}

pub(crate) async fn upload(
    May(permit): May<may::ChangeInventory>,
    viewer: May<may::ViewTabs>,
    State(app): State<App>,
    reader: Reader,
    ImportForm(sent): ImportForm,
) -> Result<Response, Refusal> {
    let typed = match &sent {
        Ok(Sent::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let written = async {
        let (name, sheet) = read(sent?, reader.w).await?;
        inventory_import::upload(&app.db, &permit, &name, &sheet).await
    };
    match written.await {
        Ok(id) => Ok(Redirect::to(&address(&permit, id)?).into_response()),
        Err(problem) if is_for_the_form(&problem) => {
            let error = Some(reasons(&problem, reader.w));
            let dialog = match typed {
                Some(value) => Dialog { macs: Input { value, error }, ..Dialog::default() },
                None => Dialog { file: Input { value: String::new(), error }, ..Dialog::default() },
            };
            let page = super::view(&viewer.0, &app, &reader, &Asked::default(), dialog).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// What the file is called and holds. Reading hundreds of thousands of lines is no work for those who serve pages.
async fn read(sent: Sent, w: Words) -> Result<(String, Sheet), Problem> {
    let task = tokio::task::spawn_blocking(move || match sent {
        Sent::File(file, place) => {
            let sheet = Sheet::read(&file.content);
            drop((file.content, place));
            sheet.map(|sheet| (file.name, sheet))
        }
        Sent::Text(text) => Sheet::of_text(&text).map(|sheet| (String::new(), sheet)),
    });
    let (name, sheet) = task.await.map_err(Problem::broken)??;
    Ok((if name.trim().is_empty() { w.t("import-pasted") } else { name }, sheet))
}

fn address(permit: &Permit<may::ChangeInventory>, id: ImportId) -> Result<String, Problem> {
    Ok(format!("{}/inventory/imports/{id}", permit.staff()?.isp.path()))
}

pub(crate) async fn page(
    May(permit): May<may::ChangeInventory>,
    State(app): State<App>,
    Path((_, import)): Path<(String, Uuid)>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let page = view(&permit, &app, &reader, ImportId(import), None).await?;
    reader.show(&app, &page)
}

async fn view(
    permit: &Permit<may::ChangeInventory>,
    app: &App,
    reader: &Reader,
    id: ImportId,
    problem: Option<&Problem>,
) -> Result<ImportPage, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = permit.read(&app.db).await?;
    let it = inventory_import::find(&mut tx, id).await?;
    let faults = inventory_import::faults(&mut tx, id).await?;
    let rows = inventory_import::left_out(&mut tx, id, (0, 0), SHOWN).await?;
    let href = address(permit, id)?;
    let mut chrome = reader.portal(&mut tx, staff, w.t("import"), "inventory").await?;
    let whole = problem.map(|problem| w.say(&crate::problem::sentence(problem)));
    chrome.tell_problem(whole);
    let all: i64 = faults.iter().map(|(_, lines)| lines).sum();
    Ok(ImportPage {
        w,
        chrome,
        state: state(it.state, w),
        lead: lead(&it, w),
        tally: tally(&it, &faults, w),
        progress: progress(&it),
        start: (it.state == Stage::Ready && it.good > 0).then(|| {
            let label = if it.left_out() == 0 { "import-all" } else { "import-good" };
            (format!("{href}/publication"), w.t1(label, "n", it.good))
        }),
        agreed: (it.good, it.left_out()),
        cancel: matches!(it.state, Stage::Reading | Stage::Ready | Stage::Running | Stage::Yielding)
            .then(|| format!("{href}/cancellation")),
        goes_on: !matches!(it.state, Stage::Ready | Stage::Done | Stage::Cancelled),
        more: (all > SHOWN).then(|| w.t1("import-more", "n", all - SHOWN)),
        file_href: format!("{href}/left-out.csv"),
        rows: rows.iter().map(|it| row(it, w)).collect(),
        list_href: format!("{}/inventory", staff.isp.path()),
        file: it.file,
        href,
    })
}

fn state(state: Stage, w: Words) -> Shown {
    let (key, tone) = match state {
        Stage::Reading => ("import-state-reading", Tone::Waiting),
        Stage::Ready => ("import-state-ready", Tone::Plain),
        Stage::Running => ("import-state-running", Tone::Waiting),
        Stage::Yielding => ("import-state-yielding", Tone::Warning),
        Stage::Cancelling => ("import-state-cancelling", Tone::Waiting),
        Stage::Done => ("import-state-done", Tone::Good),
        Stage::Cancelled => ("import-state-cancelled", Tone::Plain),
    };
    Shown { word: w.t(key), tone }
}

/// What is, and what comes next.
fn lead(it: &Import, w: Words) -> String {
    match it.state {
        Stage::Reading => w.t("import-lead-reading"),
        Stage::Ready if it.good == 0 => w.t("import-lead-nothing"),
        Stage::Ready if it.left_out() == 0 => w.t1("import-lead-ready", "n", it.good),
        Stage::Ready => w.t2("import-lead-some", "n", it.good, "left", it.left_out()),
        Stage::Running => w.t1("import-lead-running", "n", it.good),
        Stage::Yielding => w.t("import-lead-yielding"),
        Stage::Cancelling => w.t("import-lead-cancelling"),
        Stage::Done => w.t1("import-lead-done", "n", it.good),
        Stage::Cancelled => w.t("import-lead-cancelled"),
    }
}

fn tally(it: &Import, faults: &[(Fault, i64)], w: Words) -> Vec<(String, i64)> {
    let of = |fault: Fault| faults.iter().find(|(it, _)| *it == fault).map_or(0, |(_, lines)| *lines);
    let new = if it.state == Stage::Reading { it.place } else { it.good };
    let found = Fault::ALL.map(|fault| (w.t(why(fault)), of(fault)));
    let new = (w.t(if it.state == Stage::Reading { "import-read" } else { "import-new" }), new);
    std::iter::once(new).chain(found.into_iter().filter(|(_, lines)| *lines > 0)).collect()
}

/// How far it is, of how much.
fn progress(it: &Import) -> Option<(i64, i64)> {
    match it.state {
        Stage::Reading | Stage::Running => Some((it.place, it.total)),
        Stage::Yielding | Stage::Cancelling => Some((it.total - it.place, it.total)),
        Stage::Ready | Stage::Done | Stage::Cancelled => None,
    }
}

fn why(fault: Fault) -> &'static str {
    match fault {
        Fault::Malformed => "import-malformed",
        Fault::Repeated => "import-repeated",
        Fault::Here => "import-here",
        Fault::Elsewhere => "import-elsewhere",
    }
}

fn row(it: &LeftOut, w: Words) -> LeftOutRow {
    let text =
        if it.text.is_empty() { Word::Muted(w.t("import-blank")) } else { Word::Plain(it.text.clone()) };
    LeftOutRow { line: it.line, text, why: w.t(why(it.fault)) }
}

pub(crate) async fn publish(
    May(permit): May<may::ChangeInventory>,
    State(app): State<App>,
    Path((_, import)): Path<(String, Uuid)>,
    reader: Reader,
    Form(agreed): Form<Agreed>,
) -> Result<Response, Refusal> {
    let id = ImportId(import);
    let started = async {
        let mut tx = permit.write(&app.db).await?;
        inventory_import::start(&mut tx, id, agreed.good, agreed.left_out).await?;
        tx.commit().await
    };
    match started.await {
        Ok(()) => Ok(Redirect::to(&address(&permit, id)?).into_response()),
        Err(problem) if is_for_the_form(&problem) => {
            let page = view(&permit, &app, &reader, id, Some(&problem)).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

pub(crate) async fn cancel(
    May(permit): May<may::ChangeInventory>,
    State(app): State<App>,
    Path((_, import)): Path<(String, Uuid)>,
) -> Result<Response, Refusal> {
    let id = ImportId(import);
    let mut tx = permit.write(&app.db).await?;
    inventory_import::cancel(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Done::new("import-cancelled").go(&app, &address(&permit, id)?))
}

/// All lines that are left out, with why.
pub(crate) async fn left_out(
    May(permit): May<may::ChangeInventory>,
    State(app): State<App>,
    Path((_, import)): Path<(String, Uuid)>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let (w, id) = (reader.w, ImportId(import));
    let mut tx = permit.read(&app.db).await?;
    inventory_import::find(&mut tx, id).await?;
    drop(tx);
    let head = table(|it| it.write_record(["line", "text", "fault", "why"]))?;
    let source = Arc::new((permit, app.clone()));
    let read = move |from: (i64, i64)| {
        let source = Arc::clone(&source);
        async move {
            let (permit, app) = &*source;
            let mut tx = permit.read(&app.db).await?;
            let lines = inventory_import::left_out(&mut tx, id, from, PIECE).await?;
            let next = lines.last().map(|it| it.key);
            let piece = table(|table| {
                lines.iter().try_for_each(|it| {
                    let cells = [
                        it.line.to_string(),
                        it.text.clone(),
                        it.fault.as_str().to_owned(),
                        w.t(why(it.fault)),
                    ];
                    table.write_record(cells.map(harmless))
                })
            })?;
            Ok((piece, next))
        }
    };
    Ok(file::send(&app, ("left-out.csv", file::CSV), head, (0, 0), read))
}
