//! One's own account: the name, how one signs in, where one belongs and is invited to, and where one is signed in.
//!
//! The page; each thing that can be done here has a file of its own.

pub(super) mod activity;
pub(super) mod address;
pub(crate) mod invitations;
pub(super) mod memberships;
pub(super) mod password;
pub(crate) mod sessions;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use care::access::{Audience, Permit, may};
use care::{Problem, address_change, collaborator, invitation, mobile_user, person, session};
use serde::Deserialize;

use super::told::{Done, fields, input, is_for_the_form, whole};
use super::views::Account;
use crate::app::App;
use crate::form::Form;
use crate::frame::Reader;
use crate::may::Me;
use crate::problem::Refusal;
use crate::ui::Control;

#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    name: String,
}

pub(crate) async fn page(
    Me(permit): Me,
    State(app): State<App>,
    headers: HeaderMap,
    reader: Reader,
) -> Result<Response, Refusal> {
    let page = view(&permit, &app, (&reader, &headers), None, None).await?;
    reader.show(&app, &page)
}

async fn view(
    permit: &Permit<may::Oneself>,
    app: &App,
    (reader, headers): (&Reader, &HeaderMap),
    typed: Option<&str>,
    problem: Option<&Problem>,
) -> Result<Account, Refusal> {
    let (w, me) = (reader.w, permit.session()?);
    let mut chrome = reader.own(permit, app, headers, "account").await?;
    chrome.tell_problem(problem.and_then(|problem| whole(problem, w)));
    let mut tx = permit.read(&app.db).await?;
    let now = tx.time();
    let sessions = session::list(&mut tx).await?;
    let memberships = collaborator::mine(&mut tx).await?;
    let waiting_email = address_change::waiting(&mut tx).await?.map(|it| it.to.shown().to_owned());
    // These go from ISP to ISP, so they are the last to be asked.
    let offers = invitation::waiting(&mut tx).await?;
    let homes = mobile_user::homes(&mut tx).await?;
    drop(tx);
    let leads = |href: &str| Control { href: href.to_owned(), why: None };
    Ok(Account {
        w,
        chrome,
        name: input(typed.unwrap_or(&me.name), problem.and_then(fields), "name", w),
        waiting_email,
        change_email: leads("/account/address"),
        change_password: leads("/account/password"),
        offers: offers.into_iter().map(|it| invitations::offer(it, now, w)).collect(),
        memberships: memberships.into_iter().map(|it| memberships::row(it, now, w)).collect(),
        app_href: (!homes.is_empty()).then(|| Audience::App.root().to_owned()),
        everywhere: leads("/account/sign-outs"),
        sessions: sessions.into_iter().map(|it| sessions::row(it, (me.id, me.audience), now, w)).collect(),
    })
}

pub(crate) async fn update(
    Me(permit): Me,
    State(app): State<App>,
    headers: HeaderMap,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    let renamed = async {
        let mut tx = permit.write(&app.db).await?;
        person::rename(&mut tx, &typed.name).await?;
        tx.commit().await
    };
    match renamed.await {
        Ok(()) => Ok(Done::new("account-saved").go(&app, "/account")),
        Err(problem) if is_for_the_form(&problem) => {
            let page = view(&permit, &app, (&reader, &headers), Some(&typed.name), Some(&problem)).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}
