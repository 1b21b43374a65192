//! Terms and conditions: the three pages of an ISP, accepted one after the other, and to be read again.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use care::Problem;
use care::agreement::{self, Kind, Page, Pages};
use serde::Deserialize;

use super::views::{Agreement, AgreementLink, Agreements};
use crate::app::App;
use crate::form::{Form, Path, Query};
use crate::frame::Reader;
use crate::may::Me;
use crate::problem::Refusal;
use crate::staff::told::{is_for_the_form, when, whole};
use crate::ui::markdown::rendered;
use crate::within::{Next, leading};

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    /// One of the three, to be read.
    page: String,
    #[serde(flatten)]
    next: Next,
}

/// The first page that is still to be accepted; once they all are, any of them to be read again.
pub(crate) async fn page(
    Me(permit): Me,
    State(app): State<App>,
    reader: Reader,
    Path(slug): Path<String>,
    Query(Asked { page, next }): Query<Asked>,
) -> Result<Response, Refusal> {
    let w = reader.w;
    let mut tx = permit.read(&app.db).await?;
    let pages = agreement::pages(&mut tx, &slug, w.language()).await?;
    let now = tx.time();
    drop(tx);
    let me = permit.session()?;
    if let Some((nth, page)) = pages.next() {
        let chrome = reader.in_the_app(page.kind.key(), Some(&pages.isp), me);
        let view = Agreement { next: next.field(), ..shown(&reader, &pages, page, nth, chrome) };
        return reader.show(&app, &view);
    }
    if next.within().is_some() {
        return Ok(Redirect::to(&next.or("/app")).into_response());
    }
    if let Some(at) = Kind::ALL.iter().position(|kind| kind.as_str() == page) {
        let page = pages.pages.get(at).ok_or(Problem::NotFound("page"))?;
        let chrome = reader.in_the_app(page.kind.key(), Some(&pages.isp), me);
        return reader.show(&app, &shown(&reader, &pages, page, at + 1, chrome));
    }
    let link = |it: &Page| AgreementLink {
        title: w.t(it.kind.key()),
        href: format!("/app/agreements/{slug}?page={}", it.kind.as_str()),
        accepted: it.accepted_at.map(|at| when(at, now, w)),
    };
    let list = Agreements {
        w,
        chrome: reader.in_the_app("agreements", Some(&pages.isp), me),
        pages: pages.pages.iter().map(link).collect(),
    };
    reader.show(&app, &list)
}

fn shown(reader: &Reader, pages: &Pages, page: &Page, nth: usize, chrome: crate::ui::Chrome) -> Agreement {
    Agreement {
        w: reader.w,
        chrome,
        action: format!("/app/agreements/{}", pages.isp.slug),
        page: page.kind.as_str(),
        title: reader.w.t(page.kind.key()),
        version: page.version,
        nth,
        of: Kind::ALL.len(),
        text: rendered(&page.text),
        accepted: page.accepted_at.is_some(),
        next: String::new(),
        problem: None,
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Accepted {
    page: String,
    version: i64,
    #[serde(flatten)]
    next: Next,
}

/// Accepts the page that was shown, in the version that was shown.
pub(crate) async fn accept(
    Me(permit): Me,
    State(app): State<App>,
    reader: Reader,
    Path(slug): Path<String>,
    Form(said): Form<Accepted>,
) -> Result<Response, Refusal> {
    let kind: Kind = said.page.parse().map_err(|_| Problem::NotFound("page"))?;
    let accepted = async {
        let mut tx = permit.write(&app.db).await?;
        agreement::accept(&mut tx, &slug, kind, said.version).await?;
        tx.commit().await
    };
    let back = format!("/app/agreements/{slug}");
    match accepted.await {
        Ok(()) => {
            let mut tx = permit.read(&app.db).await?;
            let more = agreement::pages(&mut tx, &slug, reader.w.language()).await?.next().is_some();
            let to = if more { leading(said.next.within().as_ref(), &back) } else { said.next.or("/app") };
            Ok(Redirect::to(&to).into_response())
        }
        Err(problem) if is_for_the_form(&problem) => {
            // The present text, with why it is shown.
            let pages =
                agreement::pages(&mut permit.read(&app.db).await?, &slug, reader.w.language()).await?;
            let Some((nth, page)) = pages.next() else { return Ok(Redirect::to(&back).into_response()) };
            let chrome = reader.in_the_app(page.kind.key(), Some(&pages.isp), permit.session()?);
            let view = Agreement {
                next: said.next.field(),
                problem: whole(&problem, reader.w),
                ..shown(&reader, &pages, page, nth, chrome)
            };
            reader.show_again(&app, &problem, &view)
        }
        Err(problem) => Err(problem.into()),
    }
}
