//! One's own two-factor: what is set up, adding to it and taking from it.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use care::access::{Audience, Permit, may};
use care::db::PasskeyId;
use care::factor::{self, Added, Codes};
use care::session::device_name;
use care::words::Words;
use care::{Problem, Result};
use serde::Deserialize;
use uuid::Uuid;

use super::proof::with_session;
use super::second::as_json;
use super::told::{Done, fields, input, is_for_the_form, when, whole};
use super::views::{AppSetUp, Confirm, PasskeyRow, RecoveryCodes, TwoFactor};
use crate::app::App;
use crate::cookies;
use crate::form::{Form, Path, Query};
use crate::frame::Reader;
use crate::may::{Fresh, Me};
use crate::problem::Refusal;
use crate::ui::qr::drawn;
use crate::within::{Next, Within, leading};

const PAGE: &str = "/account/two-factor";
const APP: &str = "/account/two-factor/app";

pub(crate) async fn page(
    Me(permit): Me,
    State(app): State<App>,
    (headers, reader): (HeaderMap, Reader),
    Query(next): Query<Next>,
) -> Result<Response, Refusal> {
    let page = view(&permit, &app, (&reader, &headers), next.within(), None).await?;
    reader.show(&app, &page)
}

async fn view(
    permit: &Permit<may::Oneself>,
    app: &App,
    (reader, headers): (&Reader, &HeaderMap),
    next: Option<Within>,
    refused: Option<(&str, &Problem)>,
) -> Result<TwoFactor, Refusal> {
    let w = reader.w;
    let mut tx = permit.read(&app.db).await?;
    let mine = factor::mine(&mut tx).await?;
    let now = tx.time();
    drop(tx);
    let agent =
        headers.get(axum::http::header::USER_AGENT).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let name = refused.map_or_else(|| device_name(agent).unwrap_or_default(), |(name, _)| name.to_owned());
    let problem = refused.map(|(_, problem)| problem);
    let mut chrome = reader.own(permit, app, headers, "two-factor").await?;
    // A passkey that was not accepted is about no field of this page.
    let text = problem.and_then(|it| {
        fields(it).map_or_else(|| whole(it, w), |fields| fields.why("code").map(|why| w.say(why)))
    });
    chrome.tell_problem(text);
    Ok(TwoFactor {
        w,
        chrome,
        required: (!mine.any() && !mine.required_by.is_empty()).then(|| required(&mine.required_by, w)),
        any: mine.any(),
        app: mine.app.map(|at| when(at, now, w)),
        passkeys_work: factor::passkeys_work(app.db.site()),
        passkeys: mine
            .passkeys
            .into_iter()
            .map(|key| PasskeyRow {
                remove: format!("{PAGE}/passkeys/{}/removal", key.id),
                name: key.name,
                added: when(key.created_at, now, w),
                used: key.used_at.map(|at| when(at, now, w)),
            })
            .collect(),
        name: input(&name, problem.and_then(fields), "name", w),
        codes: mine.codes,
        next: next.map(|next| next.to_string()).unwrap_or_default(),
    })
}

fn required(by: &[String], w: Words) -> String {
    w.t2("two-factor-required", "places", by.join(", "), "n", by.len())
}

/// Makes a secret for an app, and on to the page that shows it.
pub(crate) async fn begin(
    Me(permit): Me,
    State(app): State<App>,
    Form(next): Form<Next>,
) -> Result<Response, Refusal> {
    let mut tx = permit.write(&app.db).await?;
    factor::begin(&mut tx).await?;
    tx.commit().await?;
    Ok(Redirect::to(&leading(next.within().as_ref(), APP)).into_response())
}

pub(crate) async fn app_page(
    Me(permit): Me,
    State(app): State<App>,
    (headers, reader): (HeaderMap, Reader),
    Query(next): Query<Next>,
) -> Result<Response, Refusal> {
    match app_view(&permit, &app, (&reader, &headers), next.within(), None).await? {
        Some(page) => reader.show(&app, &page),
        None => Ok(Redirect::to(PAGE).into_response()),
    }
}

