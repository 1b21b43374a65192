//! Access requests: the page where the primary user decides one, and taking back one's own.

use axum::extract::State;
use axum::response::Response;
use care::Problem;
use care::access_request::{self, Waiting};
use care::db::{AccessRequestId, CustomerId};
use care::mobile_user;
use uuid::Uuid;

use super::views::Decide;
use crate::app::App;
use crate::form::Path;
use crate::frame::Reader;
use crate::may::{AtHome, Fresh, Me};
use crate::problem::Refusal;
use crate::staff::told::{Done, when};

/// Who asks, from when, with what. The mail's link leads here, and changes nothing.
pub(crate) async fn page(
    Fresh(AtHome(permit)): Fresh<AtHome>,
    State(app): State<App>,
    reader: Reader,
    Path((home, request)): Path<(Uuid, Uuid)>,
) -> Result<Response, Refusal> {
    let (w, subscriber) = (reader.w, permit.subscriber()?);
    let mut tx = permit.read(&app.db).await?;
    let it = match access_request::find(&mut tx, AccessRequestId(request)).await {
        Ok(it) => it,
        Err(problem) => return settled(&app, home, problem),
    };
    let (now, address) = (tx.time(), mobile_user::address(&mut tx).await?);
    let Waiting { email, name, device, asked_at, expires_at, .. } = it;
    let page = Decide {
        w,
        chrome: reader.in_the_app("access-request", Some(&subscriber.isp), &subscriber.session),
        back: mobile_user::path(subscriber.home),
        action: access_request::path(subscriber.home, AccessRequestId(request)),
        address,
        name: Some(name).filter(|name| !name.is_empty()),
        email,
        device,
        asked: when(asked_at, now, w),
        until: when(expires_at, now, w),
    };
    reader.show(&app, &page)
}

/// One that is settled already is no error to the primary user: their home says so.
fn settled(app: &App, home: Uuid, problem: Problem) -> Result<Response, Refusal> {
    match problem {
        Problem::Gone(_) => {
            Ok(Done::new("access-request-settled").go(app, &mobile_user::path(CustomerId(home))))
        }
        other => Err(other.into()),
    }
}

pub(crate) async fn approve(
    at: AtHome,
    State(app): State<App>,
    Path((home, request)): Path<(Uuid, Uuid)>,
) -> Result<Response, Refusal> {
    decide(&at, &app, (home, request), true).await
}

pub(crate) async fn decline(
    at: AtHome,
    State(app): State<App>,
    Path((home, request)): Path<(Uuid, Uuid)>,
) -> Result<Response, Refusal> {
    decide(&at, &app, (home, request), false).await
}

async fn decide(
    AtHome(permit): &AtHome,
    app: &App,
    (home, request): (Uuid, Uuid),
    approves: bool,
) -> Result<Response, Refusal> {
    let decided = async {
        let (mut tx, id) = (permit.write(&app.db).await?, AccessRequestId(request));
        let asked = if approves {
            access_request::approve(&mut tx, id).await?
        } else {
            access_request::decline(&mut tx, id).await?
        };
        tx.commit().await?;
        Ok(asked)
    };
    let done = if approves { Done::new("access-approved") } else { Done::new("access-declined") };
    match decided.await {
        Ok(it) => Ok(done.with(it.email).go(app, &mobile_user::path(CustomerId(home)))),
        Err(problem) => settled(app, home, problem),
    }
}

/// Takes back a request of one's own.
pub(crate) async fn withdraw(
    Me(permit): Me,
    State(app): State<App>,
    Path(request): Path<Uuid>,
) -> Result<Response, Refusal> {
    let withdrawn = async {
        let mut tx = permit.write(&app.db).await?;
        access_request::withdraw(&mut tx, AccessRequestId(request)).await?;
        tx.commit().await
    };
    match withdrawn.await {
        Ok(()) => Ok(Done::new("access-withdrawn").go(&app, "/app")),
        // It was decided a moment ago: the page tells how.
        Err(Problem::Gone(_)) => Ok(Done::new("access-request-settled").go(&app, "/app")),
        Err(problem) => Err(problem.into()),
    }
}
