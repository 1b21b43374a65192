//! Sign-in security of an ISP or cluster: whether two-factor is required, and resetting a colleague's.

use axum::extract::State;
use axum::response::Response;
use care::access::{Place, Staff, Tx, may};
use care::db::PersonId;
use care::factor::Requirement;
use care::{Problem, factor};
use serde::Deserialize;
use uuid::Uuid;

use super::told::{Done, when};
use super::views::{CollaboratorRow, Confirm, FactorReset, Security};
use crate::app::App;
use crate::form::{Form, Path};
use crate::frame::Reader;
use crate::may::{Fresh, May};
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
    Fresh(May(permit)): Fresh<May<may::ManageSettings>>,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = permit.read(&app.db).await?;
    let rule = factor::requirement(&mut tx).await?;
    let on = rule.since.is_some();
    let text = if on {
        turning_off(&rule, staff, w)
    } else {
        let without = factor::without(&mut tx).await?;
        turning_on(without, staff, w)
    };
    let title = w.t(if on { "rule-off-title" } else { "rule-on-title" });
    let settings = format!("{}/settings", staff.isp.path());
    let page = Confirm {
        w,
        chrome: reader.portal(&mut tx, staff, title.clone(), "settings").await?,
        action: format!("{settings}/two-factor"),
        back: (settings, w.t("tab-settings")),
        title,
        text,
        hidden: vec![("require", if on { "off" } else { "on" }.to_owned())],
        label: w.t(if on { "rule-turn-off" } else { "rule-turn-on" }),
        danger: on,
    };
    reader.show(&app, &page)
}

fn turning_on(without: usize, staff: &Staff, w: Words) -> Vec<String> {
    let mut text = vec![w.t("rule-on-confirm"), w.t1("rule-without", "n", without)];
    if staff.isp.place == Place::Cluster {
        text.push(w.t("rule-cluster-confirm"));
    }
    text
}

/// What is left of the rule once the place's own is gone depends on the others that hold there.
fn turning_off(rule: &Requirement, staff: &Staff, w: Words) -> Vec<String> {
    let mut text = vec![w.t("rule-off-confirm")];
    text.push(match &rule.cluster {
        Some(cluster) => w.t1("rule-cluster", "name", cluster),
        None => w.t("rule-off-then"),
    });
    if staff.isp.place == Place::Cluster {
        text.push(w.t("rule-cluster-off-confirm"));
    }
    text
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
    Fresh(May(permit)): Fresh<May<may::ChangeCollaborators>>,
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
