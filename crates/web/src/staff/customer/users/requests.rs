//! Access requests for a home that nobody uses yet, which staff decide.

use axum::extract::State;
use axum::response::Response;
use care::Problem;
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
    let it = match access_request::find_by_staff(&mut tx, CustomerId(home), id).await {
        Ok(it) => it,
        Err(problem) => return settled(&app, &slug, CustomerId(home), problem),
    };
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

/// One that is settled already, or is the primary user's to decide, is no error: the tab says so.
fn settled(app: &App, slug: &str, home: CustomerId, problem: Problem) -> Result<Response, Refusal> {
    match problem {
        Problem::Gone(say) if say.key == "request-is-the-primary-users" => {
            Ok(Done::new("access-request-primary").go(app, &list(slug, home)))
        }
        Problem::Gone(_) => Ok(Done::new("access-request-settled").go(app, &list(slug, home))),
        other => Err(other.into()),
    }
}

pub(crate) async fn approve(
    by: May<may::ManageMobileUsers>,
    State(app): State<App>,
    Path(of): Path<(String, Uuid, Uuid)>,
) -> Result<Response, Refusal> {
    decide(&by, &app, of, true).await
}

pub(crate) async fn decline(
    by: May<may::ManageMobileUsers>,
    State(app): State<App>,
    Path(of): Path<(String, Uuid, Uuid)>,
) -> Result<Response, Refusal> {
    decide(&by, &app, of, false).await
}

async fn decide(
    May(permit): &May<may::ManageMobileUsers>,
    app: &App,
    (slug, home, request): (String, Uuid, Uuid),
    approves: bool,
) -> Result<Response, Refusal> {
    let (home, id) = (CustomerId(home), AccessRequestId(request));
    let decided = async {
        let mut tx = permit.write(&app.db).await?;
        let asked = if approves {
            access_request::approve_by_staff(&mut tx, home, id).await?
        } else {
            access_request::decline_by_staff(&mut tx, home, id).await?
        };
        tx.commit().await?;
        Ok(asked)
    };
    let done = if approves { Done::new("access-approved") } else { Done::new("access-declined") };
    match decided.await {
        Ok(asked) => Ok(done.with(asked.email).go(app, &list(&slug, home))),
        Err(problem) => settled(app, &slug, home, problem),
    }
}
