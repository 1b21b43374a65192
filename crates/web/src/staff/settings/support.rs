//! Settings: where the ISP is in the day, and whom its customers turn to.

use axum::extract::State;
use axum::response::Response;
use care::Problem;
use care::access::{Permit, may};
use care::isp::{self, Support};
use care::zone::Zone;
use serde::Deserialize;

use crate::app::App;
use crate::form::{Form, Path};
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;
use crate::staff::told::{Done, fields, input, is_for_the_form, whole};
use crate::staff::views::SupportPage;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    timezone: String,
    email: String,
    phone: String,
    web: String,
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
) -> Result<SupportPage, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = permit.read(&app.db).await?;
    let now = isp::settings(&mut tx).await?.support;
    let stored =
        Typed { timezone: now.timezone.to_string(), email: now.email, phone: now.phone, web: now.web };
    let (typed, problem) = again.map_or((&stored, None), |(typed, problem)| (typed, Some(problem)));
    let wrong = problem.and_then(fields);
    let mut chrome = reader.portal(&mut tx, staff, w.t("settings-support"), "settings").await?;
    let problem = problem.and_then(|problem| whole(problem, w));
    chrome.tell_problem(problem);
    Ok(SupportPage {
        w,
        chrome,
        action: format!("{}/settings/support", staff.isp.path()),
        timezone: input(&typed.timezone, wrong, "timezone", w),
        zones: Zone::names(),
        email: input(&typed.email, wrong, "email", w),
        phone: input(&typed.phone, wrong, "phone", w),
        web: input(&typed.web, wrong, "web", w),
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
        let support = Support::parse(&typed.timezone, &typed.email, &typed.phone, &typed.web)?;
        let mut tx = permit.write(&app.db).await?;
        isp::update_support(&mut tx, &support).await?;
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
