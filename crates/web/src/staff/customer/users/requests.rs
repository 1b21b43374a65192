//! Access requests for a home that nobody uses yet, which staff decide.

use axum::extract::State;
use axum::response::Response;
use care::access::may;
use care::access_request::{self, Waiting};
use care::db::{AccessRequestId, CustomerId};
use uuid::Uuid;

use super::list;
use crate::app::App;
use crate::form::Path;
use crate::frame::Reader;
use crate::may::{Fresh, May};
use crate::problem::Refusal;
use crate::staff::told::{Done, when};
use crate::staff::views::DecideAccess;

pub(crate) async fn page(
    Fresh(May(permit)): Fresh<May<may::ManageMobileUsers>>,
    State(app): State<App>,
    reader: Reader,
    Path((slug, home, request)): Path<(String, Uuid, Uuid)>,
) -> Result<Response, Refusal> {
    let (w, id) = (reader.w, AccessRequestId(request));
    let mut tx = permit.read(&app.db).await?;
    let it = access_request::find_by_staff(&mut tx, CustomerId(home), id).await?;
    let now = tx.time();
    let chrome = reader.portal(&mut tx, permit.staff()?, w.t("access-request"), "").await?;
    let Waiting { email, name, device, asked_at, expires_at, .. } = it;
    let page = DecideAccess {
        w,
        chrome,
        back: list(&slug, CustomerId(home)),
        action: format!("{}/requests/{request}", list(&slug, CustomerId(home))),
        email,
        name: Some(name).filter(|name| !name.is_empty()),
        device,
        asked: when(asked_at, now, w),
        until: when(expires_at, now, w),
    };
    reader.show(&app, &page)
}

pub(crate) async fn approve(
    May(permit): May<may::ManageMobileUsers>,
    State(app): State<App>,
    Path((slug, home, request)): Path<(String, Uuid, Uuid)>,
) -> Result<Response, Refusal> {
    let (home, id) = (CustomerId(home), AccessRequestId(request));
    let mut tx = permit.write(&app.db).await?;
    let asked = access_request::approve_by_staff(&mut tx, home, id).await?;
    tx.commit().await?;
    Ok(Done::new("access-approved").with(asked.email).go(&app, &list(&slug, home)))
}

pub(crate) async fn decline(
    May(permit): May<may::ManageMobileUsers>,
    State(app): State<App>,
    Path((slug, home, request)): Path<(String, Uuid, Uuid)>,
) -> Result<Response, Refusal> {
    let (home, id) = (CustomerId(home), AccessRequestId(request));
    let mut tx = permit.write(&app.db).await?;
    let asked = access_request::decline_by_staff(&mut tx, home, id).await?;
    tx.commit().await?;
    Ok(Done::new("access-declined").with(asked.email).go(&app, &list(&slug, home)))
}
