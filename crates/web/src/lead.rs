//! Where people are led who have to show something before they go on: to the sign-in page, to its second step, to setting up
//! two-factor, or to proving anew who they are; and from there to where they were going.
//!
//! A look is simply repeated afterwards. A form that was refused for want of a proof is not: its sender is led back to the
//! page that it belongs to, and nothing is done before they send it again. Open pages that ask by themselves are led nowhere.

use axum::http::{HeaderMap, Method, Uri};
use axum::response::{IntoResponse as _, Redirect, Response};
use care::access::Audience;
use care::{Problem, access, session};

use crate::app::App;
use crate::within::{Within, leading};
use crate::{audience, cookies};

/// Where to, for this refusal; nowhere, if a page has to say it.
pub(crate) async fn elsewhere(
    app: &App,
    (method, uri, headers): (&Method, &Uri, &HeaderMap),
    problem: &Problem,
) -> Option<String> {
    let here = || uri.path_and_query().and_then(|path| Within::parse(path.as_str()));
    match problem {
        Problem::Anonymous if method.is_safe() => {
            Some(to_sign_in(app, headers, audience::of(uri.path()), here().as_ref()).await)
        }
        Problem::NoFactor if method.is_safe() => Some(leading(here().as_ref(), "/account/two-factor")),
        Problem::Unaccepted { isp } if method.is_safe() => {
            Some(leading(here().as_ref(), &format!("/app/agreements/{isp}")))
        }
        Problem::Unaccepted { isp } => Some(format!("/app/agreements/{isp}")),
        Problem::Prove if method.is_safe() => Some(to_proof(audience::of(uri.path()), here().as_ref())),
        Problem::Prove => Some(to_proof(audience::of(uri.path()), Within::nearest(uri.path()).as_ref())),
        _ => None,
    }
}

/// Where whoever is not signed in does that: at its second step, if this browser took the first.
pub(crate) async fn to_sign_in(
    app: &App,
    headers: &HeaderMap,
    audience: Audience,
    next: Option<&Within>,
) -> String {
    let waits = waits(app, headers, audience).await.unwrap_or(false);
    let page = if waits { "/sign-in/factor" } else { "/sign-in" };
    leading(next, &format!("{}{page}", audience.root()))
}

async fn waits(app: &App, headers: &HeaderMap, audience: Audience) -> care::Result<bool> {
    let Some(cookie) = cookies::session(headers, audience, app.db.site()) else { return Ok(false) };
    let mut tx = access::anyone().read(&app.db).await?;
    session::is_waiting(&mut tx, &cookie).await
}

/// To a proof, for a form whose own page can show what was chosen in it: nobody chooses twice.
pub(crate) fn proof_first(audience: Audience, back: Option<&Within>) -> Response {
    Redirect::to(&to_proof(audience, back)).into_response()
}

fn to_proof(audience: Audience, back: Option<&Within>) -> String {
    leading(back, &format!("{}/account/proof", audience.root()))
}
