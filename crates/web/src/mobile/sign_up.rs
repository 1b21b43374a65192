//! Signing up for the app: one's address first, and by the link of the mail a name and a password.

use axum::extract::State;
use axum::response::Response;
use care::access::{Permit, Tx, may};
use care::email::Email;
use care::link::{Kind, Token};
use care::person::{Name, Password, SHORTEST};
use care::problem::Fields;
use care::session::Cookie;
use care::{Problem, recovery, throttle};
use serde::Deserialize;

use super::views::{CreateAccount, SignUp};
use crate::app::App;
use crate::client::From;
use crate::form::Form;
use crate::frame::Reader;
use crate::may::{Here, Public};
use crate::problem::Refusal;
use crate::staff::forgot::{Held, asked, show_link_page, show_link_refused};
use crate::staff::sign_in::{end_session_of, signed_in};
use crate::staff::told::{fields, input, whole};
use crate::staff::views::LinkKind;
use crate::ui::Input;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    email: String,
}

pub(crate) async fn page(_: Public, State(app): State<App>, reader: Reader) -> Result<Response, Refusal> {
    let chrome = reader.door("sign-up");
    reader.show(&app, &SignUp { w: reader.w, chrome, email: Input::default(), sent: false })
}

/// The same answer for every address there is.
pub(crate) async fn ask(
    Public(permit): Public,
    State(app): State<App>,
    from: From,
    reader: Reader,
    Form(typed): Form<Asked>,
) -> Result<Response, Refusal> {
    let note = async |tx: &mut Tx<_>, email: &Email| recovery::ask_to_sign_up(tx, email).await;
    let (email, problem) = asked(&app, &permit, &from, reader.w, &typed.email, note).await?;
    let page = SignUp { w: reader.w, chrome: reader.door("sign-up"), email, sent: problem.is_none() };
    match problem {
        None => reader.show(&app, &page),
        Some(problem) => reader.show_again(&app, &problem, &page),
    }
}

pub(crate) async fn link_page(
    _: Public,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    show_link_page(&app, &reader, LinkKind::SignUp)
}

/// Shows whose account the link creates. Only reads.
pub(crate) async fn open(
    Public(permit): Public,
    State(app): State<App>,
    from: From,
    reader: Reader,
    Form(held): Form<Held>,
) -> Result<Response, Refusal> {
    match look(&app, &permit, &from, &held.token).await {
        Ok((token, email)) => reader.show(&app, &form(&reader, &token, &email, "", None)),
        Err(problem) => show_link_refused(&app, &reader, LinkKind::SignUp, problem),
    }
}

async fn look(
    app: &App,
    permit: &Permit<may::Anyone>,
    from: &From,
    text: &str,
) -> care::Result<(Token, Email)> {
    let token = Token::parse(Kind::SignUp, text)?;
    throttle::take(&app.db, throttle::LINK_ADDRESS, &from.place()).await?;
    let email = recovery::look_sign_up(&mut permit.read(&app.db).await?, &token).await?;
    Ok((token, email))
}

fn form(
    reader: &Reader,
    token: &Token,
    email: &Email,
    name: &str,
    problem: Option<&Problem>,
) -> CreateAccount {
    let w = reader.w;
    CreateAccount {
        w,
        chrome: reader.bare("create-account", None),
        token: token.reveal().to_owned(),
        email: email.shown().to_owned(),
        name: input(name, problem.and_then(fields), "name", w),
        password: input("", problem.and_then(fields), "password", w),
        least: SHORTEST,
        problem: problem.and_then(|problem| whole(problem, w)),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    token: String,
    name: String,
    password: String,
}

pub(crate) async fn create(
    Public(permit): Public,
    State(app): State<App>,
    here: Here,
    (from, reader): (From, Reader),
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    let (token, email) = match look(&app, &permit, &from, &typed.token).await {
        Ok(held) => held,
        Err(problem) => return show_link_refused(&app, &reader, LinkKind::SignUp, problem),
    };
    let created = async {
        let about = [email.canonical(), email.shown(), &typed.name];
        let mut refused = Fields::default();
        let name = refused.check("name", Name::parse(&typed.name));
        let password = refused.check("password", Password::chosen(&typed.password, &about));
        refused.into_result()?;
        let (Some(name), Some(password)) = (name, password) else {
            return Err(Problem::broken("a field went unchecked"));
        };
        let hashed = password.hash().await?;
        let mut tx = permit.write(&app.db).await?;
        let cookie = recovery::sign_up(&mut tx, &token, &name, &hashed, &from.session()).await?;
        tx.commit().await?;
        Ok::<Cookie, Problem>(cookie)
    };
    match created.await {
        Ok(cookie) => {
            end_session_of(&app, here).await?;
            Ok(signed_in(&app, &from, &cookie, "/app"))
        }
        Err(problem) if fields(&problem).is_some() => {
            reader.show_again(&app, &problem, &form(&reader, &token, &email, &typed.name, Some(&problem)))
        }
        Err(problem) => show_link_refused(&app, &reader, LinkKind::SignUp, problem),
    }
}
