//! Invite Mobile User, and the envelope and the red X of an invitation that was not accepted yet.

use axum::extract::State;
use axum::response::Response;
use care::access::{Audience, Permit, may};
use care::db::{CustomerId, InvitationId};
use care::{Problem, invitation, throttle};
use serde::Deserialize;
use uuid::Uuid;

use super::list;
use crate::app::App;
use crate::form::{Form, Path, Query};
use crate::frame::Reader;
use crate::lead;
use crate::may::{Fresh, May};
use crate::problem::Refusal;
use crate::staff::told::{Done, fields, input, is_for_the_form, whole};
use crate::staff::views::{Confirm, Envelope, Generated, InviteUser};
use crate::within::{Within, escaped};

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    email: String,
}

/// Asks whom to invite.
pub(crate) async fn page(
    Fresh(May(permit)): Fresh<May<may::ManageMobileUsers>>,
    State(app): State<App>,
    reader: Reader,
    Path((slug, home)): Path<(String, Uuid)>,
    Query(typed): Query<Typed>,
) -> Result<Response, Refusal> {
    let page = form(&permit, &app, &reader, (&slug, CustomerId(home)), &typed, None).await?;
    reader.show(&app, &page)
}

async fn form(
    permit: &Permit<may::ManageMobileUsers>,
    app: &App,
    reader: &Reader,
    (slug, home): (&str, CustomerId),
    typed: &Typed,
    problem: Option<&Problem>,
) -> Result<InviteUser, Refusal> {
    let w = reader.w;
    let mut tx = permit.read(&app.db).await?;
    invitation::may_invite_mobile_user(&mut tx, home).await?;
    Ok(InviteUser {
        w,
        chrome: reader.portal(&mut tx, permit.staff()?, w.t("invite-mobile-user"), "").await?,
        back: list(slug, home),
        action: format!("{}/invitations", list(slug, home)),
        email: input(&typed.email, problem.and_then(fields), "email", w),
        problem: problem.and_then(|problem| whole(problem, w)),
    })
}

