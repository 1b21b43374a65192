//! Set up a new router: step by step to the home where one stands, and from there to a claim, or to a request for access.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use care::access::{Audience, Permit, may};
use care::db::CustomerId;
use care::presence::{self, Present, Sight, Standing};
use care::session::device_name;
use care::{Problem, access_request, agreement, claim, mobile_user, throttle};
use serde::Deserialize;

use super::labels;
use super::views::{Claimed, Question, SetUpRouter, SetUpWifi};
use crate::app::App;
use crate::client::From;
use crate::form::Form;
use crate::frame::Reader;
use crate::lead::proof_first;
use crate::may::Me;
use crate::problem::Refusal;
use crate::staff::told::{Done, is_for_the_form, whole};
use crate::ui::Input;
use crate::within::Within;

/// Do you have a QR code?
pub(crate) async fn question(
    Me(permit): Me,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    terms(&app, &permit).await?;
    let chrome = reader.in_the_app("set-up-router", None, permit.session()?);
    reader.show(&app, &Question { w: reader.w, chrome })
}

/// What one needs before: the router runs.
pub(crate) async fn router(
    Me(permit): Me,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    terms(&app, &permit).await?;
    let chrome = reader.in_the_app("set-up-router", None, permit.session()?);
    reader.show(&app, &SetUpRouter { w: reader.w, chrome })
}

/// Connect to the router.
pub(crate) async fn wifi(
    Me(permit): Me,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    terms(&app, &permit).await?;
    reader.show(&app, &connect(&reader, &permit, Connect::First)?)
}

/// Terms and conditions come before a router is set up, where it is known whose: the page comes after them.
pub(super) async fn terms(app: &App, permit: &Permit<may::Oneself>) -> Result<(), Problem> {
    match agreement::due(&mut permit.read(&app.db).await?).await? {
        Some(isp) => Err(Problem::Unaccepted { isp }),
        None => Ok(()),
    }
}

/// Why somebody is shown that page.
enum Connect<'a> {
    /// They came to it.
    First,
    /// They are at no home, as far as can be seen.
    NotSeen,
    /// The name of the Wi-Fi is needed, or this one did not tell the homes apart.
    Network(&'a str),
    /// Something else, with the name as it was typed.
    Problem(&'a Problem, &'a str),
}

fn connect(reader: &Reader, permit: &Permit<may::Oneself>, why: Connect<'_>) -> Result<SetUpWifi, Refusal> {
    let w = reader.w;
    let typed = |typed: &str| Input { value: typed.to_owned(), error: None };
    let network = match why {
        Connect::Network("") => Some(Input::default()),
        Connect::Network(name) => Some(Input { error: Some(w.t("presence-network-wrong")), ..typed(name) }),
        Connect::Problem(_, name) if !name.is_empty() => Some(typed(name)),
        _ => None,
    };
    Ok(SetUpWifi {
        w,
        chrome: reader.in_the_app("set-up-wifi", None, permit.session()?),
        not_seen: matches!(why, Connect::NotSeen),
        network,
        problem: match why {
            Connect::Problem(problem, _) => whole(problem, w),
            _ => None,
        },
    })
}

/// The name of the Wi-Fi, where several homes are behind one address.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    network: String,
    /// The code of a label, where that is how the home is claimed.
    code: String,
}

/// I'm already connected. Changes nothing.
pub(crate) async fn look(
    Me(permit): Me,
    State(app): State<App>,
    (from, reader): (From, Reader),
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    let seen = async {
        count(&app, &permit, &from, &typed.network).await?;
        presence::look(&mut permit.read(&app.db).await?, &typed.network).await
    };
    let why = match seen.await {
        Ok(Sight::Home(present)) => return found(&app, &reader, &permit, &present, &typed.network).await,
        Ok(Sight::Nobody) => Connect::NotSeen,
        Ok(Sight::Several) => Connect::Network(typed.network.trim()),
        Err(problem) if is_for_the_form(&problem) => {
            return reader.show_again(
                &app,
                &problem,
                &connect(&reader, &permit, Connect::Problem(&problem, &typed.network))?,
            );
        }
        Err(problem) => return Err(problem.into()),
    };
    reader.show(&app, &connect(&reader, &permit, why)?)
}

/// Counts a look at where somebody stands, and from one place the names that are tried, so that nobody tries many.
async fn count(app: &App, permit: &Permit<may::Oneself>, from: &From, network: &str) -> care::Result<()> {
    count_person(app, permit).await?;
    if network.trim().is_empty() {
        return Ok(());
    }
    throttle::take(&app.db, throttle::PRESENCE_PLACE, &from.place()).await
}

