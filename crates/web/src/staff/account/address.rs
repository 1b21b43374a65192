//! Asking for another mail address.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use care::access::{Permit, may};
use care::email::Email;
use care::{Problem, address_change, throttle};
use serde::Deserialize;

use super::super::told::{Done, fields, input, is_for_the_form, whole};
use super::super::views::AccountAddress;
use crate::app::App;
use crate::client::From;
use crate::form::Form;
use crate::frame::Reader;
use crate::may::{Fresh, Me};
use crate::problem::Refusal;

#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    email: String,
}

/// Sensitive, and says so before anything is typed.
pub(crate) async fn page(
    Fresh(Me(permit)): Fresh<Me>,
    State(app): State<App>,
    headers: HeaderMap,
    reader: Reader,
) -> Result<Response, Refusal> {
    let refused = match address_change::may_ask(&mut permit.read(&app.db).await?).await {
        Err(problem) if is_for_the_form(&problem) => Some(problem),
        other => other.map(|()| None)?,
    };
    let page = view(&permit, &app, (&reader, &headers), "", refused.as_ref()).await?;
    reader.show(&app, &page)
}

async fn view(
    permit: &Permit<may::Oneself>,
    app: &App,
    (reader, headers): (&Reader, &HeaderMap),
    typed: &str,
    problem: Option<&Problem>,
) -> Result<AccountAddress, Refusal> {
    let w = reader.w;
    let chrome = reader.own(permit, app, headers, "account-email-change").await?;
    let mut email = input(typed, problem.and_then(fields), "email", w);
    email.error = email.error.or_else(|| problem.and_then(|problem| whole(problem, w)));
    Ok(AccountAddress { w, chrome, email })
}

/// The same answer for every address that could be one's own.
pub(crate) async fn ask(
    Me(permit): Me,
    State(app): State<App>,
    headers: HeaderMap,
    (from, reader): (From, Reader),
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    let asked = async {
        let email = Email::parse(&typed.email).map_err(|why| Problem::field("email", why))?;
        throttle::take(&app.db, throttle::MAIL_ADDRESS, &from.place()).await?;
        throttle::take(&app.db, throttle::ADDRESS_PERSON, &permit.session()?.person.to_string()).await?;
        throttle::take_mail(&app.db, &email).await?;
        let mut tx = permit.write(&app.db).await?;
        address_change::ask(&mut tx, &email).await?;
        tx.commit().await?;
        Ok(email)
    };
    match asked.await {
        Ok(email) => Ok(Done::new("address-asked").with(email).go(&app, "/account")),
        Err(problem) if is_for_the_form(&problem) => {
            let page = view(&permit, &app, (&reader, &headers), &typed.email, Some(&problem)).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}
