//! Changing one's password.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use care::access::{Audience, Permit, may};
use care::person::{self, SHORTEST};
use care::{Problem, factor};
use serde::Deserialize;

use super::super::told::{Done, fields, input, is_for_the_form, whole};
use super::super::views::AccountPassword;
use crate::app::App;
use crate::client::From;
use crate::cookies;
use crate::form::Form;
use crate::frame::Reader;
use crate::may::Me;
use crate::problem::Refusal;

#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    current: String,
    #[serde(default)]
    password: String,
}

/// Whoever has a second factor shows it before anything is typed.
pub(crate) async fn page(
    Me(permit): Me,
    State(app): State<App>,
    headers: HeaderMap,
    reader: Reader,
) -> Result<Response, Refusal> {
    if factor::mine(&mut permit.read(&app.db).await?).await?.any() {
        permit.must_be_fresh(&app.db)?;
    }
    let page = view(&permit, &app, (&reader, &headers), None).await?;
    reader.show(&app, &page)
}

async fn view(
    permit: &Permit<may::Oneself>,
    app: &App,
    (reader, headers): (&Reader, &HeaderMap),
    problem: Option<&Problem>,
) -> Result<AccountPassword, Refusal> {
    let w = reader.w;
    let mut chrome = reader.own(permit, app, headers, "account-password-change").await?;
    let whole = problem.and_then(|problem| whole(problem, w));
    chrome.tell_problem(whole);
    let wrong = problem.and_then(fields);
    Ok(AccountPassword {
        w,
        chrome,
        current: input("", wrong, "current", w),
        password: input("", wrong, "password", w),
        least: SHORTEST,
    })
}

pub(crate) async fn change(
    Me(permit): Me,
    State(app): State<App>,
    headers: HeaderMap,
    (from, reader): (From, Reader),
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    let from = from.session();
    match person::change_password(&app.db, &permit, &typed.current, &typed.password, &from).await {
        Ok(cookie) => {
            let mut response = Done::new("password-changed").go(&app, "/account");
            let cookie = cookies::start_session(&cookie, Audience::Portal, app.db.site());
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Err(problem) if is_for_the_form(&problem) => {
            let page = view(&permit, &app, (&reader, &headers), Some(&problem)).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}
