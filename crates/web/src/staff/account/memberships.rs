//! Where one belongs, and leaving.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use care::Problem;
use care::access::{Permit, Place, may};
use care::collaborator::{self, Membership};
use care::words::Words;
use jiff::Timestamp;

use super::super::told::{Done, is_for_the_form, when, whole};
use super::super::views::{Leave, MembershipRow};
use crate::app::App;
use crate::form::{Form, Path};
use crate::frame::Reader;
use crate::may::{Fresh, Me};
use crate::problem::Refusal;
use crate::ui::Control;
use crate::within::Next;

pub(super) fn row(it: Membership, now: Timestamp, w: Words) -> MembershipRow {
    let (why, href) = (why_not(&it, w), departure(&it));
    let own = it.through.is_none();
    MembershipRow {
        key: format!("leave-{}", it.place.slug),
        href: format!("{}/overview", it.place.path()),
        cluster: it.place.place == Place::Cluster,
        name: it.place.name,
        through: it.through,
        role: w.t(it.role.key()),
        last_seen: it.last_seen.map(|at| when(at, now, w)),
        leave: own.then_some(Control { href, why }),
    }
}

fn why_not(it: &Membership, w: Words) -> Option<String> {
    it.last_admin.then(|| w.t1("leave-last-admin", "isp", &it.place.name))
}

fn departure(it: &Membership) -> String {
    format!("/account/memberships/{}/departure", it.place.slug)
}

/// Asks whether to leave.
pub(crate) async fn page(
    Fresh(Me(permit)): Fresh<Me>,
    State(app): State<App>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    reader: Reader,
) -> Result<Response, Refusal> {
    let place = own(&permit, &app, &slug).await?;
    let page = view(&permit, &app, (&reader, &headers), &place, why_not(&place, reader.w)).await?;
    reader.show(&app, &page)
}

/// The person's own membership of a place; what they only reach through a cluster cannot be left.
async fn own(permit: &Permit<may::Oneself>, app: &App, slug: &str) -> Result<Membership, Refusal> {
    let memberships = collaborator::mine(&mut permit.read(&app.db).await?).await?;
    let own = memberships.into_iter().find(|it| it.place.slug == slug && it.through.is_none());
    Ok(own.ok_or(Problem::NotFound("isp"))?)
}

async fn view(
    permit: &Permit<may::Oneself>,
    app: &App,
    (reader, headers): (&Reader, &HeaderMap),
    place: &Membership,
    why: Option<String>,
) -> Result<Leave, Refusal> {
    Ok(Leave {
        w: reader.w,
        chrome: reader.own(permit, app, headers, "leave").await?,
        name: place.place.name.clone(),
        action: departure(place),
        why,
    })
}

/// Leaves. Somebody to whom no place is left is signed out by it, and reads on the sign-in page what happened.
pub(crate) async fn leave(
    Me(permit): Me,
    State(app): State<App>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    reader: Reader,
) -> Result<Response, Refusal> {
    let place = own(&permit, &app, &slug).await?;
    let left = async {
        let mut tx = permit.write(&app.db).await?;
        collaborator::leave(&mut tx, &slug).await?;
        tx.commit().await
    };
    match left.await {
        Ok(()) => Ok(Done::new("left").with(&place.place.name).go(&app, "/account")),
        Err(problem) if is_for_the_form(&problem) => {
            let why = whole(&problem, reader.w);
            let page = view(&permit, &app, (&reader, &headers), &place, why).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// They have seen that they were given access there; leads back to the page on which they said so.
pub(crate) async fn acknowledge(
    Me(permit): Me,
    State(app): State<App>,
    Path(slug): Path<String>,
    Form(from): Form<Next>,
) -> Result<Response, Refusal> {
    let mut tx = permit.write(&app.db).await?;
    collaborator::acknowledge(&mut tx, &slug).await?;
    tx.commit().await?;
    Ok(Redirect::to(&from.or("/")).into_response())
}
