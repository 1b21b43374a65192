//! Accepting an invitation.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use care::access::{Permit, may};
use care::invitation::{self, Accepted, Opened, Seat};
use care::link::{Kind, Token};
use care::person::{Name, Password, SHORTEST};
use care::problem::Fields;
use care::words::Say;
use care::{Problem, throttle};
use serde::Deserialize;

use super::forgot::{Held, show_invitation_refused, show_link_page};
use super::sign_in::signed_in;
use super::told::{Done, fields, input, is_for_the_form, whole};
use super::views::{Accept, LinkKind, Step};
use crate::app::App;
use crate::client::From;
use crate::form::Form;
use crate::frame::Reader;
use crate::may::{Here, Public};
use crate::problem::Refusal;

#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    token: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
}

pub(crate) async fn link_page(
    _: Public,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    show_link_page(&app, &reader, LinkKind::Join)
}

/// Shows the invitation. Only reads: what opens links by itself does no harm.
pub(crate) async fn open(
    Public(permit): Public,
    State(app): State<App>,
    Here(me): Here,
    (from, reader): (From, Reader),
    Form(held): Form<Held>,
) -> Result<Response, Refusal> {
    match look(&app, &permit, &from, &held.token).await {
        Ok((token, opened)) => {
            let step = step(&opened, me.as_ref())?;
            reader.show(&app, &accept_page(&reader, &token, opened, step, "", None))
        }
        Err(problem) => refused(&app, &reader, me.as_ref(), problem, &held.token).await,
    }
}

/// Whoever accepted by this very link is led to where it led them then; anybody else is told that it is gone.
async fn refused(
    app: &App,
    reader: &Reader,
    me: Option<&Permit<may::Oneself>>,
    problem: Problem,
    text: &str,
) -> Result<Response, Refusal> {
    if let (Problem::Gone(_), Some(me), Ok(token)) = (&problem, me, Token::parse(Kind::Invitation, text)) {
        let accepted = invitation::accepted_by_me(&mut me.read(&app.db).await?, &token).await?;
        if let Some(page) = accepted {
            return Ok(Redirect::to(&page).into_response());
        }
    }
    show_invitation_refused(app, reader, problem, text)
}

async fn look(
    app: &App,
    permit: &Permit<may::Anyone>,
    from: &From,
    text: &str,
) -> care::Result<(Token, Opened)> {
    let token = Token::parse(Kind::Invitation, text)?;
    throttle::take(&app.db, throttle::LINK_ADDRESS, &from.place()).await?;
    let opened = invitation::open(&mut permit.read(&app.db).await?, &token).await?;
    if opened.seat.audience() != from.audience() {
        // One to the app is none to the portal, and the other way round: its mail leads to the right one.
        return Err(Problem::Gone(Say::new("gone-invitation")));
    }
    Ok((token, opened))
}

fn step(opened: &Opened, me: Option<&Permit<may::Oneself>>) -> Result<Step, Refusal> {
    let Some(me) = me else {
        return Ok(if opened.sign_in { Step::SignIn } else { Step::CreatePassword });
    };
    let mine = care::email::Email::parse(&me.session()?.email)
        .is_ok_and(|mine| mine.canonical() == opened.email.canonical());
    Ok(match (mine, opened.confirm) {
        (true, true) => Step::Confirm,
        (true, false) => Step::CreatePassword,
        (false, _) => Step::OtherAccount(masked(&me.session()?.email)),
    })
}

/// Enough of an address for its owner, not for whoever looks over a shoulder.
pub(super) fn masked(email: &str) -> String {
    let (local, domain) = email.rsplit_once('@').unwrap_or((email, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}…@{domain}")
}

fn accept_page(
    reader: &Reader,
    token: &Token,
    opened: Opened,
    step: Step,
    name: &str,
    problem: Option<&Problem>,
) -> Accept {
    let w = reader.w;
    Accept {
        w,
        chrome: reader.bare("link-join-title", Some(&opened.isp)),
        token: token.reveal().to_owned(),
        email: opened.email.shown().to_owned(),
        role: w.t(opened.seat.key()),
        as_what: match opened.seat {
            Seat::Collaborator(_) => w.t("access-level"),
            Seat::MobileUser(_) => w.t("invited-as"),
        },
        invited_by: Some(opened.invited_by).filter(|by| !by.is_empty()),
        step,
        name: input(name, problem.and_then(fields), "name", w),
        password: input("", problem.and_then(fields), "password", w),
        least: SHORTEST,
        problem: problem.and_then(|problem| whole(problem, w)),
    }
}

pub(crate) async fn accept(
    Public(permit): Public,
    State(app): State<App>,
    Here(me): Here,
    (from, reader): (From, Reader),
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    let (token, opened) = match look(&app, &permit, &from, &typed.token).await {
        Ok(held) => held,
        Err(problem) => return refused(&app, &reader, me.as_ref(), problem, &typed.token).await,
    };
    let step = step(&opened, me.as_ref())?;
    let outcome = match (&step, &me) {
        (Step::Confirm, Some(me)) => accept_signed_in(&app, me, &token).await,
        (Step::CreatePassword, _) => accept_new(&app, &permit, &from, &token, &opened, &typed).await,
        _ => return reader.show(&app, &accept_page(&reader, &token, opened, step, "", None)),
    };
    match outcome {
        Ok(Accepted { path, cookie, .. }) => Ok(match cookie {
            Some(cookie) => signed_in(&app, &from, &cookie, &path),
            None => Done::joined(from.audience(), &opened.isp.name).go(&app, &path),
        }),
        Err(problem) if is_for_the_form(&problem) => {
            let page = accept_page(&reader, &token, opened, step, &typed.name, Some(&problem));
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => refused(&app, &reader, me.as_ref(), problem, &typed.token).await,
    }
}

async fn accept_signed_in(app: &App, me: &Permit<may::Oneself>, token: &Token) -> care::Result<Accepted> {
    let mut tx = me.write(&app.db).await?;
    let accepted = invitation::accept_signed_in(&mut tx, token).await?;
    tx.commit().await?;
    Ok(accepted)
}

async fn accept_new(
    app: &App,
    permit: &Permit<may::Anyone>,
    from: &From,
    token: &Token,
    opened: &Opened,
    typed: &Typed,
) -> care::Result<Accepted> {
    let about = [opened.email.canonical(), opened.email.shown(), &typed.name, &opened.isp.name];
    let mut refused = Fields::default();
    let name = refused.check("name", Name::parse(&typed.name));
    let password = refused.check("password", Password::chosen(&typed.password, &about));
    refused.into_result()?;
    let (Some(name), Some(password)) = (name, password) else {
        return Err(Problem::broken("a field went unchecked"));
    };
    let hashed = password.hash().await?;
    let mut tx = permit.write(&app.db).await?;
    let accepted = invitation::accept_new(&mut tx, token, &name, &hashed, &from.session()).await?;
    tx.commit().await?;
    Ok(accepted)
}
