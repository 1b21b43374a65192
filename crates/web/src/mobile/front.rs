//! The app's first page: on to one's home, or the choice among several.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use care::access::Audience;
use care::mobile_user::{self, Home};

use super::views::{Front, HomeLink};
use crate::app::App;
use crate::frame::Reader;
use crate::lead;
use crate::may::{Here, Public};
use crate::problem::Refusal;

pub(crate) async fn page(
    _: Public,
    State(app): State<App>,
    Here(me): Here,
    headers: HeaderMap,
    reader: Reader,
) -> Result<Response, Refusal> {
    let Some(permit) = me else {
        let to = lead::to_sign_in(&app, &headers, Audience::App, None).await;
        return Ok(Redirect::to(&to).into_response());
    };
    let homes = mobile_user::homes(&mut permit.read(&app.db).await?).await?;
    if let [only] = &homes[..] {
        return Ok(Redirect::to(&mobile_user::path(only.id)).into_response());
    }
    let page = Front {
        w: reader.w,
        chrome: reader.in_the_app("app-homes", None, permit.session()?),
        homes: homes.iter().map(link).collect(),
    };
    reader.show(&app, &page)
}

/// A home as one picks it.
pub(super) fn link(it: &Home) -> HomeLink {
    HomeLink { href: mobile_user::path(it.id), address: it.address.clone(), isp: it.isp.name.clone() }
}
