//! Choosing the language of the pages, and of the mails to whoever is signed in.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use care::words::{Language, Say};
use care::{Problem, session};
use serde::Deserialize;

use crate::app::App;
use crate::client::From;
use crate::form::Form;
use crate::may::{Here, Public};
use crate::problem::Refusal;
use crate::within::Next;
use crate::{audience, cookies};

#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    language: String,
    #[serde(flatten)]
    next: Next,
}

/// The browser keeps the choice, also after signing out.
pub(crate) async fn choose(
    _: Public,
    State(app): State<App>,
    Here(me): Here,
    from: From,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Refusal> {
    let unknown = |_: String| Problem::field("language", Say::new("invalid-language"));
    let language: Language = chosen.language.parse().map_err(unknown)?;
    if let Some(permit) = me {
        let mut tx = permit.write(&app.db).await?;
        session::speak(&mut tx, language).await?;
        tx.commit().await?;
    }
    let mut response = Redirect::to(&chosen.next.again(audience::front(from.audience()))).into_response();
    let cookie = cookies::keep_language(language, app.db.site());
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}
