//! Where people are led who have to show something before they go on: to the sign-in page, to its second step, to setting up
//! two-factor, or to proving anew who they are; and from there back to where they were.
//!
//! A look is simply repeated afterwards. A form that was refused for want of a proof is not: its sender is led back to the
//! page it was on. Open pages that ask by themselves are led nowhere.

use axum::http::{HeaderMap, Method, Uri, header};
use care::{Problem, access, session};

use crate::app::App;
use crate::cookies;
use crate::within::Within;

/// Where to, for this refusal; nowhere, if a page has to say it.
pub(crate) async fn elsewhere(
    app: &App,
    (method, uri, headers): (&Method, &Uri, &HeaderMap),
    problem: &Problem,
) -> Option<String> {
    let here = || uri.path_and_query().and_then(|path| Within::parse(path.as_str()));
    match problem {
        Problem::Anonymous if method.is_safe() => Some(to_sign_in(app, headers).await.to_owned()),
        Problem::NoFactor if method.is_safe() => Some(leading(here(), "/account/two-factor")),
        Problem::Prove => {
            let back = if method.is_safe() { here() } else { page_of(headers, app.db.site().origin()) };
            Some(leading(back, "/account/proof"))
        }
        _ => None,
    }
}

/// Where whoever is not signed in does that: at its second step, if this browser took the first.
pub(crate) async fn to_sign_in(app: &App, headers: &HeaderMap) -> &'static str {
    if waits(app, headers).await.unwrap_or(false) { "/sign-in/factor" } else { "/sign-in" }
}

async fn waits(app: &App, headers: &HeaderMap) -> care::Result<bool> {
    let Some(cookie) = cookies::session(headers, app.db.site()) else { return Ok(false) };
    let mut tx = access::anyone().read(&app.db).await?;
    session::is_waiting(&mut tx, &cookie).await
}

fn page_of(headers: &HeaderMap, origin: &str) -> Option<Within> {
    Within::of_referer(headers.get(header::REFERER)?.to_str().ok()?, origin)
}

fn leading(back: Option<Within>, page: &str) -> String {
    back.map_or_else(|| page.to_owned(), |back| back.after(page))
}
