//! Invitations that wait for the person who is signed in.

use axum::extract::State;
use axum::response::Response;
use care::db::InvitationId;
use care::invitation::{self, Waiting};
use care::words::Words;
use jiff::Timestamp;
use uuid::Uuid;

use super::super::told::{Done, when};
use super::super::views::Offer;
use crate::app::App;
use crate::form::Path;
use crate::frame::Reader;
use crate::may::Me;
use crate::problem::Refusal;
use crate::ui::Control;

pub(super) fn offer(it: Waiting, now: Timestamp, w: Words) -> Offer {
    Offer {
        key: format!("offer-{}", it.id),
        title: w.t2("waiting-invitation", "isp", &it.isp.name, "role", w.t(it.seat.key())),
        invited_by: it.invited_by,
        until: when(it.expires_at, now, w),
        accept: Control { href: format!("/account/invitations/{}/acceptances", it.id), why: None },
    }
}

/// Accepts one of them, and leads to where it was for.
pub(crate) async fn accept(
    Me(permit): Me,
    State(app): State<App>,
    reader: Reader,
    Path(invitation): Path<Uuid>,
) -> Result<Response, Refusal> {
    let mut tx = permit.write(&app.db).await?;
    let (isp, path) = invitation::accept_waiting(&mut tx, InvitationId(invitation)).await?;
    tx.commit().await?;
    Ok(Done::joined(reader.audience, &isp.name).go(&app, &path))
}
