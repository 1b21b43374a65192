//! The second step of signing in: a code, a passkey, or a recovery code.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use care::Problem;
use care::access::{self, Audience};
use care::factor::{self, Answer, Waiting};
use care::session::Cookie;
use serde::Deserialize;

use super::sign_in::signed_in;
use super::told::{fields, input, is_for_the_form, whole};
use super::views::Second;
use crate::app::App;
use crate::client::From;
use crate::form::{Form, Query};
use crate::frame::Reader;
use crate::may::Public;
use crate::problem::Refusal;
use crate::within::{Next, leading};
use crate::{audience, cookies};

/// What somebody shows, as forms send it: what was typed, or what an authenticator answered.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Shown {
    code: String,
    question: String,
    answer: String,
}

impl Shown {
    pub(super) fn as_answer(&self) -> Answer<'_> {
        if self.answer.is_empty() {
            return Answer::Code(&self.code);
        }
        Answer::Passkey { question: &self.question, answer: &self.answer }
    }
}

pub(crate) async fn page(
    _: Public,
    State(app): State<App>,
    headers: HeaderMap,
    (from, reader): (From, Reader),
    Query(next): Query<Next>,
) -> Result<Response, Refusal> {
    match waiting(&app, &from, &headers).await {
        Ok((_, waiting)) => reader.show(&app, &view(&app, &reader, waiting, &next, None)),
        Err(Problem::Anonymous) => {
            let page = format!("{}/sign-in", from.audience().root());
            Ok(Redirect::to(&leading(next.within().as_ref(), &page)).into_response())
        }
        Err(problem) => Err(problem.into()),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Answered {
    #[serde(flatten)]
    shown: Shown,
    #[serde(flatten)]
    next: Next,
}

pub(crate) async fn answer(
    _: Public,
    State(app): State<App>,
    (from, reader): (From, Reader),
    headers: HeaderMap,
    Form(Answered { shown, next }): Form<Answered>,
) -> Result<Response, Refusal> {
    let (cookie, waiting) = waiting(&app, &from, &headers).await?;
    match factor::finish(&app.db, &cookie, shown.as_answer(), &from.session()).await {
        Ok(cookie) => Ok(signed_in(&app, &from, &cookie, &next.or(audience::front(from.audience())))),
        Err(problem) if is_for_the_form(&problem) => {
            reader.show_again(&app, &problem, &view(&app, &reader, waiting, &next, Some(&problem)))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// A question for one of the person's passkeys.
pub(crate) async fn question(
    Public(permit): Public,
    State(app): State<App>,
    from: From,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let (cookie, _) = waiting(&app, &from, &headers).await?;
    let mut tx = permit.write(&app.db).await?;
    let asked = factor::ask_waiting(&mut tx, &cookie).await?;
    tx.commit().await?;
    Ok(as_json(asked))
}

/// A question as `passkey.js` reads it.
pub(super) fn as_json(asked: factor::Asked) -> Response {
    Json(serde_json::json!({ "question": asked.question, "options": asked.options })).into_response()
}

/// This browser's session that waits, and for what.
async fn waiting(app: &App, from: &From, headers: &HeaderMap) -> care::Result<(Cookie, Waiting)> {
    let cookie = cookies::session(headers, from.audience(), app.db.site()).ok_or(Problem::Anonymous)?;
    let mut tx = access::anyone().read(&app.db).await?;
    let waiting = factor::waiting(&mut tx, &cookie).await?;
    Ok((cookie, waiting))
}

fn view(app: &App, reader: &Reader, waiting: Waiting, next: &Next, problem: Option<&Problem>) -> Second {
    let (w, chrome) = (reader.w, reader.door("second-title"));
    Second {
        w,
        app: waiting.app,
        passkeys: waiting.passkeys && factor::passkeys_work(app.db.site()),
        code: input("", problem.and_then(fields), "code", w),
        next: next.field(),
        lost: match reader.audience {
            Audience::Portal => "second-lost",
            Audience::App => "app-second-lost",
        },
        back: leading(next.within().as_ref(), &format!("{}/sign-in", chrome.root)),
        chrome,
        problem: problem.and_then(|problem| whole(problem, w)),
    }
}
