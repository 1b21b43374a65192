//! Notices on this phone: turned on and off here, and which kinds are wanted on all of one's phones.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use care::push::{self, Kind, Subscription};
use serde::Deserialize;

use crate::app::App;
use crate::form::Form;
use crate::may::Me;
use crate::problem::Refusal;
use crate::staff::told::Done;

const PAGE: &str = "/app/account";

/// What the browser says of its subscription, as script fills it in.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Subscribed {
    endpoint: String,
    p256dh: String,
    auth: String,
    /// It heard notices before its owner signed in anew: nobody waits for a first one.
    again: bool,
    /// It has another address, whoever is signed in.
    moved: bool,
}

pub(crate) async fn turn_on(
    Me(permit): Me,
    State(app): State<App>,
    Form(said): Form<Subscribed>,
) -> Result<Response, Refusal> {
    let session = permit.session()?.id;
    let subscription = Subscription::parse(&app.push_services, &said.endpoint, &said.p256dh, &said.auth)?;
    let mut tx = permit.write(&app.db).await?;
    if said.moved {
        push::move_on(&mut tx, session, &subscription).await?;
    } else {
        push::turn_on(&mut tx, session, &subscription, said.again).await?;
    }
    tx.commit().await?;
    if said.again || said.moved {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Ok(Done::new("notices-on").go(&app, PAGE))
}

pub(crate) async fn turn_off(Me(permit): Me, State(app): State<App>) -> Result<Response, Refusal> {
    let session = permit.session()?.id;
    let mut tx = permit.write(&app.db).await?;
    push::turn_off(&mut tx, session).await?;
    tx.commit().await?;
    Ok(Done::new("notices-off").go(&app, PAGE))
}

/// A box for each kind; one that is not ticked is not sent.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Wanted {
    request: Option<String>,
    answer: Option<String>,
    access: Option<String>,
    connection: Option<String>,
}

pub(crate) async fn choose(
    Me(permit): Me,
    State(app): State<App>,
    Form(said): Form<Wanted>,
) -> Result<Response, Refusal> {
    let boxes = [
        (Kind::Request, said.request),
        (Kind::Answer, said.answer),
        (Kind::Access, said.access),
        (Kind::Connection, said.connection),
    ];
    let wanted: Vec<Kind> = boxes.into_iter().filter_map(|(kind, ticked)| ticked.map(|_| kind)).collect();
    let mut tx = permit.write(&app.db).await?;
    push::choose(&mut tx, &wanted).await?;
    tx.commit().await?;
    Ok(Done::new("notices-chosen").go(&app, PAGE))
}