async fn app_view(
    permit: &Permit<may::Oneself>,
    app: &App,
    (reader, headers): (&Reader, &HeaderMap),
    next: Option<Within>,
    problem: Option<&Problem>,
) -> Result<Option<AppSetUp>, Refusal> {
    let w = reader.w;
    let mut tx = permit.read(&app.db).await?;
    let Some(pending) = factor::pending(&mut tx).await? else { return Ok(None) };
    drop(tx);
    Ok(Some(AppSetUp {
        w,
        chrome: reader.own(permit, app, headers, "app-title").await?,
        qr: drawn(&pending.address)?,
        secret: in_fours(&pending.text),
        code: input("", problem.and_then(fields), "code", w),
        next: next.map(|next| next.to_string()).unwrap_or_default(),
    }))
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Shows {
    code: String,
    #[serde(flatten)]
    next: Next,
}

pub(crate) async fn confirm(
    Me(permit): Me,
    State(app): State<App>,
    (headers, reader): (HeaderMap, Reader),
    Form(typed): Form<Shows>,
) -> Result<Response, Refusal> {
    let cookie = cookies::session(&headers, Audience::Portal, app.db.site()).ok_or(Problem::Anonymous)?;
    let confirmed = async {
        let mut tx = permit.write(&app.db).await?;
        let added = factor::confirm(&mut tx, &typed.code, &cookie).await?;
        tx.commit().await?;
        Result::Ok(added)
    };
    let next = typed.next.within();
    match confirmed.await {
        Ok(added) => after(&app, &reader, added, next),
        Err(problem) if fields(&problem).is_some() => {
            match app_view(&permit, &app, (&reader, &headers), next, Some(&problem)).await? {
                Some(page) => reader.show_again(&app, &problem, &page),
                None => Err(problem.into()),
            }
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Asks for a new passkey.
pub(crate) async fn question(Me(permit): Me, State(app): State<App>) -> Result<Response, Refusal> {
    let mut tx = permit.write(&app.db).await?;
    let asked = factor::ask_to_add(&mut tx).await?;
    tx.commit().await?;
    Ok(as_json(asked))
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct NewPasskey {
    name: String,
    question: String,
    answer: String,
    #[serde(flatten)]
    next: Next,
}

pub(crate) async fn add_passkey(
    Me(permit): Me,
    State(app): State<App>,
    (headers, reader): (HeaderMap, Reader),
    Form(typed): Form<NewPasskey>,
) -> Result<Response, Refusal> {
    let cookie = cookies::session(&headers, Audience::Portal, app.db.site()).ok_or(Problem::Anonymous)?;
    let given = (typed.question.as_str(), typed.answer.as_str());
    let next = typed.next.within();
    match factor::add(&permit, &app.db, &cookie, given, &typed.name).await {
        Ok(added) => after(&app, &reader, added, next),
        Err(problem) if is_for_the_form(&problem) => {
            let refused = Some((typed.name.as_str(), &problem));
            let page = view(&permit, &app, (&reader, &headers), next, refused).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// After a factor was added: its recovery codes, if it brought some; otherwise on.
fn after(app: &App, reader: &Reader, added: Added, next: Option<Within>) -> Result<Response, Refusal> {
    let to = next.as_ref().map_or(PAGE, Within::as_str);
    let response = match added.codes {
        Some(codes) => show_codes(app, reader, codes, to)?,
        None => Done::new("factor-added").go(app, to),
    };
    Ok(with_session(app, response, &added.cookie, Audience::Portal))
}

fn show_codes(app: &App, reader: &Reader, Codes(codes): Codes, to: &str) -> Result<Response, Refusal> {
    let chrome = reader.bare("recovery-codes", None);
    reader
        .show(app, &RecoveryCodes { w: reader.w, chrome, all: codes.join("\n"), codes, next: to.to_owned() })
}

/// What a dialog of this page asks, and what it does.
struct Ask {
    title: &'static str,
    text: String,
    act: &'static str,
    danger: bool,
}

async fn dialog(
    permit: &Permit<may::Oneself>,
    app: &App,
    (reader, headers): (&Reader, &HeaderMap),
    action: String,
    ask: Ask,
) -> Result<Response, Refusal> {
    let w = reader.w;
    let page = Confirm {
        w,
        chrome: reader.own(permit, app, headers, ask.title).await?,
        back: (PAGE.to_owned(), w.t("two-factor")),
        title: w.t(ask.title),
        text: vec![ask.text],
        action,
        hidden: Vec::new(),
        label: w.t(ask.act),
        danger: ask.danger,
    };
    reader.show(app, &page)
}

pub(crate) async fn removing_app(
    Fresh(Me(permit)): Fresh<Me>,
    State(app): State<App>,
    (headers, reader): (HeaderMap, Reader),
) -> Result<Response, Refusal> {
    let text = reader.w.t("app-remove-text");
    let ask = Ask { title: "app-remove", text, act: "remove-it", danger: true };
    dialog(&permit, &app, (&reader, &headers), format!("{APP}/removal"), ask).await
}

pub(crate) async fn remove_app(Me(permit): Me, State(app): State<App>) -> Result<Response, Refusal> {
    let mut tx = permit.write(&app.db).await?;
    factor::remove_app(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::new("factor-removed").go(&app, PAGE))
}

pub(crate) async fn removing_passkey(
    Fresh(Me(permit)): Fresh<Me>,
    State(app): State<App>,
    Path(key): Path<Uuid>,
    (headers, reader): (HeaderMap, Reader),
) -> Result<Response, Refusal> {
    let mine = factor::mine(&mut permit.read(&app.db).await?).await?;
    let key =
        mine.passkeys.into_iter().find(|it| it.id == PasskeyId(key)).ok_or(Problem::NotFound("passkey"))?;
    let text = reader.w.t1("passkey-remove-text", "name", key.name);
    let ask = Ask { title: "passkey-remove", text, act: "remove-it", danger: true };
    dialog(&permit, &app, (&reader, &headers), format!("{PAGE}/passkeys/{}/removal", key.id), ask).await
}

pub(crate) async fn remove_passkey(
    Me(permit): Me,
    State(app): State<App>,
    Path(key): Path<Uuid>,
) -> Result<Response, Refusal> {
    let mut tx = permit.write(&app.db).await?;
    factor::remove_passkey(&mut tx, PasskeyId(key)).await?;
    tx.commit().await?;
    Ok(Done::new("factor-removed").go(&app, PAGE))
}

pub(crate) async fn renewing_codes(
    Fresh(Me(permit)): Fresh<Me>,
    State(app): State<App>,
    (headers, reader): (HeaderMap, Reader),
) -> Result<Response, Refusal> {
    let text = reader.w.t("recovery-codes-anew-text");
    let ask = Ask { title: "recovery-codes-anew", text, act: "recovery-codes-make", danger: false };
    dialog(&permit, &app, (&reader, &headers), format!("{PAGE}/recovery-codes"), ask).await
}

pub(crate) async fn renew_codes(
    Me(permit): Me,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let mut tx = permit.write(&app.db).await?;
    let codes = factor::anew(&mut tx).await?;
    tx.commit().await?;
    show_codes(&app, &reader, codes, PAGE)
}

/// As people type it: in groups.
fn in_fours(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
