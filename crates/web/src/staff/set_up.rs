//! The first start: naming the first ISP and its first Admin.

use axum::extract::State;
use axum::response::Response;
use care::email::Email;
use care::isp::{self, Slug};
use care::link::{Kind, Token};
use care::person::{Name, Password, SHORTEST};
use care::problem::Fields;
use care::setup::{self, Wanted};
use care::{Problem, throttle};
use serde::Deserialize;

use super::forgot::{Held, show_link_page, show_link_refused};
use super::sign_in::signed_in;
use super::told::{fields, input, is_for_the_form, whole};
use super::views::{LinkKind, Setup};
use crate::app::App;
use crate::client::From;
use crate::form::Form;
use crate::frame::Reader;
use crate::may::Public;
use crate::problem::Refusal;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    token: String,
    isp: String,
    name: String,
    email: String,
    password: String,
}

pub(crate) async fn link_page(
    _: Public,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    show_link_page(&app, &reader, LinkKind::SetUp)
}

pub(crate) async fn open(
    public: Public,
    State(app): State<App>,
    from: From,
    reader: Reader,
    Form(held): Form<Held>,
) -> Result<Response, Refusal> {
    match look(&app, &public, &from, &held.token).await {
        Ok(token) => reader.show(&app, &setup_page(&reader, &token, &Typed::default(), None)),
        Err(problem) => show_link_refused(&app, &reader, LinkKind::SetUp, problem),
    }
}

async fn look(app: &App, Public(permit): &Public, from: &From, text: &str) -> care::Result<Token> {
    let token = Token::parse(Kind::Setup, text)?;
    throttle::take(&app.db, throttle::LINK_ADDRESS, &from.place()).await?;
    setup::look(&mut permit.read(&app.db).await?, &token).await?;
    Ok(token)
}

fn setup_page(reader: &Reader, token: &Token, typed: &Typed, problem: Option<&Problem>) -> Setup {
    let w = reader.w;
    let wrong = problem.and_then(fields);
    Setup {
        w,
        chrome: reader.bare("setup-title", None),
        token: token.reveal().to_owned(),
        isp: input(&typed.isp, wrong, "isp", w),
        name: input(&typed.name, wrong, "name", w),
        email: input(&typed.email, wrong, "email", w),
        password: input("", wrong, "password", w),
        least: SHORTEST,
        problem: problem.and_then(|problem| whole(problem, w)),
    }
}

pub(crate) async fn complete(
    public: Public,
    State(app): State<App>,
    from: From,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    let token = match look(&app, &public, &from, &typed.token).await {
        Ok(token) => token,
        Err(problem) => return show_link_refused(&app, &reader, LinkKind::SetUp, problem),
    };
    let made = async {
        let (wanted, password) = read(&typed)?;
        let hashed = password.hash().await?;
        let mut tx = public.0.write(&app.db).await?;
        let accepted = setup::complete(&mut tx, &token, &wanted, &hashed, &from.session()).await?;
        tx.commit().await?;
        Ok(accepted)
    };
    match made.await {
        Ok(accepted) => {
            let cookie = accepted.cookie.ok_or_else(|| Problem::broken("set-up signed nobody in"))?;
            Ok(signed_in(&app, &from, &cookie, &accepted.path))
        }
        Err(problem) if is_for_the_form(&problem) => {
            reader.show_again(&app, &problem, &setup_page(&reader, &token, &typed, Some(&problem)))
        }
        Err(problem) => show_link_refused(&app, &reader, LinkKind::SetUp, problem),
    }
}

fn read(typed: &Typed) -> care::Result<(Wanted, Password)> {
    let mut refused = Fields::default();
    let isp = refused.check("isp", isp::Name::parse(&typed.isp));
    let slug = isp.as_ref().and_then(|isp| refused.check("isp", Slug::of(isp)));
    let name = refused.check("name", Name::parse(&typed.name));
    let email = refused.check("email", Email::parse(&typed.email));
    let about = [typed.email.as_str(), &typed.name, &typed.isp];
    let password = refused.check("password", Password::chosen(&typed.password, &about));
    refused.into_result()?;
    match (isp, slug, name, email, password) {
        (Some(isp), Some(slug), Some(name), Some(email), Some(password)) => {
            Ok((Wanted { isp, slug, name, email }, password))
        }
        _ => Err(Problem::broken("a field went unchecked")),
    }
}
