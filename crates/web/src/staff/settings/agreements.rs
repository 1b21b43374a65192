//! Settings: the ISP's own texts of what its mobile users accept.

use axum::extract::State;
use axum::response::Response;
use care::Problem;
use care::access::{Permit, may};
use care::agreement::{self, Kind};
use serde::Deserialize;

use crate::app::App;
use crate::form::{Form, Path};
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;
use crate::staff::told::{Done, fields, input, is_for_the_form, whole};
use crate::staff::views::{AgreementForm, AgreementsPage};
use crate::ui::Input;

pub(crate) async fn page(
    May(permit): May<may::ManageSettings>,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let page = view(&permit, &app, &reader, None).await?;
    reader.show(&app, &page)
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    /// Which page.
    page: String,
    text: String,
    /// Which version they saw.
    version: i64,
}

async fn view(
    permit: &Permit<may::ManageSettings>,
    app: &App,
    reader: &Reader,
    again: Option<(Kind, &Typed, &Problem)>,
) -> Result<AgreementsPage, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = permit.read(&app.db).await?;
    let href = format!("{}/settings/agreements", staff.isp.path());
    let mut forms = Vec::new();
    for page in agreement::current(&mut tx).await? {
        let mine = again.filter(|(kind, ..)| *kind == page.kind);
        let (text, wrong) = match mine {
            Some((_, typed, problem)) => (&typed.text, fields(problem)),
            None => (&page.text, None),
        };
        forms.push(AgreementForm {
            title: w.t(page.kind.key()),
            action: href.clone(),
            page: page.kind.as_str(),
            id: format!("text-{}", page.kind.as_str()),
            version: page.version,
            own: !page.text.is_empty(),
            // Of a colleague, in whose place one's own would come.
            published: mine.filter(|(.., problem)| fields(problem).is_none()).map(|_| page.text.clone()),
            porticos: page.kind.own(w.language(), &staff.isp.name),
            text: Input { value: text.clone(), ..input("", wrong, "text", w) },
        });
    }
    let mut chrome = reader.portal(&mut tx, staff, w.t("agreements"), "settings").await?;
    chrome.tell_problem(again.and_then(|(.., problem)| whole(problem, w)));
    Ok(AgreementsPage { w, chrome, forms })
}

pub(crate) async fn publish(
    May(permit): May<may::ManageSettings>,
    State(app): State<App>,
    Path(slug): Path<String>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    let kind: Kind = typed.page.parse().map_err(|_| Problem::NotFound("page"))?;
    let published = async {
        let mut tx = permit.write(&app.db).await?;
        let another = agreement::publish(&mut tx, kind, typed.version, &typed.text).await?;
        tx.commit().await?;
        Ok(another)
    };
    let back = format!("/isps/{slug}/settings/agreements");
    match published.await {
        Ok(true) => Ok(Done::new("agreement-published").go(&app, &back)),
        Ok(false) => Ok(Done::new("agreement-same").go(&app, &back)),
        Err(problem) if is_for_the_form(&problem) => {
            let page = view(&permit, &app, &reader, Some((kind, &typed, &problem))).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}
