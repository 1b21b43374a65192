//! Forgot Password, and the link that its mail carries.

use axum::extract::State;
use axum::response::Response;
use care::access::{Permit, Tx, may};
use care::email::Email;
use care::link::{Kind, Token};
use care::person::{Password, SHORTEST};
use care::recovery::{self, Looked};
use care::words::Words;
use care::{Problem, throttle};
use serde::Deserialize;

use super::told::{Done, fields, input, is_for_the_form, whole};
use super::views::{Forgot, LinkKind, LinkOpen, Reset};
use crate::app::App;
use crate::client::From;
use crate::form::Form;
use crate::frame::Reader;
use crate::may::Public;
use crate::problem::Refusal;
use crate::ui::Input;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    email: String,
}

/// A link's secret, as its page sends it.
#[derive(Deserialize)]
pub(crate) struct Held {
    #[serde(default)]
    pub(crate) token: String,
}

#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    token: String,
    #[serde(default)]
    password: String,
}

pub(crate) async fn page(_: Public, State(app): State<App>, reader: Reader) -> Result<Response, Refusal> {
    let chrome = reader.door("forgot-password");
    reader.show(&app, &Forgot { w: reader.w, chrome, email: Input::default(), sent: false })
}

pub(crate) async fn ask(
    Public(permit): Public,
    State(app): State<App>,
    from: From,
    reader: Reader,
    Form(typed): Form<Asked>,
) -> Result<Response, Refusal> {
    let audience = from.audience();
    let note = async |tx: &mut Tx<_>, email: &Email| recovery::ask(tx, email, audience).await;
    let (email, problem) = asked(&app, &permit, &from, reader.w, &typed.email, note).await?;
    let chrome = reader.door("forgot-password");
    let page = Forgot { w: reader.w, chrome, email, sent: problem.is_none() };
    match problem {
        None => reader.show(&app, &page),
        Some(problem) => reader.show_again(&app, &problem, &page),
    }
}

/// Notes an address that somebody gave without signing in, the same for every address there is; gives the field as it was typed, and
/// what is wrong with it.
pub(crate) async fn asked(
    app: &App,
    permit: &Permit<may::Anyone>,
    from: &From,
    w: Words,
    typed: &str,
    note: impl AsyncFnOnce(&mut Tx<may::Anyone>, &Email) -> care::Result<recovery::Asked>,
) -> Result<(Input, Option<Problem>), Refusal> {
    let noted = async {
        let email = Email::parse(typed).map_err(|why| Problem::field("email", why))?;
        throttle::take(&app.db, throttle::MAIL_ADDRESS, &from.place()).await?;
        throttle::take(&app.db, throttle::MAIL_RECIPIENT, email.canonical()).await?;
        let mut tx = permit.write(&app.db).await?;
        note(&mut tx, &email).await?;
        tx.commit().await
    };
    let problem = match noted.await {
        Ok(()) => None,
        Err(problem) if is_for_the_form(&problem) => Some(problem),
        Err(problem) => return Err(problem.into()),
    };
    let mut email = input(typed, problem.as_ref().and_then(fields), "email", w);
    email.error = email.error.or_else(|| problem.as_ref().and_then(|problem| whole(problem, w)));
    Ok((email, problem))
}

pub(crate) async fn link_page(
    _: Public,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    show_link_page(&app, &reader, LinkKind::Reset)
}

/// The page that takes a link's secret out of the address, or lets it be pasted.
pub(crate) fn show_link_page(app: &App, reader: &Reader, kind: LinkKind) -> Result<Response, Refusal> {
    let chrome = reader.bare(kind.title(), None);
    reader
        .show(app, &LinkOpen { w: reader.w, chrome, kind, token: Input::default(), problem: None, ask: None })
}

/// The same page again, saying why the link is no good.
pub(crate) fn show_link_refused(
    app: &App,
    reader: &Reader,
    kind: LinkKind,
    problem: Problem,
) -> Result<Response, Refusal> {
    show_refused(app, reader, kind, problem, "")
}