/// The same by person alone, for what nobody guesses.
pub(super) async fn count_person(app: &App, permit: &Permit<may::Oneself>) -> care::Result<()> {
    throttle::take(&app.db, throttle::PRESENCE_PERSON, &permit.session()?.person.to_string()).await
}

async fn found(
    app: &App,
    reader: &Reader,
    permit: &Permit<may::Oneself>,
    present: &Present,
    network: &str,
) -> Result<Response, Refusal> {
    if present.standing == Standing::User {
        return Ok(Redirect::to(&mobile_user::path(present.home)).into_response());
    }
    reader.show(app, &claimed(app, reader, permit, present, network, None).await?)
}

async fn claimed(
    app: &App,
    reader: &Reader,
    permit: &Permit<may::Oneself>,
    present: &Present,
    network: &str,
    problem: Option<&Problem>,
) -> Result<Claimed, Refusal> {
    let w = reader.w;
    let mine = access_request::mine(&mut permit.read(&app.db).await?).await?;
    let waits =
        |it: &&access_request::Mine| it.home == present.home && it.state == access_request::State::Waiting;
    Ok(Claimed {
        w,
        chrome: reader.in_the_app("set-up-found", Some(&present.isp), permit.session()?),
        standing: present.standing,
        waits: mine.iter().any(|it| waits(&it)),
        network: network.to_owned(),
        problem: problem.and_then(|problem| whole(problem, w)),
    })
}

/// Request Access.
pub(crate) async fn request(
    Me(permit): Me,
    State(app): State<App>,
    (from, reader): (From, Reader),
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    let asked = async {
        count(&app, &permit, &from, &typed.network).await?;
        let mut tx = permit.write(&app.db).await?;
        let device = device_name(&from.session().agent);
        let isp = access_request::ask(&mut tx, &typed.network, device.as_deref()).await?;
        tx.commit().await?;
        Ok(isp)
    };
    match asked.await {
        Ok(isp) => Ok(Done::new("access-requested").with(&isp.name).go(&app, "/app")),
        Err(problem) => again(&app, &reader, &permit, &typed.network, problem).await,
    }
}

/// Claims the home.
pub(crate) async fn claim(
    Me(permit): Me,
    State(app): State<App>,
    (from, reader): (From, Reader),
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    if !typed.code.is_empty() {
        return labels::claim(&app, &reader, &permit, &typed.code).await;
    }
    let claimed = async {
        count(&app, &permit, &from, &typed.network).await?;
        let mut tx = permit.write(&app.db).await?;
        let home = claim::by_presence(&mut tx, &typed.network).await?;
        tx.commit().await?;
        Ok(home)
    };
    match claimed.await {
        Ok(home) => Ok(claimed_now(&app, home)),
        Err(problem) => again(&app, &reader, &permit, &typed.network, problem).await,
    }
}

/// On to the home that was claimed.
pub(super) fn claimed_now(app: &App, home: CustomerId) -> Response {
    Done::new("home-claimed").go(app, &mobile_user::path(home))
}

/// The page that the form was on, as it is now, with what is wrong.
async fn again(
    app: &App,
    reader: &Reader,
    permit: &Permit<may::Oneself>,
    network: &str,
    problem: Problem,
) -> Result<Response, Refusal> {
    match &problem {
        // Where one stands is looked at once more, and the claim asked for again.
        Problem::Prove => return Ok(proof_first(Audience::App, Within::parse("/app/set-up/wi-fi").as_ref())),
        Problem::Conflict(_) => {}
        other if is_for_the_form(other) => {
            // Too often, or busy: nothing more is looked at.
            let page = connect(reader, permit, Connect::Problem(&problem, network))?;
            return reader.show_again(app, &problem, &page);
        }
        _ => return Err(problem.into()),
    }
    let sight = presence::look(&mut permit.read(&app.db).await?, network).await?;
    match sight {
        Sight::Home(present) if present.standing == Standing::User => {
            Ok(Redirect::to(&mobile_user::path(present.home)).into_response())
        }
        Sight::Home(present) => {
            let page = claimed(app, reader, permit, &present, network, Some(&problem)).await?;
            reader.show_again(app, &problem, &page)
        }
        _ => reader.show_again(app, &problem, &connect(reader, permit, Connect::Problem(&problem, network))?),
    }
}
