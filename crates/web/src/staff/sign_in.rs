//! Signing in and out.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use care::Problem;
use care::access::{Audience, Place};
use care::email::Email;
use care::person::{self, Home, Password};
use care::problem::Fields;
use care::session::{self, Cookie};
use care::words::Say;
use care::{factor, throttle};
use serde::Deserialize;

use super::second::as_json;
use super::told::{fields, input, is_for_the_form, whole};
use super::views::SignIn;
use crate::app::App;
use crate::client::From;
use crate::form::{Form, Query};
use crate::frame::Reader;
use crate::lead;
use crate::may::{Here, Public};
use crate::problem::Refusal;
use crate::ui::{Chrome, Input};
use crate::within::Next;
use crate::{audience, cookies};

#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(flatten)]
    next: Next,
}

/// The front door: to the ISP where the person was last, or to the sign-in page.
pub(crate) async fn front(
    _: Public,
    State(app): State<App>,
    Here(me): Here,
    headers: HeaderMap,
) -> Result<Redirect, Refusal> {
    let Some(permit) = me else {
        return Ok(Redirect::to(&lead::to_sign_in(&app, &headers, Audience::Portal, None).await));
    };
    let mut tx = permit.read(&app.db).await?;
    Ok(match person::home(&mut tx).await? {
        Home::At(Place::Isp, slug) => Redirect::to(&format!("/isps/{slug}/overview")),
        Home::At(Place::Cluster, slug) => Redirect::to(&format!("/clusters/{slug}/overview")),
        Home::Nowhere => Redirect::to("/account"),
    })
}

pub(crate) async fn page(
    _: Public,
    State(app): State<App>,
    reader: Reader,
    Query(next): Query<Next>,
) -> Result<Response, Refusal> {
    reader.show(&app, &empty(&app, &reader, &next, None))
}

/// The page with nothing typed into it.
fn empty(app: &App, reader: &Reader, next: &Next, problem: Option<String>) -> SignIn {
    let title = match reader.audience {
        Audience::Portal => "sign-in-title",
        Audience::App => "app-sign-in-title",
    };
    SignIn {
        w: reader.w,
        chrome: Chrome { next: Some(next.field()), ..reader.bare(title, None) },
        email: Input::default(),
        password: Input::default(),
        passkeys: factor::passkeys_work(app.db.site()),
        next: next.field(),
        problem,
    }
}

/// A question for any passkey of this service.
pub(crate) async fn question(
    Public(permit): Public,
    State(app): State<App>,
    from: From,
) -> Result<Response, Refusal> {
    throttle::take(&app.db, throttle::SIGN_IN_ADDRESS, &from.place()).await?;
    let mut tx = permit.write(&app.db).await?;
    let asked = factor::ask_anyone(&mut tx).await?;
    tx.commit().await?;
    Ok(as_json(asked))
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Passkey {
    question: String,
    answer: String,
    #[serde(flatten)]
    next: Next,
}

/// Signs in by a passkey, without a password.
pub(crate) async fn by_passkey(
    _: Public,
    State(app): State<App>,
    here: Here,
    (from, reader): (From, Reader),
    Form(given): Form<Passkey>,
) -> Result<Response, Refusal> {
    match factor::sign_in(&app.db, &given.question, &given.answer, &from.session()).await {
        Ok(cookie) => {
            end_session_of(&app, here).await?;
            Ok(signed_in(&app, &from, &cookie, &given.next.or(audience::front(from.audience()))))
        }
        Err(problem) if is_for_the_form(&problem) => {
            let refused = fields(&problem).is_some().then(|| reader.w.t("passkey-refused"));
            let page = empty(&app, &reader, &given.next, refused.or_else(|| whole(&problem, reader.w)));
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

pub(crate) async fn sign_in(
    _: Public,
    State(app): State<App>,
    here: Here,
    (from, reader): (From, Reader),
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    match check(&app, &typed, &from.session()).await {
        Ok(cookie) => {
            end_session_of(&app, here).await?;
            // Where a second factor has to follow, that page leads to its step, and is led back to.
            Ok(signed_in(&app, &from, &cookie, &typed.next.or(audience::front(from.audience()))))
        }
        Err(problem) if is_for_the_form(&problem) => {
            let w = reader.w;
            // That email and password do not belong together is about neither field alone.
            let wrong = fields(&problem)
                .and_then(|fields| fields.why("password"))
                .filter(|_| !typed.password.is_empty());
            let page = SignIn {
                email: input(&typed.email, fields(&problem), "email", w),
                password: Input {
                    error: if wrong.is_some() {
                        None
                    } else {
                        input("", fields(&problem), "password", w).error
                    },
                    ..Input::default()
                },
                ..empty(
                    &app,
                    &reader,
                    &typed.next,
                    wrong.map(|why| w.say(why)).or_else(|| whole(&problem, w)),
                )
            };
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn check(app: &App, typed: &Typed, from: &session::From) -> care::Result<Cookie> {
    let mut refused = Fields::default();
    let email = refused.check("email", Email::parse(&typed.email));
    if typed.password.is_empty() {
        refused = refused.with("password", Say::new("missing-password"));
    }
    refused.into_result()?;
    let email = email.ok_or_else(|| Problem::broken("a field went unchecked"))?;
    person::sign_in(&app.db, &email, Password::typed(&typed.password), from).await
}

/// To a page, with a new session, in a browser that will be known again.
pub(crate) fn signed_in(app: &App, from: &From, cookie: &Cookie, to: &str) -> Response {
    let mut response = Redirect::to(to).into_response();
    response
        .headers_mut()
        .append(header::SET_COOKIE, cookies::start_session(cookie, from.audience(), app.db.site()));
    response.headers_mut().append(header::SET_COOKIE, cookies::keep_device(from.device(), app.db.site()));
    response
}

/// Ends this session, here and in the database; of nobody, it only clears the browser.
pub(crate) async fn sign_out(
    _: Public,
    State(app): State<App>,
    here: Here,
    from: From,
) -> Result<Response, Refusal> {
    end_session_of(&app, here).await?;
    let audience = from.audience();
    let mut response = Redirect::to(&format!("{}/sign-in", audience.root())).into_response();
    response.headers_mut().append(header::SET_COOKIE, cookies::end_session(audience, app.db.site()));
    Ok(response)
}

/// Ends the session that a browser holds, if it holds one: at signing out, and at signing in anew, since nothing would name
/// it any more.
pub(crate) async fn end_session_of(app: &App, Here(here): Here) -> Result<(), Refusal> {
    let Some(permit) = here else { return Ok(()) };
    let ended = async {
        let mut tx = permit.write(&app.db).await?;
        session::end(&mut tx, permit.session()?.id).await?;
        tx.commit().await
    };
    match ended.await {
        // It ended otherwise a moment ago.
        Err(Problem::Anonymous | Problem::NotFound("session")) => Ok(()),
        ended => Ok(ended?),
    }
}