pub(crate) async fn invite(
    May(permit): May<may::ManageMobileUsers>,
    State(app): State<App>,
    reader: Reader,
    Path((slug, home)): Path<(String, Uuid)>,
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    let home = CustomerId(home);
    let invited = async {
        permit.must_be_fresh(&app.db)?;
        count(&permit, &app).await?;
        let mut tx = permit.write(&app.db).await?;
        let invited = invitation::invite_mobile_user(&mut tx, home, &typed.email).await?;
        tx.commit().await?;
        Ok(invited)
    };
    match invited.await {
        Ok(invited) => Ok(Done::new("invited").with(invited.email.shown()).go(&app, &list(&slug, home))),
        Err(problem) if is_for_the_form(&problem) => {
            let page = form(&permit, &app, &reader, (&slug, home), &typed, Some(&problem)).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(Problem::Prove) => {
            // What was typed waits on that page.
            let page = format!("{}/invitation", list(&slug, home));
            let filled = Within::parse(&format!("{page}?email={}", escaped(&typed.email)));
            Ok(lead::proof_first(Audience::Portal, filled.or_else(|| Within::parse(&page)).as_ref()))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Counts a mail per collaborator: a stolen session must not become a mail cannon.
async fn count(permit: &Permit<may::ManageMobileUsers>, app: &App) -> Result<(), Problem> {
    throttle::take(&app.db, throttle::INVITE_ADMIN, &permit.staff()?.session.person.to_string()).await
}

/// The envelope: two ways to invite again.
pub(crate) async fn envelope(
    Fresh(May(permit)): Fresh<May<may::ManageMobileUsers>>,
    State(app): State<App>,
    reader: Reader,
    Path((slug, home, id)): Path<(String, Uuid, Uuid)>,
) -> Result<Response, Refusal> {
    let of = (&*slug, CustomerId(home), InvitationId(id));
    reader.show(&app, &dialog(&permit, &app, &reader, of, None).await?)
}

async fn dialog(
    permit: &Permit<may::ManageMobileUsers>,
    app: &App,
    reader: &Reader,
    (slug, home, id): (&str, CustomerId, InvitationId),
    problem: Option<&Problem>,
) -> Result<Envelope, Refusal> {
    let w = reader.w;
    let mut tx = permit.read(&app.db).await?;
    let invited = invitation::find_mobile_user(&mut tx, home, id).await?;
    let title = w.t1("reinvite", "email", &invited.email);
    let href = format!("{}/invitations/{id}", list(slug, home));
    Ok(Envelope {
        w,
        chrome: reader.portal(&mut tx, permit.staff()?, title.clone(), "").await?,
        back: (list(slug, home), w.t("tab-users")),
        title,
        label: w.t("re-invite-mobile-user"),
        problem: problem.and_then(|problem| whole(problem, w)),
        generate: format!("{href}/links"),
        reinvite: format!("{href}/mails"),
    })
}

/// Generate Invitation: shows a new link, this once.
pub(crate) async fn generate(
    May(permit): May<may::ManageMobileUsers>,
    State(app): State<App>,
    reader: Reader,
    Path((slug, home, id)): Path<(String, Uuid, Uuid)>,
) -> Result<Response, Refusal> {
    let (w, home, id) = (reader.w, CustomerId(home), InvitationId(id));
    let mut tx = permit.write(&app.db).await?;
    let invited = invitation::find_mobile_user(&mut tx, home, id).await?;
    let token = invitation::generate_for_mobile_user(&mut tx, home, id).await?;
    let link = token.address(Audience::App, &tx.site());
    let chrome = reader.portal(&mut tx, permit.staff()?, w.t("generated-title"), "").await?;
    tx.commit().await?;
    let back = (list(&slug, home), w.t("tab-users"));
    reader.show(&app, &Generated { w, chrome, back, email: invited.email, link })
}

/// Re-invite Mobile User: sends the mail again.
pub(crate) async fn reinvite(
    Fresh(May(permit)): Fresh<May<may::ManageMobileUsers>>,
    State(app): State<App>,
    reader: Reader,
    Path((slug, home, id)): Path<(String, Uuid, Uuid)>,
) -> Result<Response, Refusal> {
    let (home, id) = (CustomerId(home), InvitationId(id));
    let sent = async {
        count(&permit, &app).await?;
        throttle::take(&app.db, throttle::REINVITE, &id.to_string()).await?;
        let mut tx = permit.write(&app.db).await?;
        let invited = invitation::reinvite_mobile_user(&mut tx, home, id).await?;
        tx.commit().await?;
        Ok(invited)
    };
    match sent.await {
        Ok(invited) => Ok(Done::new("invited").with(invited.email.shown()).go(&app, &list(&slug, home))),
        // The other way, in the same dialog, is open still.
        Err(problem @ (Problem::TooMany { .. } | Problem::TooManyMails { .. })) => {
            let page = dialog(&permit, &app, &reader, (&slug, home, id), Some(&problem)).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// The red X: asks first.
pub(crate) async fn ask_revocation(
    Fresh(May(permit)): Fresh<May<may::ManageMobileUsers>>,
    State(app): State<App>,
    reader: Reader,
    Path((slug, home, id)): Path<(String, Uuid, Uuid)>,
) -> Result<Response, Refusal> {
    let (w, home) = (reader.w, CustomerId(home));
    let mut tx = permit.read(&app.db).await?;
    let invited = invitation::find_mobile_user(&mut tx, home, InvitationId(id)).await?;
    let page = Confirm {
        w,
        chrome: reader.portal(&mut tx, permit.staff()?, w.t("remove-user-title"), "").await?,
        back: (list(&slug, home), w.t("tab-users")),
        title: w.t("remove-user-title"),
        text: vec![w.t1("remove-user-invited", "email", &invited.email), w.t("revoke-pending")],
        action: format!("{}/invitations/{id}/revocation", list(&slug, home)),
        hidden: Vec::new(),
        label: w.t("remove-user-send"),
        danger: true,
    };
    reader.show(&app, &page)
}

/// Revokes an invitation.
pub(crate) async fn revoke(
    May(permit): May<may::ManageMobileUsers>,
    State(app): State<App>,
    Path((slug, home, id)): Path<(String, Uuid, Uuid)>,
) -> Result<Response, Refusal> {
    let (home, id) = (CustomerId(home), InvitationId(id));
    let mut tx = permit.write(&app.db).await?;
    let invited = invitation::find_mobile_user(&mut tx, home, id).await?;
    invitation::revoke_mobile_user(&mut tx, home, id).await?;
    tx.commit().await?;
    Ok(Done::new("user-removed").with(invited.email).go(&app, &list(&slug, home)))
}
