//! Sign-in security of an ISP or cluster: whether two-factor is required, and resetting a colleague's.

use axum::extract::State;
use axum::response::Response;
use care::access::{Permission, Permit, Staff, Tx, may};
use care::db::PersonId;
use care::{Problem, factor};
use serde::Deserialize;
use uuid::Uuid;

use super::told::{Done, when};
use super::views::{CollaboratorRow, FactorReset, Security, TwoFactorRule};
use crate::app::App;
use crate::form::{Form, Path};
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;
use crate::ui::{Control, Words};

/// The section of the Settings page.
pub(super) async fn section(
    tx: &mut Tx<may::ManageSettings>,
    staff: &Staff,
    w: Words,
) -> Result<Security, Refusal> {
    let rule = factor::requirement(tx).await?;
    let now = tx.time();
    Ok(Security {
        since: rule.since.map(|at| when(at, now, w)),
        cluster: rule.cluster,
        change: Control { href: format!("{}/settings/two-factor", staff.isp.path()), why: None },
    })
}

/// Offers to reset the two-factor of those colleagues who have some.
pub(super) async fn offer_resets(
    tx: &mut Tx<may::ManageSettings>,
    staff: &Staff,
    rows: &mut [CollaboratorRow],
) -> Result<(), Refusal> {
    let having: Vec<String> = factor::having(tx).await?.iter().map(ToString::to_string).collect();
    for row in rows.iter_mut().filter(|row| !row.you && having.contains(&row.key)) {
        let href = format!("{}/collaborators/{}/factor-reset", staff.isp.path(), row.key);
        row.reset_factor = Some(Control { href, why: None });
    }
    Ok(())
}

pub(crate) async fn rule(
    May(permit): May<may::ManageSettings>,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    must_be_fresh(&permit, &app)?;
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = permit.read(&app.db).await?;
    let rule = factor::requirement(&mut tx).await?;
    let on = rule.since.is_some();
    let title = w.t(if on { "rule-off-title" } else { "rule-on-title" });
    let page = TwoFactorRule {
        w,
        chrome: reader.portal(&mut tx, staff, title, "settings").await?,
        on,
        without: w.t1("rule-without", "n", rule.without),
        cluster: staff.isp.place == care::access::Place::Cluster,
    };
    reader.show(&app, &page)
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Wanted {
    require: String,
}

pub(crate) async fn change_rule(
    May(permit): May<may::ManageSettings>,
    State(app): State<App>,
    Form(wanted): Form<Wanted>,
) -> Result<Response, Refusal> {
    let on = match wanted.require.as_str() {
        "on" => true,
        "off" => false,
        _ => return Err(Problem::field("require", care::words::Say::new("problem-invalid")).into()),
    };
    let mut tx = permit.write(&app.db).await?;
    factor::require(&mut tx, on).await?;
    tx.commit().await?;
    let done = if on { Done::new("rule-on") } else { Done::new("rule-off") };
    Ok(done.go(&app, &format!("{}/settings", permit.staff()?.isp.path())))
}

pub(crate) async fn resetting(
    May(permit): May<may::ChangeCollaborators>,
    State(app): State<App>,
    Path((_, person)): Path<(String, Uuid)>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let staff = permit.staff()?;
    let mut tx = permit.read(&app.db).await?;
    let colleague = factor::colleague(&mut tx, PersonId(person)).await?;
    let page = FactorReset {
        w: reader.w,
        chrome: reader.portal(&mut tx, staff, reader.w.t("factor-reset-title"), "settings").await?,
        called: colleague.called,
        email: colleague.email.shown().to_owned(),
        action: format!("{}/collaborators/{person}/factor-reset", staff.isp.path()),
    };
    reader.show(&app, &page)
}

pub(crate) async fn reset(
    May(permit): May<may::ChangeCollaborators>,
    State(app): State<App>,
    Path((_, person)): Path<(String, Uuid)>,
) -> Result<Response, Refusal> {
    let mut tx = permit.write(&app.db).await?;
    let colleague = factor::reset_of(&mut tx, PersonId(person)).await?;
    tx.commit().await?;
    let list = format!("{}/settings#collaborators", permit.staff()?.isp.path());
    Ok(Done::new("factor-reset").with(colleague.email.shown()).go(&app, &list))
}

/// A dialog that leads to something sensitive asks first.
fn must_be_fresh<P: Permission>(permit: &Permit<P>, app: &App) -> care::Result<()> {
    let fresh = permit.session()?.is_fresh(app.db.clock().millis());
    if fresh { Ok(()) } else { Err(Problem::Prove) }
}
