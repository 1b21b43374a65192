//! Settings: the ISP's logo; and the logo itself, for whoever asks for it by its digest.

use axum::extract::State;
use axum::response::Response;
use care::Problem;
use care::access::{Permit, may};
use care::isp::{self, LOGO_BYTES, Logo};

use crate::app::App;
use crate::assets;
use crate::form::Path;
use crate::frame::Reader;
use crate::may::{May, Public};
use crate::problem::Refusal;
use crate::staff::told::{Done, fields, input, is_for_the_form, whole};
use crate::staff::views::LogoPage;
use crate::upload::{Field, Upload};

/// The file of the form.
pub(crate) struct LogoFile;

impl Field for LogoFile {
    const NAME: &'static str = "logo";
    const MOST: usize = LOGO_BYTES;
    const TOO_LARGE: &'static str = "logo-too-large";
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
    problem: Option<&Problem>,
) -> Result<LogoPage, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = permit.read(&app.db).await?;
    let settings = isp::settings(&mut tx).await?;
    let mut chrome = reader.portal(&mut tx, staff, w.t("settings-logo"), "settings").await?;
    let sentence = problem.and_then(|problem| whole(problem, w));
    chrome.tell_problem(sentence);
    let action = format!("{}/settings/logo", staff.isp.path());
    Ok(LogoPage {
        w,
        chrome,
        logo: settings.logo.map(|digest| assets::logo_address(&digest)),
        file: input("", problem.and_then(fields), "logo", w),
        remove: format!("{action}/removal"),
        action,
    })
}

pub(crate) async fn set(
    May(permit): May<may::ManageSettings>,
    State(app): State<App>,
    Path(slug): Path<String>,
    reader: Reader,
    upload: Upload<LogoFile>,
) -> Result<Response, Refusal> {
    let set = async {
        let file = upload.file?;
        let logo = app.drawing.draw(move || Logo::read(&file)).await??;
        let mut tx = permit.write(&app.db).await?;
        isp::set_logo(&mut tx, &logo).await?;
        tx.commit().await
    };
    match set.await {
        Ok(()) => Ok(Done::new("logo-set").go(&app, &format!("/isps/{slug}/settings/logo"))),
        Err(problem) if is_for_the_form(&problem) => {
            let page = view(&permit, &app, &reader, Some(&problem)).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

pub(crate) async fn remove(
    May(permit): May<may::ManageSettings>,
    State(app): State<App>,
    Path(slug): Path<String>,
) -> Result<Response, Refusal> {
    let mut tx = permit.write(&app.db).await?;
    isp::remove_logo(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::new("logo-removed").go(&app, &format!("/isps/{slug}/settings/logo")))
}

/// The picture. What it is stands in its address, so it may be kept for ever.
pub(crate) async fn picture(
    Public(permit): Public,
    State(app): State<App>,
    Path(digest): Path<String>,
) -> Result<Response, Refusal> {
    let mut tx = permit.read(&app.db).await?;
    let png = isp::logo(&mut tx, &digest).await?;
    Ok(assets::for_ever("image/png", png))
}
