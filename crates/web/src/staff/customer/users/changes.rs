//! The red X of a mobile user, and who is the primary user.

use axum::extract::State;
use axum::response::Response;
use care::Problem;
use care::access::{Permit, may};
use care::db::{CustomerId, PersonId};
use care::mobile_user::{self, Listed};
use care::words::Words;
use serde::Deserialize;
use uuid::Uuid;

use super::list;
use crate::app::App;
use crate::form::{Form, Path};
use crate::frame::Reader;
use crate::may::{Fresh, May};
use crate::mobile::next::{choices, chosen as choice, is_of_the_next, parse};
use crate::problem::Refusal;
use crate::staff::told::{Done, is_for_the_form, whole};
use crate::staff::views::{Confirm, RemoveUser};

/// The red X: asks first, and of a primary user who is it from then on.
pub(crate) async fn ask_removal(
    Fresh(May(permit)): Fresh<May<may::ManageMobileUsers>>,
    State(app): State<App>,
    reader: Reader,
    Path((slug, home, person)): Path<(String, Uuid, Uuid)>,
) -> Result<Response, Refusal> {
    let whom = (CustomerId(home), PersonId(person));
    reader.show(&app, &removal(&permit, &app, &reader, &slug, whom, ("", None)).await?)
}

async fn removal(
    permit: &Permit<may::ManageMobileUsers>,
    app: &App,
    reader: &Reader,
    slug: &str,
    (home, person): (CustomerId, PersonId),
    (next, problem): (&str, Option<&Problem>),
) -> Result<RemoveUser, Refusal> {
    let w = reader.w;
    let mut tx = permit.read(&app.db).await?;
    let (who, others) = mobile_user::find(&mut tx, home, person).await?;
    let others = others.iter().filter(|_| who.primary);
    Ok(RemoveUser {
        w,
        chrome: reader.portal(&mut tx, permit.staff()?, w.t("remove-user-title"), "").await?,
        back: list(slug, home),
        action: format!("{}/{person}/removal", list(slug, home)),
        others: choices(others, w),
        next: choice(next, problem, w),
        email: who.email,
        problem: problem.filter(|it| !is_of_the_next(it)).and_then(|problem| whole(problem, w)),
    })
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Chosen {
    /// Who is the primary user from then on; empty where that is not asked.
    next: String,
}

pub(crate) async fn remove(
    May(permit): May<may::ManageMobileUsers>,
    State(app): State<App>,
    reader: Reader,
    Path((slug, home, person)): Path<(String, Uuid, Uuid)>,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Refusal> {
    let (home, person) = (CustomerId(home), PersonId(person));
    let removed = async {
        let next = parse(&chosen.next)?;
        let mut tx = permit.write(&app.db).await?;
        let (who, _) = mobile_user::find(&mut tx, home, person).await?;
        mobile_user::remove(&mut tx, home, person, next).await?;
        tx.commit().await?;
        Ok(who.email)
    };
    match removed.await {
        Ok(email) => Ok(Done::new("user-removed").with(email).go(&app, &list(&slug, home))),
        Err(problem) if is_for_the_form(&problem) => {
            let page = removal(&permit, &app, &reader, &slug, (home, person), (&chosen.next, Some(&problem)))
                .await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Asks whether somebody else is to be the primary user.
pub(crate) async fn ask_primary(
    Fresh(May(permit)): Fresh<May<may::ManageMobileUsers>>,
    State(app): State<App>,
    reader: Reader,
    Path((slug, home, person)): Path<(String, Uuid, Uuid)>,
) -> Result<Response, Refusal> {
    let (w, home, person) = (reader.w, CustomerId(home), PersonId(person));
    let mut tx = permit.read(&app.db).await?;
    let (who, others) = mobile_user::find(&mut tx, home, person).await?;
    let page = Confirm {
        w,
        chrome: reader.portal(&mut tx, permit.staff()?, w.t("primary-title"), "").await?,
        back: (list(&slug, home), w.t("tab-users")),
        title: w.t("primary-title"),
        text: primary_text(&who, &others, w),
        action: format!("{}/{person}/primary", list(&slug, home)),
        hidden: Vec::new(),
        label: w.t("make-primary"),
        danger: false,
    };
    reader.show(&app, &page)
}

fn primary_text(who: &Listed, others: &[Listed], w: Words) -> Vec<String> {
    let before = others.iter().find(|it| it.primary).map(|it| it.email.as_str()).unwrap_or_default();
    vec![w.t2("primary-text", "email", &who.email, "before", before), w.t("primary-asked")]
}

pub(crate) async fn make_primary(
    May(permit): May<may::ManageMobileUsers>,
    State(app): State<App>,
    Path((slug, home, person)): Path<(String, Uuid, Uuid)>,
) -> Result<Response, Refusal> {
    let (home, person) = (CustomerId(home), PersonId(person));
    let mut tx = permit.write(&app.db).await?;
    let (who, _) = mobile_user::find(&mut tx, home, person).await?;
    mobile_user::make_primary(&mut tx, home, person).await?;
    tx.commit().await?;
    Ok(Done::new("user-primary").with(who.email).go(&app, &list(&slug, home)))
}
