//! Where one is signed in: ending one of the sessions, or all.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use care::access::Audience;
use care::db::SessionId;
use care::session::{self, Listed};
use care::words::Words;
use jiff::Timestamp;
use uuid::Uuid;

use super::super::told::{Done, when};
use super::super::views::SessionRow;
use crate::app::App;
use crate::cookies;
use crate::form::Path;
use crate::may::Me;
use crate::problem::Refusal;
use crate::ui::Control;

/// A session in the list of the portal or of the app, which is where ending it is asked for.
pub(crate) fn row(it: Listed, (here, at): (SessionId, Audience), now: Timestamp, w: Words) -> SessionRow {
    SessionRow {
        key: format!("session-{}", it.id),
        app: it.audience == Audience::App,
        device: it.device.unwrap_or_else(|| w.t("unknown-device")),
        address: it.address,
        since: when(it.created_at, now, w),
        last_used: when(it.used_at, now, w),
        current: it.id == here,
        end: Control { href: format!("{}/account/sessions/{}/sign-outs", at.root(), it.id), why: None },
    }
}

/// Ends one. Ending this one is signing out.
pub(crate) async fn sign_out(
    Me(permit): Me,
    State(app): State<App>,
    Path(session): Path<Uuid>,
) -> Result<Response, Refusal> {
    let (session, at) = (SessionId(session), permit.session()?.audience);
    let mut tx = permit.write(&app.db).await?;
    if session == permit.session()?.id {
        session::end(&mut tx, session).await?;
        tx.commit().await?;
        return Ok(signed_out(&app, at));
    }
    session::end_other(&mut tx, session).await?;
    tx.commit().await?;
    Ok(Done::new("session-ended").go(&app, &format!("{}/account", at.root())))
}

/// Ends every session of this person, this one too.
pub(crate) async fn sign_out_everywhere(Me(permit): Me, State(app): State<App>) -> Result<Response, Refusal> {
    let mut tx = permit.write(&app.db).await?;
    session::end_all(&mut tx).await?;
    tx.commit().await?;
    Ok(signed_out(&app, permit.session()?.audience))
}

fn signed_out(app: &App, from: Audience) -> Response {
    let mut response = Redirect::to(&format!("{}/sign-in", from.root())).into_response();
    response.headers_mut().append(header::SET_COOKIE, cookies::end_session(from, app.db.site()));
    response
}
