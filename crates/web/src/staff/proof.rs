//! Proving anew who one is, before something sensitive; and then back to where one was. Who has a second factor shows that one,
//! and who has none their password.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header;
use axum::response::Response;
use care::access::{Audience, Permit, may};
use care::factor;
use care::person::{self, Password};
use care::session::Cookie;
use care::words::Say;
use care::{Problem, Result};
use serde::Deserialize;

use super::second::{Shown, as_json};
use super::told::{Done, fields, input, is_for_the_form, whole};
use super::views::Proof;
use crate::app::App;
use crate::client::From;
use crate::cookies;
use crate::form::{Form, Query};
use crate::frame::Reader;
use crate::may::Me;
use crate::problem::Refusal;
use crate::within::Next;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    /// Only the form for those without a second factor has it.
    password: Option<String>,
    #[serde(flatten)]
    shown: Shown,
    #[serde(flatten)]
    next: Next,
}

pub(crate) async fn page(
    Me(permit): Me,
    State(app): State<App>,
    reader: Reader,
    Query(next): Query<Next>,
) -> Result<Response, Refusal> {
    let page = view(&permit, &app, &reader, &next, None).await?;
    reader.show(&app, &page)
}

pub(crate) async fn prove(
    Me(permit): Me,
    State(app): State<App>,
    (from, reader): (From, Reader),
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    let cookie = cookies::session(&headers, from.audience(), app.db.site()).ok_or(Problem::Anonymous)?;
    match check(&permit, &app, &cookie, &from, &typed).await {
        Ok(cookie) => {
            let to = typed.next.or(match from.audience() {
                Audience::Portal => "/account",
                Audience::App => "/app",
            });
            Ok(with_session(&app, Done::new("proved").go(&app, &to), &cookie, from.audience()))
        }
        Err(problem) if is_for_the_form(&problem) => {
            let page = view(&permit, &app, &reader, &typed.next, Some(&problem)).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// A question for one of the person's passkeys.
pub(crate) async fn question(Me(permit): Me, State(app): State<App>) -> Result<Response, Refusal> {
    let mut tx = permit.write(&app.db).await?;
    let asked = factor::ask(&mut tx).await?;
    tx.commit().await?;
    Ok(as_json(asked))
}

/// The same answer, and a new secret for the browser's session.
pub(super) fn with_session(
    app: &App,
    mut response: Response,
    cookie: &Cookie,
    audience: Audience,
) -> Response {
    let cookie = cookies::start_session(cookie, audience, app.db.site());
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

async fn check(
    permit: &Permit<may::Oneself>,
    app: &App,
    cookie: &Cookie,
    from: &From,
    typed: &Typed,
) -> Result<Cookie> {
    let from = from.session();
    match typed.password.as_deref() {
        None => factor::prove(permit, &app.db, cookie, typed.shown.as_answer(), &from).await,
        Some("") => Err(Problem::field("password", Say::new("missing-password"))),
        Some(password) => {
            person::prove_by_password(permit, &app.db, cookie, Password::typed(password), &from).await
        }
    }
}

async fn view(
    permit: &Permit<may::Oneself>,
    app: &App,
    reader: &Reader,
    next: &Next,
    problem: Option<&Problem>,
) -> Result<Proof, Refusal> {
    let w = reader.w;
    let mine = factor::mine(&mut permit.read(&app.db).await?).await?;
    let wrong = problem.and_then(fields);
    Ok(Proof {
        w,
        chrome: reader.bare("problem-prove-title", None),
        email: permit.session()?.email.clone(),
        next: next.field(),
        password: (!mine.any()).then(|| input("", wrong, "password", w)),
        code: input("", wrong, "code", w),
        app: mine.app.is_some(),
        passkeys: !mine.passkeys.is_empty() && factor::passkeys_work(app.db.site()),
        problem: problem.and_then(|problem| whole(problem, w)),
    })
}
