//! Asking for a new invitation after one expired: by its own link, or by the one that Forgot Password mails then.

use axum::extract::State;
use axum::response::Response;
use care::access::{IspCard, Permit, may};
use care::link::{Kind, Token};
use care::{Problem, invitation, throttle};

use super::forgot::{Held, show_link_page, show_link_refused};
use super::views::{LinkKind, Renew};
use crate::app::App;
use crate::client::From;
use crate::form::Form;
use crate::frame::Reader;
use crate::may::Public;
use crate::problem::Refusal;

pub(crate) async fn link_page(
    _: Public,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    show_link_page(&app, &reader, LinkKind::Renew)
}

/// Shows whose invitation it is. Only reads.
pub(crate) async fn open(
    Public(permit): Public,
    State(app): State<App>,
    from: From,
    reader: Reader,
    Form(held): Form<Held>,
) -> Result<Response, Refusal> {
    let looked = async {
        let token = take(&app, &from, &held.token).await?;
        let isp = invitation::look_expired(&mut permit.read(&app.db).await?, &token).await?;
        Ok((isp, token))
    };
    match looked.await {
        Ok((isp, token)) => show(&app, &reader, &isp, Some(&token)),
        Err(problem) => show_link_refused(&app, &reader, LinkKind::Renew, problem),
    }
}

/// Asks.
pub(crate) async fn ask(
    Public(permit): Public,
    State(app): State<App>,
    from: From,
    reader: Reader,
    Form(held): Form<Held>,
) -> Result<Response, Refusal> {
    match asked(&app, &permit, &from, &held.token).await {
        Ok(isp) => show(&app, &reader, &isp, None),
        Err(problem) => show_link_refused(&app, &reader, LinkKind::Renew, problem),
    }
}

async fn asked(app: &App, permit: &Permit<may::Anyone>, from: &From, text: &str) -> care::Result<IspCard> {
    let token = take(app, from, text).await?;
    let mut tx = permit.write(&app.db).await?;
    let isp = invitation::ask_again(&mut tx, &token).await?;
    tx.commit().await?;
    Ok(isp)
}

/// Either kind of link asks.
async fn take(app: &App, from: &From, text: &str) -> Result<Token, Problem> {
    let token = Token::parse(Kind::Renewal, text).or_else(|_| Token::parse(Kind::Invitation, text))?;
    throttle::take(&app.db, throttle::LINK_ADDRESS, &from.place()).await?;
    Ok(token)
}

fn show(app: &App, reader: &Reader, isp: &IspCard, token: Option<&Token>) -> Result<Response, Refusal> {
    let chrome = reader.bare("renew-title", Some(isp));
    reader.show(app, &Renew { w: reader.w, chrome, token: token.map(|it| it.reveal().to_owned()) })
}
