//! The app's first page: on to one's home, or the choice among several.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use care::access::Audience;
use care::access_request::{self, Mine, State as Standing};
use care::agreement;
use care::invitation;
use care::mobile_user::{self, Home};
use care::words::Words;
use jiff::Timestamp;

use super::views::{AskedRow, Front, HomeLink, HomeOffer};
use crate::app::App;
use crate::frame::Reader;
use crate::lead;
use crate::may::{Here, Public};
use crate::problem::Refusal;
use crate::staff::told::when;
use crate::ui::{self, Tone};

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
    let asked = access_request::mine(&mut tx).await?;
    if let Some(isp) = agreement::due(&mut tx).await? {
        return Ok(Redirect::to(&format!("/app/agreements/{isp}")).into_response());
    }
    let waiting = invitation::waiting(&mut tx).await?;
    let homes = mobile_user::homes(&mut tx).await?;
    drop(tx);
    // Whose answer is a home in the list is told by the list.
    let asked = asked.into_iter().filter(|it| it.state != Standing::Approved);
    let asked: Vec<AskedRow> =
        asked.filter(|it| homes.iter().all(|home| home.id != it.home)).map(|it| asking(it, now, w)).collect();
    let offers: Vec<HomeOffer> = waiting
        .into_iter()
        .map(|it| HomeOffer {
            isp: it.isp.name,
            invited_by: it.invited_by,
            until: when(it.expires_at, now, w),
            accept: format!("/app/invitations/{}/acceptances", it.id),
        })
        .collect();
    // What was declined or taken back elsewhere keeps nobody from the home that they have.
    let waits = asked.iter().any(|it| it.waits.is_some());
    if let ([only], [], false) = (&homes[..], &offers[..], waits) {
        return Ok(Redirect::to(&mobile_user::path(only.id)).into_response());
    }
    let page = Front {
        w,
        chrome: reader.in_the_app("app-homes", None, permit.session()?),
        homes: homes.iter().map(link).collect(),
        offers,
        asked,
    };
    reader.show(&app, &page)
}

/// A request of one's own.
fn asking(it: Mine, now: Timestamp, w: Words) -> AskedRow {
    let (tone, word, text) = match it.state {
        Standing::Waiting => (Tone::Waiting, "request-waiting", "request-waiting-text"),
        Standing::Declined => (Tone::Bad, "request-declined", "request-declined-text"),
        Standing::Withdrawn => (Tone::Plain, "request-withdrawn", "request-again-text"),
        Standing::Expired | Standing::Approved => (Tone::Plain, "request-expired", "request-again-text"),
    };
    let waits = it.state == Standing::Waiting;
    AskedRow {
        state: ui::State { word: w.t(word), tone },
        text: w.t1(text, "isp", &it.isp.name),
        asked: when(it.asked_at, now, w),
        waits: waits.then(|| (when(it.expires_at, now, w), format!("/app/requests/{}/withdrawal", it.id))),
        isp: it.isp.name,
    }
}

/// A home as one picks it.
pub(super) fn link(it: &Home) -> HomeLink {
    HomeLink { href: mobile_user::path(it.id), address: it.address.clone(), isp: it.isp.name.clone() }
}
