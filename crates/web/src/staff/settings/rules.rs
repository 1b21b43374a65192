//! Settings: what holds for all customers.

use axum::extract::State;
use axum::response::Response;
use care::Problem;
use care::access::{Permit, may};
use care::isp::{self, HISTORY_DAYS, RETENTION_DAYS, Rules};
use serde::Deserialize;

use crate::app::App;
use crate::form::{Form, Path};
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;
use crate::staff::told::{Done, fields, input, is_for_the_form, whole};
use crate::staff::views::RulesPage;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    reports: String,
    retention_days: String,
    history_days: String,
}

pub(crate) async fn page(
    May(permit): May<may::ManageSettings>,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let page = view(&permit, &app, &reader, None).await?;
    reader.show(&app, &page)
}

async fn view(
    permit: &Permit<may::ManageSettings>,
    app: &App,
    reader: &Reader,
    again: Option<(&Typed, &Problem)>,
) -> Result<RulesPage, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = permit.read(&app.db).await?;
    let now = isp::settings(&mut tx).await?.rules;
    let stored = Typed {
        reports: if now.reports { "on" } else { "off" }.to_owned(),
        retention_days: now.retention_days.to_string(),
        history_days: now.history_days.to_string(),
    };
    let (typed, problem) = again.map_or((&stored, None), |(typed, problem)| (typed, Some(problem)));
    let wrong = problem.and_then(fields);
    let mut chrome = reader.portal(&mut tx, staff, w.t("settings-customers"), "settings").await?;
    let problem = problem.and_then(|problem| whole(problem, w));
    chrome.tell_problem(problem);
    let (least, most) = RETENTION_DAYS;
    Ok(RulesPage {
        w,
        chrome,
        action: format!("{}/settings/customers", staff.isp.path()),
        reports: input(&typed.reports, wrong, "reports", w),
        retention_days: input(&typed.retention_days, wrong, "retention_days", w),
        retention_hint: w.t2("retention-hint", "least", least, "most", most),
        history_days: input(&typed.history_days, wrong, "history_days", w),
        history_hint: w.t2("history-hint", "least", HISTORY_DAYS.0, "most", HISTORY_DAYS.1),
    })
}

pub(crate) async fn update(
    May(permit): May<may::ManageSettings>,
    State(app): State<App>,
    Path(slug): Path<String>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    let updated = async {
        let rules = Rules::parse(&typed.reports, &typed.retention_days, &typed.history_days)?;
        let mut tx = permit.write(&app.db).await?;
        isp::update_rules(&mut tx, &rules).await?;
        tx.commit().await
    };
    match updated.await {
        Ok(()) => Ok(Done::new("settings-saved").go(&app, &format!("/isps/{slug}/settings"))),
        Err(problem) if is_for_the_form(&problem) => {
            let page = view(&permit, &app, &reader, Some((&typed, &problem))).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}