/// The same for an invitation: whoever holds one that expired may ask for a new one.
pub(super) fn show_invitation_refused(
    app: &App,
    reader: &Reader,
    problem: Problem,
    token: &str,
) -> Result<Response, Refusal> {
    show_refused(app, reader, LinkKind::Join, problem, token)
}

fn show_refused(
    app: &App,
    reader: &Reader,
    kind: LinkKind,
    problem: Problem,
    token: &str,
) -> Result<Response, Refusal> {
    if !(is_for_the_form(&problem) || matches!(problem, Problem::Gone(_))) {
        return Err(problem.into());
    }
    let w = reader.w;
    let sentence = Some(w.say(&crate::problem::sentence(&problem)));
    let chrome = reader.bare(kind.title(), None);
    let expired = matches!(&problem, Problem::Gone(say) if say.key == "gone-invitation-expired");
    let ask = expired.then(|| token.to_owned());
    let page = LinkOpen { w, chrome, kind, token: Input::default(), problem: sentence, ask };
    reader.show_again(app, &problem, &page)
}

pub(crate) async fn open(
    Public(permit): Public,
    State(app): State<App>,
    from: From,
    reader: Reader,
    Form(held): Form<Held>,
) -> Result<Response, Refusal> {
    let looked = async {
        let token = Token::parse(Kind::Reset, &held.token)?;
        throttle::take(&app.db, throttle::LINK_ADDRESS, &from.place()).await?;
        let looked = recovery::look(&mut permit.read(&app.db).await?, &token).await?;
        Ok((token, looked))
    };
    match looked.await {
        Ok((token, looked)) => reader.show(&app, &reset_page(&reader, &token, &looked, None)),
        Err(problem) => show_link_refused(&app, &reader, LinkKind::Reset, problem),
    }
}

fn reset_page(reader: &Reader, token: &Token, looked: &Looked, problem: Option<&Problem>) -> Reset {
    let w = reader.w;
    Reset {
        w,
        chrome: reader.bare("reset-title", looked.accepts.as_ref().map(|(isp, _)| isp)),
        token: token.reveal().to_owned(),
        email: looked.email.shown().to_owned(),
        accepts: looked.accepts.as_ref().map(|(isp, seat)| (isp.name.clone(), w.t(seat.key()))),
        password: input("", problem.and_then(fields), "password", w),
        least: SHORTEST,
        problem: problem.and_then(|problem| whole(problem, w)),
    }
}

pub(crate) async fn choose(
    Public(permit): Public,
    State(app): State<App>,
    from: From,
    reader: Reader,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Refusal> {
    let looked = async {
        let token = Token::parse(Kind::Reset, &chosen.token)?;
        throttle::take(&app.db, throttle::LINK_ADDRESS, &from.place()).await?;
        let looked = recovery::look(&mut permit.read(&app.db).await?, &token).await?;
        Ok((token, looked))
    };
    let (token, looked) = match looked.await {
        Ok(held) => held,
        Err(problem) => return show_link_refused(&app, &reader, LinkKind::Reset, problem),
    };
    let set = async {
        let about = [looked.email.canonical(), looked.email.shown()];
        let password =
            Password::chosen(&chosen.password, &about).map_err(|why| Problem::field("password", why))?;
        let hashed = password.hash().await?;
        let mut tx = permit.write(&app.db).await?;
        recovery::choose(&mut tx, &token, &hashed).await?;
        tx.commit().await
    };
    match set.await {
        Ok(()) => Ok(Done::new("password-set").go(&app, &format!("{}/sign-in", from.audience().root()))),
        Err(problem) if is_for_the_form(&problem) => {
            reader.show_again(&app, &problem, &reset_page(&reader, &token, &looked, Some(&problem)))
        }
        Err(problem) => show_link_refused(&app, &reader, LinkKind::Reset, problem),
    }
}
