//! The links that change a mail address: one in the new mailbox to confirm it, one in the old to take it back.

use axum::extract::State;
use axum::http::header;
use axum::response::Response;
use care::access::{Audience, Permit, may};
use care::address_change::{self, Asked, Taken};
use care::link::{Kind, Token};
use care::person::Hashed;
use care::{Problem, throttle};

use super::forgot::{Held, show_link_page, show_link_refused};
use super::join::masked;
use super::told::{Done, is_for_the_form, whole};
use super::views::{Address, AddressStep, LinkKind, Undo};
use crate::app::App;
use crate::client::From;
use crate::cookies;
use crate::form::Form;
use crate::frame::Reader;
use crate::may::{Here, Me, Public};
use crate::problem::Refusal;

pub(crate) async fn link_page(
    _: Public,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    show_link_page(&app, &reader, LinkKind::Address)
}

/// Shows what the link would confirm. Only reads.
pub(crate) async fn open(
    Public(permit): Public,
    State(app): State<App>,
    Here(me): Here,
    (from, reader): (From, Reader),
    Form(held): Form<Held>,
) -> Result<Response, Refusal> {
    match look(&app, &permit, &from, &held.token).await {
        Ok((token, asked)) => {
            let step = match me {
                None => AddressStep::SignIn(masked(asked.from.shown())),
                Some(me) if me.session()?.person == asked.person => {
                    AddressStep::Confirm(asked.from.shown().to_owned())
                }
                Some(_) => AddressStep::OtherAccount,
            };
            let chrome = reader.bare("link-address-title", None);
            let (token, to) = (token.reveal().to_owned(), asked.to.shown().to_owned());
            reader.show(&app, &Address { w: reader.w, chrome, token, to, step, problem: None })
        }
        Err(problem) => show_link_refused(&app, &reader, LinkKind::Address, problem),
    }
}

async fn look(
    app: &App,
    permit: &Permit<may::Anyone>,
    from: &From,
    text: &str,
) -> care::Result<(Token, Asked)> {
    let token = Token::parse(Kind::Address, text)?;
    throttle::take(&app.db, throttle::LINK_ADDRESS, &from.place()).await?;
    let asked = address_change::look(&mut permit.read(&app.db).await?, &token).await?;
    Ok((token, asked))
}

/// Confirms, as the one who asked.
pub(crate) async fn confirm(
    Me(permit): Me,
    State(app): State<App>,
    (from, reader): (From, Reader),
    Form(held): Form<Held>,
) -> Result<Response, Refusal> {
    let confirmed = async {
        let token = Token::parse(Kind::Address, &held.token)?;
        throttle::take(&app.db, throttle::LINK_ADDRESS, &from.place()).await?;
        let mut tx = permit.write(&app.db).await?;
        let (email, cookie) = address_change::confirm(&mut tx, &token, permit.session()?.id).await?;
        tx.commit().await?;
        Ok((email, cookie))
    };
    match confirmed.await {
        Ok((email, cookie)) => {
            let mut response = Done::new("address-changed").with(email).go(&app, "/account");
            let cookie = cookies::start_session(&cookie, Audience::Portal, app.db.site());
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Err(problem) => show_link_refused(&app, &reader, LinkKind::Address, problem),
    }
}

pub(crate) async fn undo_page(
    _: Public,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    show_link_page(&app, &reader, LinkKind::Undo)
}

/// Shows what the link would take back. Only reads.
pub(crate) async fn open_undo(
    Public(permit): Public,
    State(app): State<App>,
    (from, reader): (From, Reader),
    Form(held): Form<Held>,
) -> Result<Response, Refusal> {
    match look_undo(&app, &permit, &from, &held.token).await {
        Ok((token, taken)) => reader.show(&app, &undo_view(&reader, &token, taken, None)),
        Err(problem) => show_link_refused(&app, &reader, LinkKind::Undo, problem),
    }
}

async fn look_undo(
    app: &App,
    permit: &Permit<may::Anyone>,
    from: &From,
    text: &str,
) -> care::Result<(Token, Taken)> {
    let token = Token::parse(Kind::Undo, text)?;
    throttle::take(&app.db, throttle::LINK_ADDRESS, &from.place()).await?;
    let taken = address_change::look_undo(&mut permit.read(&app.db).await?, &token).await?;
    Ok((token, taken))
}

fn undo_view(reader: &Reader, token: &Token, taken: Taken, problem: Option<&Problem>) -> Undo {
    Undo {
        w: reader.w,
        chrome: reader.bare("link-undo-title", None),
        token: token.reveal().to_owned(),
        back: taken.back.shown().to_owned(),
        away: taken.away.shown().to_owned(),
        problem: problem.and_then(|problem| whole(problem, reader.w)),
    }
}

/// Takes it back. Whoever holds the old mailbox need not be signed in: the account may be somebody else's by now.
pub(crate) async fn undo(
    Public(permit): Public,
    State(app): State<App>,
    (from, reader): (From, Reader),
    Form(held): Form<Held>,
) -> Result<Response, Refusal> {
    let (token, taken) = match look_undo(&app, &permit, &from, &held.token).await {
        Ok(held) => held,
        Err(problem) => return show_link_refused(&app, &reader, LinkKind::Undo, problem),
    };
    let undone = async {
        let nobodys = Hashed::of_nobody().await?;
        let mut tx = permit.write(&app.db).await?;
        let email = address_change::undo(&mut tx, &token, &nobodys).await?;
        tx.commit().await?;
        Ok(email)
    };
    match undone.await {
        Ok(email) => Ok(Done::new("undone").with(email).go(&app, "/sign-in")),
        Err(problem) if is_for_the_form(&problem) => {
            reader.show_again(&app, &problem, &undo_view(&reader, &token, taken, Some(&problem)))
        }
        Err(problem) => show_link_refused(&app, &reader, LinkKind::Undo, problem),
    }
}
