//! The envelope and the red X of an invitation that was not accepted yet. Serves ISPs and clusters alike.

use axum::extract::State;
use axum::response::Response;
use care::access::{Audience, Permit, may};
use care::db::InvitationId;
use care::{Problem, invitation, throttle};
use uuid::Uuid;

use super::collaborators::list;
use super::told::{Done, whole};
use super::views::{Confirm, Envelope, Generated};
use crate::app::App;
use crate::form::Path;
use crate::frame::Reader;
use crate::may::{Fresh, May};
use crate::problem::Refusal;

/// The envelope: two ways to invite again.
pub(crate) async fn envelope(
    Fresh(May(permit)): Fresh<May<may::InviteCollaborators>>,
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, Uuid)>,
) -> Result<Response, Refusal> {
    reader.show(&app, &dialog(&permit, &app, &reader, InvitationId(id), None).await?)
}

async fn dialog(
    permit: &Permit<may::InviteCollaborators>,
    app: &App,
    reader: &Reader,
    id: InvitationId,
    problem: Option<&Problem>,
) -> Result<Envelope, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = permit.read(&app.db).await?;
    let invited = invitation::find(&mut tx, id).await?;
    let title = w.t1("reinvite", "email", &invited.email);
    let href = format!("{}/invitations/{id}", staff.isp.path());
    Ok(Envelope {
        w,
        chrome: reader.portal(&mut tx, staff, title.clone(), "settings").await?,
        back: (list(permit)?, w.t("collaborators")),
        title,
        label: w.t("re-invite"),
        problem: problem.and_then(|problem| whole(problem, w)),
        generate: format!("{href}/links"),
        reinvite: format!("{href}/mails"),
    })
}

/// Generate Invitation: shows a new link, this once.
pub(crate) async fn generate(
    May(permit): May<may::InviteCollaborators>,
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, Uuid)>,
) -> Result<Response, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let id = InvitationId(id);
    let mut tx = permit.write(&app.db).await?;
    let invited = invitation::find(&mut tx, id).await?;
    let token = invitation::generate(&mut tx, id).await?;
    let link = token.address(Audience::Portal, &tx.site());
    let chrome = reader.portal(&mut tx, staff, w.t("generated-title"), "settings").await?;
    tx.commit().await?;
    reader.show(
        &app,
        &Generated { w, chrome, back: (list(&permit)?, w.t("collaborators")), email: invited.email, link },
    )
}

/// Re-invite: sends the mail again.
pub(crate) async fn reinvite(
    Fresh(May(permit)): Fresh<May<may::InviteCollaborators>>,
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, Uuid)>,
) -> Result<Response, Refusal> {
    let id = InvitationId(id);
    let sent = async {
        count(&permit, &app, id).await?;
        let mut tx = permit.write(&app.db).await?;
        let invited = invitation::reinvite(&mut tx, id).await?;
        tx.commit().await?;
        Ok(invited)
    };
    match sent.await {
        Ok(invited) => Ok(Done::new("invited").with(invited.email.shown()).go(&app, &list(&permit)?)),
        // The other way, in the same dialog, is open still.
        Err(problem @ (Problem::TooMany { .. } | Problem::TooManyMails { .. })) => {
            let page = dialog(&permit, &app, &reader, id, Some(&problem)).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Counts a mail per Admin and per invitation, since a stolen session must not become a mail cannon; and per mailbox, since
/// many Admins must not become one.
async fn count(
    permit: &Permit<may::InviteCollaborators>,
    app: &App,
    id: InvitationId,
) -> Result<(), Problem> {
    throttle::take(&app.db, throttle::INVITE_ADMIN, &permit.staff()?.session.person.to_string()).await?;
    throttle::take(&app.db, throttle::REINVITE, &id.to_string()).await
}

/// The red X: asks first.
pub(crate) async fn ask_revocation(
    Fresh(May(permit)): Fresh<May<may::InviteCollaborators>>,
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, Uuid)>,
) -> Result<Response, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = permit.read(&app.db).await?;
    let invited = invitation::find(&mut tx, InvitationId(id)).await?;
    let page = Confirm {
        w,
        chrome: reader.portal(&mut tx, staff, w.t("revoke-title"), "settings").await?,
        back: (list(&permit)?, w.t("collaborators")),
        title: w.t("revoke-title"),
        text: vec![
            w.t2("revoke-text", "email", &invited.email, "isp", &staff.isp.name),
            w.t("revoke-pending"),
        ],
        action: format!("{}/invitations/{id}/revocation", staff.isp.path()),
        hidden: Vec::new(),
        label: w.t("revoke-send"),
        danger: true,
    };
    reader.show(&app, &page)
}

/// Revokes an invitation.
pub(crate) async fn revoke(
    May(permit): May<may::InviteCollaborators>,
    State(app): State<App>,
    Path((_, id)): Path<(String, Uuid)>,
) -> Result<Response, Refusal> {
    let id = InvitationId(id);
    let mut tx = permit.write(&app.db).await?;
    let invited = invitation::find(&mut tx, id).await?;
    invitation::revoke(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Done::new("access-revoked").with(invited.email).go(&app, &list(&permit)?))
}
