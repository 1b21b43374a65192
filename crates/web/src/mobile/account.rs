//! One's own account in the app: the name, the password, and where one is signed in.

use axum::extract::State;
use axum::http::header;
use axum::response::Response;
use care::access::{Audience, Permit, may};
use care::person::{self, SHORTEST};
use care::{Problem, factor, push, session};
use serde::Deserialize;

use super::views::{Account, AccountPassword, Notices};
use crate::app::App;
use crate::client::From;
use crate::cookies;
use crate::form::Form;
use crate::frame::Reader;
use crate::may::Me;
use crate::problem::Refusal;
use crate::staff::account::sessions;
use crate::staff::told::{Done, fields, input, is_for_the_form, whole};

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    name: String,
}

pub(crate) async fn page(
    Me(permit): Me,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    reader.show(&app, &view(&permit, &app, &reader, None).await?)
}

async fn view(
    permit: &Permit<may::Oneself>,
    app: &App,
    reader: &Reader,
    again: Option<(&str, &Problem)>,
) -> Result<Account, Refusal> {
    let (w, me) = (reader.w, permit.session()?);
    let mut tx = permit.read(&app.db).await?;
    let (now, listed) = (tx.time(), session::list(&mut tx).await?);
    let heard = push::mine(&mut tx, me.id).await?;
    let problem = again.map(|(_, problem)| problem);
    Ok(Account {
        w,
        chrome: reader.in_the_app("account", None, me),
        name: input(again.map_or(&me.name, |(typed, _)| typed), problem.and_then(fields), "name", w),
        notices: app.push_services.any().then(|| notices(app, &heard)),
        sessions: listed.into_iter().map(|it| sessions::row(it, (me.id, me.audience), now, w)).collect(),
        problem: problem.and_then(|problem| whole(problem, w)),
    })
}

fn notices(app: &App, heard: &push::Mine) -> Notices {
    Notices {
        key: app.push_key.public().to_owned(),
        here: heard.here,
        kinds: push::Kind::ALL
            .into_iter()
            .map(|kind| (kind.as_str(), kind.key(), heard.wanted.contains(&kind)))
            .collect(),
    }
}

pub(crate) async fn rename(
    Me(permit): Me,
    State(app): State<App>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    let renamed = async {
        let mut tx = permit.write(&app.db).await?;
        person::rename(&mut tx, &typed.name).await?;
        tx.commit().await
    };
    match renamed.await {
        Ok(()) => Ok(Done::new("account-saved").go(&app, "/app/account")),
        Err(problem) if is_for_the_form(&problem) => {
            let page = view(&permit, &app, &reader, Some((&typed.name, &problem))).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Whoever has a second factor shows it before anything is typed.
pub(crate) async fn password(
    Me(permit): Me,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    if factor::mine(&mut permit.read(&app.db).await?).await?.any() {
        permit.must_be_fresh(&app.db)?;
    }
    reader.show(&app, &password_view(&permit, &reader, None)?)
}

fn password_view(
    permit: &Permit<may::Oneself>,
    reader: &Reader,
    problem: Option<&Problem>,
) -> Result<AccountPassword, Refusal> {
    let (w, wrong) = (reader.w, problem.and_then(fields));
    Ok(AccountPassword {
        w,
        chrome: reader.in_the_app("account-password-change", None, permit.session()?),
        current: input("", wrong, "current", w),
        password: input("", wrong, "password", w),
        least: SHORTEST,
        problem: problem.and_then(|problem| whole(problem, w)),
    })
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Passwords {
    current: String,
    password: String,
}

pub(crate) async fn change_password(
    Me(permit): Me,
    State(app): State<App>,
    (from, reader): (From, Reader),
    Form(typed): Form<Passwords>,
) -> Result<Response, Refusal> {
    let from = from.session();
    match person::change_password(&app.db, &permit, &typed.current, &typed.password, &from).await {
        Ok(cookie) => {
            let mut response = Done::new("password-changed").go(&app, "/app/account");
            let cookie = cookies::start_session(&cookie, Audience::App, app.db.site());
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Err(problem) if is_for_the_form(&problem) => {
            reader.show_again(&app, &problem, &password_view(&permit, &reader, Some(&problem))?)
        }
        Err(problem) => Err(problem.into()),
    }
}
