//! The app's first page: on to one's home, or the choice among several.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use care::access::Audience;
use care::invitation::{self, Seat};
use care::mobile_user::{self, Home};

use super::views::{Front, HomeLink, HomeOffer};
use crate::app::App;
use crate::frame::Reader;
use crate::lead;
use crate::may::{Here, Public};
use crate::problem::Refusal;
use crate::staff::told::when;

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
    let w = reader.w;
    let mut tx = permit.read(&app.db).await?;
    let now = tx.time();
    let waiting = invitation::waiting(&mut tx).await?;
    let homes = mobile_user::homes(&mut tx).await?;
    drop(tx);
    let offers = waiting.into_iter().filter(|it| matches!(it.seat, Seat::MobileUser(_)));
    let offers: Vec<HomeOffer> = offers
        .map(|it| HomeOffer {
            isp: it.isp.name,
            invited_by: it.invited_by,
            until: when(it.expires_at, now, w),
            accept: format!("/app/invitations/{}/acceptances", it.id),
        })
        .collect();
    if let ([only], []) = (&homes[..], &offers[..]) {
        return Ok(Redirect::to(&mobile_user::path(only.id)).into_response());
    }
    let page = Front {
        w,
        chrome: reader.in_the_app("app-homes", None, permit.session()?),
        homes: homes.iter().map(link).collect(),
        offers,
    };
    reader.show(&app, &page)
}

/// A home as one picks it.
pub(super) fn link(it: &Home) -> HomeLink {
    HomeLink { href: mobile_user::path(it.id), address: it.address.clone(), isp: it.isp.name.clone() }
}
